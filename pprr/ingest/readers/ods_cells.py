"""The cells of an .ods: what they hold and, as its writer wrote it down beside that, what they show."""

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from xml.parsers import expat

from pprr.ingest.readers.as_shown import plain, template
from pprr.ingest.readers.letters import clean_text
from pprr.ingest.readers.looks import Area, Look, Looks, of_runs
from pprr.ingest.readers.ods import CELL_TAGS, CONTENT, times
from pprr.ingest.readers.reach import LAST_COLUMN, GuardError
from pprr.ingest.readers.runs import Run
from pprr.ingest.readers.styled import NOT_CALCULATED, decimal

_STYLES = "styles.xml"
_CHUNK = 1 << 20
_SPACE = re.compile(r"[ \t\r\n]+")
_NUMBERS = {"float", "percentage", "currency"}
_MONTH = re.compile(r"([A-Za-z]{3,9})\.?[\s'’/-]*(\d{2}|\d{4})?", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_MONTH_AND_YEAR = re.compile(r"[A-Za-z]{3,9}-\d\d|[A-Za-z]{3,9} \d{4}", re.ASCII)
_CELLS = frozenset(f"table:{name}" for name in CELL_TAGS)
_OF_RUN = ("text:span", "text:a")


@dataclass
class _Cell:
    """One cell while it is followed: its attributes, its style's marks, its runs and its comment."""

    kind: str
    value: str
    is_formula: bool
    is_error: bool
    style: tuple[bool, bool]
    runs: list[Run] = field(default_factory=list)
    comment: list[str] = field(default_factory=list)
    paragraphs: int = 0


def read_ods(path: Path, sheet: str) -> tuple[list[list[str]], Looks]:
    """The cells of a sheet as they are held, and what they show. Call it for a workbook that has been checked."""
    found = _Sheet(sheet)
    with zipfile.ZipFile(path) as book:
        for name in (_STYLES, CONTENT):
            if name in book.namelist():
                _follow(book, name, found)
    found.looks.doubt_zeros()
    width = max((len(row) for row in found.rows.values()), default=0)
    last = max(found.rows, default=0)
    blank = [""] * width
    grid = [found.rows[n] + blank[len(found.rows[n]) :] if n in found.rows else blank for n in range(1, last + 1)]
    return grid, found.looks


def _follow(book: zipfile.ZipFile, name: str, sheet: "_Sheet") -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = sheet.start
    parser.EndElementHandler = sheet.end
    parser.CharacterDataHandler = sheet.text
    try:
        with book.open(name) as part:
            while chunk := part.read(_CHUNK):
                parser.Parse(chunk)
            parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise GuardError(f"its part {name} is damaged ({error}). Save it again as .ods or .xlsx.") from error


class _Sheet:
    """Follows the styles and the cells of one sheet, and keeps what its cells hold and show."""

    def __init__(self, sheet: str) -> None:
        self.rows: dict[int, list[str]] = {}
        self.looks = Looks()
        self._sheet = sheet
        self._is_wanted = False
        self._styles: dict[str, tuple[bool, bool]] = {}  # struck, raised
        self._named = ""
        self._columns: list[str] = []
        self._row_style = ""
        self._row = self._column = 0
        self._repeats = self._width = 1
        self._cell: _Cell | None = None
        self._depth = 0  # within a drawing, whose texts are none of the cell's
        self._is_comment = self._is_told = False  # within a comment, and within its words
        self._spans: list[tuple[bool, bool]] = []
        self._merged: list[Area] = []

    def start(self, tag: str, at: Mapping[str, str]) -> None:
        """The start of an element."""
        if self._is_wanted and tag in _CELLS:
            self._start_cell(at)
        elif self._cell is not None:
            self._start_within(tag, at)
        elif tag == "style:style":
            self._named = at.get("style:name", "")
            self._styles[self._named] = self._styles.get(at.get("style:parent-style-name", ""), (False, False))
        elif tag == "style:text-properties" and self._named:
            self._styles[self._named] = _marked(at, self._styles[self._named])
        elif tag == "table:table":
            self._is_wanted = at.get("table:name") == self._sheet
            self._row, self._columns = 0, []
        elif tag == "table:table-row":
            self._repeats = times(at, "number-rows-repeated")
            self._column, self._row_style = 0, at.get("table:default-cell-style-name", "")
        elif tag == "table:table-column" and self._is_wanted:
            # Those at the sheet's edge are repeated to its end; no more than these can hold anything.
            wide = min(times(at, "number-columns-repeated"), LAST_COLUMN)
            self._columns += [at.get("table:default-cell-style-name", "")] * wide

    def _start_cell(self, at: Mapping[str, str]) -> None:
        self._width = times(at, "number-columns-repeated")
        by_column = self._columns[self._column] if self._column < len(self._columns) else ""
        style = at.get("table:style-name") or self._row_style or by_column
        kind = at.get("office:value-type", "")
        value = at.get("office:value") or at.get("office:date-value") or at.get("office:time-value")
        value = value or at.get("office:boolean-value") or at.get("office:string-value") or ""
        self._cell = _Cell(
            kind,
            value,
            "table:formula" in at,
            at.get("calcext:value-type") == "error" or kind == "error",
            self._styles.get(style, (False, False)),
        )
        if "table:number-rows-spanned" in at or "table:number-columns-spanned" in at:
            tall, wide = times(at, "number-rows-spanned"), times(at, "number-columns-spanned")
            top, left = self._row + 1, self._column + 1
            self._merged.append(((top, left), (top + tall - 1, left + wide - 1)))

    def _start_within(self, tag: str, at: Mapping[str, str]) -> None:
        if tag == "text:p":
            if self._cell and not self._is_comment and not self._depth:
                self._cell.paragraphs += 1
                if self._cell.paragraphs > 1:
                    self._add("\n")
            elif self._is_comment:
                self._is_told = True
                self._add(" ")
        elif tag in _OF_RUN:
            self._spans.append(self._styles.get(at.get("text:style-name", ""), self._marks))
        elif tag == "text:s":
            self._add(" " * min(times(at, "c"), 1000))
        elif tag == "text:tab":
            self._add("\t")
        elif tag == "text:line-break":
            self._add("\n")
        elif tag == "office:annotation":
            self._is_comment, self._is_told = True, False
        elif tag.startswith("draw:"):
            self._depth += 1

    @property
    def _marks(self) -> tuple[bool, bool]:
        """Whether the letters that come now are struck, and whether they are raised."""
        return self._spans[-1] if self._spans else (False, False)

    def text(self, text: str) -> None:
        """Letters, of which a run of spaces is one."""
        if self._cell is not None:
            self._add(text if text.isalnum() else _SPACE.sub(" ", text))

    def _add(self, text: str) -> None:
        if self._cell is None or self._depth:
            return
        if self._is_comment:
            self._cell.comment += [text] if self._is_told else []
        else:
            struck, raised = self._marks
            self._cell.runs.append(Run(text, raised, struck))

    def end(self, tag: str) -> None:
        """The end of an element."""
        if self._is_wanted and tag in _CELLS:
            self._end_cell()
        elif self._cell is not None:
            self._end_within(tag)
        elif tag == "style:style":
            self._named = ""
        elif tag == "table:table-row":
            self._row += self._repeats
        elif tag == "table:table" and self._is_wanted:
            self._is_wanted = False
            self.looks.merged = self._merged

    def _end_within(self, tag: str) -> None:
        if tag == "office:annotation":
            self._is_comment = False
        elif tag == "text:p" and self._is_comment:
            self._is_told = False
        elif tag.startswith("draw:") and self._depth:
            self._depth -= 1
        elif tag in _OF_RUN and self._spans:
            self._spans.pop()

    def _end_cell(self) -> None:
        cell, self._cell, self._spans = self._cell, None, []
        look = _look(cell) if cell else None
        comment = clean_text("".join(cell.comment)) if cell else ""
        if cell and (look or comment):
            for row in range(self._row + 1, self._row + self._repeats + 1):
                for column in range(self._column + 1, self._column + self._width + 1):
                    self._keep(row, column, cell, look, comment)
        self._column += self._width

    def _keep(self, row: int, column: int, cell: _Cell, look: Look | None, comment: str) -> None:
        if comment:
            self.looks.comments[row, column] = comment
        if look is None:
            return
        texts = self.rows.setdefault(row, [])
        texts += [""] * (column - len(texts))
        texts[column - 1] = look.held
        found = look if look.kind or look.read != look.held else None
        self.looks.keep((row, column), found, is_struck=cell.style[0])
        if cell.is_formula and cell.kind in _NUMBERS:
            if look.held == "0":
                self.looks.zeros.append((row, column))
            else:
                self.looks.has_results = True


def _marked(at: Mapping[str, str], inherited: tuple[bool, bool]) -> tuple[bool, bool]:
    struck, raised = inherited
    line = at.get("style:text-line-through-style") or at.get("style:text-line-through-type")
    position = at.get("style:text-position", "")
    return line != "none" if line else struck, position.split()[0] not in {"0%", "0"} if position.split() else raised


def _look(cell: _Cell) -> Look | None:
    """What a cell holds and shows; None for a blank one."""
    shown = clean_text("".join(run.text for run in cell.runs))
    if cell.is_error:
        text = shown or "#ERROR"
        return Look(text, text, text)
    if cell.is_formula and not cell.value and not shown:
        return Look(NOT_CALCULATED, NOT_CALCULATED, NOT_CALCULATED)
    if cell.kind in _NUMBERS:
        return _of_number(cell, shown)
    if cell.kind == "date":
        return _of_day(cell.value, shown)
    if cell.kind == "time":
        return Look(shown or cell.value, shown or cell.value, shown or cell.value)
    if cell.kind == "boolean":
        text = str(cell.value == "true")
        return Look(text, text, text)
    if not cell.runs and cell.value:
        text = clean_text(cell.value)
        return Look(text, text, text)
    if not shown:
        return None
    look = of_runs(cell.runs)
    return look._replace(kind="raised-cell", seen=shown) if cell.style[1] and not look.kind else look


def _of_number(cell: _Cell, shown: str) -> Look:
    value = decimal(cell.value)
    if value is None:
        return Look(cell.value, cell.value, cell.value)
    held = plain(value)
    if shown.replace(",", "") == held:
        return Look(held, held, held)
    if not cell.runs and cell.kind != "percentage":
        return Look(held, held, held)  # its writer did not say what it shows
    if not cell.runs:
        shown = f"{plain(value * 100)}%"
    found = template(value, shown)
    return found.look(value, shown) if not found.is_plain else Look(held, held, held)


def _of_day(value: str, shown: str) -> Look:
    """A day as it is held; as a month or a year where no more of it is shown."""
    held = value.removesuffix("T00:00:00")
    text = held
    named = _MONTH.fullmatch(shown)
    try:
        day = date.fromisoformat(held[:10])
    except ValueError:
        return Look(held, held, held)
    if _YEAR.fullmatch(shown):
        text = shown
    elif named and f"{day:%B}".lower().startswith(named[1].lower()):
        text = shown if _MONTH_AND_YEAR.fullmatch(shown) else f"{named[1]} {day.year}"
    return Look(text, text, held)
