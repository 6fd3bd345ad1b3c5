"""The next period: layouts carried over with every name of the old period moved on, and what could not be told."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pprr.cli.commands import app
from pprr.demo.build import Size, write_demo
from pprr.domain import Period
from pprr.domain.errors import FaultsError, ProjectError
from pprr.ingest.mapping.sources import ExtractSources, read_toml
from pprr.project import Project, find_project
from pprr.start.moved import in_months, month_text_moved, moved
from pprr.start.next_period import start_period

Q1, Q2, Q3 = (Period.parse(f"2025-26-q{number}") for number in (1, 2, 3))
YEAR, NEXT_Q1 = Period.parse("2025-26-annual"), Period.parse("2026-27-q1")

TEXTS = [
    ("2025/26 Q1 Actual", Q1, Q2, "2025/26 Q2 Actual"),
    ("Q1 2025/26 Actual", Q1, Q2, "Q2 2025/26 Actual"),
    ("2025-26;Q1", Q1, Q2, "2025-26;Q2"),
    ("2025/26 / Q1", Q1, Q2, "2025/26 / Q2"),
    ("Q1 RAG", Q1, Q2, "Q2 RAG"),
    ("Quarter 1", Q1, Q3, "Quarter 3"),
    ("Jun-25", Q1, Q2, "Sep-25"),
    ("June 2025", Q1, Q2, "September 2025"),
    ("As at 30 June 2025", Q1, Q2, "As at 30 September 2025"),
    ("extract_q1.csv", Q1, Q2, "extract_q2.csv"),
    ("2025/26 Q3 Status", Q3, YEAR, "2025/26 Status"),
    ("2025/26 Status", YEAR, NEXT_Q1, "2026/27 Q1 Status"),
    ("2024/25 Outturn", YEAR, NEXT_Q1, "2025/26 Outturn"),
    ("This quarter", Q1, Q2, "This quarter"),
    ("BQ1 and Q12", Q1, Q2, "BQ1 and Q12"),
]


@pytest.mark.parametrize(("text", "old", "new", "expected"), TEXTS, ids=[text for text, *_ in TEXTS])
def test_a_label_moves_on_in_its_own_spelling(text: str, old: Period, new: Period, expected: str) -> None:
    assert moved(text, old, new) == expected


def test_a_year_that_is_no_periods_label_stays_a_year() -> None:
    assert moved("Budget 2025/26", YEAR, NEXT_Q1, is_label=False) == "Budget 2026/27"


def test_days_move_by_months() -> None:
    days = (date(2025, 6, 30), date(2025, 7, 15), date(2025, 5, 31), date(2025, 1, 30))
    assert [in_months(day, 1) for day in days] == [date(2025, 7, 31), date(2025, 8, 15), date(2025, 6, 30), None]
    assert [month_text_moved(text, 3) for text in ("October 2025", "Spring")] == ["January 2026", "Spring"]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("council") / "demo"
    write_demo(root, Size(1, 6, 3, 0))
    return root


def _without(demo: Path, tmp_path: Path, *periods: Period) -> tuple[Project, list[ExtractSources]]:
    """A copy of the demo in which only these have extracts, and the sources of each; the last one's are taken away."""
    root = tmp_path / "council"
    root.mkdir()
    (root / "pprr.toml").write_bytes((demo / "pprr.toml").read_bytes())
    project = find_project(root)
    told = []
    for period in periods:
        own = find_project(demo).extracts(period) / "sources.toml"
        found = read_toml(own, ExtractSources, name="sources.toml")
        assert isinstance(found, ExtractSources)
        told.append(found)
        if period != periods[-1]:
            project.extracts(period).mkdir(parents=True)
            (project.extracts(period) / "sources.toml").write_bytes(own.read_bytes())
    return project, told


@pytest.mark.parametrize(
    ("before", "period"), [("2024-25-q1", "2024-25-q2"), ("2024-25-q2", "2024-25-q3"), ("2025-26-q1", "2025-26-q2")]
)
def test_the_next_quarter_is_laid_out_as_its_own_system_says(
    demo: Path, tmp_path: Path, before: str, period: str
) -> None:
    """Every key is that of the demo's own file, which nothing carried over."""
    project, (_, wanted) = _without(demo, tmp_path, Period.parse(before), Period.parse(period))
    result = start_period(project, Period.parse(period))
    made = read_toml(result.folder / "sources.toml", ExtractSources, name="sources.toml")
    assert made == wanted
    assert result.left == ['edition.version is still "1.0"']
    assert set(result.files) == {path.name for path in find_project(demo).extracts(Period.parse(period)).iterdir()} - {
        "sources.toml"
    }


def test_what_a_year_end_may_call_otherwise_is_named(demo: Path, tmp_path: Path) -> None:
    periods = Period.parse("2024-25-q3"), Period.parse("2024-25-annual")
    project, (_, wanted) = _without(demo, tmp_path, *periods)
    result = start_period(project, periods[1])
    made = read_toml(result.folder / "sources.toml", ExtractSources, name="sources.toml")
    assert isinstance(made, ExtractSources)
    assert (made.performance.actuals, made.performance.statuses) == (
        wanted.performance.actuals,
        wanted.performance.statuses,
    )
    assert 'outturn.columns.outturn is still "Forecast Outturn £"' in result.left


def test_comments_stay_where_they_are(demo: Path, tmp_path: Path) -> None:
    project, _ = _without(demo, tmp_path, Q1, Q2)
    before = project.extracts(Q1) / "sources.toml"
    start_period(project, Q2)
    comments = [
        [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
        for path in (before, project.extracts(Q2) / "sources.toml")
    ]
    assert comments[0] == comments[1] != []


def test_what_is_there_is_left_as_it_is(demo: Path, tmp_path: Path) -> None:
    project, _ = _without(demo, tmp_path, Q1, Q2)
    start_period(project, Q2)
    path = project.extracts(Q2) / "sources.toml"
    path.write_bytes(path.read_bytes() + b"# mine\n")
    ours = path.read_bytes()
    with pytest.raises(ProjectError, match="there already"):
        start_period(project, Q2)
    assert path.read_bytes() == ours


def test_nothing_is_made_from_nothing_or_from_what_has_faults(demo: Path, tmp_path: Path) -> None:
    project, _ = _without(demo, tmp_path, Q1, Q2)
    with pytest.raises(ProjectError, match="no period before"):
        start_period(project, replace(Q1, start=2001))
    path = project.extracts(Q1) / "sources.toml"
    path.write_bytes(path.read_bytes() + b"\n[nonsense]\na = 1\n")
    with pytest.raises(FaultsError):
        start_period(project, Q2)
    assert not project.extracts(Q2).exists()


def test_the_command_says_what_to_put_where(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project, _ = _without(demo, tmp_path, Q1, Q2)
    monkeypatch.setenv("PPRR_PROJECT", str(project.root))
    result = CliRunner().invoke(app, ["new-period", "2025-26-q2"])
    assert result.exit_code == 0
    for said in ("2025-09-30", "scorecard_adult-care-and-health.xlsx", "pprr new-year 2025-26", "pprr clean"):
        assert said in result.output
