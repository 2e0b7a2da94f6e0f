"""How long a text of the record may be, in characters. They keep answers within a few messages."""

from __future__ import annotations

ID = 60
WORD = 80  # a code, a genre, an edition
TITLE = 300  # also names and aliases
URL = 700
SUMMARY = 1_000
BODY = 4_000
