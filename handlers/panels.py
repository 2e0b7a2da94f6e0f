"""Panels: where a command lacks something, buttons to choose it from, page by page.

A panel is named by a path, such as ``who/opposes``: the command and what was chosen so far. The
path stands in the buttons themselves, so that nothing is remembered between two presses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.grammar import written
from handlers.labels import PARTY_KINDS, STANCES
from handlers.reply import Act, Ask, Button, Reply
from handlers.sentences import phrase
from store.answering import questions as q
from store.record.evidence import Ref
from store.record.terms import Kind, PartyKind, Stance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from handlers.codes import Codes
    from handlers.reply import Press, Rows
    from handlers.sentences import Phrase
    from handlers.texts import Texts
    from store.record.records import Party, Position
    from store.record.snapshot import Snapshot

VERB = "pick"
"""The verb of a button that turns to a panel."""

LINES = 8
"""Rows of choices on one page of a panel."""

FEW = 2 * LINES
"""Parties that are shown at once; more are first parted by what sort of actor they are."""

LABEL = 60
"""Characters of a button's label."""

FORMATS = ("csv", "json", "ics")

_ARGUMENT = re.compile(r"([a-z]+(?:/[A-Za-z0-9_-]+)*)(?:~(\d{1,3}))?")


@dataclass(frozen=True, slots=True)
class Pick:
    """A page of a panel (from 0)."""

    path: tuple[str, ...]
    page: int = 0

    @property
    def act(self) -> Act:
        """The press that turns to it."""
        return Act(VERB, "/".join(self.path) + (f"~{self.page}" if self.page else ""))

    @classmethod
    def of(cls, argument: str) -> Pick | None:
        """Read the argument of such a press, None if it is not one."""
        found = _ARGUMENT.fullmatch(argument)
        return None if found is None else cls(tuple(found[1].split("/")), int(found[2] or 0))


@dataclass(frozen=True, slots=True)
class View:
    """What panels are drawn from."""

    texts: Texts
    snapshot: Snapshot
    codes: Codes


@dataclass(frozen=True, slots=True)
class _Panel:
    question: Phrase
    choices: Sequence[Button]
    columns: int = 1


WHOSE = phrase("panel", "Whose position?")
AND_WHO = phrase("panel", "Compare with whom?")
FIRST_OF_TWO = phrase("panel", "Whose positions shall stand side by side? Choose the first.")
WHICH_ARTICLE = phrase("panel", "Which article?")
WHICH_SAFEGUARD = phrase("panel", "Which safeguard?")
WHICH_STANCE = phrase("panel", "Who holds which stance?")
ON_WHICH_TOPIC = phrase("panel", "On which topic?")
WHICH_VOTE = phrase("panel", "Which vote?")
WHOSE_HISTORY = phrase("panel", "The history of which safeguard or party?")
WHICH_WORDS = phrase("panel", "Which words shall I look for?")
WHICH_FORMAT = phrase("panel", "All that is on record, as which file?")


def panel(pick: Pick, view: View) -> Reply | None:
    """Draw a page of a panel; None if there is no such panel."""
    drawn = _panel(pick.path, view)
    if drawn is None:
        return None
    shown = drawn.columns * LINES
    last = max(0, len(drawn.choices) - 1) // shown
    page = min(pick.page, last)
    choices = drawn.choices[page * shown : (page + 1) * shown]
    rows = tuple(
        tuple(choices[i : i + drawn.columns]) for i in range(0, len(choices), drawn.columns)
    )
    return Reply(
        _blocks(drawn, pick, page, last, view.texts),
        rows + _turning(pick.path, page, last, view.texts),
    )


