"""The ground that every chart is drawn on: marks and words at places in units of the data, as SVG for the page itself.

Written as matplotlib would draw them without its axes, to the byte, and measured with its fonts, but without its
artists: on its axes the same marks and words took 56 times as much of the processor, with the ticks and labels that
axes set themselves 67 times (tests/benchmarks/charts.py). Colours are classes, which the style sheet fills: dark mode
and forced colours reach them, and so do a reader's search and a screen reader. There are no ids, which another drawing
of the page could share.
"""

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from math import sqrt
from operator import attrgetter
from typing import NamedTuple, TypedDict, Unpack

from pprr.html.colours import INK, NAMED
from pprr.html.letters import SIZE, lines_below, words_width
from pprr.html.paths import shortest

POINTS_AN_INCH = 72  # the unit of the drawing is the point
_CLASSES = {colour: name for name, colour in NAMED.items()}
# Corners of marks about their place, as a person sees them, in parts of their width.
_CORNERS = {
    "^": ((0, 0.5), (-0.5, -0.5), (0.5, -0.5)),
    "v": ((0, -0.5), (0.5, 0.5), (-0.5, 0.5)),
    "D": ((0, -sqrt(0.5)), (sqrt(0.5), 0), (0, sqrt(0.5)), (-sqrt(0.5), 0)),
}
_ANCHORS = {"left": "", "center": ' text-anchor="middle"', "right": ' text-anchor="end"'}
_BEFORE = {"left": 0.0, "center": 0.5, "right": 1.0}  # the share of words that stands left of their place
_ABOVE = {"top": 0.0, "center": 0.5, "bottom": 1.0}  # the share that stands above it
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class Fill(TypedDict, total=False):
    """The look of a rectangle."""

    facecolor: str
    edgecolor: str


class Stroke(TypedDict, total=False):
    """The look of a line."""

    color: str
    linewidth: float
    linestyle: tuple[float, Sequence[float]]
    zorder: float


class Marks(TypedDict, total=False):
    """The look of the marks of points."""

    color: str
    edgecolor: str
    linewidth: float
    zorder: float


class Letters(TypedDict, total=False):
    """The look of words, and the edge of them that stands at their place."""

    ha: str
    va: str
    color: str
    fontsize: float
    fontweight: str
    linespacing: float


