"""Status at and beside each threshold, both polarities, each missing kind, and where rounding decides."""

from decimal import Decimal
from fractions import Fraction

import pandas as pd
import pytest
from conftest import rules

from pprr.model import Missing, Polarity, Reading, Status, Target, TargetKind, Tolerance, Unit
from pprr.rules.status import add_status, is_zero_target, rate

HIGH, LOW = Polarity.HIGH, Polarity.LOW
GREEN, AMBER, RED = Status.GREEN, Status.AMBER, Status.RED


def _figure(text: str, decimals: int = 1, *, scale: int = 1, parts: tuple[int, int] | None = None) -> Reading:
    numerator, denominator = (Decimal(part) for part in parts) if parts else (None, None)
    return Reading(Unit.PERCENTAGE, Decimal(text), decimals, scale, numerator, denominator)


def _target(text: str, *, scale: int = 1) -> Target:
    decimals = max(0, -int(Decimal(text).as_tuple().exponent))
    return Target(TargetKind.VALUE, Reading(Unit.PERCENTAGE, Decimal(text), decimals, scale))


@pytest.mark.parametrize(
    ("actual", "target", "good", "margin", "expected"),
    [
        # A share of the target, high is good: green from 90.0, amber from 81.0.
        pytest.param("90.1", "90.0", HIGH, "10%", GREEN, id="high, just above target"),
        pytest.param("90.0", "90.0", HIGH, "10%", GREEN, id="high, on target"),
        pytest.param("89.9", "90.0", HIGH, "10%", AMBER, id="high, just below target"),
        pytest.param("81.1", "90.0", HIGH, "10%", AMBER, id="high, just inside the margin"),
        pytest.param("81.0", "90.0", HIGH, "10%", AMBER, id="high, exactly at the margin"),
        pytest.param("80.9", "90.0", HIGH, "10%", RED, id="high, just outside the margin"),
        pytest.param("0.0", "90.0", HIGH, "10%", RED, id="high, nothing at all"),
        # A share of the target, low is good: green to 20.0, amber to 22.0.
        pytest.param("19.9", "20.0", LOW, "10%", GREEN, id="low, just below target"),
        pytest.param("20.0", "20.0", LOW, "10%", GREEN, id="low, on target"),
        pytest.param("20.1", "20.0", LOW, "10%", AMBER, id="low, just above target"),
        pytest.param("21.9", "20.0", LOW, "10%", AMBER, id="low, just inside the margin"),
        pytest.param("22.0", "20.0", LOW, "10%", AMBER, id="low, exactly at the margin"),
        pytest.param("22.1", "20.0", LOW, "10%", RED, id="low, just outside the margin"),
        pytest.param("0.0", "20.0", LOW, "10%", GREEN, id="low, nothing at all"),
        # Points: green from 90.0, amber from 88.0; green to 20.0, amber to 22.0.
        pytest.param("90.0", "90.0", HIGH, "2 points", GREEN, id="points, high, on target"),
        pytest.param("89.9", "90.0", HIGH, "2 points", AMBER, id="points, high, just below target"),
        pytest.param("88.0", "90.0", HIGH, "2 points", AMBER, id="points, high, exactly at the margin"),
        pytest.param("87.9", "90.0", HIGH, "2 points", RED, id="points, high, just outside the margin"),
        pytest.param("20.0", "20.0", LOW, "2 points", GREEN, id="points, low, on target"),
        pytest.param("20.1", "20.0", LOW, "2 points", AMBER, id="points, low, just above target"),
        pytest.param("22.0", "20.0", LOW, "2 points", AMBER, id="points, low, exactly at the margin"),
        pytest.param("22.1", "20.0", LOW, "2 points", RED, id="points, low, just outside the margin"),
        # No margin at all.
        pytest.param("90.0", "90.0", HIGH, "0%", GREEN, id="no margin, on target"),
        pytest.param("89.9", "90.0", HIGH, "0%", RED, id="no margin, just below target"),
        # A target of nothing.
        pytest.param("0.0", "0", LOW, "10%", GREEN, id="target 0, low, on target"),
        pytest.param("0.1", "0", LOW, "10%", RED, id="target 0, low, any miss is red where the margin is a share"),
        pytest.param("1.0", "0", LOW, "1 point", AMBER, id="target 0, low, exactly at a margin in points"),
        pytest.param("1.1", "0", LOW, "1 point", RED, id="target 0, low, just outside a margin in points"),
        pytest.param("0.0", "0", HIGH, "10%", GREEN, id="target 0, high, on target"),
        pytest.param("-0.1", "0", HIGH, "10%", RED, id="target 0, high, any miss is red where the margin is a share"),
        # Below nothing: the margin is a share of the target's size.
        pytest.param("-10.0", "-10.0", HIGH, "10%", GREEN, id="negative target, on target"),
        pytest.param("-11.0", "-10.0", HIGH, "10%", AMBER, id="negative target, exactly at the margin"),
        pytest.param("-11.1", "-10.0", HIGH, "10%", RED, id="negative target, just outside the margin"),
        pytest.param("-9.9", "-10.0", LOW, "10%", AMBER, id="negative target, low, just above"),
    ],
)
def test_the_status_at_and_beside_each_threshold(
    actual: str, target: str, good: Polarity, margin: str, expected: Status
) -> None:
    rating = rate(_figure(actual), _target(target), good=good, amber_within=Tolerance.parse(margin))
    assert (rating.status, rating.words, rating.is_on_edge) == (expected, expected, False)


