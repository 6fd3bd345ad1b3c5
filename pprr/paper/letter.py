"""Writes blocks into a Word document, with what python-docx has no call for: repeating heads, words for pictures."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pprr.domain.errors import PaperError
from pprr.paper.blocks import Block, Grid, GridCell, Paragraph, Phrase, PlacedPicture, text_of

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import _Cell, _Row
    from docx.text.paragraph import Paragraph as WordParagraph

_FONT = "Arial"
_WIDTH, _MARGIN, _MOST_WIDE = 595.3, 56.7, 340.0  # of A4, of its margins, of a picture, in points
_SIZES = {1: 20, 2: 16, 3: 13, 4: 11, 5: 10, 6: 10}
_LETTER, _PADDING = 5.0, 13.0  # what a letter and the edges of a cell take, in points
_LONGEST = 24  # letters of a word that a column is made wide for


@dataclass(frozen=True)
class Letterhead:
    """The head of a document: its title, whose it is, Draft or Final, and its language."""

    title: str
    council: str
    state: str
    language: str


class Letter:
    """A document on A4 with its title at the head of every page and the page's number at its foot.

    Raises PaperError where python-docx is not installed.
    """

    def __init__(self, head: Letterhead, accent: str) -> None:
        try:
            from docx import Document
        except ImportError as error:
            raise PaperError("docx-not-installed") from error
        self._document = Document()
        self._accent = accent.lstrip("#")
        self._begin(head)

    def written(self, blocks: Sequence[Block]) -> bytes:
        """The document with the blocks."""
        for block in blocks:
            if isinstance(block, Paragraph):
                style = f"Heading {block.level}" if block.level else block.style
                self._put(self._document.add_paragraph(style=style), block.phrases)
            elif isinstance(block, Grid):
                self._table(block)
            else:
                self._picture(block)
        stream = io.BytesIO()
        self._document.save(stream)
        return stream.getvalue()

    def _begin(self, head: Letterhead) -> None:
        from docx.shared import Pt, RGBColor

        about, styles = self._document.core_properties, self._document.styles
        about.title, about.author, about.language = head.title, head.council, head.language
        about.comments, about.keywords = "", head.state
        [section] = self._document.sections
        section.page_width, section.page_height = Pt(_WIDTH), Pt(841.9)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Pt(_MARGIN)
        for style in styles:
            if style.name == "Normal" or style.name in {"Caption", *(f"Heading {level}" for level in _SIZES)}:
                self._font(style.element)
        styles["Normal"].font.size = Pt(10)
        styles["Caption"].font.size = Pt(9)
        styles["Caption"].paragraph_format.keep_with_next = True
        for level, size in _SIZES.items():
            font = styles[f"Heading {level}"].font
            font.size, font.italic, font.color.rgb = Pt(size), False, RGBColor.from_string(self._accent)
        styles["Caption"].font.color.rgb = RGBColor(0x1D, 0x24, 0x28)
        for language in styles.element.iter(_name("w:lang")):
            language.set(_name("w:val"), head.language)
        line = section.header.paragraphs[0]
        line.text = "  ".join(filter(None, (head.title, head.state)))
        line.runs[0].font.size = Pt(8)
        foot = section.footer.paragraphs[0]
        for part in ("PAGE", " of ", "NUMPAGES"):
            if part.isupper():
                _add(_add(foot._p, "w:fldSimple", instr=part), "w:r")
            else:
                foot.add_run(part)

    def _font(self, style: "BaseOxmlElement") -> None:
        """Gives a style our font, in place of its theme's."""
        for fonts in list(style.iter(_name("w:rFonts"))):
            fonts.getparent().remove(fonts)
        properties = style.find(_name("w:rPr"))
        _add(_add(style, "w:rPr") if properties is None else properties, "w:rFonts", ascii=_FONT, hAnsi=_FONT, cs=_FONT)

    def _put(self, paragraph: "WordParagraph", phrases: Sequence[Phrase]) -> None:
        for phrase in phrases:
            run = paragraph.add_run(phrase.text)
            run.bold, run.italic = phrase.bold or None, phrase.italic or None

    def _table(self, grid: Grid) -> None:
        from docx.shared import Pt

        if grid.caption:
            self._document.add_paragraph(grid.caption, style="Caption")
        columns = sum(cell.columns for cell in grid.header)
        table = self._document.add_table(rows=1 + len(grid.rows), cols=columns, style="Table Grid")
        table.autofit = False
        widths = _widths(grid, columns)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Pt(width)
        for at, (row, cells) in enumerate(zip(table.rows, (grid.header, *grid.rows), strict=True)):
            self._row(row, cells, widths, is_head=at == 0)
        _add(table._tbl.tblPr, "w:tblCaption", val=grid.caption)
        self._document.add_paragraph().paragraph_format.space_after = Pt(2)

    def _row(self, row: "_Row", cells: Sequence[GridCell], widths: Sequence[float], *, is_head: bool) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        properties = row._tr.get_or_add_trPr()
        _add(properties, "w:cantSplit")
        if is_head:
            _add(properties, "w:tblHeader")
        places, at = row.cells, 0
        for cell in cells:
            place: _Cell = places[at] if cell.columns == 1 else places[at].merge(places[at + cell.columns - 1])
            place.width = Pt(sum(widths[at : at + cell.columns]))
            [paragraph] = place.paragraphs[:1]
            self._put(paragraph, cell.phrases)
            paragraph.paragraph_format.space_after = Pt(0)
            for run in paragraph.runs:
                run.font.size = Pt(8)
                run.bold = True if is_head else run.bold
            if cell.is_figure:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            at += cell.columns

    def _picture(self, picture: PlacedPicture) -> None:
        from docx.shared import Pt

        width = Pt(min(picture.width, _MOST_WIDE)) if picture.width else None
        placed = self._document.add_picture(io.BytesIO(picture.data), width=width)
        if placed.width > Pt(_WIDTH - 2 * _MARGIN):
            share = Pt(_WIDTH - 2 * _MARGIN) / placed.width
            placed.width, placed.height = int(placed.width * share), int(placed.height * share)
        described = placed._inline.docPr
        described.set("descr", picture.alt)
        self._document.paragraphs[-1].paragraph_format.keep_with_next = True


def _widths(grid: Grid, columns: int) -> list[float]:
    """The width of each column in points: room for its longest word, and the rest by how much stands in it."""
    needed, weights = [_PADDING] * columns, [1.0] * columns
    for row in (grid.header, *grid.rows):
        for at, cell in enumerate(row if len(row) == columns else ()):
            text = text_of(cell.phrases)
            word = min(max(map(len, text.split()), default=0), _LONGEST)
            needed[at] = max(needed[at], word * _LETTER + _PADDING)
            weights[at] = max(weights[at], len(text))
    room = _WIDTH - 2 * _MARGIN
    left = room - sum(needed)
    if left < 0:
        return [room * one / sum(needed) for one in needed]
    return [one + left * weight / sum(weights) for one, weight in zip(needed, weights, strict=True)]


def _add(parent: "BaseOxmlElement", name: str, **attributes: str) -> "BaseOxmlElement":
    """A new element at the end of its parent."""
    from docx.oxml import OxmlElement

    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(_name(f"w:{key}"), value)
    parent.append(element)
    return element


def _name(short: str) -> str:
    from docx.oxml.ns import qn

    return qn(short)
