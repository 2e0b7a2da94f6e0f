"""Safeguards and provisions: what is asked for, and what the text says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.markup import Html
from store.answering.answers import Heading
from store.record.evidence import Ref
from store.record.terms import Kind

if TYPE_CHECKING:
    from handlers.render.writer import Writer
    from store.answering.answers import Cited, Section
    from store.record.records import Provision, Safeguard


def safeguard_block(record: Safeguard, cited: Cited, section: Section, w: Writer) -> Html:
    """Return a safeguard: whole where it was asked about, else what it asks for."""
    texts = w.texts
    head = Html("<b>{}</b> {}").format(texts.value(w.name(record.ref)), w.marks(cited))
    asks = texts("Asks for: {text}", text=record.asks_for)
    if record.ref not in w.found.subjects or section.heading is Heading.MATCHES:
        return w.block([head, asks], record.evidence)
    provisions = [Ref(Kind.PROVISION, id_) for id_ in record.provisions]
    lines = [
        head,
        asks,
        texts("Why it matters: {text}", text=record.why_it_matters),
        texts("At the start of the session: {text}", text=record.at_session_start)
        if record.at_session_start
        else None,
        texts("Outcome: {outcome}", outcome=record.outcome) if record.outcome else None,
        texts("After adoption: {text}", text=record.after_adoption)
        if record.after_adoption
        else None,
        texts("In the text: {articles}", articles=w.names(provisions)) if provisions else None,
        texts("In earlier drafts: {articles}", articles=record.draft_numbers)
        if record.draft_numbers
        else None,
    ]
    return w.block(lines, record.evidence)


def provision_block(record: Provision, cited: Cited, _section: Section, w: Writer) -> Html:
    """Return a provision: its title, what it says, and how earlier drafts number it."""
    texts = w.texts
    name = w.name(record.ref)
    head = Html("<b>{}</b>").format(texts.value(name))
    if record.title and record.title != name:
        head = texts.framed("<b>{name} – {title}</b>", name=name, title=record.title)
    former = Html("; ").join(
        texts("{number} in {draft}", number=number, draft=draft)
        for draft, number in record.former_numbers
    )
    whole = record.ref in w.found.subjects
    lines = [
        Html("{} {}").format(head, w.marks(cited)),
        texts.framed("<i>{chapter}</i>", chapter=record.chapter)
        if record.chapter and whole
        else None,
        record.summary,
        texts("In earlier drafts: {articles}", articles=former) if former and whole else None,
    ]
    return w.block(lines, record.evidence)
