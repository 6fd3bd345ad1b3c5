"""Makes reports side by side, each in a process of its own with limits, asked of one warm parent."""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType

from pprr.project import Project
from pprr.run.item import Item, ItemOutcome
from pprr.run.worker.contract import Begun, Step
from pprr.run.worker.interrupts import Interrupts
from pprr.run.worker.parent import OF_PARENT, WarmParent
from pprr.run.worker.processes import end_marked
from pprr.run.worker.report_job import ReportJob

Progress = Callable[[Item, str], None]


class Pool:
    """The place where reports are made: a warm parent and what it starts, all of which end with it.

    Whatever becomes of a report or of this process, nothing of either is left running and no folder is left behind;
    Ctrl-C and SIGTERM end everything first. It may be asked again and again, by one thread at a time.
    """

    def __init__(
        self, project: Project, *, workers: int = 1, home: Path | None = None, idle_seconds: float = 0
    ) -> None:
        self.parent = WarmParent(project, workers=workers, home=home, idle_seconds=idle_seconds)
        self._project = project
        self._interrupts = Interrupts()
        self._open = contextlib.ExitStack()
        self._is_stopped = False

    def __enter__(self) -> "Pool":
        with self._open as opened:
            opened.enter_context(self._interrupts)
            with self._interrupts.held():
                opened.callback(self.parent.open().close)
            self._open = opened.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    @property
    def folder(self) -> Path:
        """The run's own temporary folder, which holds one of each report under way."""
        return self.parent.home

    def stop(self) -> None:
        """Ends what is under way, asked by another thread; whoever awaits it is told that it was not made."""
        self._is_stopped = True
        self.parent.stop()

    def make(
        self, items: Sequence[Item], progress: Progress = lambda _item, _step: None
    ) -> Iterator[tuple[Item, ItemOutcome]]:
        """Makes the items and gives each with its outcome as it comes; ``progress`` is told each step of each."""
        left, attempts = list(items), dict.fromkeys(items, 0)
        # Under way when the warm parent died: made one by one, so that the culprit fails alone.
        suspects: list[Item] = []
        fault = ""
        asked = self._ask(left, attempts)
        while left:
            try:
                number, said = self.parent.hear()
            except EOFError:
                reason = self._ended(fault)
                suspects = [item for item in left if attempts[item]]
                for item in suspects:
                    ReportJob(self._project, item).end(None, None)
                most = 0 if self._is_stopped or not suspects else ReportJob.most_attempts
                for item in [item for item in left if attempts[item] >= most]:
                    left.remove(item)
                    yield item, ItemOutcome(False, reason, attempts=max(1, attempts[item]))
                suspects = [item for item in suspects if item in left]
                if left:
                    with self._interrupts.held():
                        self.parent.start()
                    asked = self._ask(suspects[:1] or left, attempts)
                continue
            if number == OF_PARENT and isinstance(said, ItemOutcome):
                fault = said.reason
                continue
            item = asked[number]
            if isinstance(said, Begun):
                attempts[item] += 1
            elif isinstance(said, Step):
                progress(item, said.words)
            elif isinstance(said, ItemOutcome):
                left.remove(item)
                if suspects:
                    suspects.remove(item)
                    asked |= self._ask(suspects[:1] or left, attempts)
                yield item, said

    def _ask(self, items: Sequence[Item], attempts: Mapping[Item, int]) -> dict[int, Item]:
        jobs = {item: ReportJob(self._project, item) for item in items}
        return {self.parent.ask(job, attempt=attempts[item] + 1): item for item, job in jobs.items()}

    def _ended(self, fault: str) -> str:
        """Clears up after a warm parent that has ended before its time; what is said of it."""
        code = self.parent.end()
        end_marked(self.parent.home)
        return fault or f"The process that makes reports ended before its time (exit code {code})"
