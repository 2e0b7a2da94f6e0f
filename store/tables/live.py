"""The snapshot that answers are served from, renewed when the store has changed."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from store.tables.faults import NothingLoaded
from store.tables.reading import read_snapshot, store_revision

if TYPE_CHECKING:
    from store.record.snapshot import Snapshot
    from store.tables.database import Database


class LiveSnapshot:
    """Holds the latest snapshot for every reader of this process.

    Another process may change the store, so :meth:`refresh` is called on a tick as well as after
    each change of one's own. Readers never wait: they keep the snapshot that they took.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._snapshot: Snapshot | None = None
        self._turn = Lock()

    @property
    def current(self) -> Snapshot:
        """The latest snapshot. Raises NothingLoaded before the first successful refresh."""
        if self._snapshot is None:
            raise NothingLoaded(f"{self._database} holds no pack yet")
        return self._snapshot

    def refresh(self) -> bool:
        """Look whether the store has changed, and if so read it; return whether it had.

        Costs one SELECT when it has not. Raises DatabaseFault; the former snapshot stays then.
        """
        with self._turn, self._database.reading() as db:
            # The look and the reading are one transaction: they see one store.
            known = self._snapshot
            if known is not None and known.revision == store_revision(db):
                return False
            fresh = read_snapshot(db)
            if fresh is None and known is None:
                return False
            self._snapshot = fresh
            return True
