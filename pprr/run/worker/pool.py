"""Makes reports side by side, each in a process of its own with limits, asked of one warm parent."""

import contextlib
import multiprocessing
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType

from pprr.project import Project
from pprr.run.execute.environment import report_environment
from pprr.run.execute.fonts import fonts_lent
from pprr.run.item import Item, Outcome
from pprr.run.publish.put import recover
from pprr.run.worker.interrupts import Interrupts
from pprr.run.worker.processes import MARK, end_marked
from pprr.run.worker.serve import serve
from pprr.run.worker.temporary import ENDING, run_folder
from pprr.run.worker.watch import MOST_ATTEMPTS

_END_SECONDS = 10


def run_pool(
    project: Project,
    items: Sequence[Item],
    *,
    workers: int,
    imports: Sequence[str] = (),
    progress: Callable[[Item, str], None] = lambda _item, _step: None,
) -> Iterator[tuple[Item, Outcome]]:
    """Makes the items, so many at once, and gives each with its outcome as it comes; ``progress`` is told each step.

    ``imports`` names the modules that the notebook will ask for, which the warm parent has ready.
    """
    with Press(project, workers=workers, imports=imports) as press:
        yield from press.make(items, progress=progress)


class Press:
    """The place where reports are made: a warm parent and what it starts, all of which end with it.

    Whatever becomes of a report or of this process, nothing of either is left running and no folder is left behind;
    Ctrl-C and SIGTERM end everything first. It may be asked again and again, by one thread at a time.
    """

    def __init__(self, project: Project, *, workers: int = 1, imports: Sequence[str] = ()) -> None:
        self._project, self._workers, self._imports = project, workers, tuple(imports)
        self._open = contextlib.ExitStack()

    def __enter__(self) -> "Press":
        with self._open as opened:
            self._interrupts = opened.enter_context(Interrupts())
            with self._interrupts.held():
                self._home = opened.enter_context(run_folder())
                opened.callback(end_marked, self._home)
                opened.enter_context(fonts_lent(self._project, self._home))
                self._start()
                opened.callback(self._stop)
            self._open = opened.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    @property
    def folder(self) -> Path:
        """The run's own temporary folder, which holds one of each report under way."""
        return self._home

    def make(
        self, items: Sequence[Item], *, progress: Callable[[Item, str], None] = lambda _item, _step: None
    ) -> Iterator[tuple[Item, Outcome]]:
        """Makes the items and gives each with its outcome as it comes; ``progress`` is told each step of each."""
        left, attempts = list(items), dict.fromkeys(items, 0)
        # Under way when the warm parent died: made one by one, so that the culprit fails alone.
        suspects: list[Item] = []
        self._ask(left, attempts)
        while left:
            try:
                kind, item, said = self._told.recv()
            except (EOFError, OSError):
                reason = self._ended()
                suspects = [item for item in left if attempts[item]]
                for item in suspects:
                    recover(self._project.reports(item.period), item.name)
                for item in [item for item in left if attempts[item] >= MOST_ATTEMPTS or not suspects]:
                    left.remove(item)
                    yield item, Outcome(item.portfolio, False, reason, attempts=max(1, attempts[item]))
                suspects = [item for item in suspects if item in left]
                if left:
                    self._begin_again()
                    self._ask(suspects[:1] or left, attempts)
                continue
            if kind == "begun":
                attempts[item] += 1
            elif kind == "step":
                progress(item, said)
            else:
                left.remove(item)
                if suspects:
                    suspects.remove(item)
                    self._ask(suspects[:1] or left, attempts)
                yield item, said

    def _ask(self, items: Sequence[Item], attempts: Mapping[Item, int]) -> None:
        with contextlib.suppress(OSError):  # it has died already, which is seen where its answer is awaited
            for item in items:
                self._told.send((item, attempts[item] + 1))

    def _ended(self) -> str:
        """Clears up after a warm parent that has ended before its time; what is said of it."""
        code = self._stop()
        end_marked(self._home)
        return f"The process that makes reports ended before its time (exit code {code})"

    def _begin_again(self) -> None:
        with self._interrupts.held():
            self._start()

    def _start(self) -> None:
        (self._home / ENDING).unlink(missing_ok=True)
        context = multiprocessing.get_context("spawn")
        if sys.platform != "win32":
            # Python's own helper for such processes outlives this run, so it must not carry the run's mark.
            from multiprocessing import resource_tracker

            resource_tracker.ensure_running()
        told, asked = context.Pipe()
        self._told: Connection = told
        self._process: BaseProcess = context.Process(
            target=serve, args=(self._project.root, self._home, self._workers, self._imports, asked), name="pprr"
        )
        with report_environment(self._project.root, self._home, **{MARK: str(self._home)}):
            self._process.start()
        asked.close()

    def _stop(self) -> int | None:
        """Lets the warm parent end, makes it where it does not; its exit code."""
        with contextlib.suppress(OSError):
            (self._home / ENDING).touch()
        self._told.close()
        self._process.join(_END_SECONDS)
        for end in (self._process.terminate, self._process.kill):
            if self._process.is_alive():
                end()
                self._process.join(_END_SECONDS)
        return self._process.exitcode
