"""The messages in the code and in the catalogue files, as translators see them."""

from __future__ import annotations

import re
from string import Formatter
from typing import TYPE_CHECKING

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from handlers.catalogues import FOLDER, SOURCE_LANGUAGE, languages

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

Key = tuple[str | None, str]

KEYWORDS = {
    "texts": None,
    "say": None,
    "plain": None,
    "plural": (1, 2),
    "phrase": ((1, "c"), 2),
}
TRANSLATED = [language for language in languages() if language != SOURCE_LANGUAGE]


def messages_in_code() -> set[Key]:
    """Return context and message of every sentence that the code says."""
    found = extract_from_dir(
        FOLDER.parent, method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=()
    )
    return {
        (context, message if isinstance(message, str) else message[0])
        for _, _, message, _, context in found
    }


def catalogue_file(language: str) -> Catalog:
    with (FOLDER / language / "LC_MESSAGES" / "rapporteur.po").open("rb") as file:
        return read_po(file, locale=language)


def template() -> Catalog:
    with (FOLDER / "rapporteur.pot").open("rb") as file:
        return read_po(file)


def entries(catalogue: Catalog) -> dict[Key, tuple[list[str], list[str]]]:
    """Return the English forms and the translated forms of every message."""
    return {
        (message.context, _forms(message.id)[0]): (_forms(message.id), _forms(message.string))
        for message in catalogue
        if message.id
    }


def _forms(text: str | list[str] | tuple[str, ...] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())


def places(message: str) -> set[str]:
    """Return the named places of a message."""
    return {name for _, name, _, _ in Formatter().parse(message) if name is not None}


def tags(message: str) -> list[str]:
    """Return the markup of a message, in order of appearance."""
    return sorted(re.findall(r"</?[a-z]+[^>]*>", message))
