"""What a workbook shows of its cells otherwise than it holds them, and the rows of a sheet that come of both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from pprr.domain.errors import FileError
from pprr.ingest.readers.letters import clean_text
from pprr.ingest.readers.reach import MOST_CELLS
from pprr.ingest.readers.runs import Joined

Counts = Literal["", "shown", "held"]
Place = tuple[int, int]  # row and column, counted from 1
Area = tuple[Place, Place]  # the first cell and the last
NOTES = frozenset({"comment", "beyond", "raised", "raised-cell"})  # remarks that say nothing of a cell's value


class Look(NamedTuple):
    """One cell: the text to read, as it is shown and as it is held; ``kind`` says what to ask about it, if anything."""

    read: str
    shown: str
    held: str
    kind: str = ""
    seen: str = ""


class Remark(NamedTuple):
    """Something to be said about a cell of a row, by its column, counted from 0."""

    column: int
    kind: str
    seen: str
    held: str = ""
    read: str = ""


@dataclass(frozen=True)
class Row:
    """One row of a file: its number, counted from 1 as Excel and editors count, and its cells as text.

    ``within`` counts the lines within its cells that look like rows themselves: quotation marks may have joined them.
    """

    number: int
    cells: tuple[str, ...]
    remarks: tuple[Remark, ...] = ()
    within: int = 0

    @property
    def is_blank(self) -> bool:
        """True where no cell holds anything."""
        return not any(self.cells)

    @property
    def filled(self) -> tuple[str, ...]:
        """The cells that hold anything."""
        return tuple(cell for cell in self.cells if cell)


@dataclass
class Looks:
    """A sheet's cells that are shown otherwise than held, the struck ones, the comments, the merged areas."""

    cells: dict[Place, Look] = field(default_factory=dict)
    struck: set[Place] = field(default_factory=set)
    comments: dict[Place, str] = field(default_factory=dict)
    merged: Sequence[Area] = ()


def of_runs(joined: Joined) -> Look:
    """The look of a text of several runs, whose spaces a reader of values takes away."""
    text, held = clean_text(joined.text), clean_text(joined.held)
    if joined.is_struck and not text:
        return Look(held, "", held, "struck-cell")
    kind = "struck" if joined.is_struck else "raised" if joined.raised else ""
    return Look(text, text, held, kind, joined.raised)


def rows_of(grid: Sequence[Sequence[str]], looks: Looks, counts: Counts) -> tuple[Row, ...]:
    """The rows of a sheet: ``grid`` is as it is held; ``counts`` says which is read, and then nothing is asked."""
    found = {**looks.cells}
    for place in _covered(grid, looks.merged):
        (row, column), (top, left) = place
        held, above = (grid[r - 1][c - 1] for r, c in place)
        if held and held != above and (row, column) not in looks.struck:
            found[row, column] = Look("", "", held, "merged", found[top, left].seen if (top, left) in found else above)
    changed = {place[0] for place in (*found, *looks.struck, *looks.comments)}
    return tuple(
        _row(number, cells, found, looks, counts) if number in changed else Row(number, tuple(cells))
        for number, cells in enumerate(grid, start=1)
    )


def _row(number: int, cells: Sequence[str], found: Mapping[Place, Look], looks: Looks, counts: Counts) -> Row:
    texts = list(cells)
    remarks: list[Remark] = []
    struck = [column for column, text in enumerate(cells) if text and (number, column + 1) in looks.struck]
    for column in range(len(cells)):
        look = found.get((number, column + 1))
        if look and look.kind == "raised-cell":  # of which the text alone is known here
            look = look._replace(read=cells[column], shown=cells[column], held=cells[column], seen=cells[column])
        if look:
            texts[column] = look.held if counts == "held" else look.shown if counts == "shown" else look.read
            if look.kind not in {"", "struck-cell"} and not counts:
                remarks.append(Remark(column, look.kind, look.seen, look.held, look.read))
        if comment := looks.comments.get((number, column + 1)):
            remarks.append(Remark(column, "comment", comment))
    if struck and counts == "shown":
        texts = ["" if column in struck else text for column, text in enumerate(texts)]
    elif struck and not counts:
        is_whole = len(struck) == sum(map(bool, cells)) > 1
        kind = "struck-row" if is_whole else "struck-cell"
        remarks += [Remark(column, kind, "", texts[column], texts[column]) for column in struck]
    return Row(number, tuple(texts), tuple(remarks))


def _covered(grid: Sequence[Sequence[str]], merged: Sequence[Area]) -> list[tuple[Place, Place]]:
    """The cells under each merged area within the grid, each with the one that is shown over it."""
    covered = []
    for (top, left), (bottom, right) in merged:
        for row in range(top, min(bottom, len(grid)) + 1):
            for column in range(left, min(right, len(grid[row - 1])) + 1):
                if (row, column) != (top, left):
                    covered.append(((row, column), (top, left)))
        if len(covered) > MOST_CELLS:
            raise FileError("merged-cells-overlap")
    return covered
