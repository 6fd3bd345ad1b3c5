"""One report under way: its process, what it last said, its limits, its second chance, and what it leaves behind."""

import multiprocessing
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from pprr.atomic import unwritten, write_whole
from pprr.project import Project
from pprr.run.execute import limits
from pprr.run.execute.capture import Capture
from pprr.run.execute.journal import as_far_as_it_ran
from pprr.run.item import Item, Outcome
from pprr.run.publish.put import recover
from pprr.run.worker.processes import end_family, resident_bytes
from pprr.run.worker.work import CUT_OFF, work

MOST_ATTEMPTS = 2
_LOOK_SECONDS = 0.25


class Watched:
    """The process that makes one report, started at once; ``look`` at it until it has an outcome, then ``end`` it."""

    def __init__(
        self, project: Project, item: Item, home: Path, *, can_fork: bool, attempt: int, step: Callable[[str], None]
    ) -> None:
        self.item, self._project, self._home, self._can_fork, self._step = item, project, home, can_fork, step
        self._started = time.monotonic()
        self._peak = 0
        self._is_started = False
        self._attempt = attempt
        self._start()

    @property
    def pid(self) -> int:
        """The process that runs now, which leads the session of all that it starts."""
        return self._process.pid or 0

    @property
    def waits(self) -> tuple[Connection, int]:
        """What to wait for until there is something to look at."""
        return self.told, self._process.sentinel

    def _start(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix=f"{self.item.portfolio[:20]}-", dir=self._home))
        self._capture = Capture(self._folder)
        self.cell, self._since, self._looked = "", time.monotonic(), time.monotonic()
        self.told, tell = multiprocessing.Pipe(duplex=False)
        context = multiprocessing.get_context("fork") if self._can_fork else multiprocessing.get_context("spawn")
        here = multiprocessing.current_process().pid or 0
        self._process: BaseProcess = context.Process(
            target=work,
            args=(self._project.root, self.item, self._folder, self._can_fork, tell, here),
            name=self.item.name,
        )
        self._process.start()
        self._is_started = True
        tell.close()

    def look(self) -> Outcome | None:
        """What has become of the report by now: its outcome, or None while it is under way."""
        reason = self._measured()  # before it is heard: so the cell that has come so far is known, and named
        outcome, is_dead = self._heard()
        if outcome is None and (reason := self._out_of_time() or reason):
            outcome = Outcome(self.item.portfolio, False, reason, self.cell)
        if outcome is None:
            return None
        if is_dead and self._attempt < MOST_ATTEMPTS:
            self.end(outcome)
            self._attempt += 1
            self._step(f"once more, since {outcome.reason[0].lower()}{outcome.reason[1:]}")
            try:
                self._start()
            except OSError as error:
                is_dead, outcome = False, replace(outcome, reason=limits.not_started(error))
            else:
                return None
        if is_dead and self._attempt > 1:
            outcome = replace(outcome, reason=f"{outcome.reason}, and so did that of a first attempt")
        return replace(
            outcome,
            seconds=time.monotonic() - self._started,
            peak_bytes=max(self._peak, outcome.peak_bytes),
            attempts=self._attempt,
        )

    def end(self, outcome: Outcome | None = None) -> Outcome | None:
        """Ends the report's processes, puts back what they left half done, and clears their folder away.

        Gives the outcome again, with the place of the failed notebook.
        """
        if self._is_started:
            end_family(self._process)
            self.told.close()
            self._process.close()
            self._is_started = False
        try:
            recover(self._project.reports(self.item.period), self.item.name)
            if outcome:
                outcome = replace(outcome, notebook=self._keep(outcome))
        except OSError as error:
            if outcome and not outcome.is_made:
                outcome = replace(outcome, reason=f"{outcome.reason}. And {unwritten(error, self._project.root)}")
        shutil.rmtree(self._folder, ignore_errors=True)
        return outcome

    def _heard(self) -> tuple[Outcome | None, bool]:
        """The outcome, if the report's process has told one or died, and whether it died."""
        has_ended = self._process.exitcode is not None  # asked before what it said is read, so that nothing is missed
        try:
            while self.told.poll():
                kind, said, *more = self.told.recv()
                self._since = time.monotonic()
                if kind == "outcome":
                    return said, more[0]
                self.cell = said if kind == "cell" else ""
                if kind == "step":
                    self._step(said)
        except (EOFError, OSError):
            self._process.join(_LOOK_SECONDS)
            has_ended = True
        if not has_ended:
            return None, False
        reason = f"{limits.DIED} ({_how_it_ended(self._process.exitcode)})"
        return Outcome(self.item.portfolio, False, reason, self.cell, self._capture.crash_message()), True

    def _measured(self) -> str:
        """The limit that what the report holds or has put out is beyond, in words; blank where it is within them."""
        run, now = self._project.settings.run, time.monotonic()
        if now - self._looked < _LOOK_SECONDS:
            return ""
        self._looked = now
        self._peak = max(self._peak, held := resident_bytes(self.pid))
        if held > run.memory_bytes:
            return limits.too_much_memory(run)
        return limits.too_much_output(run) if self._capture.size() > run.output_bytes else ""

    def _out_of_time(self) -> str:
        """The limit of time that is reached, in words; blank where none is."""
        run, now = self._project.settings.run, time.monotonic()
        if self.cell and now - self._since > run.cell_timeout_seconds:
            return limits.too_long_a_cell(run)
        return limits.too_long(run) if now - self._started > run.report_timeout_seconds else ""

    def _keep(self, outcome: Outcome) -> str:
        """Keeps the notebook of a failed report as far as it ran, for whoever mends it; ends that of a good one."""
        path = self._project.failed(self.item.period, self.item.name)
        if outcome.is_made:
            path.unlink(missing_ok=True)
            return ""
        data = as_far_as_it_ran(self._folder, outcome.reason)
        if data is None:
            return ""
        write_whole(path, data)
        return self._project.relative(path)


def _how_it_ended(code: int | None) -> str:
    if code is None or code == CUT_OFF:
        return "it was cut off: a cell closed files that are not its own"
    if code < 0 and sys.platform != "win32":
        return f"ended by {signal.Signals(-code).name}"
    return f"it left with exit code {code} before its end"
