"""How every chart is drawn: one style, the same on every machine, and what stands for a picture."""

import base64
import io
import re
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

INK, MUTED, RULE = "#1d2428", "#56626b", "#c9cfd4"
ACCENT, EARLIER = "#12436D", "#728fab"
SIZE = 9.5  # of words, in points
# Drawn with the one font that comes with matplotlib, which is wide; shown with whichever of these a reader has.
_DRAWN_WITH, _SHOWN_WITH = "DejaVu Sans", "Arial, Helvetica, Liberation Sans, sans-serif"
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_STYLE: dict[str, Any] = {
    "font.family": [_DRAWN_WITH],
    "font.size": SIZE,
    "svg.fonttype": "none",
    "svg.hashsalt": "pprr",
    "text.parse_math": False,  # a dollar in a name is a dollar
    "text.color": INK,
    "axes.edgecolor": RULE,
    "axes.labelcolor": MUTED,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": MUTED,
    "ytick.color": INK,
    "xtick.labelcolor": INK,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "savefig.facecolor": "none",
    "figure.dpi": 72,
}


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


def style() -> AbstractContextManager[None]:
    """Our style alone: a user's own matplotlibrc must not change a published page."""
    own: Any = {name: value for name, value in mpl.rcParamsDefault.items() if name != "backend"} | _STYLE
    return mpl.rc_context(own)


def canvas(width: float, height: float) -> tuple[Figure, Axes]:
    """An empty figure of that size in inches, and its axes."""
    figure = Figure(figsize=(width, height))
    return figure, figure.subplots()


def pixels(width: float, height: float) -> tuple[int, int]:
    """The size in CSS pixels."""
    return round(width * 96), round(height * 96)


def svg(figure: Figure) -> str:
    """The figure as the address of a picture that holds it."""
    stream = io.StringIO()
    figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    svg = stream.getvalue().replace(f"'{_DRAWN_WITH}'", _SHOWN_WITH)
    svg = _NOT_IN_XML.sub("", svg[svg.index("<svg") :])
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode("ascii")
