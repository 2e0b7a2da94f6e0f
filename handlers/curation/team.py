"""/invite, /coordinators, /revoke, and what comes of an invitation's link."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from telegram.helpers import create_deep_linked_url

from handlers import menus
from handlers.curation.door import SCOPES, role_in
from handlers.curation.telling import tell
from handlers.curation.words import person_link
from handlers.markup import Html
from handlers.reply import Act, Button, Reply, Style
from handlers.respond import Verb, respond
from store.curation import roles
from store.curation.roles import Joining

if TYPE_CHECKING:
    from collections.abc import Awaitable, Sequence

    from telegram import Update

    from handlers.commands.press import Deed
    from handlers.contents import Command, Handler
    from handlers.context import Context
    from handlers.texts import Texts
    from store.curation.roles import Coordinator

Menu = Callable[[], "Sequence[Command]"]

JOIN = "join_"
"""How the payload of an invitation's link begins."""


async def invite(update: Update, context: Context) -> None:
    """Make a link that makes one person a coordinator, and show it this once."""
    user, services, texts = update.effective_user, context.services, context.texts
    if user is None:
        return
    now, rules = context.now(), services.rules
    invited = await services.write(lambda db: roles.invite(db, owner=user.id, rules=rules, now=now))
    if invited is None:
        return
    link = create_deep_linked_url(context.bot.username, JOIN + invited.token)
    until = texts.moment(invited.expires_at, context.snapshot.negotiation.zone)
    await respond(
        update,
        context,
        Reply(
            (
                texts(
                    "<b>An invitation for one person</b>\nWhoever opens this link first becomes a "
                    "coordinator. It works once, until {until}, and is not shown again:",
                    until=until,
                ),
                Html("<code>{}</code>").format(link),
                texts("Send it in a way that nobody else reads. /coordinators lists who joined."),
            )
        ),
    )


def joining(menu: Menu) -> Callable[[Update, Context, str], Awaitable[None]]:
    """Make what is done with the token of an invitation: the person joins, the owners are told."""

    async def joined(update: Update, context: Context, token: str) -> None:
        user, services, texts = update.effective_user, context.services, context.texts
        if user is None:
            return
        now, rules = context.now(), services.rules
        came_of_it = await services.write(
            lambda db: roles.join(db, token=token, user_id=user.id, rules=rules, now=now)
        )
        await respond(update, context, Reply((_welcome(came_of_it, texts),)))
        if came_of_it is Joining.JOINED:
            await set_menu(context, user.id, menu())
            others = rules.owners - {user.id}
            await tell(context.bot, services, others, lambda words: _has_joined(user.id, words))

    return joined


async def set_menu(context: Context, user_id: int, commands: Sequence[Command]) -> None:
    """Set a person's menu to what their role allows."""
    scopes = SCOPES[await role_in(context, user_id)]
    await menus.publish_for(context.bot, user_id, commands, scopes)


def _welcome(came_of_it: Joining, texts: Texts) -> Html:
    match came_of_it:
        case Joining.INVALID:
            return texts("This invitation is used or has expired. Please ask for a new one.")
        case Joining.ALREADY:
            return texts("You may do all of that already. The invitation stays good.")
        case Joining.JOINED:
            return texts(
                "<b>You are a coordinator now.</b>\nYour menu has the commands for it; each asks "
                "for what it needs. What you do is written into the audit with your Telegram "
                "number, and nothing else about you."
            )


def _has_joined(user_id: int, texts: Texts) -> Reply:
    return Reply((texts("A coordinator has joined: {person}.", person=person_link(user_id)),))


async def coordinators(update: Update, context: Context) -> None:
    """List the coordinators, each with a button that revokes the role."""
    listed = await context.services.read(roles.coordinators)
    await respond(update, context, _listed(listed, context.texts))


def _listed(coordinators: tuple[Coordinator, ...], texts: Texts) -> Reply:
    if not coordinators:
        return Reply((texts("There are no coordinators yet. /invite makes a link for one."),))
    lines = [
        texts(
            "{person}, since {date}",
            person=person_link(one.user_id),
            date=texts.day(one.since_at.date()),
        )
        for one in coordinators
    ]
    buttons = tuple((_revoke_button(one.user_id, texts),) for one in coordinators)
    heading = texts("<b>Coordinators</b>")
    return Reply((Html("\n").join([heading, *lines]),), buttons)


def _revoke_button(user_id: int, texts: Texts) -> Button:
    label = texts.plain("Revoke {person}", person=str(user_id))
    return Button(label, Act(Verb.REVOKE, str(user_id)), Style.DANGER)


def revoking(menu: Menu) -> tuple[Handler, Deed]:
    """Make the command and the button that take a coordinator's role away."""

    async def revoke(update: Update, context: Context) -> None:
        if not context.words:
            await coordinators(update, context)
            return
        number = _number(context.words)
        if number is not None:
            line = await _revoke(update, context, number, menu())
        else:
            line = context.texts("A coordinator’s number was expected, as /coordinators shows it.")
        await respond(update, context, Reply((line,)))

    async def pressed(update: Update, context: Context, act: Act) -> bool:
        number = _number(act.argument)
        if number is None:
            return False
        line = await _revoke(update, context, number, menu())
        listed = _listed(await context.services.read(roles.coordinators), context.texts)
        await respond(update, context, Reply((line, *listed.blocks), listed.rows))
        return True

    return revoke, pressed


async def _revoke(
    update: Update, context: Context, number: int, commands: Sequence[Command]
) -> Html:
    user, services, texts = update.effective_user, context.services, context.texts
    now, rules = context.now(), services.rules
    owner = user.id if user is not None else 0
    revoked = await services.write(
        lambda db: roles.revoke(db, owner=owner, user_id=number, rules=rules, now=now)
    )
    if not revoked:
        return texts("{person} is no coordinator.", person=person_link(number))
    await set_menu(context, number, commands)
    return texts(
        "{person} is no coordinator any more. Changes of theirs that waited were withdrawn; what "
        "was published stays.",
        person=person_link(number),
    )


def _number(words: str) -> int | None:
    return int(words) if words.isascii() and words.isdecimal() and len(words) <= 16 else None  # noqa: PLR2004 - no user id is longer
