"""The faults of a whole period, kept for the one list that is shown."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from pprr.domain import Cell
from pprr.domain.errors import CellError, Fault
from pprr.ingest.mapping.shape import Record

Value = TypeVar("Value")


class FaultList:
    """The faults of a whole period, gathered while everything that can be read is read."""

    def __init__(self) -> None:
        self._found: list[Fault] = []

    def add(self, cell: Cell, problem: str, remedy: str, *, portfolio: str = "") -> None:
        """Notes one fault; a fault without a portfolio stops the whole period."""
        self._found.append(Fault(cell, problem, remedy, portfolio))

    def append(self, fault: Fault) -> None:
        """Notes a fault that was made elsewhere."""
        self._found.append(fault)

    def read(self, record: Record, field: str, reader: Callable[[str], Value], *, portfolio: str = "") -> Value | None:
        """What the reader makes of the field's cell, or None and a fault."""
        try:
            return reader(record.cells[field])
        except CellError as error:
            found = f'cannot read "{error.found}".' if error.found else "the cell is blank."
            self.add(record.at(field), found, f"Expected {error.expected}.", portfolio=portfolio)
            return None

    def unique(
        self, records: Iterable[Record], fields: tuple[str, ...], what: str, *, alike: Mapping[str, str] | None = None
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
                    record.at(fields[-1]),
                    f'the {what} "{" / ".join(part for part in shown if part)}" stands here and in row '
                    f"{seen[key].place.row}.",
                    "Keep one of the two rows.",
                )
            seen.setdefault(key, record)

    @property
    def all(self) -> tuple[Fault, ...]:
        """Every fault, in the order of reading."""
        return tuple(self._found)

    @property
    def of_period(self) -> tuple[Fault, ...]:
        """The faults that stop the whole period."""
        return tuple(fault for fault in self._found if not fault.portfolio)
