"""The cells of an .ods: what they hold and, as its writer wrote it down beside that, what they show."""

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.parsers import expat

from pprr.domain.errors import FileError
from pprr.ingest.readers.letters import clean_text
from pprr.ingest.readers.reach import LAST_COLUMN
from pprr.ingest.readers.workbooks.looks import Area, Look, Looks
from pprr.ingest.readers.workbooks.ods import CELL_TAGS, CONTENT, times
from pprr.ingest.readers.workbooks.ods_values import NUMBERS, OdsCell, look_of
from pprr.ingest.readers.workbooks.runs import PLAIN, Font, TextRun, points

_STYLES = "styles.xml"
_CHUNK = 1 << 20
_SPACE = re.compile(r"[ \t\r\n]+")
_SPACES = re.compile(r"[\t\r\n]|  ")
_CELLS = frozenset(f"table:{name}" for name in CELL_TAGS)
_VALUES = tuple(f"office:{name}" for name in ("value", "date-value", "time-value", "boolean-value", "string-value"))
_OF_RUN = ("text:span", "text:a")
_OF_ALL = " "  # the name, which no style has, of the one that all cells' styles begin from


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
    except (expat.ExpatError, LookupError) as error:  # the second for an encoding that there is not
        raise FileError("part-damaged", remedy="ods", part=name, problem=error) from error


class _Sheet:
    """Follows the styles and the cells of one sheet, and keeps what its cells hold and show."""

    def __init__(self, sheet: str) -> None:
        self.rows: dict[int, list[str]] = {}
        self.looks = Looks()
        self._sheet = sheet
        self._is_wanted = False
        self._styles: dict[str, Font] = {}
        self._named = ""
        self._columns: list[str] = []
        self._row_style = ""
        self._row = self._column = 0
        self._repeats = self._width = 1
        self._cell: OdsCell | None = None
        self._depth = 0  # within a drawing, whose texts are none of the cell's
        self._is_comment = self._is_told = False  # within a comment, and within its words
        self._spans: list[Font] = []
        self._merged: list[Area] = []

    def start(self, tag: str, at: Mapping[str, str]) -> None:
        """The start of an element."""
        if self._is_wanted and tag in _CELLS:
            self._start_cell(at)
        elif self._cell is not None:
            self._start_within(tag, at)
        elif tag == "style:default-style" and at.get("style:family") == "table-cell":
            self._named, self._styles[_OF_ALL] = _OF_ALL, Font()
        elif tag == "style:style":
            self._named = at.get("style:name", "")
            of_all = self._styles.get(_OF_ALL, Font()) if at.get("style:family") == "table-cell" else Font()
            self._styles[self._named] = self._styles.get(at.get("style:parent-style-name", ""), of_all)
        elif tag == "style:text-properties" and self._named:
            self._styles[self._named] = _marked(at, self._styles[self._named])
        elif tag == "table:table":
            self._is_wanted = at.get("table:name") == self._sheet
            self._row, self._columns = 0, []
        elif tag == "table:table-row":
            self._repeats = times(at, "number-rows-repeated")
            self._column, self._row_style = 0, at.get("table:default-cell-style-name", "")
            if self._is_wanted and _is_hidden(at):
                self.looks.hidden_rows.append((self._row + 1, self._row + self._repeats))
        elif tag == "table:table-column" and self._is_wanted:
            # Those at the sheet's edge are repeated to its end; no more than these can hold anything.
            wide = min(times(at, "number-columns-repeated"), LAST_COLUMN)
            if _is_hidden(at):
                self.looks.hidden_columns.append((len(self._columns) + 1, len(self._columns) + wide))
            self._columns += [at.get("table:default-cell-style-name", "")] * wide

    def _start_cell(self, at: Mapping[str, str]) -> None:
        self._width = int(at.get("table:number-columns-repeated", 1))  # a number, which the guard has seen to
        by_column = self._columns[self._column] if self._column < len(self._columns) else ""
        style = at.get("table:style-name") or self._row_style or by_column
        kind = at.get("office:value-type", "")
        value = next(filter(None, map(at.get, _VALUES)), "")
        self._cell = OdsCell(
            kind,
            value,
            "table:formula" in at,
            at.get("calcext:value-type") == "error" or kind == "error",
            self._styles.get(style, self._styles.get(_OF_ALL, Font())),
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
            font = self._styles.get(at.get("text:style-name", ""), self._font)
            self._spans.append(font if font.size else font._replace(size=self._font.size))
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
    def _font(self) -> Font:
        """The font of the letters that come now, of which the cell's own style says the size alone."""
        if self._spans:
            return self._spans[-1]
        return Font(size=self._cell.font.size) if self._cell and self._cell.font.size else PLAIN

    def text(self, text: str) -> None:
        """Letters, of which a run of spaces is one."""
        if self._cell is not None:
            self._add(_SPACE.sub(" ", text) if _SPACES.search(text) else text)

    def _add(self, text: str) -> None:
        if self._cell is None or self._depth:
            return
        if self._is_comment:
            self._cell.comment += [text] if self._is_told else []
        else:
            self._cell.runs.append(TextRun(text, self._font))

    def end(self, tag: str) -> None:
        """The end of an element."""
        if self._is_wanted and tag in _CELLS:
            self._end_cell()
        elif self._cell is not None:
            self._end_within(tag)
        elif tag in {"style:style", "style:default-style"}:
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
        look = look_of(cell) if cell else None
        comment = clean_text("".join(cell.comment)) if cell and cell.comment else ""
        if cell and (look or comment) and self._repeats == self._width == 1:
            self._keep(self._row + 1, self._column + 1, cell, look, comment)
        elif cell and (look or comment):
            for row in range(self._row + 1, self._row + self._repeats + 1):
                for column in range(self._column + 1, self._column + self._width + 1):
                    self._keep(row, column, cell, look, comment)
        self._column += self._width

    def _keep(self, row: int, column: int, cell: OdsCell, look: Look | None, comment: str) -> None:
        if comment:
            self.looks.comments[row, column] = comment
        if look is None:
            return
        texts = self.rows.setdefault(row, [])
        texts += [""] * (column - len(texts))
        texts[column - 1] = look.held
        found = look if look.kind or look.read != look.held else None
        self.looks.keep((row, column), found, is_struck=cell.font.is_struck)
        if cell.is_formula and cell.kind in NUMBERS:
            if look.held == "0":
                self.looks.zeros.append((row, column))
            else:
                self.looks.has_results = True


def _is_hidden(at: Mapping[str, str]) -> bool:
    return at.get("table:visibility") in {"collapse", "filter"}


def _marked(at: Mapping[str, str], inherited: Font) -> Font:
    line = at.get("style:text-line-through-style") or at.get("style:text-line-through-type")
    position = at.get("style:text-position", "").split()
    return Font(
        line != "none" if line else inherited.is_struck,
        position[0] not in {"0%", "0"} if position else inherited.is_raised,
        points(at.get("fo:font-size", "").removesuffix("pt")) or inherited.size,
    )
