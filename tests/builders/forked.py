"""A command in a fork of a process that has imported what commands need, so that none has to import it anew."""

import multiprocessing
import os
import runpy
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from multiprocessing import connection
from pathlib import Path

CAN_FORK = "forkserver" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
# What it heeds of an environment; for other names it may be too late once Python runs.
HEEDED = frozenset({"TMPDIR", "PPRR_PROJECT", "COLUMNS", "TERMINAL_WIDTH"})
_IMPORTED = [
    "pprr.cli.commands",
    "pprr.demo.build",
    "pprr.ingest.clean",
    "pprr.notebook.warm",
    "pprr.paper.agenda",
    "pprr.report.warm",
    "pprr.review.page",
    "pprr.run.press",
    "pprr.site.publish",
    "pprr.start.init",
    # what some of them import only when it is used
    "docx",
    "pandas",
    "psutil",
]
_ONE = threading.Lock()  # a process that starts looks at all others, and an end can be read once


def run_forked(
    arguments: Sequence[str], *, folder: Path, environment: Mapping[str, str], longest_seconds: float
) -> subprocess.CompletedProcess[str]:
    """``python -m pprr`` with the arguments in the folder, to its end."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_IMPORTED)
    with tempfile.TemporaryDirectory() as place:
        told = Path(place, "out"), Path(place, "err")
        process = context.Process(target=_run, args=(tuple(arguments), folder, dict(environment), told))
        with _ONE:
            process.start()
        is_over = connection.wait([process.sentinel], longest_seconds)
        with _ONE:
            code = process.exitcode
        if not is_over or code is None:
            process.kill()
            raise subprocess.TimeoutExpired(list(arguments), longest_seconds)
        out, err = (path.read_text(encoding="utf-8") for path in told)
    return subprocess.CompletedProcess(list(arguments), code, out, err)


def _run(arguments: tuple[str, ...], folder: Path, environment: dict[str, str], told: tuple[Path, Path]) -> None:
    for number, path in zip((1, 2), told, strict=True):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND), number)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    sys.argv = ["pprr", *arguments]
    runpy.run_module("pprr", run_name="__main__", alter_sys=True)
