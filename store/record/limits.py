"""How long a text of the record may be, in characters. They keep answers within a few messages."""

from __future__ import annotations

import re

ID = 60
WORD = 80  # a code, a genre, an edition
TITLE = 300  # also names and aliases
URL = 700
SUMMARY = 1_000
BODY = 4_000

UNFIT = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
"""Control characters, and those that turn the direction of the text around them."""
