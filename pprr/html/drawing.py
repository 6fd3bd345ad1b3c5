"""A drawn chart, and what stands for its picture."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pprr.html.plot import Plot

_FEW, _LETTERS = 4, 40  # columns that words break in; letters beside each other on the narrowest phone
_ROW = re.compile(r"row (\d+)")


@dataclass(frozen=True)
class Chart:
    """A drawn chart with what stands for it: alternative text from the data, and the data as a table.

    ``title`` is its message in a few words, ``shows`` what it shows, which no other chart of the page does.
    ``beside`` has what belongs to several of its figures, by name. ``read_from`` says where the figures were read
    from, unless a column of the table does; ``figures_at`` is the address of a row of the page that has them all, so
    that they are not shown once more below the chart. ``note`` explains what only the eye meets, after ``shows``.
    """

    title: str
    shows: str
    picture: Markup
    alt: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    beside: tuple[tuple[str, str], ...] = ()
    read_from: str = ""
    figures_at: str = ""
    note: str = ""

    @property
    def about(self) -> str:
        """The beginning of what it shows, which tells it from every other chart whose figures are found in one way."""
        return self.shows.partition(",")[0]

    @property
    def is_wide(self) -> bool:
        """Tells whether the table of its figures may want more room than a phone has."""
        widths = [max(map(len, column)) for column in zip(self.header, *self.rows, strict=True)]
        return len(widths) > _FEW and sum(widths) > _LETTERS


def sources_said_once(sources: Sequence[str]) -> tuple[str, list[str]]:
    """The part common to all sources, and what is left of each; nothing is left where their rows follow each other.

    >>> sources_said_once(['a.csv, row 2, "Value"', 'a.csv, row 4, "Value"'])
    ('Read from a.csv, "Value"', ['row 2', 'row 4'])
    >>> sources_said_once(['a.csv, row 2, "Value"', 'a.csv, row 3, "Value"'])
    ('Read from a.csv, "Value", rows 2 to 3', [])
    """
    parts = [source.split(", ") for source in sources]
    first, shortest = parts[0], min(map(len, parts))
    begin = next((at for at in range(shortest - 1) if len({part[at] for part in parts}) > 1), shortest - 1)
    end = next(
        (at for at in range(shortest - 1 - begin) if len({part[-1 - at] for part in parts}) > 1), shortest - 1 - begin
    )
    common = f"Read from {', '.join([*first[:begin], *first[len(first) - end :]])}".strip()
    left = [", ".join(part[begin : len(part) - end]) for part in parts]
    rows = [int(found[1]) for found in map(_ROW.fullmatch, left) if found]
    if len(left) > 1 and rows == list(range(rows[0] if rows else 0, (rows[0] if rows else 0) + len(left))):
        return f"{common}, rows {rows[0]} to {rows[-1]}", []
    return common, left


def drawn(
    title: str,
    shows: str,
    plot: Plot,
    *,
    alt: str,
    header: tuple[str, ...],
    rows: tuple[tuple[str, ...], ...],
    beside: tuple[tuple[str, str], ...] = (),
    read_from: str = "",
    figures_at: str = "",
) -> Chart:
    """The chart of a plot."""
    picture = Markup(plot.picture(alt))  # noqa: S704 - it has escaped its words
    return Chart(title, shows, picture, alt, header, rows, beside, read_from, figures_at)
