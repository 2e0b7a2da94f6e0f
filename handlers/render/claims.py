"""Which block shows which kind of claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from handlers.render.brief import event_line, source_line_of
from handlers.render.curated import curated_block, document_block, glossary_block
from handlers.render.events import event_block
from handlers.render.parties import action_block, membership_block
from handlers.render.positions import position_block
from handlers.render.statuses import status_block
from handlers.render.topics import provision_block, safeguard_block
from handlers.render.votes import vote_block
from store.answering.questions import Overview, SourcesOf, Timeline
from store.record.records import (
    CuratedAnswer,
    Document,
    Event,
    GlossaryEntry,
    Membership,
    Position,
    Provision,
    Safeguard,
    StatusChange,
    TreatyAction,
    Vote,
)

if TYPE_CHECKING:
    from handlers.markup import Html
    from handlers.render.writer import Writer
    from store.answering.answers import Cited, Section


def claim_block(  # noqa: C901, PLR0911, PLR0912  # one for each kind
    cited: Cited, section: Section, w: Writer, fellows: tuple[Cited, ...] = ()
) -> Html:
    """Return a claim as it is shown in a section of the answer.

    ``fellows`` are claims that say the same of other parties or topics, and are told with it.
    """
    question = w.found.question
    if isinstance(question, SourcesOf):
        return source_line_of(cited, w)
    match cited.record:
        case Position() as record:
            others = [c.record.party for c in fellows if isinstance(c.record, Position)]
            return position_block(record, cited, section, w, others)
        case StatusChange() as record:
            topics = [c.record.topic for c in fellows if isinstance(c.record, StatusChange)]
            return status_block(record, cited, section, w, topics)
        case Vote() as record:
            return vote_block(record, cited, section, w)
        case Event() as record:
            if isinstance(question, Timeline | Overview):
                return event_line(record, cited, w)
            return event_block(record, cited, section, w)
        case Safeguard() as record:
            return safeguard_block(record, cited, section, w)
        case Provision() as record:
            return provision_block(record, cited, section, w)
        case Membership() as record:
            return membership_block(record, cited, section, w)
        case TreatyAction() as record:
            return action_block(record, cited, section, w)
        case Document() as record:
            return document_block(record, cited, section, w)
        case GlossaryEntry() as record:
            return glossary_block(record, cited, section, w)
        case CuratedAnswer() as record:
            return curated_block(record, cited, section, w)
        case _:
            assert_never(cited.record)
