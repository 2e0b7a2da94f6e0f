"""The fictional pack with many more parties and articles: for lists that need pages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from store.packs.loading import load_pack
from store.packs.reading import read_pack
from store.record.evidence import Ref
from store.record.moments import Dated
from store.record.terms import Kind, PartyKind, Stance
from store.tables.database import open_database
from store.tables.writing import put_many
from tests.conversation.lanternfish import FOLDER
from tests.negotiations import party, position, provision

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.record.records import Record

PARTIES = 60
ARTICLES = 40
_LAST_DAY = date(2031, 3, 31)
_LOADED_AT = datetime(2031, 3, 1, tzinfo=UTC)
_WORDS = (
    'Its delegation spoke at length of lamps & nets, of <what> "the" sea gives, and of the dark. '
)


def crowded(database_url: str) -> None:
    """Fill a migrated database."""
    database = open_database(database_url)
    try:
        with database.writing() as db:
            load_pack(db, read_pack(FOLDER), now=_LOADED_AT)
            put_many(db, list(_records()))
    finally:
        database.close()


def _records() -> Iterator[Record]:
    for number in range(ARTICLES):
        yield provision(id=f"article-{number + 100}", number=f"{number + 100}", title="More lamps")
    for number in range(PARTIES):
        kind = PartyKind.STATE if number % 3 else PartyKind.CIVIL_SOCIETY
        id_ = f"harbour-{number}"
        yield party(id=id_, name=f"Harbour {number:02}", party_kind=kind)
        yield position(
            id=f"{id_}.dark-hours",
            party=id_,
            provisions=("article-3-2",),
            stance=Stance.SUPPORTS,
            summary=_WORDS * 3,
            dated=Dated.on(_LAST_DAY - timedelta(days=number % 5)),
        )


ON = Ref(Kind.PROVISION, "article-3-2")
