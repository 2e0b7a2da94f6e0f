"""What the page is told: the bot, people, chats and messages in the form in which it draws them."""

from typing import TYPE_CHECKING

from bot.sandbox.chats import PRESENT
from bot.sandbox.wire import Json

if TYPE_CHECKING:
    from bot.sandbox.accounts import Account
    from bot.sandbox.chats import Chat, Message
    from bot.sandbox.documents import Document
    from bot.sandbox.ground import Ground
    from bot.sandbox.people import Person
    from bot.sandbox.world import World

SHOWN = 50
"""How many people, and how many groups and channels, a page shows at most: the first ones."""

KEPT = 200
"""How many of a chat's last messages a page is given when it opens."""


def shown_people(world: "World") -> "list[Person]":
    """The people to chat as: those that were made by name, not the crowd."""
    found = []
    for person in world.people.values():
        if person.id not in world.crowd:
            found.append(person)
            if len(found) == SHOWN:
                break
    return found


def shown_chats(world: "World") -> "list[Chat]":
    """The private chats of the people shown, then groups and channels."""
    common = [chat for chat in world.chats.values() if chat.person is None][:SHOWN]
    return [*(person.chat for person in shown_people(world)), *common]


def bot(world: "World") -> Json:
    """The bot, by its names and descriptions in every language."""
    profile = world.bot
    return {
        "id": profile.id,
        "name": profile.names.get("", profile.first_name),
        "username": profile.username,
        "descriptions": profile.descriptions,
        "short_descriptions": profile.short_descriptions,
    }


def person(who: "Person") -> Json:
    """A person to chat as."""
    return {
        "id": who.id,
        "name": name(who),
        "username": who.username,
        "language": who.language,
        "started": who.started,
        "blocked": who.blocked,
        "deactivated": who.deactivated,
    }


def chat(seen: "Chat") -> Json:
    """A chat without its messages."""
    here = seen.members.items()
    return {
        "id": seen.id,
        "kind": seen.kind,
        "title": seen.title,
        "username": seen.username,
        "forum": seen.is_forum,
        "topics": [
            {"id": topic.id, "name": topic.name, "closed": topic.closed}
            for topic in seen.topics.values()
        ],
        "members": {str(user): standing for user, standing in here if standing in PRESENT},
        "bot": seen.bot.standing,
        "bot_may_write": seen.bot.may_write,
        "pinned": seen.pinned,
        "migrated_to": seen.migrated_to,
    }


def message(seen: "Message") -> Json:
    """A message; offsets of its entities count UTF-16 units, as the browser counts."""
    ground = seen.chat.ground
    answer: Json = {
        "id": seen.id,
        "chat": seen.chat.id,
        "thread": seen.thread,
        "from": ground.bot.id if seen.from_bot else seen.sender.id if seen.sender else None,
        "author": _author(seen),
        "date": seen.date.timestamp(),
        "edited": seen.edits > 0,
        "text": seen.text,
        "entities": [entity.json(ground.user) for entity in seen.entities],
        "markup": seen.keyboard,
        "silent": seen.disable_notification,
        "protected": seen.protect_content,
        "reactions": [str(one.get("emoji", "⭐")) for one in seen.reactions],
    }
    if seen.photo is not None:
        answer["photo"] = {**_file(seen.photo), "width": seen.photo.width}
        answer["photo"]["height"] = seen.photo.height
    if seen.document is not None:
        answer["document"] = _file(seen.document)
    if seen.location is not None:
        answer["location"] = list(seen.location)
    if seen.reply_to is not None and not seen.reply_to.deleted:
        quoted = seen.quote or excerpt(seen.reply_to)
        answer["reply"] = {
            "id": seen.reply_to.id,
            "author": _author(seen.reply_to),
            "text": quoted,
        }
    if seen.forward_origin is not None:
        answer["forwarded"] = _origin(seen.forward_origin)
    if seen.service is not None:
        answer["service"] = _told(seen)
    return answer


def excerpt(seen: "Message") -> str:
    """The first words of a message, or what it is where it has none."""
    if seen.text:
        return seen.text[:120]
    if seen.photo is not None:
        return "Picture"
    if seen.document is not None:
        return seen.document.name
    if seen.location is not None:
        return "Location"
    return _told(seen)


def name(who: "Account") -> str:
    """First and last name."""
    return f"{who.first_name} {who.last_name or ''}".strip()


def _author(seen: "Message") -> str:
    if seen.from_bot:
        return bot_name(seen.chat.ground)
    if seen.sender is not None:
        return name(seen.sender)
    return seen.chat.title


def bot_name(ground: "Ground") -> str:
    """What the bot is called where no language is asked for."""
    return ground.bot.names.get("", ground.bot.first_name)


def _file(kept: "Document") -> Json:
    return {
        "name": kept.name,
        "type": kept.mime_type,
        "size": len(kept.data),
        "url": f"/files/{kept.unique_id}",
    }


def _origin(origin: Json) -> str:
    if "chat" in origin:
        return str(origin["chat"].get("title", ""))
    user = origin.get("sender_user") or {}
    return f"{user.get('first_name', '')} {user.get('last_name', '')}".strip()


def _told(seen: "Message") -> str:
    """A service message as a sentence."""
    service = seen.service or {}
    who = name(seen.sender) if seen.sender is not None else "Somebody"
    match service:
        case {"forum_topic_created": topic}:
            return f"The topic “{topic['name']}” was opened"
        case {"new_chat_members": [user, *_]}:
            joined = user["first_name"]
            alone = seen.sender is not None and user["id"] == seen.sender.id
            return f"{who} joined" if alone else f"{who} added {joined}"
        case {"left_chat_member": user}:
            return f"{user['first_name']} left"
        case {"migrate_to_chat_id": _}:
            return "The group became a supergroup; the conversation goes on there"
        case {"migrate_from_chat_id": _}:
            return "The group became a supergroup"
        case _:
            return "Something changed in this chat"
