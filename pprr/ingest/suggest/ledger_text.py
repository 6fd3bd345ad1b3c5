"""The text of a ledger as far as a proposal looks at it: its letters, its separator, the row of its labels."""

import csv
import re
from codecs import getincrementaldecoder
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pprr.domain.errors import FileError
from pprr.ingest.mapping.ledger_file import WORKBOOK, tidy
from pprr.ingest.readers.quotes import Quotes, are_of_texts, form_of, rows_within
from pprr.ingest.suggest.guess import data, plain

_HEAD, _TAIL = 1 << 19, 1 << 16  # bytes
_MOST_ROWS_BEFORE = 40
_MARKS = (",", ";", "\t", "|")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class LedgerText:
    """The first and the last lines of a file, parted: ``header_row`` is that of the labels, counted from 1."""

    encoding: str
    delimiter: str
    quotes: Quotes
    header_row: int
    labels: tuple[str, ...]
    lines: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def below(self) -> tuple[tuple[str, ...], ...]:
        """The rows below the labels, blank ones left out."""
        return tuple(row for row in self.rows[self.header_row :] if any(map(tidy, row)))


def read_text(path: Path) -> LedgerText:
    """The text of a file; raises FileError where no row looks like the labels of a ledger."""
    encoding, lines = _lines(path)
    found = [
        (score, -_MARKS.index(mark), LedgerText(encoding, mark, "", row, labels, lines, rows))
        for mark in _MARKS
        for rows in [_parted(lines, mark, "")]
        for score, row, labels in [_header(rows)]
    ]
    score, _, best = max(found, key=lambda one: one[:2])
    if not score:
        raise FileError("no-ledger-labels")
    if not any('"' in line for line in lines):
        return best
    bare = _parted(lines, best.delimiter, "none")
    form = form_of(best.below)
    swallows = any(rows_within(row, form, best.delimiter) for row in best.below)
    ragged = any(len(row) != len(best.labels) for row in best.below)
    if (swallows or ragged) and are_of_texts(row for row in bare[best.header_row :] if len(row) > 1):
        return LedgerText(encoding, best.delimiter, "none", best.header_row, best.labels, lines, bare)
    return best


def fields_of(label: str) -> dict[str, int]:
    """The fields that a label may be of, each with how likely it is: the less, the likelier."""
    small = plain(label)
    found: dict[str, int] = {}
    for offset, how in ((0, "surely"), (100, "perhaps")):
        patterns: Mapping[str, Sequence[str]] = data("ledger.toml")[how]
        for field, ways in patterns.items():
            place = next(
                (n for n, way in enumerate(ways) if any(re.fullmatch(way, t) for t in (small, label.lower()))), -1
            )
            if place >= 0:
                found.setdefault(field, offset + place)
    return found


def _lines(path: Path) -> tuple[str, tuple[str, ...]]:
    """The encoding, and the whole lines of the file's beginning and end."""
    if not path.is_file():
        raise FileError("no-file")
    size = path.stat().st_size
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
        if head.startswith(WORKBOOK):
            raise FileError("ledger-in-a-workbook")
        tail = b""
        if size > _HEAD:
            stream.seek(max(_HEAD, size - _TAIL))
            tail = stream.read()
    if head.startswith(_UTF16):
        return "utf-16", tuple(head[: len(head) // 2 * 2].decode("utf-16", errors="ignore").splitlines(keepends=True))
    encoding = "utf-8" if _is_utf8(head) and _is_utf8(tail) else "cp1252"
    first, last = (
        part.decode("utf-8-sig" if encoding == "utf-8" else encoding, errors="replace") for part in (head, tail)
    )
    begun, ended = first.splitlines(keepends=True), last.splitlines(keepends=True)
    return encoding, tuple([*begun[:-1], *ended[1:]] if tail else begun)


def _is_utf8(data: bytes) -> bool:
    """Tells whether the bytes are UTF-8; a letter may be cut at either end."""
    try:
        getincrementaldecoder("utf-8")().decode(data.lstrip(bytes(range(0x80, 0xC0))))
    except UnicodeDecodeError:
        return False
    return True


def _parted(lines: Iterable[str], mark: str, quotes: Quotes) -> tuple[tuple[str, ...], ...]:
    """The cells of each row; what cannot be parted ends them."""
    found: list[tuple[str, ...]] = []
    quoting: Literal[0, 3] = csv.QUOTE_NONE if quotes == "none" else csv.QUOTE_MINIMAL
    try:
        for row in csv.reader(lines, delimiter=mark, quoting=quoting):
            found.append(tuple(row))
    except csv.Error:
        pass
    return tuple(found)


def _header(rows: Sequence[Sequence[str]]) -> tuple[int, int, tuple[str, ...]]:
    """The row that has the labels of the most fields: how many, its number, the labels."""
    width = Counter(len(row) for row in rows if len(row) > 1).most_common(1)
    found: list[tuple[int, int, tuple[str, ...]]] = [(0, 1, ())]
    for number, row in enumerate(rows[:_MOST_ROWS_BEFORE], start=1):
        labels = tuple(" ".join(tidy(cell).split()) for cell in row)
        if width and len(row) == width[0][0]:
            fields = {field for label in labels if label for field in list(fields_of(label))[:1]}
            found.append((len(fields) if {"cost_centre", "account"} <= fields else 0, number, labels))
    return max(found, key=lambda one: (one[0], -one[1]))
