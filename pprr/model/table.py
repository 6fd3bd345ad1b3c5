"""What a table promises: what one row is, and each column's type, unit and meaning, declared once."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd


class ColumnType(StrEnum):
    """How a column is held: decimals are exact, money is whole pence, text is never a number."""

    TEXT = "text"
    DECIMAL = "decimal"
    INTEGER = "integer"
    FLAG = "flag"


@dataclass(frozen=True)
class Column:
    """One column: its name in full words, its type and its meaning, with the unit where it has one."""

    name: str
    meaning: str
    type: ColumnType = ColumnType.TEXT
    is_optional: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One table: its name, what a row is ("One row per ..."), its columns, and the columns that tell rows apart."""

    name: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()


def rows(data: pd.DataFrame) -> Iterator[Any]:
    """Each row, its columns as attributes. Their types are those that the table declares, which no checker knows."""
    return iter(data.itertuples(index=False))


def records(data: pd.DataFrame) -> list[dict[str, Any]]:
    """Each row as a mapping from column to value."""
    return [{str(name): value for name, value in row.items()} for row in data.to_dict("records")]
