"""Draws in a process of its own.

The library that draws takes nearly as much memory as the whole bot, and a process that has once
imported it never gives that back.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.curation.figures import Figures


def stats_picture(figures: Figures, language: str) -> bytes:
    """Return the figures of /stats as a PNG. Takes about a second: call it in a thread."""
    # Begun afresh: a fork would have the locks of the threads that it leaves behind.
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as drawing:
        return drawing.submit(_stats, figures, language).result()


def _stats(figures: Figures, language: str) -> bytes:
    from handlers.pictures.stats_chart import stats_chart  # noqa: PLC0415 - only over there
    from handlers.texts import Texts  # noqa: PLC0415

    return stats_chart(figures, Texts.of(language))
