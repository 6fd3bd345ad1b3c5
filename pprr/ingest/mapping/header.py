"""Finds the table within a received sheet: the block of rows it stands in, its header, and the label of each column."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pprr.ingest.mapping.layouts import Layout, like
from pprr.ingest.readers.files import Row
from pprr.ingest.readers.reach import letters_of

_MOST_ROWS_BEFORE = 100  # where no header row is named, it is looked for in as many rows
_MOST_SHOWN, _LONGEST_SHOWN = 40, 80  # labels in a message, letters of each
LEVEL = " / "  # between the levels of a label


@dataclass(frozen=True)
class Problem:
    """Why there is no table to read, and what to do."""

    found: str
    remedy: str


@dataclass(frozen=True)
class Sheet:
    """A table as it stands in a sheet: the label of each column, its header's rows, and the rows below."""

    labels: tuple[str, ...]
    header: tuple[Row, ...]
    rows: tuple[Row, ...]

    @property
    def header_row(self) -> int:
        """The number of the header's first row."""
        return self.header[0].number

    def column(self, label: str) -> int | None:
        """Where the column stands that a label names: as written, ``Label #2`` for its second, or ``column C``."""
        if self.labels.count(label) == 1:
            return self.labels.index(label)
        name, mark, number = label.rpartition(" #")
        places = [place for place, found in enumerate(self.labels) if found == name]
        if mark and number.isdecimal() and 1 <= int(number) <= len(places):
            return places[int(number) - 1]
        for place in range(len(self.labels)):
            if label.lower() == f"column {letters_of(place + 1)}".lower():
                return place
        return None


def find_sheet(rows: Sequence[Row], layout: Layout, wanted: Mapping[str, str]) -> Sheet | tuple[Problem, ...]:
    """The table that the layout speaks of, or what keeps it from being found.

    ``wanted`` gives for each field that there must be the label it stands under.
    """
    block = _block(rows, layout)
    if isinstance(block, Problem):
        return (block,)
    labels = set(wanted.values())
    if layout.header_row is not None:
        given = [
            sheet_at(rows, place, layout.header_rows)
            for place, row in enumerate(rows)
            if row.number == layout.header_row
        ]
        if not given or not any(given[0].labels):
            return (Problem(f"row {layout.header_row} holds no column labels.", _remedy(rows, layout, labels)),)
        kept = {row.number for row in block}
        sheet = Sheet(given[0].labels, given[0].header, tuple(row for row in given[0].rows if row.number in kept))
    else:
        found = _nearest(block, layout, labels)
        if found is None:
            return (Problem("it holds no column labels.", "Is it the right file and sheet?"),)
        sheet = found
    return _problems(sheet, rows, layout, wanted) or _passed_over(sheet, block, layout, wanted) or sheet


def sheet_at(rows: Sequence[Row], place: int, levels: int) -> Sheet:
    """The table whose header of so many rows begins at the place."""
    header = tuple(rows[place : place + levels])
    return Sheet(_labels(header), header, tuple(rows[place + levels :]))


def lowest(label: str) -> str:
    """The lowest level of a label, which is what stands right above its column.

    >>> lowest("2019/20 / Actual")
    'Actual'
    """
    return label.rpartition(LEVEL)[2]


def _block(rows: Sequence[Row], layout: Layout) -> list[Row] | Problem:
    """The rows that the layout takes: all, or those between its marks."""
    block = [row for row in rows if layout.has_row(row.number)]
    if layout.starts_at:
        start = next((n for n, row in enumerate(block) if _begins(row, layout.starts_at)), None)
        if start is None:
            return Problem(f'no row begins with "{layout.starts_at}".', "Set starts_at in sources.toml anew.")
        block = block[start:]
    if layout.ends_at:
        end = next((n for n, row in enumerate(block) if n and _begins(row, layout.ends_at)), None)
        if end is None:
            return Problem(f'no row begins with "{layout.ends_at}".', "Set ends_at in sources.toml anew.")
        block = block[:end]
    return block


def _begins(row: Row, label: str) -> bool:
    return bool(row.filled) and like(row.filled[0], label)


