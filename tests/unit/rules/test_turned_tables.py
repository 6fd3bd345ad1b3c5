"""Money whose sign changes between the tables of one extract is asked about; money that is below 0 by right is not."""

from dataclasses import replace

import pytest
from builders.money import PORTFOLIO, a_cash_limit, a_reserve, a_scheme, a_service, an_outturn

from pprr.domain.money import MoneyTables
from pprr.rules.money.turned_tables import turned_tables

LIMIT = a_cash_limit(4_000, 5_000)
INCOME = a_cash_limit(-400, -500)
OTHER = replace(LIMIT[-1], portfolio="other")
SPENT = (a_service(line="One", budget=-2_000), a_service(line="Two", budget=-3_000))
DRAWN = (a_reserve(approved=-40), a_reserve(approved=-9, purpose="Others"))
SCHEME = a_scheme(budget=-700)

CASES = {
    "services with the other sign": (MoneyTables(budget=LIMIT, services=SPENT), ["services same"]),
    "services held against an outturn": (
        MoneyTables(budget=LIMIT, services=SPENT, outturn=(an_outturn(cash_limit=5_000),)),
        [],
    ),
    "services of another amount": (MoneyTables(budget=LIMIT, services=SPENT[:1]), []),
    "services of a portfolio that earns": (
        MoneyTables(budget=INCOME, services=(a_service(line="One", budget=-500),)),
        [],
    ),
    "every use of a reserve below 0": (MoneyTables(budget=LIMIT, reserves=DRAWN), ["reserves below"]),
    "one use of a reserve below 0": (MoneyTables(budget=LIMIT, reserves=(*DRAWN, a_reserve(approved=3))), []),
    "a total is none of the uses": (
        MoneyTables(budget=LIMIT, reserves=(*DRAWN, a_reserve(approved=49, is_total=True))),
        ["reserves below"],
    ),
    "schemes below 0": (MoneyTables(budget=LIMIT, capital=(SCHEME,)), ["capital below"]),
    "schemes that have no budget": (MoneyTables(budget=LIMIT, capital=(a_scheme(budget=0),)), []),
    "a cash limit below 0 as well": (MoneyTables(budget=INCOME, capital=(SCHEME,)), []),
    "another portfolio's schemes above 0": (
        MoneyTables(budget=(*LIMIT, OTHER), capital=(SCHEME, replace(a_scheme(budget=7), portfolio="other"))),
        [],
    ),
    "another portfolio's table": (
        MoneyTables(budget=(*LIMIT, OTHER), capital=(replace(SCHEME, portfolio="other"),)),
        [],
    ),
    "no cash limit": (MoneyTables(capital=(SCHEME,)), []),
}


@pytest.mark.parametrize(("money", "expected"), CASES.values(), ids=CASES)
def test_a_table_of_another_sign_than_the_cash_limit_is_asked_about(money: MoneyTables, expected: list[str]) -> None:
    found = list(turned_tables(money, PORTFOLIO))
    assert [f"{one.item} {one.fields['found']}" for one in found] == expected
    assert {one.key for one in found} <= {"sign-between-tables"}
