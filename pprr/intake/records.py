"""A received file as records under its header's labels, with every fault kept for the one list that is shown."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pprr.errors import CellError, Fault
from pprr.intake.files import FileError, Row, is_workbook, read_rows
from pprr.intake.header import Sheet, find_sheet
from pprr.intake.layouts import Layout, MeasureLayout, MoneyLayout
from pprr.intake.letters import mend, spoiled
from pprr.intake.shape import Record, shape
from pprr.intake.totals import Total, looks_like_total, part_totals
from pprr.model import Cell

# Fields of words, of which two may well stand in one column: a measure's code is its name, too.
_WORDS = {
    *("measure_id", "code", "name", "portfolio", "group", "category", "narration", "purpose", "proposal", "scheme"),
    *("account", "line", "description", "information", "source", "period", "title", "text", "reason", "rule_reason"),
}

__all__ = ["FaultList", "Received", "Record", "read_records"]

Value = TypeVar("Value")


@dataclass(frozen=True)
class Received:
    """One received file: its place and its records; none where the file could not be used, which is a fault by then.

    ``totals`` are those that are to be held against the records and go no further.
    """

    place: Cell
    records: tuple[Record, ...] = ()
    is_readable: bool = False
    totals: tuple[Total, ...] = ()


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
    """The records of the file and of whatever else its table stands in; rows that are none are left out by a rule.

    ``fields`` gives for each wanted field the label it stands under; an ``optional`` one that sources.toml does not
    name may have no column, and is then blank. Whatever makes the file unusable is noted as a fault, and no records
    come back.
    """
    place = Cell(name, layout.sheet)
    folder = name.rpartition("/")[0]
    mapping = Cell(f"{folder}/sources.toml" if folder else "sources.toml")
    if _has_unknown_fields(layout, fields, mapping, faults):
        return Received(place)
    found: list[Record] = []
    is_readable = True
    for part in layout.parts():
        here = Cell(f"{folder}/{part.file}" if folder else part.file, part.sheet)
        labels = {field: part.columns.get(field, label) for field, label in fields.items()}
        shaped = _read_part(path.parent / part.file, part, labels, optional, here, faults)
        is_readable = is_readable and shaped is not None
        found += shaped or ()
    if not isinstance(layout, MoneyLayout):
        return Received(place, tuple(found), is_readable)
    records, totals = part_totals(found, layout)
    for record in records:
        reason = "" if record.total else looks_like_total(record, layout)
        if reason:
            faults.add(
                record.place,
                reason,
                'Say so in sources.toml: total = { column = "...", label = "..." }, with by = "council" or another '
                'field where it totals more or less than a portfolio; or not_totals = ["..."] if it is a line.',
            )
    for total in totals:
        if not total.lines:
            faults.add(total.record.place, "there is no row that this total is of.", "Check its rule in sources.toml.")
    return Received(place, records, is_readable, totals)


def read_labels(path: Path, layout: Layout, wanted: Mapping[str, str]) -> tuple[str, ...]:
    """The labels of the file's columns; none where it cannot be read, which reading its records will say."""
    try:
        rows = read_rows(path, sheet=layout.sheet, delimiter=layout.delimiter, encoding=layout.encoding or "")
    except FileError:
        return ()
    # What all rows share stands in the layout, and so under no label.
    sheet = find_sheet(rows, layout, {field: wanted[field] for field in wanted if field not in layout.constants})
    return sheet.labels if isinstance(sheet, Sheet) else ()


def _has_unknown_fields(layout: Layout, fields: Mapping[str, str], place: Cell, faults: FaultList) -> bool:
    """Whether a key of the layout speaks of a field that the table does not have; each is a fault."""
    named = {*layout.columns, *layout.constants, *layout.fill_down, *layout.words}
    for part in layout.also:
        named |= {*part.columns, *part.constants}
    if isinstance(layout, MoneyLayout):
        named |= {*layout.signs}
        for rule in layout.total:
            named |= {rule.column, rule.by} - {"council"}
    unknown = sorted(named - set(fields))
    for field in unknown:
        faults.add(place, f'"{field}" is no field of {layout.file}.', f"Its fields are {', '.join(fields)}.")
    return bool(unknown)


