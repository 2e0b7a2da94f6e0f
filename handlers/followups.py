"""What each chat last asked, for an hour, in memory only: so that "and Mexico?" has a meaning.

A question holds records and dates. Those that hold words of a person are not kept.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from store.answering.questions import Search

if TYPE_CHECKING:
    from datetime import datetime

    from store.answering.questions import Question

KEPT = timedelta(hours=1)
CHATS = 10_000


class Place(NamedTuple):
    """Where somebody talks with the bot: ``person`` is 0 in a private chat, ``thread`` often."""

    chat: int
    thread: int = 0
    person: int = 0


class FollowUps:
    """The last question of each place, the oldest ones forgotten first."""

    def __init__(self, *, most: int = CHATS) -> None:
        self._most = most
        self._asked: OrderedDict[Place, tuple[Question, datetime]] = OrderedDict()

    def remember(self, place: Place, question: Question, *, now: datetime) -> None:
        """Keep the question as the last one asked there."""
        self._asked.pop(place, None)
        if isinstance(question, Search):
            return
        self._asked[place] = (question, now)
        if len(self._asked) > self._most:
            self._asked.popitem(last=False)

    def last(self, place: Place, *, now: datetime) -> Question | None:
        """Return the last question asked there within the hour."""
        question, asked_at = self._asked.get(place, (None, now))
        if question is None or not timedelta(0) <= now - asked_at <= KEPT:
            self._asked.pop(place, None)
            return None
        return question

    def forget(self, *, chat: int | None = None, person: int | None = None) -> bool:
        """Drop what was asked in a chat or by a person; return whether there was anything."""
        gone = [place for place in self._asked if chat == place.chat or person == place.person]
        for place in gone:
            del self._asked[place]
        return bool(gone)
