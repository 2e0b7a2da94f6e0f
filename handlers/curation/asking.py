"""What a coordinator is shown while an edit is made: the next question, or the preview."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.curation.edits import edit_blocks, pen_for
from handlers.curation.forms import FIELDS, joined
from handlers.curation.words import (
    CHANGE_KINDS,
    FIELD_NAMES,
    PROMPTS,
    fault_line,
    notice_line,
    records_name,
    typed,
)
from handlers.labels import KINDS, STANCES, STATUSES
from handlers.markup import Html, shortened
from handlers.reply import Act, Button, Reply, Style
from handlers.respond import Verb
from store.curation.forms import Field, Wrong
from store.record.evidence import Ref
from store.record.terms import EventKind, Kind, Stance, Status
from store.tables.change import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from handlers.reply import Rows
    from handlers.texts import Texts
    from store.curation.drafts import Draft
    from store.curation.forms import Fault
    from store.curation.proposals import Proposal
    from store.record.snapshot import Snapshot

PREVIEW = "preview"
"""The step at which everything was given and is shown once more."""

_OFFERED = 8  # buttons of names on a page
_LABEL = 60  # characters of one
_NOTES = 10  # things to look at


def question(
    draft: Draft,
    faults: Sequence[Fault],
    texts: Texts,
    snapshot: Snapshot,
    *,
    today: date,
    page: int = 0,
) -> Reply:
    """Ask for the field that the draft is at; with what is wrong, what was typed is shown."""
    field = Field(draft.step)
    about = [fault for fault in faults if fault.field is field]
    blocks: list[Html] = []
    if about and about[0].wrong is not Wrong.MISSING:
        blocks.append(Html("\n").join(fault_line(fault, texts, snapshot) for fault in about))
        others = [fault for fault in faults if fault.field is not field]
        if others:
            blocks.append(
                Html("\n").join(
                    [
                        texts("After that:"),
                        *(fault_line(fault, texts, snapshot) for fault in others),
                    ]
                )
            )
    given = list(_given(draft, texts, snapshot))
    if given:
        blocks.append(Html("\n").join(given))
    blocks.append(Html("<b>{}</b>").format(texts.label(PROMPTS[field])))
    offered = (about[0].refs if about else ()) or _likely(field, snapshot, today)
    shown = offered[page * _OFFERED : (page + 1) * _OFFERED]
    choices = _choices(draft, field, shown, texts, snapshot)
    turning = _turning(draft, page, -(-len(offered) // _OFFERED))
    return Reply(tuple(blocks), (*choices, *turning, *_ways_out(draft, texts)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a preview says beside the change itself.

    ``at_once``: nobody else needs to approve it. ``late``: the record has changed since the last
    preview. ``corrects``: readers were told of what it takes back.
    """

    at_once: bool
    late: bool
    corrects: bool


def preview(draft: Draft, proposal: Proposal, look: Look, texts: Texts, before: Snapshot) -> Reply:
    """Show just what would change, and what is to be looked at."""
    pen = pen_for(proposal.edits, texts, before)
    titles = {
        edit.ref: texts.name(edit.ref, pen.snapshot) for edit in proposal.edits if not edit.before
    }
    blocks: list[Html] = []
    if look.late:
        blocks.append(texts("<b>The record has changed meanwhile. Please look again.</b>"))
    blocks.append(texts("<b>Preview: {kind}</b>", kind=texts.label(CHANGE_KINDS[proposal.kind])))
    blocks.extend(edit_blocks(proposal.edits, pen, before))
    if proposal.kind is ChangeKind.IMPORT:
        counted = Counter(edit.ref.kind for edit in proposal.edits)
        numbers = [f"{texts.label(KINDS[kind])}: {n}" for kind, n in counted.items()]
        blocks.append(texts("New on record: {numbers}", numbers=texts.plain_listing(numbers)))
    notes = [notice_line(one, texts, before, titles) for one in proposal.notices[:_NOTES]]
    if len(proposal.notices) > _NOTES:
        left = len(proposal.notices) - _NOTES
        notes.append(texts.plural("… and {n} more", "… and {n} more", left))
    if notes:
        marked = (Html("• {}").format(note) for note in notes)
        blocks.append(Html("\n").join([texts("<b>Please look:</b>"), *marked]))
    if look.corrects:
        blocks.append(corrected(texts))
    if not look.at_once:
        blocks.append(texts("<i>Nothing is changed until another coordinator approves it.</i>"))
    label = texts.plain("Publish") if look.at_once else texts.plain("Submit for review")
    go = Button(label, _act(Verb.SUBMIT, draft), Style.SUCCESS)
    row = [_cancel(draft, texts)]
    if FIELDS[draft.command]:
        row.insert(0, Button(texts.plain("Edit"), _act(Verb.EDIT, draft)))
    return Reply(tuple(blocks), ((go,), tuple(row)))


def corrected(texts: Texts) -> Html:
    """Say that alerts were sent which will be set right."""
    return texts(
        "<i>It was announced to readers. What was not sent yet is stopped, and exactly those who "
        "received it get a correction, old and new.</i>"
    )


