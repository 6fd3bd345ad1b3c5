"""Status at and beside each threshold: every kind of rule, both polarities, each missing kind; where rounding decides.

The oracle at the end knows nothing of zones: it rates by comparing fractions, case by case.
"""

from decimal import Decimal
from fractions import Fraction

import pytest
from builders.figures import percentage
from hypothesis import given
from hypothesis import strategies as st

from pprr.domain import (
    Judgement,
    Missing,
    Polarity,
    Reading,
    RuleKind,
    Status,
    Target,
    TargetKind,
    TargetRule,
    Tolerance,
    Unit,
    round_half_up,
)
from pprr.rules.rating import is_zero_target, rate

HIGH, LOW = Polarity.HIGH, Polarity.LOW
GREEN, AMBER, RED = Status.GREEN, Status.AMBER, Status.RED


def _figure(text: str, decimals: int = 1, *, scale: int = 1, of: tuple[int, int] | None = None) -> Reading:
    return percentage(text, decimals, scale=scale, of=of)


def _target(text: str, *, scale: int = 1, floor: str = "", upper: str = "") -> Target:
    bounds = (percentage(bound) if bound else None for bound in (floor, upper))
    return Target(TargetKind.VALUE, percentage(text, scale=scale), *bounds)


def _asked(
    target: Target,
    good: Polarity | None = HIGH,
    margin: str = "10%",
    kind: RuleKind = RuleKind.TOLERANCE,
    **more: object,
) -> TargetRule:
    return TargetRule(kind, target, good, Tolerance.parse(margin), **more)  # type: ignore[arg-type]


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
    rating = rate(_figure(actual), _asked(_target(target), good, margin))
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
        pytest.param(_figure("34", 0, of=(61, 179)), "34", LOW, GREEN, True, id="61 of 179 is 34.08, printed as 34"),
        pytest.param(
            _figure("37", 0, of=(61, 179)), "34", LOW, AMBER, False, id="the printed figure decides, not its counts"
        ),
        pytest.param(
            _figure("33", 0, of=(61, 179)), "34", LOW, GREEN, True, id="counts that disagree across the target"
        ),
    ],
)
def test_figures_are_compared_as_printed_and_an_edge_is_marked(
    actual: Reading, target: str, good: Polarity, expected: Status, is_on_edge: bool
) -> None:
    rating = rate(actual, _asked(_target(target), good))
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
    rating = rate(_figure(actual, 0), _asked(_target(target), good))
    assert rating.status is expected


def test_a_figure_in_millions_is_held_against_a_target_in_ones() -> None:
    low, high = _figure("0.09", 2, scale=1_000_000), _figure("0.10", 2, scale=1_000_000)
    assert rate(low, _asked(_target("100000"))).status is AMBER
    assert rate(high, _asked(_target("100000"))).status is GREEN
    assert rate(high, _asked(_target("0.11", scale=1_000_000))).status is AMBER


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
    rating = rate(Reading(Unit.PERCENTAGE, missing=missing), _asked(target))
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
    rating = rate(actual, _asked(target, good))
    assert (rating.status, rating.words, rating.is_on_edge) == (None, words, False)
    assert reason in rating.reason


@pytest.mark.parametrize(
    ("actual", "target", "margin", "expected"),
    [
        pytest.param("90.0", "90.0", "10%", "On target or better.", id="green"),
        pytest.param("85.0", "90.0", "10%", "Worse than the target by no more than 10% of the target.", id="amber"),
        pytest.param("80.0", "90.0", "10%", "Worse than the target by more than 10% of the target.", id="red"),
        pytest.param(
            "89.0", "90.0", "2 points", "Worse than the target by no more than 2 percentage points.", id="in points"
        ),
        pytest.param(
            "-1.0", "0", "10%", "The target is 0 and the margin a share of it, so any miss is Red.", id="target of 0"
        ),
        pytest.param(
            "-3.0", "0", "2 points", "Worse than the target by more than 2 percentage points.", id="0, in points"
        ),
    ],
)
def test_a_status_gives_its_reason(actual: str, target: str, margin: str, expected: str) -> None:
    rating = rate(_figure(actual), _asked(_target(target), HIGH, margin))
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
    assert is_zero_target(_asked(target, LOW, margin)) is expected


