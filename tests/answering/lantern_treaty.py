"""A tiny fictional treaty on lanterns at sea, and factories: a test names what it is about."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from store.answering.answers import Found, NotOnRecord
from store.answering.engine import answer
from store.record.evidence import Evidence, Ref, Retraction
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
    Safeguard,
    Source,
    StatusChange,
    TreatyAction,
    Vote,
)
from store.record.snapshot import Negotiation, Snapshot
from store.record.terms import (
    ActionKind,
    AnswerKind,
    Ballot,
    Confidence,
    EventKind,
    Kind,
    KnownBy,
    PartyKind,
    Stance,
    Status,
)

if TYPE_CHECKING:
    from store.answering.answers import Answer, Heading
    from store.answering.questions import Question
    from store.record.records import Record

NEGOTIATION = Negotiation(
    id="lanterns",
    name="Treaty on Lanterns at Sea",
    short_name="Lantern Treaty",
    edition="1",
    language="en",
    languages=("en",),
    timezone="America/New_York",
    starts_on=date(2030, 3, 4),
    ends_on=date(2030, 3, 15),
    last_confirmed=date(2030, 6, 1),
    about="A fictional negotiation.",
    limits=(),
)

AFTER = datetime(2030, 7, 1, 12, tzinfo=UTC)  # long after the session
REHEARSAL = datetime(2030, 3, 4, 12, tzinfo=UTC)  # the first morning of the session


def evidence(**values: Any) -> Evidence:
    return Evidence(
        **{
            "sources": ("minutes",),
            "confidence": Confidence.HIGH,
            "known_by": KnownBy.RECORD,
            "last_confirmed": date(2030, 6, 1),
            **values,
        }
    )


def retracted(day: str, reason: str = "misheard") -> Evidence:
    return evidence(retracted=Retraction(date.fromisoformat(day), reason))


def source(id_: str = "minutes", dated: str | None = "2030-03-04") -> Source:
    return Source(
        id=id_,
        title=f"Source {id_}",
        publisher="Secretariat",
        url="https://example.org/" + id_,
        dated=Dated.parse(dated) if dated else None,
        genre="official",
    )


def party(id_: str, kind: PartyKind = PartyKind.STATE) -> Party:
    return Party(id=id_, name=id_.title(), party_kind=kind, sources=("minutes",))


def group(id_: str) -> Party:
    return party(id_, PartyKind.GROUP)


def safeguard(id_: str, *provisions: str, **values: Any) -> Safeguard:
    return Safeguard(
        **{
            "id": id_,
            "title": id_.replace("-", " ").title(),
            "asks_for": "Lanterns with shades.",
            "why_it_matters": "Birds lose their way.",
            "at_session_start": "In the text.",
            "outcome": "Kept in the text.",
            "draft_numbers": None,
            "demanded": True,
            "provisions": provisions,
            "evidence": evidence(),
            **values,
        }
    )


def provision(id_: str, number: str, parent: str | None = None, **values: Any) -> Provision:
    return Provision(
        **{
            "id": id_,
            "number": number,
            "title": f"Provision {number}",
            "chapter": None,
            "summary": "Lanterns are shaded.",
            "parent": parent,
            "evidence": evidence(),
            **values,
        }
    )


def status(
    topic: Ref, day: str, word: Status, summary: str = "It moved.", **values: Any
) -> StatusChange:
    return StatusChange(
        **{
            "id": f"{topic.id}.{word}.{day}".replace("/", "_"),
            "topic": topic,
            "status": word,
            "dated": Dated.parse(day),
            "summary": summary,
            "evidence": evidence(),
            **values,
        }
    )


def position(who: str, topics: list[Ref], stance: Stance, day: str, **values: Any) -> Position:
    safeguards = [ref.id for ref in topics if ref.kind is Kind.SAFEGUARD]
    return Position(
        **{
            "id": f"{who}.{topics[0].id}.{stance}.{day}".replace("/", "_"),
            "party": who,
            "safeguard": safeguards[0] if safeguards else None,
            "provisions": tuple(ref.id for ref in topics if ref.kind is Kind.PROVISION),
            "cited_as": None,
            "stance": stance,
            "summary": f"{who} said so.",
            "dated": Dated.parse(day),
            "occasion": None,
            "evidence": evidence(),
            **values,
        }
    )


def ballot(who: str, cast: Ballot, **values: Any) -> PartyBallot:
    return PartyBallot(party=who, ballot=cast, evidence=evidence(**values))


def vote(id_: str, topics: list[Ref], day: str, *ballots: PartyBallot, **values: Any) -> Vote:
    return Vote(
        **{
            "id": id_,
            "body": "Committee",
            "motion": "Delete the paragraph",
            "moved_by": None,
            "dated": Dated.parse(day),
            "recorded": True,
            "yes": 2,
            "no": 5,
            "abstain": 1,
            "outcome": "rejected",
            "meaning_of_yes": "delete it",
            "consequence": None,
            "topics": tuple(topics),
            "ballots": ballots,
            "evidence": evidence(),
            **values,
        }
    )


def membership(
    who: str, whose: str, since: str | None, until: str | None = None, **values: Any
) -> Membership:
    return Membership(
        **{
            "id": f"{who}.{whose}",
            "party": who,
            "group": whose,
            "since": Dated.parse(since) if since else None,
            "until": Dated.parse(until) if until else None,
            "open_ended": until is None and since is not None,
            "evidence": evidence(),
            **values,
        }
    )


def meeting(id_: str, starts: datetime, ends: datetime, **values: Any) -> Event:
    return Event(
        **{
            "id": id_,
            "event_kind": EventKind.MEETING,
            "title": f"Meeting {id_}",
            "dated": Dated.on(starts.date()),
            "starts_at": starts,
            "ends_at": ends,
            "outcome": "Something was settled.",
            "evidence": evidence(),
            **values,
        }
    )


def entry(id_: str, kind: EventKind, day: str, **values: Any) -> Event:
    return Event(
        **{
            "id": id_,
            "event_kind": kind,
            "title": f"Entry {id_}",
            "dated": Dated.parse(day),
            "evidence": evidence(),
            **values,
        }
    )


def dispute(id_: str, *about: Ref, **values: Any) -> CuratedAnswer:
    return curated(id_, answer_kind=AnswerKind.DISPUTE, about=about, **values)


def curated(id_: str, **values: Any) -> CuratedAnswer:
    return CuratedAnswer(
        **{
            "id": id_,
            "answer_kind": AnswerKind.OVERVIEW,
            "title": id_,
            "text": "A text.",
            "evidence": evidence(),
            **values,
        }
    )


def document(id_: str, day: str | None, *topics: Ref) -> Document:
    return Document(
        id=id_,
        symbol=None,
        title=id_,
        summary="A draft.",
        dated=Dated.parse(day) if day else None,
        url=None,
        topics=topics,
        evidence=evidence(),
    )


def action(who: str, act: ActionKind, day: str) -> TreatyAction:
    return TreatyAction(
        id=f"{who}.{act}",
        party=who,
        act=act,
        dated=Dated.parse(day),
        summary="Signed.",
        evidence=evidence(),
    )


def term(id_: str) -> GlossaryEntry:
    return GlossaryEntry(id=id_, term=id_, definition="A kind of shade.", evidence=evidence())


ARTICLE = Ref(Kind.PROVISION, "article-3")
PARAGRAPH = Ref(Kind.PROVISION, "article-3-2")
OTHER = Ref(Kind.PROVISION, "article-9")
SHADES = Ref(Kind.SAFEGUARD, "shades")
BEACONS = Ref(Kind.SAFEGUARD, "beacons")

GROUND: tuple[Record, ...] = (
    source(),
    provision("article-3", "3", safeguards=("shades",)),
    provision("article-3-2", "3(2)", "article-3", safeguards=("shades",)),
    provision("article-9", "9"),
    safeguard("shades", "article-3-2"),
    safeguard("beacons", demanded=False),
    party("aldoria"),
    party("brin"),
    party("corvia"),
    group("reef-league"),
)


def holding(*records: Record) -> Snapshot:
    """Return a store of the ground and these records."""
    return Snapshot.of(NEGOTIATION, (*GROUND, *records))


def asked(question: Question, snapshot: Snapshot, now: datetime = AFTER) -> Answer:
    return answer(question, snapshot, now=now)


def found(question: Question, snapshot: Snapshot, now: datetime = AFTER) -> Found:
    """Answer, and insist that something is on record."""
    made = answer(question, snapshot, now=now)
    assert isinstance(made, Found), made
    return made


def not_on_record(question: Question, snapshot: Snapshot, now: datetime = AFTER) -> NotOnRecord:
    """Answer, and insist that nothing is on record."""
    made = answer(question, snapshot, now=now)
    assert isinstance(made, NotOnRecord), made
    return made


def under(made: Found, heading: Heading) -> list[str]:
    """Return the ids of the claims under a heading, in order."""
    return [c.record.id for s in made.sections if s.heading is heading for c in s.claims]


def said(made: Found) -> set[str]:
    """Return the ids of all claims."""
    return {claim.record.id for claim in made.claims()}


def stocked() -> Snapshot:
    """Return a store with something of every kind."""
    return holding(
        source("gazette", "2030-04-01"),
        membership("aldoria", "reef-league", "2029"),
        membership("brin", "reef-league", None),
        status(ARTICLE, "2030-03-04", Status.OPEN),
        status(ARTICLE, "2030-03-14", Status.ADOPTED, "Paragraph 2 kept by vote."),
        status(PARAGRAPH, "2030-03-14", Status.PUT_TO_VOTE),
        position("aldoria", [SHADES, PARAGRAPH], Stance.SUPPORTS, "2030-03-05"),
        position("brin", [ARTICLE], Stance.OPPOSES, "2030-03"),
        position("brin", [PARAGRAPH], Stance.SEEKS_DELETION, "2030-03-13"),
        position("corvia", [BEACONS], Stance.UNCLEAR, "2029"),
        position("reef-league", [SHADES, OTHER], Stance.SEEKS_STRONGER, "2030-03-01"),
        position(
            "corvia", [OTHER], Stance.SUPPORTS, "2030-05-02", evidence=retracted("2030-06-03")
        ),
        vote(
            "delete-3-2",
            [PARAGRAPH],
            "2030-03-14",
            ballot("brin", Ballot.YES),
            ballot("corvia", Ballot.ABSENT),
        ),
        entry("session", EventKind.SESSION, "2030-03-04/2030-03-15"),
        entry("adoption", EventKind.MILESTONE, "2030-03-14"),
        entry("signing", EventKind.DEADLINE, "2031-03-14", topics=(OTHER,)),
        meeting(
            "m1",
            datetime(2030, 3, 4, 15, tzinfo=UTC),
            datetime(2030, 3, 4, 18, tzinfo=UTC),
            topics=(ARTICLE,),
        ),
        document("draft", "2030-02-01", ARTICLE),
        document("note", None, SHADES),
        term("shade"),
        curated("state-early", series="state", dated=Dated.parse("2030-03-01")),
        curated("state-late", series="state", dated=Dated.parse("2030-03-15")),
        dispute("tally", Ref(Kind.VOTE, "delete-3-2")),
        action("aldoria", ActionKind.SIGNATURE, "2030-04-01"),
    )
