from __future__ import annotations

import os
import pickle
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from handlers.curation.stats import stats
from handlers.pictures.stats_chart import stats_chart
from handlers.texts import Texts
from store.curation.figures import Figures
from store.record.evidence import Ref
from store.record.terms import AlertKind, Kind
from store.tables.delivery import DeliveryState
from tests.negotiations import lanternfish

ROOT = Path(__file__).parent.parent.parent
FIGURES = Figures(
    chats=140,
    unreachable=3,
    kinds={AlertKind.BRIEF: 97, AlertKind.VOTE: 4},
    topics={Ref(Kind.SAFEGUARD, "one"): 12, Ref(Kind.SAFEGUARD, "few"): 4},
    parties={},
    asked={"status": (120, 3), "unknown": (0, 40)},
    asked_since=date(2024, 7, 2),
    pending=2,
    deliveries={DeliveryState.SENT: 1204, DeliveryState.FAILED: 1},
)


def test_small_numbers_are_not_told() -> None:
    text = stats(FIGURES, Texts.of("en"), lanternfish()).text

    assert "Votes: <5" in text
    assert "Failed for good: <5" in text
    assert "Status: 120 answered, <5 not" in text


def test_a_topic_that_few_follow_is_not_named() -> None:
    text = stats(FIGURES, Texts.of("en"), lanternfish()).text

    assert "one: 12" in text
    assert "few" not in text


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_figures_are_drawn_as_a_picture(language: str) -> None:
    assert stats_chart(FIGURES, Texts.of(language)).startswith(b"\x89PNG")


def test_the_picture_is_drawn_without_the_library_in_this_process(tmp_path: Path) -> None:
    program = tmp_path / "draws.py"
    program.write_text(
        "import pickle, sys\n"
        "from handlers.pictures.drawing import stats_picture\n"
        "if __name__ == '__main__':\n"
        "    figures = pickle.load(sys.stdin.buffer)\n"
        "    sys.stdout.buffer.write(stats_picture(figures, 'en')[:8])\n"
        "    sys.exit('matplotlib' in sys.modules)\n"
    )

    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, str(program)],
        check=False,
        input=pickle.dumps(FIGURES),
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=60,
    )

    assert (done.returncode, done.stdout) == (0, b"\x89PNG\r\n\x1a\n"), done.stderr


def test_figures_of_nothing_are_drawn_too() -> None:
    nothing = Figures(
        chats=0,
        unreachable=0,
        kinds={},
        topics={},
        parties={},
        asked={},
        asked_since=date(2024, 7, 2),
        pending=0,
        deliveries={},
    )

    assert stats_chart(nothing, Texts.of("en")).startswith(b"\x89PNG")