def test_a_margin_of_the_other_polarity_is_never_used() -> None:
    aim = _target("50.0")
    for step in range(-100, 101):
        actual = Fraction(500 + step, 10)
        mirrored = 100 - actual
        high, low = (
            rate(_figure(str(float(value))), _asked(aim, good)).status
            for value, good in ((actual, HIGH), (mirrored, LOW))
        )
        assert (step, high) == (step, low)


FLOOR, BAND, TWO = RuleKind.FLOOR, RuleKind.BAND, RuleKind.HIGH_AND_LOW
DOWN_TO_85, UP_TO_25 = _target("90.0", floor="85.0"), _target("20.0", floor="25.0")
FROM_40_TO_60 = _target("40.0", upper="60.0")


@pytest.mark.parametrize("kind", [FLOOR, TWO])
@pytest.mark.parametrize(
    ("actual", "target", "good", "expected"),
    [
        pytest.param("90.1", DOWN_TO_85, HIGH, GREEN, id="high, just above target"),
        pytest.param("90.0", DOWN_TO_85, HIGH, GREEN, id="high, on target"),
        pytest.param("89.9", DOWN_TO_85, HIGH, AMBER, id="high, just below target"),
        pytest.param("85.1", DOWN_TO_85, HIGH, AMBER, id="high, just above the floor"),
        pytest.param("85.0", DOWN_TO_85, HIGH, AMBER, id="high, at the floor"),
        pytest.param("84.9", DOWN_TO_85, HIGH, RED, id="high, just below the floor"),
        pytest.param("19.9", UP_TO_25, LOW, GREEN, id="low, just below target"),
        pytest.param("20.0", UP_TO_25, LOW, GREEN, id="low, on target"),
        pytest.param("20.1", UP_TO_25, LOW, AMBER, id="low, just above target"),
        pytest.param("24.9", UP_TO_25, LOW, AMBER, id="low, just below the floor"),
        pytest.param("25.0", UP_TO_25, LOW, AMBER, id="low, at the floor"),
        pytest.param("25.1", UP_TO_25, LOW, RED, id="low, just above the floor"),
    ],
)
def test_a_floor_and_a_low_target_end_amber(
    kind: RuleKind, actual: str, target: Target, good: Polarity, expected: Status
) -> None:
    rating = rate(_figure(actual), _asked(target, good, "0%", kind))
    assert (rating.status, rating.words, rating.is_on_edge) == (expected, expected, False)


@pytest.mark.parametrize("good", [HIGH, LOW, None])
@pytest.mark.parametrize(
    ("actual", "margin", "expected"),
    [
        pytest.param("40.0", "10%", GREEN, id="at the lower end"),
        pytest.param("50.0", "10%", GREEN, id="within"),
        pytest.param("60.0", "10%", GREEN, id="at the upper end"),
        pytest.param("39.9", "10%", AMBER, id="just below the lower end"),
        pytest.param("36.0", "10%", AMBER, id="exactly the margin below"),
        pytest.param("35.9", "10%", RED, id="just beyond the margin below"),
        pytest.param("60.1", "10%", AMBER, id="just above the upper end"),
        pytest.param("66.0", "10%", AMBER, id="exactly the margin above: a share of that end"),
        pytest.param("66.1", "10%", RED, id="just beyond the margin above"),
        pytest.param("38.0", "2 points", AMBER, id="points, exactly the margin below"),
        pytest.param("37.9", "2 points", RED, id="points, just beyond the margin below"),
        pytest.param("62.0", "2 points", AMBER, id="points, exactly the margin above"),
        pytest.param("62.1", "2 points", RED, id="points, just beyond the margin above"),
    ],
)
def test_a_band_has_a_margin_outside_either_end_and_no_polarity(
    good: Polarity | None, actual: str, margin: str, expected: Status
) -> None:
    assert rate(_figure(actual), _asked(FROM_40_TO_60, good, margin, BAND)).status is expected


