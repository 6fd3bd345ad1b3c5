"""A page as a clerk's document holds it: headings, paragraphs, tables and pictures, in reading order.

Sources are for a screen, which leads to them, and are left out, as on paper.
"""

import base64
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pprr.html.raster import ChartShape, png
from pprr.paper.tree import Node

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SPACES = re.compile(r"\s+")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SOURCE = "Read from"  # what the name of a column begins with, and the name of a fact
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif);base64,(.+)", re.DOTALL)
_LINES = {"why", "counts", "tag"}  # words that stand on a line of their own in a cell
_BLOCKS = {"big", "title"}  # words that a page sets on a line of their own
_INLINE = {"a", "b", "br", "code", "del", "em", "i", "s", "span", "strong", "sub", "sup"}
_UNSHOWN = {"summary", "nav", "style", "script"}


@dataclass(frozen=True)
class Phrase:
    """A run of words in one look."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A heading (of level 1 and below) or a paragraph (level 0), in the style of that name."""

    phrases: tuple[Phrase, ...]
    level: int = 0
    style: str = "Normal"


@dataclass(frozen=True)
class GridCell:
    """A cell: its words, how many columns it takes, and whether figures stand in it."""

    phrases: tuple[Phrase, ...]
    columns: int = 1
    is_figure: bool = False


@dataclass(frozen=True)
class Grid:
    """A table: what it is called, its header row, and its rows."""

    caption: str
    header: tuple[GridCell, ...]
    rows: tuple[tuple[GridCell, ...], ...]


@dataclass(frozen=True)
class PlacedPicture:
    """A picture as a PNG, JPEG or GIF, what stands for it in words, and its width in points."""

    data: bytes
    alt: str
    width: float


Block = Paragraph | Grid | PlacedPicture


def text_of(phrases: Sequence[Phrase]) -> str:
    """The words of the phrases together."""
    return "".join(one.text for one in phrases)


def blocks_of(page: Node, *, accent: str) -> list[Block]:
    """The blocks of a page's cover and of all that it reports; charts are drawn once more, as PNGs.

    A heading at the end, whose sources are left out, has nothing below it and is left out with them.
    """
    main = page.first("main")
    found = list(_Blocks(accent).blocks(main)) if main else []
    while found and isinstance(found[-1], Paragraph) and found[-1].level:
        found.pop()
    return found


@dataclass(frozen=True)
class _Blocks:
    accent: str

    def blocks(self, node: Node, style: str = "Normal") -> Iterator[Block]:
        """Yields the blocks within the element; words directly in it are a paragraph of that style."""
        inline: list[Node | str] = []
        for child in node.children:
            if isinstance(child, str) or child.tag in _INLINE:
                inline.append(child)
                continue
            yield from _paragraph(inline, style)
            inline = []
            yield from self._block(child, style)
        yield from _paragraph(inline, style)

    def _block(self, node: Node, style: str) -> Iterator[Block]:
        if (
            node.tag in _UNSHOWN
            or "source" in node.classes
            or any(one.attributes.get("id") == "sources" for one in node.elements)
        ):
            return
        if node.tag in _HEADINGS:
            yield from _paragraph(node.children, style, level=_HEADINGS[node.tag])
        elif node.tag in {"ul", "ol"}:
            for one in node.elements:
                yield from self.blocks(one, "List Bullet" if node.tag == "ul" else "List Number")
        elif node.tag == "dl":
            for fact in _facts(node):
                yield from _fact(*fact)
        elif node.tag == "table":
            yield _grid(node)
        elif node.tag == "svg":
            yield from self._chart(node)
        elif node.tag == "img":
            yield from _picture(node)
        elif node.tag == "figcaption":
            yield from _paragraph(node.children, "Caption")
        else:
            yield from self.blocks(node, style)

    def _chart(self, node: Node) -> Iterator[Block]:
        """A chart as a picture; of a small drawing beside words, those words stand in the text."""
        if "chart" not in node.classes:
            return
        shapes = [
            ChartShape(one.tag, one.attributes, "".join(word for word in one.children if isinstance(word, str)))
            for one in node.elements
        ]
        data = png(node.attributes["viewbox"], shapes, accent=self.accent)
        yield PlacedPicture(data, node.attributes["aria-label"], float(node.attributes["width"]) * 0.75)


