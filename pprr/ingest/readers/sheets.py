"""Reads a sheet of a workbook as rows of text: its values by calamine, how they look by the reader of each format."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import python_calamine

from pprr.domain.errors import FileError
from pprr.ingest.readers.guard import check_workbook
from pprr.ingest.readers.letters import clean_text
from pprr.ingest.readers.workbooks import xls_cells, xlsx
from pprr.ingest.readers.workbooks.looks import Counts, Row, rows_of
from pprr.ingest.readers.workbooks.ods_cells import read_ods

_BY_PARTS = (".xlsx", ".xlsm")


def opened(path: Path) -> python_calamine.CalamineWorkbook:
    """The workbook, which harms nobody; raises FileError, in words, where it cannot be read."""
    check_workbook(path)
    with _said():
        return python_calamine.CalamineWorkbook.from_path(str(path))


@contextmanager
def _said() -> Iterator[None]:
    """Turns what a reader says of a damaged workbook into our words; one kind of damage makes it panic."""
    try:
        yield
    except python_calamine.PasswordError as error:
        raise FileError("password", remedy="again") from error
    except python_calamine.CalamineError as error:
        raise FileError("workbook-broken", remedy="xlsx", problem=error) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # which is no Exception, and has no name to import
            raise
        raise FileError("workbook-damaged", problem="unopened") from error


def read_sheet(path: Path, sheet: str, counts: Counts) -> tuple[Row, ...]:
    """Every row of the sheet, of a workbook of one sheet also without its name; raises FileError."""
    with opened(path) as book:
        names = book.sheet_names
        if not sheet and len(names) == 1:
            sheet = names[0]
        if sheet not in names:
            listing = ", ".join(f'"{name}"' for name in names)
            raise FileError("no-such-sheet", sheet=sheet, sheets=listing)
        is_hidden = any(
            one.name == sheet and one.visible is not python_calamine.SheetVisibleEnum.Visible
            for one in book.sheets_metadata
        )
        if path.suffix.lower() == ".ods":
            grid, found = read_ods(path, sheet)
            found.is_hidden = is_hidden
            return rows_of(grid, found, counts)
        with _said():
            page = book.get_sheet_by_name(sheet)
            values = page.to_python(skip_empty_area=False)
            merged = page.merged_cell_ranges or []
    try:
        looks = xlsx.looks_of(path, sheet) if path.suffix.lower() in _BY_PARTS else xls_cells.looks_of(path, sheet)
    except ValueError as error:
        raise FileError("workbook-damaged", problem="perhaps") from error
    looks.merged = [((top + 1, left + 1), (bottom + 1, right + 1)) for (top, left), (bottom, right) in merged]
    looks.is_hidden = is_hidden
    looks.meet(values)
    return rows_of([[_as_text(cell) for cell in cells] for cells in values], looks, counts)


def _as_text(cell: str | float | bool | date | time | datetime | timedelta | None) -> str:
    """A value as text, as it is held: 0.37 shown as 37% is 0.37 here."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return clean_text(cell)
    if isinstance(cell, float):
        return format(Decimal(f"{cell:.15g}"), "f")  # the digits that Excel itself shows
    return cell.isoformat() if isinstance(cell, (date, time)) else str(cell)