def _labels(header: Sequence[Row]) -> tuple[str, ...]:
    """A label for each column; two levels make "Top / Sub", a top label holding for the blanks at its right.

    The lowest come first: a year above quarters holds for what the quarters hold for.
    """
    width = max((len(row.cells) for row in header), default=0)
    levels = [[" ".join(cell.split()) for cell in row.cells] + [""] * (width - len(row.cells)) for row in header]
    for lower, upper in pairwise(reversed(levels)):
        above = ""
        for place in range(width):
            if upper[place]:
                # A label without another below it is of its own column alone.
                above = upper[place] if lower[place] else ""
            elif lower[place]:
                upper[place] = above
    return tuple(LEVEL.join(part for part in parts if part) for parts in zip(*levels, strict=True))


def _nearest(rows: Sequence[Row], layout: Layout, wanted: set[str]) -> Sheet | None:
    """The first header that holds every wanted label, else the one that holds most, else the first row of any."""
    best, most = None, -1
    for place, row in enumerate(rows[:_MOST_ROWS_BEFORE]):
        if row.is_blank:
            continue
        sheet = sheet_at(rows, place, layout.header_rows)
        held = sum(sheet.column(label) is not None or label in sheet.labels for label in wanted)
        if held > most:
            best, most = sheet, held
        if held == len(wanted):
            break
    return best


def _passed_over(sheet: Sheet, block: Sequence[Row], layout: Layout, wanted: Mapping[str, str]) -> tuple[Problem, ...]:
    """A problem where rows of a table stand above a header that was looked for: they may be wanted too."""
    fewest = max(3, len(set(wanted.values())))
    above = [row.number for row in block if row.number < sheet.header_row and len(row.filled) >= fewest]
    if layout.header_row is not None or not above:
        return ()
    return (
        Problem(
            f"row {above[0]}, above the header in row {sheet.header_row}, looks like a row of a table.",
            f"Say in sources.toml what is meant: header_row = {sheet.header_row} leaves out what is above it; also = "
            "[...] reads a second table.",
        ),
    )


def listed(labels: Iterable[str]) -> str:
    """The labels in words, as many of them and as much of each as somebody reads."""
    found = [label for label in dict.fromkeys(labels) if label]
    shown = [f'"{label if len(label) <= _LONGEST_SHOWN else label[:_LONGEST_SHOWN] + " ..."}"' for label in found]
    return ", ".join(
        [*shown[:_MOST_SHOWN], *([f"and {len(shown) - _MOST_SHOWN} more"] if len(shown) > _MOST_SHOWN else [])]
    )


def _problems(sheet: Sheet, rows: Sequence[Row], layout: Layout, wanted: Mapping[str, str]) -> tuple[Problem, ...]:
    """A problem for each label that there is not, or that two columns have."""
    listing = listed(sheet.labels)
    problems = []
    for label in dict.fromkeys(wanted.values()):
        if sheet.labels.count(label) > 1:
            remedy = f'Say in sources.toml which is meant: "{label} #1" is the first of them, "{label} #2" the second.'
            problems.append(Problem(f'two columns are called "{label}".', remedy))
    elsewhere = _remedy(rows, layout, set(wanted.values())) if layout.header_row is not None else ""
    row = f"Row {sheet.header_row} comes nearest. " if layout.header_row is None and sheet.header_row > 1 else ""
    for field, label in wanted.items():
        if sheet.column(label) is None and label not in sheet.labels:
            remedy = f"Its columns are {listing}: say in sources.toml which one it is. Its field is called {field}."
            problems.append(Problem(f'there is no column "{label}".', elsewhere or f"{row}{remedy}"))
    return tuple(problems)


def _remedy(rows: Sequence[Row], layout: Layout, wanted: set[str]) -> str:
    """Where the header stands that a wrong header_row does not name; blank where there is no better row."""
    nearest = _nearest(rows, layout, wanted)
    held = [label for label in wanted if nearest and nearest.column(label) is not None]
    if nearest is None or not held:
        return "" if layout.header_row is None else "Set header_row in sources.toml."
    if nearest.header_row == layout.header_row:
        return ""
    if len(held) == len(wanted):
        return f"Row {nearest.header_row} does hold every label: set header_row = {nearest.header_row} in sources.toml."
    return f"Row {nearest.header_row} comes nearer: it holds {len(held)} of {len(wanted)} labels. Set header_row."
