"""The bot's table of contents: which update goes where, for whom, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from handlers import arguments
from handlers.commands.about import about
from handlers.commands.alert import know, mute, unmute
from handlers.commands.alerts import alerts, press, test
from handlers.commands.export import calendar, export, export_file
from handlers.commands.feedback import feedback
from handlers.commands.help import helping
from handlers.commands.manners import language, location, pause, quiet, timezone
from handlers.commands.membership import moved, stands
from handlers.commands.press import ASK, asked_by_link, pick, pressing
from handlers.commands.privacy import forget, forget_me, my_data, privacy
from handlers.commands.question import asking
from handlers.commands.sending_in import drop, send_in
from handlers.commands.start import starting
from handlers.commands.subscribe import SUBSCRIBE, subscribe, subscribed_by_link, unsubscribe
from handlers.commands.text import edited, forwarded, no_text, question, unknown_command
from handlers.contents import Command, Scope
from handlers.curation.contents import coordination, deeds_of_coordinators
from handlers.curation.door import behind_door
from handlers.curation.hearing import heeding
from handlers.curation.importing import receiving
from handlers.curation.team import JOIN, joining
from handlers.failures import failed
from handlers.respond import Verb
from handlers.sentences import phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handlers.commands.press import Deed
    from handlers.context import Context

ALLOWED_UPDATES = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.MY_CHAT_MEMBER,
)
"""What the bot asks Telegram for. Anything else it never sees."""


def _commands() -> tuple[Command, ...]:
    return COMMANDS


def _names() -> tuple[str, ...]:
    return tuple(command.name for command in COMMANDS if command.scope is Scope.EVERYONE)


COMMANDS: tuple[Command, ...] = (
    Command(
        name="status",
        about=phrase("command", "Where the text, an article or a safeguard stands"),
        handler=asking(arguments.status),
    ),
    Command(
        name="position",
        about=phrase("command", "What a party wants"),
        handler=asking(arguments.position),
    ),
    Command(
        name="who",
        about=phrase("command", "Who holds a stance on a topic"),
        handler=asking(arguments.who),
    ),
    Command(
        name="compare",
        about=phrase("command", "Positions of parties side by side"),
        handler=asking(arguments.compare),
    ),
    Command(
        name="matrix",
        about=phrase("command", "All parties and topics at a glance"),
        handler=asking(arguments.matrix),
    ),
    Command(
        name="article",
        about=phrase("command", "What an article says and where it stands"),
        handler=asking(arguments.article),
    ),
    Command(
        name="safeguards",
        about=phrase("command", "All safeguards"),
        handler=asking(arguments.safeguards),
    ),
    Command(
        name="safeguard",
        about=phrase("command", "What a safeguard asks for and what became of it"),
        handler=asking(arguments.safeguard),
    ),
    Command(
        name="votes",
        about=phrase("command", "All votes and decisions"),
        handler=asking(arguments.votes),
    ),
    Command(
        name="vote",
        about=phrase("command", "The votes on a topic, with counts"),
        handler=asking(arguments.vote),
    ),
    Command(
        name="today",
        about=phrase("command", "Today's meetings"),
        handler=asking(arguments.today),
    ),
    Command(
        name="next",
        about=phrase("command", "What comes next"),
        handler=asking(arguments.upcoming),
    ),
    Command(
        name="agenda",
        about=phrase("command", "The calendar of a day"),
        handler=asking(arguments.agenda),
    ),
    Command(
        name="changes",
        about=phrase("command", "What changed since yesterday or a date"),
        handler=asking(arguments.changes),
    ),
    Command(
        name="history",
        about=phrase("command", "All that is on record about a topic or party, in order"),
        handler=asking(arguments.history),
    ),
    Command(
        name="glossary",
        about=phrase("command", "What a term means"),
        handler=asking(arguments.glossary),
    ),
    Command(
        name="search",
        about=phrase("command", "Search all that is on record"),
        handler=asking(arguments.search),
    ),
    Command(
        name="sources",
        about=phrase("command", "The sources, of all or of one topic"),
        handler=asking(arguments.sources),
    ),
    Command(
        name="timeline",
        about=phrase("command", "The process from beginning to end"),
        handler=asking(arguments.timeline),
    ),
    Command(
        name="calendar",
        about=phrase("command", "The calendar as a file for your own"),
        handler=calendar,
    ),
    Command(
        name="export",
        about=phrase("command", "All that is on record as a file"),
        handler=export,
    ),
    Command(
        name="subscribe",
        about=phrase("command", "Alerts of a kind, on a topic, about a party"),
        handler=subscribe,
    ),
    Command(
        name="unsubscribe",
        about=phrase("command", "End alerts"),
        handler=unsubscribe,
    ),
    Command(
        name="alerts",
        about=phrase("command", "All settings of alerts"),
        handler=alerts,
    ),
    Command(
        name="timezone",
        about=phrase("command", "Show times for your city as well"),
        handler=timezone,
    ),
    Command(
        name="quiet",
        about=phrase("command", "Hours without a sound, or without alerts"),
        handler=quiet,
    ),
    Command(
        name="language",
        about=phrase("command", "The language I write in"),
        handler=language,
    ),
    Command(
        name="pause",
        about=phrase("command", "No alerts for a day or more"),
        handler=pause,
    ),
    Command(
        name="test",
        about=phrase("command", "Send one test alert"),
        handler=test,
    ),
    Command(
        name="feedback",
        about=phrase("command", "Write to the coordinators"),
        handler=feedback,
    ),
    Command(
        name="privacy",
        about=phrase("command", "What is kept about you"),
        handler=privacy,
    ),
    Command(
        name="mydata",
        about=phrase("command", "Show what is kept about you"),
        handler=my_data,
        in_groups=False,
    ),
    Command(
        name="forgetme",
        about=phrase("command", "Delete what is kept about you"),
        handler=forget_me,
        in_groups=False,
    ),
    Command(
        name="about",
        about=phrase("command", "What this bot rests on"),
        handler=about,
    ),
    Command(
        name="help",
        about=phrase("command", "All commands"),
        handler=helping(_commands),
    ),
    Command(
        name="start",
        about=phrase("command", "Begin"),
        handler=starting(
            _commands, {JOIN: joining(_commands), SUBSCRIBE: subscribed_by_link, ASK: asked_by_link}
        ),
        in_groups=False,
    ),
    *coordination(_commands),
)
"""Every command, in the order of the menu and of /help."""

DEEDS: Mapping[Verb, Deed] = {
    Verb.PICK: pick,
    Verb.EXPORT: export_file,
    **deeds_of_coordinators(_commands),
    Verb.ALERTS: press,
    Verb.MUTE: mute,
    Verb.UNMUTE: unmute,
    Verb.KNOW: know,
    Verb.FORGET: forget,
    Verb.SEND: send_in,
    Verb.DROP: drop,
}
"""What buttons do beside asking a question."""

_NEW = filters.UpdateType.MESSAGE
_OWN_WORDS = _NEW & filters.TEXT & ~filters.FORWARDED & ~filters.VIA_BOT
_PRIVATE = filters.ChatType.PRIVATE


def register(application: Application[Any, Context, Any, Any, Any, Any]) -> None:
    """Add all handlers. Of those below, the first one that an update fits takes it."""
    unknown = unknown_command(_names)
    for command in COMMANDS:
        handler = command.handler
        if command.scope is not Scope.EVERYONE:
            handler = behind_door(handler, command.scope, unknown)
        # Forwarded and edited commands are not given by the person.
        application.add_handler(CommandHandler(command.name, handler, filters=_OWN_WORDS))
    application.add_handler(CallbackQueryHandler(pressing(DEEDS)))
    application.add_handler(ChatMemberHandler(stands, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_handler(MessageHandler(_NEW & filters.StatusUpdate.MIGRATE, moved))
    application.add_handler(
        MessageHandler(_PRIVATE & _NEW & filters.LOCATION & ~filters.FORWARDED, location)
    )

    # A command that is not ours: in groups it may be another bot's, so nothing is said there.
    application.add_handler(MessageHandler(_OWN_WORDS & filters.COMMAND & _PRIVATE, unknown))
    application.add_handler(
        MessageHandler(
            _OWN_WORDS & ~filters.COMMAND & (_PRIVATE | filters.ChatType.GROUPS),
            heeding(question),
        )
    )

    application.add_handler(
        MessageHandler(
            _PRIVATE & _NEW & filters.Document.ALL & ~filters.FORWARDED & ~filters.VIA_BOT,
            receiving(no_text),
        )
    )

    # What is left in a private chat gets a kind line. In groups it is none of our business.
    application.add_handler(MessageHandler(_PRIVATE & filters.UpdateType.EDITED_MESSAGE, edited))
    application.add_handler(MessageHandler(_PRIVATE & _NEW & filters.FORWARDED, forwarded))
    application.add_handler(
        MessageHandler(_PRIVATE & _NEW & ~filters.StatusUpdate.ALL & ~filters.VIA_BOT, no_text)
    )
    application.add_error_handler(failed)
