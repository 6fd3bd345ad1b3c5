"""The drawing of every chart: one style, the same on every machine, and what stands for a picture."""

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import matplotlib as mpl
from markupsafe import Markup
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from pprr.html.inline_svg import inline
from pprr.html.plot import POINTS_AN_INCH, Plot

INK, MUTED, RULE = "#1d2428", "#56626b", "#c9cfd4"
ACCENT, EARLIER, WORSE = "#12436D", "#728fab", "#a8480a"
BEYOND, MARGIN, MET = "#c6ced4", "#dde3e7", "#eef1f3"  # of what is beyond the margin, within it, on target
SIZE = 9.5  # of words, in points
# Drawn with the one font that comes with matplotlib, which is wide; shown with whichever the page's style names.
_DRAWN_WITH = "DejaVu Sans"
NAMED = {"ink": INK, "muted": MUTED, "rule": RULE, "accent": ACCENT, "earlier": EARLIER, "worse": WORSE}
NAMED |= {"beyond": BEYOND, "margin": MARGIN, "met": MET, "paper": "#ffffff"}
_CLASSES = {colour.lower(): name for name, colour in NAMED.items()}
_STYLE: dict[str, object] = {
    "font.family": [_DRAWN_WITH],
    "font.size": SIZE,
    "svg.fonttype": "none",
    "svg.hashsalt": "pprr",
    "text.parse_math": False,  # a dollar in a name is a dollar
    "text.color": INK,
    "figure.facecolor": "none",
    "figure.dpi": POINTS_AN_INCH,
}
# Our style alone: a user's own matplotlibrc must not change a published page. Checked here, once.
_OWN = dict(mpl.RcParams({name: value for name, value in mpl.rcParamsDefault.items() if name != "backend"} | _STYLE))
# Of a picture nothing is said but what it shows: no day, and not what drew it.
_ROW = re.compile(r"row (\d+)")
_UNSAID = dict.fromkeys(("Date", "Creator", "Format", "Type"))


@dataclass(frozen=True)
class Chart:
    """A drawn chart with what stands for it: alternative text from the data, and the data as a table.

    ``title`` is its message in a few words, ``shows`` what it shows, which no other chart of the page does.
    ``read_from`` says where the figures were read from, unless a column of the table does; ``figures_at`` is the
    address of a row of the page that has them all, so that they are not shown once more below the chart.
    """

    title: str
    shows: str
    picture: Markup
    alt: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    read_from: str = ""
    figures_at: str = ""


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


@contextmanager
def style() -> Iterator[None]:
    """Within it, charts are drawn in our style."""
    with mpl.rc_context():
        dict.update(mpl.rcParams, _OWN)
        yield


def words_width(words: str) -> float:
    """The width of the words at their usual size, in points, in the font that charts are drawn with."""
    width, _, _ = text_to_path.get_text_width_height_descent(
        words, FontProperties(family=_DRAWN_WITH, size=SIZE), ismath=False
    )
    return float(width)


def svg(plot: Plot) -> str:
    """The picture as matplotlib writes it."""
    stream = io.StringIO()
    FigureCanvasSVG(plot.figure).print_svg(stream, metadata=_UNSAID)  # type: ignore[no-untyped-call]
    text = stream.getvalue()
    return text[text.index("<svg") :]


def drawn(
    title: str,
    shows: str,
    source: str,
    size: tuple[float, float],
    *,
    alt: str,
    header: tuple[str, ...],
    rows: tuple[tuple[str, ...], ...],
    read_from: str = "",
    figures_at: str = "",
) -> Chart:
    """The chart of a picture as matplotlib writes it, ``size`` being its own in inches."""
    width, height = (round(side * 96) for side in size)
    picture = inline(source, _CLASSES, width=width, height=height, alt=alt)
    return Chart(title, shows, picture, alt, header, rows, read_from, figures_at)
