"""Reports within a year: what a figure is compared with and held against, what is due, what has changed."""

from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from builders.council import FIGURES, POINTS, RULES, SLUG, quarters
from builders.told import refused
from hypothesis import given
from hypothesis import strategies as st

from pprr.domain import REPORTING_POINTS, Frequency, Kind, Period, Severity, TargetKind, expected_figure
from pprr.domain.errors import FaultsError
from pprr.notebook import cover, outturn, priorities, summary
from pprr.notebook.measure.card import measure as measure_card
from pprr.project import Project
from pprr.report import Report, open_report
from pprr.rules.bases import is_like, long_base, short_base

MID_YEAR = "2025-26-q2"
PERIODS = st.builds(Period, st.integers(2001, 2097), st.sampled_from(REPORTING_POINTS))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return quarters(tmp_path_factory.mktemp("quarters") / "project")


@pytest.fixture(scope="module")
def report(project: Project) -> Report:
    return open_report(SLUG, MID_YEAR, project=project)


@pytest.mark.parametrize(
    ("frequency", "lag", "period", "expected"),
    [
        pytest.param("quarterly", 0, "2025-26-q1", "2025-26-q1", id="each quarter"),
        pytest.param("monthly", 0, "2025-26-q3", "2025-26-q3", id="each month"),
        pytest.param("half-yearly", 0, "2025-26-q2", "2025-26-q2", id="mid-year"),
        pytest.param("half-yearly", 0, "2025-26-q1", None, id="mid-year, not yet"),
        pytest.param("half-yearly", 0, "2025-26-annual", "2025-26-annual", id="mid-year, and the year"),
        pytest.param("annual", 0, "2025-26-q3", None, id="the year, not yet"),
        pytest.param("annual", 0, "2025-26-annual", "2025-26-annual", id="the year"),
        pytest.param("annual", 1, "2025-26-annual", None, id="the year, a report late"),
        pytest.param("annual", 1, "2025-26-q1", "2024-25-annual", id="last year's in the first update"),
        pytest.param("quarterly", 1, "2025-26-q2", "2025-26-q1", id="a quarter late"),
        pytest.param("quarterly", 1, "2025-26-q1", "2024-25-annual", id="a quarter late, over the year's end"),
        pytest.param("half-yearly", 1, "2025-26-q3", "2025-26-q2", id="mid-year, a quarter late"),
    ],
)
def test_which_figure_a_report_is_to_hold(frequency: str, lag: int, period: str, expected: str | None) -> None:
    found = expected_figure(Frequency(frequency), lag, Period.parse(period))
    assert found == (Period.parse(expected) if expected else None)


@given(PERIODS)
def test_four_reports_make_a_year(period: Period) -> None:
    assert period.previous.previous.previous.previous == period.previous_year
    assert period.previous.end < period.end


@pytest.mark.parametrize(
    ("kind", "period", "short"),
    [
        pytest.param("snapshot", "2025-26-q2", "2025-26-q1", id="a state: the quarter before"),
        pytest.param("snapshot", "2025-26-q1", "2024-25-annual", id="a state: the year's end"),
        pytest.param("rolling", "2025-26-q1", "2024-25-annual", id="twelve months: the year"),
        pytest.param("quarter", "2025-26-q2", "2025-26-q1", id="a quarter's own: the quarter before"),
        pytest.param("quarter", "2025-26-q1", "2024-25-q4", id="a quarter's own: never a whole year"),
        pytest.param("cumulative", "2025-26-q2", None, id="a running total: never the last quarter's"),
        pytest.param("annual", "2025-26-q2", None, id="a year's: only another year's"),
        pytest.param("snapshot", "2025-26-annual", None, id="an annual report compares years"),
    ],
)
def test_what_a_figure_is_compared_with(kind: str, period: str, short: str | None) -> None:
    when = Period.parse(period)
    assert short_base(Kind(kind), when) == (Period.of_data(short) if short else None)
    assert long_base(when) == when.previous_year


