"""A list for each service: what is late or queried of its measures, where, and what became of it."""

import csv
import datetime
from pathlib import Path

import pytest
from builders.council import FIGURES, SLUG, quarters

from pprr.domain import Period
from pprr.ingest.load import load
from pprr.project import Project
from pprr.report import open_report
from pprr.review.decide import accept, standings
from pprr.review.to_send import write_lists

PERIOD = Period.parse("2025-26-q2")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return quarters(
        tmp_path / "council",
        points=("2025-26-q1", str(PERIOD)),
        figures={**FIGURES, "BARE": ("999,999",) * 5},
        before={"TOTAL": "255"},
    )


def lists(project: Project) -> dict[str, list[dict[str, str]]]:
    reports = [open_report(SLUG, PERIOD, project=project)]
    paths = write_lists(project, load(project, PERIOD), reports)
    return {path.stem: list(csv.DictReader(path.read_text("utf-8-sig").splitlines())) for path in paths}


def test_a_list_has_the_queries_of_its_owner_with_their_cells(project: Project) -> None:
    found = lists(project)
    assert list(found) == ["for-a-n-owner"]
    rows = [row for row in found["for-a-n-owner"] if row["measure"] == "BARE"]
    assert {row["state"] for row in rows} == {"open"}
    assert any("performance.csv" in row["where"] for row in rows)


def test_a_list_has_what_is_late_and_what_is_restated(project: Project) -> None:
    kinds = {(row["measure"], row["kind"]) for row in lists(project)["for-a-n-owner"]}
    assert {("LATE", "late"), ("TOTAL", "restated")} <= kinds


def test_what_was_accepted_says_by_whom_and_why(project: Project) -> None:
    report = open_report(SLUG, PERIOD, project=project)
    query = next(one for one in report.open_queries if one.item == "BARE")
    found = standings(project, load(project, PERIOD), [report])
    day = datetime.date(2025, 11, 3)
    accept(project, PERIOD, found, query.id, reason="It is so.", by="A. N. Other", date=day)
    [row] = [row for row in lists(project)["for-a-n-owner"] if row["query"] == query.id]
    assert row["state"] == "accepted by A. N. Other, 3 November 2025: It is so."


def test_a_list_that_is_no_longer_wanted_goes(project: Project) -> None:
    lists(project)
    register = project.agreement(PERIOD) / "measures.csv"
    register.write_text(register.read_text("utf-8").replace("A. N. Owner", "Another Owner"), "utf-8")
    assert list(lists(project)) == ["for-another-owner"]
    assert [path.name for path in (project.processed(PERIOD) / "to_send").iterdir()] == ["for-another-owner.csv"]