@pytest.mark.parametrize(
    ("text", "asked", "status"),
    [
        pytest.param("89.95", _asked(DOWN_TO_85, kind=FLOOR), GREEN, id="floor, 89.95 printed as 90.0"),
        pytest.param("84.95", _asked(DOWN_TO_85, kind=FLOOR), AMBER, id="floor, 84.95 printed as 85.0"),
        pytest.param("25.04", _asked(UP_TO_25, LOW, kind=TWO), AMBER, id="two targets, low, 25.04 printed as 25.0"),
        pytest.param("60.04", _asked(FROM_40_TO_60, kind=BAND), GREEN, id="band, 60.04 printed as 60.0"),
        pytest.param("39.95", _asked(FROM_40_TO_60, kind=BAND), GREEN, id="band, 39.95 printed as 40.0"),
        pytest.param("66.04", _asked(FROM_40_TO_60, kind=BAND), AMBER, id="band, 66.04 printed as 66.0"),
    ],
)
def test_every_kind_of_rule_marks_an_edge(text: str, asked: TargetRule, status: Status) -> None:
    rating = rate(_figure(text), asked)
    assert (rating.status, rating.is_on_edge) == (status, True)
    assert not rate(_figure(str(round_half_up(Decimal(text), 1))), asked).is_on_edge


@pytest.mark.parametrize(
    ("actual", "asked", "reason"),
    [
        pytest.param("90", _asked(DOWN_TO_85, kind=FLOOR), "On target or better.", id="floor, green"),
        pytest.param(
            *("87", _asked(DOWN_TO_85, kind=FLOOR), "Worse than the target, and no worse than the floor."),
            id="floor, amber",
        ),
        pytest.param("80", _asked(DOWN_TO_85, kind=FLOOR), "Worse than the floor.", id="floor, red"),
        pytest.param("90", _asked(DOWN_TO_85, kind=TWO), "Meets the harder of its two targets.", id="two, green"),
        pytest.param(
            *("87", _asked(DOWN_TO_85, kind=TWO), "Meets the easier of its two targets, and not the harder."),
            id="two, amber",
        ),
        pytest.param("80", _asked(DOWN_TO_85, kind=TWO), "Short of both targets.", id="two, red"),
        pytest.param("50", _asked(FROM_40_TO_60, kind=BAND), "Within the band.", id="band, green"),
        pytest.param(
            *("61", _asked(FROM_40_TO_60, kind=BAND), "Outside the band by no more than 10% of that end."),
            id="band, amber",
        ),
        pytest.param(
            *(
                "80",
                _asked(FROM_40_TO_60, None, "2 points", BAND),
                "Outside the band by more than 2 percentage points.",
            ),
            id="band, red",
        ),
    ],
)
def test_every_kind_of_rule_gives_its_reason(actual: str, asked: TargetRule, reason: str) -> None:
    assert rate(_figure(actual), asked).reason == reason


MISSED = _figure("10.0")
SUSPENDED = _asked(_target("90.0"), kind=RuleKind.SUSPENDED, reason="Inspections stopped in March.")
JUDGED = _asked(
    Target(TargetKind.NONE), None, kind=RuleKind.JUDGEMENT, judgement=Judgement(AMBER, "A. Director (made up)")
)


