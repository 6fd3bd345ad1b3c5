"""Hands to write, change and read the files of a project with: CSV, workbooks of one sheet, text."""

import csv
import io
from collections.abc import Callable, Iterable
from pathlib import Path

import python_calamine
import xlsxwriter

PERFORMANCE_HEADER = 3  # the row of the header in the example's workbook


def rewrite_csv(path: Path, row: int | str, column: str, text: str, *, header_row: int = 1) -> int:
    """Puts the text into one cell of a CSV; the number of the row it stands in.

    ``row`` is a number as editors count, or the whole text of a cell of the wanted row.
    """
    rows = read_csv(path)
    number = _set(rows, row, column, text, header_row)
    write_csv(path, rows)
    return number


def rewrite_workbook(
    path: Path, row: int | str, column: str, value: str | float, *, header_row: int = PERFORMANCE_HEADER
) -> int:
    """Puts the value into one cell of a workbook of one sheet; as ``rewrite_csv``. A float is stored as a number."""
    sheet, rows = read_workbook(path)
    number = _set(rows, row, column, value, header_row)
    write_workbook(path, rows, sheet=sheet)
    return number


def add_csv_rows(path: Path, *rows: list[str]) -> None:
    """Adds the rows at the end of a CSV."""
    write_csv(path, [*read_csv(path), *rows])


def add_workbook_rows(path: Path, *rows: list[str]) -> None:
    """Adds the rows at the end of a workbook of one sheet."""
    sheet, present = read_workbook(path)
    write_workbook(path, [*present, *rows], sheet=sheet)


def change_rows(path: Path, change: Callable[[list[list[str]]], Iterable[list[str]]]) -> None:
    """Replaces a CSV's or a workbook's rows by what the function makes of them."""
    if path.suffix == ".xlsx":
        sheet, rows = read_workbook(path)
        write_workbook(path, change(rows), sheet=sheet)
    else:
        write_csv(path, change(read_csv(path)))


def read_csv(path: Path) -> list[list[str]]:
    """The cells of a UTF-8 CSV, untouched."""
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def write_csv(path: Path, rows: Iterable[list[str]]) -> None:
    """Writes a UTF-8 CSV."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    path.write_bytes(stream.getvalue().encode())


def read_workbook(path: Path) -> tuple[str, list[list[str]]]:
    """The name of a workbook's first sheet, and its cells."""
    with python_calamine.CalamineWorkbook.from_path(str(path)) as book:
        sheet = book.sheet_names[0]
        return sheet, book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def write_workbook(path: Path, rows: Iterable[Iterable[str | float]], *, sheet: str = "Measures") -> None:
    """Writes a workbook of one sheet: text stays text, also where it looks like a number or a formula."""
    literal = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(str(path), literal) as book:
        page = book.add_worksheet(sheet)
        for row, cells in enumerate(rows):
            for column, value in enumerate(cells):
                if value != "":
                    page.write(row, column, value)


def replace_text(path: Path, old: str, new: str) -> None:
    """Replaces a text that stands exactly once in a UTF-8 file."""
    text = path.read_text(encoding="utf-8")
    if text.count(old) != 1:
        raise ValueError(f'"{old}" stands {text.count(old)} times in {path.name}; once is wanted')
    path.write_text(text.replace(old, new), encoding="utf-8", newline="")


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file of the folder with its bytes; a folder that is not there has none."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def _set(rows: list[list], row: int | str, column: str, value: str | float, header_row: int) -> int:
    place = rows[header_row - 1].index(column)
    if isinstance(row, str):
        row = next(number for number, cells in enumerate(rows, start=1) if row in cells)
    rows[row - 1][place] = value
    return row
