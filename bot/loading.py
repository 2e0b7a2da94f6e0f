"""``rapporteur load``: a pack into the store, and in words what that changed."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from bot.clock import clock_of
from bot.curated import store_of
from bot.faults import GOOD
from store.packs.comparison import Why, compare
from store.packs.loading import load_pack
from store.packs.reading import read_pack
from store.record.evidence import Ref
from store.tables.database import open_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from bot.settings import Settings
    from store.packs.comparison import Comparison, Difference, Kept
    from store.packs.reading import Pack

_SHOWN = 60  # characters of a value


def load(settings: Settings, pack: str, *, dry_run: bool) -> int:
    """Load the pack of a folder, and print what that changed, one record a line.

    Raises PackFaults and DatabaseFault; then nothing was changed.
    """
    # Read before the database is opened: a broken pack leaves no trace.
    found = read_pack(Path(pack))
    now = clock_of(settings).now()
    comparison = (_tried if dry_run else _loaded)(settings, found, now)
    for line in _lines(comparison, dry_run=dry_run):
        sys.stdout.write(line + "\n")
    return GOOD


def _loaded(settings: Settings, pack: Pack, now: datetime) -> Comparison:
    database = open_database(settings.database_url.get_secret_value())
    try:
        database.migrate()
        with database.writing() as db:
            return load_pack(db, pack, now=now)
    finally:
        database.close()


def _tried(settings: Settings, pack: Pack, now: datetime) -> Comparison:
    """Return what loading would change. A database that is not there is not made."""
    with store_of(settings) as database:
        if database is None:
            return compare(pack, None, {}, {})
        with database.reading() as db:
            return load_pack(db, pack, now=now, dry_run=True)


def _lines(comparison: Comparison, *, dry_run: bool) -> Iterator[str]:
    if comparison.before is not None:  # else there is one line for each record of the pack
        if comparison.about:
            yield f"changed pack.toml: {_told(comparison.about, 'before', 'now')}"
        yield from (f"added {record.ref}" for record in comparison.added)
        for change in comparison.changed:
            yield f"changed {change.after.ref}: {_told(change.differences, 'before', 'now')}"
        yield from (f"removed {record.ref}" for record in comparison.removed)
        if comparison.reordered:
            yield "put the records into the order of the pack"
        yield from map(_kept, comparison.kept)
        yield from map(str, comparison.findings)
    yield _summary(comparison, dry_run=dry_run)


def _kept(kept: Kept) -> str:
    ref, differences = kept.here.ref, _told(kept.differences, "here", "in the pack")
    match kept.why:
        case Why.EDITED:
            return f"kept {ref} as a coordinator wrote it: {differences}"
        case Why.CONFLICT:
            return (
                f"conflict: kept {ref} as a coordinator wrote it, "
                f"though the pack says something new: {differences}"
            )
        case Why.DROPPED:
            return (
                f"conflict: kept {ref} as a coordinator wrote it, "
                "though the pack no longer holds it"
            )
        case Why.NEEDED:
            return f"kept {ref}, which the pack no longer holds: {kept.named_by} names it"


def _told(differences: tuple[Difference, ...], before: str, after: str) -> str:
    return "; ".join(
        f"{field}: {_shown(old)} {before}, {_shown(new)} {after}" for field, old, new in differences
    )


def _shown(value: object) -> str:
    """Write a value on one line, cut, with its control characters made visible."""
    match value:
        case bool():
            return "yes" if value else "no"
        case None | ():
            return "nothing"
        case Ref():
            written = str(value)
        case tuple():
            written = ", ".join(map(str, value))
        case _:
            written = str(value)
    return repr(written if len(written) <= _SHOWN else written[: _SHOWN - 1] + "…")


def _summary(comparison: Comparison, *, dry_run: bool) -> str:
    about = f"{comparison.after.short_name}, edition {comparison.after.edition}"
    if comparison.before is None:
        kinds = Counter(record.kind for record in comparison.added)
        counts = ", ".join(f"{kind} {count}" for kind, count in kinds.items())
        done = "would load" if dry_run else "loaded"
        return f"{about}: {done} {len(comparison.added)} records ({counts})"
    counted = (
        (len(comparison.added), "added"),
        (len(comparison.changed), "changed"),
        (len(comparison.removed), "removed"),
        (len(comparison.kept), "kept"),
        (len(comparison.conflicts), "in conflict"),
        (len(comparison.findings), "new errors"),
    )
    told = ", ".join(f"{count} {what}" for count, what in counted if count)
    if not comparison.changes_something:
        told = f"nothing changes{', ' * bool(told)}{told}"
    elif dry_run:
        told = f"would be: {told}"
    return (
        f"{about}: {told or 'only what the pack says of itself'}, {comparison.unchanged} as before"
    )
