"""Who comes, goes, is promoted, muted, blocked; what a group turns into; what the bot is told."""

from collections.abc import Callable
from dataclasses import replace

from bot.sandbox.accounts import Account
from bot.sandbox.chats import Chat, Kind, Message, Standing, Topic
from bot.sandbox.ground import Ground
from bot.sandbox.posting import Posting
from bot.sandbox.wire import Json

Founding = Callable[[Kind, str, str | None], Chat]

_RIGHTS = [
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
]
_CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages")
_PERMISSIONS = [
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
    "can_edit_tag",
    "can_react_to_messages",
]


class Membership:
    """Changes who is in which chat, with the service messages and updates that follow."""

    def __init__(self, ground: Ground, posting: Posting, found: Founding) -> None:
        self._ground = ground
        self._posting = posting
        self._found = found

    def person(self, chat: Chat, person: Account, standing: Standing) -> None:
        """Gives a person a standing in a group, supergroup or channel."""
        before = chat.standing(person.id)
        if before == standing:
            return
        old = self.member(chat, person.id)
        chat.members[person.id] = standing
        user = person.user()
        if chat.bot_is_in:
            if chat.bot.standing == "administrator":  # others are not told, whatever they ask for
                self._tell("chat_member", chat, person, old, self.member(chat, person.id))
            if chat.kind in {"group", "supergroup"}:
                if before in {"left", "kicked"}:
                    self._posting.service(chat, person, {"new_chat_members": [user]})
                elif standing in {"left", "kicked"}:
                    self._posting.service(chat, person, {"left_chat_member": user})
        self._ground.announce("chats")

    def bot(self, chat: Chat, by: Account, standing: Standing) -> None:
        """A person gives the bot a standing."""
        before = chat.bot.standing
        if before == standing:
            return
        old = self.member(chat, self._ground.bot.id)
        chat.bot.standing = standing
        if standing in {"member", "administrator"}:
            chat.bot.may_write = True
        new = self.member(chat, self._ground.bot.id)
        self._tell("my_chat_member", chat, by, old, new)
        if chat.kind in {"group", "supergroup"} and before in {"left", "kicked"}:
            bot = self._ground.bot.user()
            self._posting.service(chat, by, {"new_chat_members": [bot]})
        self._ground.announce("chats")

    def permission(self, chat: Chat, by: Account, *, may_write: bool) -> None:
        """A person takes from the bot the right to write, or gives it back."""
        old = self.member(chat, self._ground.bot.id)
        chat.bot.may_write = chat.bot.may_send_media = may_write
        if chat.kind == "supergroup":
            new = self.member(chat, self._ground.bot.id)
            self._tell("my_chat_member", chat, by, old, new)
        self._ground.announce("chats")

    def block(self, chat: Chat, *, blocked: bool) -> None:
        """The person of a private chat blocks the bot there, or unblocks it."""
        person = chat.person
        if person is None or person.blocked == blocked:
            return
        old = self.member(chat, self._ground.bot.id)
        person.blocked = blocked
        new = self.member(chat, self._ground.bot.id)
        self._tell("my_chat_member", chat, person, old, new)
        self._ground.announce("people")

    def topic(self, chat: Chat, name: str) -> Topic:
        """Opens a topic of a forum."""
        message = Message(chat, chat.take_id(), self._ground.now())
        topic = Topic(message.id, name)
        chat.topics[topic.id] = topic
        message.thread = topic.id
        message.service = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
        self._posting.store(message)
        self._ground.announce("chats")
        return topic

    def migrate(self, group: Chat) -> Chat:
        """Turns a group into a supergroup; the bot gets both service messages."""
        supergroup = self._found("supergroup", group.title, group.username)
        supergroup.members.update(group.members)
        supergroup.bot = replace(group.bot)
        owner = next(
            (self._ground.people[user] for user in group.members if group.is_admin(user)), None
        )
        moved: Json = {"migrate_to_chat_id": supergroup.id}
        self._posting.service(group, owner, moved)
        group.migrated_to = supergroup.id
        self._posting.service(supergroup, owner, {"migrate_from_chat_id": group.id})
        self._ground.announce("chats")
        return supergroup

    def member(self, chat: Chat, user_id: int) -> Json:
        """The ChatMember object of a person or the bot."""
        is_bot = user_id == self._ground.bot.id
        standing = chat.standing(user_id)
        user = self._ground.user(user_id)
        if is_bot and chat.person is not None:
            standing = "kicked" if chat.person.blocked else "member"
        answer: Json = {"user": user, "status": standing}
        match standing:
            case "creator":
                answer["is_anonymous"] = False
            case "administrator":
                rights = [*_RIGHTS, *(_CHANNEL_RIGHTS if chat.kind == "channel" else ())]
                answer |= {"can_be_edited": False, "is_anonymous": False}
                answer |= dict.fromkeys(rights, True)
                answer["can_pin_messages"] = chat.bot.may_pin or not is_bot
            case "kicked":
                answer["until_date"] = 0
            case "member" if is_bot and not chat.bot.may_write and chat.kind == "supergroup":
                answer |= {"status": "restricted", "is_member": True, "until_date": 0}
                answer |= dict.fromkeys(_PERMISSIONS, False)
            case _:
                pass
        return answer

    def _tell(self, kind: str, chat: Chat, by: Account, old: Json, new: Json) -> None:
        change: Json = {
            "chat": chat.json(),
            "from": by.user(),
            "date": int(self._ground.now().timestamp()),
            "old_chat_member": old,
            "new_chat_member": new,
        }
        self._ground.updates.add(kind, change)
