"""The rows of a record's tables by column, and the pairs of rows that are of the same thing in two records."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from pprr.domain.record import ReportRecord

Row = Mapping[str, object]


@dataclass(frozen=True)
class Reported:
    """One report of a side of a comparison, by its record."""

    record: ReportRecord

    @property
    def slug(self) -> str:
        """The portfolio's slug."""
        return self.record["portfolio"]["slug"]

    @property
    def period(self) -> str:
        """The name of its period."""
        return self.record["period"]["name"]

    def columns(self, table: str) -> Mapping[str, str]:
        """The columns of a table, each with the type of its values; none where the report has no such table."""
        found = self.record["tables"].get(table)
        return {column["name"]: column["type"] for column in found["columns"]} if found else {}

    def rows(self, table: str) -> list[Row]:
        """The rows of a table, each by column; none where the report has no such table."""
        names = self.columns(table)
        return [dict(zip(names, row, strict=True)) for row in self.record["tables"][table]["rows"]] if names else []

    def rows_of(self, table: str, **wanted: object) -> list[Row]:
        """The rows of a table that have those values, each by column."""
        names = list(self.columns(table))
        if not names or not wanted.keys() <= set(names):
            return []
        places = [(names.index(name), value) for name, value in wanted.items()]
        listed = self.record["tables"][table]["rows"]
        return [dict(zip(names, row, strict=True)) for row in listed if all(row[at] == value for at, value in places)]

    def words(self) -> dict[str, str]:
        """The words of each item that has some."""
        return {one["item"]: one["words"] for one in self.record["commentary"]}


def text(row: Row, column: str) -> str:
    """A value as text; blank where there is none, or no such column."""
    value = row.get(column)
    return "" if value is None else str(value)


def paired(
    before: Sequence[Row], after: Sequence[Row], columns: Sequence[str]
) -> Iterator[tuple[Row | None, Row | None]]:
    """The rows of two tables that are of the same thing, by those columns, and after them those without another."""
    old, new = _keyed(before, columns), _keyed(after, columns)
    yield from ((old.get(key), row) for key, row in new.items())
    yield from ((row, None) for key, row in old.items() if key not in new)


def _keyed(rows: Sequence[Row], columns: Sequence[str]) -> dict[tuple[str, ...], Row]:
    """The rows by their texts in those columns; several that are alike are told apart by a number."""
    found: dict[tuple[str, ...], Row] = {}
    for row in rows:
        key = tuple(text(row, column) for column in columns)
        number = next(number for number in count() if (*key, str(number)) not in found)
        found[*key, str(number)] = row
    return found
