"""A real Dask cluster on loopback: a scheduler and workers, each a process of its own, that end with the test."""

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

_START_SECONDS, _END_SECONDS = 120, 60


@dataclass
class Machines:
    """The processes of a cluster and the way to its scheduler."""

    folder: Path
    address: str = ""
    security: tuple[str, ...] = ()
    code: Path | None = None
    scheduler: subprocess.Popen[bytes] | None = None
    workers: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def add_worker(self, name: str, *, code: Path | None = None) -> None:
        """Starts a worker with that name; ``code`` is the folder that its pprr is taken from."""
        self.workers[name] = self._start(
            name,
            *("distributed.cli.dask_worker", self.address, *self.security),
            *("--name", name, "--nthreads", "1", "--no-dashboard", "--local-directory", str(self.folder)),
            code=code,
        )

    def end_worker(self, name: str) -> None:
        """Ends a worker that was added."""
        self._end([self.workers.pop(name)])

    def start_scheduler(self) -> None:
        """Starts the scheduler on a port that is free, and waits until it says which."""
        told = self.folder / "scheduler.json"
        self.scheduler = self._start(
            "scheduler",
            *("distributed.cli.dask_scheduler", *self.security, "--host", "127.0.0.1", "--port", "0"),
            *("--no-dashboard", "--scheduler-file", str(told)),
        )
        self.address = _waited_for(lambda: json.loads(told.read_bytes())["address"])

    def family(self, name: str) -> list[psutil.Process]:
        """What the worker's nanny has started, by any number of steps."""
        return psutil.Process(self.workers[name].pid).children(recursive=True)

    def end(self) -> None:
        """Ends every process, and all that it has started."""
        self._end([process for process in (*self.workers.values(), self.scheduler) if process])

    def _end(self, started: list[subprocess.Popen[bytes]]) -> None:
        families = [one for process in started if process.poll() is None for one in _with_children(process.pid)]
        for process in started:
            process.terminate()
        _, alive = psutil.wait_procs(families, timeout=_END_SECONDS)
        for one in alive:
            with contextlib.suppress(psutil.NoSuchProcess):
                one.kill()
        for process in started:
            process.wait(_END_SECONDS)

    def _start(self, name: str, *words: str, code: Path | None = None) -> subprocess.Popen[bytes]:
        path = os.pathsep.join(
            part for part in (str(code or self.code or ""), os.environ.get("PYTHONPATH", "")) if part
        )
        with (self.folder / f"{name}.log").open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-m", *words],
                cwd=self.folder,
                env={**os.environ, "PYTHONPATH": path},
                stdout=log,
                stderr=log,
            )


@contextmanager
def machines(
    folder: Path, *workers: str, security: tuple[str, ...] = (), code: Path | None = None
) -> Iterator[Machines]:
    """A cluster with those workers; ``code`` is the folder that their pprr, and the scheduler's, is taken from."""
    folder.mkdir(parents=True, exist_ok=True)
    found = Machines(folder, security=security, code=code)
    try:
        found.start_scheduler()
        for name in workers:
            found.add_worker(name)
        yield found
    finally:
        found.end()


def _with_children(pid: int) -> list[psutil.Process]:
    try:
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _waited_for(look):
    ends = time.monotonic() + _START_SECONDS
    while True:
        try:
            return look()
        except (OSError, ValueError, KeyError):
            if time.monotonic() > ends:
                raise
            time.sleep(0.1)