def _picture(node: Node) -> Iterator[Block]:
    """A picture of the analyst's; one of a kind that Word does not hold is told of in words."""
    alt, found = node.attributes.get("alt", ""), _PICTURE.fullmatch(node.attributes.get("src", ""))
    if found:
        yield PlacedPicture(base64.b64decode(found[1]), alt, 0)
    else:
        yield from _paragraph([f"Picture on the page: {alt}"], "Normal")


def _facts(node: Node) -> list[list[Node]]:
    """The terms of a list, each with what is said of it; a pair may stand in an element of its own."""
    found: list[list[Node]] = []
    for part in (part for one in node.elements for part in (one.elements if one.tag == "div" else [one])):
        if part.tag == "dt":
            found.append([])
        found[-1].append(part)
    return found


def _fact(term: Node, *said: Node) -> Iterator[Block]:
    """A term and what is said of it, in one paragraph."""
    name = _phrases(term.children)
    if text_of(name) != _SOURCE:
        phrases = [replace(one, bold=True) for one in name]
        for one in said:
            phrases += [Phrase(": " if one is said[0] else "; "), *_phrases(one.children)]
        yield Paragraph(tuple(phrases))


def _grid(node: Node) -> Grid:
    caption, head = node.first("caption"), node.first("thead")
    header = [_cell(one) for one in head.elements[0].elements] if head else []
    rows = [
        [_cell(one) for one in row.elements] for part in node.elements if part.tag == "tbody" for row in part.elements
    ]
    whole = [row for row in rows if len(row) == len(header)]
    # A column of sources; and one that on the page holds drawings alone.
    left_out = {
        place
        for place, name in enumerate(header)
        if text_of(name.phrases).startswith(_SOURCE) or (whole and not any(row[place].phrases for row in whole))
    }

    def kept(row: Sequence[GridCell]) -> tuple[GridCell, ...]:
        if len(row) != len(header):  # a row's one cell for all columns
            return tuple(replace(one, columns=min(one.columns, len(header) - len(left_out))) for one in row)
        return tuple(cell for place, cell in enumerate(row) if place not in left_out)

    return Grid(text_of(_phrases(caption.children)) if caption else "", kept(header), tuple(map(kept, rows)))


def _cell(node: Node) -> GridCell:
    words = _phrases(node.children, in_cell=True)
    return GridCell(words, int(node.attributes.get("colspan", 1)), "number" in node.classes)


def _paragraph(inline: Sequence[Node | str], style: str, *, level: int = 0) -> Iterator[Paragraph]:
    phrases = _phrases(inline)
    if phrases:
        yield Paragraph(phrases, level, style)


def _phrases(inline: Sequence[Node | str], *, in_cell: bool = False) -> tuple[Phrase, ...]:
    """The words with their looks, spaces between them single, none at the ends; lines are kept apart by line ends."""
    found = [one for child in inline for one in _looked(child, Phrase(""), in_cell)]
    kept: list[Phrase] = []
    for one in found:
        before = kept[-1].text if kept else "\n"
        text = re.sub(r" ?\n[ \n]*", "\n", one.text)
        text = text.lstrip(" \n") if before[-1:] in " \n" and text.strip(" \n") else text
        text = "" if before[-1:] in " \n" and not text.strip(" \n") else text
        if text:
            kept.append(replace(one, text=text))
    while kept and not kept[-1].text.rstrip():
        kept.pop()
    if kept:
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return tuple(kept)


def _looked(child: Node | str, look: Phrase, in_cell: bool) -> Iterator[Phrase]:
    if isinstance(child, str):
        yield replace(look, text=_NOT_IN_XML.sub("", _SPACES.sub(" ", child)))
        return
    if child.tag in {"svg", "img"} or child.attributes.get("aria-hidden") == "true":
        return
    if child.tag == "br":
        yield replace(look, text="\n")
        return
    bold, italic = look.bold or child.tag in {"strong", "b", "dt"}, look.italic or child.tag in {"em", "i"}
    own_line = bool(set(child.classes) & (_BLOCKS | (_LINES if in_cell else set())))
    if own_line or "why" in child.classes:
        yield replace(look, text="\n" if own_line else " ")
    for one in child.children:
        yield from _looked(one, replace(look, bold=bold, italic=italic), in_cell)
    if own_line:
        yield replace(look, text="\n")
