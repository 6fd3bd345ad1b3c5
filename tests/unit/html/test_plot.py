"""A drawing in the page is small and stands as matplotlib would draw it; marks of one look are one shape."""

import io
import re
from itertools import pairwise

import matplotlib as mpl
import pytest
from bs4 import BeautifulSoup
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.path import Path
from PIL import Image

from pprr.html.colours import ACCENT, MUTED, PAPER
from pprr.html.letters import words_width
from pprr.html.plot import Plot
from pprr.html.raster import ChartShape, outline, png


def dots(shape: str, **looks: object) -> str:
    plot = Plot(2, 1, across=(0, 3), up=(0, 1))
    plot.dots([0.5, 1.5, 2.5], [0.5, 0.5, 0.5], shape=shape, area=36, **looks)  # type: ignore[arg-type]
    return plot.picture("Three.")


@pytest.mark.parametrize(
    ("shape", "looks", "tags"),
    [
        pytest.param("o", {"color": ACCENT}, ["path"], id="round"),
        pytest.param("^", {"color": ACCENT}, ["path"], id="triangles"),
        pytest.param("o", {"color": PAPER, "edgecolor": MUTED}, ["path"] * 2, id="round, with an edge"),
    ],
)
def test_marks_of_one_look_are_one_shape(shape: str, looks: dict[str, object], tags: list[str]) -> None:
    shapes = BeautifulSoup(dots(shape, **looks), "html.parser").svg.find_all(True)
    assert [one.name for one in shapes] == tags
    for path in (outline(one["d"]) for one in shapes):
        assert [at for (at, _), code in path.iter_segments() if code == Path.MOVETO] == [24, 72, 120]


@pytest.mark.parametrize("shape", ["o", "^"])
def test_a_picture_for_word_shows_each_mark(shape: str) -> None:
    picture = BeautifulSoup(dots(shape, color=ACCENT), "html.parser").svg
    shapes = [ChartShape(one.name, {**one.attrs, "class": " ".join(one["class"])}) for one in picture.find_all(True)]
    seen = Image.open(io.BytesIO(png(picture["viewbox"], shapes, accent=ACCENT))).convert("L")
    middle = [seen.getpixel((x, seen.height // 2)) < 128 for x in range(seen.width)]
    assert sum(now and not before for before, now in pairwise(middle)) == 3


def as_matplotlib(words: str, looks: dict[str, object]) -> list[tuple[str, float, float, str]]:
    """The lines of the words with their places and anchors, as matplotlib writes them."""
    stream = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "none", "text.parse_math": False, "font.family": ["DejaVu Sans"]}):
        figure = Figure(figsize=(4, 2), dpi=72)
        figure.text(0.25, 0.5, words, **{"fontsize": 9.5, **looks})
        FigureCanvasSVG(figure).print_svg(stream)
    found = []
    for one in BeautifulSoup(stream.getvalue(), "xml").find_all("text", string=True):
        moved = re.search(r"translate\((\S+) (\S+)\)", one["transform"])
        across, down = moved.groups() if moved else (one["x"], one["y"])
        anchor = re.search(r"text-anchor: (\w+)", one["style"])
        found.append((one.text, float(across), float(down), anchor[1] if anchor else "start"))
    return found


@pytest.mark.parametrize("words", ["93.0%", "Target\n8,032 or\n\nless", "gap", "– no Ångström £", "2024/25\nQ2"])
@pytest.mark.parametrize(
    "looks",
    [
        pytest.param({"ha": "left", "va": "top"}, id="left, below its place"),
        pytest.param({"ha": "center", "va": "bottom", "fontweight": "bold"}, id="in the middle, above its place, bold"),
        pytest.param({"ha": "right", "va": "center", "fontsize": 8}, id="right, small"),
        pytest.param({"ha": "center", "va": "center", "linespacing": 1.35}, id="lines further apart"),
    ],
)
def test_words_stand_where_matplotlib_would_put_them(words: str, looks: dict[str, object]) -> None:
    plot = Plot(4, 2, across=(0, 1), up=(0, 1))
    plot.text(0.25, 0.5, words, **looks)  # type: ignore[arg-type]
    shapes = BeautifulSoup(plot.picture(""), "html.parser").find_all("text")
    ours = [(one.text, float(one["x"]), float(one["y"]), one.get("text-anchor", "start")) for one in shapes]
    assert ours == [
        (text, pytest.approx(x, abs=0.06), pytest.approx(y, abs=0.06), anchor)
        for text, x, y, anchor in as_matplotlib(words, looks)
    ]


def test_a_letter_that_the_font_lacks_takes_the_room_of_a_wide_one() -> None:
    assert words_width("a\u4e2db") == words_width("aMb")


def test_words_and_names_are_text_and_nothing_else() -> None:
    plot = Plot(1, 1, across=(0, 1), up=(0, 1))
    plot.text(0, 0, "<b>&\x00", va="top")
    assert ">&lt;b&gt;&amp;<" in plot.picture('"')
    assert 'aria-label="&quot;"' in plot.picture('"')
