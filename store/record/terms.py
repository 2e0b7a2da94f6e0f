"""The closed lists of words that a record may use. Labels for people are in the catalogues."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a record is; also the ``type`` of a record in JSON and in exports."""

    SOURCE = "source"
    PARTY = "party"
    SAFEGUARD = "safeguard"
    PROVISION = "provision"
    STATUS = "status"  # a dated change of a provision's or safeguard's status
    POSITION = "position"
    VOTE = "vote"
    EVENT = "event"
    DOCUMENT = "document"
    GLOSSARY = "glossary"
    ANSWER = "answer"  # a curated answer to a question that comes again and again
    MEMBERSHIP = "membership"
    ACTION = "action"  # a treaty action of a party: signature, ratification, reservation


class Stance(StrEnum):
    """What a party wants of a safeguard or provision, as a source states it. Never inferred."""

    SUPPORTS = "supports"
    OPPOSES = "opposes"
    SEEKS_STRONGER = "seeks_stronger"
    SEEKS_WEAKER = "seeks_weaker"
    SEEKS_DELETION = "seeks_deletion"
    CONDITIONAL = "conditional"
    FLEXIBLE = "flexible"
    RESERVES = "reserves"  # reserves its position
    UNCLEAR = "unclear"  # on record, and inconclusive


class Status(StrEnum):
    """Where a provision or safeguard stands in the negotiation."""

    OPEN = "open"
    UNDER_NEGOTIATION = "under_negotiation"
    CHAIR_PROPOSAL = "chair_proposal"
    AGREED_AD_REFERENDUM = "agreed_ad_referendum"
    PUT_TO_VOTE = "put_to_vote"
    ADOPTED = "adopted"
    DELETED = "deleted"
    NOT_INCLUDED = "not_included"


class Confidence(StrEnum):
    """How sure the curators are that the source says this and that it is so."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class KnownBy(StrEnum):
    """The kind of knowing behind a claim, best first."""

    RECORD = "record"  # official record or text
    VOTE = "vote"
    SUBMISSION = "submission"  # the party's own document
    OBSERVER = "observer"  # a named report
    MACHINE = "machine"  # a machine-made transcript or summary


class PartyKind(StrEnum):
    """What sort of actor a party is."""

    STATE = "state"
    GROUP = "group"
    UN_BODY = "un_body"
    INTERGOVERNMENTAL = "intergovernmental"
    OFFICER = "officer"  # an officer of the negotiation, such as its Chair
    PARLIAMENTARIANS = "parliamentarians"
    CIVIL_SOCIETY = "civil_society"
    INDUSTRY = "industry"


class EventKind(StrEnum):
    """What sort of entry of the calendar an event is."""

    SESSION = "session"
    MEETING = "meeting"
    INFORMALS = "informals"
    DEADLINE = "deadline"
    MILESTONE = "milestone"


class Ballot(StrEnum):
    """How a party voted. Absence is a fact of its own and no stance."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"
    ABSENT = "absent"
    NOT_RECORDED = "not_recorded"  # named in the source, its own ballot not given


class ActionKind(StrEnum):
    """What a party did with the finished treaty."""

    SIGNATURE = "signature"
    RATIFICATION = "ratification"
    RESERVATION = "reservation"


class AnswerKind(StrEnum):
    """What a curated answer is for."""

    PROCEDURE = "procedure"
    OVERVIEW = "overview"
    DISPUTE = "dispute"  # sources contradict each other; the text is the curators' reading


class AlertKind(StrEnum):
    """The kinds of alerts that a chat can ask for."""

    BRIEF = "brief"  # on the morning of each session day
    MEETING = "meeting"  # shortly before each meeting
    DIGEST = "digest"  # on the evening of each session day
    CHANGE = "change"  # a position or status was published
    VOTE = "vote"
    DEADLINE = "deadline"
    COUNTDOWN = "countdown"  # some days before the session
    BULLETIN = "bulletin"  # a coordinator's message
    CORRECTION = "correction"  # to exactly the chats that received the wrong alert