def _read_part(
    path: Path, layout: Layout, fields: Mapping[str, str], optional: tuple[str, ...], place: Cell, faults: FaultList
) -> tuple[Record, ...] | None:
    """The records of one sheet; None, and faults, where it cannot be used."""
    try:
        rows = read_rows(path, sheet=layout.sheet, delimiter=layout.delimiter, encoding=layout.encoding or "")
    except FileError as error:
        faults.add(place, str(error), "")
        return None
    needless = ("delimiter", "encoding") if is_workbook(path) else ("sheet",)
    for key in needless:
        if getattr(layout, key):
            faults.add(place, f"sources.toml gives it a {key}, which such a file does not have.", "Take the key out.")
            return None
    if layout.mend_letters:
        rows = tuple(Row(row.number, tuple(mend(cell) for cell in row.cells)) for row in rows)
    if _is_spoiled(rows, place, faults):
        return None
    wanted = {
        field: label
        for field, label in fields.items()
        if (field not in optional or field in layout.columns) and field not in layout.constants
    }
    sheet = find_sheet(rows, layout, wanted)
    if isinstance(sheet, tuple):
        for problem in sheet:
            faults.add(place, problem.found, problem.remedy)
        return None
    if _has_unknown_labels(sheet, layout, fields, place, faults) or _has_twins(sheet, layout, wanted, place, faults):
        return None
    shaped = shape(sheet, layout, fields, place, needed=len(wanted))
    for number, problem in shaped.problems:
        faults.add(Cell(place.file, place.sheet, number), problem.found, problem.remedy)
    return shaped.records


def _is_spoiled(rows: Sequence[Row], place: Cell, faults: FaultList) -> bool:
    """Whether letters were spoiled on their way, which is a fault: a name or a sign may be another by now."""
    found = [(row.number, cell, spoiled(cell)) for row in rows for cell in row.cells if spoiled(cell)]
    if not found:
        return False
    number, text, letters = found[0]
    meant = f', which was perhaps "{mend(letters)}"' if mend(letters) != letters else ""
    shown = text if len(text) <= 60 else f"{text[:60]} ..."
    cells = "one cell holds" if len(found) == 1 else f"{len(found)} cells hold"
    faults.add(
        Cell(place.file, place.sheet, number),
        f'{cells} letters that were spoiled on their way: {letters!r}{meant}, in "{shown}".',
        "Ask for the file as UTF-8, or say in sources.toml which encoding it has (encoding), or that such letters are "
        "to be put right (mend_letters = true).",
    )
    return True


def _has_twins(sheet: Sheet, layout: Layout, wanted: Mapping[str, str], place: Cell, faults: FaultList) -> bool:
    """Whether two fields of figures are said to stand in one column, which is a slip in sources.toml."""
    owners: dict[int | None, str] = {}
    found = False
    for field, label in wanted.items():
        if field in _WORDS or not isinstance(layout, MoneyLayout | MeasureLayout):
            continue
        column = sheet.column(label)
        if column in owners:
            faults.add(
                place,
                f'"{label}" is said to be {owners[column]} and {field}.',
                "A column holds one field: correct the label of the other in sources.toml.",
            )
            found = True
        owners[column] = field
    return found


def _has_unknown_labels(
    sheet: Sheet, layout: Layout, fields: Mapping[str, str], place: Cell, faults: FaultList
) -> bool:
    """Whether a rule speaks of a column that the sheet does not have; each is a fault."""
    named = [fields.get(rule.column, rule.column) for rule in layout.drop]
    if isinstance(layout, MeasureLayout) and layout.code_told_by:
        named.append(layout.code_told_by)
    unknown = [label for label in named if sheet.column(label) is None]
    for label in unknown:
        listing = ", ".join(f'"{found}"' for found in dict.fromkeys(sheet.labels) if found)
        faults.add(place, f'there is no column "{label}".', f"Its columns are {listing}: name one in sources.toml.")
    return bool(unknown)
