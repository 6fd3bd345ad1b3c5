"""A measure has a first and may have a last period: outside them no report of the year misses it or shows it."""

from pathlib import Path

import pytest
from builders.commentary import write_entries
from builders.council import FIGURES, SLUG, quarters
from builders.files import change_rows

from pprr.domain import Frequency, Period, expected_figure
from pprr.domain.errors import FaultsError
from pprr.ingest.agreement.new_year import start_year
from pprr.ingest.clean import clean
from pprr.project import Project
from pprr.report import Report, open_report
from pprr.report.record.content import approval_of, changed_since

Q1, Q2 = "2025-26-q1", "2025-26-q2"


def _in_time(project: Project, measure: str, first: str = "", until: str = "", year: str = "2025-26") -> None:
    """Gives the register the two columns, and that measure its periods."""

    def change(rows: list[list[str]]) -> list[list[str]]:
        header, *listed = rows
        times = {measure: [first, until]}
        return [[*header, "from", "until"], *([*row, *times.get(row[0], ["", ""])] for row in listed)]

    change_rows(project.root / f"data/raw/{year}/agreement/measures.csv", change)


def _without_row(project: Project, period: str, measure: str) -> None:
    path = project.root / f"data/raw/{period[:7]}/{period}/performance.csv"
    change_rows(path, lambda rows: [row for row in rows if row[0] != measure])


def _measures(project: Project, period: str) -> set[str]:
    return {measure.measure_id for measure in open_report(SLUG, period, project=project).measures}


def _kinds(report: Report, measure: str) -> list[str]:
    return [query.key for query in report.queries if query.item == measure]


def test_a_measure_that_is_added_within_the_year_stops_no_earlier_report(tmp_path: Path) -> None:
    project = quarters(tmp_path / "added")
    _without_row(project, Q1, "STATE")
    with pytest.raises(FaultsError, match="STATE"):
        open_report(SLUG, Q1, project=project)
    _in_time(project, "STATE", first=Q2)
    assert _measures(project, Q1) == set(FIGURES) - {"STATE"}
    assert _measures(project, Q2) == set(FIGURES)


def test_a_measure_that_has_ended_is_missed_by_no_later_report(tmp_path: Path) -> None:
    project = quarters(tmp_path / "ended")
    _without_row(project, Q2, "STATE")
    _in_time(project, "STATE", until=Q1)
    assert _measures(project, Q1) == set(FIGURES)
    assert _measures(project, Q2) == set(FIGURES) - {"STATE"}
    folder, _ = start_year(project, 2026)
    assert "STATE" not in (folder / "measures.csv").read_text("utf-8-sig")
    assert "QUARTER" in (folder / "measures.csv").read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("times", "reports"),
    [
        pytest.param({}, (Q1, Q2), id="none named"),
        pytest.param({"first": "2023-24-annual"}, (Q1, Q2), id="from a year ago"),
        pytest.param({"first": "2025/26 Q1"}, (Q1, Q2), id="from this report, as a person writes it"),
        pytest.param({"first": Q2}, (Q2,), id="from the next report"),
        pytest.param({"until": Q1}, (Q1,), id="until this report"),
        pytest.param({"until": Q2}, (Q1, Q2), id="until the next report"),
        pytest.param({"first": Q2, "until": Q2}, (Q2,), id="one report alone"),
    ],
)
def test_the_reports_that_a_measure_is_in(tmp_path: Path, times: dict[str, str], reports: tuple[str, ...]) -> None:
    project = quarters(tmp_path / "times")
    _in_time(project, "STATE", **times)
    assert tuple(period for period in (Q1, Q2) if "STATE" in _measures(project, period)) == reports


def test_a_row_of_another_time_is_left_out_and_said(tmp_path: Path) -> None:
    project = quarters(tmp_path / "row")
    _in_time(project, "STATE", first=Q2)
    [found] = [query for query in open_report(SLUG, Q1, project=project).queries if query.item == "STATE"]
    assert (found.key, found.fields) == ("measure-of-another-time", {"times": "from 2025/26 Q2 on"})


