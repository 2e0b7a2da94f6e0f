"""Telegram's HTML parse mode, with its errors word for word and byte for byte."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.sandbox.entities import Entity, checked_link, units
from bot.sandbox.refusals import Refusal, bad_request

_SPECIAL = re.compile("[<&]")
_NAME = re.compile(r"[^\s\0>]*")
_ATTRIBUTE = re.compile(r"[^\s\0=>]*")
_SPACE = re.compile(r"[ \t\r\n\v]*")
_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_REFERENCE = re.compile(r"&(?:#x(?P<hex>[0-9A-Fa-f]*)|#(?P<dec>[0-9]*)|(?P<name>[A-Za-z]*))")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_LONGEST_REFERENCE = 10
_USER_LINK = re.compile(r"tg://user\?id=(\d+)$")
_TIME_FORMAT = re.compile(r"[rR]|[tTdDwW]*")
_SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
_TAGS = {*_SIMPLE, "a", "code", "pre", "blockquote", "tg-emoji", "tg-time"}


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    written: int
    position: int


@lru_cache(maxsize=512)
def parse_html(source: str) -> tuple[str, tuple[Entity, ...]]:
    """The plain text and the entities of a text in Telegram HTML.

    Raises `Refusal` with Telegram's own words where the markup is wrong.
    """
    return _Reader(source).read()


class _Reader:
    """Walks once through the source; what is open waits on a stack."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._out: list[str] = []
        self._length = 0
        self._open: list[_Open] = []
        self._entities: list[Entity] = []

    def read(self) -> tuple[str, tuple[Entity, ...]]:
        source = self._source
        while (match := _SPECIAL.search(source, self._at)) is not None:
            self._write(source[self._at : match.start()])
            self._at = match.start()
            if source[self._at] == "&":
                self._character()
            elif source.startswith("</", self._at):
                self._end_tag()
            else:
                self._start_tag()
        self._write(source[self._at :])
        if self._open:
            raise _wrong(
                f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"',
            )
        text = "".join(self._out)
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise _wrong(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units",
            )
        return text, tuple(
            replace(entity, language=None) if entity.type == "code" else entity
            for entity in self._entities
        )

    def _write(self, text: str) -> None:
        if text:
            self._out.append(text)
            self._length += units(text)

    def _character(self) -> None:
        decoded, end = _reference(self._source, self._at)
        self._write(decoded or "&")
        self._at = end if decoded else self._at + 1

    def _start_tag(self) -> None:
        begin = self._at
        end = _match_end(_NAME, self._source, begin + 1)
        if end >= len(self._source):
            raise self._failure("Unclosed start tag", begin)
        tag = self._source[begin + 1 : end].lower()
        if tag not in _TAGS:
            raise self._failure(f'Unsupported start tag "{tag}"', begin)
        self._at = end
        attributes = self._attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise self._failure('Tag "span" must have class "tg-spoiler"', begin)
        opened = _Open(tag, attributes, self._length, len(self._out), begin)
        self._open.append(opened)

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        source, found = self._source, dict[str, str]()
        while True:
            self._at = _match_end(_SPACE, source, self._at)
            if self._at >= len(source):
                raise self._failure("Unclosed start tag", begin)
            if source[self._at] == ">":
                self._at += 1
                return found
            end = _match_end(_ATTRIBUTE, source, self._at)
            name = source[self._at : end]
            if not name:
                raise self._failure(f'Empty attribute name in the tag "{tag}"', begin)
            self._at = _match_end(_SPACE, source, end)
            if source[self._at : self._at + 1] == "=":
                found.setdefault(name, self._value(tag, begin))
            elif self._at >= len(source):
                raise self._failure("Unclosed start tag", begin)
            elif (tag, name) == ("blockquote", "expandable"):
                found[name] = ""
            else:
                words = "Expected equal sign in declaration of an attribute of the tag"
                raise self._failure(f'{words} "{tag}"', begin)

    def _value(self, tag: str, begin: int) -> str:
        source = self._source
        start = _match_end(_SPACE, source, self._at + 1)
        if start >= len(source):
            raise self._failure(f'Unclosed start tag "{tag}"', begin)
        quote = source[start]
        if quote in "'\"":
            end = source.find(quote, start + 1)
            if end < 0 or end + 1 >= len(source):
                raise self._failure("Unclosed start tag", begin)
            self._at = end + 1
            return _decoded(source[start + 1 : end])
        end = _match_end(_TOKEN, source, start)
        if end < len(source) and not (source[end].isspace() or source[end] == ">"):
            raise self._failure("Unexpected end of name token", start)
        self._at = end
        return source[start:end].lower()

    def _end_tag(self) -> None:
        begin, source = self._at, self._source
        if not self._open:
            raise self._failure("Unexpected end tag", begin)
        end = _match_end(_NAME, source, begin + 2)
        tag = source[begin + 2 : end].lower()
        end = _match_end(_SPACE, source, end)
        if source[end : end + 1] != ">":
            raise self._failure("Unclosed end tag", begin)
        expected = self._open[-1].tag
        if tag and tag != expected:
            place = f"Unmatched end tag at byte offset {_bytes(source, begin)}"
            raise _wrong(f'{place}, expected "</{expected}>", found "</{tag}>"')
        self._at = end + 1
        opened = self._open.pop()
        if self._length > opened.offset:
            self._add(opened)

    def _add(self, opened: _Open) -> None:
        place = Entity("", opened.offset, self._length - opened.offset)
        attributes = opened.attributes
        match opened.tag:
            case "a":
                self._add_link(place, attributes.get("href") or self._written(opened))
            case "pre" | "code":
                self._add_code(opened.tag, place, attributes.get("class", ""))
            case "blockquote":
                kind = "expandable_blockquote" if "expandable" in attributes else "blockquote"
                self._entities.append(replace(place, type=kind))
            case "tg-emoji":
                emoji = attributes.get("emoji-id", "")
                if not emoji.isdecimal() or int(emoji) == 0:
                    raise _wrong("Invalid custom emoji identifier specified")
                self._entities.append(replace(place, type="custom_emoji", custom_emoji_id=emoji))
            case "tg-time":
                self._add_time(place, opened)
            case tag:
                self._entities.append(replace(place, type=_SIMPLE[tag]))

    def _add_link(self, place: Entity, url: str) -> None:
        person = _USER_LINK.match(url)
        if person is not None:
            entity = replace(place, type="text_mention", user_id=int(person.group(1)))
            self._entities.append(entity)
        elif (address := checked_link(url)) is not None:
            self._entities.append(replace(place, type="text_link", url=address))

    def _add_code(self, tag: str, place: Entity, classes: str) -> None:
        language = classes.removeprefix("language-") if "language-" in classes else None
        last = self._entities[-1] if self._entities else None
        same = last is not None and (last.offset, last.length) == (place.offset, place.length)
        if last is not None and same and {last.type, tag} == {"pre", "code"}:
            spoken = last.language or language
            if spoken:
                self._entities[-1] = replace(last, type="pre", language=spoken)
                return
        self._entities.append(
            replace(place, type=tag, language=language if tag == "code" else None)
        )

    def _add_time(self, place: Entity, opened: _Open) -> None:
        unix, form = opened.attributes.get("unix", ""), opened.attributes.get("format", "")
        if not re.fullmatch(r"-?\d{1,10}", unix):
            raise self._failure('Tag "tg-time" must have a valid attribute "unix"', opened.position)
        if not _TIME_FORMAT.fullmatch(form):
            raise _wrong("Invalid date-time format specified")
        entity = replace(place, type="date_time", unix_time=int(unix))
        self._entities.append(replace(entity, date_time_format=form or None))

    def _written(self, opened: _Open) -> str:
        return "".join(self._out[opened.written :])

    def _failure(self, words: str, position: int) -> Refusal:
        return _wrong(f"{words} at byte offset {_bytes(self._source, position)}")


