"""Statistical process control: each signal at and beside its threshold, verdicts both ways, gaps, and limits anew.

Limits and signals are computed a second time here, window by window in whole numbers, to hold the first against.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from builders.figures import number, target
from builders.measures import a_target, an_entry
from hypothesis import given
from hypothesis import strategies as st

from pprr.domain import (
    Aim,
    Assurance,
    Cell,
    Control,
    DataPeriod,
    Finding,
    Kind,
    Polarity,
    RuleKind,
    SeriesPoint,
    Signal,
    Target,
    TargetKind,
    Unit,
    Variation,
    parse_periods,
)
from pprr.rules.spc import FEWEST_POINTS, control_of, judge

BETTER, WORSE, HIGHER, LOWER, USUAL = (
    Variation.BETTER,
    Variation.WORSE,
    Variation.HIGHER,
    Variation.LOWER,
    Variation.USUAL,
)
EVEN = [10, 12] * 6  # mean 11, every change 2
BIT = Fraction(1, 10**6)


def month(at: int) -> DataPeriod:
    """The month that comes so many after April 2018."""
    year, month_before = divmod(2018 * 12 + at + 3, 12)
    return DataPeriod.parse(f"{month_before + 1:02d}/{year}")


def series(values: Sequence[int | Fraction | None], *, start: int = 0) -> list[SeriesPoint]:
    """A point for each month that has a value."""
    return [
        SeriesPoint(month(start + at), Fraction(value), Cell("series.csv", row=at + 2))
        for at, value in enumerate(values)
        if value is not None
    ]


def signals(control: Control, at: int = -1) -> set[tuple[Signal, bool]]:
    return {(found.signal, found.is_up) for found in control.findings[at]}


def solved(share: Fraction, *, total: int, count: int, known: int, change_total: int, sames: int) -> Fraction:
    """The x that lies ``share`` of the way to the limit: x = mean + share * 2.66 * mean change, both growing with x.

    The others add to ``total`` in ``count`` points; their changes add to ``change_total`` less what x adds.
    """
    per_x = Fraction(sames, count) + share * Fraction(266, 100) * Fraction(2 * sames - 1, known)
    rest = Fraction(total, count) + share * Fraction(266, 100) * Fraction(change_total, known)
    return rest / (1 - per_x)


def test_the_limits_of_a_worked_example() -> None:
    """Mean (6 * 10 + 6 * 12) / 12 = 11; all 11 changes are 2; 2.66 * 2 = 5.32."""
    [segment] = judge(series(EVEN)).segments
    assert segment.limits is not None
    assert (segment.limits.mean, segment.limits.lower, segment.limits.upper) == (
        11,
        Fraction("5.68"),
        Fraction("16.32"),
    )


# x after [10, 12] * 6: 13 points, their sum 132 + x; 12 changes, their sum 22 + (x - 12).
ON_THE_LIMIT = solved(Fraction(1), total=132, count=13, known=12, change_total=10, sames=1)
# x, 11, x after them: 15 points, sum 143 + 2x; 14 changes, sum 22 + (x - 12) + 2 (x - 11).
ON_TWO_THIRDS = solved(Fraction(2, 3), total=143, count=15, known=14, change_total=-12, sames=2)


@pytest.mark.parametrize(
    ("latest", "expected"),
    [
        pytest.param(ON_THE_LIMIT - BIT, False, id="just below the limit"),
        pytest.param(ON_THE_LIMIT, False, id="on the limit"),
        pytest.param(ON_THE_LIMIT + BIT, True, id="just above the limit"),
    ],
)
@pytest.mark.parametrize("way", [1, -1], ids=["up", "down"])
def test_a_point_outside_the_limits(latest: Fraction, expected: bool, way: int) -> None:
    control = judge(series([way * value for value in [*EVEN, latest]]))
    assert ((Signal.OUTSIDE, way > 0) in signals(control)) is expected
    assert control.variation is ({1: HIGHER, -1: LOWER}[way] if expected else USUAL)


@pytest.mark.parametrize(
    ("beyond", "expected"),
    [
        pytest.param(ON_TWO_THIRDS - BIT, set(), id="just below two thirds"),
        pytest.param(ON_TWO_THIRDS, set(), id="on two thirds"),
        pytest.param(ON_TWO_THIRDS + BIT, {(Signal.OUTER_THIRD, True)}, id="just above two thirds"),
    ],
)
def test_two_of_three_in_the_outer_third(beyond: Fraction, expected: set[tuple[Signal, bool]]) -> None:
    control = judge(series([*EVEN, beyond, 11, beyond]))
    assert [signals(control, at) for at in (-3, -2, -1)] == [expected, set(), expected]


def test_two_of_four_in_the_outer_third_are_no_signal() -> None:
    control = judge(series([*EVEN, 15, 11, 11, 15]))
    assert signals(control) == set()


def run_on_one_side(length: int) -> list[Fraction]:
    """Six pairs about a mean of 0, then so many points above it that go up and down."""
    run = [Fraction(1 + at % 2) for at in range(length)]
    return about_zero(run)


def about_zero(run: Sequence[Fraction]) -> list[Fraction]:
    """Six pairs of a high and a low figure, then the run, with a mean of 0."""
    return [*[Fraction(3), -3 - sum(run, Fraction(0)) / 6] * 6, *run]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param(run_on_one_side(6), 0, id="6 in a row"),
        pytest.param(run_on_one_side(7), 7, id="7 in a row"),
        pytest.param(run_on_one_side(8), 8, id="8 in a row"),
    ],
)
@pytest.mark.parametrize("way", [1, -1], ids=["above", "below"])
def test_points_on_one_side_of_the_mean(values: list[Fraction], expected: int, way: int) -> None:
    control = judge(series([way * value for value in values]))
    found = [(Signal.ONE_SIDE, way > 0) in signals(control, at) for at in range(len(values))]
    assert found == [False] * (len(values) - expected) + [True] * expected


@pytest.mark.parametrize(
    ("middle", "expected"),
    [pytest.param(BIT, True, id="just above the mean"), pytest.param(Fraction(0), False, id="on the mean")],
)
def test_a_point_on_the_mean_is_on_neither_side(middle: Fraction, expected: bool) -> None:
    run = [Fraction(1), Fraction(2), Fraction(1), middle, Fraction(1), Fraction(2), Fraction(1)]
    control = judge(series(about_zero(run)))
    assert [(Signal.ONE_SIDE, True) in signals(control, at) for at in range(12, 19)] == [expected] * 7


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        pytest.param([-3, -2, -1, 0, 1, 2], 0, id="6 rising"),
        pytest.param([-3, -2, -1, 0, 1, 2, 3], 7, id="7 rising"),
        pytest.param([-3, -2, -1, 0, 1, 2, 3, 4], 8, id="8 rising"),
        pytest.param([-3, -2, -1, 0, 0, 1, 2], 0, id="a tie ends the row"),
    ],
)
@pytest.mark.parametrize("way", [1, -1], ids=["rising", "falling"])
def test_points_that_all_go_one_way(run: list[int], expected: int, way: int) -> None:
    control = judge(series([way * value for value in [*[-5, 5] * 6, *run]]))
    found = [(Signal.MOVING, way > 0) in signals(control, at) for at in range(len(control.points))]
    assert found == [False] * (len(found) - expected) + [True] * expected


@pytest.mark.parametrize(
    ("sign", "expected"),
    [
        pytest.param(1, (BETTER, WORSE), id="high is good"),
        pytest.param(-1, (WORSE, BETTER), id="low is good"),
        pytest.param(0, (HIGHER, LOWER), id="neither is"),
    ],
)
def test_the_verdict_speaks_in_the_measures_own_direction(sign: int, expected: tuple[Variation, Variation]) -> None:
    verdicts = tuple(judge(series([*EVEN, latest]), sign=sign).variation for latest in (99, -77))
    assert verdicts == expected


def test_a_latest_point_with_signals_both_ways_is_neither_better_nor_worse() -> None:
    control = judge(series([*[-90, 10] * 6, *range(40, 20, -2)]), sign=1)
    assert signals(control) == {(Signal.ONE_SIDE, True), (Signal.MOVING, False)}
    assert control.variation is Variation.MIXED


def test_an_earlier_signal_leaves_the_latest_point_usual() -> None:
    control = judge(series([*EVEN, 99, 10, 12]))
    assert signals(control, 12) == {(Signal.OUTSIDE, True)}
    assert control.variation is USUAL


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        pytest.param([5], "1 point: at least 12 are needed to tell signal from noise", id="1 point"),
        pytest.param(EVEN[:9], "9 points: at least 12 are needed to tell signal from noise", id="9 points"),
        pytest.param(EVEN[:11], "11 points: at least 12 are needed to tell signal from noise", id="11 points"),
        pytest.param([0] * 14, "all 14 points are the same figure, so there are no ups and downs to judge by", id="0"),
        pytest.param(
            [0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0],
            "10 of 13 points are the same figure: too many to judge ups and downs by",
            id="mostly 0",
        ),
        pytest.param(
            [5, 6, None, 5, 6, None, 7, None, 5, None, 6, None, 7, None, 4, None, 3, None, 9, None, 8],
            "the missing periods leave only 2 changes from one point to the next: too few for limits",
            id="more gaps than changes",
        ),
        pytest.param(
            [5] * 6 + [None] + [7] * 6,
            "no two neighbouring points differ, so there are no ups and downs to judge by",
            id="one step, across a gap",
        ),
    ],
)
def test_without_limits_there_is_no_verdict_and_a_reason(values: list[int | None], reason: str) -> None:
    control = judge(series(values), sign=1, aim=Aim(lowest=Fraction(4)))
    assert (control.variation, control.assurance, control.reason) == (None, None, reason)
    assert not any(control.findings)


@pytest.mark.parametrize(
    "values",
    [
        pytest.param(EVEN, id="12 points"),
        pytest.param([0] * 6 + [1, 2] * 3, id="half of them the same"),
        pytest.param([5, 6, None] * 6 + [7], id="as many gaps as changes, or fewer"),
    ],
)
def test_with_limits_there_is_a_verdict(values: list[int | None]) -> None:
    assert judge(series(values)).variation is not None


def test_a_gap_gives_no_change_and_ends_a_row() -> None:
    whole = run_on_one_side(7)
    control = judge(series([*whole[:15], None, *whole[15:]]))
    assert control.changes[15] is None
    assert control.changes[16] == 1
    assert not any((Signal.ONE_SIDE, True) in signals(control, at) for at in range(len(whole)))


def test_a_rise_across_a_gap_does_not_count() -> None:
    control = judge(series([*[-5, 5] * 6, -3, -2, -1, None, 0, 1, 2, 3]))
    assert not any((Signal.MOVING, True) in signals(control, at) for at in range(19))


def test_limits_start_anew_with_their_own_points() -> None:
    control = judge(series([*EVEN, *[value + 100 for value in EVEN]]), rebase=[month(12).start])
    assert [segment.limits.mean for segment in control.segments if segment.limits] == [11, 111]
    assert [control.changes[12], *control.findings] == [None, *[()] * 24]
    assert control.variation is USUAL


def test_a_short_segment_waits_and_borrows_nothing() -> None:
    control = judge(series([*EVEN, 99, 98, 97]), sign=1, rebase=[month(12).start], aim=Aim(lowest=Fraction(1)))
    assert [segment.limits is None for segment in control.segments] == [False, True]
    assert control.reason == (
        "3 points since the limits started anew in April 2019: at least 12 are needed to tell signal from noise"
    )
    assert (control.variation, control.assurance) == (None, None)


@pytest.mark.parametrize(
    ("day", "segments"),
    [
        pytest.param(month(0).start, 1, id="with the first point"),
        pytest.param(date(2000, 4, 1), 1, id="before it"),
        pytest.param(month(99).start, 1, id="after the last point"),
        pytest.param(month(12).start, 2, id="with a point"),
        pytest.param(month(13).start, 2, id="in a gap: with the next point"),
    ],
)
def test_where_limits_start_anew(day: date, segments: int) -> None:
    control = judge(series([*EVEN, 11, None, *EVEN]), rebase=[day])
    assert len(control.segments) == segments


@pytest.mark.parametrize(
    ("aim", "expected"),
    [
        pytest.param(Aim(lowest=Fraction("5.68")), Assurance.RELIABLE, id="high: the target is the lower limit"),
        pytest.param(Aim(lowest=Fraction("5.69")), Assurance.CHANCE, id="high: just above the lower limit"),
        pytest.param(Aim(lowest=Fraction("16.32")), Assurance.CHANCE, id="high: the target is the upper limit"),
        pytest.param(Aim(lowest=Fraction("16.33")), Assurance.OUT_OF_REACH, id="high: just above the upper limit"),
        pytest.param(Aim(highest=Fraction("16.32")), Assurance.RELIABLE, id="low: the target is the upper limit"),
        pytest.param(Aim(highest=Fraction("16.31")), Assurance.CHANCE, id="low: just below the upper limit"),
        pytest.param(Aim(highest=Fraction("5.68")), Assurance.CHANCE, id="low: the target is the lower limit"),
        pytest.param(Aim(highest=Fraction("5.67")), Assurance.OUT_OF_REACH, id="low: just below the lower limit"),
        pytest.param(Aim(Fraction(5), Fraction(17)), Assurance.RELIABLE, id="a band around the range"),
        pytest.param(Aim(Fraction(6), Fraction(17)), Assurance.CHANCE, id="a band that the range leaves"),
        pytest.param(Aim(Fraction(17), Fraction(18)), Assurance.OUT_OF_REACH, id="a band above the range"),
        pytest.param(Aim(Fraction(1), Fraction(5)), Assurance.OUT_OF_REACH, id="a band below the range"),
        pytest.param(None, None, id="no target"),
    ],
)
def test_whether_the_target_can_be_relied_upon(aim: Aim | None, expected: Assurance | None) -> None:
    assert judge(series(EVEN), aim=aim).assurance is expected


@pytest.mark.parametrize(
    ("values", "is_share", "lower", "upper"),
    [
        pytest.param([98, 100] * 6, True, Fraction("93.68"), 100, id="a share near all"),
        pytest.param([1, 3] * 6, True, 0, Fraction("7.32"), id="a share near none"),
        pytest.param([10, 90] * 6, True, 0, 100, id="a share that moves over all"),
        pytest.param([49, 51] * 6, True, Fraction("44.68"), Fraction("55.32"), id="limits within"),
        pytest.param([98, 101] * 6, True, Fraction("91.52"), Fraction("107.48"), id="a percentage that passes 100"),
        pytest.param([-1, 3] * 6, True, Fraction("-9.64"), Fraction("11.64"), id="a percentage that passes 0"),
        pytest.param([98, 100] * 6, False, Fraction("93.68"), Fraction("104.32"), id="a number"),
    ],
)
def test_a_share_has_no_limit_beyond_none_and_all(
    values: list[int], is_share: bool, lower: Fraction | int, upper: Fraction | int
) -> None:
    control = judge(series(values), is_share=is_share)
    found = control.current.limits
    assert found is not None
    assert (found.lower, found.upper) == (lower, upper)
    # The signals are those of the whole width: no point is nearer to a limit that is capped.
    assert control.findings == judge(series(values)).findings


def test_two_in_three_are_beyond_two_thirds_wherever_the_third_is() -> None:
    """The third is on the other side of the mean, where another reading of the rule would see no signal."""
    control = judge(series([*EVEN, *EVEN, 16, 10, 16]))
    assert (Signal.OUTER_THIRD, True) in signals(control)
    assert (Signal.OUTER_THIRD, True) not in signals(control, -2)


def again(values: Sequence[int]) -> list[set[tuple[Signal, bool]]]:
    """The signals of a series without gaps, by looking through every window of it, in whole numbers."""
    count = len(values)
    found: list[set[tuple[Signal, bool]]] = [set() for _ in values]
    for is_up in (True, False):
        v = np.array(values, dtype=object) * (1 if is_up else -1)
        height = v * count - v.sum()  # count times the distance from the mean
        # count times the reach of the limits, times 100 (count - 1): compared after multiplying both sides
        reach = 266 * np.abs(np.diff(v)).sum() * count
        far = height * 100 * (count - 1)
        for at in range(count):
            if far[at] > reach:
                found[at].add((Signal.OUTSIDE, is_up))
            for first in range(max(0, at - 6), min(at, count - 7) + 1):
                window = slice(first, first + 7)
                if (height[window] > 0).all():
                    found[at].add((Signal.ONE_SIDE, is_up))
                if (np.diff(v[window]) > 0).all():
                    found[at].add((Signal.MOVING, is_up))
            for first in range(max(0, at - 2), min(at, count - 3) + 1):
                if 3 * far[at] > 2 * reach and (3 * far[first : first + 3] > 2 * reach).sum() >= 2:
                    found[at].add((Signal.OUTER_THIRD, is_up))
    return found


walks = st.lists(st.integers(-6, 6), min_size=FEWEST_POINTS, max_size=40)
levels = st.lists(st.integers(0, 100), min_size=FEWEST_POINTS, max_size=40)
shifted = st.tuples(levels, st.lists(st.integers(10, 120), max_size=9)).map(lambda both: both[0] + both[1])
any_series = st.one_of(levels, shifted, walks.map(lambda steps: [int(one) for one in np.cumsum(steps)]))


@given(any_series)
def test_signals_agree_with_a_second_way_to_find_them(values: list[int]) -> None:
    control = judge(series(values))
    expected = again(values) if control.variation else [set()] * len(values)
    assert [signals(control, at) for at in range(len(values))] == expected


@given(any_series, st.fractions(-1000, 1000, max_denominator=100), st.fractions(Fraction(1, 100), 100))
def test_moving_and_stretching_a_series_changes_no_verdict(values: list[int], by: Fraction, times: Fraction) -> None:
    aim, moved = Aim(lowest=Fraction(50)), Aim(lowest=50 * times + by)
    one = judge(series(values), sign=1, aim=aim)
    other = judge(series([value * times + by for value in values]), sign=1, aim=moved)
    assert (one.findings, one.variation, one.assurance, one.reason) == (
        other.findings,
        other.variation,
        other.assurance,
        other.reason,
    )


@given(any_series)
def test_turning_a_series_and_its_polarity_round_changes_no_verdict(values: list[int]) -> None:
    one = judge(series(values), sign=1, aim=Aim(lowest=Fraction(50)))
    other = judge(series([-value for value in values]), sign=-1, aim=Aim(highest=Fraction(-50)))
    assert (one.variation, one.assurance) == (other.variation, other.assurance)
    turned = [{Finding(found.signal, not found.is_up) for found in point} for point in other.findings]
    assert [set(point) for point in one.findings] == turned


def band(lower: str, upper: str) -> Target:
    return target(number(lower), upper=number(upper))


def control(values: Sequence[object], year_target: Target | None = None, **columns: object) -> Control | None:
    """The control of a series by what the register says of its measure."""
    entry = an_entry(**{"unit": Unit.NUMBER, "kind": Kind.SNAPSHOT} | columns)
    return control_of(entry, series(values) if values else (), year_target or a_target("5"))


def test_a_measure_without_a_series_has_no_control() -> None:
    assert control([]) is None


@pytest.mark.parametrize(
    ("columns", "variation", "assurance"),
    [
        pytest.param({}, BETTER, Assurance.RELIABLE, id="high is good"),
        pytest.param({"good_performance": Polarity.LOW}, WORSE, Assurance.OUT_OF_REACH, id="low is good"),
        pytest.param({"good_performance": None}, HIGHER, None, id="no polarity"),
        pytest.param({"year_target": Target(TargetKind.MAXIMISE)}, BETTER, None, id="aim to maximise"),
        pytest.param({"rule": RuleKind.SUSPENDED}, BETTER, None, id="suspended: no word on its target"),
        pytest.param({"rule": RuleKind.DATA_ONLY}, HIGHER, None, id="data only: up or down, not better or worse"),
        pytest.param({"rule": RuleKind.BAND}, HIGHER, None, id="a band without its upper end: neither way is good"),
        pytest.param({"rule": RuleKind.BAND, "year_target": band("10", "30")}, HIGHER, Assurance.RELIABLE, id="a band"),
        pytest.param(
            {"rule": RuleKind.BAND, "year_target": band("20", "30")}, HIGHER, Assurance.CHANCE, id="a band left below"
        ),
    ],
)
def test_the_register_decides_what_is_said(
    columns: dict[str, object], variation: Variation, assurance: Assurance | None
) -> None:
    values = [value + 10 for value in [*EVEN, *EVEN, 18]]
    found = control(values, **columns)
    assert (found.variation, found.assurance, found.assurance_reason) == (variation, assurance, "")


@pytest.mark.parametrize(
    ("band_of", "latest", "expected"),
    [
        pytest.param(("10", "20"), 28, WORSE, id="higher and above it: away"),
        pytest.param(("30", "40"), 28, BETTER, id="higher and below it: towards"),
        pytest.param(("10", "20"), 12, LOWER, id="lower and within it: neither"),
        pytest.param(("10", "28"), 28, HIGHER, id="higher, on its upper end: within it"),
        pytest.param(("10", "11"), 12, BETTER, id="lower and above it: towards"),
        pytest.param(("13", "20"), 12, WORSE, id="lower and below it: away"),
        pytest.param(("40", "50"), 21, USUAL, id="only the usual, wherever it is"),
    ],
)
def test_outside_its_band_a_series_gets_better_towards_it_where_the_year_says_so(
    band_of: tuple[str, str], latest: int, expected: Variation
) -> None:
    entry = an_entry(unit=Unit.NUMBER, kind=Kind.SNAPSHOT, rule=RuleKind.BAND)
    points = series([value + 10 for value in [*EVEN, *EVEN]] + [latest])

    found = control_of(entry, points, band(*band_of), judges_bands=True)
    assert found.variation is expected
    as_ever = control_of(entry, points, band(*band_of))
    assert as_ever.variation in {HIGHER, LOWER, USUAL}
    assert replace(found, variation=as_ever.variation) == as_ever


@pytest.mark.parametrize(
    ("columns", "is_held"),
    [
        pytest.param({"kind": Kind.CUMULATIVE}, False, id="months of a running total"),
        pytest.param({"kind": Kind.ANNUAL}, False, id="months of a year's number"),
        pytest.param({"kind": Kind.CUMULATIVE, "unit": Unit.PERCENTAGE}, True, id="months of a share"),
        pytest.param({"kind": Kind.SNAPSHOT}, True, id="a state on a day"),
    ],
)
def test_a_years_target_is_not_asked_of_a_month(columns: dict[str, object], is_held: bool) -> None:
    found = control(EVEN, **columns)
    assert (found.assurance is not None, bool(found.assurance_reason)) == (is_held, not is_held)


def test_the_register_says_where_limits_start_anew() -> None:
    found = control(EVEN * 3, rebase=parse_periods("2019-04; 2020-04"))
    assert [(segment.first, segment.stop) for segment in found.segments] == [(0, 12), (12, 24), (24, 36)]


@pytest.mark.parametrize(
    ("values", "variation", "count"),
    [
        pytest.param([100] * 20 + [60], LOWER, 1, id="20 the same, and then another"),
        pytest.param([100] * 12 + [60], LOWER, 1, id="12 the same, the fewest"),
        pytest.param([100] * 11 + [60], None, 0, id="11 the same, too few"),
        pytest.param([100] * 20 + [60, 80], LOWER, 2, id="two below all before them"),
        pytest.param([100] * 20 + [60, 100], None, 0, id="back where it was"),
        pytest.param([100] * 20 + [101], HIGHER, 1, id="above all before it"),
        pytest.param([100] * 19 + [60, 100, 60], None, 0, id="seen once before"),
        pytest.param([100] * 20, None, 0, id="nothing but the same"),
        pytest.param([0] * 20 + [1], HIGHER, 1, id="the first case of all"),
    ],
)
def test_a_series_that_stood_still_has_a_verdict_once_it_leaves_all_that_was_seen(
    values: list[int], variation: Variation | None, count: int
) -> None:
    quiet, found = (judge(series(values), leads=leads) for leads in (False, True))
    assert (quiet.variation, quiet.current.limits, found.current.limits) == (None, None, None)
    assert found.variation is variation
    assert [bool(one) for one in found.findings] == [False] * (len(values) - count) + [True] * count
    assert {one.signal for findings in found.findings for one in findings} <= {Signal.UNSEEN}


def test_what_leads_changes_nothing_where_there_are_limits() -> None:
    assert judge(series([*EVEN, 40]), leads=True) == judge(series([*EVEN, 40]))
