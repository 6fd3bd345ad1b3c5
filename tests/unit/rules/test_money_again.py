"""Money sent again: the same amounts in every row are queried where they should have moved, and nowhere else."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builders.council import SLUG, quarters
from builders.files import rewrite_csv
from builders.money import a_cash_limit, a_reserve, a_saving, a_scheme, an_account_line, an_outturn

from pprr.domain import Period
from pprr.domain.money import MoneyRow, MoneyTables
from pprr.report import open_report
from pprr.rules.money.money_again import money_again

WHEN = Period.parse("2025-26-q1")
OUTTURN = an_outturn(cash_limit=1000, expenditure=1030, appropriations=-10, outturn=1020, variance=20)
ON_BUDGET = an_outturn(cash_limit=1000, expenditure=1000, outturn=1000)
OF_B: dict[str, Any] = {"portfolio": "b", "cash_limit": 500, "outturn": 510, "variance": 10}
OTHER = an_outturn(**OF_B, expenditure=510)
DRAWN: dict[str, Any] = {"approved": 40, "change": 25, "balance": 15}
LATE = a_scheme(budget=9, forecast=6, rephasing=3)
SURPLUS = an_account_line(budget=9, forecast=8, variance=-1)
Rows = tuple[MoneyRow, ...]


@pytest.mark.parametrize(
    ("section", "now", "last", "is_queried"),
    [
        pytest.param("outturn", (OUTTURN,), (OUTTURN,), True, id="the same outturn"),
        pytest.param("outturn", (OUTTURN,), (replace(OUTTURN, outturn=OUTTURN.outturn - 1),), False, id="a penny"),
        pytest.param("outturn", (ON_BUDGET,), (ON_BUDGET,), False, id="on budget, as it was"),
        pytest.param("outturn", (OUTTURN, OTHER), (OTHER, OUTTURN), True, id="in another order"),
        pytest.param(
            *("outturn", (OUTTURN, OTHER), (OUTTURN, an_outturn(**OF_B, expenditure=511)), False),
            id="another portfolio's have moved",
        ),
        pytest.param("outturn", (OUTTURN, OTHER), (OUTTURN,), True, id="a portfolio was stopped then"),
        pytest.param("outturn", (OUTTURN,), (), False, id="no last one"),
        pytest.param(
            *("budget", a_cash_limit(9, 1, 10), a_cash_limit(9, 1, 10), True), id="the same change of the budget"
        ),
        pytest.param("budget", a_cash_limit(10, 10), a_cash_limit(10, 10), False, id="a budget without a change"),
        pytest.param("budget", a_cash_limit(10, 0, 10), a_cash_limit(10, 0, 10), False, id="a change of nothing"),
        pytest.param(
            *("reserves", (a_reserve(**DRAWN),), (a_reserve(**DRAWN, purpose="Instances"),), True),
            id="the same under a new name",
        ),
        pytest.param(*("reserves", *[(a_reserve(approved=40, balance=40),)] * 2, False), id="a reserve not drawn on"),
        pytest.param("savings", *[(a_saving(value=9, achieved=4),)] * 2, True, id="half a saving"),
        pytest.param("savings", *[(a_saving(value=9, achieved=9),)] * 2, False, id="a saving made"),
        pytest.param("savings", *[(a_saving(value=9),)] * 2, False, id="none of it yet"),
        pytest.param("capital", (LATE,), (LATE,), True, id="a scheme that is late"),
        pytest.param("accounts", (SURPLUS,), (SURPLUS,), True, id="an account off its budget"),
    ],
)
def test_the_same_amounts_are_queried_where_they_should_have_moved(
    section: str, now: Rows, last: Rows, is_queried: bool
) -> None:
    here, there = (MoneyTables(**{section: rows}) for rows in (now, last))
    found = money_again(here, there, WHEN, "example-services")
    assert [query.item for query in found] == [section] * is_queried


def test_a_section_that_a_portfolio_has_not_is_not_its_query() -> None:
    same = MoneyTables(outturn=(OUTTURN,))
    assert list(money_again(same, same, WHEN, "b")) == []


@pytest.mark.parametrize(("variance", "told"), [("40", ["outturn"]), ("41", [])])
def test_the_query_names_both_files_and_the_period(tmp_path: Path, variance: str, told: list[str]) -> None:
    project = quarters(tmp_path / "again", points=["2025-26-q1", "2025-26-q2"])
    folder = project.root / "data/raw/2025-26/2025-26-q2"
    spent = str(1000 + int(variance))
    for name, text in (("expenditure", spent), ("outturn", spent), ("variance", variance)):
        rewrite_csv(folder / "outturn.csv", SLUG, name, text)
    queries = open_report(SLUG, "2025-26-q2", project=project).queries
    found = [query for query in queries if query.kind == "same money again"]
    assert [query.item for query in found] == told
    files = [f"data/raw/2025-26/2025-26-{quarter}/outturn.csv" for quarter in ("q2", "q1")]
    fields = dict(zip(("found", "files", "then", "period"), ("one", *files, "2025/26 Q1"), strict=True))
    assert [{name: query.fields[name] for name in fields} for query in found] == [fields] * len(told)
