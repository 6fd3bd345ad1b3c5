"""The cleaned tables of a period, each read when it is first asked for and each row made into its record once."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pprr.domain.table import TypedTable
from pprr.ingest import tables
from pprr.ingest.tables.sheet import split_csv

if TYPE_CHECKING:
    import pandas as pd  # a report does without

Kept = TypeVar("Kept")


class Records(Generic[Kept]):
    """The rows of one table, found by what stands in a column: a report of one portfolio takes few of many."""

    def __init__(self, table: TypedTable[Kept], columns: tuple[str, ...], rows: list[list[str]]) -> None:
        from pprr.ingest.tables.codec import reader  # which a plan of what to run does without

        self._columns, self._rows = columns, rows
        self._read = reader(table.record, columns)
        self._made: dict[int, Kept] = {}
        self._places: dict[tuple[str, ...], dict[tuple[str, ...], list[int]]] = {}

    def of(self, **texts: str) -> tuple[Kept, ...]:
        """The records of the rows with just those texts in the columns of those names, in the order of the table."""
        return tuple(map(self._record, self._found(texts)))

    def has(self, **texts: str) -> bool:
        """Tells whether there is a row with just those texts in the columns of those names."""
        return bool(self._found(texts))

    def texts(self, *columns: str) -> Iterator[tuple[str, ...]]:
        """The texts in some columns, row by row."""
        return zip(*([row[at] for row in self._rows] for at in map(self._columns.index, columns)), strict=True)

    def __iter__(self) -> Iterator[Kept]:
        return map(self._record, range(len(self._rows)))

    def _found(self, texts: Mapping[str, str]) -> Sequence[int]:
        """The places of the rows with those texts."""
        columns = tuple(texts)
        if columns not in self._places:
            places: dict[tuple[str, ...], list[int]] = {}
            self._places[columns] = places
            for place, found in enumerate(self.texts(*columns)):
                places.setdefault(found, []).append(place)
        return self._places[columns].get(tuple(texts.values()), ())

    def _record(self, place: int) -> Kept:
        if place not in self._made:
            self._made[place] = self._read(self._rows[place])
        return self._made[place]


class CleanedTables(Mapping[str, "pd.DataFrame"]):
    """One period's tables, as bytes that a manifest vouches for: as records, and by name as an analyst's frames."""

    def __init__(self, data: Mapping[str, bytes]) -> None:
        """``data`` are the CSV files by the names of their tables."""
        self._data = data
        self._split: dict[str, tuple[tuple[str, ...], list[list[str]]]] = {}
        self._records: dict[str, Records[Any]] = {}
        self._frames: dict[str, pd.DataFrame] = {}

    def records(self, table: TypedTable[Kept]) -> Records[Kept]:
        """The table's rows as records."""
        if table.name not in self._records:
            self._records[table.name] = Records(table, *self.cells(table.name))
        return self._records[table.name]

    def ready(self) -> None:
        """Takes the tables apart now, and finds the places of figures, for those with whom they are shared."""
        for name in self._data:
            self.cells(name)
        self.records(tables.READINGS).of(measure_id="", period="")

    def files(self) -> set[str]:
        """The files that the rows were read from."""
        found: set[str] = set()
        for name in self._data:
            columns, _ = self.cells(name)
            found |= {*self.texts(name, "file")} if "file" in columns else set()
        return found

    def texts(self, name: str, column: str) -> tuple[str, ...]:
        """The texts in one column of the table of that name."""
        columns, rows = self.cells(name)
        at = columns.index(column)
        return tuple(row[at] for row in rows)

    def cells(self, name: str) -> tuple[tuple[str, ...], list[list[str]]]:
        """The columns of the table of that name, and its rows as texts."""
        if name not in self._split:
            self._split[name] = split_csv(self._data[name])
        return self._split[name]

    def __getitem__(self, name: str) -> "pd.DataFrame":
        if name not in self._frames:
            from pprr.ingest.tables import contracts

            [table] = [table for table in tables.ALL if table.name == name]
            self._frames[name] = contracts.read_back(table, self._data[name])
        return self._frames[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)
