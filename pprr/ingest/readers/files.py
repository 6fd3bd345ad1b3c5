"""Reads a received file as text cells, each with its row as the sender sees it. Nothing is guessed or converted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import python_calamine

from pprr.domain.errors import FileError
from pprr.ingest.readers.delimited import decode, read_delimited
from pprr.ingest.readers.guard import check_workbook
from pprr.ingest.readers.letters import clean_text
from pprr.ingest.readers.quotes import Quotes, form_of, rows_within
from pprr.ingest.readers.workbooks import xls_cells, xlsx
from pprr.ingest.readers.workbooks.looks import Counts, Look, Looks, Row, of_runs, rows_of
from pprr.ingest.readers.workbooks.ods_cells import read_ods
from pprr.ingest.readers.workbooks.runs import is_marked_up, runs_of_markup

__all__ = ["Counts", "Row", "clean_text", "decode", "is_workbook", "read_rows", "sheets"]

MOST_BYTES = 200_000_000
_DELIMITERS = {".csv": ",", ".txt": ",", ".tsv": "\t", ".tab": "\t"}
_EXCEL = (".xlsx", ".xlsm")
_WORKBOOKS = (*_EXCEL, ".xls", ".ods")


def read_rows(
    path: Path,
    *,
    sheet: str = "",
    delimiter: str = "",
    encoding: str = "",
    quotes: Quotes = "",
    counts: Counts = "",
) -> tuple[Row, ...]:
    """Every row of the file, cells as trimmed text; raises FileError.

    The ending of the file's name tells its format. ``sheet`` is for workbooks; a workbook of one sheet needs none
    named. ``delimiter``, ``encoding`` and ``quotes`` are for text. ``counts`` says which is read where a cell is shown
    otherwise than held; without it the row has a remark about each such cell.
    """
    _check(path)
    try:
        if is_workbook(path):
            return _read_workbook(path, sheet, counts)
        mark = delimiter or _DELIMITERS[path.suffix.lower()]
        rows = tuple(read_delimited(path, delimiter=mark, encoding=encoding, quotes=quotes))
        form = form_of(cells for _, cells in rows)
        return tuple(_row_of_text(number, cells, counts, rows_within(cells, form, mark)) for number, cells in rows)
    except PermissionError as error:
        raise FileError("file-held") from error


def is_workbook(path: Path) -> bool:
    """Tells whether the file holds sheets."""
    return path.suffix.lower() in _WORKBOOKS


def sheets(path: Path) -> tuple[str, ...]:
    """The names of a workbook's sheets, hidden ones too; of other files none. Raises FileError."""
    _check(path)
    return tuple(_open(path).sheet_names) if is_workbook(path) else ()


def _check(path: Path) -> None:
    if not path.is_file():
        raise FileError("no-file")
    if path.stat().st_size > MOST_BYTES:
        raise FileError("file-too-large", megabytes=MOST_BYTES // 1_000_000)
    if path.suffix.lower() not in {*_DELIMITERS, *_WORKBOOKS}:
        endings = ", ".join((*_WORKBOOKS, *_DELIMITERS))
        raise FileError("file-of-no-format", ending=path.suffix, endings=endings)


def _open(path: Path) -> python_calamine.CalamineWorkbook:
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


def _row_of_text(number: int, cells: list[str], counts: Counts, within: int) -> Row:
    if not any(map(is_marked_up, cells)):
        return Row(number, tuple(clean_text(cell) for cell in cells), within)
    looks = {(number, place): _of_markup(cell) for place, cell in enumerate(cells, start=1) if is_marked_up(cell)}
    grid = [[clean_text(cell) for cell in cells]]
    [row] = rows_of(grid, Looks({(1, column): look for (_, column), look in looks.items()}), counts)
    return replace(row, number=number, within=within)


def _of_markup(cell: str) -> Look:
    return of_runs(runs_of_markup(cell))


def _read_workbook(path: Path, sheet: str, counts: Counts) -> tuple[Row, ...]:
    with _open(path) as book:
        names = book.sheet_names
        if not sheet and len(names) == 1:
            sheet = names[0]
        if sheet not in names:
            listing = ", ".join(f'"{name}"' for name in names)
            raise FileError("no-such-sheet", sheet=sheet, sheets=listing)
        if path.suffix.lower() == ".ods":
            return rows_of(*read_ods(path, sheet), counts)
        with _said():
            page = book.get_sheet_by_name(sheet)
            values = page.to_python(skip_empty_area=False)
            merged = page.merged_cell_ranges or []
    try:
        looks = xlsx.looks_of(path, sheet) if path.suffix.lower() in _EXCEL else xls_cells.looks_of(path, sheet)
    except ValueError as error:
        raise FileError("workbook-damaged", problem="perhaps") from error
    looks.merged = [((top + 1, left + 1), (bottom + 1, right + 1)) for (top, left), (bottom, right) in merged]
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
