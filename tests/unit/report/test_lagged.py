"""Measures whose figures come late by the register: rated on the one that is due, where the year's rules say so."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from builders.council import FIGURES, RULES, SLUG, quarters, say
from builders.files import change_rows
from builders.rules import rules

from pprr.domain import Severity
from pprr.notebook.appendix import definitions, sources
from pprr.notebook.measure.card import measure
from pprr.notebook.performance import priorities
from pprr.project import Project
from pprr.report import Report, open_report
from pprr.report.prompts.first_sentence import first_sentence, in_plain_words
from pprr.report.record.record import record_of
from pprr.report.rules_in_words import year_in_words

MID_YEAR, FIRST = "2025-26-q2", "2025-26-q1"
RATED = RULES.replace('lagged = "not rated"', 'lagged = "rated"')
SILENT = RULES.replace('lagged = "not rated"\n', "")
NAME = "late by the register, not rated"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return quarters(tmp_path_factory.mktemp("lagged") / "project", rules=RATED)


@pytest.fixture(scope="module")
def report(project: Project) -> Report:
    return open_report(SLUG, MID_YEAR, project=project)


def _edited(project: Project, year: str, table: str, measure_id: str, column: str, text: str) -> None:
    """Puts a text into a measure's cell of a year's agreement."""

    def change(rows: list[list[str]]) -> list[list[str]]:
        place = rows[0].index(column)
        return [[*row[:place], text, *row[place + 1 :]] if row[0] == measure_id else row for row in rows]

    change_rows(project.root / "data/raw" / year / "agreement" / f"{table}.csv", change)


def _text(shown: object) -> str:
    return " ".join(BeautifulSoup(str(shown), "html.parser").get_text(" ", strip=True).split())


@pytest.mark.parametrize(
    ("name", "rated_of", "status", "trend", "base"),
    [
        pytest.param("LAGGED", FIRST, "Amber", "Stable", "2024-25-annual", id="late by the register"),
        pytest.param("LATE", MID_YEAR, "Not available", "No trend", FIRST, id="late, and not by the register"),
        pytest.param("YEAR", MID_YEAR, "Not due", "No trend", "2024-25-q2", id="not due"),
        pytest.param("STATE", MID_YEAR, "Green", "Getting worse", FIRST, id="in time"),
    ],
)
def test_a_figure_that_comes_late_by_the_register_is_rated(
    report: Report, name: str, rated_of: str, status: str, trend: str, base: str
) -> None:
    row = report.measure(name)
    assert (str(row.figures.rated_of), row.rating.words, row.move.words, str(row.figures.base)) == (
        rated_of,
        status,
        trend,
        base,
    )


def test_its_last_status_is_that_of_the_figure_that_was_due_then(report: Report) -> None:
    assert (str(report.measure("LAGGED").figures.earlier_status), report.measure("LAGGED").attention.exception) == (
        "Amber",
        "",
    )


def test_it_is_counted_and_new_and_wants_words_as_any_other(report: Report) -> None:
    row = report.measure("LAGGED")
    assert (row.figures.is_new, row.figures.is_late, row.attention.wants_words, row.actual.missing) == (
        True,
        False,
        "Amber",
        "Not due",
    )


def test_a_figure_of_last_year_is_held_against_last_years_target(tmp_path: Path) -> None:
    project = quarters(tmp_path / "year", figures={**FIGURES, "LAGGED": ("8", "9", "9", "", "")}, rules=RATED)
    _edited(project, "2024-25", "targets", "LAGGED", "target", "9")
    row = open_report(SLUG, FIRST, project=project).measure("LAGGED")
    assert (str(row.figures.rated_of), row.target.reading.text, row.year_target.reading.text) == (
        "2024-25-annual",
        "9",
        "10",
    )
    assert (row.rating.words, row.move.words, str(row.figures.base)) == ("Green", "Getting better", "2023-24-annual")


def test_a_running_total_is_held_against_the_profile_of_its_own_quarter(tmp_path: Path) -> None:
    figures = {**FIGURES, "TOTAL": ("900", "480", "990", "240", "")}
    project = quarters(tmp_path / "total", figures=figures, rules=RATED)
    _edited(project, "2025-26", "measures", "TOTAL", "lag", "1")
    row = open_report(SLUG, MID_YEAR, project=project).measure("TOTAL")
    assert (row.rated.text, row.target.reading.printed, row.rating.words) == ("240", 250, "Amber")


def test_a_figure_that_came_early_is_the_one(tmp_path: Path) -> None:
    project = quarters(tmp_path / "early", rules=RATED)
    _edited(project, "2025-26", "measures", "LAGGED", "lag", "2")
    assert str(open_report(SLUG, MID_YEAR, project=project).measure("LAGGED").figures.rated_of) == FIRST


def test_a_figure_that_is_there_after_all_is_rated_as_any_other(tmp_path: Path) -> None:
    figures = {**FIGURES, "LAGGED": ("8", "9", "9", "9", "10")}
    row = open_report(SLUG, MID_YEAR, project=quarters(tmp_path / "own", figures=figures, rules=RATED)).measure(
        "LAGGED"
    )
    assert (str(row.figures.rated_of), row.rating.words) == (MID_YEAR, "Green")


@pytest.mark.parametrize(
    ("year", "words", "queried"),
    [
        pytest.param(SILENT, "Not due", ["LAGGED"], id="the rules do not say: as it was, and queried"),
        pytest.param(RULES, "Not due", [], id="they say that it is not"),
        pytest.param(RATED, "Amber", [], id="they say that it is"),
    ],
)
def test_the_years_rules_say_whether_it_is_rated(tmp_path: Path, year: str, words: str, queried: list[str]) -> None:
    report = open_report(SLUG, MID_YEAR, project=quarters(tmp_path / "rules", rules=year))
    assert report.measure("LAGGED").rating.words == words
    assert [query.item for query in report.queries if query.kind == NAME] == queried


def test_without_the_agreement_of_its_year_it_is_not_rated_and_that_is_said(tmp_path: Path) -> None:
    figures = {**FIGURES, "LAGGED": ("8", "9", "9", "", "")}
    project = quarters(tmp_path / "alone", points=[FIRST], figures=figures, before={"LAGGED": "9"}, rules=RATED)
    report = open_report(SLUG, FIRST, project=project)
    [query] = [query for query in report.queries if query.kind == NAME]
    assert report.measure("LAGGED").rating.words == "Not due"
    assert query.severity is Severity.NOTE
    assert "9 for 2024/25 is the figure that is due, and the agreement of 2024/25" in query.found


def test_pages_say_on_which_figure_and_against_which_target(report: Report) -> None:
    assert "LAGGED" in _text(definitions(report))
    card, table = _text(measure(report, report.measure("LAGGED"))), _text(priorities(report))
    assert "Rated on the figure for 2025/26 Q1, which is the one that is due: its figures come late." in card
    assert "Target for 2025/26 Q1 10" in card
    assert "2025/26 Q2 Not due 9 latest figure, for 2025/26 Q1" in card
    assert "Amber on 2025/26 Q1" in table


def test_a_figure_that_no_column_shows_is_told_with_its_cell(tmp_path: Path) -> None:
    """An annual report sets years side by side, and the figure that is due in it is a quarter's."""
    figures = {**FIGURES, "LAGGED": ("8", "7", "", "", "")}
    points = ["2023-24-annual", "2024-25-q2", "2024-25-annual"]
    project = quarters(tmp_path / "hidden", points=points, figures=figures, rules=RATED)
    _edited(project, "2024-25", "measures", "LAGGED", "lag", "2")
    report = open_report(SLUG, "2024-25-annual", project=project)
    row = report.measure("LAGGED")
    assert (str(row.figures.rated_of), row.rating.words, row.attention.exception) == ("2024-25-q2", "Red", "Red")
    table = record_of(report)["tables"]["readings"]
    assert ["LAGGED", "2024/25 Q2", "7"] in [found[:3] for found in table["rows"]]
    assert "LAGGED, 2024/25 Q2 10 7" in _text(sources(report))  # row 10, and what stands there


