"""The fourth quarter as a period of data: kept beside the year, never printed as it, and compared with in Q1."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from builders.council import FIGURES, SLUG, quarters
from builders.files import change_rows, replace_text
from pydantic import ValidationError

from pprr.domain import Missing, Period, Severity
from pprr.domain.table import records
from pprr.ingest.clean import clean
from pprr.ingest.mapping.measure_layouts import PerformanceLayout
from pprr.notebook.measure.card import measure as measure_card
from pprr.project import Project
from pprr.report import open_report

YEAR, NEXT = "2024-25-annual", "2025-26-q1"
FOLDER = Path("data/raw/2024-25/2024-25-annual")
QUARTERS = {"QUARTER": "18", "STATE": "89%"}


def _project(
    folder: Path, last_quarter: Mapping[str, str], *, actuals: str, third: Mapping[str, str] | None = None
) -> Project:
    """Reports of a year and of the quarter after it; the year's extract has columns "Q4" and "Q3" too."""
    columns = {"Q4": last_quarter, "Q3": {**dict.fromkeys(FIGURES, "9"), **(third or {})}}
    project = quarters(folder / "project", points=(YEAR, NEXT))
    change_rows(
        project.root / FOLDER / "performance.csv",
        lambda rows: [
            [*row, *(name if row[0] == "measure_id" else cells.get(row[0], "") for name, cells in columns.items())]
            for row in rows
        ],
    )
    replace_text(project.root / FOLDER / "sources.toml", f'{YEAR} = "actual"\n', actuals)
    return project


def _figures(project: Project, measure: str) -> dict[str, str]:
    rows = records(clean(project, Period.parse(YEAR)).tables["readings"])
    return {row["period"]: row["text"] for row in rows if row["measure_id"] == measure}


BOTH = f'{YEAR} = "actual"\n2024-25-q4 = "Q4"\n'
LAST = '2024-25-q4 = "Q4"\n'


@pytest.mark.parametrize(
    ("measure", "own", "expected", "kinds"),
    [
        pytest.param("QUARTER", "18", {YEAR: "66", "2024-25-q4": "18"}, [], id="a quarter's figure has its own period"),
        pytest.param("STATE", "89%", {YEAR: "89%"}, [], id="a state is the year's"),
        pytest.param("STATE", "89.0%", {YEAR: "89%"}, [], id="written otherwise"),
        pytest.param("STATE", "", {YEAR: "89%"}, [], id="a blank"),
        pytest.param("STATE", "91%", {YEAR: "89%"}, ["last-quarter-differs"], id="another figure than the year's"),
        pytest.param("TOTAL", "110", {YEAR: "990"}, ["last-quarter-differs"], id="a running total of one quarter"),
    ],
)
def test_a_fourth_quarter_beside_the_year(
    tmp_path: Path, measure: str, own: str, expected: dict[str, str], kinds: list[str]
) -> None:
    project = _project(tmp_path, {measure: own}, actuals=BOTH)
    assert _figures(project, measure) == expected
    found = clean(project, Period.parse(YEAR)).queries
    assert [query.key for query in found if query.item == measure] == kinds


def test_a_fourth_quarter_alone_is_the_year_but_for_a_measure_of_quarters(tmp_path: Path) -> None:
    figures = {"STATE": "89%", "TOTAL": "990", "BARE": "990", "QUARTER": "110", "ROLLING": "72.0%", "YEAR": "48%"}
    project = _project(tmp_path, {**figures, "HALF": "9", "LATE": "9", "LAGGED": "9"}, actuals=LAST)
    assert _figures(project, "TOTAL") == {YEAR: "990"}
    assert _figures(project, "QUARTER") == {YEAR: "", "2024-25-q4": "110"}
    report = open_report(SLUG, YEAR, project=project)
    measure = report.measure("QUARTER")
    assert measure.figures.actual.missing is Missing.NOT_AVAILABLE
    [asked] = [query for query in report.queries if query.key == "year-not-given"]
    assert (asked.item, asked.severity, asked.fields["own"]) == ("QUARTER", Severity.BLOCKING, "110")


