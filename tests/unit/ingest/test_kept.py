"""The tables that a warm parent keeps for its forks: those of now, or none; what a fork does to them is its own."""

import os
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from builders.files import rewrite_workbook
from builders.project import PERFORMANCE, PERIOD

from pprr.domain.errors import FaultsError
from pprr.ingest import load as loading
from pprr.ingest.load import keep, load
from pprr.ingest.tables import READINGS
from pprr.project import Project


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    yield
    loading._KEPT.clear()


def changed(root: Path, text: str) -> None:
    rewrite_workbook(root / PERFORMANCE, "CFE1.1", "2019/20 Actual", text)


def actual(project: Project) -> Decimal | None:
    [found] = load(project, PERIOD).tables.records(READINGS).of(measure_id="CFE1.1", period=str(PERIOD))
    return found.reading.value


def test_what_is_kept_is_read_once_and_is_that_of_now(project_copy: Project) -> None:
    load(project_copy, PERIOD)
    keep(project_copy, PERIOD)
    first = load(project_copy, PERIOD)
    keep(project_copy, PERIOD)
    assert load(project_copy, PERIOD) is first
    changed(project_copy.root, "8,033")
    keep(project_copy, PERIOD)
    assert actual(project_copy) == 8033


@pytest.mark.parametrize("before", [None, "8,033"], ids=["never cleaned", "cleaned before"])
def test_nothing_is_kept_of_what_cannot_be_read_and_whoever_asks_is_told_why(
    project_copy: Project, before: str | None
) -> None:
    if before:
        load(project_copy, PERIOD)
    (project_copy.extracts(PERIOD) / "sources.toml").write_text("[", "utf-8")
    keep(project_copy, PERIOD)
    with pytest.raises(FaultsError):
        load(project_copy, PERIOD)


@pytest.mark.skipif(sys.platform != "linux", reason="where nothing is forked nothing is kept")
def test_a_fork_that_changes_what_is_kept_does_not_change_it_for_the_next(project_copy: Project) -> None:
    load(project_copy, PERIOD)
    keep(project_copy, PERIOD)
    expected = actual(project_copy)
    process = os.fork()
    if process == 0:
        try:
            for table in vars(load(project_copy, PERIOD).tables).values():
                table.clear()
            loading._KEPT.clear()
        finally:
            os._exit(0)
    os.waitpid(process, 0)
    assert (actual(project_copy), len(loading._KEPT)) == (expected, 1)
