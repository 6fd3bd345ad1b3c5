"""Typed records to and from the cells of a cleaned table, by what the record's fields are declared to be.

A field stands in the column of its name. One that is itself a record (a Reading, its Cell) stands in as many columns as
it has fields, so that each is taken apart and put together again here and nowhere else.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from operator import itemgetter
from types import NoneType, UnionType
from typing import Any, NamedTuple, TypeVar, get_args, get_type_hints

from pprr.domain import DataPeriod, Period, Tolerance, parse_periods

Cells = Sequence[str]
Kept = TypeVar("Kept")


class _Leaf(NamedTuple):
    """The way one cell is read, and its value written into a table."""

    read: Callable[[str], object]
    write: Callable[[Any], object]  # what the field holds


def _as_is(value: object) -> object:
    return value


def _or_none(read: Callable[[str], object]) -> Callable[[str], object]:
    return lambda text: read(text) if text else None


def _or_blank(value: object) -> str:
    return "" if value is None else str(value)


_LEAVES: dict[object, _Leaf] = {
    str: _Leaf(_as_is, _as_is),
    int: _Leaf(int, _as_is),
    int | None: _Leaf(_or_none(int), _as_is),
    bool: _Leaf("yes".__eq__, _as_is),
    Decimal: _Leaf(Decimal, _as_is),
    Decimal | None: _Leaf(_or_none(Decimal), _as_is),
    date: _Leaf(date.fromisoformat, date.isoformat),
    date | None: _Leaf(_or_none(date.fromisoformat), lambda day: day.isoformat() if day else ""),
    Period: _Leaf(cache(Period.of_data), str),
    Period | None: _Leaf(_or_none(cache(Period.of_data)), _or_blank),
    Tolerance | None: _Leaf(_or_none(cache(Tolerance.parse)), _or_blank),
    tuple[str, ...]: _Leaf(lambda text: tuple(part.strip() for part in text.split(";") if part.strip()), "; ".join),
    tuple[DataPeriod, ...]: _Leaf(parse_periods, lambda periods: "; ".join(map(str, periods))),
}


def reader(record: type[Kept], columns: tuple[str, ...]) -> Callable[[Cells], Kept]:
    """The function that makes such a record of a row's cells, which stand in the order of ``columns``.

    A field without a column keeps its default; raises TypeError where it has none.
    """
    kind: Any = record
    found: Callable[[Cells], Kept] = _reader(kind, columns)
    return found


@cache
def _reader(record: Any, columns: tuple[str, ...]) -> Callable[[Cells], Any]:
    parts: list[tuple[str, Callable[[Cells], object]]] = []
    for field, kind in _fields(record):
        if _is_record(kind):
            parts.append((field.name, _reader(kind, columns)))
        elif field.name in columns:
            parts.append((field.name, _cell(columns.index(field.name), _leaf(kind).read)))
        elif field.default is MISSING:
            raise TypeError(f"{record.__name__}.{field.name} has no column")
    return lambda cells: record(**{name: part(cells) for name, part in parts})


def flat(record: Any) -> dict[str, object]:
    """The record as the columns of a table hold it, by their names."""
    found: dict[str, object] = {}
    of: Any = type(record)
    for field, kind in _fields(of):
        value = getattr(record, field.name)
        found |= flat(value) if _is_record(kind) else {field.name: _leaf(kind).write(value)}
    return found


@cache
def _fields(record: Any) -> tuple[tuple["Field[Any]", Any], ...]:
    """The fields of a record that make it what it is, each with its type."""
    hints = get_type_hints(record)
    return tuple((field, hints[field.name]) for field in fields(record) if field.compare)


def _is_record(kind: object) -> bool:
    return is_dataclass(kind) and kind not in _LEAVES


def _cell(at: int, read: Callable[[str], object]) -> Callable[[Cells], object]:
    return itemgetter(at) if read is _as_is else lambda cells: read(cells[at])


@cache
def _leaf(kind: Any) -> _Leaf:
    if kind in _LEAVES:
        return _LEAVES[kind]
    choices, blank = _choices(kind)
    members: Mapping[str, object] = {str(member): member for member in choices} | blank
    return _Leaf(members.__getitem__, _or_blank)


def _choices(kind: Any) -> tuple[type[StrEnum], dict[str, object]]:
    """The closed vocabulary of a field, and what a blank is, where there may be one."""
    parts = get_args(kind) if isinstance(kind, UnionType) else (kind,)
    [choices] = (part for part in parts if part is not NoneType)
    if not issubclass(choices, StrEnum):
        raise TypeError(f"{kind} is no type of a column")
    return choices, {"": None} if NoneType in parts else {}
