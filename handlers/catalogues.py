"""The message catalogues: one ``.po`` file a language, read when that language is wanted.

The messages in the code are English; a language is there as soon as its folder is.
"""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

FOLDER = Path(__file__).parent / "locales"
SOURCE_LANGUAGE = "en"
_FILE = Path("LC_MESSAGES", "rapporteur.po")


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of all languages that there are, English first."""
    found = sorted(path.parent.parent.name for path in FOLDER.glob(f"*/{_FILE.as_posix()}"))
    return (SOURCE_LANGUAGE, *found)


def best_language(wanted: str | None) -> str:
    """Return the language that comes nearest to a code such as ``fr-CA``: English if none does."""
    code = (wanted or "").replace("_", "-").casefold()
    known = {language.replace("_", "-").casefold(): language for language in languages()}
    while code and code not in known:
        code = code.rpartition("-")[0]
    return known.get(code, SOURCE_LANGUAGE)


@cache
def catalogue(language: str) -> NullTranslations:
    """Return the messages of one of :func:`languages`; English ones are those in the code."""
    if language == SOURCE_LANGUAGE:
        return NullTranslations()
    # Reading a catalogue needs a good part of Babel, and English needs no catalogue.
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with (FOLDER / language / _FILE).open("rb") as file:
        messages = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return GNUTranslations(compiled)
