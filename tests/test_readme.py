"""The README against the program: what it lists is there, and what is there is listed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.settings import VARIABLES
from handlers.routes import COMMANDS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("variable", VARIABLES)
def test_every_setting_is_described(variable: str) -> None:
    assert f"`{variable}`" in README


def test_no_setting_is_described_that_is_none() -> None:
    assert set(re.findall(r"\bRAPPORTEUR_[A-Z_]+\b", README)) <= set(VARIABLES)


@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
def test_every_command_is_described(name: str) -> None:
    assert re.search(rf"`/{name}\b", README)


def test_no_command_is_described_that_is_none() -> None:
    described = set(re.findall(r"`/([a-z]+)\b", README)) - {"healthz", "readyz", "metrics"}

    assert described <= {command.name for command in COMMANDS}


@pytest.mark.parametrize("target", re.findall(r"\]\(([^)#]+)\)", README))
def test_every_file_that_is_linked_is_there(target: str) -> None:
    assert (ROOT / target).exists()