@pytest.mark.parametrize(
    ("kind", "others"),
    [
        pytest.param("cumulative", {"2024-25-q2"}, id="a running total"),
        pytest.param("annual", {"2024-25-annual"}, id="a year's"),
        pytest.param("quarter", {"2024-25-q2", "2025-26-q1"}, id="a quarter's own"),
        pytest.param("snapshot", {"2024-25-q2", "2024-25-annual", "2025-26-q1"}, id="a state"),
    ],
)
def test_what_may_stand_in_one_chart(kind: str, others: set[str]) -> None:
    now = Period.parse(MID_YEAR)
    shown = {"2024-25-q2", "2024-25-annual", "2025-26-q1"}
    assert {name for name in shown if is_like(Kind(kind), Period.parse(name), now)} == others


def test_a_page_sets_the_year_so_far_beside_last_year(report: Report) -> None:
    assert [str(period) for period in report.periods] == ["2024-25-q2", "2024-25-annual", "2025-26-q1", MID_YEAR]
    assert str(report.last) == "2025-26-q1"


@pytest.mark.parametrize(
    ("measure", "status", "trend", "base", "long_trend"),
    [
        pytest.param("STATE", "Green", "Getting worse", "2025-26-q1", "Getting better", id="a state"),
        pytest.param("TOTAL", "Green", "Getting better", "2024-25-q2", "Getting better", id="a running total"),
        pytest.param("BARE", "No profiled target", "Getting better", "2024-25-q2", "Getting better", id="no profile"),
        pytest.param("QUARTER", "Green", "Getting worse", "2025-26-q1", "Getting worse", id="a quarter's own, Low"),
        pytest.param("ROLLING", "Green", "Getting better", "2025-26-q1", "Getting better", id="twelve months"),
        pytest.param("YEAR", "Not due", "No trend", "2024-25-q2", "No trend", id="a year's, not due"),
        pytest.param("HALF", "Green", "No trend", "2025-26-q1", "Getting better", id="not due last time"),
        pytest.param("LATE", "Not available", "No trend", "2025-26-q1", "No trend", id="late"),
        pytest.param("LAGGED", "Not due", "No trend", "2025-26-q1", "No trend", id="a quarter late by rule"),
    ],
)
def test_verdicts_within_the_year(
    report: Report, measure: str, status: str, trend: str, base: str, long_trend: str
) -> None:
    row = report.measure(measure)
    assert (row.rating.words, row.move.words, str(row.figures.base), row.long_move.words) == (
        status,
        trend,
        base,
        long_trend,
    )


@pytest.mark.parametrize(
    ("measure", "now", "trend", "base"),
    [
        pytest.param("HALF", "12", "Getting better", "2024-25-q2", id="half-yearly: last year's mid-year"),
        pytest.param("HALF", "Not available", "No trend", "2024-25-q2", id="half-yearly, and late"),
        pytest.param("STATE", "90%", "Getting worse", "2025-26-q1", id="due each quarter: the quarter before"),
        pytest.param("YEAR", "", "No trend", "2024-25-q2", id="a year's, not due"),
    ],
)
def test_a_figure_is_compared_with_last_years_where_the_report_before_was_due_none(
    tmp_path: Path, measure: str, now: str, trend: str, base: str
) -> None:
    """A year whose rules do not say so gives it no trend, as ``test_verdicts_within_the_year`` has it."""
    figures = {**FIGURES, measure: (*FIGURES[measure][:-1], now)}
    said = RULES.replace("[trend]", '[trend]\nnone_due_before = "last year"')
    row = open_report(SLUG, MID_YEAR, project=quarters(tmp_path / "back", figures=figures, rules=said)).measure(measure)
    assert (row.move.words, str(row.figures.base)) == (trend, base)


def test_a_quarter_that_was_due_and_is_missing_stays_the_base(tmp_path: Path) -> None:
    figures = {**FIGURES, "STATE": (*FIGURES["STATE"][:-2], "", FIGURES["STATE"][-1])}
    said = RULES.replace("[trend]", '[trend]\nnone_due_before = "last year"')
    row = open_report(SLUG, MID_YEAR, project=quarters(tmp_path / "gap", figures=figures, rules=said)).measure("STATE")
    assert (row.move.words, str(row.figures.base)) == ("No trend", "2025-26-q1")


