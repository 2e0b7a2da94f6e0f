"""What the process does again and again: rounds that are made as long as it runs.

APScheduler, through the framework's job queue, only wakes us; what is due is asked of the store in
each round. So a round that comes late is made late and not dropped, and late ones do not pile up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram.ext import JobQueue

    from handlers.context import Context


def make_rounds(
    jobs: JobQueue[Context],
    work: Callable[[], Awaitable[object]],
    every: float,
    *,
    name: str,
    first: float | None = None,
) -> None:
    """Have the work done each so many real seconds, never twice at once."""

    async def made(_: Context) -> None:
        await work()

    jobs.run_repeating(
        made,
        every,
        first=every if first is None else first,
        name=name,
        job_kwargs={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )
