"""``pprr.rate``: status and trend of a table's rows are those of the report, under its own rules and under others."""

from collections.abc import Callable, Mapping
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from builders.files import replace_text
from builders.project import AGREEMENT, PERIOD, PORTFOLIO
from builders.rules import rules
from builders.told import refused, sentence

import pprr
from pprr.demo.build import Size, write_demo
from pprr.ingest.load import read_once
from pprr.notebook.appendix import definitions
from pprr.notebook.performance import whole_key
from pprr.project import Project, find_project
from pprr.report import Report, open_report
from pprr.report.rules_in_words import statuses_in_words

ADDED = ["status", "status_reason", "trend", "trend_reason", "change"]


def told(report: Report) -> list[tuple[object, ...]]:
    """What the report says of each measure."""
    return [
        (
            measure.status,
            measure.rating.reason,
            measure.move.trend,
            measure.move.reason or None,
            None if measure.move.change is None else float(measure.move.change),
        )
        for measure in report.measures
    ]


def rated(table: pd.DataFrame, named: pprr.Rules | str | Path | None = None) -> list[tuple[object, ...]]:
    found = pprr.rate(table, named)[ADDED].astype(object)
    return [tuple(row) for row in found.where(found.notna(), None).to_numpy().tolist()]


def bare(report: Report) -> pd.DataFrame:
    """The report's measures without the verdicts that it has given them."""
    return report.table("measures").drop(columns=["status", "trend", "trend_reason"])


def test_the_examples_verdicts_are_the_reports(report: Report) -> None:
    assert rated(bare(report)) == told(report)


def test_a_made_up_councils_verdicts_are_the_reports_at_every_point_of_the_year(tmp_path: Path) -> None:
    write_demo(tmp_path / "demo", Size(portfolios=2, measures=40, years=2, ledger_lines=0))
    project = find_project(tmp_path / "demo")
    kinds: set[str] = set()
    late = 0
    with read_once():
        for period in project.periods()[-4:]:
            tables = pprr.tables(period, project)
            for slug, table in tables["measures"].groupby("portfolio"):
                assert rated(table) == told(open_report(str(slug), period, project=project, is_writing=True))
            kinds |= set(tables["measures"]["rule"])
            late += tables["measures"]["late_figure"].notna().sum()
    assert kinds == {"tolerance", "floor", "band", "high and low", "judgement", "suspended", "data only"}
    assert late


@pytest.mark.parametrize(
    "named",
    [
        pytest.param(lambda project: pprr.find_project(project.root).agreement(PERIOD) / "rules.toml", id="a file"),
        pytest.param(lambda _: "2019-20", id="a year"),
        pytest.param(lambda _: "2019-20-annual", id="a period"),
        pytest.param(lambda project: open_report(PORTFOLIO, PERIOD, project=project).rules, id="rules"),
    ],
)
def test_other_rules_give_what_a_report_under_them_says(
    report: Report,
    project_copy: Project,
    monkeypatch: pytest.MonkeyPatch,
    named: Callable[[Project], pprr.Rules | str | Path],
) -> None:
    replace_text(project_copy.root / AGREEMENT / "rules.toml", 'amber_within = "10%"', 'amber_within = "5%"')
    monkeypatch.chdir(project_copy.root)
    under_others = told(open_report(PORTFOLIO, PERIOD, project=project_copy))
    assert under_others != told(report)
    assert rated(bare(report), named(project_copy)) == under_others
    stricter = bare(report).assign(tolerance=lambda table: table["tolerance"].fillna("5%"))
    assert rated(stricter) == under_others


