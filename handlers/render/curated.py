"""Curated texts: documents, terms, answers, and what sources disagree about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.markup import Html, link
from store.record.terms import AnswerKind

if TYPE_CHECKING:
    from handlers.render.writer import Writer
    from store.answering.answers import Cited, Section
    from store.record.records import CuratedAnswer, Document, GlossaryEntry


def document_block(record: Document, cited: Cited, _section: Section, w: Writer) -> Html:
    """Return a document with its symbol and address."""
    texts = w.texts
    title = link(record.title, record.url)
    if record.symbol is not None:
        title = texts("{symbol}: {title}", symbol=record.symbol, title=title)
    date = texts.plain("undated") if record.dated is None else texts.dated(record.dated)
    head = texts.framed(
        "<b>{title}</b>, {date} {sources}", title=title, date=date, sources=w.marks(cited)
    )
    about = texts("On: {topics}", topics=w.names(record.topics)) if record.topics else None
    return w.block([head, record.summary, about], record.evidence)


def glossary_block(record: GlossaryEntry, cited: Cited, _section: Section, w: Writer) -> Html:
    """Return a term and what it means here."""
    term = Html("<b>{}</b> {}").format(w.texts.value(w.name(record.ref)), w.marks(cited))
    return w.block([term, record.definition], record.evidence)


def curated_block(record: CuratedAnswer, cited: Cited, section: Section, w: Writer) -> Html:
    """Return a curated answer; a disagreement between sources is shown as one."""
    if record.answer_kind is AnswerKind.DISPUTE:
        return dispute_block(record, cited, section, w)
    title = Html("<b>{}</b> {}").format(Html.escape(record.title), w.marks(cited))
    texts = w.texts
    dated = texts.dated(record.dated) if record.dated is not None else None
    since = texts.plain("holds from {date}", date=dated) if dated is not None else None
    return w.block([title, record.text], record.evidence, since)


def dispute_block(record: CuratedAnswer, cited: Cited, _section: Section, w: Writer) -> Html:
    """Return what sources disagree about: each version with its sources, then the reading."""
    texts = w.texts
    versions = [
        Html("• {} {}").format(Html.escape(version.says), w.notes.marks(w.known(version.sources)))
        for version in record.versions
    ]
    head = texts("<b>Sources disagree: {title}</b>", title=record.title)
    if not versions:
        head = Html("{} {}").format(head, w.marks(cited))
    reading = texts("<b>The curators’ reading:</b> {text}", text=record.text)
    lines = w.block([head, *versions, reading if record.text else None], record.evidence)
    return Html("<blockquote expandable>{}</blockquote>").format(lines)
