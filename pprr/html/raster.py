"""Draws a chart of a page once more, as a PNG: for documents that hold no SVG."""

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D

from pprr.html.colours import INK, NAMED
from pprr.html.letters import SIZE

_DOTS_AN_INCH = 200
_STEP = re.compile(r"([MmLlHhVvCQz])([^MmLlHhVvCQz]*)")
_LENGTH = re.compile(r"-?\d*\.?\d+")
_CODES = {"C": Path.CURVE4, "Q": Path.CURVE3}
_PLACE = re.compile(r"translate\((\S+) (\S+)\)")
_LEFT = {"start": 0.0, "middle": 0.5, "end": 1.0}  # the share of a text's width that stands left of its place
_FONT = "DejaVu Sans"
_STYLE: dict[str, object] = {
    "font.family": [_FONT],
    "font.size": SIZE,
    "text.parse_math": False,  # a dollar in a name is a dollar
    "text.color": INK,
}
# Our style alone: a user's own matplotlibrc must not change a document. Checked here, once.
_OWN = dict(mpl.RcParams({name: value for name, value in mpl.rcParamsDefault.items() if name != "backend"} | _STYLE))


@dataclass(frozen=True)
class ChartShape:
    """One shape of a chart as it stands on a page: its tag, what it says of itself, and its words if it is a text."""

    tag: str
    looks: Mapping[str, str]
    words: str = ""


@dataclass
class _Look:
    fill: str = "none"
    edge: str = "none"
    width: float = 1.0
    dashes: Sequence[float] = field(default_factory=tuple)


def png(box: str, shapes: Sequence[ChartShape], *, accent: str) -> bytes:
    """The picture of the shapes, on white; ``box`` is the chart's viewBox, in points."""
    left, top, width, height = map(float, box.split())
    with mpl.rc_context():
        dict.update(mpl.rcParams, _OWN)
        figure = Figure(figsize=(width / 72, height / 72), dpi=_DOTS_AN_INCH, facecolor="white")
        # From the page's points, which go down, to the figure's dots, which go up.
        scale = _DOTS_AN_INCH / 72
        placed = Affine2D().translate(-left, -top).scale(scale, -scale).translate(0, height * scale)
        for path, look in _drawn(shapes, {**NAMED, "accent": accent}):
            patch = PathPatch(
                path, facecolor=look.fill, edgecolor=look.edge, linewidth=look.width, linestyle=_line(look.dashes)
            )
            patch.set_transform(placed)
            figure.add_artist(patch)
        stream = io.BytesIO()
        FigureCanvasAgg(figure).print_png(stream, metadata={"Software": None})  # type: ignore[no-untyped-call]
    return stream.getvalue()


def _line(dashes: Sequence[float]) -> str | tuple[float, tuple[float, ...]]:
    return (0, tuple(dashes)) if dashes else "solid"


def _drawn(shapes: Sequence[ChartShape], colours: Mapping[str, str]) -> Iterator[tuple[Path, _Look]]:
    for shape in shapes:
        names = shape.looks.get("class", "").split()
        width = float(shape.looks.get("stroke-width", 1))
        look = _Look(
            fill=next((colours[name] for name in names if name in colours), "none"),
            edge=next((colours[name[5:]] for name in names if name.startswith("edge-")), "none"),
            width=width,
            dashes=[float(one) / width for one in re.split(r"[ ,]+", shape.looks.get("stroke-dasharray", "")) if one],
        )
        if shape.tag == "text":
            yield _text(shape, "bold" if "strong" in names else "normal"), _Look(look.fill if names else colours["ink"])
        elif "dots" in names:
            # Round ends of lines that go nowhere.
            places = dict.fromkeys(place for place, _ in steps_of(shape.looks["d"]))
            circles = [Path.circle(place, look.width / 2) for place in places]
            yield Path.make_compound_path(*circles), _Look(fill=look.edge)
        elif shape.tag == "path":
            moved = _PLACE.search(shape.looks.get("transform", ""))
            by = (float(moved[1]), float(moved[2])) if moved else (0.0, 0.0)
            yield outline(shape.looks["d"]).transformed(Affine2D().translate(*by)), look


def outline(d: str) -> Path:
    """The path of the ``d`` of an SVG, as far as charts of ours have it."""
    points, codes = zip(*steps_of(d), strict=True)
    return Path(points, codes)


def steps_of(d: str) -> Iterator[tuple[tuple[float, float], int]]:
    """Yields where each step of a path leads to, and matplotlib's code of it."""
    at, begun = (0.0, 0.0), (0.0, 0.0)
    for letter, written in _STEP.findall(d):
        if letter == "z":
            at = begun
            yield at, int(Path.CLOSEPOLY)
            continue
        lengths = [float(one) for one in _LENGTH.findall(written)]
        for place, end in enumerate(_ends(letter, lengths, at)):
            at, is_first = end, place == 0 and letter in "Mm"
            begun = at if is_first else begun
            yield at, int(Path.MOVETO if is_first else _CODES.get(letter, Path.LINETO))


def _ends(letter: str, lengths: Sequence[float], at: tuple[float, float]) -> Iterator[tuple[float, float]]:
    """Yields where each step of the letter leads to; a small letter's lengths begin where the step before it ended."""
    steps: Iterable[tuple[float | None, float | None]]
    if letter in "Hh":
        steps = [(one, None) for one in lengths]
    elif letter in "Vv":
        steps = [(None, one) for one in lengths]
    else:
        steps = zip(lengths[::2], lengths[1::2], strict=True)
    for x, y in steps:
        from_x, from_y = at if letter.islower() else (0.0, 0.0)
        at = (at[0] if x is None else from_x + x, at[1] if y is None else from_y + y)
        yield at


def _text(shape: ChartShape, weight: str) -> Path:
    size = float(shape.looks.get("font-size", SIZE))
    drawn = TextPath((0, 0), shape.words, size=size, prop=FontProperties(family=_FONT, weight=weight))
    left = _LEFT[shape.looks.get("text-anchor", "start")] * (drawn.get_extents().width if len(drawn.vertices) else 0)
    turned = Affine2D().scale(1, -1).translate(float(shape.looks["x"]) - left, float(shape.looks["y"]))
    return Path(drawn.vertices, drawn.codes).transformed(turned)