@pytest.mark.parametrize(
    "status",
    [
        pytest.param('amber = "never"', id="two states"),
        pytest.param('amber = "improved"', id="improved"),
        pytest.param('amber_within = "10%"\ngreen_within = "9%"', id="near"),
    ],
)
def test_a_table_is_rated_and_its_page_keyed_by_every_kind_of_rule(
    report: Report, project_copy: Project, status: str
) -> None:
    replace_text(project_copy.root / AGREEMENT / "rules.toml", 'amber_within = "10%"', status)
    under_others = open_report(PORTFOLIO, PERIOD, project=project_copy)
    assert told(under_others) != told(report)
    assert rated(bare(under_others)) == told(under_others)
    said, defined = (unescape(str(part(under_others))) for part in (whole_key, definitions))
    for colour, words in statuses_in_words(under_others.rules.status).items():
        assert f"{words[0].upper()}{words[1:]}." in said
        assert f"{colour}: {words}." in defined


ON_TARGET, SHORT = "On target or better.", "Worse than the target by no more than 10% of the target."
BY_FLOOR = "Worse than the target, and no worse than the floor."
BY_BAND = "Outside the band by no more than 10% of that end."
BY_MARGIN = "Worse than the target by more than 2."
JUDGED = {"rule": "judgement", "judged_status": "Red", "judged_by": "A. Nobody"}
NO_PREVIOUS, UNSETTLED = "no figure for the previous period", "the previous figure is provisional"
FOR_2017 = "the previous figure is for 2017"
WORSE = "Worse than the target by more than 10% of the target."


@pytest.mark.parametrize(
    ("values", "status", "reason"),
    [
        pytest.param({"actual": 100}, "Green", ON_TARGET, id="on target"),
        pytest.param({"actual": 90}, "Amber", SHORT, id="short by just the margin"),
        pytest.param({"actual": 89.9}, "Red", WORSE, id="short by more"),
        pytest.param({"actual": 89.9, "decimals": 0}, "Amber", SHORT, id="compared as printed"),
        pytest.param({"actual": 89_600, "target": 100_000, "decimals": -3}, "Amber", SHORT, id="to the thousand"),
        pytest.param({"actual": 110, "good_performance": "Low"}, "Amber", SHORT, id="low is good"),
        pytest.param({"actual": None}, None, "There is no figure for this period.", id="no figure"),
        pytest.param({"target": None}, None, "No status without a figure to meet.", id="no target"),
        pytest.param(
            {"good_performance": None},
            *(None, "The register does not say whether high or low is good."),
            id="no way that is good",
        ),
        pytest.param(
            {"actual": 85, "rule": "floor", "floor": 85},
            "Amber",
            BY_FLOOR,
            id="floor",
        ),
        pytest.param(
            {"actual": 105, "rule": "band", "upper": 104},
            "Amber",
            BY_BAND,
            id="band",
        ),
        pytest.param({"rule": "suspended", "rule_reason": "Under review."}, None, "Under review.", id="suspended"),
        pytest.param(
            JUDGED,
            "Red",
            "Judged by A. Nobody.",
            id="judged",
        ),
        pytest.param({"actual": 60, "late_figure": 100}, "Green", ON_TARGET, id="a late figure in its place"),
        pytest.param({"actual": None, "comparator": "<", "bound": 50}, "Red", WORSE, id="a bound that says enough"),
        pytest.param({"figure_period": "2018/19"}, None, "The latest figure is for 2018/19.", id="an older figure"),
        pytest.param(
            {"actual": 95, "tolerance": "2 points"},
            "Red",
            BY_MARGIN,
            id="its own margin",
        ),
    ],
)
def test_a_row_is_rated_by_what_it_says(values: Mapping[str, Any], status: str | None, reason: str) -> None:
    row = {"actual": 100, "target": 100, "good_performance": "High", **values}
    [(found, why, *_)] = rated(pd.DataFrame([row]), rules())
    assert (found, why) == (status, reason)


