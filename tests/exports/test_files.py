from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from handlers.exports.files import export_file
from handlers.texts import Texts
from tests.conversation.lanternfish import lanternfish

if TYPE_CHECKING:
    from handlers.exports.files import Form

NOW = datetime(2031, 4, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("csv", "\ufefftype,id,".encode()),  # the mark by which spreadsheets know UTF-8
        ("json", b'{\n "negotiation": {\n  "id": "lanternfish"'),
        ("ics", b"BEGIN:VCALENDAR\r\n"),
    ],
)
def test_a_file_is_named_for_the_negotiation_and_its_form(form: Form, begins: bytes) -> None:
    file = export_file(form, lanternfish(), Texts.of("en"), now=NOW)

    assert file.name == f"lanternfish.{form}"
    assert file.data.startswith(begins)


@pytest.mark.parametrize("form", ["csv", "json", "ics"])
def test_the_same_store_gives_the_same_file(form: Form) -> None:
    files = [export_file(form, lanternfish(), Texts.of("en"), now=NOW) for _ in range(2)]

    assert files[0] == files[1]
