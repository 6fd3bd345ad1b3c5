"""Money sent again: the same amounts in every row are queried where they should have moved, and nowhere else."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest
from builders.council import SLUG, quarters
from builders.files import rewrite_csv

from pprr.domain import Period
from pprr.domain.table import ColumnType, Table
from pprr.ingest import tables
from pprr.ingest.tables import contracts
from pprr.report import open_report
from pprr.rules.money_again import money_again

WHEN = Period.parse("2025-26-q1")
OUTTURN = {"cash_limit": 1000, "expenditure": 1030, "appropriations": -10, "outturn": 1020, "variance": 20}
ON_BUDGET = {"cash_limit": 1000, "expenditure": 1000, "appropriations": 0, "outturn": 1000, "variance": 0}
OTHER = {"cash_limit": 500, "expenditure": 510, "appropriations": 0, "outturn": 510, "variance": 10}
DRAWN = {"approved": 40, "change": 25, "balance": 15, "purpose": "Examples"}
Rows = list[dict[str, object]]


def _tables(table: Table, listed: Rows, file: str) -> Mapping[str, pd.DataFrame]:
    """The tables of a period, of which one has rows; what a row leaves out is blank, or portfolio ``a``."""
    blanks: dict[ColumnType, object] = {ColumnType.INTEGER: 0, ColumnType.FLAG: False, ColumnType.TEXT: ""}
    given = {"portfolio": "a", "proposal": "One", "file": file}
    filled = [
        {column.name: row.get(column.name, given.get(column.name, blanks[column.type])) for column in table.columns}
        for row in listed
    ]
    sections = (tables.BUDGET, tables.OUTTURN, tables.RESERVES, tables.SAVINGS, tables.CAPITAL, tables.ACCOUNTS)
    return {found.name: contracts.frame(found, filled if found is table else []) for found in sections}


def _lines(*amounts: int) -> Rows:
    """A cash limit before, its changes, and after."""
    names = ["Previously reported", *["Change"] * (len(amounts) - 2), "Current"]
    return [{"line": name, "amount": amount} for name, amount in zip(names, amounts, strict=True)]


@pytest.mark.parametrize(
    ("table", "now", "last", "is_queried"),
    [
        pytest.param(tables.OUTTURN, [OUTTURN], [OUTTURN], True, id="the same outturn"),
        pytest.param(tables.OUTTURN, [OUTTURN], [{**OUTTURN, "outturn": 1019}], False, id="a penny's difference"),
        pytest.param(tables.OUTTURN, [ON_BUDGET], [ON_BUDGET], False, id="on budget, as it was"),
        pytest.param(
            tables.OUTTURN,
            [OUTTURN, {**OTHER, "portfolio": "b"}],
            [{**OTHER, "portfolio": "b"}, OUTTURN],
            True,
            id="in another order",
        ),
        pytest.param(
            tables.OUTTURN,
            [OUTTURN, {**OTHER, "portfolio": "b"}],
            [OUTTURN, {**OTHER, "portfolio": "b", "expenditure": 511}],
            False,
            id="another portfolio's have moved",
        ),
        pytest.param(
            tables.OUTTURN, [OUTTURN, {**OTHER, "portfolio": "b"}], [OUTTURN], True, id="a portfolio was stopped then"
        ),
        pytest.param(tables.OUTTURN, [OUTTURN], [], False, id="no last one"),
        pytest.param(tables.BUDGET, _lines(9, 1, 10), _lines(9, 1, 10), True, id="the same change of the budget"),
        pytest.param(tables.BUDGET, _lines(10, 10), _lines(10, 10), False, id="a budget without a change"),
        pytest.param(tables.BUDGET, _lines(10, 0, 10), _lines(10, 0, 10), False, id="a change of nothing"),
        pytest.param(
            tables.RESERVES, [DRAWN], [{**DRAWN, "purpose": "Instances"}], True, id="the same under a new name"
        ),
        pytest.param(
            tables.RESERVES,
            [{**DRAWN, "change": 0, "balance": 40}],
            [{**DRAWN, "change": 0, "balance": 40}],
            False,
            id="a reserve not drawn on",
        ),
        pytest.param(
            tables.SAVINGS, [{"value": 9, "achieved": 4}], [{"value": 9, "achieved": 4}], True, id="half a saving"
        ),
        pytest.param(
            tables.SAVINGS, [{"value": 9, "achieved": 9}], [{"value": 9, "achieved": 9}], False, id="a saving made"
        ),
        pytest.param(
            tables.SAVINGS, [{"value": 9, "achieved": 0}], [{"value": 9, "achieved": 0}], False, id="none of it yet"
        ),
        pytest.param(
            tables.CAPITAL,
            [{"scheme": "One", "budget": 9, "forecast": 6, "rephasing": 3}],
            [{"scheme": "One", "budget": 9, "forecast": 6, "rephasing": 3}],
            True,
            id="a scheme that is late",
        ),
        pytest.param(
            tables.ACCOUNTS,
            [{"account": "Dedicated Schools Grant", "line": "One", "budget": 9, "forecast": 8, "variance": -1}],
            [{"account": "Dedicated Schools Grant", "line": "One", "budget": 9, "forecast": 8, "variance": -1}],
            True,
            id="an account off its budget",
        ),
    ],
)
def test_the_same_amounts_are_queried_where_they_should_have_moved(
    table: Table, now: Rows, last: Rows, is_queried: bool
) -> None:
    found = money_again(_tables(table, now, "now.csv"), _tables(table, last, "then.csv"), WHEN, "a")
    assert [query.item for query in found] == [table.name] * is_queried


def test_a_section_that_a_portfolio_has_not_is_not_its_query() -> None:
    now, last = (_tables(tables.OUTTURN, [OUTTURN], name) for name in ("now.csv", "then.csv"))
    assert list(money_again(now, last, WHEN, "b")) == []


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
    assert [query.found for query in found] == [
        "data/raw/2025-26/2025-26-q2/outturn.csv has in its one row the amounts that "
        "data/raw/2025-26/2025-26-q1/outturn.csv had for 2025/26 Q1."
    ] * len(told)
