"""Which pages are watched, what was last seen on them, and when to look again.

Nothing here opens a page: the process does, and tells what it saw. A look is claimed before it is
made, so that of several processes one makes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, update

from store.curation.page_text import Difference, difference
from store.curation.roles import Right, may
from store.curation.web_addresses import may_be_watched
from store.record.limits import TITLE
from store.tables.audit import hold
from store.tables.shapes import table

if TYPE_CHECKING:
    from sqlalchemy import Row
    from sqlmodel import Session

    from store.curation.roles import Rules

EVERY = timedelta(minutes=15)  # between two looks at a page
LONGEST_PAUSE = timedelta(hours=24)  # after many failures
LEASE = timedelta(minutes=5)  # for which a look is left to whoever claimed it
MOST = 100  # pages


class Watching(StrEnum):
    """What came of asking to watch a page, or to do so no more."""

    WATCHED = "watched"
    ALREADY = "already"
    STOPPED = "stopped"
    UNKNOWN = "unknown"  # not watched
    TOO_MANY = "too_many"
    NO_ADDRESS = "no_address"  # not an https address
    NOT_ALLOWED = "not_allowed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """One watched page."""

    url: str
    etag: str | None
    last_modified: str | None
    looked_at: datetime | None
    changed_at: datetime | None
    next_look_at: datetime
    failures: int
    fault: str | None


def watch(
    db: Session, url: str, *, by: int, rules: Rules, now: datetime, plain_http: bool = False
) -> Watching:
    """Begin to watch a page. ``plain_http`` is for tests and rehearsals."""
    hold(db)
    if not may(db, by, Right.WATCH, rules):
        return Watching.NOT_ALLOWED
    if not may_be_watched(url, plain_http=plain_http):
        return Watching.NO_ADDRESS
    rows = table("watch")
    if db.connection().execute(select(rows.c.url).where(rows.c.url == url)).scalar() is not None:
        return Watching.ALREADY
    if db.connection().execute(select(func.count()).select_from(rows)).scalar_one() >= MOST:
        return Watching.TOO_MANY
    db.connection().execute(
        insert(rows).values(url=url, added_by=by, added_at=now, next_look_at=now, failures=0)
    )
    return Watching.WATCHED


def unwatch(db: Session, url: str, *, by: int, rules: Rules) -> Watching:
    """Watch a page no more, and forget what was on it."""
    if not may(db, by, Right.WATCH, rules):
        return Watching.NOT_ALLOWED
    rows = table("watch")
    gone = db.connection().execute(delete(rows).where(rows.c.url == url)).rowcount
    return Watching.STOPPED if gone else Watching.UNKNOWN


def watches(db: Session) -> tuple[Watch, ...]:
    """Return all watched pages, in the order in which they were added."""
    rows = table("watch")
    found = db.connection().execute(select(rows).order_by(rows.c.added_at, rows.c.url))
    return tuple(map(_watch, found))


def claim(db: Session, *, now: datetime) -> Watch | None:
    """Take the look that is due longest, None when none is. Others leave it alone for a while."""
    rows = table("watch")
    due = (
        select(rows)
        .where(rows.c.next_look_at <= now)
        .order_by(rows.c.next_look_at, rows.c.url)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    found = db.connection().execute(due).one_or_none()
    if found is None:
        return None
    db.connection().execute(
        update(rows).where(rows.c.url == found.url).values(next_look_at=now + LEASE)
    )
    return _watch(found)


def news(db: Session, url: str, lines: tuple[str, ...]) -> Difference | None:
    """Return what a look differs in from the last one; None when in nothing, or at first sight."""
    rows = table("watch")
    found = db.connection().execute(select(rows.c.lines).where(rows.c.url == url)).scalar()
    return difference(tuple(found), lines) if found is not None else None


def seen(
    db: Session,
    url: str,
    lines: tuple[str, ...],
    *,
    etag: str | None,
    last_modified: str | None,
    now: datetime,
) -> None:
    """Keep what is on a page now."""
    changed = {"changed_at": now} if news(db, url, lines) is not None else {}
    kept = {"lines": list(lines), "etag": _short(etag), "last_modified": _short(last_modified)}
    _settle(db, url, now=now, **kept, **changed)


def unchanged(db: Session, url: str, *, now: datetime) -> None:
    """Keep that a page is as it was."""
    _settle(db, url, now=now)


def failed(db: Session, url: str, fault: str, *, wait: float | None, now: datetime) -> None:
    """Keep that a page could not be read, and leave it alone longer after each failure.

    ``wait`` are seconds for which its server asked to be left alone.
    """
    rows = table("watch")
    before = db.connection().execute(select(rows.c.failures).where(rows.c.url == url)).scalar() or 0
    pause = min(EVERY * 2 ** min(before, 10), LONGEST_PAUSE)
    if wait is not None:
        pause = max(pause, min(timedelta(seconds=wait), LONGEST_PAUSE))
    values = {"looked_at": now, "next_look_at": now + pause, "failures": before + 1}
    db.connection().execute(
        update(rows).where(rows.c.url == url).values(fault=fault[:TITLE], **values)
    )


def _settle(db: Session, url: str, *, now: datetime, **values: object) -> None:
    rows = table("watch")
    good = {"looked_at": now, "next_look_at": now + EVERY, "failures": 0, "fault": None}
    db.connection().execute(update(rows).where(rows.c.url == url).values(**good, **values))


def _short(header: str | None) -> str | None:
    """A header that is too long to be kept is not shown again: the page is read whole instead."""
    return header if header and len(header) <= TITLE else None


def _watch(row: Row[tuple[object, ...]]) -> Watch:
    return Watch(
        url=row.url,
        etag=row.etag,
        last_modified=row.last_modified,
        looked_at=row.looked_at,
        changed_at=row.changed_at,
        next_look_at=row.next_look_at,
        failures=row.failures,
        fault=row.fault,
    )
