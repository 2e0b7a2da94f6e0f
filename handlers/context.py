"""What a handler is given beside the update, with a type for everything."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from telegram import Update
from telegram.ext import Application, CallbackContext, ContextTypes, ExtBot

from handlers import markup
from handlers.arguments import Reading, clean
from handlers.followups import Place
from handlers.services import Services
from handlers.texts import Texts
from store.alerting.chats import Address

if TYPE_CHECKING:
    from datetime import datetime

    from handlers.chats import Manner
    from handlers.codes import Codes
    from handlers.services import Derived
    from store.answering.lexicon import Lexicon
    from store.record.snapshot import Snapshot

Nothing = dict[Any, Any]
_Base = CallbackContext[ExtBot[Any], Nothing, Nothing, Services]


class Context(_Base):
    """One update's view of the store: the same snapshot from its first word to its last."""

    arrived: Update | None = None
    _manner: Manner | None = None

    @classmethod
    def from_update(
        cls, update: object, application: Application[Any, Context, Any, Any, Any, Any]
    ) -> Context:
        """Make the context of one update."""
        context = super().from_update(update, application)
        if isinstance(update, Update):
            context.arrived = update
        return context

    @property
    def services(self) -> Services:
        """What the process handed in."""
        return self.bot_data

    @cached_property
    def _derived(self) -> Derived:
        return self.services.shelf.of(self.services.live.current)

    @property
    def snapshot(self) -> Snapshot:
        """The store as it was when this update was first looked at."""
        return self._derived.snapshot

    @property
    def lexicon(self) -> Lexicon:
        """The names in the snapshot."""
        return self._derived.lexicon

    @property
    def codes(self) -> Codes:
        """The short names of the snapshot's records."""
        return self._derived.codes

    async def refresh_data(self) -> None:
        """Learn how the chat wants to be written to. The framework calls it before any handler."""
        await self.learn_manner()

    async def learn_manner(self) -> None:
        """Learn how the chat wants to be written to; again after that was changed."""
        place = self.place
        if place.chat:
            self._manner = await self.services.chats.manner(Address(place.chat, place.thread))
            self.__dict__.pop("texts", None)

    @cached_property
    def texts(self) -> Texts:
        """The words of the chat: as it has set, else those of the person's Telegram application."""
        if self._manner is not None:
            return self.texts_in(self._manner.language)
        user = self.arrived.effective_user if self.arrived is not None else None
        return self.texts_in(user.language_code if user is not None else None)

    def texts_in(self, language: str | None) -> Texts:
        """Return the words of another language, with times in the chat's zone all the same."""
        return Texts.of(language, None if self._manner is None else self._manner.zone)

    @property
    def given(self) -> str:
        """What stands after the command of the message: as it was typed, lines and all."""
        message = self.arrived.effective_message if self.arrived is not None else None
        parts = ((message.text if message is not None else None) or "").split(maxsplit=1)
        return markup.clean(parts[1]).strip() if len(parts) > 1 else ""

    @property
    def words(self) -> str:
        """What stands after the command of the message, on one line and cut to a name's length."""
        return clean(self.given)

    @property
    def reading(self) -> Reading:
        """What the words of a command are read with."""
        today = self.now().astimezone(self.snapshot.negotiation.zone).date()
        return Reading(self.lexicon, today)

    @property
    def place(self) -> Place:
        """Where the update came from, and in a group from whom."""
        update = self.arrived
        chat = update.effective_chat if update is not None else None
        if update is None or chat is None:
            return Place(0)
        message, user = update.effective_message, update.effective_user
        topic = message is not None and getattr(message, "is_topic_message", False)
        thread = getattr(message, "message_thread_id", None) if topic else None
        in_private = chat.type == chat.PRIVATE or user is None
        return Place(chat.id, thread or 0, 0 if in_private or user is None else user.id)

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        return self.services.clock.now()


def context_types(services: Services) -> ContextTypes[Context, Nothing, Nothing, Services]:
    """Return the context types of an application whose handlers work with these services."""
    # ``bot_data`` is called without arguments, once, for the object that all handlers share.
    shared = cast("type[Services]", lambda: services)
    return ContextTypes(context=Context, bot_data=shared)
