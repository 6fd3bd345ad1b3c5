"""``pprr.variance``: the sums of an outturn are those that reports are held to."""

import pandas as pd
import pytest
from builders.money import a_cash_limit, an_outturn
from builders.told import refused
from hypothesis import given
from hypothesis import strategies as st

import pprr
from pprr.domain.money import MoneyTables
from pprr.report import Report
from pprr.rules.money.finance import identities

PENCE = st.integers(-(10**11), 10**11)


def test_the_examples_sums_are_the_reports(report: Report) -> None:
    given_table = report.table("outturn")
    found = pprr.variance(given_table.drop(columns=["outturn", "variance"]))
    pd.testing.assert_frame_equal(found[given_table.columns], given_table)


@given(PENCE, PENCE, PENCE)
def test_what_it_adds_keeps_the_identities_to_the_penny(limit: int, spent: int, put_aside: int) -> None:
    amounts = {"cash_limit": limit, "expenditure": spent, "appropriations": put_aside}
    [row] = pprr.variance(pd.DataFrame([amounts]))[["outturn", "variance"]].to_numpy().tolist()
    stated = dict(zip(("outturn", "variance"), map(int, row), strict=True))
    told = an_outturn(**amounts, **stated, scale=1)
    sums = identities(MoneyTables(outturn=(told,), budget=a_cash_limit(limit, limit, scale=1)))
    of_outturn = [one for one in sums if one.item == "outturn"]
    assert len(of_outturn) == 3
    assert [one.sum for one in of_outturn if one.computed != one.stated] == []


@pytest.mark.parametrize(
    ("limit", "spent", "put_aside", "outturn", "over"),
    [
        pytest.param(5642.0, 5630.0, -32.0, 5598.0, -44.0, id="a surplus"),
        pytest.param(0.3, 0.1, 0.2, 0.3, 0.0, id="no binary dust"),
        pytest.param(None, 1.0, 1.0, 2.0, None, id="no limit"),
        pytest.param(1.0, None, 1.0, None, None, id="nothing spent that is known"),
    ],
)
def test_a_blank_stays_one(
    limit: float | None, spent: float | None, put_aside: float | None, outturn: float | None, over: float | None
) -> None:
    table = pd.DataFrame([{"cash_limit": limit, "expenditure": spent, "appropriations": put_aside}])
    found = pprr.variance(table)
    assert [str(found[name].dtype) for name in ("outturn", "variance")] == ["Float64", "Float64"]
    assert [None if pd.isna(found[name][0]) else found[name][0] for name in ("outturn", "variance")] == [outturn, over]


def test_the_table_that_was_given_stays_as_it_is(report: Report) -> None:
    table = report.table("outturn").assign(variance=0.0)
    before = table.copy(deep=True)
    pprr.variance(table)
    pd.testing.assert_frame_equal(table, before)


def test_what_is_missing_or_no_number_is_told_in_words() -> None:
    with refused(pprr.TableError, "columns-missing", function="variance", missing="expenditure, no appropriations"):
        pprr.variance(pd.DataFrame({"cash_limit": [1]}))
    with refused(pprr.TableError, "no-number", row=0, column="expenditure", value='"£1"'):
        pprr.variance(pd.DataFrame([{"cash_limit": 1, "expenditure": "£1", "appropriations": 0}]))
