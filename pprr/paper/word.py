"""A page as a Word document, read back and compared with the page."""

import io
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from pprr.domain.errors import PaperError
from pprr.paper.blocks import Block, Grid, Paragraph, blocks_of, text_of
from pprr.paper.letter import Letter, Letterhead
from pprr.paper.tree import Node, tree_of

_DESCRIBED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def word_of(page: str, *, accent: str) -> bytes:
    """The page as a .docx.

    Raises PaperError where the document, read back, does not hold every word and figure of the page in its order.
    """
    tree = tree_of(page)
    blocks = blocks_of(tree, accent=accent)
    data = Letter(_letterhead(tree), accent).written(blocks)
    for wanted, found in zip_longest(_texts(blocks), read_back(data), fillvalue="nothing"):
        if wanted != found:
            raise PaperError("word-differs", wanted=wanted, found=found)
    return data


def read_back(data: bytes) -> Iterator[str]:
    """Yields the text of every paragraph and cell of a document, and the words of every picture, in order."""
    from docx import Document
    from docx.table import Table

    for block in Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                cells = row.cells
                # A cell that takes several columns is given once for each.
                yield from (cell.text for at, cell in enumerate(cells) if not at or cell._tc is not cells[at - 1]._tc)
        else:
            alts = [one.get("descr", "") for one in block._p.iter(_DESCRIBED)]
            yield from alts or filter(None, [block.text])  # an empty one is the room below a table


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    """Yields the texts of the blocks as a document with them is read back."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield text_of(block.phrases)
        elif isinstance(block, Grid):
            yield from filter(None, [block.caption])
            for row in (block.header, *block.rows):
                yield from (text_of(cell.phrases) for cell in row)
        else:
            yield block.alt


def _letterhead(tree: Node) -> Letterhead:
    """What the page says of itself."""
    html, title, header = tree.first("html"), tree.first("title"), tree.first("header")
    state = next((one for one in header.walk() if "state" in one.classes), None) if header else None
    council = header.first("p") if header else None
    return Letterhead(
        title=_words(title),
        council="".join(one for one in council.children if isinstance(one, str)).strip() if council else "",
        state=_words(state),
        language=html.attributes.get("lang", "en-GB") if html else "en-GB",
    )


def _words(node: Node | None) -> str:
    return "".join(one for one in node.children if isinstance(one, str)).strip() if node else ""
