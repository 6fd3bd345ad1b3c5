"""The council's own command after a run: it gets the result, to mail it or to post it as the council does."""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from pprr.project import Project
from pprr.run.records.run_log import Event
from pprr.run.worker.processes import end_all

_LAST_WORDS = 300


def start_after(project: Project, command: str, result: Event) -> str:
    """Starts the command and waits for its end; what went wrong with it, in words, or nothing.

    It reads the result as JSON on its standard input, and finds ``PPRR_EXIT_CODE``, ``PPRR_PROJECT`` and
    ``PPRR_RECORDS`` (the run records' paths, between them what the system puts between paths) in its environment. It
    starts in the project's folder. No shell reads it: ``sh -c "..."`` or ``cmd /c ...`` asks for one. On Windows the
    words are told apart as Windows does.
    """
    limit = project.settings.run.on_finish_seconds
    records = [str(project.root / name) for name in result.get("records", [])]
    environment = {
        **os.environ,
        "PPRR_PROJECT": str(project.root),
        "PPRR_EXIT_CODE": str(result["exit_code"]),
        "PPRR_RECORDS": os.pathsep.join(records),
    }
    try:
        code, said = _run(
            command if sys.platform == "win32" else shlex.split(command),
            json.dumps(result, ensure_ascii=False).encode(),
            folder=project.root,
            environment=environment,
            limit=limit,
        )
    except subprocess.TimeoutExpired:
        return f"It took longer than {limit} seconds, on_finish_seconds in pprr.toml, and was ended."
    except (OSError, ValueError) as error:  # ValueError: a quotation mark without its other half
        return f"It could not be started: {error}."
    return f"It ended with exit code {code}{f': {said}' if said else '.'}" if code else ""


def _run(
    words: str | Sequence[str], told: bytes, *, folder: Path, environment: Mapping[str, str], limit: int
) -> tuple[int, str]:
    """The command's exit code and its last words; where it is ended before its time, so is all that it has started."""
    pipe = subprocess.PIPE
    with subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=pipe, cwd=folder, env=environment) as process:
        try:
            said, complained = process.communicate(told, timeout=limit)
        except BaseException:
            end_all(process.pid)
            raise
    return process.returncode, (complained or said).decode(errors="replace").strip()[-_LAST_WORDS:]
