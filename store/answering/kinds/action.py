"""Who signed, ratified or made a reservation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.answering.answers import Heading, Subject
from store.answering.moment import newest
from store.answering.questions import ActionsOn, HistoryOf, PartyProfile, PositionOf, Timeline
from store.record.evidence import Ref
from store.record.terms import ActionKind, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.answering.answers import Found, NotOnRecord
    from store.answering.inquiry import Inquiry, Sections
    from store.answering.questions import Question
    from store.record.records import TreatyAction


def actions(question: ActionsOn, inquiry: Inquiry) -> Found | NotOnRecord:
    """Answer with the acts on record, one section for each kind of act, newest first."""
    snapshot, party = inquiry.snapshot, question.party
    every = (
        tuple(snapshot.actions.values()) if party is None else snapshot.actions_of.get(party, ())
    )
    asked = [a for a in every if not question.acts or a.act in question.acts]
    now, later = inquiry.moment.by(asked), inquiry.moment.later(asked)
    subjects = (Ref(Kind.PARTY, party),) if party is not None else ()
    return inquiry.found(
        Subject.OVERVIEW if party is None else Subject.PARTY,
        _by_act(Heading.ACTIONS, now, inquiry) or _by_act(Heading.LATER, later, inquiry),
        subjects=subjects,
        candidates=_next_steps(question),
        known=asked,
    )


def _by_act(heading: Heading, acts: tuple[TreatyAction, ...], inquiry: Inquiry) -> Sections:
    return tuple(
        section
        for kind in ActionKind
        for section in inquiry.section(heading, newest(a for a in acts if a.act is kind))
    )


def _next_steps(question: ActionsOn) -> Iterator[Question]:
    if question.party is not None:
        yield ActionsOn(party=question.party)
        yield ActionsOn(acts=question.acts)
        yield PartyProfile(party=question.party)
        yield PositionOf(party=question.party)
        yield HistoryOf(subject=Ref(Kind.PARTY, question.party))
    for act in ActionKind:
        yield ActionsOn(acts=(act,))
    yield ActionsOn()
    yield Timeline()
