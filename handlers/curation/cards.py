"""A change as a card: to every other coordinator when it is submitted, kept up to date after."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from handlers.curation.edits import edit_blocks, headline, pen_for, source_links
from handlers.curation.telling import retell, team, tell
from handlers.curation.words import CHANGE_KINDS, CHANGE_STATES, person_link
from handlers.markup import Html, shortened
from handlers.reply import Act, Button, OpenLink, Reply, Style
from handlers.respond import Verb
from store.curation.cards import cards_of, keep_cards, unseen
from store.curation.ledger import find
from store.tables.change import ChangeKind, ChangeState

if TYPE_CHECKING:
    from telegram import Bot

    from handlers.context import Context
    from handlers.reply import Rows
    from handlers.sentences import Phrase
    from handlers.services import Services
    from handlers.texts import Texts
    from store.record.snapshot import Snapshot
    from store.tables.change import Change

LEFT_AFTER = timedelta(minutes=1)
"""After so long a change of which nobody has a card was left over."""

_LINKS = 2  # sources with a button of their own
_LABEL = 40  # characters of it
_WHY = 600


def card(change: Change, texts: Texts, before: Snapshot, *, reader: int | None = None) -> Reply:
    """Return the card. ``reader`` is who looks at it: nobody decides on a change of their own."""
    pen = pen_for(change.edits, texts, before)
    blocks = [_head(change, texts), _by(change, texts, before)]
    if change.kind is ChangeKind.BULLETIN and change.why:
        blocks.append(Html.escape(shortened(change.why, _WHY)))
    if change.undoes is not None:
        blocks.append(texts("Undoes change {number}.", number=str(change.undoes)))
    done = change.state is ChangeState.PUBLISHED
    blocks.extend(edit_blocks(change.edits, pen, before, done=done))
    rows: list[tuple[Button, ...]] = [
        (Button(shortened(source.title, _LABEL), OpenLink(source.url or "")),)
        for source in source_links(change.edits, pen)[:_LINKS]
    ]
    return Reply(tuple(blocks), (*rows, *_deeds(change, texts, own=reader == change.author)))


def summary(change: Change, texts: Texts, before: Snapshot) -> Html:
    """Return a change in a line or two, for lists."""
    pen = pen_for(change.edits, texts, before)
    what = headline(change.edits, pen) or Html.escape(shortened(change.why or "", _LABEL))
    return texts.framed(
        "<b>{number}</b> · {what}\n{state}",
        number=str(change.number),
        what=texts("{name}: {value}", name=texts.label(CHANGE_KINDS[change.kind]), value=what),
        state=_by(change, texts, before),
    )


async def hand_out(bot: Bot, services: Services, change: Change) -> int:
    """Show a submitted change to every coordinator and owner but its author; return to how many."""
    before = services.live.current
    others = await team(services) - {change.author}
    sent = await tell(bot, services, others, lambda texts: card(change, texts, before))
    await services.write(lambda db: keep_cards(db, change.number, sent))
    return len(sent)


async def hand_out_left(bot: Bot, services: Services) -> None:
    """Hand out the cards that a crash left over. Called now and then."""
    before = services.clock.now() - LEFT_AFTER
    for number in await services.read(lambda db: unseen(db, before=before)):
        change = await services.read(lambda db, number=number: find(db, number))  # type: ignore[misc]
        if change is not None and change.decided_at is None:
            await hand_out(bot, services, change)


async def bring_up_to_date(context: Context, change: Change, *, but: int | None = None) -> None:
    """Show on all cards what became of a change; ``but`` is a chat that shows it already."""
    services, before = context.services, context.services.live.current
    sent = await services.read(lambda db: cards_of(db, change.number))
    left = {chat: message for chat, message in sent.items() if chat != but}
    await retell(context.bot, services, left, lambda texts: card(change, texts, before))


async def tell_author(context: Context, change: Change, news: Phrase) -> None:
    """Tell who submitted a change what became of it."""
    services, before = context.services, context.services.live.current
    look = Act(Verb.CARD, str(change.number))

    def write(texts: Texts) -> Reply:
        pen = pen_for(change.edits, texts, before)
        what = headline(change.edits, pen)
        blocks = [texts.sentence(news, number=str(change.number), what=what)]
        if change.reason:
            blocks.append(texts("Reason: {reason}", reason=change.reason))
        return Reply(tuple(blocks), ((Button(texts.plain("Show change"), look),),))

    await tell(context.bot, services, [change.author], write)


def _head(change: Change, texts: Texts) -> Html:
    return texts(
        "<b>Change {number}: {kind}</b>",
        number=str(change.number),
        kind=texts.label(CHANGE_KINDS[change.kind]),
    )


def _by(change: Change, texts: Texts, before: Snapshot) -> Html:
    zone = before.negotiation.zone
    submitted = texts(
        "by {person}, {when}",
        person=person_link(change.author),
        when=texts.moment(change.submitted_at, zone),
    )
    state = texts.label(CHANGE_STATES[change.state])
    if change.decided_at is None:
        return texts("{name}: {value}", name=submitted, value=Html("<i>{}</i>").format(state))
    decided = texts(
        "<i>{state}</i> by {person}, {when}",
        state=state,
        person=person_link(change.decided_by or change.author),
        when=texts.moment(change.decided_at, zone),
    )
    lines = [submitted, decided]
    if change.reason:
        lines.append(texts("Reason: {reason}", reason=change.reason))
    return Html("\n").join(lines)


def _deeds(change: Change, texts: Texts, *, own: bool) -> Rows:
    number = str(change.number)
    match change.state:
        case ChangeState.SUBMITTED if own:
            label = texts.plain("Withdraw")
            return ((Button(label, Act(Verb.WITHDRAW, number), Style.DANGER),),)
        case ChangeState.SUBMITTED:
            return (
                (
                    Button(texts.plain("Approve"), Act(Verb.APPROVE, number), Style.SUCCESS),
                    Button(texts.plain("Reject"), Act(Verb.REJECT, number), Style.DANGER),
                ),
            )
        case ChangeState.PUBLISHED if change.edits:
            return ((Button(texts.plain("Undo"), Act(Verb.UNDO, number)),),)
        case _:
            return ()
