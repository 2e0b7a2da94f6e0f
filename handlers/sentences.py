"""Sentences in one language, with values put into them safely.

Messages stand in the code as whole English sentences with ``{named}`` places. A sentence becomes
HTML, and whatever is put into it is escaped; ``plain`` makes text for places that know no markup,
such as the label of a button.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from babel import Locale, lists, numbers

from handlers.catalogues import best_language, catalogue
from handlers.markup import Html, clean, isolated

if TYPE_CHECKING:
    from collections.abc import Iterable
    from gettext import NullTranslations
    from typing import Self
    from zoneinfo import ZoneInfo

Value = str | int


class Phrase(NamedTuple):
    """A message of a table, marked for the catalogues; the context tells equal ones apart."""

    context: str
    message: str


def phrase(context: str, message: str) -> Phrase:
    """Mark a message for translation where it stands in a table."""
    return Phrase(context, message)


# English is written as in the United Nations: British, the day before the month.
_TERRITORY = {"en": "en_GB"}


@dataclass(frozen=True, slots=True)
class Sentences:
    """One language with one reader's time zone; ``zone`` None is the session's own."""

    language: str
    locale: Locale
    messages: NullTranslations
    zone: ZoneInfo | None = None

    @classmethod
    def of(cls, language: str | None, zone: ZoneInfo | None = None) -> Self:
        """Return the texts in the language nearest to the code: English where there is none."""
        code = best_language(language)
        return cls(code, _locale(code), catalogue(code), zone)

    @property
    def rtl(self) -> bool:
        """Whether the language is written from right to left."""
        return self.locale.text_direction == "rtl"

    # Sentences.

    def __call__(self, message: str, **values: Value) -> Html:
        """Return a sentence as HTML, its values escaped."""
        return self._html(self.messages.gettext(message), values)

    def framed(self, markup: str, **values: Value) -> Html:
        """Put values into markup that holds no words, and so needs no translation."""
        return self._html(markup, values)

    def plain(self, message: str, **values: Value) -> str:
        """Return a sentence as plain text."""
        return self._plain(self.messages.gettext(message), values)

    def plural(self, one: str, many: str, n: int, **values: Value) -> Html:
        """Return the sentence that fits the number ``n``, itself a value, as HTML."""
        return self._html(self.messages.ngettext(one, many, n), {"n": self.number(n), **values})

    def label(self, word: Phrase, **values: Value) -> str:
        """Return an entry of a table of labels, as plain text."""
        return self._plain(self.messages.pgettext(word.context, word.message), values)

    def sentence(self, word: Phrase, **values: Value) -> Html:
        """Return an entry of a table of sentences, as HTML."""
        return self._html(self.messages.pgettext(word.context, word.message), values)

    def _html(self, message: str, values: dict[str, Value]) -> Html:
        return Html(message).format(**{name: self.value(v) for name, v in values.items()})

    def _plain(self, message: str, values: dict[str, Value]) -> str:
        return message.format(
            **{name: clean(str(v)).replace("\n", " ") for name, v in values.items()}
        )

    def value(self, value: Value) -> Html:
        """Return a value as it may stand in a sentence: markup as it is, all else escaped."""
        escaped = Html.escape(value)
        if hasattr(value, "__html__"):
            return escaped
        return Html(isolated(str(escaped), rtl=self.rtl))

    # Numbers and lists.

    def number(self, number: int) -> str:
        """Write a number with its separators."""
        return numbers.format_decimal(number, locale=self.locale)

    def listing(self, items: Iterable[Value], *, either: bool = False) -> Html:
        """Join names to "A, B and C", or with ``either`` to "A, B or C"."""
        return Html(
            self._joined([str(self.value(item)) for item in items], either=either)
        )  # escaped

    def plain_listing(self, items: Iterable[str], *, either: bool = False) -> str:
        """Join names as plain text."""
        return self._joined(list(items), either=either)

    def _joined(self, items: list[str], *, either: bool) -> str:
        style: Literal["or", "standard"] = "or" if either else "standard"
        return lists.format_list(items, style, locale=self.locale)


@lru_cache(maxsize=32)
def _locale(language: str) -> Locale:
    return Locale.parse(_TERRITORY.get(language, language.replace("-", "_")))