@pytest.mark.parametrize(
    ("actual", "target", "good", "expected", "is_on_edge"),
    [
        pytest.param(_figure("34.08", 0), "34", LOW, GREEN, True, id="34.08 printed as 34, low: green by rounding"),
        pytest.param(_figure("34.08", 0), "34", HIGH, GREEN, False, id="34.08 printed as 34, high: green either way"),
        pytest.param(_figure("34.5", 0), "34", LOW, AMBER, False, id="34.5 printed as 35, low: amber either way"),
        pytest.param(_figure("34.49", 0), "34", LOW, GREEN, True, id="34.49 printed as 34, low"),
        pytest.param(_figure("33.5", 0), "34", HIGH, GREEN, True, id="33.5 printed as 34, high: green by rounding"),
        pytest.param(_figure("33.49", 0), "34", HIGH, AMBER, False, id="33.49 printed as 33, high: amber either way"),
        pytest.param(_figure("80.95"), "90.0", HIGH, AMBER, True, id="80.95 printed as 81.0: amber by rounding"),
        pytest.param(_figure("80.94"), "90.0", HIGH, RED, False, id="80.94 printed as 80.9: red either way"),
        pytest.param(_figure("81.04"), "90.0", HIGH, AMBER, False, id="81.04 printed as 81.0: amber either way"),
        pytest.param(_figure("34", 0, parts=(61, 179)), "34", LOW, GREEN, True, id="61 of 179 is 34.08, printed as 34"),
        pytest.param(
            _figure("37", 0, parts=(61, 179)), "34", LOW, AMBER, False, id="the printed figure decides, not its counts"
        ),
        pytest.param(
            _figure("33", 0, parts=(61, 179)), "34", LOW, GREEN, True, id="counts that disagree across the target"
        ),
    ],
)
def test_figures_are_compared_as_printed_and_an_edge_is_marked(
    actual: Reading, target: str, good: Polarity, expected: Status, is_on_edge: bool
) -> None:
    rating = rate(actual, _target(target), good=good, amber_within=Tolerance.parse("10%"))
    assert (rating.status, rating.is_on_edge) == (expected, is_on_edge)


@pytest.mark.parametrize(
    ("actual", "target", "good", "expected"),
    [
        pytest.param("34", "34.08", HIGH, AMBER, id="34 against 34.08, high: short of it"),
        pytest.param("34", "34.08", LOW, GREEN, id="34 against 34.08, low: within it"),
        pytest.param("34", "33.75", HIGH, GREEN, id="34 against 33.75, high: beyond it"),
        pytest.param("34", "33.75", LOW, AMBER, id="34 against 33.75, low: above it"),
        pytest.param("34", "34.00", HIGH, GREEN, id="34 against 34.00: the same"),
        pytest.param("34", "34.00", LOW, GREEN, id="34 against 34.00, low: the same"),
    ],
)
def test_a_target_that_is_finer_than_the_figure_keeps_its_precision(
    actual: str, target: str, good: Polarity, expected: Status
) -> None:
    rating = rate(_figure(actual, 0), _target(target), good=good, amber_within=Tolerance.parse("10%"))
    assert rating.status is expected


def test_a_figure_in_millions_is_held_against_a_target_in_ones() -> None:
    margin = Tolerance.parse("10%")
    low, high = _figure("0.09", 2, scale=1_000_000), _figure("0.10", 2, scale=1_000_000)
    assert rate(low, _target("100000"), good=HIGH, amber_within=margin).status is AMBER
    assert rate(high, _target("100000"), good=HIGH, amber_within=margin).status is GREEN
    assert rate(high, _target("0.11", scale=1_000_000), good=HIGH, amber_within=margin).status is AMBER


@pytest.mark.parametrize("missing", list(Missing))
@pytest.mark.parametrize(
    "target",
    [
        pytest.param(_target("90.0"), id="a target"),
        pytest.param(Target(TargetKind.MAXIMISE), id="aim to maximise"),
        pytest.param(Target(TargetKind.NONE), id="no target"),
    ],
)
def test_a_missing_figures_kind_wins_over_the_targets(missing: Missing, target: Target) -> None:
    rating = rate(Reading(Unit.PERCENTAGE, missing=missing), target, good=HIGH, amber_within=Tolerance.parse("10%"))
    assert (rating.status, rating.words, rating.is_on_edge) == (None, missing, False)
    assert rating.reason == "There is no figure for this period."