class _Shape(NamedTuple):
    """A shape; or, where it has ``looks``, the lengths of one that may be one path with others of that look."""

    zorder: float
    text: str
    looks: str = ""


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
        self.size = width, height
        # How many points of the drawing one unit of the data takes.
        self._across = (width - left - right) * POINTS_AN_INCH / (self.right - self.left)
        self._up = (height - foot - top) * POINTS_AN_INCH / (self.top - self.foot)
        self._start = left * POINTS_AN_INCH - self._across * self.left
        self._end = height * POINTS_AN_INCH - (foot * POINTS_AN_INCH - self._up * self.foot)
        self._shapes: list[_Shape] = []

    def picture(self, alt: str) -> str:
        """The picture as SVG, described by ``alt``. It shrinks to the room there is."""
        wide, high = (round(side * 96) for side in self.size)
        box = " ".join(f"{side * POINTS_AN_INCH:f}".rstrip("0").rstrip(".") for side in self.size)
        shapes = []
        for looks, found in groupby(sorted(self._shapes, key=attrgetter("zorder")), key=attrgetter("looks")):
            text = "".join(shape.text for shape in found)
            shapes.append(f'<path{looks} d="{shortest(text)}"/>' if looks else text)
        frame = f'width="{wide}" height="{high}" viewBox="0 0 {box}"'
        return f'<svg class="chart" role="img" aria-label="{escape(alt)}" {frame}>{"".join(shapes)}</svg>'

    def across(self, points: float) -> float:
        """So many points of the drawing from left to right, in units of the data."""
        return points / self._across

    def up(self, points: float) -> float:
        """So many points of the drawing from foot to top, in units of the data."""
        return points / self._up

    def bar(self, x: float, y: float, width: float, height: float, **style: Unpack[Fill]) -> None:
        """A rectangle with one corner at x and y, without an edge where none is asked for."""
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        looks = _looks(style["facecolor"], style.get("edgecolor", ""))
        self._add(1, f"{self._path(corners)}z", looks)

    def line(self, xs: Sequence[float], ys: Sequence[float], **style: Unpack[Stroke]) -> None:
        """A line from point to point."""
        width = style.get("linewidth", 1)
        looks = _looks("", style["color"], width)
        if "linestyle" in style:
            dashes = ",".join(_short(length * width) for length in style["linestyle"][1])
            looks += f' stroke-dasharray="{dashes}"'
        self._add(style.get("zorder", 2), self._path(zip(xs, ys, strict=True)), looks)

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
        width, zorder = sqrt(area), style.get("zorder", 1)
        placed = list(map(self._placed, xs, ys))
        if shape == "o":  # the round ends of lines that go nowhere: an edge is what a smaller one leaves of a larger
            edge = style.get("linewidth", 1) / 2 if "edgecolor" in style else 0
            rounds = [(style["edgecolor"], width + 2 * edge)] if edge else []
            for colour, wide in [*rounds, (style["color"], width - 2 * edge)]:
                looks = f' class="dots edge-{_CLASSES[colour]}" stroke-width="{_short(wide)}"'
                for x, y in placed:
                    self._add(zorder, f"M{x:.2f} {y:.2f}h0", looks)
            return
        looks = _looks(style["color"], style.get("edgecolor", ""), style.get("linewidth", 1))
        for x, y in placed:
            corners = ((x + across * width, y - up * width) for across, up in _CORNERS[shape])
            self._add(zorder, f"{_lines(corners, '.2f')}z", looks)

    def text(self, x: float, y: float, words: str, **style: Unpack[Letters]) -> None:
        """Words at that place."""
        size, is_bold = style.get("fontsize", SIZE), style.get("fontweight") == "bold"
        lines = words.split("\n")
        *feet, high = lines_below(lines, size, style.get("linespacing"), is_bold=is_bold)
        x, y = self._placed(x, y)
        across, is_single = style.get("ha", "left"), len(lines) == 1
        looks = _CLASSES[style.get("color", INK)].replace("ink", "")  # which words are
        looks = " ".join(filter(None, (looks or "ink" * is_bold, "strong" * is_bold)))
        looks = f' class="{looks}"' if looks else ""
        looks += f' font-size="{_short(size)}"' if size != SIZE else ""
        for line, foot in zip(lines, feet, strict=True):
            before = 0 if is_single else words_width(line, size, is_bold=is_bold) * _BEFORE[across]
            place = f'x="{_short(x - before)}" y="{_short(y + foot - high * _ABOVE[style["va"]])}"'
            said = escape(_NOT_IN_XML.sub("", line))
            if said:
                self._add(3, f"<text{looks}{_ANCHORS[across] * is_single} {place}>{said}</text>")

    def _add(self, zorder: float, text: str, looks: str = "") -> None:
        self._shapes.append(_Shape(zorder, text, looks))

    def _placed(self, x: float, y: float) -> tuple[float, float]:
        """The place in points from the picture's upper left corner."""
        return self._across * x + self._start, self._end - self._up * y

    def _path(self, places: Iterable[tuple[float, float]]) -> str:
        return _lines((self._placed(x, y) for x, y in places), ".6f")


def _lines(places: Iterable[tuple[float, float]], form: str) -> str:
    return "M" + "L".join(f"{x:{form}} {y:{form}}" for x, y in places)


def _looks(fill: str, edge: str, width: float = 1) -> str:
    """The classes of the colours of a shape, and the width of its edge where it is not as usual."""
    names = [_CLASSES[fill]] if fill else []
    names += [f"edge-{_CLASSES[edge]}"] if edge else []
    wide = f' stroke-width="{_short(width)}"' if edge and width != 1 else ""
    return f' class="{" ".join(names)}"{wide}'


def _short(number: float) -> str:
    """The length to a tenth, as from one to a millionth: what is halfway does not hang on the last bit of a sum."""
    return f"{float(f'{number:f}'):.1f}".removesuffix(".0")
