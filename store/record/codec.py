"""Records as JSON values and back, each exactly: for the audit and for alerts.

The shape is read off the records themselves, so that a new field needs nothing here. A field that
was added since a record was encoded is decoded as its default.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin, get_type_hints

from store.record import evidence, records, terms
from store.record.evidence import Ref
from store.record.moments import Dated

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from store.record.records import Record
    from store.record.terms import Kind

Encoded = dict[str, Any]
"""A JSON object."""

# The record's modules name these for the type checker only.
_NAMES = {
    **{
        name: value for module in (terms, evidence, records) for name, value in vars(module).items()
    },
    "date": date,
    "datetime": datetime,
    "Dated": Dated,
}
_TYPES: Mapping[Kind, type[Record]] = {
    shape.kind: shape for shape in (*get_args(records.Claim), records.Source, records.Party)
}


def encode(record: Record) -> Encoded:
    """Return the record as a JSON object. Its kind is not in it."""
    found: Encoded = _encode(record)
    return found


def decode(kind: Kind, encoded: Mapping[str, Any]) -> Record:
    """Return the record that was encoded. Raise ValueError when this is none of that kind."""
    try:
        record: Record = _decoder_of(kind)(encoded)
    except (TypeError, AttributeError, KeyError) as error:
        raise ValueError(f"this is no {kind}: {error}") from None
    return record


def canonical(value: object) -> str:
    """Write a JSON value in the one way that it is hashed in: keys sorted, no spaces, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _encode(value: Any) -> Any:  # noqa: ANN401, PLR0911 - one return a type
    match value:
        case Ref() | Dated():
            return str(value)
        case StrEnum():
            return value.value
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case tuple():
            return [_encode(one) for one in value]
        case None | str() | bool() | int():
            return value
        case _:
            return {field.name: _encode(getattr(value, field.name)) for field in fields(value)}


@cache
def _decoder_of(kind: Kind) -> Callable[[Any], Any]:
    return _decoder(_TYPES[kind])


def _decoder(hint: Any) -> Callable[[Any], Any]:  # noqa: ANN401, PLR0911 - one return a type
    match hint:
        case _ if get_origin(hint) in {UnionType, Union}:
            return _optional(hint)
        case _ if get_origin(hint) is tuple:
            return _sequence(get_args(hint))
        case _ if hint is Ref:
            return Ref.parse
        case _ if hint is Dated:
            return Dated.parse
        case _ if hint in {date, datetime}:
            return _from_iso(hint)
        case _ if hint in {str, bool, int}:
            return _plain(hint)
        case _ if issubclass(hint, StrEnum):
            return _word(hint)
        case _:
            return _whole(hint)


def _whole(shape: Any) -> Callable[[Any], Any]:  # noqa: ANN401 - any dataclass of the record
    hints = get_type_hints(shape, localns=_NAMES)
    decoders = {field.name: _decoder(hints[field.name]) for field in fields(shape)}
    needed = {field.name for field in fields(shape) if field.default is MISSING}

    def decode_whole(value: Mapping[str, Any]) -> Any:  # noqa: ANN401
        if unknown := value.keys() - decoders.keys():
            raise ValueError(f"unknown {', '.join(sorted(unknown))}")
        if missing := needed - value.keys():
            raise ValueError(f"no {', '.join(sorted(missing))}")
        return shape(**{name: decoders[name](given) for name, given in value.items()})

    return decode_whole


def _optional(hint: Any) -> Callable[[Any], Any]:  # noqa: ANN401 - a union with None
    (inner,) = (arg for arg in get_args(hint) if arg is not NoneType)
    decoder = _decoder(inner)
    return lambda value: None if value is None else decoder(value)


def _sequence(args: tuple[Any, ...]) -> Callable[[Any], Any]:
    if args[-1] is Ellipsis:
        each = _decoder(args[0])
        return lambda values: tuple(each(value) for value in values)
    decoders = [_decoder(arg) for arg in args]
    return lambda values: tuple(
        decoder(value) for decoder, value in zip(decoders, values, strict=True)
    )


def _plain(wanted: type) -> Callable[[Any], Any]:
    def take(value: object) -> object:
        if type(value) is not wanted:
            raise ValueError(f"{wanted.__name__} expected, {type(value).__name__} found")
        return value

    return take


def _from_iso(wanted: type[date]) -> Callable[[Any], Any]:
    def read(value: str) -> date:
        return wanted.fromisoformat(value)

    return read


def _word(words: type[StrEnum]) -> Callable[[Any], Any]:
    return words
