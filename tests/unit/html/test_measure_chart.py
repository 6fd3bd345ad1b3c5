"""The side of a dot that its figure stands on: the one that the line beside it leaves free."""

import pytest

from pprr.html.measure_chart import PeriodColumn, _side


@pytest.mark.parametrize(
    ("heights", "expected"),
    [
        pytest.param((85.5, 87.0, 93.0), "bba", id="steeper after it: below"),
        pytest.param((36.0, 28.0, 37.0), "aba", id="a valley: below"),
        pytest.param((28.0, 36.0, 30.0), "bab", id="a hill: above"),
        pytest.param((93.0, 92.0, 85.0), "aab", id="steeper down after it: above"),
        pytest.param((1.0, 1.0, 1.0), "aaa", id="level: above"),
        pytest.param((1.0, None, 3.0), "aa", id="nothing beside it: above"),
    ],
)
def test_a_figure_stands_where_its_line_does_not(heights: tuple[float | None, ...], expected: str) -> None:
    columns = [PeriodColumn(str(at), "", "", height) for at, height in enumerate(heights)]
    known = [(at, height) for at, height in enumerate(heights) if height is not None]
    assert "".join("a" if _side(columns, at, height) > 0 else "b" for at, height in known) == expected