def test_the_key_says_nothing_of_it_where_no_figure_comes_late(tmp_path: Path) -> None:
    report = open_report(SLUG, MID_YEAR, project=quarters(tmp_path / "none"))
    assert "come late" not in _text(definitions(report))


def test_the_download_says_it_too(report: Report) -> None:
    table = record_of(report)["tables"]["measures"]
    names = [column["name"] for column in table["columns"]]
    row = dict(zip(names, next(row for row in table["rows"] if row[0] == "LAGGED"), strict=True))
    assert (row["status"], row["status_as_printed"]) == ("Amber", "Amber, on the figure for 2025/26 Q1")
    assert (row["actual"], row["actual_as_printed"], row["trend_against"]) == (None, "Not due", "2024/25")


def test_its_first_sentence_is_about_that_figure(report: Report) -> None:
    assert in_plain_words(report, "LAGGED", first_sentence(report, "LAGGED")) == (
        "The figure that is due comes late: it is 9, for 2025/26 Q1, 1 below the target of 10 (Amber). It is stable: "
        "unchanged from 2024/25."
    )


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        pytest.param("The figure is 9, below the target of 10.", [], id="so it is"),
        pytest.param("The figure is 9, which is on target.", ["words disagree with direction"], id="it is not"),
        pytest.param("The figure is 7, below the target of 10.", ["words disagree with figure"], id="it is another"),
    ],
)
def test_its_words_are_held_against_that_figure(tmp_path: Path, words: str, kinds: list[str]) -> None:
    project = quarters(tmp_path / "words", rules=RATED)
    say(project, MID_YEAR, {"LAGGED": words})
    found = open_report(SLUG, MID_YEAR, project=project).queries_about("LAGGED")
    assert [query.kind for query in found if query.kind.startswith("words disagree")] == kinds


@pytest.mark.parametrize(
    ("lagged", "said"),
    [
        pytest.param({}, "Red worse by more.", id="they do not say"),
        pytest.param(
            {"lagged": "rated"},
            "A figure that comes late by the register is rated against the target of its own period.",
            id="it is",
        ),
        pytest.param({"lagged": "not rated"}, "A figure that comes late by the register is not rated.", id="it is not"),
    ],
)
def test_the_rules_say_it_in_words(lagged: dict[str, object], said: str) -> None:
    year = rules(status={"amber_within": "10%", **lagged})
    assert dict(year_in_words(year))["Status"].endswith(said)
