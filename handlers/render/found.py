"""An answer from the store as messages: headline, claims under headings, what sources say."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from handlers.labels import CONFIDENCES, NOTICES, WAYS_OF_KNOWING
from handlers.markup import Html
from handlers.render.claims import claim_block
from handlers.render.curated import dispute_block
from handlers.render.headlines import headline, section_heading
from handlers.render.likeness import alike
from handlers.render.matrix import sheet_blocks, sheets, whole_matrix
from handlers.render.paging import Part, paged, written
from handlers.render.positions import cell_lead, comparison_heading, empty_cell
from handlers.render.writer import Writer
from store.answering.answers import Heading, Notice, Section, Subject
from store.answering.questions import MatrixOf, Search, SourcesOf, Timeline
from store.record.freshness import last_session_day, unconfirmed
from store.record.records import CuratedAnswer, Event, Membership, TreatyAction

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from handlers.render.matrix import Sheet
    from handlers.texts import Texts
    from store.answering.answers import Cited, Found
    from store.record.records import Source
    from store.record.snapshot import Snapshot


class Page(NamedTuple):
    """A page of an answer: its blocks, its number from 0, and how many there are."""

    blocks: tuple[str, ...]
    number: int
    pages: int


_FOLDED_IN = {
    Subject.STATUS,
    Subject.POSITION,
    Subject.PROVISION,
    Subject.SAFEGUARD,
    Subject.VOTE,
    Subject.PARTY,
}
# A group's position is part of the answer about its member.
_ALWAYS_OPEN = {Heading.ANSWER, Heading.CURRENT, Heading.AS_GROUP}

Body = Callable[[Writer], Iterable[str]]
"""What stands between the headline of a message and its sources."""

_TELL_MISSING = {Subject.POSITION, Subject.COMPARISON, Subject.WHO, Subject.VOTE, Subject.STATUS}


def found_page(found: Found, texts: Texts, snapshot: Snapshot, page: int) -> Page:
    """Return a page of the answer, counting from 0; beyond the last it is the last.

    Only that one is written: a long answer has dozens.
    """
    writer = _writer(found, texts, snapshot)
    if isinstance(found.question, Search):
        # Words cannot be put into a button, so there is no turning of pages: the nearest are shown.
        first, *_ = paged(tuple(_parts(found, writer)), writer)
        blocks, _ = _message(partial(written, first), writer)
        return Page(blocks, 0, 1)
    bodies: list[Body]
    if isinstance(found.question, MatrixOf):
        bodies = [partial(_sheet, sheet) for sheet in sheets(found, writer)]
    else:
        first, *further = paged(tuple(_parts(found, writer)), writer)
        # Who turns the page wants to read it.
        opened = [tuple(replace(part, folded=False) for part in parts) for parts in further]
        bodies = [partial(written, parts) for parts in (first, *opened)]
    shown = min(max(page, 0), len(bodies) - 1)
    blocks, _ = _message(bodies[shown], writer, first=shown == 0)
    return Page(blocks, shown, len(bodies))


def found_whole(
    found: Found, texts: Texts, snapshot: Snapshot
) -> tuple[tuple[str, ...], tuple[Source, ...]]:
    """Return the blocks of the whole answer as one, and the sources cited in it, in order."""
    writer = _writer(found, texts, snapshot)
    if isinstance(found.question, MatrixOf):
        return _message(partial(_sheet, whole_matrix(found)), writer)
    return _message(partial(written, tuple(_parts(found, writer))), writer)


def _writer(found: Found, texts: Texts, snapshot: Snapshot) -> Writer:
    evidence = [cited.evidence for cited in found.claims()]
    days = {each.last_confirmed for each in evidence}
    ways = {(each.known_by, each.confidence) for each in evidence}
    return Writer(
        texts,
        snapshot,
        days.pop() if len(days) == 1 else None,
        ways.pop() if len(ways) == 1 and len(evidence) > 1 else None,
        found=found,
    )


def _message(
    body: Body, w: Writer, *, first: bool = True
) -> tuple[tuple[str, ...], tuple[Source, ...]]:
    blocks: list[str] = []
    head = headline(w.found, w, first=first)
    if head is not None:
        blocks.append(head)
    blocks.extend(body(w))
    if first:
        blocks.extend(_notices(w))
    at_a_glance = isinstance(w.found.question, MatrixOf)
    blocks.append(w.notes.listed(w.texts, in_short=at_a_glance))
    foot = _foot(w)
    if foot is not None:
        blocks.append(foot)
    return tuple(str(block) for block in blocks), tuple(w.notes.sources)


def _parts(found: Found, w: Writer) -> Iterator[Part]:
    if found.subject is Subject.COMPARISON:
        yield from _cells(found, w)
    else:
        for place, section in enumerate(found.sections):
            heading = section_heading(section, place, w)
            for cited, *fellows in alike(section, found):
                write = partial(_write, cited, section, tuple(fellows))
                yield Part(heading, write, _tight(cited, found), _beside(section, place, found))
    yield from _disputes(found)


def _sheet(sheet: Sheet, w: Writer) -> Iterator[str]:
    yield from sheet_blocks(w.found, sheet, w)
    yield from written(_disputes(w.found), w)


def _disputes(found: Found) -> Iterator[Part]:
    empty = Section(Heading.ANSWER, found.disputes)
    for cited in found.disputes:
        if isinstance(cited.record, CuratedAnswer):
            yield Part(None, partial(_write_dispute, cited.record, cited, empty))


def _cells(found: Found, w: Writer) -> Iterator[Part]:
    for section in found.sections:
        heading = comparison_heading(section, w)
        if not section.claims:
            yield Part(heading, partial(_write_empty, section))
        for cited in section.claims:
            yield Part(heading, partial(_write_cell, cited, section))


def _write(cited: Cited, section: Section, fellows: tuple[Cited, ...], w: Writer) -> Html:
    return claim_block(cited, section, w, fellows)


def _write_cell(cited: Cited, section: Section, w: Writer) -> Html:
    return Html("{}\n{}").format(cell_lead(section, w), claim_block(cited, section, w))


def _write_empty(section: Section, w: Writer) -> Html:
    return empty_cell(section, w)


def _write_dispute(record: CuratedAnswer, cited: Cited, section: Section, w: Writer) -> Html:
    return dispute_block(record, cited, section, w)


def _beside(section: Section, place: int, found: Found) -> bool:
    """Whether a section tells what stands beside the answer, and may be folded."""
    if found.subject is Subject.WHO:
        return True  # the headline names them all
    return place > 0 and found.subject in _FOLDED_IN and section.heading not in _ALWAYS_OPEN


def _tight(cited: Cited, found: Found) -> bool:
    if isinstance(found.question, SourcesOf):
        return True
    if isinstance(found.question, Timeline):
        return isinstance(cited.record, Event)
    return isinstance(cited.record, Membership | TreatyAction)


def _notices(w: Writer) -> Iterator[Html]:
    """Yield what a reader must be told about the answer as a whole."""
    texts, found = w.texts, w.found
    at_a_glance = isinstance(found.question, MatrixOf)
    if found.missing and (at_a_glance or found.subject not in _TELL_MISSING):
        missing = texts("Not on record here: {names}", names=w.names(found.missing))
        yield Html("<i>{}</i>").format(missing)
    day = texts.day(found.as_of)
    # Outside comparisons the heading of what is later says so itself.
    told = {Notice.LATER_THAN_CLOCK} if found.subject is not Subject.COMPARISON else set()
    notices = [notice for notice in found.notices if notice not in told]
    lines = [texts.sentence(NOTICES[notice], date=day) for notice in notices]
    if lines:
        yield Html("<i>{}</i>").format(Html("\n").join(lines))


def _foot(w: Writer) -> Html | None:
    """Return when all this was last confirmed, and in which language the record is kept."""
    texts = w.texts
    lines = []
    if w.known_by is not None:
        way, confidence = w.known_by
        lines.append(
            texts(
                "All of this: {way}, {confidence}.",
                way=texts.label(WAYS_OF_KNOWING[way]),
                confidence=texts.label(CONFIDENCES[confidence]),
            )
        )
    if w.confirmed is not None:
        lines.append(texts("Last confirmed {date}.", date=texts.day(w.confirmed)))
    elif isinstance(w.found.question, MatrixOf):
        oldest = min(cited.evidence.last_confirmed for cited in w.found.claims())
        lines.append(texts("Each was last confirmed on {date} or later.", date=texts.day(oldest)))
    stale = _unconfirmed_since(w)
    if stale is not None:
        day = texts.day(stale)
        lines.append(
            texts("Not all of it was confirmed since {date}, the last session day.", date=day)
        )
    note = language_note(w.texts, w.snapshot)
    if note is not None:
        lines.append(note)
    return Html("<i>{}</i>").format(Html(" ").join(lines)) if lines else None


def _unconfirmed_since(w: Writer) -> date | None:
    """Return the last session day, where nobody has looked since at something that counts now."""
    since = last_session_day(w.snapshot, w.found.as_of)
    if since is None or all(c.evidence.last_confirmed >= since for c in w.found.claims()):
        return None
    stale = {claim.ref for claim in unconfirmed(w.snapshot, w.found.as_of)}
    return since if any(cited.record.ref in stale for cited in w.found.claims()) else None


def language_note(texts: Texts, snapshot: Snapshot) -> Html | None:
    """Return in which language the record is kept, None where that is the reader's own."""
    kept_in = snapshot.negotiation.language
    if kept_in == texts.language:
        return None
    return texts(
        "[{code}] The record itself is kept in this language: {language}.",
        code=kept_in.upper(),
        language=texts.locale.languages.get(kept_in, kept_in),
    )
