from __future__ import annotations

import signal
import socket
import subprocess
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.bot.command import COMMAND, LANTERNFISH, PATIENCE, environment, rapporteur

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """The demo at a free port, as ``make demo`` starts it."""
    running = subprocess.Popen(  # noqa: S603 - our own command
        [*COMMAND, "demo", "--port", "0"],
        cwd=tmp_path,
        env=environment(pack=LANTERNFISH),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with running:
        yield running
        running.kill()


def test_the_demo_says_where_it_is_serves_its_page_and_ends_when_told(
    demo: subprocess.Popen[str],
) -> None:
    assert demo.stdout is not None
    words = demo.stdout.readline().split()
    page = httpx.get(words[3])
    demo.send_signal(signal.SIGTERM)

    assert words[:3] == ["Rapporteur", "is", "at"]
    assert "<title>" in page.text
    assert demo.wait(PATIENCE) == 0


def test_a_port_in_use_is_said_in_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        finished = rapporteur(tmp_path, "demo", "--port", str(port))

    assert finished.code == 1
    assert finished.complaint.endswith(
        f"127.0.0.1:{port} cannot be listened to: Address already in use"
    )
