"""The ground that every chart is drawn on: matplotlib's figure and artists without its axes.

A chart of ours shows neither ticks nor grid nor frame, and axes that show nothing still take most of a chart's time:
the same marks and words on matplotlib's axes took 2.0 times as much processor time, and the usual way, with their ticks
and labels, 3.0 times (matplotlib 3.11.2, tests/benchmarks/charts.py).
"""

from collections.abc import Sequence
from typing import TypedDict, Unpack

from matplotlib.artist import Artist
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.markers import MarkerStyle
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, IdentityTransform

POINTS_AN_INCH = 72  # the dots of the drawing are points: see drawing.style


class Fill(TypedDict, total=False):
    """The look of a rectangle."""

    facecolor: str
    edgecolor: str
    linewidth: float
    hatch: str


class Stroke(TypedDict, total=False):
    """The look of a line."""

    color: str
    linewidth: float
    linestyle: tuple[float, Sequence[float]]
    zorder: float


class Marks(TypedDict, total=False):
    """The look of the marks of points."""

    color: str
    facecolors: str
    edgecolors: str
    linewidths: float
    zorder: float


class Letters(TypedDict, total=False):
    """The look of words, and the edge of them that stands at their place."""

    ha: str
    va: str
    color: str
    fontsize: float
    fontweight: str
    linespacing: float


class Plot:
    """A picture with a field in units of the data. Nothing is cut off at the field's edge: words stand beside it.

    ``across`` and ``up`` are what the field's left and right, foot and top stand for; the rest is inches.
    """

    def __init__(
        self,
        width: float,
        height: float,
        *,
        across: tuple[float, float],
        up: tuple[float, float],
        left: float = 0,
        right: float = 0,
        foot: float = 0,
        top: float = 0,
    ) -> None:
        self.left, self.right = across
        self.foot, self.top = up
        self._figure = Figure(figsize=(width, height))
        self._figure.patch.set_visible(False)
        # How many points of the drawing one unit of the data takes.
        self._across = (width - left - right) * POINTS_AN_INCH / (self.right - self.left)
        self._up = (height - foot - top) * POINTS_AN_INCH / (self.top - self.foot)
        self._placed = Affine2D.from_values(
            self._across,
            0,
            0,
            self._up,
            left * POINTS_AN_INCH - self._across * self.left,
            foot * POINTS_AN_INCH - self._up * self.foot,
        )

    @property
    def figure(self) -> Figure:
        """The picture itself."""
        return self._figure

    def across(self, points: float) -> float:
        """So many points of the drawing from left to right, in units of the data."""
        return points / self._across

    def up(self, points: float) -> float:
        """So many points of the drawing from foot to top, in units of the data."""
        return points / self._up

    def bar(self, x: float, y: float, width: float, height: float, **style: Unpack[Fill]) -> None:
        """A rectangle with one corner at x and y, without an edge where none is asked for."""
        style.setdefault("edgecolor", "none")
        self._add(Rectangle((x, y), width, height, **style), self._placed)

    def line(self, xs: Sequence[float], ys: Sequence[float], **style: Unpack[Stroke]) -> None:
        """A line from point to point."""
        self._add(Line2D(xs, ys, **style), self._placed)

    def level(self, height: float, **style: Unpack[Stroke]) -> None:
        """A line at that height through the whole field."""
        self.line((self.left, self.right), (height, height), **style)

    def upright(self, place: float, **style: Unpack[Stroke]) -> None:
        """A line at that place from the field's foot to its top."""
        self.line((place, place), (self.foot, self.top), **style)

    def dots(
        self, xs: Sequence[float], ys: Sequence[float], *, shape: str, area: float, **style: Unpack[Marks]
    ) -> None:
        """A mark of that shape at each point; ``area`` is the square of its width in points."""
        if not xs:
            return
        mark = MarkerStyle(shape)
        path = mark.get_path().transformed(mark.get_transform())
        places = list(zip(xs, ys, strict=True))
        dots = PathCollection((path,), [area], offsets=places, offset_transform=self._placed, **style)
        self._add(dots, IdentityTransform())

    def text(self, x: float, y: float, words: str, **style: Unpack[Letters]) -> None:
        """Words at that place."""
        self._add(Text(x, y, words, **style), self._placed)

    def _add(self, artist: Artist, transform: Affine2D | IdentityTransform) -> None:
        artist.set_transform(transform)
        self._figure.add_artist(artist)
