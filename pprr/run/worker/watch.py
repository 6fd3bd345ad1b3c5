"""One job under way: its process, what it last said, its limits, and its end."""

import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

from pprr.domain.errors import error_text
from pprr.project import Run
from pprr.run.execute.capture import Capture
from pprr.run.item import ItemOutcome
from pprr.run.worker.child import CUT_OFF
from pprr.run.worker.contract import CellBegun, Job, PartMade, Step
from pprr.run.worker.processes import end_family, resident_bytes
from pprr.run.worker.start import Starter

_END_SECONDS = 0.25
_MEASURE_SECONDS = 0.5  # to find all that a process has started takes one look at every process of the machine


class Watched:
    """The process that makes one job, started at once; ``look`` at it until it has an outcome, then ``end`` it."""

    def __init__(self, job: Job, home: Path, starter: Starter, tell: Callable[[Step | PartMade], None]) -> None:
        """Starts it in a folder of its own in ``home``; raises OSError where it cannot."""
        self._job, self._tell = job, tell
        self._limits = job.project.settings.run
        self._cell, self._peak = "", 0
        self._folder = Path(tempfile.mkdtemp(prefix=f"{job.item.subject[:20]}-", dir=home))
        self._capture = Capture(self._folder)
        self._started = self._since = self._looked = time.monotonic()
        self._process, self._told = starter.start(job, self._folder)

    @property
    def pid(self) -> int:
        """The process that runs now, which leads the session of all that it starts."""
        return self._process.pid or 0

    @property
    def waits(self) -> tuple[Connection, int]:
        """The handles to wait for until there is something to look at."""
        return self._told, self._process.sentinel

    def look(self) -> ItemOutcome | None:
        """The state of the job by now: its outcome, or None while it is under way."""
        reason = self._measured()  # before it is heard: so the cell that has come so far is known, and named
        outcome = self._heard()
        if outcome is None and (reason := self._out_of_time() or reason):
            outcome = ItemOutcome(False, reason, self._cell)
        return replace(outcome, peak_bytes=max(self._peak, outcome.peak_bytes)) if outcome else None

    def end(self, outcome: ItemOutcome | None = None) -> ItemOutcome | None:
        """Ends the job's processes, lets it clear up, and clears its folder away; gives the outcome again."""
        end_family(self._process)
        self._told.close()
        self._process.close()
        outcome = self._job.end(outcome, self._folder)
        shutil.rmtree(self._folder, ignore_errors=True)
        return outcome

    def _heard(self) -> ItemOutcome | None:
        """The outcome of the job, if its process has told it or died."""
        has_ended = self._process.exitcode is not None  # asked before what it said is read, so that nothing is missed
        try:
            while self._told.poll():
                said = self._told.recv()
                self._since = time.monotonic()
                if isinstance(said, ItemOutcome):
                    return said
                self._cell = said.cell if isinstance(said, CellBegun) else ""
                if isinstance(said, Run):
                    self._limits = said
                elif isinstance(said, (Step, PartMade)):
                    self._tell(said)
        except (EOFError, OSError):
            self._process.join(_END_SECONDS)
            has_ended = True
        if not has_ended:
            return None
        reason = _how_it_ended(self._process.exitcode)
        return ItemOutcome(False, reason, self._cell, self._capture.crash_message(), is_dead=True)

    def _measured(self) -> str:
        """The limit that what the job holds or has put out is beyond, in words; blank where it is within them."""
        now = time.monotonic()
        if now - self._looked < _MEASURE_SECONDS:
            return ""
        self._looked = now
        self._peak = max(self._peak, held := resident_bytes(self.pid))
        if held > self._limits.memory_bytes:
            return error_text("too-much-memory", megabytes=self._limits.memory_megabytes)
        if self._capture.size() > self._limits.output_bytes:
            return error_text("too-much-output", megabytes=self._limits.output_megabytes)
        return ""

    def _out_of_time(self) -> str:
        """The limit of time that is reached, in words; blank where none is."""
        now = time.monotonic()
        if self._cell and now - self._since > self._limits.cell_timeout_seconds:
            return error_text("cell-too-long", seconds=self._limits.cell_timeout_seconds)
        if now - self._started > self._limits.report_timeout_seconds:
            return error_text("report-too-long", seconds=self._limits.report_timeout_seconds)
        return ""


def _how_it_ended(code: int | None) -> str:
    if code is None or code == CUT_OFF:
        return error_text("kernel-died", case="cut-off")
    if code < 0 and sys.platform != "win32":
        return error_text("kernel-died", case="signal", signal=signal.Signals(-code).name)
    return error_text("kernel-died", case="code", code=code)
