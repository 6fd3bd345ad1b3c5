"""The rules of a year other than one margin: Green within a margin, two states, Amber for what is getting better."""

import pytest
from builders.measures import a_measure, a_reading, a_target, an_entry
from builders.rules import rules
from pydantic import ValidationError

from pprr.domain import Mark, Polarity, Reading, RuleKind, Rules, Status, Tolerance, Unit
from pprr.report.rules_in_words import key_in_words, statuses_in_words
from pprr.rules.rating import is_zero_target
from pprr.rules.status import asked_of, rate_forecast

HIGH, LOW = Polarity.HIGH, Polarity.LOW
GREEN, AMBER, RED = Status.GREEN, Status.AMBER, Status.RED
TWO = {"amber": "never"}
NEAR = {"amber_within": "10%", "green_within": "2%"}
IMPROVED = {"amber": "improved"}


def _year(status: dict[str, str]) -> Rules:
    return rules(status=status)


@pytest.mark.parametrize(
    ("status", "actual", "target", "good", "expected"),
    [
        # Green from 88.2, Amber from 81.0; the other way round Green to 20.4, Amber to 22.0.
        pytest.param(NEAR, "90.0%", "90.0%", HIGH, GREEN, id="near, high, on target"),
        pytest.param(NEAR, "88.2%", "90.0%", HIGH, GREEN, id="near, high, exactly at the nearer margin"),
        pytest.param(NEAR, "88.1%", "90.0%", HIGH, AMBER, id="near, high, just outside the nearer margin"),
        pytest.param(NEAR, "81.0%", "90.0%", HIGH, AMBER, id="near, high, exactly at the wider margin"),
        pytest.param(NEAR, "80.9%", "90.0%", HIGH, RED, id="near, high, just outside the wider margin"),
        pytest.param(NEAR, "20.4%", "20.0%", LOW, GREEN, id="near, low, exactly at the nearer margin"),
        pytest.param(NEAR, "20.5%", "20.0%", LOW, AMBER, id="near, low, just outside the nearer margin"),
        pytest.param(NEAR, "22.0%", "20.0%", LOW, AMBER, id="near, low, exactly at the wider margin"),
        pytest.param(NEAR, "22.1%", "20.0%", LOW, RED, id="near, low, just outside the wider margin"),
        pytest.param(NEAR, "0.1%", "0%", LOW, RED, id="near, a target of 0: shares of it are nothing"),
        # Points are wider than a tenth of a small target: what is Green by them stays Green.
        pytest.param(
            {"amber_within": "10%", "green_within": "1 point"},
            "4.0%",
            "5.0%",
            HIGH,
            GREEN,
            id="points wider than a share",
        ),
        pytest.param(
            {"amber_within": "10%", "green_within": "1 point"},
            "3.9%",
            "5.0%",
            HIGH,
            RED,
            id="just outside those points",
        ),
        # Two states.
        pytest.param(TWO, "90.0%", "90.0%", HIGH, GREEN, id="two states, high, on target"),
        pytest.param(TWO, "89.9%", "90.0%", HIGH, RED, id="two states, high, just short"),
        pytest.param(TWO, "20.0%", "20.0%", LOW, GREEN, id="two states, low, on target"),
        pytest.param(TWO, "20.1%", "20.0%", LOW, RED, id="two states, low, just short"),
        pytest.param(
            {**TWO, "green_within": "2 points"}, "88.0%", "90.0%", HIGH, GREEN, id="two states, at the margin"
        ),
        pytest.param(
            {**TWO, "green_within": "2 points"}, "87.9%", "90.0%", HIGH, RED, id="two states, beyond the margin"
        ),
    ],
)
def test_the_status_at_and_beside_each_threshold_of_a_years_own_rule(
    status: dict[str, str], actual: str, target: str, good: Polarity, expected: Status
) -> None:
    measure = a_measure(actual, target, good_performance=good, rules=_year(status))
    assert (measure.status, measure.rating.words, measure.asked.is_own) == (expected, expected, False)


