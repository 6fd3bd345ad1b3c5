"""Trend: exactly the threshold, just under and just over it, both polarities, and every reason why there is none."""

from dataclasses import replace
from fractions import Fraction

import pytest
from builders.figures import number
from builders.measures import a_measure, a_reading
from builders.rules import rules

from pprr.domain import (
    Mark,
    Measure,
    Missing,
    Polarity,
    Reading,
    RuleKind,
    Rules,
    Target,
    TargetKind,
    TargetRule,
    Tolerance,
    Trend,
    Unit,
    Variation,
)
from pprr.rules.trend import by_series, compare

HIGH, LOW = Polarity.HIGH, Polarity.LOW
BETTER, STABLE, WORSE = Trend.BETTER, Trend.STABLE, Trend.WORSE


def _figure(text: str, decimals: int = 1, *, scale: int = 1, period: str = "") -> Reading:
    return number(text, decimals, scale=scale, period=period)


def _asked(kind: RuleKind) -> TargetRule:
    """What a kind of rule asks; a band is from 40 to 60."""
    target = Target(TargetKind.VALUE, _figure("40"), upper=_figure("60"))
    return TargetRule(kind, target, None, Tolerance.parse("10%"))


@pytest.mark.parametrize(
    ("actual", "previous", "expected_high", "expected_low"),
    [
        pytest.param("101.0", "100.0", BETTER, WORSE, id="exactly 1% up is a change"),
        pytest.param("100.9", "100.0", STABLE, STABLE, id="just under 1% up"),
        pytest.param("101.1", "100.0", BETTER, WORSE, id="just over 1% up"),
        pytest.param("99.0", "100.0", WORSE, BETTER, id="exactly 1% down is a change"),
        pytest.param("99.1", "100.0", STABLE, STABLE, id="just under 1% down"),
        pytest.param("98.9", "100.0", WORSE, BETTER, id="just over 1% down"),
        pytest.param("100.0", "100.0", STABLE, STABLE, id="unchanged"),
        pytest.param("0.0", "100.0", WORSE, BETTER, id="down to nothing"),
        pytest.param("80.7", "81.3", STABLE, STABLE, id="0.6 of 81.3 is under 1%"),
        pytest.param("73.6", "75.1", WORSE, BETTER, id="1.5 of 75.1 is 2.0%"),
        pytest.param("-100.0", "-101.0", STABLE, STABLE, id="1 of -101 is under 1%"),
        pytest.param("-99.9", "-101.0", BETTER, WORSE, id="1.1 of -101 is over 1%, towards 0 is up"),
        pytest.param("-102.1", "-101.0", WORSE, BETTER, id="1.1 of -101 is over 1%, away from 0 is down"),
    ],
)
def test_the_trend_at_and_beside_the_threshold(
    actual: str, previous: str, expected_high: Trend, expected_low: Trend
) -> None:
    moves = [
        compare(_figure(actual), _figure(previous), good=good, stable_below=Tolerance.parse("1%"))
        for good in (HIGH, LOW)
    ]
    assert [move.trend for move in moves] == [expected_high, expected_low]
    assert [move.words for move in moves] == [expected_high, expected_low]
    assert [move.reason for move in moves] == ["", ""]
    assert [move.change for move in moves] == [Fraction(actual) - Fraction(previous)] * 2


@pytest.mark.parametrize(
    ("actual", "previous", "expected"),
    [
        pytest.param("52.0", "50.0", BETTER, id="exactly the margin"),
        pytest.param("51.9", "50.0", STABLE, id="just under the margin, though over 1%"),
        pytest.param("48.1", "50.0", STABLE, id="just under the margin, down"),
        pytest.param("48.0", "50.0", WORSE, id="exactly the margin, down"),
    ],
)
def test_a_threshold_may_be_in_points(actual: str, previous: str, expected: Trend) -> None:
    move = compare(_figure(actual), _figure(previous), good=HIGH, stable_below=Tolerance.parse("2 points"))
    assert move.trend is expected


@pytest.mark.parametrize(
    ("actual", "decimals", "expected", "change"),
    [
        pytest.param("100.5", 0, BETTER, 1, id="100.5 printed as 101: exactly 1%"),
        pytest.param("100.49", 0, STABLE, 0, id="100.49 printed as 100: no change"),
        pytest.param("100.5", 1, STABLE, Fraction(1, 2), id="100.5 printed as 100.5: under 1%"),
    ],
)
def test_figures_are_compared_as_printed(actual: str, decimals: int, expected: Trend, change: Fraction) -> None:
    move = compare(_figure(actual, decimals), _figure("100"), good=HIGH, stable_below=Tolerance.parse("1%"))
    assert (move.trend, move.change) == (expected, change)


