"""What each kind of record looks like in the files of a pack: the way back from reading it.

A field that has the value of a missing one is left out.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import fields
from datetime import UTC
from typing import TYPE_CHECKING, assert_never

from store.packs.folder import STANDS_IN
from store.packs.shapes import FORMAT
from store.record.evidence import Ref
from store.record.records import (
    CuratedAnswer,
    Document,
    Event,
    GlossaryEntry,
    Membership,
    Party,
    Position,
    Provision,
    Safeguard,
    Source,
    StatusChange,
    TreatyAction,
    Vote,
)
from store.record.snapshot import AlertRules
from store.record.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime, tzinfo

    from store.packs.folder import Table
    from store.record.evidence import Alias, Evidence
    from store.record.moments import Dated
    from store.record.records import PartyBallot, Record
    from store.record.snapshot import Negotiation, Snapshot


def manifest(about: Negotiation) -> Table:
    """Return ``pack.toml``."""
    return _given(
        format=FORMAT,
        id=about.id,
        name=about.name,
        short_name=about.short_name,
        edition=about.edition,
        language=about.language,
        languages=about.languages,
        timezone=about.timezone,
        starts_on=about.starts_on,
        ends_on=about.ends_on,
        last_confirmed=about.last_confirmed,
        about=about.about,
        limits=about.limits,
        alerts=_alerts(about.alerts),
    )


def _alerts(rules: AlertRules) -> Table:
    usual = AlertRules()
    # Not what is empty is left out here, but what is usual.
    given: Table = {
        field.name: getattr(rules, field.name)
        for field in fields(rules)
        if getattr(rules, field.name) != getattr(usual, field.name)
    }
    if given.pop("meeting_lead", None) is not None:
        given["meeting_lead_minutes"] = round(rules.meeting_lead.total_seconds() / 60)
    return given


def tables(snapshot: Snapshot) -> dict[str, list[Table]]:
    """Return the tables of each kind of file, all in the store's order."""
    found: defaultdict[str, list[Table]] = defaultdict(list)
    nested: defaultdict[Ref, defaultdict[str, list[Table]]] = defaultdict(lambda: defaultdict(list))
    owners: dict[Ref, Table] = {}
    for record in snapshot.records.values():
        table = _table(record, snapshot.negotiation.zone)
        match record:
            case Membership() | TreatyAction():
                key = "memberships" if isinstance(record, Membership) else "actions"
                nested[Ref(Kind.PARTY, record.party)][key].append(table)
            case StatusChange():
                nested[record.topic]["history"].append(table)
            case _:
                found[STANDS_IN[record.kind][0]].append(table)
                owners[record.ref] = table
    for ref, parts in nested.items():
        owners[ref].update(parts)
    return found


def _table(record: Record, zone: tzinfo) -> Table:  # noqa: C901, PLR0911, PLR0912 - one for each kind
    match record:
        case Source():
            return _source(record)
        case Party():
            return _party(record)
        case Membership():
            return _membership(record)
        case TreatyAction():
            return _action(record)
        case Safeguard():
            return _safeguard(record)
        case Provision():
            return _provision(record)
        case StatusChange():
            return _status(record)
        case Position():
            return _position(record)
        case Vote():
            return _vote(record)
        case Event():
            return _event(record, zone)
        case Document():
            return _document(record)
        case GlossaryEntry():
            return _entry(record)
        case CuratedAnswer():
            return _answer(record)
        case _:
            assert_never(record)


def _source(source: Source) -> Table:
    return _given(
        id=source.id,
        title=source.title,
        publisher=source.publisher,
        url=source.url,
        dated=_dated(source.dated),
        genre=source.genre,
        note=source.note,
    )


def _party(party: Party) -> Table:
    return _given(
        id=party.id,
        name=party.name,
        party_kind=party.party_kind,
        iso2=party.iso2,
        iso3=party.iso3,
        note=party.note,
        sources=party.sources,
        **_aliases(party.aliases),
        names=dict(party.names),
    )


def _membership(membership: Membership) -> Table:
    return _given(
        id=membership.id,
        group=membership.group,
        since=_dated(membership.since),
        until=_dated(membership.until),
        open_ended=membership.open_ended,
        **_evidence(membership.evidence),
    )


def _action(action: TreatyAction) -> Table:
    return _given(
        id=action.id,
        act=action.act,
        dated=_dated(action.dated),
        summary=action.summary,
        **_evidence(action.evidence),
    )


def _safeguard(safeguard: Safeguard) -> Table:
    return _given(
        id=safeguard.id,
        title=safeguard.title,
        asks_for=safeguard.asks_for,
        why_it_matters=safeguard.why_it_matters,
        at_session_start=safeguard.at_session_start,
        outcome=safeguard.outcome,
        after_adoption=safeguard.after_adoption,
        draft_numbers=safeguard.draft_numbers,
        demanded=safeguard.demanded,
        provisions=safeguard.provisions,
        **_aliases(safeguard.aliases),
        **_evidence(safeguard.evidence),
        names=dict(safeguard.names),
    )


