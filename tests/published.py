"""The published example, made once for all the tests that look at it, and the command line as a person runs it."""

import functools
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import psutil
import pytest
from conftest import PERIOD, PORTFOLIO, copy_project

from pprr.project import Project, find_project

PAGE = f"{PERIOD}/{PORTFOLIO}.html"
DOWNLOADS = f"{PERIOD}/{PORTFOLIO}"
NOTEBOOK = f"{DOWNLOADS}/{PORTFOLIO}.ipynb"
RECORD = f"{DOWNLOADS}/{PORTFOLIO}.json"
RUN = f"{PERIOD}/run.json"
SUMMARY = f"{PERIOD}/run.txt"
LOG = "run.log"
INDEX = "index.html"
_LONGEST_SECONDS = 300


def published(factory: pytest.TempPathFactory) -> Project:
    """A copy of the project after one good run, for reading only; the same one for every module that asks."""
    return _published(factory.getbasetemp() / "published")


@functools.cache
def _published(folder: Path) -> Project:
    project = copy_project(folder)
    result = pprr("run", str(PERIOD), project=project)
    assert (result.returncode, (project.site / PAGE).is_file()) == (0, True), result.stderr
    return project


def copy_of(project: Project, folder: Path) -> Project:
    """The whole of the project in another folder, cleaned tables and published pages included."""
    shutil.copytree(project.root, folder)
    return find_project(folder)


def pprr(
    *arguments: str,
    project: Project | None = None,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
    before: str = "",
) -> subprocess.CompletedProcess[str]:
    """``python -m pprr`` with the arguments, to its end.

    ``before`` is Python that runs in the same process first, such as a limit that it sets on itself.
    """
    return subprocess.run(
        command(arguments, before=before),
        cwd=folder,
        env=environment_for(project, environment),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=_LONGEST_SECONDS,
    )


def command(arguments: Iterable[str], *, before: str = "") -> list[str]:
    """The words that start pprr."""
    if not before:
        return [sys.executable, "-m", "pprr", *arguments]
    return [sys.executable, "-c", f'{before}\nimport runpy\nrunpy.run_module("pprr", run_name="__main__")', *arguments]


def environment_for(project: Project | None, environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a command about the project."""
    named = {"PPRR_PROJECT": str(project.root)} if project else {}
    return {**os.environ, **named, **(environment or {})}


def left_running(project: Project) -> list[str]:
    """The processes of the project that do not end, however long they are waited for: kernels watch their parent."""
    deadline = time.monotonic() + _LONGEST_SECONDS
    while (found := _running(project)) and time.monotonic() < deadline:
        time.sleep(0.2)
    return found


def _running(project: Project) -> list[str]:
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("PPRR_PROJECT") == str(project.root):
                found.append(" ".join(process.cmdline()))
        except psutil.Error:
            continue
    return found


def read_template(project: Project) -> dict[str, Any]:
    """The project's report notebook."""
    return json.loads(project.template.read_text(encoding="utf-8"))


def write_template(project: Project, notebook: object) -> None:
    """Replaces the project's report notebook."""
    project.template.write_text(json.dumps(notebook), encoding="utf-8")


def insert_cell(project: Project, before: str, source: str) -> None:
    """Puts a code cell into the report notebook, before the cell with that identifier."""
    notebook = read_template(project)
    place = [cell["id"] for cell in notebook["cells"]].index(before)
    cell = {"cell_type": "code", "id": "added", "metadata": {}, "execution_count": None, "outputs": []}
    notebook["cells"].insert(place, {**cell, "source": source})
    write_template(project, notebook)


def change_cell(project: Project, name: str, source: str, *, tags: Sequence[str] = ()) -> None:
    """Gives a cell of the report notebook another source and other tags."""
    notebook = read_template(project)
    [cell] = [cell for cell in notebook["cells"] if cell["id"] == name]
    cell["source"], cell["metadata"] = source, {"tags": list(tags)} if tags else {}
    write_template(project, notebook)


def delete_cell(project: Project, name: str) -> None:
    """Takes a cell out of the report notebook."""
    notebook = read_template(project)
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] != name]
    write_template(project, notebook)
