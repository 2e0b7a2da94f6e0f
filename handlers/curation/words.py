"""The words of coordination: what fields are called, what is asked for, what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handlers.curation.forms import FIELDS
from handlers.markup import Html, shortened
from handlers.sentences import phrase
from store.curation.forms import Field, Wrong
from store.curation.outcomes import Bar
from store.curation.proposals import NoticeKind
from store.tables.change import ChangeKind, ChangeState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handlers.sentences import Phrase
    from handlers.texts import Texts
    from store.curation.forms import Fault
    from store.curation.outcomes import CannotUndo
    from store.curation.proposals import Notice
    from store.record.evidence import Ref
    from store.record.snapshot import Snapshot

_AFTER: Final[Mapping[str, str]] = {
    "approve": "N",
    "reject": "N | TEXT",
    "undo": "N",
    "audit": "[N]",
    "confirm": "[ID]",
    "answer": "N | TEXT",
    "brief": "TEXT",
    "watch": "[URL]",
    "unwatch": "URL",
    "revoke": "N",
}
"""What stands after the commands that have no fields."""

_ECHOED = 80  # characters of what was given that are shown back
_MOST_NAMED = 5

FIELD_NAMES: Final[Mapping[Field, Phrase]] = {
    Field.PARTY: phrase("field", "Party"),
    Field.TOPIC: phrase("field", "Topic"),
    Field.TOPICS: phrase("field", "Topics"),
    Field.STANCE: phrase("field", "Stance"),
    Field.STATUS: phrase("field", "Status"),
    Field.DATE: phrase("field", "Date"),
    Field.SUMMARY: phrase("field", "Summary"),
    Field.URL: phrase("field", "Address of the source"),
    Field.SOURCE_TITLE: phrase("field", "Title of the source"),
    Field.PUBLISHER: phrase("field", "Publisher"),
    Field.START: phrase("field", "Start"),
    Field.END: phrase("field", "End"),
    Field.TITLE: phrase("field", "Title"),
    Field.PLACE: phrase("field", "Place"),
    Field.EVENT: phrase("field", "Event"),
    Field.REASON: phrase("field", "Reason"),
    Field.MOTION: phrase("field", "Motion"),
    Field.YES: phrase("field", "Yes"),
    Field.NO: phrase("field", "No"),
    Field.ABSTAIN: phrase("field", "Abstentions"),
    Field.OUTCOME: phrase("field", "Outcome"),
    Field.MEANING: phrase("field", "Meaning of a yes"),
    Field.RECORD: phrase("field", "Record"),
    Field.TEXT: phrase("field", "Text"),
    Field.QUESTION: phrase("field", "Question"),
}

PROMPTS: Final[Mapping[Field, Phrase]] = {
    Field.PARTY: phrase("prompt", "Whose position? Write the name, or press one."),
    Field.TOPIC: phrase("prompt", "On which topic? Write an article or a safeguard, or press one."),
    Field.TOPICS: phrase("prompt", "On which topics? Several with commas between them."),
    Field.STANCE: phrase("prompt", "Which stance?"),
    Field.STATUS: phrase("prompt", "Which status?"),
    Field.DATE: phrase("prompt", "On which day? For example 2024-08-05, or “today”."),
    Field.SUMMARY: phrase("prompt", "What was said or done, in a sentence or two?"),
    Field.URL: phrase("prompt", "Where can it be read? Send the address of the page."),
    Field.SOURCE_TITLE: phrase("prompt", "What is the title of that page?"),
    Field.PUBLISHER: phrase("prompt", "Who publishes it?"),
    Field.START: phrase(
        "prompt",
        "When does it begin? For example 2024-08-05 10:00, in the session’s time zone, or "
        "“tomorrow 10:00”.",
    ),
    Field.END: phrase("prompt", "When does it end?"),
    Field.TITLE: phrase("prompt", "What is it called?"),
    Field.PLACE: phrase("prompt", "Where is it?"),
    Field.EVENT: phrase("prompt", "Which event? Write its id, or press one."),
    Field.REASON: phrase("prompt", "Why? Readers will see the reason."),
    Field.MOTION: phrase("prompt", "What was put to the vote?"),
    Field.YES: phrase("prompt", "How many voted yes?"),
    Field.NO: phrase("prompt", "How many voted no?"),
    Field.ABSTAIN: phrase("prompt", "How many abstained?"),
    Field.OUTCOME: phrase("prompt", "What came of it? For example “adopted” or “rejected”."),
    Field.MEANING: phrase("prompt", "What did a yes mean?"),
    Field.RECORD: phrase("prompt", "Which record? Write its id, as /audit and the export show it."),
    Field.TEXT: phrase("prompt", "What is the text?"),
    Field.QUESTION: phrase("prompt", "Which question?"),
}

CHANGE_KINDS: Final[Mapping[ChangeKind, Phrase]] = {
    ChangeKind.SET_POSITION: phrase("change", "New position"),
    ChangeKind.SET_STATUS: phrase("change", "New status"),
    ChangeKind.ADD_EVENT: phrase("change", "New event"),
    ChangeKind.MOVE_EVENT: phrase("change", "Event moved"),
    ChangeKind.CANCEL_EVENT: phrase("change", "Event cancelled"),
    ChangeKind.ADD_VOTE: phrase("change", "New vote"),
    ChangeKind.ADD_SOURCE: phrase("change", "New source"),
    ChangeKind.ANSWER: phrase("change", "New curated answer"),
    ChangeKind.RETRACT: phrase("change", "Retraction"),
    ChangeKind.CONFIRM: phrase("change", "Confirmation"),
    ChangeKind.IMPORT: phrase("change", "Import"),
    ChangeKind.BULLETIN: phrase("change", "Bulletin"),
    ChangeKind.UNDO: phrase("change", "Undoing"),
}

CHANGE_STATES: Final[Mapping[ChangeState, Phrase]] = {
    ChangeState.SUBMITTED: phrase("state of a change", "waits for review"),
    ChangeState.PUBLISHED: phrase("state of a change", "published"),
    ChangeState.REJECTED: phrase("state of a change", "rejected"),
    ChangeState.WITHDRAWN: phrase("state of a change", "withdrawn"),
    ChangeState.CONFLICT: phrase("state of a change", "in conflict, never published"),
}

_WRONGS: Final[Mapping[Wrong, Phrase]] = {
    Wrong.MISSING: phrase("fault", "{field}: is missing."),
    Wrong.TOO_LONG: phrase("fault", "{field}: longer than {limit} characters ({length})."),
    Wrong.UNFIT: phrase(
        "fault", "{field}: has a control character, or one that turns the direction of the text."
    ),
    Wrong.UNKNOWN: phrase("fault", "{field}: “{value}” is not on record."),
    Wrong.SEVERAL: phrase("fault", "{field}: “{value}” may mean several. Which one?"),
    Wrong.NO_WORD: phrase("fault", "{field}: “{value}” is none of those that there are."),
    Wrong.NO_DATE: phrase(
        "fault",
        "{field}: “{value}” is no date. Write 2024-08-05, 2024-08, “today” or “5 August”.",
    ),
    Wrong.NO_INSTANT: phrase(
        "fault", "{field}: “{value}” is no day with its hour. Write 2024-08-05 10:00."
    ),
    Wrong.IN_FUTURE: phrase(
        "fault", "{field}: {value} has not come yet. What has not happened is no fact."
    ),
    Wrong.NO_ADDRESS: phrase(
        "fault", "{field}: “{value}” is no address of the web; it begins with https:// or http://."
    ),
    Wrong.NO_COUNT: phrase("fault", "{field}: “{value}” is no whole number from 0 on."),
    Wrong.END_FIRST: phrase("fault", "{field}: it would end before it begins."),
    Wrong.NO_CLAIM: phrase(
        "fault", "{field}: {value} is a source or a party, which claims nothing by itself."
    ),
    Wrong.RETRACTED: phrase("fault", "{field}: {value} was retracted already."),
    Wrong.CANCELLED: phrase("fault", "{field}: {value} was cancelled already."),
    Wrong.NO_CHANGE: phrase("fault", "{field}: {value} stands like that already."),
    Wrong.DUPLICATE: phrase("fault", "{field}: that is on record already: {records}."),
    Wrong.REPEATED: phrase("fault", "{field}: the same stands in row {value}."),
    Wrong.TOO_MANY: phrase("fault", "{field}: more than {limit} at once."),
}

_NOTICES: Final[Mapping[NoticeKind, Phrase]] = {
    NoticeKind.NEARLY_SAME: phrase("notice to coordinators", "{record} says nearly the same."),
    NoticeKind.CONTRADICTS: phrase(
        "notice to coordinators", "{record} gives another stance on the same day."
    ),
    NoticeKind.OVERLAPS: phrase("notice to coordinators", "{record} is at the same time."),
    NoticeKind.OUTSIDE_SESSION: phrase("notice to coordinators", "No session is on that day."),
    NoticeKind.OLDER: phrase(
        "notice to coordinators",
        "Something later is on record, {record}: this will be history and not the present state.",
    ),
    NoticeKind.WAITING: phrase(
        "notice to coordinators", "Change {number} is about the same and waits for review."
    ),
    NoticeKind.NEW_PARTY: phrase(
        "notice to coordinators", "Nothing was on record of {record} so far; it will be added."
    ),
    NoticeKind.NEW_SOURCE: phrase(
        "notice to coordinators", "The source is new and will be added: {record}."
    ),
}

_BARS: Final[Mapping[Bar, Phrase]] = {
    Bar.NOT_PUBLISHED: phrase("bar", "Change {number} is not published: nothing is to be undone."),
    Bar.UNDONE: phrase("bar", "Change {number} was undone already, by change {by}."),
    Bar.CHANGED_SINCE: phrase(
        "bar",
        "Change {number} cannot be undone: {records} was changed since, by change {by}. Undo that "
        "first.",
    ),
    Bar.REFERRED_TO: phrase(
        "bar", "Change {number} cannot be undone: {records} rests on what would go."
    ),
    Bar.INCOMPLETE: phrase(
        "bar", "Change {number} cannot be undone: it would bring back what names {records}."
    ),
    Bar.NOTHING: phrase("bar", "Change {number} altered no record: nothing is to be undone."),
}


def fault_line(fault: Fault, texts: Texts, snapshot: Snapshot) -> Html:
    """Say what is wrong with a field, and in a file in which row."""
    line = texts.sentence(
        _WRONGS[fault.wrong],
        field=texts.label(FIELD_NAMES[fault.field]),
        value=shortened(fault.value, _ECHOED),
        length=texts.number(len(fault.value)),
        limit=texts.number(fault.limit),
        records=named(fault.refs, texts, snapshot),
    )
    if fault.row is None:
        return line
    return texts("Row {row}: {fault}", row=texts.number(fault.row), fault=line)


def notice_line(
    notice: Notice, texts: Texts, snapshot: Snapshot, titles: Mapping[Ref, str]
) -> Html:
    """Say what is to be looked at; ``titles`` are of records that are not on record yet."""
    record = ""
    if notice.ref is not None:
        record = titles.get(notice.ref) or records_name(notice.ref, texts, snapshot)
    number = str(notice.change or "")
    return texts.sentence(_NOTICES[notice.kind], record=record, number=number)


def bar_line(barred: CannotUndo, texts: Texts, snapshot: Snapshot) -> Html:
    """Say why a change cannot be undone."""
    by = texts.plain_listing(map(str, barred.by)) or texts.plain("a data pack")
    return texts.sentence(
        _BARS[barred.bar],
        number=str(barred.change.number),
        by=by,
        records=named(barred.refs, texts, snapshot),
    )


def named(refs: tuple[Ref, ...], texts: Texts, snapshot: Snapshot) -> str:
    """Name some records, each with its id."""
    names = [records_name(ref, texts, snapshot) for ref in refs[:_MOST_NAMED]]
    return texts.plain_listing(names) + (" …" if len(refs) > _MOST_NAMED else "")


def records_name(ref: Ref, texts: Texts, snapshot: Snapshot) -> str:
    """Name a record with its id, so that it can be named in a command."""
    name = shortened(texts.name(ref, snapshot), _ECHOED)
    return ref.id if name == ref.id else f"{name} ({ref.id})"


def person_link(user_id: int) -> Html:
    """Show a person by number, as a link that opens their profile where Telegram knows it."""
    return Html('<a href="tg://user?id={0}">{0}</a>').format(user_id)


def typed(command: str, texts: Texts) -> str:
    """Return a command of coordinators as it is typed in one message."""
    fields = [
        texts.plain("[{field}]", field=texts.label(FIELD_NAMES[asked.field]))
        if asked.optional
        else texts.label(FIELD_NAMES[asked.field])
        for asked in FIELDS.get(command, ())
    ]
    return f"/{command} {' | '.join(fields) or _AFTER.get(command, '')}".rstrip()
