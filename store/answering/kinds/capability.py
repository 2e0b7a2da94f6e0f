"""What the bot can do, shown by questions that this very store answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.answering.answers import Capabilities
from store.answering.questions import (
    AgendaOf,
    Compare,
    NextUp,
    Overview,
    PositionOf,
    SafeguardList,
    StatusOf,
    VoteOn,
    VotesTaken,
    WhoHolds,
)
from store.answering.suggestions import suggested

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.answering.inquiry import Inquiry
    from store.answering.questions import Question


def capabilities(inquiry: Inquiry) -> Capabilities:
    """Return help; the suggestions are the best known things of the pack."""
    return Capabilities(
        suggestions=suggested(
            _examples(inquiry), inquiry.question, inquiry.snapshot, inquiry.moment
        )
    )


def _examples(inquiry: Inquiry) -> Iterator[Question]:
    snapshot = inquiry.snapshot
    votes = [vote for vote in snapshot.votes.values() if vote.topics and vote.yes is not None]
    for vote in votes[-1:]:
        yield VoteOn(topic=vote.topics[0])
        yield WhoHolds(topics=vote.topics[:1])
    # Those that spoke most are those whom most people ask about.
    spoken = sorted(snapshot.positions_of, key=lambda id_: -len(snapshot.positions_of[id_]))
    if len(spoken) > 1:
        yield Compare(parties=(spoken[0], spoken[1]))
    yield SafeguardList(demanded_only=True)
    yield AgendaOf()
    yield NextUp()
    yield VotesTaken()
    yield StatusOf()
    yield from (PositionOf(party=party) for party in spoken[:1])
    yield Overview()