def test_a_last_quarter_that_is_mapped_to_the_year_is_asked_about_where_quarters_stand_alone(tmp_path: Path) -> None:
    figures = {"STATE": "89%", "TOTAL": "990", "BARE": "990", "QUARTER": "110", "ROLLING": "72.0%", "YEAR": "48%"}
    project = _project(tmp_path, {**figures, "HALF": "9", "LATE": "9", "LAGGED": "9"}, actuals=f'{YEAR} = "Q4"\n')
    asked = [found for found in clean(project, Period.parse(YEAR)).queries if found.key == "quarter-for-the-year"]
    assert [(found.item, found.severity, dict(found.fields)) for found in asked] == [
        ("QUARTER", Severity.BLOCKING, {"own": "110", "label": "Q4"})
    ]


def test_an_annual_page_sets_the_last_quarter_beside_the_one_before(tmp_path: Path) -> None:
    actuals = BOTH + '2024-25-q3 = "Q3"\n'
    project = _project(tmp_path, QUARTERS, actuals=actuals, third={"QUARTER": "21", "STATE": "88%"})
    report = open_report(SLUG, YEAR, project=project)
    told = {
        one.measure_id: [(str(of.period), of.reading.text) for of in one.figures.quarters] for one in report.measures
    }
    assert {name: found for name, found in told.items() if found} == {
        "QUARTER": [("2024-25-q4", "18"), ("2024-25-q3", "21")]
    }
    page = str(measure_card(report, report.measure("QUARTER")))
    assert "<dt>2024/25 Q4</dt><dd>18</dd>" in page
    assert "<dt>2024/25 Q3</dt><dd>21</dd>" in page


@pytest.mark.parametrize(
    ("actuals", "base", "trend"),
    [
        pytest.param(BOTH, "2024-25-q4", "Getting better", id="the last quarter is known"),
        pytest.param(f'{YEAR} = "actual"\n', "2024-25-q1", "No trend", id="the year alone is known"),
    ],
)
def test_the_first_quarter_is_compared_with_the_last(tmp_path: Path, actuals: str, base: str, trend: str) -> None:
    project = _project(tmp_path, QUARTERS, actuals=actuals)
    measure = open_report(SLUG, NEXT, project=project).measure("QUARTER")
    assert (str(measure.figures.base), str(measure.move.words)) == (base, trend)
    state = open_report(SLUG, NEXT, project=project).measure("STATE")
    assert str(state.figures.base) == YEAR


@pytest.mark.parametrize(
    ("key", "said", "is_refused"),
    [
        pytest.param("actuals", {"2013-14-annual": "a", "2013/14": "b"}, True, id="the year twice"),
        pytest.param("actuals", {"2013-14-q4": "a", "2013-14 Quarter 4": "b"}, True, id="the quarter twice"),
        pytest.param("actuals", {"2013-14-annual": "a", "2013-14-q4": "b"}, False, id="the year and its last quarter"),
        pytest.param("statuses", {"2013-14-annual": "a", "2013-14-q4": "b"}, True, id="statuses are of reports"),
        pytest.param("actuals", ["2013-14-annual", "2013/14"], True, id="a list"),
    ],
)
def test_two_labels_for_one_period_are_refused(key: str, said: object, is_refused: bool) -> None:
    keys = {"file": "p.csv", "actuals": {"2013-14-annual": "x"}} | {key: said}
    if not is_refused:
        assert len(PerformanceLayout.model_validate(keys).actuals) == 2
        return
    with pytest.raises(ValidationError, match="are one period"):
        PerformanceLayout.model_validate(keys)


@pytest.mark.parametrize(
    ("measure", "cell", "remark"),
    [
        pytest.param("TOTAL", "260 (Q2 only)", "Q2 only", id="a running total of one quarter"),
        pytest.param("ROLLING", "76.0% (quarter 2 only)", "quarter 2 only", id="twelve months of one quarter"),
        pytest.param("TOTAL", "520 (Q2)", "", id="a running total up to it"),
        pytest.param("QUARTER", "16 (Q2 only)", "", id="a quarter's figure"),
        pytest.param("STATE", "90% (Q2 only)", "", id="a state"),
    ],
)
def test_a_figure_of_its_quarter_only_is_asked_about_where_those_of_its_measure_are_of_more(
    tmp_path: Path, measure: str, cell: str, remark: str
) -> None:
    figures = {**FIGURES, measure: (*FIGURES[measure][:-1], cell)}
    project = quarters(tmp_path / "project", points=(NEXT, "2025-26-q2"), figures=figures)
    asked = [found for found in clean(project, Period.parse("2025-26-q2")).queries if found.key == "remark-in-cell"]
    assert [(found.item, found.fields["remark"]) for found in asked] == ([(measure, remark)] if remark else [])