def editing(draft: Draft, texts: Texts, snapshot: Snapshot) -> Reply:
    """Let the coordinator choose what to give anew."""
    buttons = [
        Button(texts.label(FIELD_NAMES[asked.field]), _act(Verb.EDIT, draft, asked.field.value))
        for asked in FIELDS[draft.command]
    ]
    blocks = (
        Html("\n").join(_given(draft, texts, snapshot)),
        texts("Or send the whole anew:"),
        Html("<code>{}</code>").format(joined(draft.command, draft.fields)),
        texts("<b>What shall be changed?</b>"),
    )
    return Reply(blocks, (*_rows(buttons, 2), (_cancel(draft, texts),)))


def too_many(command: str, words: str, texts: Texts) -> Reply:
    """Say that there are more fields than the command has, and keep what was typed."""
    return Reply(
        (
            texts("There are more fields than this command has. It takes:"),
            Html("<code>{}</code>").format(typed(command, texts)),
            texts(r"A | within a text is written \|. This is what you sent:"),
            Html("<code>{}</code>").format(f"/{command} {words}"),
        )
    )


def _given(draft: Draft, texts: Texts, snapshot: Snapshot) -> Iterator[Html]:
    for asked in FIELDS[draft.command]:
        text = draft.fields.get(asked.field, "")
        if text:
            name = texts.label(FIELD_NAMES[asked.field])
            yield Html("{}: <i>{}</i>").format(name, _readable(text, texts, snapshot))


def _readable(text: str, texts: Texts, snapshot: Snapshot) -> str:
    kind, _, id_ = text.partition(":")
    if kind in set(Kind) and Ref(Kind(kind), id_) in snapshot.records:
        return texts.name(Ref(Kind(kind), id_), snapshot)
    return text


def _choices(
    draft: Draft, field: Field, offered: Iterable[Ref], texts: Texts, snapshot: Snapshot
) -> Rows:
    """Return the buttons for a field: what was asked back, or what is likeliest."""
    match field:
        case Field.STANCE:
            words = [(stance.value, texts.label(STANCES[stance])) for stance in Stance]
        case Field.STATUS:
            words = [(status.value, texts.label(STATUSES[status])) for status in Status]
        case _:
            words = []
    buttons = [
        Button(label, _act(Verb.CHOOSE, draft, f"{field.value}:{word}")) for word, label in words
    ]
    for ref in offered:
        name = texts.name(ref, snapshot)
        if field is Field.RECORD:
            name = records_name(ref, texts, snapshot)
        press = Act(Verb.CHOOSE, f"{draft.version}:{field.value}", (ref,))
        buttons.append(Button(shortened(name, _LABEL), press))
    if field is Field.DATE:
        buttons.append(
            Button(texts.plain("Today"), _act(Verb.CHOOSE, draft, f"{field.value}:today"))
        )
    return _rows(buttons, 2)


def _likely(field: Field, snapshot: Snapshot, today: date) -> tuple[Ref, ...]:
    """Return the records to choose from, the likeliest first: who spoke most, what comes next."""
    match field:
        case Field.PARTY:
            spoken = {party: len(said) for party, said in snapshot.positions_of.items()}
            ids = sorted(snapshot.parties, key=lambda id_: (-spoken.get(id_, 0), id_))
            return tuple(Ref(Kind.PARTY, id_) for id_ in ids)
        case Field.TOPIC:
            topics = (*snapshot.safeguards.values(), *snapshot.provisions.values())
            return tuple(topic.ref for topic in topics)
        case Field.EVENT:
            events = [
                event
                for event in snapshot.events.values()
                if event.event_kind in {EventKind.MEETING, EventKind.INFORMALS}
                and event.cancelled is None
                and event.dated.last >= today
            ]
            return tuple(event.ref for event in events)
        case _:
            return ()


def _turning(draft: Draft, page: int, pages: int) -> Rows:
    """Return the row that turns the pages of what can be chosen."""
    if pages <= 1:
        return ()
    row = [Button(f"{page + 1}/{pages}", _act(Verb.TURN, draft, str(page)))]
    if page > 0:
        row.insert(0, Button("‹", _act(Verb.TURN, draft, str(page - 1))))
    if page < pages - 1:
        row.append(Button("›", _act(Verb.TURN, draft, str(page + 1))))
    return (tuple(row),)


def _ways_out(draft: Draft, texts: Texts) -> Rows:
    asked = FIELDS[draft.command]
    place = [one.field.value for one in asked].index(draft.step)
    row: list[Button] = []
    if place:
        before = asked[place - 1].field.value
        row.append(Button(texts.plain("Back"), _act(Verb.EDIT, draft, before)))
    if asked[place].optional:
        row.append(Button(texts.plain("Leave blank"), _act(Verb.CHOOSE, draft, f"{draft.step}:")))
    return ((*row, _cancel(draft, texts)),)


def _cancel(draft: Draft, texts: Texts) -> Button:
    return Button(texts.plain("Cancel"), _act(Verb.CANCEL, draft), Style.DANGER)


def _act(verb: Verb, draft: Draft, argument: str = "") -> Act:
    return Act(verb, f"{draft.version}:{argument}" if argument else str(draft.version))


def _rows(buttons: list[Button], columns: int) -> Rows:
    return tuple(
        tuple(buttons[first : first + columns]) for first in range(0, len(buttons), columns)
    )
