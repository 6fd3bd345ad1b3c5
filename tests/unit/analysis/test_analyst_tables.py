"""The tables of an analyst: what they hold, of what types, and that they are the report's own figures."""

import json
from pathlib import Path

import pandas as pd
import pytest
from builders.files import rewrite_csv
from builders.project import EXTRACTS, PERIOD, PORTFOLIO, SECOND_PORTFOLIO
from builders.told import refused

import pprr
from pprr.demo.build import Size, write_demo
from pprr.domain.table import ColumnType
from pprr.project import Project, find_project
from pprr.report import Report, open_report
from pprr.report.frames import FRAMES
from pprr.report.record.record import record_of

DTYPES = {
    ColumnType.TEXT: "string",
    ColumnType.DECIMAL: "Float64",
    ColumnType.INTEGER: "Int64",
    ColumnType.FLAG: "boolean",
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A made-up council with measures of every rule, series, comparators, capital and accounts."""
    root = tmp_path_factory.mktemp("tables") / "demo"
    write_demo(root, Size(portfolios=2, measures=30, years=2, ledger_lines=0))
    return find_project(root)


@pytest.fixture(scope="module")
def made_up(demo: Project) -> dict[str, pd.DataFrame]:
    return pprr.tables(demo.periods()[-1], demo)


@pytest.mark.parametrize("name", FRAMES)
def test_a_table_has_the_declared_columns_and_types(
    report: Report, made_up: dict[str, pd.DataFrame], name: str
) -> None:
    declared = {column.name: "datetime64" if column.is_date else DTYPES[column.type] for column in FRAMES[name].columns}
    for table in (report.table(name), made_up[name].drop(columns="portfolio")):
        types = {str(column): str(dtype).partition("[")[0] for column, dtype in table.dtypes.items()}
        assert types == declared
        assert set(declared) <= set(table.attrs["columns"])


@pytest.mark.parametrize("name", ["measures", "readings", "budget", "outturn", "reserves", "savings"])
def test_a_table_holds_what_the_download_does(report: Report, name: str) -> None:
    download = record_of(report)["tables"][name]
    names = [column["name"] for column in download["columns"]]
    table = report.table(name)
    ours = table[names].astype(object).where(table[names].notna(), None).to_numpy().tolist()
    kinds = [column["type"] for column in download["columns"]]
    theirs = [
        [float(cell) if kind == "decimal" and cell is not None else cell for kind, cell in zip(kinds, row, strict=True)]
        for row in download["rows"]
    ]
    assert ours == theirs


def test_money_is_in_thousands_and_days_are_days(report: Report, made_up: dict[str, pd.DataFrame]) -> None:
    assert report.table("outturn").loc[0, ["cash_limit", "variance"]].tolist() == [5642.0, -44.0]
    assert (made_up["series"]["end"] >= made_up["series"]["start"]).all()


def test_a_table_says_in_plain_values_what_it_is(report: Report) -> None:
    told = json.loads(json.dumps(report.table("measures").attrs))
    assert told["period"] == "2019-20-annual"
    assert told["rules"] == {"amber_within": "10%", "stable_below": "1%"}
    assert told["columns"]["actual"] == "The figure for the period, in whole units; blank where there is none."


def test_a_table_is_new_each_time(report: Report) -> None:
    report.table("measures")["actual"] = 0.0
    assert report.table("measures")["actual"].max() > 0


def test_a_report_without_such_rows_has_an_empty_table(report: Report) -> None:
    assert [len(report.table(name)) for name in ("capital", "accounts", "series")] == [0, 0, 0]


def test_a_table_that_is_not_there_is_told_with_those_that_are(report: Report) -> None:
    with refused(pprr.TableError, "no-such-table-of-a-report", table="money", known=", ".join(FRAMES)):
        report.table("money")


def test_a_periods_tables_are_those_of_its_reports(two_portfolios: Project) -> None:
    tables = pprr.tables("2019/20", two_portfolios.root)
    for name, table in tables.items():
        assert table.columns[0] == "portfolio"
        for slug in (PORTFOLIO, SECOND_PORTFOLIO):
            own = table[table["portfolio"] == slug].drop(columns="portfolio").reset_index(drop=True)
            pd.testing.assert_frame_equal(own, open_report(slug, PERIOD, project=two_portfolios).table(name))
    assert list(tables["outturn"]["portfolio"]) == [PORTFOLIO, SECOND_PORTFOLIO]


def test_a_period_that_is_not_known_is_told_in_words(project_copy: Project) -> None:
    with pytest.raises(pprr.ProjectError, match="soon"):
        pprr.tables("soon", project_copy)


def test_a_portfolio_that_must_be_mended_is_not_left_out(two_portfolios: Project) -> None:
    rewrite_csv(
        two_portfolios.root / EXTRACTS / "outturn.csv", "Example Services (made up)", "Net Cash Limit £000", "many"
    )
    with pytest.raises(pprr.FaultsError, match="many"):
        pprr.tables(PERIOD, two_portfolios)


def test_a_project_is_found_by_where_one_stands(project_copy: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(project_copy.root) / "notebooks")
    assert len(pprr.tables("2019-20-annual")["measures"]) == 12
