"""Cells that a workbook shows otherwise than it holds them, and the rows of a sheet that come of both."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from pprr.domain.errors import FileError
from pprr.ingest.readers.letters import clean_text
from pprr.ingest.readers.reach import LAST_COLUMN, LAST_ROW, MOST_CELLS
from pprr.ingest.readers.workbooks.runs import PLAIN, Font, TextRun, join

Counts = Literal["", "shown", "held"]
Place = tuple[int, int]  # row and column, counted from 1
Area = tuple[Place, Place]  # the first cell and the last
NOTES = frozenset(
    {"comment", "beyond", "raised", "raised-cell", "small", "unread"}
)  # remarks that say nothing of a cell's value


class Look(NamedTuple):
    """One cell: the text to read, as it is shown and as it is held; ``kind`` says what to ask about it, if anything."""

    read: str
    shown: str
    held: str
    kind: str = ""
    seen: str = ""


class ConditionalLook(NamedTuple):
    """The look that a conditional format gives to the numbers of its areas, None to those that it leaves alone."""

    areas: Sequence[Area]
    look: Callable[[float], Look | None]


class CellRemark(NamedTuple):
    """Something to be said about a cell of a row, by its column, counted from 0."""

    column: int
    kind: str
    seen: str
    held: str = ""
    read: str = ""


class Hidden(NamedTuple):
    """The parts of a row that its workbook hides: all of it, its sheet, columns counted from 0."""

    is_row: bool = False
    is_sheet: bool = False
    columns: frozenset[int] = frozenset()


NOTHING_HIDDEN = Hidden()


@dataclass(frozen=True)
class Row:
    """One row of a file: its number, counted from 1 as Excel and editors count, and its cells as text.

    ``within`` counts the lines within its cells that look like rows themselves: quotation marks may have joined them.
    ``remarks`` are what there is to say of cells that are shown otherwise than held, and of comments.
    """

    number: int
    cells: tuple[str, ...]
    within: int = 0
    remarks: tuple[CellRemark, ...] = ()
    hidden: Hidden = NOTHING_HIDDEN

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
    conditions: Sequence[ConditionalLook] = ()
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)  # the first and the last
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    is_hidden: bool = False  # the sheet
    zeros: list[Place] = field(default_factory=list)  # results of formulas
    has_results: bool = False  # of formulas, other than 0

    def keep(self, place: Place, look: Look | None, *, is_struck: bool) -> None:
        """Keeps what was found of a cell. Of a text of several runs these say what is struck, not the cell's font."""
        if look:
            self.cells[place] = look
        kind = look.kind if look else ""
        if kind == "struck-cell" or (is_struck and kind != "struck"):
            self.struck.add(place)

    def meet(self, values: Sequence[Sequence[object]]) -> None:
        """Keeps what the conditional formats show of a sheet's numbers; of those that are met the first counts."""
        met: dict[Place, Look] = {}
        looked_at = 0
        for condition in self.conditions:
            for (top, left), (bottom, right) in condition.areas:
                looked_at += max(min(bottom, len(values)) - top + 1, 0) * (right - left + 1)
                if looked_at > MOST_CELLS:
                    raise FileError("conditions-overlap")
                for row, cells in enumerate(values[top - 1 : bottom], start=top):
                    for column, held in enumerate(cells[left - 1 : right], start=left):
                        look = condition.look(held) if isinstance(held, float) else None
                        if look:
                            met.setdefault((row, column), look)
        self.cells |= met

    def doubt_zeros(self) -> None:
        """Asks about every formula's 0 where no formula of the sheet has another result."""
        for place in () if self.has_results else self.zeros:
            look = self.cells.get(place, Look("0", "0", "0"))
            self.cells[place] = look if look.kind else look._replace(kind="formula", seen="0")


def of_runs(runs: Iterable[TextRun], own: Font = PLAIN) -> Look:
    """The look of a text of several runs, whose spaces a reader of values takes away; ``own`` is its cell's font."""
    joined = join(runs, own)
    text, held = clean_text(joined.text), clean_text(joined.held)
    if joined.kind == "struck" and not text:
        return Look(held, "", held, "struck-cell")
    return Look(text, text, held, joined.kind, joined.raised)


