"""/watch and /unwatch: the pages that are looked at for changes."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final

from handlers.markup import Html, shortened
from handlers.reply import Act, Button, Reply
from handlers.respond import Verb, respond
from handlers.sentences import phrase
from store.curation import watches
from store.curation.watches import MOST, Watching

if TYPE_CHECKING:
    from collections.abc import Mapping

    from telegram import Update

    from handlers.context import Context
    from handlers.sentences import Phrase
    from handlers.texts import Texts
    from store.curation.watches import Watch
    from store.record.snapshot import Snapshot

_SAID: Final[Mapping[Watching, Phrase]] = {
    Watching.WATCHED: phrase(
        "watching",
        "Watched from now on: {url}\nEvery coordinator is told when its text changes. The record "
        "is never changed by it.",
    ),
    Watching.ALREADY: phrase("watching", "That page is watched already: {url}"),
    Watching.STOPPED: phrase("watching", "Watched no more: {url}"),
    Watching.UNKNOWN: phrase(
        "watching", "That page is not watched: {url}\n/watch lists those that are."
    ),
    Watching.TOO_MANY: phrase("watching", "{n} pages are watched, and no more can be. Stop one."),
    Watching.NO_ADDRESS: phrase(
        "watching", "An address that begins with https:// was expected. You wrote: {url}"
    ),
    Watching.NOT_ALLOWED: phrase("watching", "Only coordinators may do that."),
}
_SHOWN = 20  # pages in the list, and buttons below it
_CODE = 12  # characters of the hash that stands for an address in a button


async def watch(update: Update, context: Context) -> None:
    """Watch a page from now on; without an address, list those that are watched."""
    user, services, url = update.effective_user, context.services, context.given
    if not url or user is None:
        await _list(update, context)
        return
    now = context.now()
    came_of_it = await services.write(
        lambda db: watches.watch(
            db,
            url,
            by=user.id,
            rules=services.rules,
            now=now,
            plain_http=services.watch_private,
        )
    )
    await respond(update, context, Reply((_said(came_of_it, url, context.texts),)))


async def unwatch(update: Update, context: Context) -> None:
    """Watch a page no more; without an address, list those that are watched."""
    user, services, url = update.effective_user, context.services, context.given
    if not url or user is None:
        await _list(update, context)
        return
    came_of_it = await services.write(
        lambda db: watches.unwatch(db, url, by=user.id, rules=services.rules)
    )
    await respond(update, context, Reply((_said(came_of_it, url, context.texts),)))


async def unwatch_pressed(update: Update, context: Context, act: Act) -> bool:
    """Watch the page no more whose button was pressed."""
    user, services = update.effective_user, context.services
    listed = await services.read(watches.watches)
    url = next((one.url for one in listed if _code(one.url) == act.argument), None)
    if url is None or user is None:
        return False
    await services.write(lambda db: watches.unwatch(db, url, by=user.id, rules=services.rules))
    await _list(update, context)
    return True


async def _list(update: Update, context: Context) -> None:
    listed = await context.services.read(watches.watches)
    await respond(update, context, _listed(listed, context.texts, context.snapshot))


def _listed(listed: tuple[Watch, ...], texts: Texts, snapshot: Snapshot) -> Reply:
    if not listed:
        line = texts("No page is watched. Write /watch and an address that begins with https://.")
        return Reply((line,))
    blocks = [texts("<b>Watched pages</b>")]
    blocks += [_line(one, texts, snapshot) for one in listed[:_SHOWN]]
    if len(listed) > _SHOWN:
        more = len(listed) - _SHOWN
        blocks.append(texts.plural("and {n} more page", "and {n} more pages", more))
    rows = tuple(
        (Button(_label(one.url, texts), Act(Verb.UNWATCH, _code(one.url))),)
        for one in listed[:_SHOWN]
    )
    return Reply(tuple(blocks), rows)


def _line(one: Watch, texts: Texts, snapshot: Snapshot) -> Html:
    zone = snapshot.negotiation.zone
    lines = [Html("• {}").format(texts.value(one.url))]
    if one.looked_at is None:
        lines.append(texts("Not looked at yet."))
    elif one.fault is not None:
        lines.append(texts("⚠ Cannot be read: {reason}", reason=one.fault))
    if one.looked_at is not None:
        lines.append(texts("Last look: {moment}", moment=texts.moment(one.looked_at, zone)))
    if one.changed_at is not None:
        lines.append(texts("Last change seen: {moment}", moment=texts.moment(one.changed_at, zone)))
    return Html("\n").join(lines)


def _label(url: str, texts: Texts) -> str:
    return texts.plain("Stop: {url}", url=shortened(url.removeprefix("https://"), 40))


def _said(came_of_it: Watching, url: str, texts: Texts) -> Html:
    return texts.sentence(_SAID[came_of_it], url=url, n=MOST)


def _code(url: str) -> str:
    return sha256(url.encode()).hexdigest()[:_CODE]