def test_a_running_total_is_held_against_its_profile_and_its_forecast_against_the_year(report: Report) -> None:
    total, bare, state = (report.measure(name) for name in ("TOTAL", "BARE", "STATE"))
    assert (total.target.reading.printed, total.year_target.reading.printed) == (500, 1000)
    assert (total.forecast.reading.printed, total.forecast.rating.words) == (950, "Amber")
    assert (bare.target.kind, bare.forecast) == (TargetKind.NO_PROFILE, None)
    assert (state.target, state.forecast.rating.words) == (state.year_target, "Green")


@pytest.mark.parametrize(
    ("measure", "is_due", "is_late", "is_new", "latest"),
    [
        pytest.param("STATE", True, False, True, None, id="there"),
        pytest.param("YEAR", False, False, False, ("2024-25-annual", "48%"), id="not due: last year's is shown"),
        pytest.param("LATE", True, True, False, ("2025-26-q1", "9"), id="late: the quarter before is shown"),
        pytest.param("LAGGED", True, False, False, ("2025-26-q1", "9"), id="a quarter late by rule is not late"),
    ],
)
def test_due_late_and_latest(
    report: Report, measure: str, is_due: bool, is_late: bool, is_new: bool, latest: tuple[str, str] | None
) -> None:
    row = report.measure(measure)
    found = row.figures.latest and (str(row.figures.latest.period), row.figures.latest.reading.text)
    assert (row.figures.is_due, row.figures.is_late, row.figures.is_new, found) == (is_due, is_late, is_new, latest)


def test_a_lagged_figure_that_did_not_come_is_late(tmp_path: Path) -> None:
    figures = {**FIGURES, "LAGGED": ("8", "9", "9", "Not available", "")}
    row = open_report(SLUG, MID_YEAR, project=quarters(tmp_path / "late", figures=figures)).measure("LAGGED")
    assert (row.figures.is_due, row.figures.is_late) == (True, True)
    states = (str(row.actual.missing), row.rating.words, row.attention.exception)
    assert states == ("Not available", "Not available", "figure due and missing")


def test_a_lagged_figure_is_the_latest_also_where_its_period_is_not_shown(tmp_path: Path) -> None:
    figures = {**FIGURES, "LAGGED": ("8", "7", "", "9", "")}
    project = quarters(tmp_path / "lagged", points=["2023-24-annual", "2024-25-q2", "2024-25-annual"], figures=figures)
    agreement = project.root / "data/raw/2024-25/agreement/measures.csv"
    text = agreement.read_text("utf-8")
    agreement.write_text(text.replace(",1\n", ",2\n"), encoding="utf-8")
    row = open_report(SLUG, "2024-25-annual", project=project).measure("LAGGED")
    assert (str(row.figures.latest.period), row.figures.latest.reading.text, row.figures.is_late) == (
        "2024-25-q2",
        "7",
        False,
    )


def test_a_figure_that_is_not_due_is_no_gap_whatever_the_cell_says(tmp_path: Path) -> None:
    figures = {**FIGURES, "YEAR": ("44%", "", "48%", "", "Not available")}
    row = open_report(SLUG, MID_YEAR, project=quarters(tmp_path / "gap", figures=figures)).measure("YEAR")
    assert (row.figures.is_late, row.attention.exception, row.attention.wants_words) == (False, "", "")


