"""The ordinary table of money: sums of lines, groups and totals; signs, percentages and named lines held against it."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from builders.money import THOUSAND, a_cash_limit, a_saving, a_service, an_outturn

from pprr.domain.money import LineKind, MoneyTables, ServiceLine
from pprr.rules.money.finance import identities
from pprr.rules.money.services import doubts_of_services, fits, over, spent, total_of

SERVICES = (
    a_service(group="Roads", line="Repairs", budget=400, forecast=430, variance=30, row=3),
    a_service(group="Roads", line="Lights", budget=100, forecast=95, variance=-5, row=4),
    a_service(group="Roads", line="Sub-total", budget=500, forecast=525, variance=25, row=5, is_total=True),
    a_service(group="", line="Parks", budget=60, forecast=60, variance=0, row=6),
    a_service(group="", line="Total", budget=560, forecast=585, variance=25, row=7, is_total=True),
)


def changed(row: int, **values: object) -> MoneyTables:
    """The services with one of their rows changed; amounts in thousands of pounds."""
    amounts = {name: value * THOUSAND if isinstance(value, int) else value for name, value in values.items()}
    rows = list(SERVICES)
    rows[row] = replace(rows[row], **amounts)
    return MoneyTables(services=tuple(rows))


def broken(money: MoneyTables, **last: tuple[ServiceLine, ...]) -> list[tuple[str, str]]:
    return [(one.sum, one.source) for one in identities(money, **last) if not one.holds]


def keys(*rows: ServiceLine) -> list[tuple[str, str]]:
    return [(query.key, query.fields.get("found", "")) for query in doubts_of_services(rows, "example-services")]


def test_a_sound_table_keeps_every_sum_and_its_groups_are_not_counted_twice() -> None:
    money = MoneyTables(services=SERVICES)
    assert broken(money) == []
    assert money.position is not None
    assert (money.position.budget, money.position.variance) == (560 * THOUSAND, 25 * THOUSAND)
    assert money.position == MoneyTables(services=SERVICES[:-1]).position  # the lines', where no total came


@pytest.mark.parametrize(
    ("row", "values", "expected"),
    [
        pytest.param(0, {"variance": 20}, ["forecast - budget = variance (Repairs)"], id="a line's variance"),
        pytest.param(
            0, {"variance": -30}, ["forecast - budget = variance (Repairs)"], id="one of them of the other sign"
        ),
        pytest.param(2, {"budget": 510, "forecast": 535}, ["the rows' budget = their total"] * 1, id="a group's total"),
        pytest.param(4, {"forecast": 590, "variance": 30}, ["the rows' forecast = their total"], id="the whole total"),
    ],
)
def test_a_sum_that_does_not_hold_is_broken(row: int, values: dict[str, int], expected: list[str]) -> None:
    found = [name for name, _ in broken(changed(row, **values))]
    assert set(expected) <= set(found)


def test_the_services_of_a_cash_limit_make_it_and_its_outturn_or_what_is_spent_before_reserves() -> None:
    limit = a_cash_limit(560, 560)
    whole = an_outturn(cash_limit=560, expenditure=595, appropriations=-10, outturn=585, variance=25)
    before = an_outturn(cash_limit=560, expenditure=585, appropriations=-10, outturn=575, variance=15)
    neither = an_outturn(cash_limit=560, expenditure=600, appropriations=0, outturn=600, variance=40)
    found = [
        {name for name, _ in broken(MoneyTables(budget=limit, outturn=(row,), services=SERVICES)) if "services" in name}
        for row in (whole, before, neither)
    ]
    assert found == [set(), set(), {"the services' forecasts = outturn"}]
    other = replace(whole, cash_limit=700 * THOUSAND, variance=-115 * THOUSAND)
    assert ("the services' budgets = net cash limit", "made-up.csv, row 2") in broken(
        MoneyTables(outturn=(other,), services=SERVICES)
    )


def test_the_previous_variance_is_that_of_the_last_report() -> None:
    now = MoneyTables(services=tuple(replace(row, previous_variance=10 * THOUSAND) for row in SERVICES[3:4]))
    same, other = (replace(SERVICES[3], variance=pence * THOUSAND) for pence in (10, 12))
    assert broken(now, last_services=(same,)) == []
    assert [name for name, _ in broken(now, last_services=(other,))] == [
        "the last report's variance = this one's previous variance (Parks)"
    ]
    assert broken(now, last_services=()) == []


def test_every_variance_of_the_other_sign_is_one_query_and_no_broken_sum() -> None:
    turned = tuple(replace(row, variance=-row.variance) for row in SERVICES)
    assert broken(MoneyTables(services=turned)) == []
    assert keys(*turned) == [("variance-turned", "many")]
    assert keys(*SERVICES) == []


@pytest.mark.parametrize(
    ("stated", "part", "whole", "unit", "expected"),
    [
        pytest.param("7.5", 30, 400, 1, True, id="exactly"),
        pytest.param("7.6", 30, 400, 1, True, id="a thousand either way is half a point of so little"),
        pytest.param("7.8", 30, 400, 1, False, id="beyond what rounding gives"),
        pytest.param("8", 30, 400, 1, True, id="a whole percentage"),
        pytest.param("-7.5", 30, 400, 1, False, id="of the other sign"),
        pytest.param("7.5", 30, -400, 1, True, id="of income, either sign"),
        pytest.param("-7.5", 30, -400, 1, True, id="of income, the other sign"),
        pytest.param("0.075", 30, 400, 1, False, id="a fraction"),
        pytest.param("5", 30, 0, 1, None, id="of nothing"),
    ],
)
def test_a_percentage_is_of_its_amounts_as_far_as_they_are_rounded(
    stated: str, part: int, whole: int, unit: int, expected: bool | None
) -> None:
    assert fits(Decimal(stated), part * THOUSAND, whole * THOUSAND, unit * THOUSAND) is expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param({"variance_percent": Decimal("7.5")}, [], id="right"),
        pytest.param({"variance_percent": Decimal("9")}, [("variance-percent", "ask")], id="of another budget"),
        pytest.param({"variance_percent": Decimal("0.075")}, [("variance-percent", "fraction")], id="a fraction"),
        pytest.param({"spent_percent": Decimal("50"), "actual": 200 * THOUSAND}, [], id="spent, right"),
        pytest.param(
            {"spent_percent": Decimal("46.5"), "actual": 200 * THOUSAND}, [("spent-percent", "ask")], id="spent"
        ),
        pytest.param({"spent_percent": Decimal("46.5")}, [], id="spent, with nothing to hold it against"),
    ],
)
def test_a_percentage_that_is_not_of_its_amounts_is_queried(
    values: dict[str, object], expected: list[tuple[str, str]]
) -> None:
    found = doubts_of_services([replace(SERVICES[0], **values)], "example-services")
    assert [(query.fields["found"], query.fields["action"]) for query in found] == expected


@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        pytest.param(LineKind.PRESSURE, {"forecast": 40, "variance": 40}, "", id="a pressure"),
        pytest.param(LineKind.PRESSURE, {"forecast": -40, "variance": -40}, "pressure", id="a pressure below 0"),
        pytest.param(LineKind.RECOVERY, {"forecast": -40, "variance": -40}, "", id="a recovery"),
        pytest.param(LineKind.RECOVERY, {"forecast": 40, "variance": 40}, "recovery", id="a recovery above 0"),
        pytest.param(LineKind.VACANCY_FACTOR, {"budget": -40, "forecast": -40}, "", id="a vacancy factor"),
        pytest.param(LineKind.VACANCY_FACTOR, {"budget": 40, "forecast": 40}, "vacancy-factor", id="one above 0"),
        pytest.param(LineKind.PROVISION, {"budget": 40, "forecast": 40}, "", id="a provision"),
    ],
)
def test_a_named_line_of_the_other_sign_is_queried(kind: LineKind, values: dict[str, int], expected: str) -> None:
    row = a_service(line="Named", kind=kind, **values)
    assert keys(row) == ([("named-line-turned", expected)] if expected else [])


def test_shares_are_of_the_budget_and_totals_are_as_received() -> None:
    row = replace(SERVICES[0], actual=100 * THOUSAND)
    assert (over(row.variance, row.budget), spent(row)) == (Fraction(15, 2), 25)
    assert over(5, -100) == 5  # less income than budgeted is an overspend
    assert spent(replace(row, actual=None, spent_percent=Decimal("33.3"))) == Fraction("33.3")
    assert (over(1, 0), spent(replace(row, budget=0))) == (None, None)
    assert total_of(SERVICES)["actual"] is None
    assert total_of((row, *SERVICES[1:]))["actual"] is None  # of some lines alone it would be no total
    assert total_of([replace(one, actual=THOUSAND) for one in SERVICES[:4]])["actual"] == 3 * THOUSAND


def test_a_saving_is_what_is_achieved_at_risk_and_not_deliverable() -> None:
    sound = a_saving(value=100, achieved=60, at_risk=30, not_deliverable=10)
    money = MoneyTables(savings=(sound, a_saving(value=50, achieved=50, row=3)))
    named = "achieved + at risk + not deliverable = value"
    assert broken(money) == []
    short = replace(sound, at_risk=25 * THOUSAND)
    assert broken(MoneyTables(savings=(short,))) == [(named, "made-up.csv, row 2")]
    blank = a_saving(value=50, achieved=20, row=3)
    assert broken(MoneyTables(savings=(sound, blank))) == [(named, "made-up.csv, row 3")]
    alone = a_saving(value=100, achieved=60, at_risk=30, not_deliverable=None)
    assert broken(MoneyTables(savings=(alone,))) == []  # with one column alone the rest may still be on its way
