"""Looks into an old .xls before a reader does: whether it is protected, and how far its cells reach.

An .xls is a small file system of sectors (a compound file, MS-CFB, which olefile reads); its stream "Workbook" is a
chain of records, each with a type and a length (MS-XLS).
"""

import struct
from collections.abc import Callable, Iterator

import olefile

from pprr.domain.errors import FileError
from pprr.ingest.readers.reach import Reach

_END = 0xFFFFFFFC  # sector numbers from here on are marks
_STREAMS = ("Workbook", "Book")
_PASSWORD = 0x002F
_SHEET_BEGINS = (0x0009, 0x0209, 0x0409, 0x0809)
# Records that begin with a row and a column, counted from 0; the last column of the second kind stands at their end.
_CELLS = (
    0x0006,
    0x0206,
    0x0406,
    0x0201,
    0x0203,
    0x0204,
    0x0205,
    0x027E,
    0x00D6,
    0x00FD,
    0x0001,
    0x0002,
    0x0003,
    0x0004,
)
_DIMENSIONS = 0x0200
_LAST_ROW, _LAST_COLUMN = 65_536, 256  # of any .xls
_RUNS = (0x00BD, 0x00BE)


def check(data: bytes) -> None:
    """Raises FileError for a workbook that is protected or reaches too far; ValueError for one that is broken."""
    try:
        with olefile.OleFileIO(data) as book:
            _refuse_circles(book)
            names = {"/".join(parts) for parts in book.listdir()}
            found = next((name for name in _STREAMS if name in names), None)
            stream = book.openstream(found).read() if found else None
    except (OSError, IndexError, struct.error) as error:
        raise ValueError(str(error)) from error
    if stream is None:
        is_protected = "EncryptedPackage" in names

        raise FileError("old-workbook-unreadable", problem="protected" if is_protected else "none")
    reach = Reach()
    for kind, record in records(stream):
        if kind == _PASSWORD:
            raise FileError("password", remedy="xlsx")
        if kind == _DIMENSIONS:
            _check_dimensions(record)
        elif kind in _SHEET_BEGINS:
            reach = Reach()
        elif kind in _CELLS and len(record) >= 4:
            row, column = struct.unpack_from("<HH", record)
            reach.add(row + 1, column + 1)
        elif kind in _RUNS and len(record) >= 6:
            (row,), (column,) = struct.unpack_from("<H", record), struct.unpack_from("<H", record, len(record) - 2)
            reach.add(row + 1, column + 1)


def _check_dimensions(record: bytes) -> None:
    """Raises ValueError where the record says what no sheet can be: a reader asks for memory by it."""
    if len(record) not in {10, 14}:
        return
    top, bottom, left, right = struct.unpack_from("<IIHH" if len(record) == 14 else "<HHHH", record)
    if not (top <= bottom <= _LAST_ROW and left <= right <= _LAST_COLUMN):
        raise ValueError("the size of its sheet is none")


def records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """Each record of a stream: its type and what it holds."""
    place = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + length]
        place += 4 + length


def _refuse_circles(book: olefile.OleFileIO) -> None:
    """Raises ValueError for a chain of sectors that never ends: olefile stops at a stream's size, others do not."""
    book.loadminifat()
    entries = [entry for entry in book.direntries if entry is not None]
    large = [entry.isectStart for entry in entries if not entry.is_minifat]
    for first in (book.first_dir_sector, book.first_mini_fat_sector, *large):
        _follow(first, len(book.fat), lambda sector: int(book.fat[sector]))
    for first in (entry.isectStart for entry in entries if entry.is_minifat):
        _follow(first, len(book.minifat), lambda sector: int(book.minifat[sector]))
    # Sectors that list further parts of the table: each ends with the number of the next.
    _follow(book.first_difat_sector, book.nb_sect, lambda sector: struct.unpack("<I", book.getsect(sector)[-4:])[0])


def _follow(sector: int, most: int, following: Callable[[int], int]) -> None:
    for _ in range(most + 1):
        if sector >= _END:
            return
        sector = following(sector)
    raise ValueError("its sectors go round in a circle")
