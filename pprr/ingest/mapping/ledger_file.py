"""The files of a ledger: what ``[ledger]`` in sources.toml says of them, their header, and their text as UTF-8."""

import csv
import filecmp
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TextIO

from pprr.domain import Cell
from pprr.domain.errors import Fault, fault
from pprr.ingest.mapping.header import listed
from pprr.ingest.mapping.ledger_layout import LedgerField, LedgerLayout

if TYPE_CHECKING:
    from _csv import Reader

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
WORKBOOK = b"PK\x03\x04"
_CHUNK = 1 << 20  # letters at a time
_UNSEEN = re.compile("[\u200b\ufeff]")
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u2007\u2009\u202f", " "))
_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright strokes"}


@dataclass(frozen=True)
class LedgerFile:
    """One file, ready to be read: ``path`` is UTF-8, ``name`` is the received file's own.

    ``columns`` gives the place of each field, counted from 0; ``skip`` counts the records, blank lines
    among them, up to and with the header.
    """

    path: Path
    name: str
    layout: LedgerLayout
    columns: Mapping[LedgerField, int]
    labels: tuple[str, ...]
    skip: int

    @property
    def width(self) -> int:
        """The number of its columns."""
        return len(self.labels)

    def parted(self, lines: Iterable[str]) -> "Reader":
        """The cells of lines of text, as Python's reader of CSV parts them."""
        return part(lines, self.layout)

    def place(self, column: str) -> int:
        """The place of a column that a rule names, by its field or its label."""
        by_field = next((place for field, place in self.columns.items() if field == column), None)
        return self.labels.index(column) if by_field is None else by_field


def ledger_files(folder: Path, layout: LedgerLayout, scratch: Path, *, within: str) -> Iterator[LedgerFile | Fault]:
    """Each file of the ledger, or why it cannot be used; ``within`` is the folder's name in messages."""
    pattern = re.compile(".*".join(re.escape(part) for part in layout.file.split("*")))
    found = [path for path in sorted(folder.iterdir()) if pattern.fullmatch(path.name) and path.is_file()]
    found = [path for path in found if not path.name.startswith(("~$", "."))]
    if not found:
        yield fault("file-missing", Cell(f"{within}/{layout.file}"), remedy="ledger")
    for first, second in combinations(found, 2):
        if first.stat().st_size == second.stat().st_size and filecmp.cmp(first, second, shallow=False):
            yield fault("file-twice", Cell(f"{within}/{second.name}"), first=first.name)
    for number, path in enumerate(found):
        yield _prepared(path, layout, scratch / f"{number}.csv", Cell(f"{within}/{path.name}"))


def part(lines: Iterable[str], layout: LedgerLayout) -> "Reader":
    """The cells of lines of text, by the layout's separator and its use of quotation marks."""
    quoting: Literal[0, 3] = csv.QUOTE_NONE if layout.quotes == "none" else csv.QUOTE_MINIMAL
    return csv.reader(lines, delimiter=layout.delimiter, quoting=quoting)


def tidy(text: str) -> str:
    """The text without the spaces that cannot be seen: no-break and zero-width ones, and any at its ends."""
    return _UNSEEN.sub("", text).translate(_SPACES).strip()


def _prepared(path: Path, layout: LedgerLayout, copy: Path, place: Cell) -> LedgerFile | Fault:
    try:
        with path.open("rb") as file:
            start = file.read(len(WORKBOOK))
        if not start:
            return fault("ledger-empty", place)
        if start == WORKBOOK:
            return fault("ledger-workbook", place)
        encoding = "utf-16" if start.startswith(_UTF16_MARKS) else layout.encoding
        if encoding != "utf-8":
            _write_utf8(path, encoding, copy)
            path = copy
        return _with_header(path, layout, copy.with_suffix(".head.csv"), place)
    except PermissionError:
        return fault("file-held", place)
    except csv.Error as error:
        return fault("ledger-header-unreadable", place, problem=str(error))
    except UnicodeError as error:
        return fault("ledger-encoding", place, encoding=encoding, problem=str(error))


def _write_utf8(path: Path, encoding: str, copy: Path) -> None:
    with path.open(encoding=encoding, newline="") as source, copy.open("w", encoding="utf-8", newline="") as target:
        while text := source.read(_CHUNK):
            target.write(text)


def _with_header(path: Path, layout: LedgerLayout, copy: Path, place: Cell) -> LedgerFile | Fault:
    labels: list[str] = []
    skip = 0
    lines: list[str] = []  # as they stand, their ends included
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        reader = part(_remembered(file, lines), layout)
        row = 1
        for cells in reader:
            skip += 1
            if row >= layout.header_row:
                labels = [" ".join(tidy(cell).split()) for cell in cells] if row == layout.header_row else []
                break
            row = reader.line_num + 1
        columns = _columns(labels, layout, place)
        if isinstance(columns, Fault):
            return columns
        if reader.line_num > skip:
            # The engine takes the file's first line end for that of every line, in quotation marks or not.
            _write_plain_head(len(lines), lines[-1], file, copy)
            path, skip = copy, len(lines)
    return LedgerFile(path, place.file, layout, columns, tuple(labels), skip)


def _columns(labels: list[str], layout: LedgerLayout, place: Cell) -> dict[LedgerField, int] | Fault:
    """Where the fields stand."""
    if not any(labels):
        return fault("ledger-without-labels", place, row=str(layout.header_row))
    for mark, name in _DELIMITERS.items():
        if len(labels) == 1 and mark in labels[0]:
            return fault("ledger-delimiter", place, name=name, mark=repr(mark))
    columns: dict[LedgerField, int] = {}
    for field in layout.fields:
        label = layout.label(field)
        if labels.count(label) != 1:
            return fault(
                "ledger-column-not-once",
                place,
                count=str(labels.count(label) or "no"),
                label=label,
                labels=listed(labels),
                field=field,
            )
        columns[field] = labels.index(label)
    for rule in (*layout.drop, *layout.only):
        if rule.column not in columns and labels.count(rule.column) != 1:
            count = str(labels.count(rule.column) or "no")
            return fault("ledger-rule-column", place, count=count, label=rule.column, labels=listed(labels))
    if len(set(columns.values())) < len(columns):
        return fault("ledger-column-twice", place)
    return columns


def _remembered(file: TextIO, lines: list[str]) -> Iterator[str]:
    for line in file:
        lines.append(line)
        yield line


def _write_plain_head(rows: int, last: str, rest: TextIO, copy: Path) -> None:
    """The file with as many rows, none of them of two lines, in place of its head."""
    end = last[len(last.rstrip("\r\n")) :]
    with copy.open("w", encoding="utf-8", newline="") as target:
        target.write(f"{end * (rows - 1)}-{end}")
        while text := rest.read(_CHUNK):
            target.write(text)
