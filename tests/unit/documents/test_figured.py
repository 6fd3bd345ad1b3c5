"""The measures that the documents of a period share: the same as without, and never older than the tables."""

from pathlib import Path

import pytest
from builders.files import replace_text
from builders.published import copy_of

from pprr.demo.build import Size, write_demo
from pprr.documents import figured, open_document
from pprr.domain import Measure, Period
from pprr.ingest import load as loading
from pprr.project import Project, find_project
from pprr.report import Report
from pprr.report.measures import past
from pprr.report.record.record import record_of

PERIOD = Period.parse("2025-26-q2")
COUNCIL = "council.corporate"


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("shared") / "project"
    write_demo(folder, Size(portfolios=2, measures=16, years=2, ledger_lines=0))
    project = find_project(folder)
    opened(project)
    return project


@pytest.fixture(autouse=True)
def _nothing_is_kept_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "_KEPT", {})
    monkeypatch.setattr(past, "_KEPT", [])


@pytest.fixture
def project(council: Project, tmp_path: Path) -> Project:
    return copy_of(council, tmp_path / "project")


def opened(project: Project, name: str = COUNCIL) -> Report:
    return open_document(name, PERIOD, project=find_project(project.root))


def keep(project: Project) -> None:
    loading.keep(project, PERIOD)
    figured.keep(project, PERIOD)


def kept_measures(project: Project) -> list[Measure]:
    found = past.kept_past(loading.load(project, PERIOD))
    assert found
    return [measure for one in found.figured.values() for measure in one.measures]


def test_documents_are_the_same_with_what_they_share_and_without(project: Project) -> None:
    names = [COUNCIL, "first.covering_paper", "people.performance_update", opened(project).measures[0].entry.portfolio]
    before = [record_of(opened(project, name)) for name in names]
    keep(project)
    after = [opened(project, name) for name in names]
    assert [record_of(one) for one in after] == before
    shares = {id(one.figures) for one in kept_measures(project)}
    assert {id(one.figures) for one in (*after[0].measures, *after[-1].measures)} <= shares


def test_what_is_kept_is_made_once_while_the_tables_are_the_same(project: Project) -> None:
    keep(project)
    before = kept_measures(project)
    keep(project)
    assert list(map(id, kept_measures(project))) == list(map(id, before))


@pytest.mark.parametrize("period", [PERIOD, PERIOD.previous_year], ids=["its own", "an earlier one"])
def test_it_is_made_anew_where_any_table_is(project: Project, period: Period) -> None:
    keep(project)
    before = kept_measures(project)
    replace_text(project.agreement(period) / "rules.toml", 'amber_within = "10%"', 'amber_within = "1%"')
    loading._KEPT.clear()
    for one in project.periods():
        loading.load(project, one)  # cleaned, which the parent of the forks does not do
    assert past.kept_past(loading.load(project, PERIOD)) is None
    keep(project)
    assert set(map(id, kept_measures(project))).isdisjoint(map(id, before))


def test_another_name_of_the_council_makes_it_anew(project: Project) -> None:
    keep(project)
    replace_text(project.root / "pprr.toml", "Anyborough Council", "Otherborough Council")
    found = opened(project)
    assert {id(one.figures) for one in found.measures}.isdisjoint(id(one.figures) for one in kept_measures(project))


def test_nothing_is_kept_where_some_tables_are_not(project: Project) -> None:
    loading.keep(project, PERIOD)
    loading._KEPT.pop((project.root, PERIOD.previous_year))
    figured.keep(project, PERIOD)
    assert past.kept_past(loading.load(project, PERIOD)) is None
