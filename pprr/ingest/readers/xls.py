"""Looks into an old .xls before a reader does: whether it is protected, and how far its cells reach.

An .xls is a small file system of sectors (a compound file); its stream "Workbook" is a chain of records, each with a
type and a length. Both are Microsoft's published formats, MS-CFB and MS-XLS.
"""

import struct
from collections.abc import Iterator

from pprr.ingest.readers.reach import GuardError, Reach

_END = 0xFFFFFFFC  # sector numbers from here on are marks
_DIRECTORY_ENTRY = 128
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
_RUNS = (0x00BD, 0x00BE)


def check(data: bytes) -> None:
    """Raises GuardError for a workbook that is protected or reaches too far; struct.error for one that is broken."""
    names = _Compound(data)
    stream = next((names.stream(name) for name in _STREAMS if name in names.entries), None)
    if stream is None:
        what = (
            "protected by a password or a sensitivity label" if "EncryptedPackage" in names.entries else "no workbook"
        )
        raise GuardError(f"it is {what}. Open it in Excel, take any protection off, and save it as .xlsx.")
    reach = Reach()
    for kind, record in _records(stream):
        if kind == _PASSWORD:
            raise GuardError("it is protected by a password. Take the protection off and save it as .xlsx.")
        if kind in _SHEET_BEGINS:
            reach = Reach()
        elif kind in _CELLS and len(record) >= 4:
            row, column = struct.unpack_from("<HH", record)
            reach.add(row + 1, column + 1)
        elif kind in _RUNS and len(record) >= 6:
            (row,), (column,) = struct.unpack_from("<H", record), struct.unpack_from("<H", record, len(record) - 2)
            reach.add(row + 1, column + 1)


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    place = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + length]
        place += 4 + length


class _Compound:
    """The streams of a compound file."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        power, small_power = struct.unpack_from("<HH", data, 30)
        if not 7 <= power <= 16 or not 4 <= small_power <= power:
            raise ValueError("its sectors have no size that there is")
        self._size, self._small_size = 1 << power, 1 << small_power
        directory, _, self._small_limit, small_start, _, more = struct.unpack_from("<6I", data, 48)
        self._next = self._table(more)
        entries = self._chain(directory)
        self.entries: dict[str, tuple[int, int]] = {}
        root = (0, 0)
        for place in range(0, len(entries) - _DIRECTORY_ENTRY + 1, _DIRECTORY_ENTRY):
            entry = entries[place : place + _DIRECTORY_ENTRY]
            name_length, kind = struct.unpack_from("<HB", entry, 64)
            start, size = struct.unpack_from("<II", entry, 116)
            name = entry[: max(0, min(name_length, 64) - 2)].decode("utf-16-le", errors="replace")
            if kind == 5:
                root = (start, size)
            elif kind == 2:
                self.entries[name] = (start, size)
        self._small_next = _numbers(self._chain(small_start)) if small_start < _END else ()
        self._small = self._chain(root[0])[: root[1]] if root[0] < _END else b""

    def stream(self, name: str) -> bytes:
        """The bytes of a stream."""
        start, size = self.entries[name]
        if size >= self._small_limit:
            return self._chain(start)[:size]
        step = self._small_size
        sectors = _follow(start, self._small_next)
        return b"".join(self._small[sector * step : (sector + 1) * step] for sector in sectors)[:size]

    def _table(self, more: int) -> tuple[int, ...]:
        """Which sector follows each: the table's own sectors are listed in the header and, beyond 109, in sectors."""
        places = list(struct.unpack_from("<109I", self._data, 76))
        seen = set()
        while more < _END:
            if more in seen:
                raise ValueError("its table goes round in a circle")
            seen.add(more)
            *listed, more = _numbers(self._sector(more))
            places += listed
        return _numbers(b"".join(self._sector(place) for place in places if place < _END))

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._data[start : start + self._size]

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in _follow(start, self._next))


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _follow(start: int, following: tuple[int, ...]) -> Iterator[int]:
    seen = 0
    while start < _END:
        yield start
        seen += 1
        if seen > len(following):
            raise ValueError("its sectors go round in a circle")
        start = following[start]
