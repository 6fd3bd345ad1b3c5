"""Figures that are valid and doubtful: the implausible, the target of 0, the status that rests on rounding."""

from decimal import Decimal

import pandas as pd
import pytest
from conftest import rules

from pprr.model import Cell, Missing, Polarity, Query, Reading, Severity, Target, TargetKind, Tolerance, Unit
from pprr.rules.doubts import doubts
from pprr.rules.status import add_status

CELL = Cell("extract.csv", row=4, column="Actual")


def _queries(
    actual: Reading,
    target: Target,
    *,
    good: Polarity | None = Polarity.HIGH,
    tolerance: str = "",
    times_target: int = 100,
) -> tuple[Query, ...]:
    measures = pd.DataFrame(
        {
            name: pd.Series([value], dtype=object)
            for name, value in {
                "measure_id": "EXA1.1",
                "actual": actual,
                "target": target,
                "good_performance": good,
                "tolerance": Tolerance.parse(tolerance) if tolerance else None,
            }.items()
        }
    )
    year = rules(plausibility={"times_target": times_target})
    return doubts(add_status(measures, year), year, "example-services")


def _actual(text: str, decimals: int = 0, *, scale: int = 1) -> Reading:
    return Reading(Unit.NUMBER, Decimal(text), decimals, scale, text=text, cell=CELL)


def _target(text: str) -> Target:
    cell = Cell("targets.csv", row=2, column="target")
    return Target(TargetKind.VALUE, Reading(Unit.NUMBER, Decimal(text), text=text, cell=cell))


@pytest.mark.parametrize(
    ("actual", "target", "times_target", "expected"),
    [
        pytest.param(_actual("4500"), _target("45"), 100, True, id="exactly 100 times"),
        pytest.param(_actual("4499"), _target("45"), 100, False, id="just under 100 times"),
        pytest.param(_actual("7830"), _target("45"), 100, True, id="174 times"),
        pytest.param(_actual("450"), _target("45"), 10, True, id="the year's own number of times"),
        pytest.param(_actual("0.0045", 4, scale=1_000_000), _target("45"), 100, True, id="in millions"),
        pytest.param(_actual("4499.6"), _target("45"), 100, True, id="as printed"),
        pytest.param(_actual("4500"), Target(TargetKind.MAXIMISE), 100, False, id="no figure to compare with"),
        pytest.param(_actual("4500"), _target("-45"), 100, False, id="a negative target"),
        pytest.param(Reading(Unit.NUMBER, missing=Missing.NOT_DUE), _target("45"), 100, False, id="no figure"),
    ],
)
def test_an_actual_many_times_its_target_is_queried(
    actual: Reading, target: Target, times_target: int, expected: bool
) -> None:
    found = [query.kind for query in _queries(actual, target, times_target=times_target)]
    assert ("implausible" in found) is expected


def test_an_implausible_figure_blocks_and_names_its_cell() -> None:
    (query,) = _queries(_actual("7830"), _target("45"))
    assert query == Query(
        Severity.BLOCKING,
        "implausible",
        "example-services",
        "EXA1.1",
        "7830 is 174 times the target of 45.",
        "An actual is expected to be less than 100 times its target.",
        "Ask the service whether a decimal point or a unit has slipped.",
        'extract.csv, row 4, "Actual"',
    )


@pytest.mark.parametrize(
    ("actual", "target", "tolerance", "expected"),
    [
        pytest.param("3", "0", "", True, id="the year's margin is a share"),
        pytest.param("0", "0", "", True, id="also while it is met"),
        pytest.param("3", "0", "20%", True, id="its own margin is a share"),
        pytest.param("3", "0", "1 point", False, id="its own margin is in points"),
        pytest.param("3", "1", "", False, id="a target of 1"),
    ],
)
def test_a_target_of_0_without_a_margin_in_points_is_a_warning(
    actual: str, target: str, tolerance: str, expected: bool
) -> None:
    found = _queries(_actual(actual), _target(target), good=Polarity.LOW, tolerance=tolerance)
    assert [(query.kind, query.severity) for query in found] == (
        [("target of 0", Severity.WARNING)] if expected else []
    )
    assert [query.source for query in found] == (['targets.csv, row 2, "target"'] if expected else [])


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        pytest.param("34.08", [("on the edge", Severity.NOTE)], id="34.08 printed as 34 against 34"),
        pytest.param("34.00", [], id="34.00 is 34"),
        pytest.param("33.92", [], id="33.92 printed as 34 is green either way"),
    ],
)
def test_a_status_that_rests_on_rounding_is_noted(actual: str, expected: list[tuple[str, Severity]]) -> None:
    found = _queries(_actual(actual), _target("34"), good=Polarity.LOW)
    assert [(query.kind, query.severity) for query in found] == expected


def test_a_sound_figure_has_no_queries() -> None:
    assert _queries(_actual("44"), _target("45")) == ()
