"""Parties: their groups, the members of groups, what they signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.labels import ACTIONS
from handlers.markup import Html
from handlers.render.writer import parties_in
from store.answering.answers import Heading
from store.answering.questions import ActionsOn, MembersOf
from store.record.evidence import Ref
from store.record.records import Membership, TreatyAction
from store.record.terms import Kind

if TYPE_CHECKING:
    from handlers.render.writer import Writer
    from store.answering.answers import Cited, Found, Section


def membership_block(record: Membership, cited: Cited, section: Section, w: Writer) -> Html:
    """Return a membership in one line: the group, or the member where a group was asked about.

    Under a heading that tells the membership itself, only how it is known.
    """
    texts = w.texts
    if section.heading is Heading.AS_GROUP:
        line = texts("Membership: {sources}", sources=w.marks(cited))
        return w.block([line], record.evidence, tight=True)
    group = Ref(Kind.PARTY, record.group)
    other = record.party if group in w.found.subjects else record.group
    head = texts("• <b>{party}</b>: {period}", party=w.party(other), period=_period(record, w))
    line = Html("{} {}").format(head, w.marks(cited))
    return w.block([line], record.evidence, tight=True)


def _period(record: Membership, w: Writer) -> str:
    texts = w.texts
    since = None if record.since is None else texts.dated(record.since)
    until = None if record.until is None else texts.dated(record.until)
    match since, until:
        case None, None:
            if record.open_ended:
                return texts.plain("member; since when is not on record")
            return texts.plain("member; the dates are not on record")
        case None, str():
            return texts.plain("until {until}; since when is not on record", until=until)
        case str(), None:
            if record.open_ended:
                return texts.plain("since {since}", since=since)
            return texts.plain("since {since}; whether still is not on record", since=since)
        case _:
            return texts.plain("{since} – {until}", since=since or "", until=until or "")


def action_block(record: TreatyAction, cited: Cited, _section: Section, w: Writer) -> Html:
    """Return what a party did with the finished treaty."""
    texts = w.texts
    asked = parties_in(w.found.subjects) == (Ref(Kind.PARTY, record.party),)
    values = {
        "act": texts.label(ACTIONS[record.act]),
        "date": texts.dated(record.dated),
        "sources": w.marks(cited),
    }
    head = texts.framed("• <b>{act}</b>, {date} {sources}", **values)
    if not asked:
        head = texts(
            "• <b>{party}</b>: {act}, {date} {sources}", party=w.party(record.party), **values
        )
    return w.block([head, record.summary if asked else None], record.evidence, tight=not asked)


def party_headline(found: Found, w: Writer) -> Html:
    """Return which party or group is shown, and how many members or acts there are."""
    texts = w.texts
    parties = parties_in(found.subjects)
    records = [cited.record for section in found.sections for cited in section.claims]
    match found.question:
        case MembersOf():
            members = sum(isinstance(record, Membership) for record in records)
            return texts.plural(
                "<b>{group}: {n} membership on record</b>",
                "<b>{group}: {n} memberships on record</b>",
                members,
                group=w.name(parties[0]),
            )
        case ActionsOn(party=None):
            acts = [record for record in records if isinstance(record, TreatyAction)]
            counts = [
                texts(
                    "{act}: {count}",
                    act=texts.label(label),
                    count=texts.number(sum(record.act is act for record in acts)),
                )
                for act, label in ACTIONS.items()
                if any(record.act is act for record in acts)
            ]
            head = texts("<b>Signatures and ratifications on record here</b>")
            return Html("{}\n{}").format(head, Html(" · ").join(counts))
        case ActionsOn():
            return texts("<b>{party}: signatures and ratifications</b>", party=w.name(parties[0]))
        case _:
            name = w.name(parties[0]) if parties else ""
            return texts.framed("<b>{heading}</b>", heading=name)
