"""What a chat has set is at hand, and not out of date for longer than a tick."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handlers.chats import Chats
from store.alerting import chats as kept
from store.alerting.chats import Address
from store.tables.chat import ChatKind

if TYPE_CHECKING:
    from store.tables.database import Database

pytestmark = pytest.mark.asyncio

HERE = Address(7)


def remember(database: Database, address: Address = HERE) -> None:
    with database.writing() as db:
        kept.remember(db, address, kind=ChatKind.PRIVATE, language="fr", zone="Africa/Nairobi")


def set_language(database: Database, language: str) -> None:
    with database.writing() as db:
        kept.set_language(db, HERE, language)


async def language(chats: Chats, address: Address = HERE) -> str | None:
    manner = await chats.manner(address)
    return None if manner is None else manner.language


async def test_a_chat_that_set_nothing_has_no_manner(sqlite_database: Database) -> None:
    assert await Chats(sqlite_database).manner(HERE) is None


async def test_language_and_zone_are_those_that_were_set(sqlite_database: Database) -> None:
    remember(sqlite_database)

    manner = await Chats(sqlite_database).manner(HERE)

    assert manner is not None
    assert (manner.language, manner.zone.key) == ("fr", "Africa/Nairobi")


async def test_what_is_at_hand_costs_the_database_nothing(sqlite_database: Database) -> None:
    remember(sqlite_database)
    chats = Chats(sqlite_database)
    await chats.manner(HERE)
    sqlite_database.close()  # it would have to be opened again
    set_language(sqlite_database, "es")

    assert await language(chats) == "fr"


async def test_another_process_is_noticed_at_the_next_look(database: Database) -> None:
    remember(database)
    chats = Chats(database)
    await chats.manner(HERE)
    set_language(database, "es")

    chats.look()

    assert await language(chats) == "es"


async def test_a_look_at_an_unchanged_store_keeps_what_is_at_hand(
    sqlite_database: Database,
) -> None:
    remember(sqlite_database)
    chats = Chats(sqlite_database)
    chats.look()
    await chats.manner(HERE)
    remember(sqlite_database, Address(8))

    chats.look()

    assert HERE in chats._kept


async def test_a_change_of_ones_own_is_read_at_once(sqlite_database: Database) -> None:
    remember(sqlite_database)
    chats = Chats(sqlite_database)
    await chats.manner(HERE)
    set_language(sqlite_database, "es")

    chats.changed()

    assert await language(chats) == "es"


async def test_only_so_many_chats_are_at_hand(sqlite_database: Database) -> None:
    chats = Chats(sqlite_database, most=2)
    for number in range(5):
        await chats.manner(Address(number))

    assert list(chats._kept) == [Address(3), Address(4)]


async def test_a_forgotten_chat_has_no_manner(sqlite_database: Database) -> None:
    remember(sqlite_database)
    chats = Chats(sqlite_database)
    await chats.manner(HERE)
    with sqlite_database.writing() as db:
        kept.forget(db, HERE.chat_id)

    chats.look()

    assert await chats.manner(HERE) is None
