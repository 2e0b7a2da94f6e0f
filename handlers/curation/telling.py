"""Tells coordinators something, each in the language of their own chat."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, TelegramError

from handlers.respond import markup
from handlers.texts import Texts
from store.alerting.chats import Address
from store.curation import roles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from telegram import Bot

    from handlers.reply import Reply
    from handlers.services import Services

logger = logging.getLogger(__name__)

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def team(services: Services) -> frozenset[int]:
    """Return the user ids of all owners and coordinators."""
    found = await services.read(roles.coordinators)
    return services.owners | {one.user_id for one in found}


async def retell(
    bot: Bot, services: Services, sent: Mapping[int, int], write: Callable[[Texts], Reply]
) -> None:
    """Write messages that :func:`tell` sent anew, by person. One that is gone stays gone."""
    codes = services.shelf.of(services.live.current).codes
    for person, message_id in sorted(sent.items()):
        texts = await _texts(services, person)
        reply = write(texts)
        try:
            await bot.edit_message_text(
                reply.pages()[0],
                person,
                message_id,
                parse_mode=ParseMode.HTML,
                reply_markup=markup(reply.rows, codes, None),
                link_preview_options=NO_PREVIEW,
            )
        except (Forbidden, BadRequest):
            continue
        except TelegramError as error:
            logger.warning("a message could not be brought up to date: %s", type(error).__name__)


async def tell(
    bot: Bot, services: Services, people: Iterable[int], write: Callable[[Texts], Reply]
) -> dict[int, int]:
    """Send a message to each, and return the ids of the messages that were sent, by person.

    Who never opened a chat with the bot, or blocked it, is left out: nobody can be told so.
    """
    codes = services.shelf.of(services.live.current).codes
    sent: dict[int, int] = {}
    for person in sorted(people):
        texts = await _texts(services, person)
        reply = write(texts)
        try:
            # Such messages are short: one page.
            message = await bot.send_message(
                person,
                reply.pages()[0],
                parse_mode=ParseMode.HTML,
                reply_markup=markup(reply.rows, codes, None),
                link_preview_options=NO_PREVIEW,
            )
        except (Forbidden, BadRequest):
            continue
        except TelegramError as error:
            logger.warning("a coordinator could not be told: %s", type(error).__name__)
            continue
        sent[person] = message.message_id
    return sent


async def _texts(services: Services, person: int) -> Texts:
    manner = await services.chats.manner(Address(person, 0))
    return Texts.of(None) if manner is None else Texts.of(manner.language, manner.zone)
