"""The command line as a person runs it, to its end, and the processes that it may leave."""

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

import psutil

from builders.forked import CAN_FORK, HEEDED, run_forked
from pprr.project import Project

_LONGEST_SECONDS = 300


def pprr(
    *arguments: str,
    project: Project | None = None,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
    before: str = "",
) -> subprocess.CompletedProcess[str]:
    """``python -m pprr`` with the arguments, to its end, in a process of its own.

    ``before`` is Python that runs in the same process first, such as a limit that it sets on itself. With it, or with
    an environment that Python itself heeds, the process is a fresh one; else a fork.
    """
    given = environment_for(project, environment)
    if CAN_FORK and not before and HEEDED.issuperset(environment or ()):
        return run_forked(arguments, folder=folder or Path.cwd(), environment=given, longest_seconds=_LONGEST_SECONDS)
    return subprocess.run(
        command(arguments, before=before),
        cwd=folder,
        env=given,
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
