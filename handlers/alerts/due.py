"""What an alert is about, as it is handed to those who word it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from store.record.evidence import Ref
    from store.record.records import Record
    from store.record.terms import AlertKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One alert for one chat, to be worded as the store is when it is sent.

    ``due_at`` is aware. ``day`` is the day of the session that it is about, ``refs`` the records,
    ``before`` the record as it was before it was changed, ``text`` a bulletin's own. ``held`` says
    that it waited for the end of the chat's quiet hours, and is not late for any other reason;
    ``wished`` that the chat had asked to be told once, when it is known.
    """

    kind: AlertKind
    due_at: datetime
    day: date | None = None
    refs: tuple[Ref, ...] = ()
    before: Record | None = None
    text: str = ""
    held: bool = False
    wished: bool = False