@pytest.mark.parametrize(
    ("actual", "before", "good", "expected"),
    [
        # Stable below 1%: an improvement is one of 1% or more, as the trend has it.
        pytest.param("90.0%", "95.0%", HIGH, GREEN, id="high, on target though worse"),
        pytest.param("80.8%", "80.0%", HIGH, AMBER, id="high, better by exactly 1%"),
        pytest.param("80.7%", "80.0%", HIGH, RED, id="high, better by less: stable"),
        pytest.param("80.0%", "80.0%", HIGH, RED, id="high, unchanged"),
        pytest.param("79.2%", "80.0%", HIGH, RED, id="high, worse"),
        pytest.param("89.9%", "88.0%", HIGH, AMBER, id="high, just short and better"),
        pytest.param("10.0%", "5.0%", HIGH, AMBER, id="high, far short and better"),
        pytest.param("99.0%", "100.0%", LOW, AMBER, id="low, better by exactly 1%"),
        pytest.param("99.1%", "100.0%", LOW, RED, id="low, better by less"),
        pytest.param("101.0%", "100.0%", LOW, RED, id="low, worse"),
    ],
)
def test_short_of_target_is_amber_where_the_trend_is_getting_better(
    actual: str, before: str, good: Polarity, expected: Status
) -> None:
    measure = a_measure(actual, "90.0%", a_reading(before), good_performance=good, rules=_year(IMPROVED))
    if good is LOW:
        measure = a_measure(actual, "20.0%", a_reading(before), good_performance=good, rules=_year(IMPROVED))
    assert measure.status is expected
    assert (measure.status is AMBER) <= (measure.move.trend == "Getting better")


@pytest.mark.parametrize(
    ("before", "reason"),
    [
        pytest.param(None, "no figure for the previous period", id="none"),
        pytest.param(a_reading("0.0%"), "the previous figure is 0", id="nought"),
        pytest.param(a_reading("80.0%", mark=Mark.PROVISIONAL), "the previous figure is provisional", id="provisional"),
    ],
)
def test_what_is_short_is_not_rated_where_nobody_knows_whether_it_is_getting_better(
    before: Reading | None, reason: str
) -> None:
    past = [before] if before else []
    measure = a_measure("85.0%", "90.0%", *past, rules=_year(IMPROVED))
    assert (measure.status, measure.rating.words) == (None, "Not rated")
    assert measure.rating.reason == f"Worse than the target, and whether it is getting better is not known: {reason}."
    assert a_measure("90.0%", "90.0%", *past, rules=_year(IMPROVED)).status is GREEN


@pytest.mark.parametrize(
    ("actual", "before", "expected"),
    [
        pytest.param("41.0%", "20.0%", GREEN, id="within"),
        pytest.param("35.0%", "30.0%", AMBER, id="outside and nearer"),
        pytest.param("65.0%", "30.0%", AMBER, id="outside on the other side and nearer"),
        pytest.param("35.0%", "65.0%", RED, id="outside and as near"),
        pytest.param("30.0%", "35.0%", RED, id="outside and further"),
    ],
)
def test_outside_a_band_is_amber_where_it_comes_nearer(actual: str, before: str, expected: Status) -> None:
    band = a_target("40.0%", upper="60.0%")
    measure = a_measure(actual, band, a_reading(before), rule=RuleKind.BAND, rules=_year(IMPROVED))
    assert measure.status is expected
    two = a_measure(actual, band, rule=RuleKind.BAND, rules=_year(TWO)).status
    assert two is (GREEN if expected is GREEN else RED)


@pytest.mark.parametrize("status", [TWO, IMPROVED, NEAR], ids=["two states", "improved", "near"])
def test_a_measures_own_rule_takes_the_place_of_all_of_the_years(status: dict[str, str]) -> None:
    year, floor = _year(status), a_target("90.0%", floor="80.0%")
    own = Tolerance.parse("5 points")
    measures = [
        a_measure("89.0%", "90.0%", tolerance=own, rules=year),
        a_measure("84.9%", "90.0%", tolerance=own, rules=year),
        a_measure("89.0%", floor, rule=RuleKind.FLOOR, rules=year),
        a_measure("79.9%", floor, rule=RuleKind.FLOOR, rules=year),
    ]
    assert [one.status for one in measures] == [AMBER, RED, AMBER, RED]


