"""Accounts for every text of a commentary notebook: an entry's words, guidance, a call of ours, or none of these.

What is none of these is on no page, so it is queried: no word of a writer goes unseen.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from pprr.commentary.notebooks.cell_text import heading_of, words_of
from pprr.commentary.notebooks.cells import CommentaryCell, NotebookFile, source, tags
from pprr.commentary.notebooks.code_cells import CodeCell, held, names_bound
from pprr.commentary.notebooks.guidance import beyond_guidance
from pprr.commentary.notebooks.own_charts import CHART_CALL, charts_of
from pprr.commentary.notebooks.pictures import Attachments

GUIDE = "guide"  # the tag of a cell that speaks to the analyst and is no one's words
_SHOWN = re.compile(r"""\.item\(report, ["']([^"']+)["']\)""")


class Claim(StrEnum):
    """The fate of a text. Only an entry's is printed; guidance, calls of ours and comments are known to be none."""

    ENTRY = "entry"
    GUIDANCE = "guidance"
    OURS = "ours"
    COMMENT = "comment"
    BEFORE = "before the first heading"
    GUIDE = "in a cell of guidance"
    CODE = "in a cell of code"
    OWN_CODE = "an analyst's own code"
    UNDRAWN = "a chart that was not saved"
    OTHER = "in a cell that is not Markdown"
    HIDDEN = "behind a comment that is not closed"


SETTLED = {Claim.ENTRY, Claim.GUIDANCE, Claim.OURS, Claim.COMMENT}
"""The claims of texts of which nothing is to be asked."""


@dataclass(frozen=True)
class Text:
    """One text of a notebook, where it stands, and what becomes of it.

    ``item`` is the entry that it is part of or stands in, blank before the first; ``opens`` where it is the entry's
    first. ``meant`` is the item that it seems to be about: its figures stand above, or its heading is in the cell.
    ``attached`` are the pictures that its cell holds; ``drawn_of`` names the figures that a chart was drawn of.
    """

    claim: Claim
    text: str
    place: str
    item: str = ""
    meant: str = ""
    opens: bool = False
    attached: Attachments = field(default_factory=dict, hash=False)
    drawn_of: str = ""

    @property
    def is_headless(self) -> bool:
        """True for words below an item's figures without its heading, which count as those of the item above."""
        return self.claim in {Claim.ENTRY, Claim.BEFORE} and bool(self.meant) and not self.opens


def texts_of(notebook: NotebookFile, name: str) -> tuple[Text, ...]:
    """Every text of a notebook, in its order: no word of any cell is outside of all of them."""
    names = names_bound(source(cell) for cell in notebook["cells"] if cell["cell_type"] == "code")
    found: list[Text] = []
    item, shown = "", ""
    for number, cell in enumerate(notebook["cells"], start=1):
        place = f"{name}, cell {number}"
        call = _SHOWN.search(source(cell)) if cell["cell_type"] == "code" else None
        shown = call[1] if call else shown
        is_spoken = False
        for text in _of_cell(cell, place, item, names):
            is_words = text.claim in {Claim.ENTRY, Claim.BEFORE}
            is_first = is_words and not is_spoken
            found.append(replace(text, meant=shown) if is_first and not text.opens else text)
            item = text.item if is_words else item
            is_spoken |= is_words
        shown = "" if is_spoken else shown
    return tuple(found)


def _of_cell(cell: CommentaryCell, place: str, item: str, names: frozenset[str]) -> Iterator[Text]:
    text = source(cell)
    if not text.strip():
        return
    if cell["cell_type"] == "code":
        yield from _of_code(cell, place, item, names)
    elif cell["cell_type"] != "markdown":
        yield Text(Claim.OTHER, text, place, item, _heading_in(text))
    elif GUIDE in tags(cell):
        beyond = beyond_guidance(text)
        yield Text(Claim.GUIDE if beyond else Claim.GUIDANCE, beyond or text, place, item)
    else:
        for words in _of_markdown(text, place, item):
            yield replace(words, attached=cell.get("attachments", {}))


def _of_markdown(text: str, place: str, item: str) -> Iterator[Text]:
    words = words_of(text)
    for heading, said in words.parts:
        item = heading or item
        yield Text(Claim.ENTRY if item else Claim.BEFORE, said.strip(), place, item, opens=bool(heading))
    for comment in words.comments:
        yield Text(Claim.COMMENT, comment, place, item)
    if words.hidden:
        yield Text(Claim.HIDDEN, words.hidden, place, item)


def _of_code(cell: CommentaryCell, place: str, item: str, names: frozenset[str]) -> Iterator[Text]:
    """The text of a cell of code; one that draws charts for the page is ours, and its charts are words of the entry."""
    text = source(cell)
    what, said = held(text, names)
    drawn = charts_of(cell)
    if what is not CodeCell.WORDS and CHART_CALL in text:
        yield Text(Claim.OURS if drawn and item else Claim.UNDRAWN, text, place, item)
    elif what is CodeCell.OURS:
        yield Text(Claim.OURS, text, place, item)
    elif what is CodeCell.OWN:
        yield Text(Claim.OWN_CODE, said, place, item)
    else:
        yield Text(Claim.CODE, said, place, item, _heading_in(text))
    for chart in drawn if item else ():
        yield Text(Claim.ENTRY, chart.words, place, item, attached=chart.attached, drawn_of=chart.drawn_of)


def _heading_in(text: str) -> str:
    return next(filter(None, map(heading_of, text.splitlines())), "")
