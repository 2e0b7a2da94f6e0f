"""One question, one snapshot, one instant: one answer.

The core that chat, command line, alerts and evaluation share. It knows no messenger, no database
and no clock, and it infers nothing: what it answers is on record, with its sources, or it says
that it is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from store.answering.inquiry import Inquiry
from store.answering.kinds.action import actions
from store.answering.kinds.capability import capabilities
from store.answering.kinds.changes import changes
from store.answering.kinds.comparison import comparison
from store.answering.kinds.curated import curated
from store.answering.kinds.document import documents
from store.answering.kinds.event import agenda, next_up, timeline
from store.answering.kinds.glossary import definition
from store.answering.kinds.history import history
from store.answering.kinds.holders import holders
from store.answering.kinds.matrix import matrix
from store.answering.kinds.membership import members
from store.answering.kinds.name import unknown_name
from store.answering.kinds.overview import overview
from store.answering.kinds.party import party
from store.answering.kinds.position import position
from store.answering.kinds.provision import provision
from store.answering.kinds.safeguard import safeguard, safeguards
from store.answering.kinds.search import search
from store.answering.kinds.source import sources
from store.answering.kinds.status import status
from store.answering.kinds.vote import vote, votes_taken
from store.answering.questions import (
    ActionsOn,
    AgendaOf,
    ChangesSince,
    Compare,
    Curated,
    Define,
    DocumentsOn,
    HelpWanted,
    HistoryOf,
    MatrixOf,
    MembersOf,
    NextUp,
    Overview,
    PartyProfile,
    PositionOf,
    ProvisionText,
    SafeguardList,
    SafeguardOn,
    Search,
    SourcesOf,
    StatusOf,
    Timeline,
    VoteOn,
    VotesTaken,
    WhoHolds,
)

if TYPE_CHECKING:
    from datetime import datetime

    from store.answering.answers import Answer
    from store.answering.questions import Question
    from store.record.snapshot import Snapshot


def answer(question: Question, snapshot: Snapshot, *, now: datetime) -> Answer:  # noqa: C901, PLR0911, PLR0912
    """Answer from the snapshot as of the day asked about, or else of ``now`` (aware).

    An id that the snapshot does not hold, as from a button made of an older one, is an unknown
    name. Raises nothing for any question.
    """
    unknown = unknown_name(question, snapshot)
    if unknown is not None:
        return unknown
    inquiry = Inquiry.of(question, snapshot, now=now)
    match question:
        case StatusOf():
            return status(question, inquiry)
        case PositionOf():
            return position(question, inquiry)
        case WhoHolds():
            return holders(question, inquiry)
        case Compare():
            return comparison(question, inquiry)
        case MatrixOf():
            return matrix(question, inquiry)
        case VotesTaken():
            return votes_taken(question, inquiry)
        case VoteOn():
            return vote(question, inquiry)
        case AgendaOf():
            return agenda(question, inquiry)
        case NextUp():
            return next_up(question, inquiry)
        case Timeline():
            return timeline(question, inquiry)
        case ChangesSince():
            return changes(question, inquiry)
        case HistoryOf():
            return history(question, inquiry)
        case Define():
            return definition(question, inquiry)
        case ProvisionText():
            return provision(question, inquiry)
        case SafeguardOn():
            return safeguard(question, inquiry)
        case SafeguardList():
            return safeguards(question, inquiry)
        case PartyProfile():
            return party(question, inquiry)
        case MembersOf():
            return members(question, inquiry)
        case ActionsOn():
            return actions(question, inquiry)
        case DocumentsOn():
            return documents(question, inquiry)
        case SourcesOf():
            return sources(question, inquiry)
        case Curated():
            return curated(question, inquiry)
        case Overview():
            return overview(question, inquiry)
        case Search():
            return search(question, inquiry)
        case HelpWanted():
            return capabilities(inquiry)
        case _:
            assert_never(question)