def test_a_measure_that_counts_something_else_now_has_no_trend(tmp_path: Path) -> None:
    project = quarters(tmp_path / "unit")
    path = project.root / "data/raw/2025-26/agreement/measures.csv"
    text = path.read_text("utf-8").replace("percentage,1,rolling", "number,1,rolling")
    path.write_text(text.replace("number,0,cumulative", "number,0,snapshot", 1), encoding="utf-8")
    for place, old, new in (
        ("agreement/targets.csv", "75.0%", "75.0"),
        ("agreement/targets.csv", ",250,500,750", ",,,"),
        (f"{MID_YEAR}/performance.csv", "76.0%", "76.0"),
        (f"{MID_YEAR}/performance.csv", "74.0%", "74.0"),
        ("2025-26-q1/performance.csv", "74.0%", "74.0"),
        ("2025-26-q1/performance.csv", "72.0%", "72.0"),
    ):
        path = project.root / "data/raw/2025-26" / place
        path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")
    report = open_report(SLUG, MID_YEAR, project=project)
    assert report.measure("ROLLING").long_move.reason == "no figure for the previous period"
    assert report.measure("ROLLING").move.words == "Getting better"
    assert report.measure("TOTAL").long_move.reason == "no figure for the previous period"


def test_a_portfolio_without_measures_has_its_money(tmp_path: Path) -> None:
    project = quarters(tmp_path / "money", points=["2025-26-q2"])
    agreement, extracts = (project.root / "data/raw/2025-26" / name for name in ("agreement", MID_YEAR))
    for path, rows in (
        (agreement / "portfolios.csv", "finance,Finance (made up)\n"),
        (agreement / "priorities.csv", "finance,1,Money,Count it.\n"),
        (extracts / "budget.csv", "finance,Previously reported,,10\nfinance,Current,,10\n"),
        (extracts / "outturn.csv", "finance,10,10,0,10,0\n"),
    ):
        with path.open("a", encoding="utf-8") as file:
            file.write(rows)
    report = open_report("finance", MID_YEAR, project=project)
    told = BeautifulSoup(str(summary(report)), "html.parser").get_text(" ", strip=True)
    assert (len(report.measures), "rated measures" in told, "On the cash limit" in told) == (0, False, True)
    assert open_report(SLUG, MID_YEAR, project=project).measure("STATE").rating.words == "Green"


def test_a_portfolio_that_was_stopped_last_time_is_told(tmp_path: Path) -> None:
    project = quarters(tmp_path / "stopped", points=["2025-26-q1", MID_YEAR])
    for name in ("agreement/portfolios.csv", "agreement/priorities.csv"):
        path = project.root / "data/raw/2025-26" / name
        rows = "finance,Finance (made up)\n" if "portfolios" in name else "finance,1,Money,Count it.\n"
        path.write_text(path.read_text("utf-8") + rows, encoding="utf-8")
    for point in ("2025-26-q1", MID_YEAR):
        folder = project.root / "data/raw/2025-26" / point
        for name, rows in (
            ("budget.csv", "finance,Previously reported,,10\nfinance,Current,,10\n"),
            ("outturn.csv", "finance,10,10,0,10,0\n"),
        ):
            (folder / name).write_text((folder / name).read_text("utf-8") + rows, encoding="utf-8")
    path = project.root / "data/raw/2025-26/2025-26-q1/performance.csv"
    path.write_text(path.read_text("utf-8").replace("92%", "9x2%"), encoding="utf-8")
    told = [query.found for query in open_report(SLUG, MID_YEAR, project=project).queries if "unreadable" in query.kind]
    assert told == ["the extracts of 2025-26-q1 cannot be read."]