def test_a_forecast_is_an_improvement_on_last_year() -> None:
    entry, year = an_entry(), _year(IMPROVED)
    asked = asked_of(entry, a_target("90.0%"), None, year, a_reading("95.0%"))
    forecast = rate_forecast(a_reading("85.0%"), asked, a_target("90.0%"), a_reading("80.0%"))
    assert forecast.rating.status is AMBER
    assert rate_forecast(a_reading("85.0%"), asked, a_target("90.0%"), None).rating.status is None


def test_a_target_of_0_is_no_doubt_where_no_margin_makes_amber() -> None:
    assert is_zero_target(a_measure("1", "0", good_performance=LOW).asked)
    assert not is_zero_target(a_measure("1", "0", good_performance=LOW, rules=_year(TWO)).asked)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        pytest.param({}, "this key is missing: a margin", id="neither margin nor what takes its place"),
        pytest.param({"amber": "never", "amber_within": "10%"}, "takes its place", id="both"),
        pytest.param({"amber": "sometimes"}, "'improved' or 'never'", id="another word"),
        pytest.param({"amber_within": "5%", "green_within": "5%"}, "nothing would be Amber", id="no room for Amber"),
        pytest.param({"amber_within": "5%", "green_within": "near"}, 'cannot read "near"', id="no margin"),
    ],
)
def test_rules_that_contradict_themselves_are_refused(status: dict[str, str], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        _year(status)


@pytest.mark.parametrize(
    ("status", "green", "amber", "red"),
    [
        pytest.param(
            {"amber_within": "10%"},
            "on target or better",
            "worse by no more than 10% of the target",
            "worse by more",
            id="one margin",
        ),
        pytest.param(
            NEAR,
            "on target, better, or worse by no more than 2% of the target",
            "worse by no more than 10% of the target",
            "worse by more",
            id="two margins",
        ),
        pytest.param(
            TWO, "on target or better", "never, but by a measure's own rule", "worse than the target", id="two states"
        ),
        pytest.param(
            {**IMPROVED, "green_within": "1 point"},
            "on target, better, or worse by no more than 1 percentage point (1 of what is no percentage)",
            "worse by more than that, and getting better",
            "as far from it, and not getting better; not rated where that is not known",
            id="improved",
        ),
    ],
)
def test_each_rule_of_a_year_is_told_in_words(status: dict[str, str], green: str, amber: str, red: str) -> None:
    rule = _year(status).status
    assert statuses_in_words(rule) == {GREEN: green, AMBER: amber, RED: red}
    assert all(words.endswith(".") for words in key_in_words(rule).values())


REASONS = {
    "near": (NEAR, "89.0%", "On target, better, or worse by no more than 2% of the target."),
    "two states": (TWO, "89.0%", "Worse than the target."),
    "two states, near": (
        {**TWO, "green_within": "2%"},
        "80.0%",
        "Worse than the target by more than 2% of the target.",
    ),
    "improved": (IMPROVED, "89.0%", "Worse than the target, but getting better."),
    "not improved": (IMPROVED, "79.0%", "Worse than the target, and not getting better."),
}


@pytest.mark.parametrize(("status", "actual", "reason"), REASONS.values(), ids=REASONS)
def test_a_status_says_why(status: dict[str, str], actual: str, reason: str) -> None:
    assert a_measure(actual, "90.0%", a_reading("85.0%"), rules=_year(status)).rating.reason == reason


@pytest.mark.parametrize(
    ("margin", "unit", "expected"),
    [
        pytest.param("10%", Unit.PERCENTAGE, "10% of the target", id="a share"),
        pytest.param("2 points", Unit.PERCENTAGE, "2 percentage points", id="points of a percentage"),
        pytest.param("1 point", Unit.PERCENTAGE, "1 percentage point", id="one of them"),
        pytest.param("2 points", Unit.NUMBER, "2", id="points of a number"),
        pytest.param("0.5 points", None, "0.5 percentage points (0.5 of what is no percentage)", id="of every unit"),
    ],
)
def test_a_page_prints_a_margin_in_its_unit(margin: str, unit: Unit | None, expected: str) -> None:
    assert Tolerance.parse(margin).words("the target", unit) == expected
