"""The run record of a period, ``reports/<period>/run.json``, read and written: what became of each report.

``pprr.run.record`` says what it holds. It tells times and versions, which no page does.
"""

import datetime
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pprr.atomic import write_whole
from pprr.domain import Period
from pprr.project import Project
from pprr.run.item import Item, ItemOutcome
from pprr.run.planned import VERSIONS, Planned
from pprr.run.record import Environment, LastRun, PageEntry, ReportEntry, ReportState, RunFile

RUN_FILE = "run.json"
_GONE = "The period has no such report any more"


def now() -> str:
    """The time, to the second, with the distance of this machine's time zone."""
    return datetime.datetime.now().astimezone().isoformat(timespec="seconds")


def read_run(project: Project, period: Period) -> RunFile | None:
    """The period's run record; None where there is none, or one of an older kind or that something has spoilt."""
    return read_run_file(project.reports(period) / RUN_FILE)


def read_run_file(path: Path) -> RunFile | None:
    """The run record in the file; None as ``read_run``: something else may have written there, and a run must go on."""
    try:
        record = RunFile.model_validate_json(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError, ValidationError):
        return None
    # What a run has not told has a value of its own; where a key is missing, something else has taken it out.
    is_whole = all(entry.model_fields_set == ReportEntry.model_fields.keys() for entry in record.reports)
    return record if is_whole else None


def read_entries(project: Project, period: Period) -> Mapping[str, ReportEntry]:
    """The entry of each report in the period's run record, by the report's name."""
    record = read_run(project, period)
    return record.entries if record else {}


class RunRecord:
    """One period's record while a run is under way; written after every report, so that a killed run is taken up."""

    def __init__(self, project: Project, period: Period, *, run: LastRun, commit: str) -> None:
        before = read_run(project, period)
        self._path = project.reports(period) / RUN_FILE
        self._period = period
        self._commit = commit
        self._entries = dict(before.entries) if before else {}
        self._environments = dict(before.environments) if before else {}
        self._run = run

    @property
    def path(self) -> Path:
        """Where it is written."""
        return self._path

    def keep(self, names: Collection[str]) -> None:
        """Forgets the reports that there are no longer, such as those of a portfolio that has a new name.

        While the page of one still lies there, it is said of it that it is not renewed any more.
        """
        gone = {name: entry for name, entry in self._entries.items() if name not in names}
        self._entries = {name: entry for name, entry in self._entries.items() if name in names}
        for name, entry in gone.items():
            if self._path.with_name(f"{name}.html").is_file():
                self._entries[name] = ReportEntry(
                    portfolio=entry.portfolio,
                    kind=entry.kind,
                    outcome=ReportState.GONE,
                    reason=_GONE,
                    old_since=entry.old_since or now(),
                    page=entry.page,
                )

    def tell_current(self, planned: Planned) -> None:
        """The page is as its inputs ask, and was proved unchanged."""
        item = planned.item
        self._entries[item.name] = ReportEntry(
            portfolio=item.subject,
            kind=item.kind,
            outcome=ReportState.CURRENT,
            is_made=True,
            page=self._entries[item.name].page,
        )

    def tell(
        self,
        item: Item,
        outcome: ItemOutcome,
        *,
        planned: Planned | None = None,
        environment: Mapping[str, Any] | None = None,
        state: ReportState | None = None,
    ) -> None:
        """Tells what became of a report that was to be made, with the ``environment`` that it was made in."""
        before = self._entries.get(item.name)
        page = before.page if before else None
        old_since: str | None = (before.old_since if before else None) or now()
        if outcome.made and planned:
            old_since = None
            page = PageEntry(
                **outcome.made.page,
                made=now(),
                commit=self._commit,
                blocking=outcome.made.blocking,
                missing=outcome.made.missing,
                inputs=dict(planned.inputs),
                outputs=dict(outcome.made.files),
            )
            if environment is not None:
                self._environments[planned.inputs[VERSIONS]] = Environment.model_validate(environment)
        self._entries[item.name] = ReportEntry(
            portfolio=item.subject,
            kind=item.kind,
            outcome=state or (ReportState.MADE if outcome.is_made else ReportState.FAILED),
            is_made=bool(outcome.made and planned),
            why=planned.why if planned else (),
            reason=outcome.reason,
            cell=outcome.cell,
            trace=outcome.trace,
            notebook=outcome.notebook,
            seconds=round(outcome.seconds, 3),
            peak_bytes=outcome.peak_bytes,
            attempts=outcome.attempts,
            old_since=old_since,
            page=page,
        )

    def write(self, **run: str) -> RunFile:
        """Puts the record in place, with what there is to say of the run as a whole: fields of ``LastRun``."""
        self._run = LastRun.model_validate({**self._run.model_dump(), **run})
        reports = tuple(self._entries[name] for name in sorted(self._entries))
        used = {entry.page.inputs.get(VERSIONS) for entry in reports if entry.page}
        environments = {name: found for name, found in sorted(self._environments.items()) if name in used}
        file = RunFile(period=str(self._period), run=self._run, environments=environments, reports=reports)
        write_whole(self._path, f"{file.model_dump_json(by_alias=True, indent=1)}\n".encode())
        return file