@pytest.mark.parametrize(
    ("figure", "asked", "words", "reason"),
    [
        pytest.param(MISSED, SUSPENDED, "Suspended", "Inspections stopped in March.", id="suspended"),
        pytest.param(
            *(Reading(Unit.PERCENTAGE, missing=Missing.NOT_AVAILABLE), SUSPENDED),
            *("Suspended", "Inspections stopped in March."),
            id="suspended, and no figure",
        ),
        pytest.param(
            *(MISSED, _asked(Target(TargetKind.NONE), None, kind=RuleKind.DATA_ONLY)),
            *("Data only", "Activity: neither up nor down is better."),
            id="data only",
        ),
        pytest.param(
            *(MISSED, _asked(_target("90.0"), kind=RuleKind.JUDGEMENT)),
            *("Not rated", "Its status is a judgement, and nobody has given one."),
            id="no judgement",
        ),
        pytest.param(
            *(Reading(Unit.PERCENTAGE, missing=Missing.NOT_DUE), JUDGED),
            *("Not due", "There is no figure for this period."),
            id="judged, and no figure",
        ),
        pytest.param(
            *(Reading(Unit.PERCENTAGE, Decimal(78), 1, figure_period="2016"), JUDGED),
            *("Not rated", "The latest figure is for 2016."),
            id="judged, and a figure for another period",
        ),
        pytest.param(
            *(MISSED, _asked(_target("40.0"), kind=BAND)),
            *("Not rated", "The agreement gives no upper end of the band."),
            id="a band without its upper end",
        ),
        pytest.param(
            *(MISSED, _asked(_target("40.0"), kind=FLOOR)),
            *("Not rated", "The agreement gives no floor."),
            id="a floor that is not given",
        ),
        pytest.param(
            *(MISSED, _asked(_target("40.0", floor="30.0"), None, kind=TWO)),
            *("Not rated", "The register does not say whether high or low is good."),
            id="two targets and no polarity",
        ),
    ],
)
def test_a_rule_that_gives_no_colour_says_why(figure: Reading, asked: TargetRule, words: str, reason: str) -> None:
    rating = rate(figure, asked)
    assert (rating.status, rating.words, rating.reason, rating.is_on_edge) == (None, words, reason, False)


def test_a_judgement_is_the_status_with_its_author() -> None:
    rating = rate(_figure("50.0"), JUDGED)
    assert (rating.status, rating.words, rating.reason) == (AMBER, "Amber", "Judged by A. Director (made up).")


@pytest.mark.parametrize(
    ("comparator", "bound", "asked", "expected"),
    [
        # High is good, 90.0: Green from 90.0, Amber from 81.0.
        pytest.param("<", "81.0", _asked(_target("90.0")), RED, id="< the edge of red, high"),
        pytest.param("≤", "81.0", _asked(_target("90.0")), None, id="≤ the edge of red, high: it may be amber"),
        pytest.param("≤", "80.9", _asked(_target("90.0")), RED, id="≤ just below the edge of red, high"),
        pytest.param("<", "81.1", _asked(_target("90.0")), None, id="< just above the edge of red, high"),
        pytest.param("≥", "90.0", _asked(_target("90.0")), GREEN, id="≥ the target, high"),
        pytest.param(">", "90.0", _asked(_target("90.0")), GREEN, id="> the target, high"),
        pytest.param(">", "89.9", _asked(_target("90.0")), None, id="> just below the target, high: it may be amber"),
        # Low is good, 20.0: Green to 20.0, Amber to 22.0.
        pytest.param("<", "20.0", _asked(_target("20.0"), LOW), GREEN, id="< the target, low"),
        pytest.param("≤", "20.0", _asked(_target("20.0"), LOW), GREEN, id="≤ the target, low"),
        pytest.param("<", "20.1", _asked(_target("20.0"), LOW), None, id="< just above the target, low"),
        pytest.param(">", "22.0", _asked(_target("20.0"), LOW), RED, id="> the edge of red, low"),
        pytest.param("≥", "22.0", _asked(_target("20.0"), LOW), None, id="≥ the edge of red, low: it may be amber"),
        pytest.param("≥", "22.1", _asked(_target("20.0"), LOW), RED, id="≥ just above the edge of red, low"),
        # A floor, and a band, which nothing without two ends is within.
        pytest.param("<", "85.0", _asked(DOWN_TO_85, kind=FLOOR), RED, id="< the floor"),
        pytest.param("≤", "85.0", _asked(DOWN_TO_85, kind=FLOOR), None, id="≤ the floor"),
        pytest.param("≥", "90.0", _asked(DOWN_TO_85, kind=TWO), GREEN, id="≥ the harder target"),
        pytest.param("<", "36.0", _asked(FROM_40_TO_60, kind=BAND), RED, id="< the band and its margin"),
        pytest.param("<", "60.0", _asked(FROM_40_TO_60, kind=BAND), None, id="< the upper end of a band"),
        pytest.param(">", "66.0", _asked(FROM_40_TO_60, kind=BAND), RED, id="> the band and its margin"),
        pytest.param(">", "40.0", _asked(FROM_40_TO_60, kind=BAND), None, id="> the lower end of a band"),
    ],
)
def test_a_bound_is_rated_only_where_every_value_it_allows_has_one_colour(
    comparator: str, bound: str, asked: TargetRule, expected: Status | None
) -> None:
    figure = Reading(Unit.PERCENTAGE, Decimal(bound), 1, comparator=comparator)
    rating = rate(figure, asked)
    assert rating.status is expected
    if expected is None:
        reason = f"The figure is only known as {comparator}{bound}%, and such figures differ in status."
        assert (rating.words, rating.reason) == ("Not rated", reason)