def test_only_the_last_reports_own_statuses_tell_of_a_change(tmp_path: Path) -> None:
    project = quarters(tmp_path / "statuses")
    folder = project.root / "data/raw/2025-26" / MID_YEAR
    lines = (folder / "performance.csv").read_text("utf-8").splitlines()
    lines = [f"{lines[0]},then", *(f"{line},Red" for line in lines[1:])]
    (folder / "performance.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    sources = folder / "sources.toml"
    text = sources.read_text("utf-8")
    for point, expected in (("2024-25-annual", "Amber"), ("2025-26-q1", "Red")):
        sources.write_text(f'{text}\n[performance.statuses]\n{point} = "then"\n', encoding="utf-8")
        assert str(open_report(SLUG, MID_YEAR, project=project).measure("ROLLING").figures.earlier_status) == expected


def test_a_running_total_without_a_profile_is_queried(report: Report) -> None:
    found = [(query.item, query.severity) for query in report.queries if query.kind == "no profiled target"]
    assert found == [("BARE", Severity.WARNING)]


@pytest.mark.parametrize(
    ("day", "is_queried"),
    [
        pytest.param("2025-06-30", True, id="the last report's end"),
        pytest.param("2025-07-01", False, id="the day after it"),
        pytest.param("2025-09-30", False, id="the end"),
        pytest.param("2026-04-01", False, id="half a year later"),
        pytest.param("2026-04-02", True, id="more than half a year later"),
        pytest.param("2024-09-30", True, id="last year's"),
    ],
)
def test_a_day_that_was_taken_over_from_another_period_is_queried(tmp_path: Path, day: str, is_queried: bool) -> None:
    project = quarters(tmp_path / "day", points=[MID_YEAR], edition=f"finance_as_at = {day}")
    found = [query.kind for query in open_report(SLUG, MID_YEAR, project=project).queries]
    assert ("day of another period" in found) is is_queried


def test_a_quarter_is_held_against_what_is_asked_of_it(tmp_path: Path) -> None:
    project = quarters(tmp_path / "asked")
    path = project.root / "data/raw/2025-26/agreement/targets.csv"
    path.write_text(path.read_text("utf-8").replace("QUARTER,20,,,", "QUARTER,60,15,15,15"), encoding="utf-8")
    row = open_report(SLUG, MID_YEAR, project=project).measure("QUARTER")
    assert (row.target.reading.printed, row.year_target.reading.printed, row.rating.words) == (15, 60, "Amber")


@pytest.mark.parametrize(
    ("label", "is_refused"),
    [
        pytest.param("2025/26 Q2 actual", False, id="its own year"),
        pytest.param("2024/25 Q2 actual", True, id="last year"),
        pytest.param("2025-09 actual", False, id="a month, not a year"),
        pytest.param("actual", False, id="no year"),
    ],
)
def test_a_label_of_another_year_is_refused(tmp_path: Path, label: str, is_refused: bool) -> None:
    project = quarters(tmp_path / "label", points=[MID_YEAR])
    folder = project.root / "data/raw/2025-26" / MID_YEAR
    for name, old in (("sources.toml", '= "actual"'), ("performance.csv", ",actual,")):
        path = folder / name
        path.write_text(path.read_text("utf-8").replace(old, old.replace("actual", label)), encoding="utf-8")
    if not is_refused:
        assert open_report(SLUG, MID_YEAR, project=project).measure("STATE").actual.text == "90%"
        return
    with refused(FaultsError, "extracts-unusable", period=MID_YEAR) as raised:
        open_report(SLUG, MID_YEAR, project=project)
    fields = {"label": label, "period": MID_YEAR}
    assert [(found.key, found.fields) for found in raised.value.faults] == [("column-of-another-year", fields)]


@pytest.mark.parametrize(
    ("amounts", "remedy"),
    [
        pytest.param("1000,1015,0,1015,-15", "under signs in sources.toml", id="the other sign"),
        pytest.param("1000,1015,0,1015,15000", "correct its money_unit", id="another unit"),
        pytest.param("1000,1015,0,1015,99", "Ask finance", id="another figure"),
    ],
)
def test_a_broken_sum_says_what_may_be_behind_it(tmp_path: Path, amounts: str, remedy: str) -> None:
    project = quarters(tmp_path / "sum", points=[MID_YEAR])
    path = project.root / "data/raw/2025-26" / MID_YEAR / "outturn.csv"
    path.write_text(path.read_text("utf-8").replace("1000,1015,0,1015,15", amounts), encoding="utf-8")
    queries = open_report(SLUG, MID_YEAR, project=project).queries
    [told] = [query.action for query in queries if query.kind == "identity broken"]
    assert remedy in told


def test_an_edition_of_new_data_links_only_to_what_it_shows(tmp_path: Path) -> None:
    report = open_report(SLUG, MID_YEAR, project=quarters(tmp_path / "links", edition="only_new = true"))
    page = BeautifulSoup(f"{summary(report)}{priorities(report)}", "html.parser")
    linked = {link["href"][1:] for link in page.find_all("a") if link["href"].startswith("#")}
    measures = {measure.measure_id for measure in report.measures}
    assert linked & measures <= {tag["id"] for tag in page.find_all(id=True)}
    assert "LATE" in page.get_text()


def test_a_latest_figure_that_names_its_own_period_is_of_that_one(tmp_path: Path) -> None:
    figures = {**FIGURES, "YEAR": ("44%", "", "48% 2023", "", "")}
    report = open_report(SLUG, MID_YEAR, project=quarters(tmp_path / "own", figures=figures))
    told = BeautifulSoup(str(measure_card(report, report.measure("YEAR"))), "html.parser").get_text(" ", strip=True)
    assert "48% latest figure, for 2023 " in told
    assert "latest figure, for 2024/25" not in told


def test_a_blank_that_is_due_stops_the_portfolio(tmp_path: Path) -> None:
    figures = {**FIGURES, "STATE": ("80%", "88%", "89%", "92%", "")}
    project = quarters(tmp_path / "blank", figures=figures)
    with refused(FaultsError, "extracts-unusable", period=MID_YEAR) as raised:
        open_report(SLUG, MID_YEAR, project=project)
    [found] = raised.value.faults
    assert (found.key, found.cell.row, found.cell.column) == ("cell-blank", 2, "actual")
    assert found.cell.file.endswith("/performance.csv")


def test_a_measure_that_is_not_due_may_be_left_out_of_an_extract(tmp_path: Path) -> None:
    figures = {name: cells for name, cells in FIGURES.items() if name != "YEAR"}
    project = quarters(tmp_path / "absent", points=["2025-26-q2"], figures=figures)
    assert open_report(SLUG, MID_YEAR, project=project).measure("YEAR").rating.words == "Not due"


def test_what_changed_since_the_last_report(report: Report) -> None:
    changed = {
        row.measure_id: (str(row.figures.earlier_status), row.rating.words)
        for row in report.measures
        if row.figures.earlier_status and row.status and row.status is not row.figures.earlier_status
    }
    assert changed == {"ROLLING": ("Amber", "Green")}
    assert report.measure("STATE").figures.earlier.text == "92%"
    told = BeautifulSoup(str(summary(report)), "html.parser").get_text(" ", strip=True)
    assert "Against the First Update Report 2025/26 : 1 status changed, 0 measures with restated figures" in told
    assert "Forecast for the year's end: 1 Green, 1 Amber, of 2 measures with a forecast." in told
    assert "£0.025m better than the First Update Report 2025/26 forecast." in told


def test_a_figure_that_differs_from_its_own_report_is_told_as_restated(tmp_path: Path) -> None:
    project = quarters(tmp_path / "restated", before={"STATE": "93%", "HALF": "11"})
    report = open_report(SLUG, MID_YEAR, project=project)

    found = {
        row.measure_id: [(str(when), then.text, now.text) for when, then, now in row.figures.restated]
        for row in report.measures
    }
    assert found["STATE"] == [("2025-26-q1", "92%", "93%")]
    assert {name for name, restated in found.items() if restated} == {"STATE"}
    told = BeautifulSoup(str(measure_card(report, report.measure("STATE"))), "html.parser").get_text(" ", strip=True)
    assert "Restated, 2025/26 Q1 93% was 92% in the report of 2025/26 Q1" in told


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        pytest.param(cover, ["Mid-Year Report 2025/26", "The year so far, to 30 September 2025"], id="cover"),
        pytest.param(outturn, ["Forecast outturn position", "is forecast to end the year with a deficit"], id="money"),
        pytest.param(priorities, ["500 or more year: 1,000", "Not due", "Late: due in this report"], id="measures"),
    ],
)
def test_a_report_within_the_year_speaks_of_forecasts(report: Report, shown: Any, told: list[str]) -> None:
    text = BeautifulSoup(str(shown(report)), "html.parser").get_text(" ", strip=True)
    assert [words for words in told if words not in text] == []


