"""Positions: what a party said it wants, and answers made of such claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.labels import STANCES
from handlers.markup import Html
from handlers.render.writer import Writer, parties_in, topics_in
from store.answering.answers import Heading, Subject
from store.answering.questions import PositionOf, WhoHolds
from store.record.evidence import Ref
from store.record.records import Membership, Position
from store.record.snapshot import topics_of
from store.record.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from store.answering.answers import Cited, Found, Section
    from store.record.terms import Stance

_MOST_NAMED = 40


def position_block(
    position: Position, cited: Cited, section: Section, w: Writer, others: Sequence[str] = ()
) -> Html:
    """Return a position; whose it is and on what are said where the reader cannot know.

    ``others`` are parties of which the same is told.
    """
    texts = w.texts
    head = w.texts.framed(
        "<b>{stance}</b>, {date} {sources}",
        stance=texts.label(STANCES[position.stance]),
        date=texts.dated(position.dated),
        sources=w.marks(cited),
    )
    lead = _lead(position, section, w, others)
    if lead is not None and w.found.subject is Subject.WHO and shared_stance(section) is not None:
        head = texts.framed(
            "<b>{party}</b>, {date} {sources}",
            party=lead,
            date=texts.dated(position.dated),
            sources=w.marks(cited),
        )
    elif lead is not None:
        head = Html("<b>{}</b>\n{}").format(lead, head)
    particulars = [
        position.occasion,
        texts.plain("the source says {articles}", articles=position.cited_as)
        if position.cited_as
        else None,
    ]
    return w.block([head, position.summary], position.evidence, *particulars)


def _lead(position: Position, section: Section, w: Writer, others: Sequence[str]) -> Html | None:
    """Return whose position it is and on what, as far as neither question nor heading says so."""
    if w.found.subject is Subject.COMPARISON:
        return None
    scope = w.scope(section)
    party = Ref(Kind.PARTY, position.party)
    alone = section.heading is Heading.AS_GROUP or parties_in(scope) == (party,)
    asked = set(topics_in(w.found.subjects))
    elsewhere = section.heading in {Heading.ON_PARAGRAPHS, Heading.ON_WHOLE_ARTICLE}
    told = bool(asked) and not elsewhere and asked.intersection(topics_of(position))
    if alone:
        return None if told else w.topic_of(position)
    name = w.names((party, *(Ref(Kind.PARTY, id_) for id_ in others)))
    if told:
        return name
    return w.texts.framed("{party} – {topic}", party=name, topic=w.topic_of(position))


def position_headline(found: Found, w: Writer) -> Html:
    """Return what a party wants, or that its own position is not on record."""
    texts = w.texts
    party = w.name(parties_in(found.subjects)[0]) if parties_in(found.subjects) else ""
    own = _positions(found, {Heading.CURRENT})
    question = found.question
    if not isinstance(question, PositionOf) or question.topic is None:
        if own:
            return texts.plural(
                "<b>{party}: {n} position on record</b>",
                "<b>{party}: {n} positions on record</b>",
                len(own),
                party=party,
            )
        return texts(
            "<b>{party}: no position of its own is on record by {date}</b>",
            party=party,
            date=texts.day(found.as_of),
        )
    topic = w.name(question.topic)
    if own:
        return texts(
            "<b>{party} – {topic}: {stances}</b>",
            party=party,
            topic=topic,
            stances=_stances(own, w),
        )
    if _positions(found, {Heading.EARLIER, Heading.LATER}):
        return texts(
            "<b>{party} – {topic}</b>\nNothing is on record by {date}.",
            party=party,
            topic=topic,
            date=texts.day(found.as_of),
        )
    return missing_own(party, topic, w)


def missing_own(party: str, topic: str, w: Writer) -> Html:
    """Return that a party's own position is not on record, and what that does not mean."""
    return w.texts(
        "<b>{party} – {topic}</b>\nA position of its own is not on record here. "
        "That is not a position.",
        party=party,
        topic=topic,
    )


def _stances(positions: Iterable[Position], w: Writer) -> Html:
    stances: dict[Stance, None] = {position.stance: None for position in positions}
    return Html("; ").join(
        w.texts.value(_small(w.texts.label(STANCES[stance]))) for stance in stances
    )


