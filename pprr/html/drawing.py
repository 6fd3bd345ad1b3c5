"""The drawing of every chart: one style, the same on every machine, and what stands for a picture."""

import base64
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import matplotlib as mpl
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from pprr.html.plot import POINTS_AN_INCH, Plot

INK, MUTED, RULE = "#1d2428", "#56626b", "#c9cfd4"
ACCENT, EARLIER = "#12436D", "#728fab"
SIZE = 9.5  # of words, in points
# Drawn with the one font that comes with matplotlib, which is wide; shown with whichever of these a reader has.
_DRAWN_WITH, _SHOWN_WITH = "DejaVu Sans", "Arial, Helvetica, Liberation Sans, sans-serif"
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
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
_UNSAID = dict.fromkeys(("Date", "Creator", "Format", "Type"))


@dataclass(frozen=True)
class Chart:
    """A drawn chart with what stands for it: alternative text from the data, and the data as a table."""

    title: str
    source: str
    width: int
    height: int
    alt: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


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


def pixels(width: float, height: float) -> tuple[int, int]:
    """The size in CSS pixels."""
    return round(width * 96), round(height * 96)


def svg(plot: Plot) -> str:
    """The picture as the address of a picture that holds it."""
    stream = io.StringIO()
    FigureCanvasSVG(plot.figure).print_svg(stream, metadata=_UNSAID)  # type: ignore[no-untyped-call]
    svg = stream.getvalue().replace(f"'{_DRAWN_WITH}'", _SHOWN_WITH)
    svg = _NOT_IN_XML.sub("", svg[svg.index("<svg") :])
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode("ascii")
