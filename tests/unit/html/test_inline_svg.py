"""A drawing in the page is small: marks of one look are one shape, which a picture for Word still shows each."""

import io
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.path import Path
from PIL import Image

from pprr.html.drawing import ACCENT, MUTED, Chart, drawn, style, svg
from pprr.html.inline_svg import shortest
from pprr.html.plot import Plot
from pprr.html.raster import ChartShape, outline, png


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
    paths = [outline(one["d"]) for one in shapes if one.name == "path"]
    found = [at for path in paths for (at, _), code in path.iter_segments() if code == Path.MOVETO]
    found += [float(one["cx"]) for one in shapes if one.name == "circle"]
    assert found == [24, 72, 120]


PLACES = st.tuples(*[st.integers(-2_000, 9_999).map(lambda tenths: tenths / 10)] * 2)


@given(
    st.lists(
        st.tuples(st.lists(PLACES, min_size=1, max_size=9), st.sampled_from(["", "z", "h0"])), min_size=1, max_size=4
    )
)
def test_the_shortest_path_leads_where_the_long_one_does(pieces: list[tuple[list[tuple[float, float]], str]]) -> None:
    long = "".join("M" + "L".join(f" {x:.6f} {y:.6f} \n" for x, y in places) + end for places, end in pieces)
    expected = [
        place for places, end in pieces for place in [*places, *{"z": places[:1], "h0": places[-1:]}.get(end, [])]
    ]
    short = shortest(long)
    assert outline(short).vertices.round(3).tolist() == [list(place) for place in expected]


@pytest.mark.parametrize(
    ("long", "short"),
    [
        pytest.param("M 5 49.2 \nL 191.5 49.2 L 191.5 3 L 5 3 z", "M5 49.2H191.5V3H5z", id="a bar"),
        pytest.param("M 8 57 h0M 12.6 42.91 h0", "M8 57h0m4.6-14.1h0", id="dots"),
        pytest.param("M 8 57 L 12.6 42.9 L 17.24 118.8", "M8 57l4.6-14.1 4.6 75.9", id="a line"),
    ],
)
def test_a_path_is_written_the_shortest_way(long: str, short: str) -> None:
    assert shortest(long) == short


@pytest.mark.parametrize("shape", ["o", "^"])
def test_a_picture_for_word_shows_each_mark(shape: str) -> None:
    picture = BeautifulSoup(dots(shape, color=ACCENT, linewidths=0).picture, "html.parser").svg
    shapes = [ChartShape(one.name, {**one.attrs, "class": " ".join(one["class"])}) for one in picture.find_all(True)]
    seen = Image.open(io.BytesIO(png(picture["viewbox"], shapes, accent=ACCENT))).convert("L")
    middle = [seen.getpixel((x, seen.height // 2)) < 128 for x in range(seen.width)]
    assert sum(now and not before for before, now in pairwise(middle)) == 3
