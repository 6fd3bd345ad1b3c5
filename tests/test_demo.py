"""The made-up council: its clean project is read without a fault or a false alarm, and its bytes stay the same."""

from pathlib import Path

import pytest
from conftest import bytes_of
from typer.testing import CliRunner

from pprr.cli import app
from pprr.demo.build import NOTICE, Size, write_demo
from pprr.errors import ProjectError
from pprr.intake.clean import Cleaned, clean
from pprr.model import Period, Point, Query, Severity
from pprr.project import Project, find_project
from pprr.report.assemble import assemble

SMALL = Size(portfolios=2, measures=12)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("demo") / "anyborough"
    write_demo(folder, SMALL)
    return find_project(folder)


def queries_of(project: Project, cleaned: Cleaned) -> list[Query]:
    """Every query of a period, of all portfolios."""
    slugs = cleaned.tables["portfolios"]["portfolio"]
    return [query for slug in slugs for query in assemble(project, cleaned, slug).queries]


def test_the_clean_demo_has_no_fault_and_raises_no_false_alarm(project: Project) -> None:
    for period in project.periods():
        cleaned = clean(project, period)
        assert cleaned.faults == ()
        assert [query for query in cleaned.queries if query.severity is not Severity.NOTE] == []


@pytest.mark.parametrize("year", [2023, 2024])
def test_statuses_are_those_that_were_meant(project: Project, year: int) -> None:
    """The next report's extract holds the statuses that the figures were made from; pprr's own must be the same."""
    period = Period(year)
    cleaned = clean(project, period)
    following = clean(project, Period(year + 1, Point.Q1)).tables["statuses"]
    meant = dict(zip(following["measure_id"], following["status"], strict=True))
    rated = {
        row.measure_id: row.status
        for slug in cleaned.tables["portfolios"]["portfolio"]
        for row in assemble(project, cleaned, slug).measures.itertuples()
        if row.rule == "tolerance" and row.measure_id in meant
    }
    assert len(rated) > 3
    assert rated == {name: meant[name] for name in rated}


def test_every_period_says_that_it_is_made_up(project: Project) -> None:
    assert "(made up)" in project.settings.organisation.name
    assert {clean(project, period).edition.notice for period in project.periods()} == {NOTICE}


def test_the_last_year_ends_at_its_mid_year(project: Project) -> None:
    assert [str(period) for period in project.periods()] == [
        *(f"{year}-{point}" for year in ("2023-24", "2024-25") for point in ("q1", "q2", "q3", "annual")),
        "2025-26-q1",
        "2025-26-q2",
    ]


def test_the_same_seed_gives_the_same_bytes_and_another_one_others(project: Project, tmp_path: Path) -> None:
    written = {name: data for name, data in bytes_of(project.root).items() if not name.startswith("data/processed/")}
    write_demo(tmp_path / "again", SMALL)
    assert bytes_of(tmp_path / "again") == written
    write_demo(tmp_path / "other", Size(portfolios=2, measures=12, seed=2))
    assert bytes_of(tmp_path / "other") != written


@pytest.mark.parametrize(
    ("size", "measures"),
    [
        pytest.param(Size(portfolios=1, measures=1, years=1), 1, id="the smallest"),
        pytest.param(Size(portfolios=1, measures=40, years=1), 40, id="more measures than are listed"),
        pytest.param(Size(portfolios=9, measures=20, years=2), 20, id="more portfolios than are listed"),
    ],
)
def test_every_size_can_be_read(tmp_path: Path, size: Size, measures: int) -> None:
    newest = write_demo(tmp_path / "demo", size)[-1]
    cleaned = clean(find_project(tmp_path / "demo"), newest)
    assert cleaned.faults == ()
    assert len(cleaned.tables["portfolios"]) == size.portfolios
    assert size.years == 1 or len(cleaned.tables["measures"]) == measures


def test_the_kinds_of_measure_rule_and_target_are_all_there(tmp_path: Path) -> None:
    newest = write_demo(tmp_path / "demo", Size(years=2))[-1]
    tables = clean(find_project(tmp_path / "demo"), newest).tables
    register, targets = tables["measures"], tables["targets"]
    assert len(register) == 100
    assert set(register["rule"]) == {
        "tolerance",
        "floor",
        "band",
        "high and low",
        "judgement",
        "suspended",
        "data only",
    }
    assert {"annual", "cumulative", "snapshot", "rolling"} <= set(register["kind"])
    assert set(register["frequency"]) == {"monthly", "quarterly", "half-yearly", "annual"}
    assert set(targets["kind"]) == {"value", "Aim to maximise", "Aim to minimise", "No target"}
    assert any(register["predecessors"] != "")


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ProjectError, match="not empty"):
        write_demo(tmp_path, SMALL)
    assert bytes_of(tmp_path) == {"mine.txt": b"mine"}


def test_the_command_writes_the_project_and_says_what_to_try(tmp_path: Path) -> None:
    made = CliRunner().invoke(
        app, ["demo", str(tmp_path / "demo"), "--portfolios", "1", "--measures", "3", "--years", "1"]
    )
    assert made.exit_code == 0
    assert "pprr check 2025-26-q2" in made.output
    again = CliRunner().invoke(app, ["demo", str(tmp_path / "demo")])
    assert again.exit_code == 2