def _blocks(drawn: _Panel, pick: Pick, page: int, last: int, texts: Texts) -> tuple[str, ...]:
    command = "compare" if pick.path[0] == "with" else pick.path[0]
    form = Markup("<code>{}</code>").format(written(command))
    if drawn.choices:
        hint = texts("Choose, or write it after the command: {form}", form=form)
    else:
        hint = texts("Write it after the command: {form}", form=form)
    question = Markup("<b>{}</b>").format(texts.sentence(drawn.question))
    if not last:
        return (f"{question}\n{hint}",)
    where = texts("Page {page} of {pages}", page=page + 1, pages=last + 1)
    return (f"{question}\n{hint}", f"<i>{where}</i>")


def _turning(path: tuple[str, ...], page: int, last: int, texts: Texts) -> Rows:
    buttons = []
    if page > 0:
        buttons.append(Button(texts.plain("‹ Back"), Pick(path, page - 1).act))
    if page < last:
        buttons.append(Button(texts.plain("More ›"), Pick(path, page + 1).act))
    up = path[:-1]
    home = ("compare",) if path[0] == "with" and len(path) == 2 else up  # noqa: PLR2004  # the command and one choice
    above = (Button(texts.plain("↑ Other choices"), Pick(home).act),)
    return ((tuple(buttons),) if buttons else ()) + ((above,) if home else ())


def _panel(path: tuple[str, ...], view: View) -> _Panel | None:  # noqa: C901, PLR0911, PLR0912  # one for each
    match path:
        case ("article",):
            return _chapters(view)
        case ("article", chapter):
            return _articles(chapter, view)
        case ("safeguard",):
            return _Panel(WHICH_SAFEGUARD, _safeguards(view, _show_safeguard))
        case ("position", *kind):
            return _parties(WHOSE, ("position",), kind, view, _show_position)
        case ("who",):
            return _stances(view)
        case ("who", stance):
            return _topics(stance, view)
        case ("compare", *kind):
            return _parties(FIRST_OF_TWO, ("compare",), kind, view, _compare_with(view))
        case ("with", code, *kind):
            return _others(code, kind, view)
        case ("vote",):
            return _votes(view)
        case ("history",):
            by_topic = _safeguards(view, lambda id_: _history(Kind.SAFEGUARD, id_))
            parties = _button(view.texts.plain("Parties…"), Pick(("history", "party")).act)
            return _Panel(WHOSE_HISTORY, [parties, *by_topic])
        case ("history", "party", *kind):
            return _parties(
                WHOSE_HISTORY,
                ("history", "party"),
                kind,
                view,
                lambda id_: _history(Kind.PARTY, id_),
            )
        case ("search",):
            return _Panel(WHICH_WORDS, ())
        case ("export",):
            files = [_button(name.upper(), Act("export", name)) for name in FORMATS]
            return _Panel(WHICH_FORMAT, files, columns=len(FORMATS))
        case _:
            return None


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]


def _button(label: str, press: Press) -> Button:
    return Button(label if len(label) <= LABEL else label[: LABEL - 1] + "…", press)


def _show_safeguard(id_: str) -> Press:
    return Ask(q.SafeguardOn(safeguard=id_))


def _show_position(id_: str) -> Press:
    return Ask(q.PositionOf(party=id_))


def _history(kind: Kind, id_: str) -> Press:
    return Ask(q.HistoryOf(subject=Ref(kind, id_)))


def _compare_with(view: View) -> Callable[[str], Press | None]:
    def press(id_: str) -> Press | None:
        code = view.codes.code(Ref(Kind.PARTY, id_))
        return None if code is None else Pick(("with", code)).act

    return press


def _others(code: str, kind: Sequence[str], view: View) -> _Panel | None:
    first = view.codes.ref(code)
    if first is None or first.kind is not Kind.PARTY:
        return None

    def press(id_: str) -> Press | None:
        return None if id_ == first.id else Ask(q.Compare(parties=(first.id, id_)))

    return _parties(AND_WHO, ("with", code), kind, view, press)


def _safeguards(view: View, press: Callable[[str], Press]) -> list[Button]:
    return [
        _button(view.texts.name(safeguard.ref, view.snapshot), press(safeguard.id))
        for safeguard in view.snapshot.safeguards.values()
    ]


