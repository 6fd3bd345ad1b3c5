"""Reads a received file as text cells, each with its row as the sender sees it. Nothing is guessed or converted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import python_calamine

from pprr.ingest.readers.delimited import FileError, decode, read_delimited
from pprr.ingest.readers.formulas import left_by_formulas
from pprr.ingest.readers.guard import GuardError, check_workbook
from pprr.ingest.readers.letters import clean_text
from pprr.ingest.readers.ods import errors_in
from pprr.ingest.readers.quotes import Quotes, form_of, rows_within

__all__ = ["FileError", "Row", "clean_text", "decode", "is_workbook", "read_rows", "sheets"]

MOST_BYTES = 200_000_000
_DELIMITERS = {".csv": ",", ".txt": ",", ".tsv": "\t", ".tab": "\t"}
_EXCEL = (".xlsx", ".xlsm")
_WORKBOOKS = (*_EXCEL, ".xls", ".ods")


@dataclass(frozen=True)
class Row:
    """One row of a file: its number, counted from 1 as Excel and editors count, and its cells as text.

    ``within`` counts the lines within its cells that look like rows themselves: quotation marks may have joined them.
    """

    number: int
    cells: tuple[str, ...]
    within: int = 0

    @property
    def is_blank(self) -> bool:
        """True where no cell holds anything."""
        return not any(self.cells)

    @property
    def filled(self) -> tuple[str, ...]:
        """The cells that hold anything."""
        return tuple(cell for cell in self.cells if cell)


def read_rows(
    path: Path, *, sheet: str = "", delimiter: str = "", encoding: str = "", quotes: Quotes = ""
) -> tuple[Row, ...]:
    """Every row of the file, cells as trimmed text; raises FileError.

    The ending of the file's name tells its format. ``sheet`` is for workbooks; a workbook of one sheet needs none
    named. ``delimiter``, ``encoding`` and ``quotes`` are for text.
    """
    _check(path)
    try:
        if is_workbook(path):
            return _read_workbook(path, sheet)
        mark = delimiter or _DELIMITERS[path.suffix.lower()]
        rows = tuple(read_delimited(path, delimiter=mark, encoding=encoding, quotes=quotes))
        form = form_of(cells for _, cells in rows)
        return tuple(
            Row(number, tuple(clean_text(cell) for cell in cells), rows_within(cells, form, mark))
            for number, cells in rows
        )
    except PermissionError as error:
        raise FileError("it is held by another program. Close it in Excel, then try again.") from error


def is_workbook(path: Path) -> bool:
    """Tells whether the file holds sheets."""
    return path.suffix.lower() in _WORKBOOKS


def sheets(path: Path) -> tuple[str, ...]:
    """The names of a workbook's sheets, hidden ones too; of other files none. Raises FileError."""
    _check(path)
    return tuple(_open(path).sheet_names) if is_workbook(path) else ()


def _check(path: Path) -> None:
    if not path.is_file():
        raise FileError("the file is missing.")
    if path.stat().st_size > MOST_BYTES:
        raise FileError(f"it is larger than {MOST_BYTES // 1_000_000} MB, which no extract of tables is.")
    if path.suffix.lower() not in {*_DELIMITERS, *_WORKBOOKS}:
        endings = ", ".join((*_WORKBOOKS, *_DELIMITERS))
        raise FileError(f'files ending in "{path.suffix}" are not read. Export it as one of {endings}.')


def _open(path: Path) -> python_calamine.CalamineWorkbook:
    try:
        check_workbook(path)
    except GuardError as error:
        raise FileError(str(error)) from error
    with _said():
        return python_calamine.CalamineWorkbook.from_path(str(path))


@contextmanager
def _said() -> Iterator[None]:
    """Turns what a reader says of a damaged workbook into our words; one kind of damage makes it panic."""
    try:
        yield
    except python_calamine.PasswordError as error:
        raise FileError("it is protected by a password. Take the protection off and save it again.") from error
    except python_calamine.CalamineError as error:
        raise FileError(f"it cannot be opened as a workbook ({error}). Save it again in Excel as .xlsx.") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # which is no Exception, and has no name to import
            raise
        raise FileError("it is damaged: no reader can open it. Open it in Excel and save it as .xlsx.") from error


def _read_workbook(path: Path, sheet: str) -> tuple[Row, ...]:
    with _open(path) as book:
        names = book.sheet_names
        if not sheet and len(names) == 1:
            sheet = names[0]
        if sheet not in names:
            listing = ", ".join(f'"{name}"' for name in names)
            raise FileError(f'it has no sheet "{sheet}". Its sheets are {listing}: was one renamed?')
        with _said():
            grid = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    left = _left_by_formulas(path, sheet)
    return tuple(
        Row(row, tuple(left.get((row, column)) or _as_text(cell) for column, cell in enumerate(cells, start=1)))
        for row, cells in enumerate(grid, start=1)
    )


def _left_by_formulas(path: Path, sheet: str) -> dict[tuple[int, int], str]:
    """The text to be read in place of a cell that a reader takes for a blank or a 0; an old .xls does not tell."""
    if path.suffix.lower() in _EXCEL:
        return left_by_formulas(path, sheet)
    return errors_in(path, sheet) if path.suffix.lower() == ".ods" else {}


def _as_text(cell: str | float | bool | date | time | datetime | timedelta | None) -> str:
    """An Excel value as text. A workbook keeps no trace of how a number was shown, so 0.37 stays 0.37."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return clean_text(cell)
    if isinstance(cell, float):
        return format(Decimal(f"{cell:.15g}"), "f")  # the digits that Excel itself shows
    return cell.isoformat() if isinstance(cell, (date, time)) else str(cell)
