"""The promises of a table: what one row is, and each column's type, unit and meaning, declared once."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:  # a plan of what to run takes tables without it
    import pandas as pd


Kept = TypeVar("Kept")


class ColumnType(StrEnum):
    """The way a column is held: decimals are exact, money is whole pence, text is never a number."""

    TEXT = "text"
    DECIMAL = "decimal"
    INTEGER = "integer"
    MONEY = "money"
    FLAG = "flag"


@dataclass(frozen=True)
class Column:
    """One column: its name in full words, its type and its meaning, with the unit where it has one."""

    name: str
    meaning: str
    type: ColumnType = ColumnType.TEXT
    is_optional: bool = False
    choices: tuple[str, ...] = ()
    is_date: bool = False
    """Whether the text is a day, as YYYY-MM-DD."""


def _in_thousands(column: Column) -> Column:
    """The column as readers have it: an amount in £000, exactly."""
    if column.type is not ColumnType.MONEY:
        return column
    return replace(column, meaning=column.meaning.replace("In pence.", "In £000."), type=ColumnType.DECIMAL)


@dataclass(frozen=True)
class Table:
    """One table: its name, what a row is ("One row per ..."), its columns, and the columns that tell rows apart."""

    name: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()

    def for_readers(self, row: str, *columns: "str | Column", key: tuple[str, ...] = ()) -> "Table":
        """The table as it is downloaded: those of its columns, amounts in £000, and further ones among them.

        A text names columns of this table, parted by spaces.
        """
        own = {column.name: _in_thousands(column) for column in self.columns}
        found: list[Column] = []
        for one in columns:
            found += [one] if isinstance(one, Column) else [own[name] for name in one.split()]
        return Table(self.name, row, tuple(found), key)


@dataclass(frozen=True)
class TypedTable(Table, Generic[Kept]):
    """A table whose rows are records of one type: each field of theirs stands in the column of its name."""

    record: type[Kept] = field(kw_only=True)


def records(data: "pd.DataFrame") -> list[dict[str, Any]]:
    """Each row of an analyst's frame as a mapping from column to value, as Python's own."""
    names = [str(name) for name in data.columns]
    return [dict(zip(names, cells, strict=True)) for cells in data.to_numpy(dtype=object).tolist()]
