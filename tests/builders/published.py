"""The published example, made once for all the tests that look at it, and the files that a run publishes."""

import shutil
from pathlib import Path

import nbformat
import pytest

from builders.command import pprr
from builders.once import made_once
from builders.project import PERIOD, PORTFOLIO, copy_project
from pprr.demo.build import Size, write_demo
from pprr.project import Project, find_project
from pprr.report import open_report

PAGE = f"{PERIOD}/{PORTFOLIO}.html"
DOWNLOADS = f"{PERIOD}/{PORTFOLIO}"
NOTEBOOK = f"{DOWNLOADS}/{PORTFOLIO}.ipynb"
RECORD = f"{DOWNLOADS}/{PORTFOLIO}.json"
RUN = f"{PERIOD}/run.json"
SUMMARY = f"{PERIOD}/run.txt"
LOG = "run.log"
INDEX = "index.html"
COUNCIL = "2025-26-q2"  # the period of the made-up council
APPROVE = ("approve", PORTFOLIO, str(PERIOD), "--name", "A. N. Other (made up)", "--date", "2020-06-30")


def published(factory: pytest.TempPathFactory) -> Project:
    """A copy of the project after one good run, for reading only; the same one for every module that asks."""
    return made_once(factory, "published", _publish)


def _publish(folder: Path) -> None:
    project = copy_project(folder)
    result = pprr("run", str(PERIOD), project=project)
    assert (result.returncode, (project.site / PAGE).is_file()) == (0, True), result.stderr


def published_council(factory: pytest.TempPathFactory) -> Project:
    """A made-up council of two portfolios after a run of all its documents at ``COUNCIL``; for reading only."""
    return made_once(factory, "two-portfolios", _publish_council)


def _publish_council(folder: Path) -> None:
    write_demo(folder, Size(portfolios=2, measures=12, years=2, ledger_lines=0))
    result = pprr("run", COUNCIL, project=find_project(folder))
    assert result.returncode == 0, result.stderr


def approved_example(factory: pytest.TempPathFactory) -> Project:
    """The example with its one blocking query accepted, and approved by a made-up person; for reading only."""
    return made_once(factory, "approved", _approve)


def _approve(folder: Path) -> None:
    project = copy_project(folder)
    report = open_report(PORTFOLIO, PERIOD, project=project)
    [query] = [query for query in report.open_queries if query.is_blocking]
    for command in (("accept", query.id, str(PERIOD), "--reason", "For the test", "--name", "A. N. Other"), APPROVE):
        result = pprr(*command, project=project)
        assert result.returncode == 0, result.stderr


def write_words(project: Project) -> None:
    """Adds a sentence to the words of a measure of the example."""
    path = next(project.commentary(PERIOD, PORTFOLIO).glob("*.ipynb"))
    notebook = nbformat.read(path, as_version=4)
    cell = next(cell for cell in notebook.cells if cell.source.startswith("## CFE1.1"))
    cell.source += "\n\nOne more sentence."
    nbformat.write(notebook, path)


def copy_of(project: Project, folder: Path) -> Project:
    """The whole of the project in another folder, cleaned tables and published pages included."""
    shutil.copytree(project.root, folder)
    return find_project(folder)


def unmade(slug: str) -> str:
    """What the index says of a report that has no page yet."""
    return f'<th scope="row">{slug}</th><td colspan="5">There is no page yet; the report could not be made.'
