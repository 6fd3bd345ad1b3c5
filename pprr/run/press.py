"""Makes reports: each apart, proven, converted, then put in place whole; one failure stops no other."""

import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from pprr.atomic import unwritten
from pprr.domain.errors import RunError, error_text
from pprr.project import Project
from pprr.run.execute.parameters import check_parameters
from pprr.run.item import Item, ItemOutcome
from pprr.run.planned import PeriodPlan
from pprr.run.record import LastRun, ReportState, RunState
from pprr.run.records.commit import commit_of
from pprr.run.records.index import published, write_index
from pprr.run.records.run_log import RunLog, Tell, event
from pprr.run.records.run_record import RunRecord, now
from pprr.run.records.summary import write_summary
from pprr.run.result import Result, RunOptions, exit_code

_MOST_WORKERS = 4  # each takes some 300 MB


def usual_workers() -> int:
    """The number of reports made at once where nobody says: one a processor, and not so many that memory is short."""
    return min(os.cpu_count() or 1, _MOST_WORKERS)


def run(project: Project, plans: Sequence[PeriodPlan], options: RunOptions, tell: Tell) -> Result:
    """Makes what is due, and puts the record of each period, the log and the index in step with it.

    A failed report leaves its last good page as it was. ``tell`` is told each event. Raises RunError where the record,
    the log or the index cannot be written; the pages then stand as the outcomes in its text say.
    """
    return _Run(project, plans, options, tell).make()


