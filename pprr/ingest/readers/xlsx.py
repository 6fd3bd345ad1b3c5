"""What an .xlsx shows of its cells beyond their values: formats, runs, struck cells, comments, formulas without result.

A reader of values gives the rest. The sheet's XML is read as text, in the order of its cells, which costs less than
taking it apart, and is bounded by what the guard lets pass.
"""

import re
import zipfile
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path

from pprr.ingest.readers.as_shown import Template, of_format
from pprr.ingest.readers.looks import Look, Looks, Place, of_runs
from pprr.ingest.readers.number_format import NumberFormat, elapsed, month
from pprr.ingest.readers.reach import number_of
from pprr.ingest.readers.runs import Joined
from pprr.ingest.readers.xlsx_parts import (
    WORKBOOK,
    Style,
    comments_of,
    joined_runs,
    part_of,
    read_part,
    rich_strings,
    styles_of,
    text_of,
    was_saved_by_libreoffice,
)

NOT_CALCULATED = "a formula that was never calculated"
_PIECE = re.compile(
    rb"<((?:\w+:)?)(?:row\b(?P<row>[^>]*)>|c\b(?P<blank>[^>]*)/>|c\b(?P<cell>[^>]*)>(?P<inside>.*?)</\1c>)", re.DOTALL
)
_ROW = re.compile(rb"""\br\s*=\s*["'](\d{1,7})["']""")
_PLACE = re.compile(rb"""\br\s*=\s*["']\$?([A-Za-z]{1,3})\$?(\d{1,7})["']""")
_STYLE = re.compile(rb"""\bs\s*=\s*["'](\d{1,6})["']""")
_TYPE = re.compile(rb"""\bt\s*=\s*["'](\w+)["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>(.*?)</(?:\w+:)?v>", re.DOTALL)
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_ON_LOAD = re.compile(rb"""fullCalcOnLoad\s*=\s*["'](?:1|true)["']""")
_FROM_1904 = re.compile(rb"""date1904\s*=\s*["'](?:1|true)["']""")
_NOTE = re.compile(
    rb"""<((?:\w+:)?)comment\b[^>]*\bref\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["'].*?</\1comment>""", re.DOTALL
)
_MOST_DAYS = 2_958_465  # 31 December 9999


def looks_of(path: Path, sheet: str) -> Looks:
    """What the sheet shows otherwise than it holds. Call it for a workbook that has been checked."""
    with zipfile.ZipFile(path) as book:
        part = part_of(book, sheet)
        if part is None:
            return Looks()
        about = read_part(book, WORKBOOK)
        scan = _Scan(
            styles_of(book),
            rich_strings(book),
            is_raw=_ON_LOAD.search(about) is not None,
            first=date(1904, 1, 1) if _FROM_1904.search(about) else date(1899, 12, 30),
        )
        scan.read(read_part(book, part))
        if was_saved_by_libreoffice(book):
            scan.doubt_zeros()
        scan.looks.comments = _comments(comments_of(book, part))
    return scan.looks


def _comments(data: bytes) -> dict[Place, str]:
    found = {}
    for match in _NOTE.finditer(data):
        text = text_of(match[0]).strip()
        if text.startswith("[Threaded comment]"):  # what older programs are told stands before the comment itself
            text = text.partition("Comment:")[2].strip()
        if text:
            found[int(match[3]), number_of(match[2].decode())] = text
    return found


class _Scan:
    """One pass over the cells of a sheet."""

    def __init__(
        self, styles: Mapping[int, Style], strings: Mapping[int, Joined], *, is_raw: bool, first: date
    ) -> None:
        self.looks = Looks()
        self._styles = styles
        self._strings = strings
        self._is_raw = is_raw
        self._first = first
        self._templates: dict[tuple[str, int, int], Template | None] = {}
        self._zeros: list[Place] = []
        self._has_results = False

    def read(self, data: bytes) -> None:
        """Looks at every cell. One that does not say where it stands follows the one before it."""
        row = column = 0
        for piece in _PIECE.finditer(data):
            if piece["row"] is not None:
                told = _ROW.search(piece["row"])
                row, column = int(told[1]) if told else row + 1, 0
                continue
            attributes = piece["cell"] if piece["blank"] is None else piece["blank"]
            place = _PLACE.search(attributes)
            row, column = (int(place[2]), number_of(place[1].decode())) if place else (row, column + 1)
            if piece["inside"] is not None:
                self._look(row, column, attributes, piece["inside"])

    def doubt_zeros(self) -> None:
        """Asks about every formula's 0 where no formula of the sheet has another result."""
        if not self._has_results:
            for place in self._zeros:
                self.looks.cells.setdefault(place, Look("0", "0", "0", "formula", "0"))

    def _look(self, row: int, column: int, attributes: bytes, inside: bytes) -> None:
        styled = _STYLE.search(attributes)
        style = self._styles.get(int(styled[1])) if styled else self._styles.get(0)
        typed = _TYPE.search(attributes)
        kind = typed[1] if typed else b"n"
        if style is None and kind == b"n" and b"f" not in inside:
            return
        look: Look | None = None
        if kind in {b"s", b"inlineStr"}:
            joined = self._shared(inside) if kind == b"s" else joined_runs(inside)
            look = of_runs(joined) if joined else None
            if look and look.kind == "struck-cell":
                self.looks.struck.add((row, column))
        else:
            look = self._of_value(row, column, kind, inside, style)
        if style and style.is_struck:
            self.looks.struck.add((row, column))
        if look is None and style and style.is_raised:
            text = self._plain(kind, inside)
            look = Look(text, text, text, "raised-cell", text) if text else None
        if look:
            self.looks.cells[row, column] = look

    def _shared(self, inside: bytes) -> Joined | None:
        value = _VALUE.search(inside) if self._strings else None
        return self._strings.get(int(value[1])) if value and value[1].strip().isdigit() else None

    def _of_value(self, row: int, column: int, kind: bytes, inside: bytes, style: Style | None) -> Look | None:
        value = _VALUE.search(inside)
        written = value[1].strip() if value else b""
        if kind == b"e":
            text = written.decode("ascii", errors="replace") or "#ERROR"
            return Look(text, text, text)
        if kind in {b"n", b"d"} and _FORMULA.search(inside):
            if not written or (self._is_raw and written == b"0"):
                return Look(NOT_CALCULATED, NOT_CALCULATED, NOT_CALCULATED)
            if written == b"0":
                self._zeros.append((row, column))
            else:
                self._has_results = True
        if style is None or not written or kind not in {b"n", b"d"}:
            return None
        if style.number.days:
            return self._day(written, kind, style.number)
        return self._number(written, style.number) if kind == b"n" else None

    def _number(self, written: bytes, how: NumberFormat) -> Look | None:
        value = _decimal(written)
        if value is None:
            return None
        key = how.code, how.section_of(value), (value > 0) - (value < 0)
        if key not in self._templates:
            self._templates[key] = of_format(value, how)
        found = self._templates[key]
        if found is None or found.is_plain:
            return None
        around = how.around(value)
        return found.look(value, around.text if around else how.code)

    def _day(self, written: bytes, kind: bytes, how: NumberFormat) -> Look | None:
        if how.days == "day":
            return None
        if kind == b"d":
            day = _iso(written)
        else:
            value = _decimal(written)
            if value is None or abs(value) > _MOST_DAYS:
                return None
            if how.days == "elapsed":
                text = elapsed(value)
                return Look(text, text, text)
            day = self._first + timedelta(days=int(value)) if value >= 0 else None
        if day is None or how.days == "elapsed":
            return None
        text = month(day, how.code)
        return Look(text, text, day.isoformat())

    def _plain(self, kind: bytes, inside: bytes) -> str:
        """The text of a cell, of a number alone where it is a shared text."""
        value = _VALUE.search(inside)
        return value[1].decode("utf-8", "replace").strip() if value and kind == b"n" else ""


def _decimal(written: bytes) -> Decimal | None:
    """The number with the digits that Excel itself shows; None where it is none."""
    try:
        value = Decimal(f"{float(written):.15g}")
    except (ValueError, InvalidOperation):
        return None
    return value if value.is_finite() and value.adjusted() < 300 else None


def _iso(written: bytes) -> date | None:
    try:
        return date.fromisoformat(written[:10].decode("ascii", errors="replace"))
    except ValueError:
        return None
