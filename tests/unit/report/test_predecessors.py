"""A measure's predecessors: one in each earlier report is its past; two in one report are a query that names both."""

from pathlib import Path

import pytest
from builders.council import SLUG, quarters
from builders.files import change_rows, read_csv, write_csv

from pprr.domain import Query, Severity
from pprr.project import Project
from pprr.report import open_report

NEW, LAST_YEAR = "2025-26-q2", "2024-25-q2"


def _renamed(project: Project, measure: str, predecessors: str) -> Project:
    """The project, in whose last year a measure has another name and goes on from others."""
    folder = project.root / "data/raw/2025-26"
    for place in ("agreement/measures.csv", "agreement/targets.csv", f"{NEW}/performance.csv"):
        header, *listed = read_csv(folder / place)
        is_register = place.endswith("measures.csv")
        rows = [
            [
                "NEW.ONE" if row[0] == measure else row[0],
                *row[1:],
                *([predecessors if row[0] == measure else ""] if is_register else []),
            ]
            for row in listed
        ]
        write_csv(folder / place, [[*header, *(["predecessors"] if is_register else [])], *rows])
    return project


def _about(project: Project) -> list[Query]:
    return [query for query in open_report(SLUG, NEW, project=project).queries if "predecessor" in query.kind]


@pytest.mark.parametrize(
    ("predecessors", "kinds"),
    [
        pytest.param("STATE", [], id="one"),
        pytest.param("STATE; HALF", ["several predecessors"], id="two in one report"),
        pytest.param("NOBODY", ["predecessor unknown"], id="one that never was"),
        pytest.param("NOBODY; STATE", ["predecessor unknown"], id="one of two never was"),
    ],
)
def test_what_is_said_of_predecessors(tmp_path: Path, predecessors: str, kinds: list[str]) -> None:
    project = quarters(tmp_path / "renamed", points=[LAST_YEAR, NEW])
    assert [query.kind for query in _about(_renamed(project, "STATE", predecessors))] == kinds


def test_two_at_once_are_both_named_with_the_report_and_their_figures(tmp_path: Path) -> None:
    project = _renamed(quarters(tmp_path / "merged", points=[LAST_YEAR, NEW]), "STATE", "HALF; STATE")
    [query] = _about(project)
    assert (query.severity, query.item) == (Severity.WARNING, "NEW.ONE")
    assert query.fields == {"period": "2024/25 Q2", "past": "HALF (9), STATE (88%)", "taken": "HALF"}


def test_a_measure_that_was_renamed_twice_has_one_past(tmp_path: Path) -> None:
    """Each name is of reports of its own, so there is nothing to choose between."""
    project = quarters(tmp_path / "twice", points=["2023-24-annual", "2024-25-annual", NEW])
    for year, gone in (("2023-24", "HALF"), ("2024-25", "STATE")):
        for place in ("agreement/measures.csv", "agreement/targets.csv", f"{year}-annual/performance.csv"):
            change_rows(
                project.root / "data/raw" / year / place,
                lambda rows, gone=gone: [row for row in rows if row[0] != gone],
            )
    assert _about(_renamed(project, "STATE", "HALF; STATE")) == []


def test_a_measure_that_goes_on_under_its_own_name_and_takes_another_in_is_asked_about(tmp_path: Path) -> None:
    project = quarters(tmp_path / "own", points=[LAST_YEAR, NEW])
    path = project.root / "data/raw/2025-26/agreement/measures.csv"
    header, *listed = read_csv(path)
    write_csv(path, [[*header, "predecessors"], *([*row, "HALF" * (row[0] == "STATE")] for row in listed)])
    assert [(query.kind, query.item) for query in _about(project)] == [("several predecessors", "STATE")]
