"""Everything the sandbox knows: the ground, and the people and chats upon it."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Literal

from bot.sandbox.accounts import Account
from bot.sandbox.chats import BotPlace, Chat, Kind
from bot.sandbox.ground import Ground
from bot.sandbox.membership import Membership
from bot.sandbox.people import Hands, Person
from bot.sandbox.posting import Posting
from bot.sandbox.pressing import Pressing
from bot.sandbox.profile import Profile
from bot.sandbox.refusals import bad_request
from bot.sandbox.webhooks import Webhook
from bot.sandbox.writing import Writing

Record = Literal["all", "counts"]
CROWD_FIRST_ID = 7_000_000_000
_FIRST_PERSON = 5_000_001
_FIRST_GROUP = -4_000_001
_FIRST_SUPERGROUP = -1_002_000_000_001


class World(Ground):
    """The state behind the server. One asyncio loop owns it; nothing here is thread-safe.

    With `record="counts"` messages to the crowd are only counted, by chat and text.
    """

    people: dict[int, Person]

    def __init__(self, profile: Profile, clock: Callable[[], datetime], *, record: Record) -> None:
        super().__init__(profile, clock)
        self.record = record
        self.webhook = Webhook(self.updates, clock)
        self.people = {}
        self.chats: dict[int, Chat] = {}
        self.posting = Posting(self)
        self.membership = Membership(self, self.posting, self.new_chat)
        self.pressing = Pressing(self, self.posting)
        writing = Writing(self, self.posting, self.membership)
        self._hands = Hands(
            self, writing, self.pressing, self.posting, self.membership, self.private_chat
        )
        self.crowd = range(0)
        self.crowd_blocked: set[int] = set()
        self.counts: Counter[tuple[int, int]] = Counter()
        self.counted = 0

    # -- people

    def new_person(
        self,
        first_name: str,
        *,
        last_name: str | None = None,
        username: str | None = None,
        language: str | None = None,
        person_id: int | None = None,
    ) -> Person:
        """A person who has not met the bot yet. Raises ValueError for an id already taken."""
        chosen = person_id if person_id is not None else _FIRST_PERSON + len(self.people)
        if chosen in self.people:
            raise ValueError(f"person {chosen} exists")
        person = Person(chosen, first_name, last_name, username, language, hands=self._hands)
        self.people[chosen] = person
        self.announce("people")
        return person

    def private_chat(self, person: Account) -> Chat:
        """The private chat between a person and the bot."""
        chat = self.chats.get(person.id)
        if chat is None:
            here = BotPlace("member")
            chat = Chat(self, self.membership, person.id, "private", person=person, bot=here)
            chat.members[person.id] = "member"
            self.chats[person.id] = chat
        return chat

    # -- chats

    def new_chat(self, kind: Kind, title: str, username: str | None = None) -> Chat:
        """An empty group, supergroup or channel."""
        first = _FIRST_GROUP if kind == "group" else _FIRST_SUPERGROUP
        chat = Chat(self, self.membership, first - len(self.chats), kind, title, username)
        self.chats[chat.id] = chat
        self.announce("chats")
        return chat

    def chat(self, chat_id: int | str) -> Chat:
        """The chat with this id or @username. Raises `Refusal` (400) if there is none."""
        if isinstance(chat_id, str):
            wanted = chat_id.removeprefix("@").lower()
            for chat in self.chats.values():
                if chat.username and chat.username.lower() == wanted:
                    return chat
            raise bad_request("chat not found")
        found = self.chats.get(chat_id)
        if found is not None:
            return found
        if chat_id in self.crowd:
            person = self.new_person(self.crowd_name(chat_id), person_id=chat_id)
            person.started = True
            person.blocked = chat_id in self.crowd_blocked
            return person.chat
        person_found = self.people.get(chat_id)
        if person_found is None:
            raise bad_request("chat not found")
        return self.private_chat(person_found)

    def crowd_name(self, chat_id: int) -> str:
        """What the person of the crowd with this id is called."""
        return f"Member {chat_id - CROWD_FIRST_ID + 1}"