def rows_of(grid: Sequence[Sequence[str]], looks: Looks, counts: Counts) -> tuple[Row, ...]:
    """The rows of a sheet: ``grid`` is as it is held; ``counts`` says which is read, and then nothing is asked."""
    grid = _widened(grid, looks.cells)
    found = {**looks.cells}
    for place in _covered(grid, looks.merged):
        (row, column), (top, left) = place
        held, above = (grid[r - 1][c - 1] for r, c in place)
        if held and held != above and (row, column) not in looks.struck:
            found[row, column] = Look("", "", held, "merged", found[top, left].seen if (top, left) in found else above)
    by_row: dict[int, list[tuple[int, Look]]] = {}
    for (row, column), look in found.items():
        by_row.setdefault(row, []).append((column - 1, look))
    further = {row for row, _ in (*looks.struck, *looks.comments)}
    rows = tuple(
        _row(number, cells, by_row.get(number, []), looks, counts)
        if number in by_row or number in further
        else Row(number, tuple(cells))
        for number, cells in enumerate(grid, start=1)
    )
    return _with_hidden(rows, looks)


def _with_hidden(rows: tuple[Row, ...], looks: Looks) -> tuple[Row, ...]:
    """The rows, each with what the workbook hides of it."""
    if not (looks.hidden_rows or looks.hidden_columns or looks.is_hidden):
        return rows
    width = max((len(row.cells) for row in rows), default=0)
    columns = frozenset(column - 1 for column in _within(looks.hidden_columns, width))
    shown, away = Hidden(False, looks.is_hidden, columns), Hidden(True, looks.is_hidden, columns)
    hidden = _within(looks.hidden_rows, len(rows))
    return tuple(replace(row, hidden=away if row.number in hidden else shown) for row in rows)


def _within(spans: Sequence[tuple[int, int]], last: int) -> set[int]:
    """The numbers of spans up to a last one; of those that lie over each other no number is met twice."""
    found: set[int] = set()
    reached = 0
    for first, end in sorted(spans):
        found.update(range(max(first, reached + 1), min(end, last) + 1))
        reached = max(reached, end)
    return found


def _row(number: int, cells: Sequence[str], found: Sequence[tuple[int, Look]], looks: Looks, counts: Counts) -> Row:
    texts = list(cells)
    remarks: list[CellRemark] = []
    for column, kept in found:
        if column >= len(cells):
            continue  # of a merged area that reaches beyond the table
        # Of a cell that is raised as a whole the text alone is known here.
        text = cells[column]
        look = Look(text, text, text, kept.kind, text) if kept.kind == "raised-cell" else kept
        texts[column] = look.held if counts == "held" else look.shown if counts == "shown" else look.read
        if look.kind not in {"", "struck-cell"} and not counts:
            remarks.append(CellRemark(column, look.kind, look.seen, look.held, look.read))
    if looks.struck or looks.comments:
        remarks += _further(number, cells, texts, looks, counts)
    return Row(number, tuple(texts), remarks=tuple(remarks))


def _further(number: int, cells: Sequence[str], texts: list[str], looks: Looks, counts: Counts) -> list[CellRemark]:
    """Remarks on a row's comments and struck cells, which are blank where what is shown counts."""
    places = [(number, column) for column in range(1, len(cells) + 1)]
    remarks = [CellRemark(at[1] - 1, "comment", looks.comments[at]) for at in places if at in looks.comments]
    struck = [column - 1 for row, column in places if cells[column - 1] and (row, column) in looks.struck]
    if counts == "shown":
        for column in struck:
            texts[column] = ""
    elif struck and not counts:
        kind = "struck-row" if len(struck) == sum(map(bool, cells)) > 1 else "struck-cell"
        remarks += [CellRemark(column, kind, "", texts[column], texts[column]) for column in struck]
    return remarks


def _widened(grid: Sequence[Sequence[str]], found: Mapping[Place, Look]) -> Sequence[Sequence[str]]:
    """The grid with cells for all that was found: a reader of values leaves out what holds none at the edge."""
    height = max((row for row, _ in found if row <= LAST_ROW), default=0)
    width = max((column for row, column in found if row <= height and column <= LAST_COLUMN), default=0)
    present = max(map(len, grid), default=0)
    if height <= len(grid) and width <= present:
        return grid
    wide = max(width, present)
    blank = [[""] * wide for _ in range(height - len(grid))]
    return [*([*cells, *[""] * (wide - len(cells))] for cells in grid), *blank]


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
