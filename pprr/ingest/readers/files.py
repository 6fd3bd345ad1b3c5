"""Reads a received file as text cells, each with its row as the sender sees it. Nothing is guessed or converted."""

from dataclasses import replace
from pathlib import Path

from pprr.domain.errors import FileError
from pprr.ingest.readers.delimited import decode, read_delimited
from pprr.ingest.readers.letters import clean_text
from pprr.ingest.readers.quotes import Quotes, form_of, rows_within
from pprr.ingest.readers.workbooks.looks import Counts, Look, Looks, Row, of_runs, rows_of
from pprr.ingest.readers.workbooks.runs import is_marked_up, runs_of_markup

__all__ = ["Counts", "Row", "clean_text", "decode", "is_workbook", "read_rows", "sheets"]

MOST_BYTES = 200_000_000
_DELIMITERS = {".csv": ",", ".txt": ",", ".tsv": "\t", ".tab": "\t"}
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")


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
            # Imported here: the formats of workbooks take longer to import than most text takes to read.
            from pprr.ingest.readers.sheets import read_sheet

            return read_sheet(path, sheet, counts)
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
    if not is_workbook(path):
        return ()
    from pprr.ingest.readers.sheets import opened

    return tuple(opened(path).sheet_names)


def _check(path: Path) -> None:
    if not path.is_file():
        raise FileError("no-file")
    if path.stat().st_size > MOST_BYTES:
        raise FileError("file-too-large", megabytes=MOST_BYTES // 1_000_000)
    if path.suffix.lower() not in {*_DELIMITERS, *_WORKBOOKS}:
        endings = ", ".join((*_WORKBOOKS, *_DELIMITERS))
        raise FileError("file-of-no-format", ending=path.suffix, endings=endings)


def _row_of_text(number: int, cells: list[str], counts: Counts, within: int) -> Row:
    if not any(map(is_marked_up, cells)):
        return Row(number, tuple(clean_text(cell) for cell in cells), within)
    looks = {(number, place): _of_markup(cell) for place, cell in enumerate(cells, start=1) if is_marked_up(cell)}
    grid = [[clean_text(cell) for cell in cells]]
    [row] = rows_of(grid, Looks({(1, column): look for (_, column), look in looks.items()}), counts)
    return replace(row, number=number, within=within)


def _of_markup(cell: str) -> Look:
    return of_runs(runs_of_markup(cell))