def _parties(
    question: Phrase,
    path: tuple[str, ...],
    chosen: Sequence[str],
    view: View,
    press: Callable[[str], Press | None],
) -> _Panel | None:
    """Offer the parties that have positions: at once if they are few, else sort by sort."""
    known = [p for p in view.snapshot.parties.values() if p.id in view.snapshot.positions_of]
    match list(chosen):
        case [] if len(known) > FEW:
            there = {party.party_kind for party in known}
            kinds = [
                _button(_capital(view.texts.label(PARTY_KINDS[kind])), Pick((*path, kind)).act)
                for kind in PartyKind
                if kind in there
            ]
            return _Panel(question, kinds)
        case []:
            return _Panel(question, _by_name(known, view, press), columns=2)
        case [kind] if kind in PartyKind.__members__.values():
            some = [party for party in known if party.party_kind == kind]
            return _Panel(question, _by_name(some, view, press), columns=2)
        case _:
            return None


def _by_name(
    parties: Iterable[Party], view: View, press: Callable[[str], Press | None]
) -> list[Button]:
    named = sorted((view.texts.party(party.id, view.snapshot), party.id) for party in parties)
    pressed = ((name, press(id_)) for name, id_ in named)
    return [_button(name, to) for name, to in pressed if to is not None]


def _chapter_names(snapshot: Snapshot) -> list[str | None]:
    """Return the chapters in their order; what is in none comes last."""
    articles = (p for p in snapshot.provisions.values() if p.parent is None)
    names = dict.fromkeys(provision.chapter for provision in articles)
    return sorted(names, key=lambda name: name is None)


def _chapters(view: View) -> _Panel:
    chapters = [
        _button(
            view.texts.plain("Other parts") if name is None else name,
            Pick(("article", str(number))).act,
        )
        for number, name in enumerate(_chapter_names(view.snapshot))
    ]
    return _Panel(WHICH_ARTICLE, chapters)


def _articles(number: str, view: View) -> _Panel | None:
    names = _chapter_names(view.snapshot)
    if not number.isdecimal() or int(number) >= len(names):
        return None
    chapter = names[int(number)]
    articles = [
        _button(view.texts.name(p.ref, view.snapshot), Ask(q.ProvisionText(provision=p.id)))
        for p in view.snapshot.provisions.values()
        if p.parent is None and p.chapter == chapter
    ]
    return _Panel(WHICH_ARTICLE, articles)


def _stances(view: View) -> _Panel:
    held = {position.stance for position in view.snapshot.positions.values()}
    stances = [
        _button(view.texts.label(STANCES[stance]), Pick(("who", stance)).act)
        for stance in Stance
        if stance in held
    ]
    return _Panel(WHICH_STANCE, stances)


def _topics(word: str, view: View) -> _Panel | None:
    stance = next((stance for stance in Stance if stance == word), None)
    if stance is None:
        return None
    topics = [
        _button(
            view.texts.name(ref, view.snapshot), Ask(q.WhoHolds(topics=(ref,), stances=(stance,)))
        )
        for ref, positions in _topics_in_order(view.snapshot)
        if any(position.stance is stance for position in positions)
    ]
    return _Panel(ON_WHICH_TOPIC, topics)


def _topics_in_order(snapshot: Snapshot) -> Iterable[tuple[Ref, Sequence[Position]]]:
    for record in (*snapshot.safeguards.values(), *snapshot.provisions.values()):
        yield record.ref, snapshot.positions_on.get(record.ref, ())


def _votes(view: View) -> _Panel:
    votes = [
        _button(view.texts.name(vote.ref, view.snapshot), Ask(q.VoteOn(topic=vote.ref)))
        for vote in reversed(tuple(view.snapshot.votes.values()))
    ]
    return _Panel(WHICH_VOTE, votes)
