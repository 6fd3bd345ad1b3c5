"""A received file as records under its header's labels, with every fault kept for the one list that is shown."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pprr.errors import CellError, Fault
from pprr.intake.files import FileError, Row, read_rows
from pprr.intake.sources import Layout, ListLayout
from pprr.model import Cell

Value = TypeVar("Value")


@dataclass(frozen=True)
class Record:
    """One row of a received file: its cells by field, and where they stand."""

    place: Cell
    cells: Mapping[str, str]
    labels: Mapping[str, str]

    def at(self, field: str) -> Cell:
        """The cell that holds the field."""
        return Cell(self.place.file, self.place.sheet, self.place.row, self.labels[field])

    def origin(self) -> dict[str, object]:
        """The provenance columns of a cleaned table."""
        return {"file": self.place.file, "sheet": self.place.sheet, "row": self.place.row}


@dataclass(frozen=True)
class Received:
    """One received file: its place and its records; none where the file could not be used, which is a fault by then."""

    place: Cell
    records: tuple[Record, ...] = ()
    is_readable: bool = False


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
            key = tuple((alike or {}).get(cell.lower(), cell.lower()) for cell in shown)
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


def read_records(
    path: Path,
    layout: Layout,
    faults: FaultList,
    *,
    name: str,
    fields: Mapping[str, str],
    optional: tuple[str, ...] = (),
) -> Received:
    """The file's rows under its header, blank rows left out.

    ``fields`` gives for each wanted field the label it stands under; an ``optional`` one that sources.toml does not
    name may have no column, and is then blank. Whatever makes the file unusable is noted as a fault, and no records
    come back.
    """
    place = Cell(name, layout.sheet)
    total = layout.total if isinstance(layout, ListLayout) else None
    unknown = sorted({*layout.columns, *([total.column] if total else [])} - set(fields))
    for field in unknown:
        faults.add(
            Cell(f"{name.rpartition('/')[0]}/sources.toml"),
            f'"{field}" is no field of {layout.file}.',
            f"Its fields are {', '.join(fields)}.",
        )
    if unknown:
        return Received(place)
    try:
        rows = read_rows(path, sheet=layout.sheet)
    except FileError as error:
        faults.add(place, str(error), "")
        return Received(place)
    header = next((row for row in rows if row.number == layout.header_row), None)
    if header is None or header.is_blank:
        faults.add(place, f"row {layout.header_row} holds no column labels.", "Set header_row in sources.toml.")
        return Received(place)
    labels = [" ".join(label.split()) for label in header.cells]
    doubled = sorted({label for label in labels if label and labels.count(label) > 1})
    missing = [
        (field, label)
        for field, label in fields.items()
        if label not in labels and (field not in optional or field in layout.columns)
    ]
    for label in doubled:
        faults.add(place, f'two columns are called "{label}".', "Rename one of them in the file.")
    for field, label in missing:
        listing = ", ".join(f'"{found}"' for found in labels if found)
        faults.add(
            place,
            f'there is no column "{label}".',
            f"Its columns are {listing}: say in sources.toml which one it is. Its field is called {field}.",
        )
    if doubled or missing:
        return Received(place)
    columns = {field: labels.index(label) for field, label in fields.items() if label in labels}
    found = tuple(
        _record(row, columns, fields, place, len(labels), faults)
        for row in rows
        if row.number > layout.header_row and not row.is_blank
    )
    return Received(place, found, is_readable=True)


def _record(
    row: Row,
    columns: Mapping[str, int],
    fields: Mapping[str, str],
    place: Cell,
    width: int,
    faults: FaultList,
) -> Record:
    here = Cell(place.file, place.sheet, row.number)
    if any(row.cells[width:]):
        faults.add(
            here,
            f"the row has {len(row.cells)} cells where the header has {width}.",
            "Is a comma in a text without quotation marks?",
        )
    cells = {field: row.cells[at] if at < len(row.cells) else "" for field, at in columns.items()}
    return Record(here, {field: cells.get(field, "") for field in fields}, fields)