def _by_fractions(value: Fraction, asked: TargetRule) -> Status:
    """The status of one value, worked out anew: every kind and polarity for itself."""
    aim, floor, upper = (
        Fraction(bound.value) if bound and bound.value is not None else Fraction(0)
        for bound in (asked.target.reading, asked.target.floor, asked.target.upper)
    )
    amount, is_share = Fraction(asked.amber_within.amount), asked.amber_within.is_relative
    if asked.kind is BAND:
        if aim <= value <= upper:
            return GREEN
        end = aim if value < aim else upper
        return AMBER if abs(value - end) <= (abs(end) * amount / 100 if is_share else amount) else RED
    met = value >= aim if asked.good is HIGH else value <= aim
    if met:
        return GREEN
    if asked.kind in (FLOOR, TWO):
        within = value >= floor if asked.good is HIGH else value <= floor
        return AMBER if within else RED
    return AMBER if abs(value - aim) <= (abs(aim) * amount / 100 if is_share else amount) else RED


_TENTHS = st.integers(-2000, 2000).map(lambda tenths: str(Decimal(tenths) / 10))


@st.composite
def _rules_of_figures(draw: st.DrawFn) -> TargetRule:
    kind = draw(st.sampled_from([RuleKind.TOLERANCE, FLOOR, TWO, BAND]))
    good = draw(st.sampled_from([HIGH, LOW]))
    aim, other = draw(_TENTHS), draw(_TENTHS)
    low, high = sorted((aim, other), key=Decimal)
    margin = draw(st.sampled_from(["0%", "10%", "2.5%", "0 points", "1 point", "7.5 points"]))
    if kind is BAND:
        return _asked(_target(low, upper=high), good, margin, kind)
    if kind is RuleKind.TOLERANCE:
        return _asked(_target(aim), good, margin)
    hard, easy = (high, low) if good is HIGH else (low, high)
    return _asked(_target(hard, floor=easy), good, margin, kind)


_HUNDREDTHS = st.integers(-20000, 20000).map(lambda hundredths: Decimal(hundredths) / 100)


@given(_rules_of_figures(), _HUNDREDTHS)
def test_every_rating_is_what_fractions_say(asked: TargetRule, value: Decimal) -> None:
    figure = _figure(str(value))
    printed, exact = Fraction(round_half_up(value, 1)), Fraction(value)
    rating = rate(figure, asked)
    assert rating.status is _by_fractions(printed, asked)
    assert rating.is_on_edge is (_by_fractions(exact, asked) is not rating.status)


def _thresholds(asked: TargetRule) -> list[Fraction]:
    """Every figure at which some colour may begin or end, and some at which none does."""
    target = asked.target
    ends = [Fraction(bound.value) for bound in (target.reading, target.floor, target.upper) if bound and bound.value]
    margins = [end + sign * asked.amber_within.of(end) for end in ends for sign in (1, -1)]
    return [Fraction(0), asked.amber_within.of(Fraction(0)), -asked.amber_within.of(Fraction(0)), *ends, *margins]


@given(_rules_of_figures(), st.sampled_from([Fraction(-1, 10**6), Fraction(0), Fraction(1, 10**6)]))
def test_every_rating_is_what_fractions_say_at_and_beside_each_threshold(asked: TargetRule, beside: Fraction) -> None:
    for threshold in _thresholds(asked):
        value = round_half_up(threshold + beside, 6)
        assert rate(_figure(str(value), 6), asked).status is _by_fractions(Fraction(value), asked)


_WORST_FIRST = (RED, AMBER, GREEN)


