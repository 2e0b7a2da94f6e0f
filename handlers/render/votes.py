"""Votes as cards: the motion, what a yes meant, the counts, who voted how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.labels import BALLOTS
from handlers.markup import Html
from handlers.render.writer import Pen, Writer, parties_in, topics_in
from store.answering.answers import Heading
from store.answering.questions import VoteOn, VotesTaken
from store.record.records import Vote
from store.record.terms import Ballot, KnownBy

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from store.answering.answers import Cited, Found, Section
    from store.record.evidence import Ref
    from store.record.records import PartyBallot


def vote_block(vote: Vote, cited: Cited, _section: Section, w: Writer) -> Html:
    """Return a vote as a card."""
    texts = w.texts
    head = texts.framed(
        "<b>{motion}</b>\n{body}, {date} {sources}",
        motion=vote.motion,
        body=vote.body,
        date=texts.dated(vote.dated),
        sources=w.marks(cited),
    )
    in_headline = _the_one_asked_for(w.found) == vote
    lines = [
        head,
        *(() if in_headline else (*_result(vote, w), _outcome(vote, w))),
        texts("Moved by: {mover}", mover=w.party(vote.moved_by)) if vote.moved_by else None,
        texts("Consequence: {consequence}", consequence=vote.consequence)
        if vote.consequence
        else None,
        *_ballots(vote, cited, w),
    ]
    return w.block(lines, vote.evidence)


def _result(vote: Vote, w: Pen) -> tuple[Html, Html]:
    """Return the counts and what a yes meant: the one means nothing without the other."""
    return tally(vote, w), w.texts("A yes meant: {meaning}", meaning=vote.meaning_of_yes)


def _outcome(vote: Vote, w: Pen) -> Html:
    return w.texts("Outcome: {outcome}", outcome=vote.outcome)


def tally(vote: Vote, w: Pen) -> Html:
    """Return the counts; a count that is not on record is said to be so."""
    texts = w.texts
    if not vote.recorded:
        return texts("Decided without a counted vote.")
    counts = {Ballot.YES: vote.yes, Ballot.NO: vote.no, Ballot.ABSTAIN: vote.abstain}
    if all(count is None for count in counts.values()):
        return texts("By recorded vote; the tally is not on record here.")
    unknown = texts.plain("not on record")
    shown = {
        ballot: unknown if count is None else texts.number(count)
        for ballot, count in counts.items()
    }
    values = {
        "yes": shown[Ballot.YES],
        "no": shown[Ballot.NO],
        "abstain": shown[Ballot.ABSTAIN],
    }
    if vote.evidence.known_by in {KnownBy.OBSERVER, KnownBy.MACHINE}:
        return texts("<b>Yes {yes} · No {no} · Abstained {abstain}</b> (as reported)", **values)
    return texts("<b>Yes {yes} · No {no} · Abstained {abstain}</b>", **values)


def _ballots(vote: Vote, cited: Cited, w: Writer) -> Iterator[Html]:
    """Yield who voted how: those asked about, or all that are known by name."""
    shown = cited.ballots or vote.ballots
    for ballot in Ballot:
        cast = [b for b in shown if b.ballot is ballot]
        if cast:
            label = w.texts.label(BALLOTS[ballot])
            names = Html(", ").join(_voter(b, vote, w) for b in cast)
            yield w.texts("<u>{ballot}</u>: {names}", ballot=label, names=names)
    doubts = {doubt for b in shown for doubt in b.evidence.doubts}
    yield from (Html("⚠ <i>{}</i>").format(w.texts.value(d)) for d in sorted(doubts))


def _voter(ballot: PartyBallot, vote: Vote, w: Writer) -> Html:
    """Return a voter, with a source of its own where the vote as a whole has it from elsewhere."""
    name = w.texts.value(w.party(ballot.party))
    own = [id_ for id_ in ballot.evidence.sources if id_ not in vote.evidence.sources]
    return Html("{}{}").format(name, w.notes.marks(w.known(own)))


def vote_headline(found: Found, w: Writer) -> Html:
    """Return the outcome of the one vote, or what was voted on; how the parties asked voted."""
    texts = w.texts
    if isinstance(found.question, VotesTaken):
        return texts("<b>Votes and decisions on record</b>")
    topics, parties = topics_in(found.subjects), parties_in(found.subjects)
    vote = _the_one_asked_for(found)
    if vote is not None and topics:
        head = texts(
            "<b>Vote on {topic}: {outcome}</b>", topic=w.within(topics[0]), outcome=vote.outcome
        )
    elif vote is not None:
        date = texts.dated(vote.dated)
        head = texts("<b>Vote of {date}: {outcome}</b>", date=date, outcome=vote.outcome)
    elif topics:
        head = texts("<b>Votes on {topic}</b>", topic=w.within(topics[0]))
    else:
        head = texts("<b>Votes and decisions</b>")
    lines = [
        head,
        *(_own_ballots(vote, parties, w) if vote is not None else ()),
        *(
            texts("{party}: no ballot on record. That does not mean absence.", party=w.name(party))
            for party in parties
            if party in found.missing
        ),
        *(_result(vote, w) if vote is not None else ()),
    ]
    return Html("\n").join(lines)


def _the_one_asked_for(found: Found) -> Vote | None:
    """Return the one vote on just what was asked about, None if there are more or none."""
    if not isinstance(found.question, VoteOn):
        return None
    votes = [
        cited.record
        for section in found.sections
        if section.heading is Heading.ANSWER
        for cited in section.claims
        if isinstance(cited.record, Vote)
    ]
    return votes[0] if len(votes) == 1 else None


def _own_ballots(vote: Vote, parties: Collection[Ref], w: Writer) -> Iterator[Html]:
    """Yield how each party asked about voted."""
    asked = {ref.id for ref in parties}
    for ballot in vote.ballots:
        if ballot.party in asked:
            label = w.texts.label(BALLOTS[ballot.ballot])
            yield w.texts("<b>{party}: {ballot}</b>", party=w.party(ballot.party), ballot=label)
