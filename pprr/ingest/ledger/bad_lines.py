"""The bad lines of a ledger, each with its place in the file: listed, counted and written out, none of them lost.

Only a ledger that has some is read this second time, line by line in Python, which takes several times as long.
"""

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from pprr.atomic import put_in_place
from pprr.ingest.ledger.lines import LineReader
from pprr.ingest.ledger.sums import Outcome
from pprr.ingest.mapping.ledger_file import LedgerFile, tidy
from pprr.ingest.mapping.ledger_layout import LedgerField
from pprr.ingest.tables.sheet import safe_text

MOST_LISTED = 100


class BadLine(NamedTuple):
    """One line that cannot be counted: its first row in the file, its cells, and what is wrong with which of them."""

    file: str
    row: int
    cells: Mapping[LedgerField, str]
    column: str
    found: str
    expected: str


@dataclass
class Scan:
    """The lines of one file: all of them, the blank, the bad of each sort, and those that are none of the ledger's."""

    lines: int = 0
    blank: int = 0
    unreadable: int = 0
    broken: int = 0
    dropped: int = 0

    def agrees(self, told: Mapping[Outcome, int]) -> bool:
        """Tells whether the sums found as many good lines and as many bad: two readings, one in SQL, one in Python."""
        counted = sum(told.values()) - told[Outcome.BROKEN] - told[Outcome.DROPPED]
        return (counted, told[Outcome.UNREADABLE]) == (
            self.lines - self.broken - self.dropped,
            self.unreadable + self.blank,
        )


@dataclass
class BadLines:
    """The first bad lines, and how many there are of each portfolio; those of none are the period's."""

    listed: list[tuple[str, BadLine]] = field(default_factory=list)
    unlisted: Counter[str] = field(default_factory=Counter)


def bad_lines(file: LedgerFile, scan: Scan) -> Iterator[BadLine]:
    """Every bad line of the file, in its order; ``scan`` is filled by the way."""
    reader = LineReader(file)
    blank = dict.fromkeys(file.layout.fields, "")
    with file.path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        parted = file.parted(stream)
        skip = file.skip
        while True:
            row = parted.line_num + 1
            try:
                cells = next(parted)
            except StopIteration:
                return
            except csv.Error as error:
                scan.lines += 1
                scan.broken += 1
                expected = "cells in quotation marks that are closed again"
                yield BadLine(file.name, row, blank, "", str(error), expected)
                continue
            if skip:
                skip -= 1
                continue
            if not cells:
                continue
            scan.lines += 1
            if len(cells) != file.width:
                if reader.is_stray(cells):
                    scan.dropped += 1
                    continue
                scan.broken += 1
                text = file.layout.delimiter.join(cells)
                expected = f"{file.width}, as the header has; is a comma in a text without quotation marks?"
                yield BadLine(file.name, row, blank, "", f"{len(cells)} cells: {text[:200]}", expected)
                continue
            if not reader.is_kept(cells):
                scan.dropped += 1
                continue
            if reader.is_readable(cells):
                continue
            if not any(tidy(cell) for cell in cells):
                scan.blank += 1
                continue
            if reader.is_furniture(cells) and reader.amount(cells) is None:
                scan.dropped += 1
                continue
            scan.unreadable += 1
            name, expected = reader.wrong(cells)
            told = reader.texts(cells)
            yield BadLine(file.name, row, told, file.layout.label(name), told[name], expected)


def collect(
    lines: Iterable[BadLine], path: Path, fields: Sequence[LedgerField], owner: Callable[[BadLine], str]
) -> BadLines:
    """Writes every line to the CSV, and keeps the first of them; ``owner`` tells whose a line is."""
    found = BadLines()
    part = path.with_name(f".{path.name}.part")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with part.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(("file", "row", *fields, "column", "found", "expected"))
            for line in lines:
                texts = (*(line.cells[name] for name in fields), line.column, line.found, line.expected)
                writer.writerow((safe_text(line.file), line.row, *(safe_text(text) for text in texts)))
                if len(found.listed) < MOST_LISTED:
                    found.listed.append((owner(line), line))
                else:
                    found.unlisted[owner(line)] += 1
        put_in_place(part, path)
    finally:
        part.unlink(missing_ok=True)
    return found
