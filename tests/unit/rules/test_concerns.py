"""The one list of what needs attention: what is on it, in which order, and why."""

from collections.abc import Sequence
from fractions import Fraction

import pytest
from builders.figures import percentage, target
from builders.measures import a_measure, a_reading
from builders.rules import rules

from pprr.domain import Cell, Judgement, Measure, Polarity, Reading, RuleKind, Rules, Status
from pprr.domain.money import AccountLine, Position, Saving, Scheme
from pprr.rules.concerns import Concern, concerns

THOUSAND = 100_000
MONEY = rules(money={"exception_beyond": "1%", "scheme_beyond": "5%"})


def measure(name: str, actual: str, *past: str, **more: object) -> Measure:
    return a_measure(actual, "90.0%", *(a_reading(figure) for figure in past), measure_id=name, **more)


def saving(name: str, rating: Status | None, achieved: int, *, is_total: bool = False) -> Saving:
    return Saving(
        portfolio="example-services", money_unit=1, cell=Cell("savings.csv"), is_total=is_total, proposal=name,
        risk_rating=rating, information="", value=100 * THOUSAND, achieved=achieved * THOUSAND,
    )  # fmt: skip


def scheme(name: str, variance: int, *, is_total: bool = False) -> Scheme:
    return Scheme(
        portfolio="example-services", money_unit=1, cell=Cell("capital.csv"), is_total=is_total, scheme=name,
        information="", budget=100 * THOUSAND, forecast=(100 + variance) * THOUSAND, rephasing=0,
        variance=variance * THOUSAND,
    )  # fmt: skip


def position(variance: int) -> Position:
    return Position(1000 * THOUSAND, (1000 + variance) * THOUSAND, variance * THOUSAND)


def account(line: str, budget: int, variance: int, *, is_total: bool = False) -> AccountLine:
    return AccountLine(
        portfolio="example-services", money_unit=1, cell=Cell("accounts.csv"), is_total=is_total, account="Grant",
        line=line, budget=budget * THOUSAND, forecast=(budget + variance) * THOUSAND, variance=variance * THOUSAND,
    )  # fmt: skip


def listed(
    measures: Sequence[Measure] = (),
    *,
    savings: Sequence[Saving] = (),
    schemes: Sequence[Scheme] = (),
    at: Position | None = None,
    year: Rules = MONEY,
) -> list[tuple[str, str]]:
    found = concerns(year, measures, savings=savings, schemes=schemes, position=at)
    return [(named(one), one.reason) for one in found]


def named(one: Concern) -> str:
    match one.about:
        case Measure():
            return one.about.measure_id
        case Saving():
            return one.about.proposal
        case Scheme():
            return one.about.scheme
        case AccountLine():
            return one.about.account
    return "position"


def test_red_comes_first_and_then_the_farthest_from_what_was_asked() -> None:
    amber, near, far, missing = (
        measure("amber", "85.0%", "88.0%"),
        measure("near", "80.0%", "80.0%"),
        measure("far", "50.0%", "50.0%"),
        a_measure(a_reading("Not available"), "90.0%", measure_id="missing", is_late=True),
    )
    found = listed(
        [missing, amber, near, far],
        savings=[saving("lost", Status.RED, 20), saving("slow", Status.AMBER, 0), saving("done", Status.GREEN, 100)],
        schemes=[scheme("dear", 30), scheme("cheap", -30), scheme("on time", 5)],
        at=position(20),
    )

    assert found == [
        ("lost", "Red saving"),
        ("far", "Red"),
        ("dear", "over its budget by more than 5%"),
        ("near", "Red"),
        ("position", "over the cash limit by more than 1%"),
        ("cheap", "under its budget by more than 5%"),
        ("amber", "Amber and getting worse"),
        ("missing", "figure due and missing"),
    ]


def test_the_share_is_of_what_was_asked() -> None:
    found = concerns(MONEY, [measure("far", "60.0%")], savings=[saving("lost", Status.RED, 20)], position=position(-20))
    assert [one.away for one in found] == [Fraction(80, 100), Fraction(1, 3), Fraction(2, 100)]


