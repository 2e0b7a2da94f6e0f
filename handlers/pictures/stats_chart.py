"""The figures of /stats as a picture: subscribers by kind of alert, questions by kind.

Matplotlib is the largest import there is: :mod:`handlers.pictures.drawing` alone imports this
module, in a process of its own. It draws with figures of its own and not the library's global ones.
"""

from __future__ import annotations

from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from handlers.labels import ALERT_KINDS, SUBJECTS
from store.answering.answers import Subject
from store.curation.figures import FEWEST, coarse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from handlers.texts import Texts
    from store.curation.figures import Figures

_DRAWING = Lock()
_INK, _ANSWERED, _NOT = "#22303c", "#2f6db3", "#c9793b"
_SIZE = (7.2, 7.6)  # inches
_DOTS = 130  # an inch


def stats_chart(figures: Figures, texts: Texts) -> bytes:
    """Return a PNG. Numbers under :data:`FEWEST` have no bar."""
    with _DRAWING:
        figure = Figure(figsize=_SIZE, dpi=_DOTS, layout="constrained", facecolor="white")
        upper, lower = figure.subplots(2, 1)
        kinds = list(figures.kinds)
        _bars(
            upper,
            texts.plain("Subscribers by kind"),
            names=[texts.label(ALERT_KINDS[kind]) for kind in kinds],
            rows=[[figures.kinds[kind] for kind in kinds]],
            colours=[_ANSWERED],
        )
        subjects = [Subject(subject) for subject in figures.asked]
        _bars(
            lower,
            texts.plain("Questions since {date}", date=texts.day(figures.asked_since)),
            names=[texts.label(SUBJECTS[subject]) for subject in subjects],
            rows=[[figures.asked[s][number] for s in subjects] for number in (0, 1)],
            colours=[_ANSWERED, _NOT],
            legend=[texts.plain("answered"), texts.plain("not answered")],
        )
        picture = BytesIO()
        figure.savefig(picture, format="png")
        return picture.getvalue()


def _bars(
    axes: Axes,
    title: str,
    *,
    names: Sequence[str],
    rows: Sequence[Sequence[int]],
    colours: Sequence[str],
    legend: Sequence[str] = (),
) -> None:
    axes.set_title(title, loc="left", color=_INK, fontsize=12, fontweight="bold")
    places = range(len(names))
    thickness = 0.8 / len(rows)
    for number, (row, colour) in enumerate(zip(rows, colours, strict=True)):
        shown = [n if n >= FEWEST else 0 for n in row]
        offset = (number - (len(rows) - 1) / 2) * thickness
        bars = axes.barh(
            [place + offset for place in places],
            shown,
            height=thickness * 0.9,
            color=colour,
            label=legend[number] if legend else None,
        )
        axes.bar_label(bars, [coarse(n) for n in row], padding=3, color=_INK, fontsize=9)
    axes.set_yticks(list(places), list(names), color=_INK, fontsize=9)
    axes.invert_yaxis()
    axes.margins(x=0.12)
    axes.set_xticks([])
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
    if legend and names:
        axes.legend(frameon=False, fontsize=9, loc="lower right")
