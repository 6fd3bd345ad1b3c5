"""A drawn chart, and what stands for its picture."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pprr.html.plot import Plot


@dataclass(frozen=True)
class Chart:
    """A drawn chart with what stands for it: alternative text from the data, and the data as a table.

    ``title`` is its message in a few words, ``shows`` what it shows, which no other chart of the page does.
    """

    title: str
    shows: str
    picture: Markup
    alt: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def sources_said_once(sources: Sequence[str]) -> tuple[str, list[str]]:
    """The head of a column of sources, with what is common to all of them, and what is left of each.

    >>> sources_said_once(['a.csv, row 2, "Value"', 'a.csv, row 3, "Value"'])
    ('Read from a.csv, "Value"', ['row 2', 'row 3'])
    """
    parts = [source.split(", ") for source in sources]
    first, shortest = parts[0], min(map(len, parts))
    begin = next((at for at in range(shortest - 1) if len({part[at] for part in parts}) > 1), shortest - 1)
    end = next(
        (at for at in range(shortest - 1 - begin) if len({part[-1 - at] for part in parts}) > 1), shortest - 1 - begin
    )
    common = ", ".join([*first[:begin], *first[len(first) - end :]])
    return f"Read from {common}".strip(), [", ".join(part[begin : len(part) - end]) for part in parts]


def drawn(
    title: str, shows: str, plot: Plot, *, alt: str, header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]
) -> Chart:
    """The chart of a plot."""
    return Chart(title, shows, Markup(plot.picture(alt)), alt, header, rows)  # noqa: S704 - it has escaped its words
