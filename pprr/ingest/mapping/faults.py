"""The faults of a whole period, kept for the one list that is shown."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from pprr.domain import Cell, Query
from pprr.domain.errors import CellError, Fault, fault

if TYPE_CHECKING:
    from pprr.ingest.mapping.shape import Record  # which brings the readers of files

Value = TypeVar("Value")


class FaultList:
    """The faults of a whole period, gathered while everything that can be read is read, and queries about its files."""

    def __init__(self) -> None:
        self._found: list[Fault] = []
        self._asked: list[Query] = []
        self._told: set[tuple[str, ...]] = set()

    def add(self, key: str, cell: Cell, /, *, portfolio: str = "", **fields: str) -> None:
        """Notes one fault of that kind; a fault without a portfolio stops the whole period."""
        self._found.append(fault(key, cell, portfolio, **fields))

    def append(self, fault: Fault) -> None:
        """Notes a fault that was made elsewhere."""
        self._found.append(fault)

    def ask(self, query: Query, *, once: str = "") -> None:
        """Keeps a query about a file, ``once`` for each name given; a blocking one of no portfolio is every one's."""
        about = (query.key, query.portfolio, once)
        if not once or about not in self._told:
            self._asked.append(query)
        self._told.add(about)

    def read(
        self, record: "Record", field: str, reader: Callable[[str], Value], *, portfolio: str = ""
    ) -> Value | None:
        """The value that the reader makes of the field's cell, or None and a fault."""
        try:
            return reader(record.cells[field])
        except CellError as error:
            self.add_unreadable(record.at(field), error.found, error.expected, portfolio=portfolio)
            return None

    def add_unreadable(self, cell: Cell, text: str, expected: str, *, portfolio: str) -> None:
        """Notes that a cell cannot be read as what it is expected to be, or is blank."""
        if text:
            self.add("cell-unreadable", cell, portfolio=portfolio, text=text, expected=expected)
        else:
            self.add("cell-blank", cell, portfolio=portfolio, expected=expected)

    def unique(
        self, records: Iterable["Record"], fields: tuple[str, ...], what: str, *, alike: Mapping[str, str] | None = None
    ) -> None:
        """Notes every record whose key another record before it has: a duplicate key stops the period.

        ``alike`` gives the one name of what has several, in small letters: a portfolio's slug for its name.
        """
        seen: dict[tuple[str, ...], Record] = {}
        for record in records:
            shown = tuple(record.cells[field] for field in fields)
            small = (" ".join(cell.lower().split()) for cell in shown)
            key = tuple((alike or {}).get(cell, cell) for cell in small)
            if key in seen:
                self.add(
                    "row-twice",
                    record.at(next((field for field in reversed(fields) if record.cells[field]), fields[0])),
                    what=what,
                    key=" / ".join(part for part in shown if part),
                    row=str(seen[key].place.row),
                )
            seen.setdefault(key, record)

    @property
    def all(self) -> tuple[Fault, ...]:
        """Every fault, in the order of reading."""
        return tuple(self._found)

    def asked(self, portfolios: Iterable[str]) -> Iterator[Query]:
        """Yields the queries about whole files: of none of the portfolios, or, where one is blocking, of each."""
        owners = tuple(portfolios)
        for query in self._asked:
            is_of_all = query.is_blocking and not query.portfolio
            yield from (replace(query, portfolio=slug) for slug in owners) if is_of_all else (query,)

    @property
    def of_period(self) -> tuple[Fault, ...]:
        """The faults that stop the whole period."""
        return tuple(fault for fault in self._found if not fault.portfolio)