def test_an_annual_report_speaks_of_outturn_and_of_last_year(project: Project) -> None:
    report = open_report(SLUG, "2024-25-annual", project=project)
    text = BeautifulSoup(str(outturn(report)), "html.parser").get_text(" ", strip=True)
    assert "Outturn position" in text
    assert "orecast outturn" not in text
    assert {str(row.figures.base) for row in report.measures} == {"2023-24-annual"}
    assert [str(period) for period in report.periods] == ["2023-24-annual", "2024-25-annual"]


def test_an_edition_of_new_data_says_what_it_leaves_out(tmp_path: Path) -> None:
    project = quarters(tmp_path / "new", edition="only_new = true\nfinance_as_at = 2025-08-31")
    report = open_report(SLUG, MID_YEAR, project=project)
    assert {row.measure_id for row in report.measures if row not in report.shown} == {"YEAR", "LATE", "LAGGED"}
    text = BeautifulSoup(str(priorities(report)), "html.parser").get_text(" ", strip=True)
    assert "6 measures with new data, of 9. Without: YEAR (not due), LATE (not available), LAGGED (not due)." in text
    assert "Financial figures as at 31 August 2025" in BeautifulSoup(str(cover(report)), "html.parser").get_text(
        " ", strip=True
    )


def test_an_opening_that_is_not_the_last_closing_is_blocking(tmp_path: Path) -> None:
    project = quarters(tmp_path / "opening")
    path = project.root / "data/raw/2025-26/2025-26-q2/budget.csv"
    path.write_text(path.read_text("utf-8").replace("Previously reported,,1000", "Previously reported,,990"), "utf-8")
    found = {
        (query.severity, query.item, query.kind)
        for query in open_report(SLUG, MID_YEAR, project=project).queries
        if "last report's current cash limit" in query.found
    }
    assert found == {(Severity.BLOCKING, "budget", "identity broken")}


