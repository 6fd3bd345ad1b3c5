"""Quotation marks in text exports: rows of a table that a cell between such marks may have swallowed.

A text that begins with a mark, and a later one that ends with one, are to a reader of CSV one cell with everything that
stands between them. The rows within it are lost without a sound, unless somebody looks for them.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

Quotes = Literal["", "double", "none"]
"""How a text file uses quotation marks: around cells, within texts alone, or around cells as far as can be seen."""

_SAMPLE = 2_000  # rows
_FIGURE = re.compile(r"[(+\-]?\s*£?\s*[(+\-]?\s*\d.*", re.DOTALL)


@dataclass(frozen=True)
class TableForm:
    """The number of cells that a table's rows have, and the places of those that nearly always hold a figure."""

    width: int
    figures: frozenset[int]

    def has_row(self, cells: Sequence[str]) -> bool:
        """Tells whether the cells could be a row of the table."""
        return len(cells) == self.width and all(_FIGURE.match(cells[place].strip()) for place in self.figures)


def form_of(rows: Iterable[Sequence[str]]) -> TableForm:
    """The form that most of the first rows have; those with a line break in a cell do not count."""
    plain = [row for row in islice(rows, _SAMPLE) if len(row) > 1 and not any("\n" in cell for cell in row)]
    if not plain:
        return TableForm(0, frozenset())
    width = Counter(map(len, plain)).most_common(1)[0][0]
    alike = [row for row in plain if len(row) == width]
    held = [sum(_FIGURE.match(row[place].strip()) is not None for row in alike) for place in range(width)]
    return TableForm(width, frozenset(place for place, count in enumerate(held) if 2 * count > len(alike)))


def rows_within(cells: Sequence[str], form: TableForm, delimiter: str) -> int:
    """The number of lines within the cells of one row that look like rows of the table themselves.

    >>> form = form_of([["hire", "300"], ["fees", "9"]])
    >>> rows_within(["Big Issue 100,1\\nhire 300,2\\ndrain 6", "50"], form, ",")
    2
    """
    if form.width < 2 or not any("\n" in cell for cell in cells):
        return 0
    # As the lines stood in the file, but for the marks around the cells.
    lines = delimiter.join(cells).splitlines()[1:]
    return sum(form.has_row(line.split(delimiter)) or form.has_row(_parted(line, delimiter)) for line in lines)


def are_of_texts(rows: Iterable[Sequence[str]]) -> bool:
    """Tells whether rows that were parted without regard to the marks show that these stand within texts alone.

    Then every row has as many cells as the others, and no cell stands between two marks.
    """
    filled = [row for row in rows if len(row) > 1]
    is_even = len({len(row) for row in filled}) == 1
    return is_even and not any(len(cell) > 1 and cell[0] == cell[-1] == '"' for row in filled for cell in row)


def _parted(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])
