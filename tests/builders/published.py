"""The published example, made once for all the tests that look at it, and the files that a run publishes."""

import shutil
from pathlib import Path

import pytest

from builders.command import pprr
from builders.once import made_once
from builders.project import PERIOD, PORTFOLIO, copy_project
from pprr.project import Project, find_project

PAGE = f"{PERIOD}/{PORTFOLIO}.html"
DOWNLOADS = f"{PERIOD}/{PORTFOLIO}"
NOTEBOOK = f"{DOWNLOADS}/{PORTFOLIO}.ipynb"
RECORD = f"{DOWNLOADS}/{PORTFOLIO}.json"
RUN = f"{PERIOD}/run.json"
SUMMARY = f"{PERIOD}/run.txt"
LOG = "run.log"
INDEX = "index.html"


def published(factory: pytest.TempPathFactory) -> Project:
    """A copy of the project after one good run, for reading only; the same one for every module that asks."""
    return made_once(factory, "published", _publish)


def _publish(folder: Path) -> None:
    project = copy_project(folder)
    result = pprr("run", str(PERIOD), project=project)
    assert (result.returncode, (project.site / PAGE).is_file()) == (0, True), result.stderr


def copy_of(project: Project, folder: Path) -> Project:
    """The whole of the project in another folder, cleaned tables and published pages included."""
    shutil.copytree(project.root, folder)
    return find_project(folder)
