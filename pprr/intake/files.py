"""Reads a received file as text cells, each with its row as the sender sees it. Nothing is guessed or converted."""

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import python_calamine

from pprr.intake.guard import GuardError, check_workbook

_NULL_BYTES_OF_UTF16 = 0.3
_MOST_BYTES = 200_000_000
_SPACES = str.maketrans({"\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u200b": "", "\ufeff": ""})


class FileError(Exception):
    """The file cannot be read at all; the text says why and what to do."""


@dataclass(frozen=True)
class Row:
    """One row of a file: its number, counted from 1 as Excel and editors count, and its cells as text."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything."""
        return not any(self.cells)


def read_rows(path: Path, *, sheet: str = "") -> tuple[Row, ...]:
    """Every row of the file, cells as trimmed text; raises FileError.

    ``sheet`` is for workbooks; a workbook of one sheet needs none named.
    """
    if not path.is_file():
        raise FileError("the file is missing.")
    if path.stat().st_size > _MOST_BYTES:
        raise FileError(f"it is larger than {_MOST_BYTES // 1_000_000} MB, which no extract of tables is.")
    try:
        return _read_workbook(path, sheet) if path.suffix.lower() == ".xlsx" else _read_csv(path)
    except PermissionError as error:
        raise FileError("it is held by another program. Close it in Excel, then try again.") from error


def clean_text(text: str) -> str:
    """The cell's text without the spaces that cannot be seen: no-break and zero-width ones, and any at its ends."""
    return text.translate(_SPACES).strip()


def decode(data: bytes) -> str:
    """The text of a CSV: by its byte order mark, else UTF-16 by its null bytes, else strict UTF-8, else cp1252.

    Raises FileError for bytes that are none of these.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _decode(data, encoding)
    sample = data[:4096]
    if sample.count(0) > _NULL_BYTES_OF_UTF16 * len(sample):
        low_first = sample[1::2].count(0) >= sample[::2].count(0)
        return _decode(data, "utf-16-le" if low_first else "utf-16-be")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode(data, "cp1252")


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileError(f"its letters cannot be read as {encoding}. Export it again as UTF-8.") from error


def _read_csv(path: Path) -> tuple[Row, ...]:
    text = decode(path.read_bytes())
    if "\x00" in text:
        raise FileError("it is not a text file. Export it again as .csv.")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows = []
    first_line = 1
    try:
        for cells in reader:
            rows.append(Row(first_line, tuple(clean_text(cell) for cell in cells)))
            first_line = reader.line_num + 1
    except csv.Error as error:
        raise FileError(f"row {first_line} is broken ({error}), perhaps by an unclosed quotation mark.") from error
    _refuse_other_separator(rows)
    return tuple(rows)


def _refuse_other_separator(rows: list[Row]) -> None:
    filled = [row.cells for row in rows[:10] if not row.is_blank]
    for mark, name in ((";", "semicolons"), ("\t", "tabs")):
        if len(filled) > 1 and all(len(cells) == 1 and cells[0].count(mark) > 1 for cells in filled):
            raise FileError(f"its columns are parted by {name}. In Excel, save it as CSV UTF-8 (Comma delimited).")


def _read_workbook(path: Path, sheet: str) -> tuple[Row, ...]:
    try:
        check_workbook(path)
        with python_calamine.CalamineWorkbook.from_path(str(path)) as book:
            names = book.sheet_names
            if not sheet and len(names) == 1:
                sheet = names[0]
            if sheet not in names:
                listing = ", ".join(f'"{name}"' for name in names)
                raise FileError(f'it has no sheet "{sheet}". Its sheets are {listing}: was one renamed?')
            grid = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except GuardError as error:
        raise FileError(str(error)) from error
    except python_calamine.CalamineError as error:
        raise FileError(f"it cannot be opened as a workbook ({error}). Save it again in Excel as .xlsx.") from error
    return tuple(Row(number, tuple(_as_text(cell) for cell in cells)) for number, cells in enumerate(grid, start=1))


def _as_text(cell: str | float | bool | date | time | datetime | timedelta | None) -> str:
    """An Excel value as text. A workbook keeps no trace of how a number was shown, so 0.37 stays 0.37."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return clean_text(cell)
    if isinstance(cell, float):
        return format(Decimal(f"{cell:.15g}"), "f")  # the digits that Excel itself shows
    return cell.isoformat() if isinstance(cell, (date, time)) else str(cell)
