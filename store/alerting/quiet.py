"""Quiet hours against the clock on the wall of whoever wants quiet."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from store.alerting.chats import Quiet


def quiet_until(quiet: Quiet, zone: ZoneInfo, now: datetime) -> datetime | None:
    """Return when the quiet hours end that it is now, in UTC; None when it is not quiet.

    Where the clocks go back, the hours end when the wall first shows their end; where they go
    forward over it, at the instant at which it would have shown it.
    """
    local = now.astimezone(zone)
    wall = local.time()
    if quiet.begins < quiet.ends:
        within = quiet.begins <= wall < quiet.ends
    else:
        within = wall >= quiet.begins or wall < quiet.ends
    if not within:
        return None
    ends = (
        datetime.combine(local.date() + timedelta(days=days), quiet.ends.replace(fold=fold), zone)
        for days in (0, 1)
        for fold in (0, 1)
    )
    return min(end for end in (end.astimezone(UTC) for end in ends) if end > now)
