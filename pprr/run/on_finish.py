"""The council's own command after a run: it gets the result, to mail it or to post it as the council does."""

import json
import os
import shlex
import subprocess
import sys

from pprr.project import Project
from pprr.run.records.run_log import Event
from pprr.run.worker.processes import run_to_end


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
        code, said = run_to_end(
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
