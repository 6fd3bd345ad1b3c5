"""Documents of every kind are made by a run, stand in the index, and are made again with the same bytes."""

from pathlib import Path

import pytest
from builders.command import pprr
from builders.files import bytes_of
from builders.published import COUNCIL, INDEX, copy_of, published_council

from pprr.project import Project

# Each kind's document, a table that it alone has, and words of its page.
MADE = {
    "council.corporate": ("counts", "Corporate Performance and Resources"),
    "first.covering_paper": ("attached", "Covering Paper"),
    "people.performance_update": ("issues", "The worry list"),
    "management-team.view": ("inspections", "Management Team"),
    "adult-care-and-health.agreement": ("agreed_measures", "Portfolio Agreement 2025/26"),
}
pytestmark = pytest.mark.kernel


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return published_council(tmp_path_factory)


@pytest.mark.parametrize("name", MADE)
def test_it_is_made_with_its_tables_and_listed(made: Project, name: str) -> None:
    table, words = MADE[name]
    page = (made.site / COUNCIL / f"{name}.html").read_text("utf-8")
    assert words in page
    assert (made.site / COUNCIL / name / f"{table}.csv").is_file()
    assert f'href="{name}/{table}.csv"' in page
    assert f'href="{COUNCIL}/{name}.html"' in (made.site / INDEX).read_text("utf-8")


def test_all_are_made_again_with_the_same_bytes(made: Project, tmp_path: Path) -> None:
    names = [path.stem for path in (made.site / COUNCIL).glob("*.html")]
    assert len(names) >= len(MADE) + 2
    made_again(copy_of(made, tmp_path / "project"), names)


def test_each_kind_has_the_same_bytes_where_no_process_can_be_forked(made: Project, tmp_path: Path) -> None:
    """As on Windows: each in a fresh process, its notebook in an ordinary kernel."""
    made_again(copy_of(made, tmp_path / "project"), [*MADE], PPRR_NO_FORK="1")


def made_again(project: Project, names: list[str], **environment: str) -> None:
    """Makes those anew, and holds all that stands against what stood before."""
    before = bytes_of(project.site)
    assert pprr("run", COUNCIL, project=project).stdout.startswith("Nothing to do")
    for name in names:
        (project.site / COUNCIL / f"{name}.html").write_bytes(b"old")
    chosen = [part for name in names for part in ("--portfolio", name)]
    assert pprr("run", "--force", COUNCIL, *chosen, project=project, environment=environment).returncode == 0
    after = bytes_of(project.site)
    told = {one for one in before if one.partition("/")[2].startswith("run.") or one == "run.log"}
    assert {one for one in before if before[one] != after[one]} <= told
    assert set(after) == set(before)