@given(_rules_of_figures(), _HUNDREDTHS, _HUNDREDTHS)
def test_a_better_figure_never_has_a_worse_status_but_in_a_band(
    asked: TargetRule, one: Decimal, other: Decimal
) -> None:
    if asked.kind is BAND:
        lower = asked.target.reading
        assert lower is not None
        # Below its lower end, a higher figure is the better one, whatever the register says.
        one, other = (min(value, lower.value or Decimal(0)) for value in (one, other))
    worse, better = sorted((one, other), reverse=asked.good is LOW and asked.kind is not BAND)
    before, after = (rate(_figure(str(value), 2), asked).status for value in (worse, better))
    assert before is not None
    assert after is not None
    assert _WORST_FIRST.index(before) <= _WORST_FIRST.index(after)


@given(_rules_of_figures(), _HUNDREDTHS, st.sampled_from(["<", "≤", ">", "≥"]))
def test_a_bound_has_the_one_colour_of_all_values_it_allows_or_none(
    asked: TargetRule, bound: Decimal, comparator: str
) -> None:
    at, near, far = Fraction(bound), Fraction(1, 10**9), Fraction(10**9)
    allows = {"<": at.__gt__, "≤": at.__ge__, ">": at.__lt__, "≥": at.__le__}[comparator]
    values = [at + away for away in (0, near, -near, far, -far)]
    values += [threshold + away for threshold in _thresholds(asked) for away in (0, near, -near)]
    colours = {_by_fractions(value, asked) for value in values if allows(value)}
    status = rate(Reading(Unit.PERCENTAGE, bound, 2, comparator=comparator), asked).status
    assert ({status} == colours) if len(colours) == 1 else status is None


def test_a_profiled_target_and_a_forecast_are_rated_by_the_same_rule() -> None:
    year = _target("4000", floor="3600")
    asked = _asked(year, kind=FLOOR)
    so_far = _asked(year.profiled(percentage("1000")), kind=FLOOR)
    assert so_far.target.floor is not None
    assert so_far.target.floor.printed == 900
    statuses = [rate(_figure(text, 0), so_far).status for text in ("1000", "999", "900", "899")]
    assert statuses == [GREEN, AMBER, AMBER, RED]
    assert [rate(_figure(text, 0), asked).status for text in ("4000", "3600", "3599")] == [GREEN, AMBER, RED]


@pytest.mark.parametrize(
    ("margin", "worst_amber"),
    [
        pytest.param("10%", "900", id="a share is one of the profiled target"),
        pytest.param("400 points", "600", id="points stay what they are"),
    ],
)
def test_the_margin_of_a_profiled_target(margin: str, worst_amber: str) -> None:
    so_far = _asked(_target("4000").profiled(percentage("1000")), margin=margin)
    just_worse = str(int(worst_amber) - 1)
    assert [rate(_figure(text, 0), so_far).status for text in ("1000", worst_amber, just_worse)] == [GREEN, AMBER, RED]


@pytest.mark.parametrize(
    ("year", "profile", "floor", "upper"),
    [
        pytest.param(_target("4000", floor="3600"), "1000", "900", None, id="a quarter of the year"),
        pytest.param(_target("4000", floor="3600"), "999", "899", None, id="899.1, as the profile is printed"),
        pytest.param(_target("4000", floor="3600"), "999.5", "899.6", None, id="899.55, half up, as it is printed"),
        pytest.param(_target("4000", floor="3600.25"), "1000", "900.06", None, id="as the floor is, if finer"),
        pytest.param(_target("40", upper="60"), "10", None, "15", id="a band"),
        pytest.param(_target("0", upper="5"), "0", None, "5", id="of 0 no proportion is known"),
        pytest.param(_target("4000"), "1000", None, None, id="no further bound"),
    ],
)
def test_the_bounds_stand_to_a_profile_as_to_the_years_target(
    year: Target, profile: str, floor: str | None, upper: str | None
) -> None:
    now = year.profiled(percentage(profile))
    assert now.reading == percentage(profile)
    assert [bound.printed if bound else None for bound in (now.floor, now.upper)] == [
        Decimal(text) if text else None for text in (floor, upper)
    ]


def test_a_target_without_a_figure_has_no_bounds() -> None:
    with pytest.raises(ValueError, match="has no further bounds"):
        Target(TargetKind.MAXIMISE, None, percentage("90"))
