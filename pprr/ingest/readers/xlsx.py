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
_FIRST = b' r="'
_RAISED = Look("", "", "", "raised-cell")  # its text is known from its value
_MOST_KINDS = 4096
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


class _Zero(Look):
    """The 0 of a formula, perhaps of one that nobody has calculated."""


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
        self._kinds: dict[bytes, tuple[Style | None, bytes]] = {}
        self._zeros: list[Place] = []
        self._has_results = False

    def read(self, data: bytes) -> None:
        """Looks at every cell. One that does not say where it stands follows the one before it."""
        row = after = 0
        last: Place | bytes = (0, 0)  # the last cell that says where it stands, which is read where it must be
        for piece in _PIECE.finditer(data):
            row_said = piece["row"]
            if row_said is not None:
                told = _ROW.search(row_said)
                row = int(told[1]) if told else row + 1
                last, after = (row, 0), 0
                continue
            attributes = piece["cell"] if piece["blank"] is None else piece["blank"]
            has_place, rest = _split(attributes)
            last, after = (attributes, 0) if has_place else (last, after + 1)
            inside = piece["inside"]
            if inside is not None:
                style, kind = self._said(rest)
                if style is not None or kind != b"n" or b"f" in inside:
                    look = self._look(style, kind, inside)
                    if look or (style and style.is_struck):
                        row, column = last if isinstance(last, tuple) else _place(last)
                        self._keep((row, column + after), look, style)

    def doubt_zeros(self) -> None:
        """Asks about every formula's 0 where no formula of the sheet has another result."""
        for place in () if self._has_results else self._zeros:
            look = self.looks.cells[place]
            self.looks.cells[place] = look if look.kind else look._replace(kind="formula", seen="0")

    def _said(self, attributes: bytes) -> tuple[Style | None, bytes]:
        """The style and the type of a cell; cells of one sheet have few of both."""
        if attributes not in self._kinds:
            styled, typed = _STYLE.search(attributes), _TYPE.search(attributes)
            style = self._styles.get(int(styled[1]) if styled else 0)
            if len(self._kinds) > _MOST_KINDS:
                self._kinds.clear()
            self._kinds[attributes] = style, typed[1] if typed else b"n"
        return self._kinds[attributes]

    def _look(self, style: Style | None, kind: bytes, inside: bytes) -> Look | None:
        """What is to be kept of a cell, if anything."""
        if kind in {b"s", b"inlineStr"}:
            joined = self._shared(inside) if kind == b"s" else joined_runs(inside)
            look = of_runs(joined) if joined else None
        else:
            look = self._of_value(kind, inside, style)
        return _RAISED if look is None and style and style.is_raised else look

    def _keep(self, place: Place, look: Look | None, style: Style | None) -> None:
        if isinstance(look, _Zero):
            self._zeros.append(place)
        if look:
            self.looks.cells[place] = look
        if (style and style.is_struck) or (look and look.kind == "struck-cell"):
            self.looks.struck.add(place)

    def _shared(self, inside: bytes) -> Joined | None:
        value = _VALUE.search(inside) if self._strings else None
        return self._strings.get(int(value[1])) if value and value[1].strip().isdigit() else None

    def _of_value(self, kind: bytes, inside: bytes, style: Style | None) -> Look | None:
        value = _VALUE.search(inside)
        written = value[1].strip() if value else b""
        if kind == b"e":
            text = written.decode("ascii", errors="replace") or "#ERROR"
            return Look(text, text, text)
        if kind in {b"n", b"d"} and _FORMULA.search(inside):
            if not written or (self._is_raw and written == b"0"):
                return Look(NOT_CALCULATED, NOT_CALCULATED, NOT_CALCULATED)
            self._has_results = self._has_results or written != b"0"
            if written == b"0":
                look = self._number(written, style.number) if style and kind == b"n" else None
                return _Zero(*(look or Look("0", "0", "0")))
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
        around = how.around(value) if found.differs else None
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


def _split(attributes: bytes) -> tuple[bool, bytes]:
    """Whether a cell says where it stands, and its other attributes, where that comes first; else all of them."""
    if attributes.startswith(_FIRST):
        return True, attributes[attributes.find(b'"', len(_FIRST)) :]
    return _PLACE.search(attributes) is not None, attributes


def _place(attributes: bytes) -> Place:
    found = _PLACE.search(attributes)
    return (int(found[2]), number_of(found[1].decode())) if found else (0, 0)


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
