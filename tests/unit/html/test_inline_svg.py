"""A drawing in the page is small: marks of one look are one shape, which a picture for Word still shows each."""

import io
import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from pprr.html.drawing import ACCENT, MUTED, Chart, drawn, style, svg
from pprr.html.plot import Plot
from pprr.html.raster import ChartShape, png


def dots(shape: str, **looks: object) -> Chart:
    with style():
        plot = Plot(2, 1, across=(0, 3), up=(0, 1))
        plot.dots([0.5, 1.5, 2.5], [0.5, 0.5, 0.5], shape=shape, area=36, **looks)  # type: ignore[arg-type]
        source = svg(plot)
    return drawn("Title", "Shows", source, (2, 1), alt="Three.", header=(), rows=())


@pytest.mark.parametrize(
    ("shape", "looks", "tags"),
    [
        pytest.param("o", {"color": ACCENT, "linewidths": 0}, ["path"], id="round"),
        pytest.param("^", {"color": ACCENT, "linewidths": 0}, ["path"], id="triangles"),
        pytest.param("o", {"facecolors": "#ffffff", "edgecolors": MUTED}, ["circle"] * 3, id="round, with an edge"),
    ],
)
def test_marks_of_one_look_are_one_shape(shape: str, looks: dict[str, object], tags: list[str]) -> None:
    shapes = BeautifulSoup(dots(shape, **looks).picture, "html.parser").svg.find_all(True)
    assert [one.name for one in shapes] == tags
    across = {"path": r"M(\S+?)[ LhM]", "circle": r'cx="(\S+?)"'}[tags[0]]
    found = [float(at) for one in shapes for at in re.findall(across, str(one))]
    assert found == [24, 72, 120]


@pytest.mark.parametrize("shape", ["o", "^"])
def test_a_picture_for_word_shows_each_mark(shape: str) -> None:
    picture = BeautifulSoup(dots(shape, color=ACCENT, linewidths=0).picture, "html.parser").svg
    shapes = [ChartShape(one.name, {**one.attrs, "class": " ".join(one["class"])}) for one in picture.find_all(True)]
    seen = Image.open(io.BytesIO(png(picture["viewbox"], shapes, accent=ACCENT))).convert("L")
    middle = [seen.getpixel((x, seen.height // 2)) < 128 for x in range(seen.width)]
    assert sum(now and not before for before, now in pairwise(middle)) == 3
