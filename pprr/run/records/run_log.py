"""The events of a run: told to whoever watches, and kept in ``reports/run.log``."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pprr.project import Project
from pprr.run.records.run_record import now

LOG_FILE = "run.log"
MOST_BYTES = 2_000_000  # then it becomes run.log.1, and the one before that goes
Event = dict[str, Any]
Tell = Callable[[Event], None]


def event(name: str, **told: object) -> Event:
    """One thing that has happened, and when."""
    return {"event": name, "time": now(), **told}


def as_line(happened: Event) -> str:
    """The event as a line of JSON."""
    return json.dumps(happened, ensure_ascii=False)


class RunLog:
    """The log of all runs of a project: a line of JSON an event, only ever added to, and never without an end."""

    def __init__(self, project: Project) -> None:
        self._path = project.site / LOG_FILE

    @property
    def path(self) -> Path:
        """Where it is."""
        return self._path

    def add(self, happened: Event) -> None:
        """Writes the event, in one piece: a run that is killed leaves whole lines."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        if self._path.exists() and self._path.stat().st_size > MOST_BYTES:
            os.replace(self._path, self._path.with_name(f"{LOG_FILE}.1"))
        with self._path.open("ab", buffering=0) as file:
            file.write(f"{as_line(happened)}\n".encode())