def test_an_approved_report_stays_final_when_a_measure_is_added_after_it(tmp_path: Path) -> None:
    project = quarters(tmp_path / "approved")
    _without_row(project, Q1, "STATE")
    change_rows(
        project.root / "data/raw/2025-26/agreement/measures.csv",
        lambda rows: [row for row in rows if row[0] != "STATE"],
    )
    change_rows(
        project.root / "data/raw/2025-26/agreement/targets.csv",
        lambda rows: [row for row in rows if row[0] != "STATE"],
    )
    write_entries(project.commentary(Period.parse(Q1), SLUG), {"overview": "All went well."}, "words.ipynb")
    before = open_report(SLUG, Q1, project=project)
    approval = approval_of(before, name="A. N. Other (made up)", date=before.period.end, version="1")
    change_rows(
        project.root / "data/raw/2025-26/agreement/measures.csv",
        lambda rows: [
            [*rows[0], "from"],
            *([*row, ""] for row in rows[1:]),
            ["STATE", "STATE", "Examples: state", SLUG, "1", "High", "percentage", "0", "snapshot", "", "", "", Q2],
        ],
    )
    change_rows(
        project.root / "data/raw/2025-26/agreement/targets.csv",
        lambda rows: [*rows, ["STATE", "90%", "", "", ""]],
    )
    assert changed_since(open_report(SLUG, Q1, project=project), approval) == ()
    assert "STATE" in _measures(project, Q2)


@pytest.mark.parametrize(
    ("first", "period", "expected"),
    [
        pytest.param("2021-22-annual", "2025-26-annual", "2025-26-annual", id="two years later, and again"),
        pytest.param("2022-23-annual", "2025-26-annual", None, id="the year between"),
        pytest.param("2022-23-annual", "2024-25-q2", None, id="never within a year"),
        pytest.param("2025-26-annual", "2023-24-annual", None, id="before the first"),
    ],
)
def test_a_biennial_figure_is_due_every_other_year(first: str, period: str, expected: str | None) -> None:
    found = expected_figure(Frequency.BIENNIAL, 0, Period.parse(period), Period.parse(first))
    assert found == (Period.parse(expected) if expected else None)


def test_no_figure_is_due_before_the_first_period() -> None:
    q1, q2, q3 = (Period.parse(f"2025-26-q{quarter}") for quarter in (1, 2, 3))
    assert expected_figure(Frequency.QUARTERLY, 1, q2, q2) is None
    assert expected_figure(Frequency.QUARTERLY, 1, q3, q2) == q2
    assert expected_figure(Frequency.QUARTERLY, 0, q1, q1) == q1


def test_a_biennial_measure_is_not_late_in_the_year_between(tmp_path: Path) -> None:
    project = quarters(
        tmp_path / "biennial",
        points=["2023-24-annual", "2024-25-annual"],
        figures={**FIGURES, "YEAR": ("44%", "", "", "", "")},
    )
    for year in ("2023-24", "2024-25"):
        path = project.root / f"data/raw/{year}/agreement/measures.csv"
        change_rows(path, lambda rows: [[*rows[0][:-2], "frequency", "lag"], *(_biennial(row) for row in rows[1:])])
        _in_time(project, "YEAR", first="2023-24-annual", year=year)
    row = open_report(SLUG, "2024-25-annual", project=project).measure("YEAR")
    assert (row.figures.is_due, row.figures.is_late, str(row.actual.missing)) == (False, False, "Not due")
    assert open_report(SLUG, "2023-24-annual", project=project).measure("YEAR").figures.is_due


def _biennial(row: list[str]) -> list[str]:
    return [*row[:-2], "biennial", ""] if row[0] == "YEAR" else row


@pytest.mark.parametrize(
    ("first", "until", "frequency", "key"),
    [
        pytest.param(Q2, Q1, "", "last-before-first", id="the last before the first"),
        pytest.param("", "", "biennial", "biennial-from-when", id="every other year, and nobody says which"),
        pytest.param("July", "", "", "cell-unreadable", id="no period"),
    ],
)
def test_what_the_register_says_against_itself(
    tmp_path: Path, first: str, until: str, frequency: str, key: str
) -> None:
    project = quarters(tmp_path / "wrong")
    _in_time(project, "STATE", first, until)
    change_rows(
        project.root / "data/raw/2025-26/agreement/measures.csv",
        lambda rows: [[*row[:10], frequency, *row[11:]] if row[0] == "STATE" else row for row in rows],
    )
    with pytest.raises(FaultsError) as error:
        clean(project, Period.parse(Q2))
    assert {fault.key for fault in error.value.faults} == {key}