@pytest.mark.parametrize(
    ("actual", "target", "good", "words", "reason"),
    [
        pytest.param(
            _figure("50.0"), Target(TargetKind.MAXIMISE), HIGH, "Aim to maximise", "No status without", id="maximise"
        ),
        pytest.param(
            _figure("50.0"), Target(TargetKind.MINIMISE), LOW, "Aim to minimise", "No status without", id="minimise"
        ),
        pytest.param(_figure("50.0"), Target(TargetKind.NONE), HIGH, "No target", "No status without", id="no target"),
        pytest.param(_figure("50.0"), Target(TargetKind.NONE), None, "No target", "No status without", id="data only"),
        pytest.param(
            _figure("50.0"), _target("50.0"), None, "Not rated", "whether high or low is good", id="no polarity"
        ),
        pytest.param(
            Reading(Unit.PERCENTAGE, Decimal(78), 1, figure_period="2016"),
            *(_target("50.0"), HIGH, "Not rated", "The latest figure is for 2016."),
            id="a figure for another period",
        ),
        pytest.param(
            Reading(Unit.PERCENTAGE, Decimal(78), 1, figure_period="2016"),
            *(Target(TargetKind.MAXIMISE), HIGH, "Not rated", "The latest figure is for 2016."),
            id="a figure for another period and no target",
        ),
    ],
)
def test_what_cannot_be_rated_says_why_in_words(
    actual: Reading, target: Target, good: Polarity | None, words: str, reason: str
) -> None:
    rating = rate(actual, target, good=good, amber_within=Tolerance.parse("10%"))
    assert (rating.status, rating.words, rating.is_on_edge) == (None, words, False)
    assert reason in rating.reason


@pytest.mark.parametrize(
    ("actual", "target", "margin", "expected"),
    [
        pytest.param("90.0", "90.0", "10%", "On track or better than target.", id="green"),
        pytest.param("85.0", "90.0", "10%", "Short of the target by no more than 10% of the target.", id="amber"),
        pytest.param("80.0", "90.0", "10%", "Short of the target by more than 10% of the target.", id="red"),
        pytest.param("89.0", "90.0", "2 points", "Short of the target by no more than 2 points.", id="in points"),
        pytest.param(
            "-1.0", "0", "10%", "The target is 0 and the margin a share of it, so any miss is Red.", id="target of 0"
        ),
        pytest.param("-3.0", "0", "2 points", "Short of the target by more than 2 points.", id="0, in points"),
    ],
)
def test_a_status_gives_its_reason(actual: str, target: str, margin: str, expected: str) -> None:
    rating = rate(_figure(actual), _target(target), good=HIGH, amber_within=Tolerance.parse(margin))
    assert rating.reason == expected


@pytest.mark.parametrize(
    ("target", "margin", "expected"),
    [
        pytest.param(_target("0"), "10%", True, id="0 and a share"),
        pytest.param(_target("0.0"), "10%", True, id="0.0 and a share"),
        pytest.param(_target("0"), "1 point", False, id="0 and points"),
        pytest.param(_target("0.1"), "10%", False, id="little and a share"),
        pytest.param(Target(TargetKind.MINIMISE), "10%", False, id="no figure"),
    ],
)
def test_a_target_of_0_with_a_share_for_a_margin_leaves_no_room(target: Target, margin: str, expected: bool) -> None:
    assert is_zero_target(target, Tolerance.parse(margin)) is expected


def test_a_measures_own_margin_wins_over_the_years() -> None:
    measures = pd.DataFrame(
        {
            "actual": [_figure("85.0"), _figure("85.0"), Reading(Unit.PERCENTAGE, missing=Missing.NOT_DUE)],
            "target": [_target("90.0")] * 3,
            "good_performance": [HIGH] * 3,
            "tolerance": pd.Series([None, Tolerance.parse("2 points"), None], dtype=object),
        }
    )
    rated = add_status(measures, rules())
    assert list(rated["status"]) == [AMBER, RED, None]
    assert list(rated["status_words"]) == ["Amber", "Red", "Not due"]
    assert list(rated["is_on_edge"]) == [False, False, False]
    assert "status" not in measures.columns


def test_a_margin_of_the_other_polarity_is_never_used() -> None:
    margin = Tolerance.parse("10%")
    aim = _target("50.0")
    for step in range(-100, 101):
        actual = Fraction(500 + step, 10)
        mirrored = 100 - actual
        high, low = (
            rate(_figure(str(float(value))), aim, good=good, amber_within=margin).status
            for value, good in ((actual, HIGH), (mirrored, LOW))
        )
        assert (step, high) == (step, low)
