"""What the core answers: facts as plain data. Sentences are made from it elsewhere.

Rules that these types enforce: no claim without a source that the snapshot holds, no source
without a claim, and "not on record" is an answer of its own which carries neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from store.answering.questions import Question
    from store.record.evidence import Evidence, Ref
    from store.record.records import Claim, PartyBallot, Source
    from store.record.snapshot import Snapshot


class Subject(StrEnum):
    """What an answer is about: the ``kind`` of the answer as JSON."""

    STATUS = "status"
    POSITION = "position"
    WHO = "who"
    COMPARISON = "comparison"
    PROVISION = "provision"
    SAFEGUARD = "safeguard"
    VOTE = "vote"
    EVENT = "event"
    CHANGES = "changes"
    HISTORY = "history"
    DEFINITION = "definition"
    DOCUMENT = "document"
    PARTY = "party"
    OVERVIEW = "overview"
    HELP = "help"
    UNKNOWN = "unknown"


class Heading(StrEnum):
    """What the claims of a section are. Its wording is in the catalogues."""

    ANSWER = "answer"  # just what was asked for; needs no heading of its own
    CURRENT = "current"  # the latest on record by the date asked about
    EARLIER = "earlier"  # superseded by something later from the same party or on the same topic
    LATER = "later"  # recorded after the day that the clock shows: in a rehearsal only
    AS_GROUP = "as_group"  # a group's position, never the member's own
    ON_WHOLE_ARTICLE = "on_whole_article"  # about the article, where a paragraph was asked about
    ON_PARAGRAPHS = "on_paragraphs"  # about a paragraph, where its article was asked about
    STATUS = "status"
    SUMMARY = "summary"
    POSITIONS = "positions"
    VOTES = "votes"
    BALLOTS = "ballots"
    EVENTS = "events"
    DOCUMENTS = "documents"
    SAFEGUARDS = "safeguards"
    PROVISIONS = "provisions"
    MEMBERSHIPS = "memberships"
    MEMBERS = "members"
    ACTIONS = "actions"
    DEMANDED = "demanded"  # safeguards that the statement asks for
    OTHERS = "others"
    MATCHES = "matches"  # ranked search


@dataclass(frozen=True, slots=True)
class Cited:
    """One claim with the sources that carry it, best first.

    Raises ValueError when there is none: such a claim cannot be made. ``ballots`` are the ones of
    a vote that were asked about; empty means all.
    """

    record: Claim
    citations: tuple[Source, ...]
    ballots: tuple[PartyBallot, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a claim without a citation."""
        if not self.citations:
            raise ValueError(f"{self.record.ref} is claimed without a source")

    @property
    def evidence(self) -> Evidence:
        """How the claim is known."""
        return self.record.evidence


def cite(record: Claim, snapshot: Snapshot, ballots: tuple[PartyBallot, ...] = ()) -> Cited:
    """Return the record as a claim with its sources; with ballots, with those of the ballots too.

    Raises KeyError for a source that the snapshot does not hold.
    """
    ids = dict.fromkeys(
        [*record.evidence.sources, *(id_ for b in ballots for id_ in b.evidence.sources)]
    )
    return Cited(record, tuple(snapshot.sources[id_] for id_ in ids), ballots)


@dataclass(frozen=True, slots=True)
class Section:
    """Claims that belong together; ``about`` names what they have in common, if anything."""

    heading: Heading
    claims: tuple[Cited, ...]
    about: tuple[Ref, ...] = ()


class Notice(StrEnum):
    """What a reader must be told about an answer as a whole."""

    LATER_THAN_CLOCK = "later_than_clock"  # claims dated after the day that the clock shows
    DATE_IMPRECISE = "date_imprecise"  # a claim's day is not known and may lie after ``as_of``
    SUPERSEDED = "superseded"  # a party's position changed; both are shown
    GROUP_DIFFERS = "group_differs"  # the party's own position differs from its group's
    MEMBERSHIP_UNDATED = "membership_undated"  # when the membership began or ended is not known
    NO_INFERENCE = "no_inference"  # a ballot or a group's position is shown and is no stance
    AFTER_SESSION = "after_session"  # said after the session, so no position in it


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An answer from the store. It holds at least one claim; ValueError otherwise.

    ``subjects`` are the records that the question was about, in its order. ``disputes`` are the
    contradictions between sources which concern them, each a claim of its own.
    """

    subject: Subject
    question: Question
    as_of: date
    sections: tuple[Section, ...]
    subjects: tuple[Ref, ...] = ()
    notices: tuple[Notice, ...] = ()
    disputes: tuple[Cited, ...] = ()
    missing: tuple[Ref, ...] = ()  # subjects on which the store has nothing to this question
    suggestions: tuple[Question, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an answer that claims nothing."""
        if not any(section.claims for section in self.sections):
            raise ValueError("an answer needs a claim")

    def claims(self) -> Iterator[Cited]:
        """Yield every claim in order of appearance, disputes last."""
        for section in self.sections:
            yield from section.claims
        yield from self.disputes


@dataclass(frozen=True, slots=True, kw_only=True)
class NotOnRecord:
    """The store does not know. ``missing`` are the records that an answer would have been about."""

    subject: Subject
    question: Question
    as_of: date
    missing: tuple[Ref, ...] = ()
    suggestions: tuple[Question, ...] = ()  # the nearest that the store does know
    first_known: date | None = None  # nothing by ``as_of``; the first record is of this day


class Unread(StrEnum):
    """Why a question was not understood as one."""

    EMPTY = "empty"
    OFF_TOPIC = "off_topic"
    OPINION = "opinion"
    LEGAL_ADVICE = "legal_advice"
    INSTRUCTION = "instruction"  # tells the bot to be something else
    UNCLEAR = "unclear"
    TOO_MANY = "too_many"  # parties or topics


@dataclass(frozen=True, slots=True, kw_only=True)
class AskBack:
    """More than one record is meant by what was written: choose. Never guessed.

    ``choices`` are whole questions, one for each reading; ``written`` is what was written, for
    echoing back (escape it); ``between`` are the records that it may mean.
    """

    written: str
    between: tuple[Ref, ...]
    choices: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownName:
    """A party, provision, date or other name that the store does not have.

    ``sought`` is the kind of thing that it should have been (``party``, ``provision``,
    ``safeguard``, ``topic``, ``date``, ``stance``, ``term``, ``vote``, ``group``). ``existing`` is
    true for a name known to the world (a country, say) on which the store has nothing.
    """

    written: str
    sought: str
    existing: bool = False
    nearest: tuple[Ref, ...] = ()
    suggestions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A command without what it needs: ask for it. ``sought`` as in :class:`UnknownName`."""

    sought: str
    suggestions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """No question that this bot answers, or none that it could read."""

    reason: Unread
    suggestions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What the bot can do: help. Claims nothing, cites nothing."""

    suggestions: tuple[Question, ...] = ()


Misread = AskBack | UnknownName | Missing | Declined
Answer = Found | NotOnRecord | Capabilities | Misread
