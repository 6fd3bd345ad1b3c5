"""A few thousand lines of a ledger, from its beginning, middle and end: what its cells look like."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pprr.ingest.ledger.lines import LineReader
from pprr.ingest.mapping.ledger_file import LedgerFile

_CHUNK = 1 << 17  # bytes at each of the three places


@dataclass(frozen=True)
class Sample:
    """Lines in the order of the file, each with as many cells as the header; ``last`` are those of its end.

    What the rules of the layout drop is not among them, nor are blank lines, headers and dashed rules.
    """

    rows: tuple[tuple[str, ...], ...]
    last: tuple[tuple[str, ...], ...]

    def column(self, place: int) -> list[str]:
        """The cells of a column."""
        return [row[place] for row in self.rows]


def sampled(file: LedgerFile) -> Sample:
    """The sample of a file."""
    reader = LineReader(file)
    parts = [_rows(lines, file, reader) for lines in _lines(file.path, file.skip)]
    return Sample(tuple(row for part in parts for row in part), tuple(parts[-1][-5:]))


def _rows(lines: list[str], file: LedgerFile, reader: LineReader) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    try:
        for cells in file.parted(lines):
            is_whole = len(cells) == file.width and any(cell.strip() for cell in cells)
            if is_whole and not reader.is_furniture(cells) and reader.is_kept(cells):
                found.append(tuple(cells))
    except csv.Error:  # the sum will say what is wrong with the marks
        pass
    return found


def _lines(path: Path, skip: int) -> Iterator[list[str]]:
    """The whole lines of each place; those of a small file are of one place."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        for _ in range(skip):
            stream.readline()
        start = stream.tell()
        if size - start <= 3 * _CHUNK:
            yield _text(stream.read())
            return
        yield _text(stream.read(_CHUNK))[:-1]
        stream.seek(start + (size - start) // 2)
        yield _text(stream.read(_CHUNK))[1:-1]
        stream.seek(size - _CHUNK)
        yield _text(stream.read())[1:]


def _text(data: bytes) -> list[str]:
    return data.decode("utf-8", errors="replace").splitlines(keepends=True)