def test_millions_are_compared_with_ones() -> None:
    move = compare(
        *(_figure("0.21", 2, scale=1_000_000), _figure("200000", 0)), good=HIGH, stable_below=Tolerance.parse("1%")
    )
    assert (move.trend, move.change) == (BETTER, 10_000)


@pytest.mark.parametrize(
    ("actual", "previous", "good", "reason"),
    [
        pytest.param(_figure("5"), _figure("0"), HIGH, "the previous figure is 0", id="previous zero"),
        pytest.param(_figure("0"), _figure("0"), HIGH, "the previous figure is 0", id="both zero"),
        pytest.param(_figure("5"), _figure("0.04"), HIGH, "the previous figure is 0", id="previous printed as zero"),
        pytest.param(_figure("5"), None, HIGH, "no figure for the previous period", id="no previous column"),
        *(
            pytest.param(
                *(_figure("5"), Reading(Unit.NUMBER, missing=kind), HIGH, "no figure for the previous period"),
                id=f"previous {kind}",
            )
            for kind in Missing
        ),
        *(
            pytest.param(
                *(Reading(Unit.NUMBER, missing=kind), _figure("5"), HIGH, "no figure for this period"),
                id=f"this {kind}",
            )
            for kind in Missing
        ),
        pytest.param(
            Reading(Unit.NUMBER, missing=Missing.NOT_AVAILABLE), None, HIGH, "no figure for this period", id="neither"
        ),
        pytest.param(
            _figure("5"), _figure("4", period="2016"), HIGH, "the previous figure is for 2016", id="previous of 2016"
        ),
        pytest.param(_figure("5", period="2016"), _figure("4"), HIGH, "this figure is for 2016", id="this one of 2016"),
        pytest.param(
            replace(_figure("5"), comparator="<"), _figure("4"), HIGH, "this figure is a bound", id="fewer than 5"
        ),
        pytest.param(
            _figure("5"),
            replace(_figure("4"), comparator="≥"),
            LOW,
            "the previous figure is a bound",
            id="from at least 4",
        ),
        pytest.param(
            *(_figure("5"), replace(_figure("4"), mark=Mark.PROVISIONAL), HIGH, "the previous figure is provisional"),
            id="from a provisional figure",
        ),
        pytest.param(
            *(_figure("5"), replace(_figure("4"), mark=Mark.ESTIMATED), HIGH, "the previous figure is estimated"),
            id="from an estimate",
        ),
        pytest.param(
            *(_figure("5"), replace(_figure("4"), mark=Mark.FORECAST), HIGH, "the previous figure is a forecast"),
            id="from a forecast",
        ),
        pytest.param(_figure("5"), _figure("4"), None, "whether high or low is good", id="no polarity"),
    ],
)
def test_there_is_no_trend_and_the_reason_is_said(
    actual: Reading, previous: Reading | None, good: Polarity | None, reason: str
) -> None:
    move = compare(actual, previous, good=good, stable_below=Tolerance.parse("1%"))
    assert (move.trend, move.words, move.change) == (None, "No trend", None)
    assert reason in move.reason


@pytest.mark.parametrize(
    ("this", "previous"),
    [
        pytest.param(Mark.PROVISIONAL, None, id="a provisional figure of this period"),
        pytest.param(None, Mark.REVISED, id="from a revised figure, which is settled"),
    ],
)
def test_a_mark_that_unsettles_no_base_leaves_the_trend(this: Mark | None, previous: Mark | None) -> None:
    actual, before = replace(_figure("5"), mark=this), replace(_figure("4"), mark=previous)
    assert compare(actual, before, good=HIGH, stable_below=Tolerance.parse("1%")).trend is BETTER


def test_measures_have_their_trends_by_the_years_threshold() -> None:
    def measures(year: Rules) -> list[Measure]:
        before, long_before = a_reading("100.0"), a_reading("104.0")
        return [
            a_measure("103.0", "No target", previous=before, long_previous=long_before, rules=year),
            a_measure("103.0", "No target", previous=before, good_performance=LOW, rules=year),
            a_measure("Not available", "No target", rules=year),
        ]

    found = measures(rules())
    assert [one.move.trend for one in found] == [BETTER, WORSE, None]
    assert [one.move.words for one in found] == ["Getting better", "Getting worse", "No trend"]
    assert [one.move.reason for one in found] == ["", "", "no figure for this period"]
    assert [one.move.change for one in found] == [3, 3, None]
    assert [one.long_move.trend for one in found] == [STABLE, None, None]
    assert found[1].long_move.reason == "no figure for the previous period"
    wider = rules(trend={"stable_below": "5%"})
    assert [one.move.trend for one in measures(wider)] == [STABLE, STABLE, None]