@pytest.mark.parametrize(
    ("actual", "aim", "more", "away"),
    [
        pytest.param(a_reading("5%", comparator="<"), "100%", {}, None, id="only a bound"),
        pytest.param("80%", "100%", {}, Fraction(1, 5), id="high is good"),
        pytest.param("125%", "100%", {"good_performance": Polarity.LOW}, Fraction(1, 4), id="low is good"),
        pytest.param("2%", "0%", {"good_performance": Polarity.LOW}, Fraction(2), id="a target of 0"),
        pytest.param(
            "80%", "100%", {"rule": RuleKind.JUDGEMENT, "judgement": Judgement(Status.RED, "A Person")},
            Fraction(1, 5), id="judged",
        ),
    ],
)  # fmt: skip
def test_how_far_a_measure_is_away(
    actual: str | Reading, aim: str, more: dict[str, object], away: Fraction | None
) -> None:
    [found] = concerns(MONEY, [a_measure(actual, aim, **more)])
    assert found.away == away


def test_how_far_a_figure_is_from_a_band() -> None:
    [found] = concerns(MONEY, [a_measure("80%", target(percentage("40"), upper=percentage("60")), rule=RuleKind.BAND)])
    assert found.away == Fraction(20, 40)


def test_what_is_an_exception_and_a_highlight_stands_once_and_says_both() -> None:
    better = measure("better", "82.0%", "70.0%", earlier_status=Status.RED)
    assert listed([better]) == []
    both = measure("both", "60.0%", "70.0%", earlier_status=Status.RED)
    year = rules(highlights={"when": ["red"]})
    again = a_measure("60.0%", "90.0%", a_reading("70.0%"), measure_id="both", rules=year)
    assert listed([both]) == [("both", "Red")]
    assert listed([again], year=year) == [("both", "Red; though Red")]


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        pytest.param(rules(), [], id="a year that says nothing of schemes"),
        pytest.param(MONEY, ["dear"], id="a year with a share"),
    ],
)
def test_a_scheme_is_listed_where_the_year_says_so(year: Rules, expected: list[str]) -> None:
    found = listed(schemes=[scheme("dear", 6), scheme("all", 60, is_total=True)], year=year)
    assert [name for name, _ in found] == expected


def test_a_saving_is_listed_by_the_colours_of_the_years_exceptions() -> None:
    savings = [saving("red", Status.RED, 0), saving("amber", Status.AMBER, 0), saving("none", None, 0)]
    assert listed(savings=savings) == [("red", "Red saving")]
    assert listed(savings=savings, year=rules(exceptions={"when": ["amber"]})) == [("amber", "Amber saving")]


@pytest.mark.parametrize(
    ("variance", "expected"),
    [
        pytest.param(10, [], id="on the share"),
        pytest.param(11, ["over the cash limit by more than 1%"], id="over"),
        pytest.param(-11, ["under the cash limit by more than 1%"], id="under"),
    ],
)
def test_the_position_is_listed_beyond_the_years_share(variance: int, expected: list[str]) -> None:
    assert [reason for _, reason in listed(at=position(variance))] == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            [("grant", -100, 0), ("schools", 100, 2), ("total", 0, 2)], ["2%"], id="planned to come to nothing"
        ),
        pytest.param([("grant", -100, 0), ("schools", 100, 1), ("total", 0, 1)], [], id="on the share"),
        pytest.param([("grant", -100, -2), ("schools", 100, 0), ("total", 0, -2)], [], id="a surplus"),
        pytest.param([("levies", 50, 1)], ["2%"], id="one line alone"),
        pytest.param([("grant", -100, 9), ("schools", 100, 9)], [], id="lines without a total"),
    ],
)
def test_an_account_outside_the_cash_limit_is_listed_in_deficit(
    lines: list[tuple[str, int, int]], expected: list[str]
) -> None:
    rows = [account(line, budget, variance, is_total=line == "total") for line, budget, variance in lines]
    found = concerns(MONEY, (), accounts=rows)
    assert [f"{float(one.away):.0%}" for one in found if one.away is not None] == expected
    assert {one.reason for one in found} <= {"in deficit by more than 1% of what it may spend"}