def _small(label: str) -> str:
    return label[:1].lower() + label[1:]


def _positions(found: Found, headings: set[Heading]) -> list[Position]:
    return [
        cited.record
        for section in found.sections
        if section.heading in headings
        for cited in section.claims
        if isinstance(cited.record, Position)
    ]


def group_heading(section: Section, w: Writer) -> Html:
    """Return under what a group's position is shown for a member: never as the member's own."""
    memberships = [c.record for c in section.claims if isinstance(c.record, Membership)]
    group = w.name(section.about[0]) if section.about else ""
    if not memberships:
        return w.texts("<b>As a member of {group}</b> (the group’s position)", group=group)
    membership = memberships[0]
    values = {"group": group, "party": w.party(membership.party)}
    if membership.since is None:
        return w.texts(
            "<b>As a member of {group}</b> (since when is not on record; "
            "not a statement of its own by {party})",
            **values,
        )
    return w.texts(
        "<b>As a member of {group}</b> (member since {date}; "
        "not a statement of its own by {party})",
        date=w.texts.dated(membership.since),
        **values,
    )


# Who holds a stance.


def who_headline(found: Found, w: Writer) -> Html:
    """Return who holds what was asked about, by name."""
    texts, question = w.texts, found.question
    topics = w.names(topics_in(found.subjects))
    stances = question.stances if isinstance(question, WhoHolds) else ()
    asked = texts.listing([texts.label(STANCES[s]) for s in stances], either=True)
    head = texts.framed("<b>{topic}</b>", topic=topics)
    if stances:
        head = texts.framed("<b>{topic} – {stances}</b>", topic=topics, stances=asked)
    names = dict.fromkeys(w.party(p.party) for p in _positions(found, {Heading.CURRENT}))
    if not names:
        day = texts.day(found.as_of)
        none = texts("No party is on record with this position by {date}.", date=day)
        return Html("{}\n{}").format(head, none)
    count = texts.plural("{n} party on record:", "{n} parties on record:", len(names))
    shown = texts.listing(list(names)[:_MOST_NAMED])
    more = Html(" …") if len(names) > _MOST_NAMED else Html("")
    return Html("{}\n{} {}{}").format(head, count, shown, more)


def shared_stance(section: Section) -> Stance | None:
    """Return the stance that all positions of a section share; None where they differ."""
    stances = {c.record.stance for c in section.claims if isinstance(c.record, Position)}
    return stances.pop() if len(stances) == 1 else None


def stance_heading(section: Section, w: Writer) -> Html | None:
    """Return the heading of a section whose positions share a stance."""
    stance = shared_stance(section)
    if stance is None:
        return None
    return w.texts.framed("<u>{heading}</u>", heading=w.texts.label(STANCES[stance]))


# Side by side.


def comparison_headline(found: Found, w: Writer) -> Html:
    """Return who is compared."""
    names = w.names(parties_in(found.subjects))
    return w.texts("<b>{parties}, side by side</b>", parties=names)


def comparison_heading(section: Section, w: Writer) -> Html:
    """Return the topic on which parties are compared."""
    topics = topics_in(section.about)
    return w.texts.framed("<u>{heading}</u>", heading=w.name(topics[0])) if topics else Html("")


def cell_lead(section: Section, w: Writer) -> Html:
    """Return whose cell of a comparison it is, and on which paragraph if not on the topic."""
    party = parties_in(section.about)[0]
    topics = topics_in(section.about)
    if section.heading is Heading.ON_PARAGRAPHS and len(topics) > 1:
        return w.texts.framed("{party} – {topic}", party=w.name(party), topic=w.name(topics[1]))
    if section.heading is Heading.LATER:
        later = w.texts("{party} (later than the date on the clock)", party=w.name(party))
        return Html("<b>{}</b>").format(later)
    return w.texts.framed("<b>{party}</b>", party=w.name(party))


def empty_cell(section: Section, w: Writer) -> Html:
    """Return that a party has no position on a topic of the comparison."""
    return w.texts("{party}: not on record", party=cell_lead(section, w))
