"""The bad lines of a ledger, each with its place in the file: listed, counted and written out, none of them lost.

Only a ledger that has some is read this second time, line by line in Python, which takes several times as long.
"""

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pprr.atomic import put_in_place
from pprr.ingest.ledger.sums import AMOUNT_EXPECTED, DAY_EXPECTED, Outcome, read_amount, read_day
from pprr.ingest.mapping.ledger_file import FIELDS, LedgerField, LedgerFile, tidy
from pprr.ingest.tables.sheet import safe_text

MOST_LISTED = 100
_MOST_KEPT = 100_000
_HEADER = ("file", "row", *FIELDS, "column", "found", "expected")


class BadLine(NamedTuple):
    """One line that cannot be counted: its first row in the file, its cells, and what is wrong with which of them."""

    file: str
    row: int
    cells: dict[LedgerField, str]
    column: str
    found: str
    expected: str


@dataclass
class Scan:
    """The contents found in one file: its lines, those whose every cell is blank, and the bad ones of each sort."""

    lines: int = 0
    blank: int = 0
    unreadable: int = 0
    broken: int = 0

    def agrees(self, told: Mapping[Outcome, int]) -> bool:
        """Tells whether the sums found as many good lines and as many bad: two readings, one in SQL, one in Python."""
        counted = sum(told.values()) - told[Outcome.BROKEN]
        return (counted, told[Outcome.UNREADABLE]) == (self.lines - self.broken, self.unreadable + self.blank)


@dataclass
class BadLines:
    """The first bad lines, and how many there are of each portfolio; those of none are the period's."""

    listed: list[tuple[str, BadLine]] = field(default_factory=list)
    unlisted: Counter[str] = field(default_factory=Counter)


def bad_lines(file: LedgerFile, scan: Scan) -> Iterator[BadLine]:
    """Every bad line of the file, in its order; ``scan`` is filled by the way."""
    # Codes and days come again and again: what has been read once is not read anew.
    code, is_day = lru_cache(_MOST_KEPT)(tidy), lru_cache(_MOST_KEPT)(_is_day)
    cost_centre, account, day, amount = (file.columns[name] for name in FIELDS)
    with file.path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        reader = csv.reader(stream, delimiter=file.layout.delimiter)
        skip = file.skip
        while True:
            row = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                scan.lines += 1
                scan.broken += 1
                expected = "cells in quotation marks that are closed again"
                yield BadLine(file.name, row, dict.fromkeys(FIELDS, ""), "", str(error), expected)
                continue
            if skip:
                skip -= 1
                continue
            if not cells:
                continue
            scan.lines += 1
            if len(cells) != file.width:
                scan.broken += 1
                found = f"{len(cells)} cells: {file.layout.delimiter.join(cells)[:200]}"
                expected = f"{file.width}, as the header has; is a comma in a text without quotation marks?"
                yield BadLine(file.name, row, dict.fromkeys(FIELDS, ""), "", found, expected)
                continue
            if code(cells[cost_centre]) and code(cells[account]) and is_day(cells[day]) and _is_amount(cells[amount]):
                continue
            if not any(tidy(cell) for cell in cells):
                scan.blank += 1
                continue
            scan.unreadable += 1
            told = {name: tidy(cells[place]) for name, place in file.columns.items()}
            name, expected = _wrong(told)
            yield BadLine(file.name, row, told, file.layout.label(name), told[name], expected)


def collect(lines: Iterable[BadLine], path: Path, owner: Callable[[BadLine], str]) -> BadLines:
    """Writes every line to the CSV, and keeps the first of them; ``owner`` tells whose a line is."""
    found = BadLines()
    part = path.with_name(f".{path.name}.part")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with part.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(_HEADER)
            for line in lines:
                texts = (*(line.cells[name] for name in FIELDS), line.column, line.found, line.expected)
                writer.writerow((safe_text(line.file), line.row, *(safe_text(text) for text in texts)))
                if len(found.listed) < MOST_LISTED:
                    found.listed.append((owner(line), line))
                else:
                    found.unlisted[owner(line)] += 1
        put_in_place(part, path)
    finally:
        part.unlink(missing_ok=True)
    return found


def _is_day(text: str) -> bool:
    return read_day(text) is not None


def _is_amount(text: str) -> bool:
    return read_amount(text) is not None


def _wrong(cells: Mapping[LedgerField, str]) -> tuple[LedgerField, str]:
    """The first of a bad line's cells that cannot be read, and what was expected of it."""
    if not cells["cost_centre"]:
        return "cost_centre", "a cost centre"
    if not cells["account"]:
        return "account", "an account"
    return ("amount", AMOUNT_EXPECTED) if _is_day(cells["date"]) else ("date", DAY_EXPECTED)
