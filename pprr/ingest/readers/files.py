"""Reads a received file as text cells, each with its row as the sender sees it. Nothing is guessed or converted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import python_calamine

from pprr.domain.errors import FileError
from pprr.ingest.readers.delimited import decode, read_delimited
from pprr.ingest.readers.formulas import left_by_formulas
from pprr.ingest.readers.guard import check_workbook
from pprr.ingest.readers.letters import clean_text
from pprr.ingest.readers.ods import errors_in

__all__ = ["Row", "clean_text", "decode", "is_workbook", "read_rows", "sheets"]

MOST_BYTES = 200_000_000
_DELIMITERS = {".csv": ",", ".txt": ",", ".tsv": "\t", ".tab": "\t"}
_EXCEL = (".xlsx", ".xlsm")
_WORKBOOKS = (*_EXCEL, ".xls", ".ods")


@dataclass(frozen=True)
class Row:
    """One row of a file: its number, counted from 1 as Excel and editors count, and its cells as text."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        """True where no cell holds anything."""
        return not any(self.cells)

    @property
    def filled(self) -> tuple[str, ...]:
        """The cells that hold anything."""
        return tuple(cell for cell in self.cells if cell)


def read_rows(path: Path, *, sheet: str = "", delimiter: str = "", encoding: str = "") -> tuple[Row, ...]:
    """Every row of the file, cells as trimmed text; raises FileError.

    The ending of the file's name tells its format. ``sheet`` is for workbooks; a workbook of one sheet needs none
    named. ``delimiter`` and ``encoding`` are for text.
    """
    _check(path)
    try:
        if is_workbook(path):
            return _read_workbook(path, sheet)
        mark = delimiter or _DELIMITERS[path.suffix.lower()]
        rows = read_delimited(path, delimiter=mark, encoding=encoding)
        return tuple(Row(number, tuple(clean_text(cell) for cell in cells)) for number, cells in rows)
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


def _read_workbook(path: Path, sheet: str) -> tuple[Row, ...]:
    with _open(path) as book:
        names = book.sheet_names
        if not sheet and len(names) == 1:
            sheet = names[0]
        if sheet not in names:
            listing = ", ".join(f'"{name}"' for name in names)
            raise FileError("no-such-sheet", sheet=sheet, sheets=listing)
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
