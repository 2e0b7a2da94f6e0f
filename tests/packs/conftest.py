"""Fixtures for tests of packs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.packs.breaking import LANTERNFISH


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pack to break."""
    return Path(shutil.copytree(LANTERNFISH, tmp_path / "pack"))
