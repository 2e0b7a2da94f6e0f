"""States by their names in the languages there are, from the Unicode CLDR."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from babel import Locale

from handlers.catalogues import languages
from store.curation.bench import slug
from store.curation.forms import NewState
from store.record.consistency import folded

if TYPE_CHECKING:
    from collections.abc import Mapping

_NO_STATES = {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"}


def state_named(name: str) -> NewState | None:
    """Return the state of that name, None where there is none or several are called so."""
    code = _codes().get(folded(name).removeprefix("the "))
    if not code:
        return None
    english = str(Locale("en").territories[code])
    return NewState(id=slug(english), name=english, iso2=code)


@cache
def _codes() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for language in languages():
        for code, name in Locale.parse(language, sep="-").territories.items():
            if len(code) == 2 and code.isalpha() and code not in _NO_STATES:  # noqa: PLR2004
                key = folded(name).removeprefix("the ")
                found[key] = code if found.get(key, code) == code else ""
    return found
