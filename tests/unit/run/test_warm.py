"""What a process imports before reports are forked from it: what they need, and nothing that takes long and is idle."""

import subprocess
import sys
from pathlib import Path

import pytest
from builders.tiny import PERIOD, SLUG, template, tiny

WARM = """
import gc, importlib, json, sys
from pprr.run.worker.warm import warm
warm()
"""
PARSERS = ("rfc3987_syntax", "rfc3986_validator", "isoduration")
LAB = """
import contextlib, io, pathlib, sys
from pprr.lab import start
with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):
    start(pathlib.Path(), ["--version"])
assert "jsonschema" in sys.modules
"""
REPORT = """
import contextlib, io, pathlib, tempfile
from pprr.domain import Period
from pprr.run.item import Item
from pprr.run.execute.notebook import Execution, execute
from pprr.run.make import rendered
from pprr.project import find_project
before = set(sys.modules)
with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
    item = Item(sys.argv[2], Period.parse(sys.argv[3]))
    project = find_project(pathlib.Path(sys.argv[1]))
    rendered(project, execute(project, item, Execution(pathlib.Path(folder), in_process=True)), item.name)
print(*sorted(set(sys.modules) - before))
"""


def said(script: str, *arguments: object) -> list[str]:
    """The words that a fresh Python prints that runs the script."""
    command = [sys.executable, "-c", script, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.mark.parametrize(
    ("script", "idle"),
    [
        # A process that makes reports imports the script that pprr was started from, and so this.
        pytest.param("import sys, pprr.cli", ("pprr.cli.run", "typer", "rich", "pydantic"), id="the command line"),
        # Only what cleans holds tables to their schemas; no notebook is checked for addresses and durations.
        pytest.param(WARM, ("pandera", *PARSERS), id="the warm parent"),
        pytest.param("import sys, pprr.run.publish.page", PARSERS, id="a page"),
        pytest.param("import sys, pprr.paper.agenda", ("nbformat", *PARSERS), id="a meeting's papers"),
        pytest.param(LAB, PARSERS, id="JupyterLab"),
    ],
)
def test_what_is_not_used_is_not_imported(script: str, idle: tuple[str, ...]) -> None:
    assert set(said(f"{script}\nprint(*sys.modules)")).isdisjoint(idle)


def test_what_was_left_out_can_be_imported_afterwards() -> None:
    """A cell may want it."""
    assert said(f"{WARM}\nimport rfc3986_validator, isoduration, pandera\nprint('imported')") == ["imported"]


def test_a_module_that_another_release_does_not_have_keeps_no_report_from_being_made() -> None:
    script = (
        "import sys\nfrom pprr.run.worker.warm import warm\nwarm(['email.no_such_module', 'this_is_none', 'bisect'])"
    )
    assert said(f"{script}\nprint('bisect' in sys.modules)") == ["True"]


def test_what_was_imported_is_kept_away_from_the_collection_of_garbage() -> None:
    assert said(f"{WARM}\nprint(gc.isenabled(), gc.get_freeze_count() > 100_000)") == ["True", "True"]


@pytest.mark.kernel
def test_a_report_finds_its_shell_and_its_engine_imported(tmp_path: Path) -> None:
    """Each would take the time for it anew."""
    project = tiny(tmp_path)
    template(project)
    late = said(WARM + REPORT, project.root, SLUG, PERIOD)
    ours = ("IPython", "matplotlib", "nbconvert", "nbformat", "papermill", "pprr")
    assert [name for name in late if name.startswith(ours)] == []