@pytest.mark.parametrize("good", [HIGH, LOW, None])
@pytest.mark.parametrize(
    ("actual", "previous", "words"),
    [
        pytest.param("101.0", "100.0", "Up", id="exactly 1% up"),
        pytest.param("100.9", "100.0", "No change", id="just under 1% up"),
        pytest.param("99.0", "100.0", "Down", id="exactly 1% down"),
        pytest.param("99.1", "100.0", "No change", id="just under 1% down"),
    ],
)
def test_data_only_go_up_or_down_and_neither_is_better(
    good: Polarity | None, actual: str, previous: str, words: str
) -> None:
    margin = Tolerance.parse("1%")
    asked = _asked(RuleKind.DATA_ONLY)
    move = compare(_figure(actual), _figure(previous), good=good, stable_below=margin, asked=asked)
    assert (move.trend, move.words, move.reason) == (None, words, "activity, so neither way is better")
    assert move.change == Fraction(actual) - Fraction(previous)


@pytest.mark.parametrize("good", [HIGH, LOW, None])
@pytest.mark.parametrize(
    ("actual", "previous", "trend", "words"),
    [
        pytest.param("65", "70", BETTER, "Getting better", id="down towards the band"),
        pytest.param("35", "30", BETTER, "Getting better", id="up towards the band"),
        pytest.param("75", "70", WORSE, "Getting worse", id="up away from the band"),
        pytest.param("25", "30", WORSE, "Getting worse", id="down away from the band"),
        pytest.param("50", "70", BETTER, "Getting better", id="into the band"),
        pytest.param("30", "50", WORSE, "Getting worse", id="out of the band"),
        pytest.param("62", "30", BETTER, "Getting better", id="across, and nearer"),
        pytest.param("60", "40", None, "Up", id="within the band, up"),
        pytest.param("45", "55", None, "Down", id="within the band, down"),
        pytest.param("70", "30", None, "Up", id="across, and as far"),
        pytest.param("70.5", "70", STABLE, "Stable", id="under 1%"),
    ],
)
def test_towards_a_band_is_better_whichever_way_that_is(
    good: Polarity | None, actual: str, previous: str, trend: Trend | None, words: str
) -> None:
    margin = Tolerance.parse("1%")
    move = compare(_figure(actual), _figure(previous), good=good, stable_below=margin, asked=_asked(RuleKind.BAND))
    assert (move.trend, move.words) == (trend, words)


@pytest.mark.parametrize(
    ("variation", "kind", "trend", "words"),
    [
        pytest.param(Variation.BETTER, RuleKind.TOLERANCE, BETTER, "Getting better", id="better"),
        pytest.param(Variation.WORSE, RuleKind.TOLERANCE, WORSE, "Getting worse", id="worse"),
        pytest.param(Variation.USUAL, RuleKind.TOLERANCE, STABLE, "Stable", id="the usual ups and downs"),
        pytest.param(Variation.USUAL, RuleKind.DATA_ONLY, None, "No change", id="the usual, of activity"),
        pytest.param(Variation.HIGHER, RuleKind.DATA_ONLY, None, "Up", id="higher, and neither is good"),
        pytest.param(Variation.LOWER, RuleKind.BAND, None, "Down", id="lower, and neither is good"),
        pytest.param(Variation.MIXED, RuleKind.TOLERANCE, None, "No trend", id="both ways at once"),
        pytest.param(Variation.WORSE, RuleKind.SUSPENDED, BETTER, "Getting better", id="suspended: as it was"),
        pytest.param(None, RuleKind.TOLERANCE, BETTER, "Getting better", id="a chart without a verdict: as it was"),
    ],
)
def test_the_verdict_of_a_control_chart_is_the_trend(
    variation: Variation | None, kind: RuleKind, trend: Trend | None, words: str
) -> None:
    two_points = compare(_figure("120"), _figure("100"), good=HIGH, stable_below=Tolerance.parse("1%"))
    found = by_series(two_points, variation, kind)
    assert (found.trend, found.words, found.change) == (trend, words, 20)