def test_a_closing_is_held_against_the_opening_right_after_it_alone(tmp_path: Path) -> None:
    """Between a mid-year and an annual report the budget may well have changed, where no third update is here."""
    project = quarters(tmp_path / "gap", points=("2024-25-q2", "2024-25-annual"))
    path = project.root / "data/raw/2024-25/2024-25-annual/budget.csv"
    path.write_text(path.read_text("utf-8").replace("Previously reported,,1000", "Previously reported,,990"), "utf-8")
    report = open_report(SLUG, "2024-25-annual", project=project)
    assert report.last == Period.parse("2024-25-q2")
    assert [query.found for query in report.queries if "last report's current cash limit" in query.found] == []


def test_an_earlier_report_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    project = quarters(tmp_path / "broken")
    (project.root / "data/raw/2025-26/2025-26-q1/performance.csv").unlink()
    report = open_report(SLUG, MID_YEAR, project=project)
    assert report.last is None
    assert {query.found for query in report.queries if query.kind == "earlier report unreadable"} == {
        "the extracts of 2025-26-q1 cannot be read."
    }


def test_a_predecessor_keeps_the_history_of_a_measure(tmp_path: Path) -> None:
    project = quarters(tmp_path / "renamed", points=["2024-25-q2", MID_YEAR])
    for place in ("agreement/measures.csv", "agreement/targets.csv", f"{MID_YEAR}/performance.csv"):
        path = project.root / "data/raw/2025-26" / place
        path.write_text(path.read_text("utf-8").replace("TOTAL,", "NEW.TOTAL,"), encoding="utf-8")
    path = project.root / "data/raw/2025-26/agreement/measures.csv"
    lines = path.read_text("utf-8").splitlines()
    path.write_text(
        "\n".join([lines[0] + ",predecessors", *(f"{line},{'TOTAL' * ('NEW' in line)}" for line in lines[1:])]) + "\n",
        encoding="utf-8",
    )
    row = open_report(SLUG, MID_YEAR, project=project).measure("NEW.TOTAL")
    assert (row.figures.previous.text, row.move.words, str(row.figures.earlier_status)) == (
        "480",
        "Getting better",
        "Amber",
    )
    assert str(row.figures.base) == "2024-25-q2"


def test_the_points_are_in_order() -> None:
    assert list(POINTS) == sorted(POINTS, key=lambda name: Period.parse(name).end)
