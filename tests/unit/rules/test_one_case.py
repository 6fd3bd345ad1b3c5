"""Small denominators, said aloud: every count tried, against the colours of its neighbours."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from builders.figures import percentage
from builders.figures import target as made_target
from hypothesis import given
from hypothesis import strategies as st

from pprr.domain import (
    Judgement,
    Polarity,
    Reading,
    RuleKind,
    Status,
    TargetRule,
    Tolerance,
    Unit,
    round_half_up,
)
from pprr.rules.one_case import few_cases, one_case, weight_of_a_case
from pprr.rules.rating import rate

HIGH, LOW = Polarity.HIGH, Polarity.LOW


def _count(part: int, whole: int, decimals: int = 0) -> Reading:
    value = round_half_up(Fraction(part * 100, whole), decimals)
    return Reading(Unit.PERCENTAGE, value, decimals, numerator=Decimal(part), denominator=Decimal(whole))


def _asked(
    target: str, good: Polarity = HIGH, kind: RuleKind = RuleKind.TOLERANCE, upper: str = "", margin: str = "10%"
) -> TargetRule:
    end = percentage(upper) if upper else None
    return TargetRule(kind, made_target(percentage(target), upper=end), good, Tolerance.parse(margin))


@pytest.mark.parametrize(
    ("figure", "asked", "expected"),
    [
        pytest.param(
            _count(9, 12), _asked("75"), "one case in 12 would make it Red", id="on target, one case short is red"
        ),
        pytest.param(
            *(_count(9, 12), _asked("75", margin="10 points"), "one case in 12 would make it Amber"),
            id="on target, one case short is amber",
        ),
        pytest.param(
            *(_count(3, 12), _asked("25", LOW, margin="10 points"), "one case in 12 would make it Amber"),
            id="low is good, one case more",
        ),
        pytest.param(
            *(_count(17, 20), _asked("90", margin="5 points"), "one case in 20 would make it Green or Red"),
            id="a neighbour on either side",
        ),
        pytest.param(_count(12, 12), _asked("75"), "", id="far from every threshold, and no case more there could be"),
        pytest.param(_count(0, 12), _asked("75"), "", id="no case fewer there could be"),
        pytest.param(_count(90, 100), _asked("90"), "one case in 100 would make it Amber", id="1 in 100 is a step"),
        pytest.param(_count(91, 101), _asked("90"), "", id="1 in 101 is less than a step at no decimals"),
        pytest.param(_count(909, 1000, 1), _asked("90.9"), "one case in 1,000 would make it Amber", id="1 in 1,000"),
        pytest.param(_count(910, 1001, 1), _asked("90.9"), "", id="1 in 1,001 is less than a step at one decimal"),
        pytest.param(
            *(_count(8, 20), _asked("40", kind=RuleKind.BAND, upper="60"), "one case in 20 would make it Red"),
            id="the lower end of a band",
        ),
        pytest.param(replace(_count(9, 12), value=Decimal(76)), _asked("75"), "", id="counts that are queried"),
        pytest.param(replace(_count(9, 12), comparator="<"), _asked("75"), "", id="a bound"),
        pytest.param(replace(_count(9, 12), figure_period="2016"), _asked("75"), "", id="not rated"),
        pytest.param(Reading(Unit.PERCENTAGE, Decimal(75)), _asked("75"), "", id="no counts"),
        pytest.param(
            _count(9, 12),
            replace(_asked("75", kind=RuleKind.JUDGEMENT), judgement=Judgement(Status.RED, "A. Director (made up)")),
            "",
            id="a judgement does not hang on cases",
        ),
    ],
)
def test_one_case_is_said_where_it_decides(figure: Reading, asked: TargetRule, expected: str) -> None:
    assert one_case(figure, asked) == expected


@given(st.integers(1, 30), st.integers(0, 100), st.sampled_from([HIGH, LOW]), st.sampled_from(["10%", "5 points"]))
def test_every_count_is_as_its_neighbours_say(whole: int, target: int, good: Polarity, margin: str) -> None:
    asked = _asked(str(target), good, margin=margin)
    colours = [rate(_count(part, whole), asked).words for part in range(whole + 1)]
    for part, own in enumerate(colours):
        beside = {colours[other] for other in (part - 1, part + 1) if 0 <= other <= whole} - {own}
        said = one_case(_count(part, whole), asked)
        assert {word for word in ("Green", "Amber", "Red") if word in said} == beside


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        pytest.param(_count(14, 24), "14 of 24: one case is 4.2 percentage points", id="few"),
        pytest.param(_count(99, 100), "99 of 100: one case is 1.0 percentage point", id="100 are the most"),
        pytest.param(_count(99, 101), "", id="one more"),
        pytest.param(_count(1, 1), "1 of 1: one case is 100.0 percentage points", id="one"),
        pytest.param(percentage("58"), "", id="counts that nobody gave"),
        pytest.param(replace(_count(14, 24), comparator="<"), "", id="a bound"),
        pytest.param(Reading(Unit.NUMBER, Decimal(14)), "", id="a number"),
    ],
)
def test_a_rate_of_few_cases_says_so(figure: Reading, expected: str) -> None:
    assert weight_of_a_case(figure) == expected
    assert few_cases(figure) == expected.partition(":")[0]