@pytest.mark.parametrize(
    ("values", "trend", "reason", "change"),
    [
        pytest.param({"previous": 90}, "Getting better", None, 10.0, id="better"),
        pytest.param({"previous": 90, "good_performance": "Low"}, "Getting worse", None, 10.0, id="worse"),
        pytest.param({"previous": 100}, "Stable", None, 0.0, id="the same"),
        pytest.param({}, None, NO_PREVIOUS, None, id="no column"),
        pytest.param({"previous": None}, None, NO_PREVIOUS, None, id="no figure"),
        pytest.param({"previous": 90, "previous_mark": "provisional"}, None, UNSETTLED, None, id="provisional"),
        pytest.param({"previous": 90, "previous_figure_period": "2017"}, None, FOR_2017, None, id="of another period"),
    ],
)  # fmt: skip
def test_a_row_has_the_trend_that_it_says(
    values: Mapping[str, Any], trend: str | None, reason: str | None, change: float | None
) -> None:
    row = {"actual": 100, "target": 100, "good_performance": "High", **values}
    assert [found[2:] for found in rated(pd.DataFrame([row]), rules())] == [(trend, reason, change)]


@pytest.mark.parametrize(
    "dtype", [pytest.param(name, id=name) for name in ("int64", "float64", "Float64", "Int64", "object")]
)
def test_numbers_of_any_type_are_taken(dtype: str) -> None:
    table = pd.DataFrame({"actual": [100, 89], "target": [100, 100], "good_performance": "High"})
    table = table.astype({"actual": dtype, "target": dtype})
    assert list(pprr.rate(table, rules())["status"]) == ["Green", "Red"]


def test_the_table_that_was_given_stays_as_it_is(report: Report) -> None:
    given = report.table("measures").iloc[[5, 2]].assign(status="mine")
    before = given.copy(deep=True)
    found = pprr.rate(given)
    pd.testing.assert_frame_equal(given, before)
    assert list(found.index) == [5, 2]
    assert found.attrs == given.attrs
    assert list(found["status"]) != ["mine", "mine"]
    assert {name: str(found[name].dtype) for name in ADDED} == {
        **dict.fromkeys(ADDED, "string"),
        "change": "Float64",
    }


def test_a_table_without_rows_has_the_columns_all_the_same(report: Report) -> None:
    assert pprr.rate(report.table("measures").iloc[:0])[ADDED].shape == (0, len(ADDED))


def _row(**values: object) -> pd.DataFrame:
    return pd.DataFrame([{"actual": 1.0, "target": 1.0, "good_performance": "High", **values}], index=["CFE1.1"])


@pytest.mark.parametrize(
    ("table", "told"),
    [
        pytest.param(
            _row().drop(columns="target"),
            sentence("columns-missing", function="rate", columns="actual, target, good_performance", missing="target"),
            id="no column",
        ),
        pytest.param(
            _row(actual="many"), sentence("no-number", row="CFE1.1", column="actual", value='"many"'), id="no number"
        ),
        pytest.param(
            _row(actual=np.inf), sentence("no-number", row="CFE1.1", column="actual", value='"inf"'), id="endless"
        ),
        pytest.param(
            _row(decimals=0.5),
            sentence("no-number", row="CFE1.1", column="decimals", value='"0.5"'),
            id="no whole number",
        ),
        pytest.param(_row(good_performance="Up"), "Row CFE1.1: 'Up' is not a valid Polarity", id="no such way"),
        pytest.param(_row(rule="guess"), "Row CFE1.1: 'guess' is not a valid RuleKind", id="no such rule"),
        pytest.param(_row(tolerance="some"), 'Row CFE1.1: cannot read "some" as a tolerance', id="no margin"),
        pytest.param(_row(comparator="about", bound=1.0), 'Row CFE1.1: "about" is no comparator', id="no bound"),
    ],
)
def test_what_cannot_be_rated_is_told_in_words(table: pd.DataFrame, told: str) -> None:
    with pytest.raises(pprr.TableError) as error:
        pprr.rate(table, rules())
    assert told in str(error.value)


def test_a_table_of_ones_own_names_its_rules() -> None:
    with refused(pprr.TableError, "rules-not-named"):
        pprr.rate(_row())
    with refused(pprr.TableError, "rules-of-no-year", problem=sentence("no-period", text='"ours"')):
        pprr.rate(_row(), "ours")


def test_rules_that_are_not_there_are_told(tmp_path: Path) -> None:
    with pytest.raises(pprr.FaultsError, match=r"rules\.toml"):
        pprr.rate(_row(), tmp_path / "rules.toml")
