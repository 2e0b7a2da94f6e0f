"""The words for every closed list of the record and of answers: one table a list."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from handlers.sentences import Phrase, phrase
from store.answering.answers import Heading, Notice, Subject
from store.record.terms import (
    ActionKind,
    AlertKind,
    AnswerKind,
    Ballot,
    Confidence,
    EventKind,
    Kind,
    KnownBy,
    PartyKind,
    Stance,
    Status,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


class Switch(StrEnum):
    """Whether alerts of a kind reach a chat."""

    ON = "on"
    MUTED = "muted"  # asked for, kept, and silent until it is unmuted
    OFF = "off"  # not asked for


STANCES: Final[Mapping[Stance, Phrase]] = {
    Stance.SUPPORTS: phrase("stance", "Supports"),
    Stance.OPPOSES: phrase("stance", "Opposes"),
    Stance.SEEKS_STRONGER: phrase("stance", "Seeks stronger text"),
    Stance.SEEKS_WEAKER: phrase("stance", "Seeks weaker text"),
    Stance.SEEKS_DELETION: phrase("stance", "Seeks deletion"),
    Stance.CONDITIONAL: phrase("stance", "Conditional"),
    Stance.FLEXIBLE: phrase("stance", "Flexible"),
    Stance.RESERVES: phrase("stance", "Reserves its position"),
    Stance.UNCLEAR: phrase("stance", "On record, but inconclusive"),
}

STATUSES: Final[Mapping[Status, Phrase]] = {
    Status.OPEN: phrase("status", "Open"),
    Status.UNDER_NEGOTIATION: phrase("status", "Under negotiation"),
    Status.CHAIR_PROPOSAL: phrase("status", "Chair’s proposal"),
    Status.AGREED_AD_REFERENDUM: phrase("status", "Agreed ad referendum"),
    Status.PUT_TO_VOTE: phrase("status", "Put to a vote"),
    Status.ADOPTED: phrase("status", "Adopted"),
    Status.DELETED: phrase("status", "Deleted"),
    Status.NOT_INCLUDED: phrase("status", "Not included in the text"),
}

CONFIDENCES: Final[Mapping[Confidence, Phrase]] = {
    Confidence.HIGH: phrase("confidence", "high confidence"),
    Confidence.MEDIUM: phrase("confidence", "medium confidence"),
    Confidence.LOW: phrase("confidence", "low confidence"),
}

WAYS_OF_KNOWING: Final[Mapping[KnownBy, Phrase]] = {
    KnownBy.RECORD: phrase("known by", "official record"),
    KnownBy.VOTE: phrase("known by", "known from the vote"),
    KnownBy.SUBMISSION: phrase("known by", "its own document"),
    KnownBy.OBSERVER: phrase("known by", "reported by an observer"),
    KnownBy.MACHINE: phrase("known by", "machine-made transcript or summary"),
}

KINDS: Final[Mapping[Kind, Phrase]] = {
    Kind.SOURCE: phrase("kind", "source"),
    Kind.PARTY: phrase("kind", "party"),
    Kind.SAFEGUARD: phrase("kind", "safeguard"),
    Kind.PROVISION: phrase("kind", "provision"),
    Kind.STATUS: phrase("kind", "change of status"),
    Kind.POSITION: phrase("kind", "position"),
    Kind.VOTE: phrase("kind", "vote"),
    Kind.EVENT: phrase("kind", "event"),
    Kind.DOCUMENT: phrase("kind", "document"),
    Kind.GLOSSARY: phrase("kind", "term"),
    Kind.ANSWER: phrase("kind", "answer"),
    Kind.MEMBERSHIP: phrase("kind", "membership"),
    Kind.ACTION: phrase("kind", "treaty action"),
}

PARTY_KINDS: Final[Mapping[PartyKind, Phrase]] = {
    PartyKind.STATE: phrase("kind of party", "State"),
    PartyKind.GROUP: phrase("kind of party", "group of States"),
    PartyKind.UN_BODY: phrase("kind of party", "United Nations body"),
    PartyKind.INTERGOVERNMENTAL: phrase("kind of party", "intergovernmental organization"),
    PartyKind.OFFICER: phrase("kind of party", "officer of the negotiation"),
    PartyKind.PARLIAMENTARIANS: phrase("kind of party", "parliamentarians"),
    PartyKind.CIVIL_SOCIETY: phrase("kind of party", "civil society"),
    PartyKind.INDUSTRY: phrase("kind of party", "industry"),
}

EVENT_KINDS: Final[Mapping[EventKind, Phrase]] = {
    EventKind.SESSION: phrase("kind of event", "session"),
    EventKind.MEETING: phrase("kind of event", "meeting"),
    EventKind.INFORMALS: phrase("kind of event", "informal consultations"),
    EventKind.DEADLINE: phrase("kind of event", "deadline"),
    EventKind.MILESTONE: phrase("kind of event", "milestone"),
}

BALLOTS: Final[Mapping[Ballot, Phrase]] = {
    Ballot.YES: phrase("ballot", "Yes"),
    Ballot.NO: phrase("ballot", "No"),
    Ballot.ABSTAIN: phrase("ballot", "Abstained"),
    Ballot.ABSENT: phrase("ballot", "Absent"),
    Ballot.NOT_RECORDED: phrase("ballot", "Named, own ballot not on record"),
}

ACTIONS: Final[Mapping[ActionKind, Phrase]] = {
    ActionKind.SIGNATURE: phrase("action", "Signed"),
    ActionKind.RATIFICATION: phrase("action", "Ratified"),
    ActionKind.RESERVATION: phrase("action", "Made a reservation"),
}

ANSWER_KINDS: Final[Mapping[AnswerKind, Phrase]] = {
    AnswerKind.PROCEDURE: phrase("kind of answer", "procedure"),
    AnswerKind.OVERVIEW: phrase("kind of answer", "overview"),
    AnswerKind.DISPUTE: phrase("kind of answer", "sources disagree"),
}

ALERT_KINDS: Final[Mapping[AlertKind, Phrase]] = {
    AlertKind.BRIEF: phrase("kind of alert", "Morning brief"),
    AlertKind.MEETING: phrase("kind of alert", "Meeting reminders"),
    AlertKind.DIGEST: phrase("kind of alert", "Evening digest"),
    AlertKind.CHANGE: phrase("kind of alert", "Changes"),
    AlertKind.VOTE: phrase("kind of alert", "Votes"),
    AlertKind.DEADLINE: phrase("kind of alert", "Deadlines"),
    AlertKind.COUNTDOWN: phrase("kind of alert", "Countdown to the session"),
    AlertKind.BULLETIN: phrase("kind of alert", "Bulletins"),
    AlertKind.CORRECTION: phrase("kind of alert", "Corrections"),
}

SUBJECTS: Final[Mapping[Subject, Phrase]] = {
    Subject.STATUS: phrase("kind of question", "Status"),
    Subject.POSITION: phrase("kind of question", "Positions"),
    Subject.WHO: phrase("kind of question", "Who holds a stance"),
    Subject.COMPARISON: phrase("kind of question", "Comparisons"),
    Subject.PROVISION: phrase("kind of question", "Articles"),
    Subject.SAFEGUARD: phrase("kind of question", "Safeguards"),
    Subject.VOTE: phrase("kind of question", "Votes"),
    Subject.EVENT: phrase("kind of question", "Calendar"),
    Subject.CHANGES: phrase("kind of question", "Changes"),
    Subject.HISTORY: phrase("kind of question", "History"),
    Subject.DEFINITION: phrase("kind of question", "Terms"),
    Subject.DOCUMENT: phrase("kind of question", "Documents and sources"),
    Subject.PARTY: phrase("kind of question", "Parties"),
    Subject.OVERVIEW: phrase("kind of question", "Overview"),
    Subject.HELP: phrase("kind of question", "Help"),
    Subject.UNKNOWN: phrase("kind of question", "Not understood"),
}

SWITCHES: Final[Mapping[Switch, Phrase]] = {
    Switch.ON: phrase("kind of alert is", "on"),
    Switch.MUTED: phrase("kind of alert is", "muted"),
    Switch.OFF: phrase("kind of alert is", "off"),
}

HEADINGS: Final[Mapping[Heading, Phrase]] = {
    Heading.ANSWER: phrase("heading", "Answer"),
    Heading.CURRENT: phrase("heading", "On record now"),
    Heading.EARLIER: phrase("heading", "Earlier"),
    Heading.LATER: phrase("heading", "Later, after the date on the clock"),
    Heading.AS_GROUP: phrase("heading", "As a member of a group"),
    Heading.ON_WHOLE_ARTICLE: phrase("heading", "On the article as a whole"),
    Heading.ON_PARAGRAPHS: phrase("heading", "On its paragraphs"),
    Heading.STATUS: phrase("heading", "Status"),
    Heading.SUMMARY: phrase("heading", "In short"),
    Heading.POSITIONS: phrase("heading", "Positions"),
    Heading.VOTES: phrase("heading", "Votes and decisions"),
    Heading.BALLOTS: phrase("heading", "Ballots"),
    Heading.EVENTS: phrase("heading", "Calendar"),
    Heading.DOCUMENTS: phrase("heading", "Documents"),
    Heading.SAFEGUARDS: phrase("heading", "Safeguards"),
    Heading.PROVISIONS: phrase("heading", "Provisions"),
    Heading.MEMBERSHIPS: phrase("heading", "Groups"),
    Heading.MEMBERS: phrase("heading", "Members"),
    Heading.ACTIONS: phrase("heading", "Signatures and ratifications"),
    Heading.DEMANDED: phrase("heading", "Called for in the joint statement"),
    Heading.OTHERS: phrase("heading", "Others"),
    Heading.MATCHES: phrase("heading", "Found in the record"),
}

NOTICES: Final[Mapping[Notice, Phrase]] = {
    Notice.LATER_THAN_CLOCK: phrase(
        "notice", "What is marked as later happened after {date}, the date on the clock."
    ),
    Notice.DATE_IMPRECISE: phrase(
        "notice", "The exact day of one of these entries is not known; it may lie after {date}."
    ),
    Notice.SUPERSEDED: phrase(
        "notice", "The position changed. Both the old and the new are shown."
    ),
    Notice.GROUP_DIFFERS: phrase("notice", "The party’s own position differs from its group’s."),
    Notice.MEMBERSHIP_UNDATED: phrase(
        "notice", "When a membership began or ended is not known in every case."
    ),
    Notice.NO_INFERENCE: phrase(
        "notice",
        "A ballot or a group’s position is shown as such. It is not the party’s own position.",
    ),
    Notice.AFTER_SESSION: phrase(
        "notice", "Part of this was said after the session. It is no position taken in it."
    ),
}

TABLES: Final[Mapping[type[StrEnum], Mapping[Any, Phrase]]] = {
    Stance: STANCES,
    Status: STATUSES,
    Confidence: CONFIDENCES,
    KnownBy: WAYS_OF_KNOWING,
    Kind: KINDS,
    PartyKind: PARTY_KINDS,
    EventKind: EVENT_KINDS,
    Ballot: BALLOTS,
    ActionKind: ACTIONS,
    AnswerKind: ANSWER_KINDS,
    AlertKind: ALERT_KINDS,
    Subject: SUBJECTS,
    Switch: SWITCHES,
    Heading: HEADINGS,
    Notice: NOTICES,
}
"""Every table by its list, for a test that none lacks a word in any language."""
