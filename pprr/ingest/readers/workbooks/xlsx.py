"""The looks of an .xlsx file's cells beyond their values: formats, runs, struck cells, comments, bare formulas.

A reader of values gives the rest. The sheet's XML is read as text, in the order of its cells, which costs less than
taking it apart, and is bounded by what the guard lets pass.
"""

import html
import re
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from pprr.ingest.readers.letters import clean_text
from pprr.ingest.readers.reach import number_of
from pprr.ingest.readers.workbooks.conditions import conditions_of
from pprr.ingest.readers.workbooks.looks import Look, Looks, Place, of_runs
from pprr.ingest.readers.workbooks.runs import PLAIN, Font, TextRun
from pprr.ingest.readers.workbooks.styled import NOT_CALCULATED, Judge, Style, decimal, of_day
from pprr.ingest.readers.workbooks.xlsx_parts import (
    WORKBOOK,
    comments_of,
    part_of,
    read_part,
    rich_strings,
    runs_of,
    styles_of,
    text_of,
    was_saved_by_libreoffice,
)

_PIECE = re.compile(rb"<((?:\w+:)?)(?:row\b([^>]*)>|c\b([^>]*)/>|c\b([^>]*)>(.*?)</\1c>)", re.DOTALL)
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^<>]*)>")
_HIDDEN = re.compile(rb"""\bhidden\s*=\s*["'](?:1|true)["']""")
_SPAN = re.compile(rb"""\b(min|max)\s*=\s*["'](\d{1,7})["']""")
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
_AFTER_FIRST = len(_FIRST)
_RAISED = Look("", "", "", "raised-cell")  # its text is known from its value
_MOST_KINDS = 4096


def looks_of(path: Path, sheet: str) -> Looks:
    """The cells that the sheet shows otherwise than it holds them. Call it for a workbook that has been checked."""
    with zipfile.ZipFile(path) as book:
        part = part_of(book, sheet)
        if part is None:
            return Looks()
        about = read_part(book, WORKBOOK)
        judge = Judge(is_from_1904=_FROM_1904.search(about) is not None)
        scan = _Scan(styles_of(book), rich_strings(book), is_raw=_ON_LOAD.search(about) is not None, judge=judge)
        data = read_part(book, part)
        scan.read(data)
        scan.looks.hidden_columns = _hidden_columns(data)
        scan.looks.conditions = conditions_of(book, data, judge)
        if was_saved_by_libreoffice(book):
            scan.looks.doubt_zeros()
        scan.looks.comments = _comments(comments_of(book, part))
    return scan.looks


def _hidden_columns(data: bytes) -> list[tuple[int, int]]:
    above = data.partition(b"sheetData")[0]
    spans = (dict(_SPAN.findall(said)) for said in _COLUMN.findall(above) if _HIDDEN.search(said))
    return [(int(span[b"min"]), int(span[b"max"])) for span in spans if len(span) == 2]


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
        self, styles: Mapping[int, Style], strings: Mapping[int, tuple[TextRun, ...]], *, is_raw: bool, judge: Judge
    ) -> None:
        self.looks = Looks()
        self._styles = styles
        self._strings = strings
        self._is_raw = is_raw
        self._judge = judge
        self._kinds: dict[bytes, tuple[Style | None, bytes, Font]] = {}

    def read(self, data: bytes) -> None:
        """Looks at every cell. One that does not say where it stands follows the one before it."""
        row = after = 0
        last: Place | bytes = (0, 0)  # the last cell that says where it stands, which is read where it must be
        kinds = self._kinds
        for piece in _PIECE.finditer(data):
            row_said, blank, cell, inside = piece.group(2, 3, 4, 5)
            if row_said is not None:
                told = _ROW.search(row_said)
                row = int(told[1]) if told else row + 1
                last, after = (row, 0), 0
                if b"hidden" in row_said and _HIDDEN.search(row_said):
                    self.looks.hidden_rows.append((row, row))
                continue
            attributes = blank if cell is None else cell
            if attributes.startswith(_FIRST):
                rest = attributes[attributes.find(b'"', _AFTER_FIRST) :]
                last, after = attributes, 0
            else:
                rest = attributes
                last, after = (attributes, 0) if _PLACE.search(attributes) else (last, after + 1)
            if inside is None:
                continue
            style, kind, font = kinds.get(rest) or self._said(rest)
            if style is None and kind == b"n" and b"f" not in inside:
                continue
            look = self._look(style, kind, inside, font)
            if look or font.is_struck:
                line, column = last if isinstance(last, tuple) else _place(last)
                if isinstance(look, _Zero):
                    self.looks.zeros.append((line, column + after))
                self.looks.keep((line, column + after), look, is_struck=font.is_struck)

    def _said(self, attributes: bytes) -> tuple[Style | None, bytes, Font]:
        """The style of a cell where it says more than its value, its type and font: cells of one sheet have few."""
        styled, typed = _STYLE.search(attributes), _TYPE.search(attributes)
        style = self._styles.get(int(styled[1]) if styled else 0)
        kind = typed[1] if typed else b"n"
        said = style if style and style.says_more else None, kind, style.font if style else PLAIN
        if len(self._kinds) < _MOST_KINDS:
            self._kinds[attributes] = said
        return said

    def _look(self, style: Style | None, kind: bytes, inside: bytes, font: Font) -> Look | None:
        """The look to keep of a cell, if any."""
        if kind in {b"s", b"inlineStr"}:
            runs = self._shared(inside) if kind == b"s" else runs_of(inside)
            look = of_runs(runs, font) if runs else None
        else:
            look = self._of_value(kind, inside, style)
        return _RAISED if look is None and font.is_raised else look

    def _shared(self, inside: bytes) -> tuple[TextRun, ...]:
        value = _value(inside) if self._strings else b""
        return self._strings.get(int(value), ()) if value.isdigit() else ()

    def _of_value(self, kind: bytes, inside: bytes, style: Style | None) -> Look | None:
        written = _value(inside)
        if kind == b"e":
            text = clean_text(html.unescape(written.decode("utf-8", errors="replace"))) or "#ERROR"
            return Look(text, text, text)
        if kind in {b"n", b"d"} and b"f" in inside and _FORMULA.search(inside):
            if not written or (self._is_raw and written == b"0"):
                return Look(NOT_CALCULATED, NOT_CALCULATED, NOT_CALCULATED)
            self.looks.has_results = self.looks.has_results or written != b"0"
            if written == b"0":
                look = self._number(written, style) if kind == b"n" else None
                return _Zero(*(look or Look("0", "0", "0")))
        if style is None or not written or kind not in {b"n", b"d"}:
            return None
        if kind == b"d":
            day = _iso(written) if style.number.days in {"month", "year"} else None
            return of_day(day, style.number) if day else None
        return self._number(written, style)

    def _number(self, written: bytes, style: Style | None) -> Look | None:
        value = decimal(written) if style else None
        return self._judge.number(value, style.number) if style and value is not None else None


def _value(inside: bytes) -> bytes:
    """The text of the value's element."""
    start = inside.find(b"<v>")
    if start >= 0:
        return inside[start + 3 : inside.find(b"<", start + 3)].strip()
    value = _VALUE.search(inside)
    return value[1].strip() if value else b""


def _place(attributes: bytes) -> Place:
    found = _PLACE.search(attributes)
    return (int(found[2]), number_of(found[1].decode())) if found else (0, 0)


def _iso(written: bytes) -> date | None:
    try:
        return date.fromisoformat(written[:10].decode("ascii", errors="replace"))
    except ValueError:
        return None
