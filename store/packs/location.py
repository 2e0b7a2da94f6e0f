"""Where the pack lies that is loaded when no other is named."""

from __future__ import annotations

from pathlib import Path

BUILT_IN = Path(__file__).parent / "un-cybercrime"
