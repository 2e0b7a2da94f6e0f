"""What each kind of table holds: from the fields of a file to the record.

A record's nested tables become records of their own, right after it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from store.record.limits import BODY, SUMMARY, WORD
from store.record.moments import Dated
from store.record.records import (
    CuratedAnswer,
    Document,
    Event,
    GlossaryEntry,
    Membership,
    Party,
    PartyBallot,
    Position,
    Provision,
    Record,
    Safeguard,
    Source,
    StatusChange,
    TreatyAction,
    Version,
    Vote,
)
from store.record.snapshot import AlertRules, Negotiation
from store.record.terms import (
    ActionKind,
    AnswerKind,
    Ballot,
    EventKind,
    Kind,
    PartyKind,
    Stance,
    Status,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.packs.fields import Fields
    from store.record.evidence import Ref

FORMAT = 1
_TOPICS = (Kind.SAFEGUARD, Kind.PROVISION)


def negotiation(f: Fields) -> Negotiation:
    """Read ``pack.toml``."""
    if f.count("format") != FORMAT:
        f.fault(f"format: must be {FORMAT}")
    zone = f.text("timezone", WORD)
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        f.fault(f"timezone: {zone!r} is no IANA time zone such as Europe/Vienna")
        zone = "UTC"
    found = Negotiation(
        id=f.id("id"),
        name=f.text("name"),
        short_name=f.text("short_name", WORD),
        edition=f.text("edition", WORD),
        language=f.text("language", WORD),
        languages=f.texts("languages", WORD),
        timezone=zone,
        starts_on=f.day("starts_on"),
        ends_on=f.day("ends_on"),
        last_confirmed=f.day("last_confirmed"),
        about=f.text("about", SUMMARY),
        limits=f.texts("limits"),
        alerts=_alert_rules(f),
    )
    if found.ends_on < found.starts_on:
        f.fault("ends_on: comes before starts_on")
    f.close()
    return found


def _alert_rules(f: Fields) -> AlertRules:
    rules, row = AlertRules(), f.part("alerts")
    lead = row.count("meeting_lead_minutes")
    found = AlertRules(
        brief_at=row.hour("brief_at", rules.brief_at),
        digest_at=row.hour("digest_at", rules.digest_at),
        meeting_lead=rules.meeting_lead if lead is None else timedelta(minutes=lead),
        countdown_days=row.counts("countdown_days", rules.countdown_days),
        countdown_at=row.hour("countdown_at", rules.countdown_at),
        deadline_days=row.counts("deadline_days", rules.deadline_days),
        deadline_at=row.hour("deadline_at", rules.deadline_at),
        rest_days=row.counts("rest_days", rules.rest_days),
    )
    row.close()
    return found


def sources(f: Fields) -> Iterator[Record]:
    """Read one of ``[[sources]]``."""
    yield Source(
        id=f.id("id"),
        title=f.text("title"),
        publisher=f.text("publisher"),
        url=f.url("url"),
        dated=f.dated_or_none("dated"),
        genre=f.text("genre", WORD),
        note=f.text_or_none("note", SUMMARY),
    )


def parties(f: Fields) -> Iterator[Record]:
    """Read one of ``[[parties]]`` with its memberships and treaty actions."""
    party = Party(
        id=f.id("id"),
        name=f.text("name"),
        party_kind=f.word("party_kind", PartyKind),
        iso2=f.text_or_none("iso2", 2),
        iso3=f.text_or_none("iso3", 3),
        note=f.text_or_none("note", SUMMARY),
        sources=f.ids("sources"),
        aliases=f.aliases(),
        names=f.names(),
    )
    yield party
    for row in f.nested("memberships"):
        membership = Membership(
            id=row.id("id"),
            party=party.id,
            group=row.id("group"),
            since=row.dated_or_none("since"),
            until=row.dated_or_none("until"),
            open_ended=row.flag("open_ended"),
            evidence=row.evidence(),
        )
        if membership.until is not None and membership.open_ended:
            row.fault("open_ended: is true of a membership that has an end")
        if (
            membership.since is not None
            and membership.until is not None
            and membership.until.last < membership.since.first
        ):
            row.fault("until: comes before since")
        yield membership
        row.close()
    for row in f.nested("actions"):
        yield TreatyAction(
            id=row.id("id"),
            party=party.id,
            act=row.word("act", ActionKind),
            dated=row.dated("dated"),
            summary=row.text("summary", SUMMARY),
            evidence=row.evidence(),
        )
        row.close()


def safeguards(f: Fields) -> Iterator[Record]:
    """Read one of ``[[safeguards]]`` with the history of its status."""
    safeguard = Safeguard(
        id=f.id("id"),
        title=f.text("title"),
        asks_for=f.text("asks_for", SUMMARY),
        why_it_matters=f.text("why_it_matters", SUMMARY),
        at_session_start=f.text("at_session_start", SUMMARY),
        outcome=f.text("outcome", SUMMARY),
        draft_numbers=f.text_or_none("draft_numbers", SUMMARY),
        demanded=f.flag("demanded"),
        provisions=f.ids("provisions"),
        after_adoption=f.text_or_none("after_adoption", SUMMARY),
        aliases=f.aliases(),
        names=f.names(),
        evidence=f.evidence(),
    )
    yield safeguard
    yield from _history(f, safeguard.ref)


def provisions(f: Fields) -> Iterator[Record]:
    """Read one of ``[[provisions]]`` with the history of its status."""
    provision = Provision(
        id=f.id("id"),
        number=f.text("number", WORD),
        title=f.text("title"),
        chapter=f.text_or_none("chapter"),
        summary=f.text("summary", SUMMARY),
        parent=f.id_or_none("parent"),
        former_numbers=tuple(
            (row.text("draft"), row.text("number", WORD)) for row in _rows(f, "former_numbers")
        ),
        safeguards=f.ids("safeguards"),
        aliases=f.aliases(),
        names=f.names(),
        evidence=f.evidence(),
    )
    yield provision
    yield from _history(f, provision.ref)


def positions(f: Fields) -> Iterator[Record]:
    """Read one of ``[[positions]]``."""
    position = Position(
        id=f.id("id"),
        party=f.id("party"),
        safeguard=f.id_or_none("safeguard"),
        provisions=f.ids("provisions"),
        cited_as=f.text_or_none("cited_as"),
        stance=f.word("stance", Stance),
        summary=f.text("summary", SUMMARY),
        dated=f.dated("dated"),
        occasion=f.text_or_none("occasion"),
        evidence=f.evidence(),
    )
    if position.safeguard is None and not position.provisions:
        f.fault("safeguard: a position is about a safeguard, about provisions, or about both")
    yield position


def votes(f: Fields) -> Iterator[Record]:
    """Read one of ``[[votes]]`` with its ballots."""
    ballots = []
    for row in f.nested("ballots", id_key=None):
        ballots.append(
            PartyBallot(
                party=row.id("party"), ballot=row.word("ballot", Ballot), evidence=row.evidence()
            )
        )
        row.close()
    yield Vote(
        id=f.id("id"),
        body=f.text("body"),
        motion=f.text("motion", SUMMARY),
        moved_by=f.id_or_none("moved_by"),
        dated=f.dated("dated"),
        recorded=f.flag("recorded"),
        yes=f.count("yes"),
        no=f.count("no"),
        abstain=f.count("abstain"),
        outcome=f.text("outcome", SUMMARY),
        meaning_of_yes=f.text("meaning_of_yes", SUMMARY),
        consequence=f.text_or_none("consequence", SUMMARY),
        topics=f.refs("topics", _TOPICS),
        ballots=tuple(ballots),
        aliases=f.aliases(),
        evidence=f.evidence(),
    )


def events(f: Fields) -> Iterator[Record]:
    """Read one of ``[[events]]``: with ``starts_at`` and ``ends_at``, or with ``dated``."""
    starts_at, ends_at = f.instant("starts_at"), f.instant("ends_at")
    if starts_at is not None:
        if ends_at is not None and ends_at < starts_at:
            f.fault("ends_at: comes before starts_at")
            ends_at = None
        if f.has("dated"):
            f.fault("dated: follows from starts_at; give the one or the other")
        dated = Dated.spanning(starts_at, ends_at, f.zone)
    else:
        if f.has("ends_at"):
            f.fault("ends_at: is given without starts_at")
        dated = f.dated("dated") if not f.has("starts_at") else Dated.parse("0001")
    yield Event(
        id=f.id("id"),
        event_kind=f.word("event_kind", EventKind),
        title=f.text("title"),
        dated=dated,
        starts_at=starts_at,
        ends_at=ends_at,
        number=f.count("number"),
        place=f.text_or_none("place"),
        outcome=f.text_or_none("outcome", SUMMARY),
        topics=f.refs("topics", _TOPICS),
        cancelled=f.text_or_none("cancelled"),
        aliases=f.aliases(),
        evidence=f.evidence(),
    )


def documents(f: Fields) -> Iterator[Record]:
    """Read one of ``[[documents]]``."""
    yield Document(
        id=f.id("id"),
        symbol=f.text_or_none("symbol", WORD),
        title=f.text("title"),
        summary=f.text("summary", SUMMARY),
        dated=f.dated_or_none("dated"),
        url=f.url("url"),
        topics=f.refs("topics", _TOPICS),
        aliases=f.aliases(),
        evidence=f.evidence(),
    )


def glossary(f: Fields) -> Iterator[Record]:
    """Read one of ``[[glossary]]``."""
    yield GlossaryEntry(
        id=f.id("id"),
        term=f.text("term"),
        definition=f.text("definition", SUMMARY),
        aliases=f.aliases(),
        names=f.names(),
        evidence=f.evidence(),
    )


def answers(f: Fields) -> Iterator[Record]:
    """Read one of ``[[answers]]`` with the versions of a dispute."""
    answer = CuratedAnswer(
        id=f.id("id"),
        answer_kind=f.word("answer_kind", AnswerKind),
        title=f.text("title"),
        text=f.text("text", BODY),
        dated=f.dated_or_none("dated"),
        series=f.id_or_none("series"),
        about=f.refs("about"),
        versions=tuple(
            Version(says=row.text("says", SUMMARY), sources=_given(row))
            for row in _rows(f, "versions")
        ),
        aliases=f.aliases(),
        evidence=f.evidence(),
    )
    if answer.answer_kind is AnswerKind.DISPUTE and not answer.versions:
        f.fault("versions: a dispute needs them")
    yield answer


READERS = {
    "sources": sources,
    "parties": parties,
    "safeguards": safeguards,
    "provisions": provisions,
    "positions": positions,
    "votes": votes,
    "events": events,
    "documents": documents,
    "glossary": glossary,
    "answers": answers,
}


def _history(f: Fields, topic: Ref) -> Iterator[Record]:
    for row in f.nested("history"):
        yield StatusChange(
            id=row.id("id"),
            topic=topic,
            status=row.word("status", Status),
            dated=row.dated("dated"),
            summary=row.text("summary", SUMMARY),
            evidence=row.evidence(),
        )
        row.close()


def _rows(f: Fields, key: str) -> Iterator[Fields]:
    for row in f.nested(key, id_key=None):
        yield row
        row.close()


def _given(row: Fields) -> tuple[str, ...]:
    found = row.ids("sources")
    if not found:
        row.fault("sources: a version needs at least one source")
    return found
