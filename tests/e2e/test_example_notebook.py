"""The example notebook: it holds nothing of any run, and it runs, here and against a wheel installed elsewhere."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import nbformat
import pytest
from builders.project import REPOSITORY
from nbclient import NotebookClient

from pprr.project import Project

EXAMPLE = REPOSITORY / "notebooks/examples/ask_a_question.ipynb"
BUILD = "import sys; from setuptools import build_meta; print(build_meta.build_wheel(sys.argv[1]))"


def executed(folder: Path, **environment: str) -> dict[str, nbformat.NotebookNode]:
    """The code cells by their names, run in a kernel in that folder with those variables; none may fail."""
    notebook = nbformat.read(EXAMPLE, as_version=4)
    client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(folder)}})
    client.execute(env={**os.environ, **environment})
    return {cell["id"]: cell for cell in notebook.cells if cell["cell_type"] == "code"}


def shown(cell: nbformat.NotebookNode) -> str:
    [output] = cell["outputs"]
    text: str = output["data"]["text/plain"]
    return text


def test_it_holds_nothing_of_any_run() -> None:
    notebook = json.loads(EXAMPLE.read_text("utf-8"))
    nbformat.validate(notebook)
    code: list[dict[str, Any]] = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert [(cell["outputs"], cell["execution_count"]) for cell in code] == [([], None)] * len(code)
    assert max(len(cell["source"]) for cell in code) <= 5


@pytest.mark.kernel
def test_it_answers_its_questions(project_copy: Project, tmp_path: Path) -> None:
    cells = executed(tmp_path, PPRR_PROJECT=str(project_copy.root))
    assert "blank where the year's holds" in shown(cells["columns"])
    stricter = shown(cells["amber-rated"])
    assert "Worse than the target by more than 5%" in stricter
    assert re.findall(r"(?:CFE|GMS)[\w.-]+", stricter) == ["CFE1.4"]
    assert re.search(r"^citizen-focus-and-engagement +2 +2 +0$", shown(cells["reds-counted"]), re.MULTILINE)
    assert "5654.3" in shown(cells["money-more"])


@pytest.mark.kernel
def test_it_runs_against_a_wheel_that_is_installed_elsewhere(project_copy: Project, tmp_path: Path) -> None:
    source, wheels, site = tmp_path / "source", tmp_path / "wheels", tmp_path / "site"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(REPOSITORY / "pprr", source / "pprr", ignore=ignored)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copyfile(REPOSITORY / name, source / name)
    command = [sys.executable, "-c", BUILD, str(wheels)]
    built = subprocess.run(command, cwd=source, capture_output=True, text=True, timeout=300)
    assert built.returncode == 0, built.stderr
    # A wheel without compiled parts is installed by being unpacked; an environment made by uv has no pip.
    with zipfile.ZipFile(wheels / built.stdout.split()[-1]) as wheel:
        wheel.extractall(site)
    environment = {"PPRR_PROJECT": str(project_copy.root), "PYTHONPATH": str(site)}
    where = "import pprr; print(pprr.__file__, pprr.__version__)"
    told = subprocess.run(
        [sys.executable, "-c", where],
        cwd=tmp_path,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )
    assert told.stdout.startswith(str(site)), told.stderr

    cells = executed(tmp_path, **environment)

    assert shown(cells["money-more"]) == shown(executed(tmp_path, PPRR_PROJECT=str(project_copy.root))["money-more"])
