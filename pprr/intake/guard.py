"""Refuses a workbook that would harm the program that opens it, by a look into its zip first.

One stray cell far out, which a slip in Excel is enough to make, can ask a reader for more memory than a machine
has and end the process; a small file can unpack to gigabytes. Neither can be caught once a reader has begun.
"""

import re
import zipfile
from pathlib import Path

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # how files of that older kind begin
_MOST_MEMBERS = 2_000
_MOST_BYTES = 200_000_000
_MOST_RATIO = 200
_FEW_BYTES = 1_000_000  # a small member may be very regular without being a bomb
_LAST_ROW = 200_000
_LAST_COLUMN = 500
_MOST_CELLS = 5_000_000
_CELL = re.compile(rb"""\sr\s*=\s*["']\$?([A-Za-z]{1,3})\$?(\d{1,7})["']""")
_ROW = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\sr\s*=\s*["'](\d+)["']""")
_OVERLAP = 4096
_CHUNK = 1 << 20


class GuardError(Exception):
    """The workbook is refused; the text says why and what to do."""


def check_workbook(path: Path) -> None:
    """Returns where the .xlsx may be opened; raises GuardError, in words, where it may not."""
    with path.open("rb") as file:
        if file.read(len(_OLE)) == _OLE:
            raise GuardError(
                "it is an old .xls, or protected by a password or a sensitivity label. Take the protection off, and "
                "save it in Excel as .xlsx."
            )
    try:
        with zipfile.ZipFile(path) as book:
            _check_members(book)
            for name in book.namelist():
                if name.endswith((".xml", ".rels")):
                    _check_part(book, name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise GuardError(
            "it is not an Excel workbook, whatever its name says. Export it again as .xlsx, or as .csv."
        ) from error


def _check_members(book: zipfile.ZipFile) -> None:
    members = book.infolist()
    if len(members) > _MOST_MEMBERS:
        raise GuardError(f"it holds {len(members):,} parts; a workbook of an extract has a few dozen.")
    total = sum(member.file_size for member in members)
    if total > _MOST_BYTES:
        raise GuardError(f"it unpacks to {total / 1e6:,.0f} MB; the most that is read is {_MOST_BYTES / 1e6:,.0f} MB.")
    for member in members:
        if member.file_size > _FEW_BYTES and member.file_size > _MOST_RATIO * member.compress_size:
            raise GuardError(f"its part {member.filename} unpacks to over {_MOST_RATIO} times its size.")


def _check_part(book: zipfile.ZipFile, name: str) -> None:
    is_sheet = name.startswith("xl/worksheets/")
    reach = (0, 0)
    tail = b""
    with book.open(name) as part:
        while chunk := part.read(_CHUNK):
            text = tail + chunk
            if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                raise GuardError(f"its part {name} declares a DOCTYPE, which no spreadsheet program writes.")
            if is_sheet:
                reach = _check_reach(text, *reach)
            tail = text[-_OVERLAP:]


def _check_reach(text: bytes, last_row: int, last_column: int) -> tuple[int, int]:
    """The last row and column so far; a reader asks for memory for every cell between them and the first."""
    for match in _CELL.finditer(text):
        column, row = match[1].decode().upper(), int(match[2])
        last_row, last_column = max(last_row, row), max(last_column, _column_number(column))
        if row > _LAST_ROW or _column_number(column) > _LAST_COLUMN or last_row * last_column > _MOST_CELLS:
            raise GuardError(
                f"it has a stray cell at {column}{row}, far from the table. In Excel, delete the rows and columns "
                "outside the table and save it again."
            )
    for match in _ROW.finditer(text):
        if int(match[1]) > _LAST_ROW:
            raise GuardError(f"it has a stray row {int(match[1]):,}; the most that is read is {_LAST_ROW:,}.")
    return last_row, last_column


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