class _Run:
    def __init__(self, project: Project, plans: Sequence[PeriodPlan], options: RunOptions, tell: Tell) -> None:
        self._project, self._plans, self._options, self._tell = project, plans, options, tell
        self._due = {planned.item: planned for plan in plans for planned in plan.due}
        self._result = Result(current=sum(len(plan.current) for plan in plans))
        self._begun = time.monotonic()
        self._log = RunLog(project)
        run = LastRun(
            started=now(), ended=None, result=RunState.UNDER_WAY, reason="", asked=_local(options.words, project)
        )
        commit = commit_of(project.root)
        self._records = {plan.period: RunRecord(project, plan.period, run=run, commit=commit) for plan in plans}

    def make(self) -> Result:
        try:
            self._begin()
            for item, outcome in self._outcomes():
                self._take(item, outcome)
        except (KeyboardInterrupt, SystemExit) as stop:
            with _undisturbed():
                self._stop()
                self._finish(RunState.INTERRUPTED, exit_code(stop))
            raise
        self._finish(RunState.FINISHED, self._result.code)
        return self._result

    def _begin(self) -> None:
        periods = [str(plan.period) for plan in self._plans]
        self._say("run_started", periods=periods, due=len(self._due), up_to_date=self._result.current)
        for plan in self._plans:
            record = self._records[plan.period]
            if plan.fault:
                self._result.faults[plan.period] = plan.fault
                self._say("period_not_started", period=str(plan.period), reason=plan.fault)
                for page in published(self._project, plan.period):
                    outcome = ItemOutcome(False, plan.fault, attempts=0)
                    record.tell(Item(page.portfolio, plan.period, page.kind), outcome)
                continue
            record.keep({item.name for item in plan.known})
            for planned in plan.current:
                record.tell_current(planned)
            if plan.due:
                self._try(record.write)

    def _outcomes(self) -> Iterator[tuple[Item, ItemOutcome]]:
        """Each report that cannot be begun, then each one that is made, as it comes."""
        for plan in self._plans:
            for item, reason in plan.stopped.items():
                yield item, ItemOutcome(False, reason, attempts=0)
        broken = {kind: self._broken(kind) for kind in {item.kind for item in self._due}}
        for item in self._due:
            if broken[item.kind]:
                yield item, ItemOutcome(False, broken[item.kind], attempts=0)
        items = [item for item in self._due if not broken[item.kind]]
        try:
            yield from self._made(items) if items else ()
        except OSError as error:
            reason = error_text("process-not-started", problem=error.strerror or error)
            for item in (item for item in items if item not in self._result.outcomes):
                yield item, ItemOutcome(False, reason, attempts=0)

    def _made(self, items: Sequence[Item]) -> Iterator[tuple[Item, ItemOutcome]]:
        if self._options.elsewhere:
            yield from self._options.elsewhere(items, self._step)
            return
        from pprr.run.worker.pool import Pool

        with Pool(self._project, workers=self._options.workers or usual_workers()) as pool:
            yield from pool.make(items, self._step)

    def _broken(self, kind: str) -> str:
        """The reason that keeps every report of the kind from being made, known before any is begun."""
        try:
            check_parameters(self._project.template_of(kind), self._project.settings.reports.parameters_of(kind))
        except RunError as error:
            return error.reason
        return ""

    def _step(self, item: Item, step: str) -> None:
        self._tell(event("report_step", **_named(item), step=step))

    def _take(self, item: Item, outcome: ItemOutcome, state: ReportState | None = None) -> None:
        """Keeps what became of a report, at once: a run that is killed after it need not make it again."""
        outcome = replace(
            outcome, reason=_local(outcome.reason, self._project), trace=_local(outcome.trace, self._project)
        )
        self._result.outcomes[item] = outcome
        record, planned = self._records[item.period], self._due.get(item)
        record.tell(item, outcome, planned=planned, environment=self._options.environment, state=state)
        self._try(record.write)
        page = self._project.reports(item.period) / f"{item.name}.html"
        self._say(
            "report_finished",
            **_named(item),
            outcome=state or (ReportState.MADE if outcome.is_made else ReportState.FAILED),
            why=list(planned.why) if planned else [],
            reason=outcome.reason,
            cell=outcome.cell,
            trace=outcome.trace,
            notebook=outcome.notebook,
            page=self._project.relative(page),
            has_page=page.is_file(),
            blocking=outcome.made.blocking if outcome.made else 0,
            words=self._project.words_name(item.subject, item.kind),
            seconds=round(outcome.seconds, 3),
            peak_bytes=outcome.peak_bytes,
            attempts=outcome.attempts,
        )

    def _stop(self) -> None:
        """Says of each report that was not made that the run was stopped before."""
        for item in self._due:
            if item not in self._result.outcomes:
                self._result.stopped += 1
                self._take(item, ItemOutcome(False, error_text("run-stopped"), attempts=0), ReportState.STOPPED)

    def _finish(self, end: RunState, code: int) -> None:
        self._result.seconds = time.monotonic() - self._begun
        try:
            for period, record in self._records.items():
                fault = self._result.faults.get(period, "")
                ended = record.write(ended=now(), result=RunState.NOT_STARTED if fault else end, reason=fault)
                write_summary(record.path, ended)
            write_index(self._project)
            self._result.event = event("run_finished", result=end, exit_code=code, **self._counts())
            self._log.add(self._result.event)
            self._tell(self._result.event)
        except OSError as error:
            raise self._unwritten(error) from error

    def _counts(self) -> dict[str, object]:
        result = self._result
        return {
            "made": result.made,
            "up_to_date": result.current,
            "failed": result.failed,
            "stopped": result.stopped,
            "not_started": [str(period) for period in result.faults],
            "seconds": round(result.seconds, 3),
            "records": [self._project.relative(record.path) for record in self._records.values()],
        }

    def _say(self, name: str, **told: object) -> None:
        happened = event(name, **told)
        self._try(lambda: self._log.add(happened))
        self._tell(happened)

    def _try(self, write: Callable[[], object]) -> None:
        """Writes what is written again at the end: a disk that is full now is first the matter of a report."""
        with suppress(OSError):
            write()

    def _unwritten(self, error: OSError) -> RunError:
        outcomes = {item: outcome.reason or "made" for item, outcome in self._result.outcomes.items()}
        told = "; ".join(f"{item.name}: {outcomes.get(item, 'not begun')}" for item in {**self._due, **outcomes})
        return RunError("run-record-unwritten", problem=unwritten(error, self._project.root), reports=told)


def _named(item: Item) -> dict[str, object]:
    return {"portfolio": item.subject, "period": str(item.period), "kind": item.kind}


def _local(text: str, project: Project) -> str:
    """The text without this machine's folders: it goes into the run record, which lies beside published pages."""
    for folder in (project.root, Path(sys.prefix), Path(tempfile.gettempdir())):
        text = text.replace(f"{folder}{os.sep}", "")
    return text


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Lets what is under way be said to its end, however often somebody presses Ctrl-C."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
