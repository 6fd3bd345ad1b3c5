"""Reads a received CSV or other text whose columns are parted by a mark: its letters first, then its rows."""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from pprr.domain.errors import FileError
from pprr.ingest.readers.quotes import Quotes
from pprr.ingest.readers.reach import LAST_ROW, MOST_CELLS

MOST_BYTES = 50_000_000  # of text, which takes six times as much memory while it is read
_NULL_BYTES_OF_UTF16 = 0.3
_MARKS = {";": "semicolons", "\t": "tabs", "|": "upright bars"}


def read_delimited(
    path: Path, *, delimiter: str, encoding: str = "", quotes: Quotes = ""
) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of its first line, cells as they are; raises FileError."""
    if path.stat().st_size > MOST_BYTES:
        raise FileError("too-much-text", most=f"{MOST_BYTES:,}", what="bytes")
    text = decode(path.read_bytes(), encoding)
    if "\x00" in text:
        raise FileError("no-text-file")
    file = io.StringIO(text, newline="")
    if quotes == "none":
        reader = csv.reader(file, strict=True, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    else:
        reader = csv.reader(file, strict=True, delimiter=delimiter)
    rows: list[tuple[int, list[str]]] = []
    first_line, count = 1, 0
    try:
        for cells in reader:
            count += len(cells)
            if len(rows) == LAST_ROW or count > MOST_CELLS:
                most, what = (LAST_ROW, "rows") if len(rows) == LAST_ROW else (MOST_CELLS, "cells")
                raise FileError("too-much-text", most=f"{most:,}", what=what)
            rows.append((first_line, cells))
            first_line = reader.line_num + 1
    except csv.Error as error:
        raise FileError("row-broken", row=first_line, problem=error) from error
    _refuse_other_mark([cells for _, cells in rows if any(cells)][:10])
    return iter(rows)


def parted_by(data: bytes, columns: Iterable[str]) -> str:
    """The mark under which the first line holds all the columns, as Excel writes it in another country; else blank."""
    try:
        first = decode(data).removeprefix("\ufeff").partition("\n")[0]
    except FileError:
        return ""
    labels = {mark: {label.strip('" \r') for label in first.split(mark)} for mark in _MARKS}
    return next((mark for mark, found in labels.items() if mark in first and found.issuperset(columns)), "")


def decode(data: bytes, encoding: str = "") -> str:
    """The text: in the encoding that is given, else by its byte order mark, UTF-16's null bytes, UTF-8, cp1252.

    Raises FileError for bytes that are none of these.
    """
    for mark, marked in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark) and (not encoding or encoding.lower().startswith("utf")):
            return _decode(data, marked)
    if encoding:
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
    except (UnicodeDecodeError, UnicodeError) as error:
        raise FileError("letters-unreadable", encoding=encoding) from error


def _refuse_other_mark(filled: list[list[str]]) -> None:
    for mark, name in _MARKS.items():
        # Texts in the rows may hold commas of their own; the labels above them do not.
        if len(filled) > 1 and len(filled[0]) == 1 and all("".join(cells).count(mark) > 1 for cells in filled):
            written = "\\t" if mark == "\t" else mark
            raise FileError("columns-parted-otherwise", mark=name, delimiter=written)
