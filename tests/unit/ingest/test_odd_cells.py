"""346 cells as services write them, with what each says: a truth that was written down before the code was asked.

``tests/data/odd_cells.tsv`` gives the value, or the words for its absence; a blank where nobody can tell, and a
question mark behind what may be read only with a query.
"""

import csv
from pathlib import Path
from typing import NamedTuple

import pytest
from builders.project import REPOSITORY

from pprr.domain import Cell, Unit
from pprr.domain.errors import CellError
from pprr.ingest import cells
from pprr.ingest.extracts.odd_cells import within_cell
from pprr.ingest.mapping.sources import PerformanceLayout

CELL = Cell("made-up.csv", row=2, column="Actual")
LAYOUT = PerformanceLayout(file="made-up.csv", actuals={"2025-26-q3": "Actual"})


class Odd(NamedTuple):
    """A cell and what it says."""

    unit: str
    cell: str
    truth: str


with Path(REPOSITORY / "tests" / "data" / "odd_cells.tsv").open(encoding="utf-8", newline="") as _file:
    ODD = [Odd(**row) for row in csv.DictReader(_file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def read(odd: Odd) -> str | None:
    """The cell as it is read, with a question mark where that is asked about; None where it is refused."""
    try:
        reading = cells.read_reading(odd.cell, unit=Unit(odd.unit), decimals=1, cell=CELL)
    except CellError:
        return None
    if reading.value is None:
        return str(reading.missing)
    asked = {query.key for query in within_cell(reading, "X1", "homes", LAYOUT)} - {"remark-in-cell", "more-than-100"}
    number = f"{(reading.value * reading.scale).normalize():f}"
    return f"{reading.comparator}{number}{'?' * bool(asked - {'computed-from-counts', 'negative-by-its-brackets'})}"


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd.cell)
def test_no_odd_cell_is_read_wrongly(odd: Odd) -> None:
    assert read(odd) in {None, odd.truth}


def test_most_that_say_something_plainly_are_read() -> None:
    """The rest may mean two things to whoever did not write them, and are refused."""
    plain = [odd for odd in ODD if odd.truth]
    unread = [odd.cell for odd in plain if read(odd) is None]
    assert (len(ODD), len(plain), len(plain) - len(unread)) == (346, 251, 198), unread
