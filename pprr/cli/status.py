"""The state of the pages in reports/: up to date, old and since when, failed, missing; drafts and finals."""

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.markup import escape

from pprr.cli.app import app
from pprr.cli.progress import LogKind, tell_json
from pprr.cli.terminal import GOOD, err, exit_on_error, out
from pprr.project import find_project
from pprr.run.plan.inputs import Inputs
from pprr.run.plan.matrix import plans_of
from pprr.run.plan.selection import ALL, read_selection
from pprr.run.planned import NO_PAGE, PeriodPlan, Planned
from pprr.run.record import ReportEntry, ReportState, RunFile
from pprr.run.records.run_log import event
from pprr.run.records.run_record import read_run
from pprr.run.records.summary import clock

_COLOURS = {
    "up to date": "green",
    "old": "yellow",
    "failed": "red",
    "missing": "red",
    "stopped": "red",
    "to mend": "red",
    "gone": "yellow",
}


@app.command()
def status(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PORTFOLIO]... [PERIOD]...", help="The periods that are meant. Default: all."),
    ] = None,
    log: Annotated[LogKind, typer.Option(help="json: a line of JSON a report.")] = LogKind.AUTO,
) -> None:
    """Show what stands in reports/: which pages are up to date, which are old and why, which are missing.

    Nothing is made and nothing is cleaned. With each page stands whether it is a draft or final, when it was made, and
    how many entries then still wanted words.
    """
    with exit_on_error():
        project = find_project()
        selection = read_selection(project, names or [ALL])
        for plan in plans_of(project, selection, Inputs(project, cleans=False)):
            record = read_run(project, plan.period)
            if log is not LogKind.JSON:
                out.print(f"[bold]{plan.period}[/bold]  {_last_run(record)}")
            if plan.fault:
                err.print(f"  {escape(plan.fault)}")
            _print(plan, record, log)
        raise typer.Exit(GOOD)


def _print(plan: PeriodPlan, record: RunFile | None, log: LogKind) -> None:
    entries, of_all = (record.entries, record.run.reason) if record else ({}, "")
    if of_all and of_all != plan.fault and log is not LogKind.JSON:
        err.print(f"  {escape(of_all)}")
    said = of_all if log is not LogKind.JSON else ""
    lines = [_line(planned, entries.get(planned.item.name), said) for planned in plan.reports]
    if plan.fault:
        pages = {name: _page(entry) for name, entry in entries.items() if entry.outcome is not ReportState.GONE}
        lines += [(name, "old" if made else "missing", state, made) for name, (state, made) in pages.items()]
    lines += [(item.name, "to mend", "", reason) for item, reason in plan.stopped.items()]
    lines += [
        (name, str(ReportState.GONE), *_page(entry))
        for name, entry in entries.items()
        if entry.outcome is ReportState.GONE
    ]
    if log is LogKind.JSON:
        for name, standing, state, why in lines:
            tell_json(
                event("report_status", period=str(plan.period), report=name, status=standing, state=state, why=why)
            )
        return
    width = max((len(name) for name, *_ in lines), default=0)
    for name, standing, state, why in lines:
        colour = _COLOURS[standing]
        out.print(f"  [{colour}]{standing:<10}[/{colour}]  {name:<{width}}  {state:<6} {escape(why)}".rstrip())
    out.print(f"  {_counts(lines)}")
    wanting = {name: entry.page.missing for name, entry in entries.items() if entry.page and entry.page.missing}
    if wanting:
        out.print(f"  words missing: {sum(wanting.values())}, in {len(wanting)} of {len(entries)} reports")


def _line(planned: Planned, entry: ReportEntry | None, of_all: str) -> tuple[str, str, str, str]:
    """A report's name, where it stands, draft or final, and when it was made or why it is not as it should be.

    ``of_all`` is what kept the whole period from being made: it is said above, once.
    """
    state, made = _page(entry)
    if not planned.why:
        return planned.item.name, "up to date", state, made
    why = "; ".join(planned.why)
    if entry and entry.outcome.is_to_be_tried_again:
        since = f"since {clock(entry.old_since)}" if entry.old_since else ""
        reason = "" if entry.reason == of_all else _in_a_line(entry.reason)
        return planned.item.name, str(entry.outcome), state, "; ".join(part for part in (since, reason, made) if part)
    return planned.item.name, "old" if made else "missing", state, "; ".join(part for part in (made, why) if part)


def _in_a_line(reason: str) -> str:
    """The text of a reason and its first cause, which is what somebody can mend."""
    first, *causes = reason.splitlines() or [""]
    more = f" (and {len(causes) - 1} more, in run.txt)" if len(causes) > 1 else ""
    return f"{first} {causes[0].strip()}{more}" if causes else first


def _page(entry: ReportEntry | None) -> tuple[str, str]:
    """The page's standing, draft or final, and the time it was made; two blanks where there is none."""
    page = entry.page if entry else None
    if not page:
        return "", ""
    wanting = f", {page.missing} {'entry' if page.missing == 1 else 'entries'} without words" if page.missing else ""
    return page.state, f"made {clock(page.made)}{wanting}"


def _last_run(record: RunFile | None) -> str:
    if not record:
        return NO_PAGE
    run = record.run
    ended = f"ended {clock(run.ended)}" if run.ended else "has not ended, or was killed"
    return f"last run {run.result}, {ended}: {escape(run.asked)}" if run.ended else f"last run {ended}"


def _counts(lines: Sequence[tuple[str, str, str, str]]) -> str:
    """The count of each, in words."""
    found = [f"{sum(standing == name for _, standing, _, _ in lines)} {name}" for name in _COLOURS]
    states = [f"{sum(state == name for _, _, state, _ in lines)} {name.lower()}" for name in ("Draft", "Final")]
    return ", ".join(count for count in (*found, *states) if not count.startswith("0 ")) or "no reports"