def _wrong(words: str) -> Refusal:
    return bad_request(f"can't parse entities: {words}")


def _bytes(source: str, position: int) -> int:
    return len(source[:position].encode("utf-8", "surrogatepass"))


def _match_end(pattern: re.Pattern[str], source: str, position: int) -> int:
    match = pattern.match(source, position)
    return match.end() if match is not None else position


def _reference(source: str, position: int) -> tuple[str, int]:
    """The character behind `&…;` at the position and where it ends; empty if there is none."""
    match = _REFERENCE.match(source, position)
    if match is None:
        return "", position
    named, end = match.group("name"), match.end()
    if named is not None:
        character = _NAMED.get(named, "")
    else:
        digits, base = (match["hex"], 16) if match["hex"] is not None else (match["dec"], 10)
        short = end - position < _LONGEST_REFERENCE
        code = int(digits, base) if digits and short else 0
        character = chr(code) if 0 < code < 0x10FFFF else ""  # noqa: PLR2004 - end of Unicode
    return character, end + (source[end : end + 1] == ";")


def _decoded(text: str) -> str:
    parts, at = list[str](), 0
    while (start := text.find("&", at)) >= 0:
        character, end = _reference(text, start)
        parts += [text[at:start], character or "&"]
        at = end if character else start + 1
    return "".join([*parts, text[at:]])
