"""The lengths of a drawing are written the shortest way, and lead to the same places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pprr.html.paths import shortest
from pprr.html.raster import outline

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
        pytest.param("M0 .1M0 0z", "M0 .1M0 0z", id="a place that nothing leads on from"),
        pytest.param("M 5 49.2 \nL 191.5 49.2 L 191.5 3 L 5 3 z", "M5 49.2H191.5V3H5z", id="a bar"),
        pytest.param("M 8 57 h0M 12.6 42.91 h0", "M8 57h0m4.6-14.1h0", id="dots"),
        pytest.param("M 8 57 L 12.6 42.9 L 17.24 118.8", "M8 57l4.6-14.1 4.6 75.9", id="a line"),
    ],
)
def test_a_path_is_written_the_shortest_way(long: str, short: str) -> None:
    assert shortest(long) == short