def _provision(provision: Provision) -> Table:
    return _given(
        id=provision.id,
        number=provision.number,
        title=provision.title,
        chapter=provision.chapter,
        parent=provision.parent,
        summary=provision.summary,
        safeguards=provision.safeguards,
        **_aliases(provision.aliases),
        **_evidence(provision.evidence),
        names=dict(provision.names),
        former_numbers=[
            {"draft": draft, "number": number} for draft, number in provision.former_numbers
        ],
    )


def _status(change: StatusChange) -> Table:
    return _given(
        id=change.id,
        status=change.status,
        dated=_dated(change.dated),
        summary=change.summary,
        **_evidence(change.evidence),
    )


def _position(position: Position) -> Table:
    return _given(
        id=position.id,
        party=position.party,
        safeguard=position.safeguard,
        provisions=position.provisions,
        cited_as=position.cited_as,
        stance=position.stance,
        dated=_dated(position.dated),
        summary=position.summary,
        occasion=position.occasion,
        **_evidence(position.evidence),
    )


def _vote(vote: Vote) -> Table:
    return _given(
        id=vote.id,
        body=vote.body,
        motion=vote.motion,
        moved_by=vote.moved_by,
        dated=_dated(vote.dated),
        recorded=vote.recorded,
        yes=vote.yes,
        no=vote.no,
        abstain=vote.abstain,
        outcome=vote.outcome,
        meaning_of_yes=vote.meaning_of_yes,
        consequence=vote.consequence,
        topics=_refs(vote.topics),
        **_aliases(vote.aliases),
        **_evidence(vote.evidence),
        ballots=[_ballot(ballot) for ballot in vote.ballots],
    )


def _ballot(ballot: PartyBallot) -> Table:
    return _given(party=ballot.party, ballot=ballot.ballot, **_evidence(ballot.evidence))


def _event(event: Event, zone: tzinfo) -> Table:
    return _given(
        id=event.id,
        event_kind=event.event_kind,
        title=event.title,
        number=event.number,
        # The days of an event with instants follow from them.
        dated=_dated(event.dated) if event.starts_at is None else None,
        starts_at=_instant(event.starts_at, zone),
        ends_at=_instant(event.ends_at, zone),
        place=event.place,
        outcome=event.outcome,
        cancelled=event.cancelled,
        topics=_refs(event.topics),
        **_aliases(event.aliases),
        **_evidence(event.evidence),
    )


def _document(document: Document) -> Table:
    return _given(
        id=document.id,
        symbol=document.symbol,
        title=document.title,
        dated=_dated(document.dated),
        url=document.url,
        summary=document.summary,
        topics=_refs(document.topics),
        **_aliases(document.aliases),
        **_evidence(document.evidence),
    )


def _entry(entry: GlossaryEntry) -> Table:
    return _given(
        id=entry.id,
        term=entry.term,
        definition=entry.definition,
        **_aliases(entry.aliases),
        **_evidence(entry.evidence),
        names=dict(entry.names),
    )


def _answer(answer: CuratedAnswer) -> Table:
    return _given(
        id=answer.id,
        answer_kind=answer.answer_kind,
        title=answer.title,
        text=answer.text,
        dated=_dated(answer.dated),
        series=answer.series,
        about=_refs(answer.about),
        **_aliases(answer.aliases),
        **_evidence(answer.evidence),
        versions=[
            {"says": version.says, "sources": list(version.sources)} for version in answer.versions
        ],
    )


def _evidence(evidence: Evidence) -> Table:
    retracted = evidence.retracted
    return {
        "sources": evidence.sources,
        "confidence": evidence.confidence,
        "known_by": evidence.known_by,
        "last_confirmed": evidence.last_confirmed,
        "doubts": evidence.doubts,
        "unchecked": evidence.unchecked,
        "retracted": retracted and {"on": retracted.retracted_on, "reason": retracted.reason},
    }


def _aliases(aliases: Iterable[Alias]) -> Table:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for alias in aliases:
        key = "caps_only" if alias.caps_only else "aliases"
        found[f"{key}_{alias.language}" if alias.language else key].append(alias.text)
    return dict(sorted(found.items()))


def _refs(refs: Iterable[Ref]) -> list[str]:
    return [str(ref) for ref in refs]


def _dated(dated: Dated | None) -> date | str | None:
    if dated is None:
        return None
    return dated.first if dated.exact else str(dated)


def _instant(instant: datetime | None, zone: tzinfo) -> datetime | None:
    if instant is None:
        return None
    local = instant.astimezone(zone)
    # Before there were zones, places had offsets with seconds, which TOML cannot write.
    offset = local.utcoffset()
    whole = offset is not None and offset.total_seconds() % 60 == 0
    return local if whole else instant.astimezone(UTC)


def _given(**given: object) -> Table:
    """Return the fields without those that say nothing. A zero does say something."""
    empty: tuple[object, ...] = (None, (), [], {})
    return {key: value for key, value in given.items() if value is not False and value not in empty}
