"""The batch: what is to be made, made, and told in words, events and an exit code; what starts it at night."""

import functools
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from pprr.atomic import unwritten, write_whole
from pprr.cli.app import app
from pprr.cli.arguments import tell_of_old_files
from pprr.cli.progress import LogKind, progress, tell_json
from pprr.cli.terminal import FAILED, GOOD, NOT_STARTED, err, exit_on_error, out
from pprr.domain.errors import PprrError, ProjectError, RunError
from pprr.project import Project, find_project
from pprr.run.plan.inputs import Inputs
from pprr.run.plan.matrix import plans_of
from pprr.run.plan.selection import Selection, read_selection
from pprr.run.planned import PeriodPlan
from pprr.run.press import run as run_plans
from pprr.run.publish.put import check_room, repair
from pprr.run.records.run_log import Event, RunLog, event
from pprr.run.result import Elsewhere, Result, RunOptions, exit_code
from pprr.run.schedule import Nightly, Scheduler, files_for, read_time
from pprr.run.worker.temporary import clear_left
from pprr.site.targets.named import target_named
from pprr.site.targets.place import NetworkPlace

_Names = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PORTFOLIO]... PERIOD...",
        help="The portfolios' slugs, if not all are meant, and the periods: 2019-20-annual, or "
        "citizen-focus-and-engagement 2019-20-annual, or latest, or all.",
    ),
]
_Periods = Annotated[list[str] | None, typer.Option("--period", help="A period, latest or all; as often as is wanted.")]
_Portfolios = Annotated[
    list[str] | None, typer.Option("--portfolio", help="A portfolio's slug; as often as is wanted.")
]
_Kinds = Annotated[
    list[str] | None, typer.Option("--kind", help="A kind of report that pprr.toml has. Default: all of them.")
]
_Workers = Annotated[
    int, typer.Option(min=0, max=64, help="How many reports to make at once; 0 for one a processor, at most 4.")
]
_Scheduler = Annotated[
    str,
    typer.Option(
        metavar="ADDRESS",
        help="Have the reports made by the Dask cluster with its scheduler there: tcp://10.0.0.1:8786.",
    ),
]
_Authority = Annotated[
    Path | None,
    typer.Option(exists=True, dir_okay=False, help="For tls://: who vouches for the cluster's machines."),
]
_Certificate = Annotated[
    Path | None, typer.Option(exists=True, dir_okay=False, help="For tls://: the certificate of this machine.")
]
_Key = Annotated[Path | None, typer.Option(exists=True, dir_okay=False, help="For tls://: the key to it.")]
_Log = Annotated[
    LogKind, typer.Option(help="auto: a bar at a terminal, lines elsewhere. json: a line of JSON an event.")
]
_OnFinish = Annotated[
    str,
    typer.Option(
        metavar="COMMAND", help="A command to start at the end; it reads the result as JSON. No shell is used."
    ),
]
_Publish = Annotated[
    str, typer.Option(metavar="TARGET", help="Publish what is approved afterwards: where, as for pprr publish --to.")
]


@app.command()
def run(
    names: _Names = None,
    periods: _Periods = None,
    portfolios: _Portfolios = None,
    kinds: _Kinds = None,
    plan: Annotated[bool, typer.Option("--plan", help="Show what would be made and why. Make nothing.")] = False,
    failed: Annotated[bool, typer.Option("--failed", help="Only what failed or was stopped last time.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Make what is up to date too.")] = False,
    workers: _Workers = 0,
    scheduler: _Scheduler = "",
    tls_ca: _Authority = None,
    tls_cert: _Certificate = None,
    tls_key: _Key = None,
    wait: Annotated[float, typer.Option(min=0, metavar="SECONDS", help="How long to wait for another run to end.")] = 5,
    log: _Log = LogKind.AUTO,
    on_finish: _OnFinish = "",
    publish: _Publish = "",
) -> None:
    """Make the pages that are not up to date: run the report notebook for each portfolio into reports/<period>/.

    A page is up to date where nothing that it rests on has changed: figures, words, decisions, rules, template,
    settings, package, versions. That goes by content: --plan shows it. Each report is made apart from the others. One
    that fails leaves its last good page as it was and is named here, in reports/<period>/run.json and run.txt, in
    reports/run.log and in reports/index.html. Beside each page are its tables as CSV, XLSX and JSON.

    Exit codes: 0 all is well, 1 something failed, 2 it could not start, 130 and 143 it was stopped.
    """
    with exit_on_error(faults_code=NOT_STARTED), _ended_by_sigterm():
        project = find_project()
        if publish:
            target_named(publish, project)  # before the run, whose record has these very words
        selection = read_selection(
            project,
            names or (),
            periods=periods or (),
            portfolios=portfolios or (),
            kinds=kinds or (),
            failed_only=failed,
            force=force,
        )
        if plan:
            raise typer.Exit(_show(list(plans_of(project, selection, Inputs(project, cleans=True))), log))
        try:
            with project.lock("run", wait_seconds=wait):
                elsewhere = _elsewhere(project, scheduler, (tls_ca, tls_cert, tls_key), workers)
                result = _made(project, selection, workers, log, elsewhere)
        except (PprrError, OSError) as error:
            wrong = error if isinstance(error, PprrError) else _not_started(project, error)
            code = FAILED if isinstance(wrong, RunError) else NOT_STARTED
            said = event("run_finished", result="not started", exit_code=code, reason=str(wrong), records=[])
            if log is LogKind.JSON:
                tell_json(said)
            _finish(project, on_finish, said)
            raise wrong from error
        except (KeyboardInterrupt, SystemExit) as stop:
            err.print(
                "Stopped. What was made stands, and every other page is as it was. The next run takes it up there."
            )
            raise typer.Exit(exit_code(stop)) from stop
        if log is not LogKind.JSON:
            out.print(_in_words(result))
        _finish(project, on_finish, result.event)
        raise typer.Exit(max(result.code, _published(project, selection, publish, wait)))


def _made(
    project: Project,
    selection: Selection,
    workers: int,
    log: LogKind,
    elsewhere: AbstractContextManager[Elsewhere | None],
) -> Result:
    clear_left()  # before the repair: what a killed run has left might still be putting files in place
    repair(project)  # before the plan looks at what is in place
    inputs = Inputs(project, cleans=True)
    plans = list(plans_of(project, selection, inputs))
    tell_of_old_files(project, [plan.period for plan in plans])
    for plan in plans:
        if plan.due:
            check_room(project.reports(plan.period))
    options = RunOptions(" ".join(sys.argv[1:]), workers, inputs.environment)
    is_due = any(plan.due for plan in plans)
    with elsewhere if is_due else nullcontext() as makes, progress(log, several_periods=len(plans) > 1) as tell:
        return run_plans(project, plans, replace(options, elsewhere=makes), tell)


def _published(project: Project, selection: Selection, target: str, wait: float) -> int:
    """Publishes the periods on the target, where one is named; the exit code that follows."""
    if not target:
        return GOOD
    from pprr.cli.site.publish import publish_period

    return max((publish_period(project, period, target, wait=wait) for period in selection.periods), default=GOOD)


def _not_started(project: Project, error: OSError) -> ProjectError:
    return ProjectError("run-not-started", problem=unwritten(error, project.root))


@contextmanager
def _elsewhere(
    project: Project, address: str, tls: tuple[Path | None, Path | None, Path | None], workers: int
) -> Iterator[Elsewhere | None]:
    """Yields the maker of reports on the cluster at the address; nothing where none is named."""
    if not address:
        yield None
        return
    if workers:
        raise ProjectError("workers-of-a-cluster")
    from pprr.cluster.client import SchedulerAddress, connected

    with connected(SchedulerAddress(address, *tls)) as cluster:
        yield functools.partial(cluster.make, project)


def _in_words(result: Result) -> str:
    """The result of the run, in a line."""
    counts = [f"{result.made} of {len(result.outcomes)} made"] if result.outcomes else []
    counts += [f"{result.current} up to date"] if result.current else []
    if result.current and not result.outcomes and not result.faults:
        return f"Nothing to do: {result.current} up to date. Open reports/index.html in a browser."
    return f"{', '.join(counts) or 'Nothing was made'} in {result.seconds:.1f} s. Open reports/index.html in a browser."


def _finish(project: Project, command: str, result: Event) -> None:
    """Starts the council's own command, if there is one; the pages and the exit code stay what they are."""
    if command:
        from pprr.run.on_finish import start_after

        wrong = start_after(project, command, result)
        if wrong:
            err.print(f"[red]The command after the run failed.[/red] {escape(wrong)}")
            RunLog(project).add(event("on_finish_failed", command=command, reason=wrong))


def _show(plans: Sequence[PeriodPlan], log: LogKind) -> int:
    """Prints the plan: a line for each report, with why it would be made."""
    lines = []
    for plan in plans:
        lines += [(plan.period, planned.item.name, planned.why) for planned in plan.reports]
        lines += [(plan.period, item.name, (f"stopped: {reason}",)) for item, reason in plan.stopped.items()]
        if plan.fault:
            err.print(escape(plan.fault))
    width = max((len(name) for _, name, _ in lines), default=0)
    for period, name, why in lines:
        if log is LogKind.JSON:
            tell_json(event("report_planned", period=str(period), report=name, is_due=bool(why), why=list(why)))
        else:
            would = "[yellow]would run[/yellow] " if why else "up to date"
            out.print(f"{would}  {period}  {name:<{width}}  {escape('; '.join(why))}".rstrip())
    if log is not LogKind.JSON:
        count = sum(bool(why) for _, _, why in lines)
        out.print(f"{count} of {len(lines)} would run. Nothing was made.")
    return NOT_STARTED if plans and all(plan.fault for plan in plans) else GOOD


@contextmanager
def _ended_by_sigterm() -> Iterator[None]:
    """Lets SIGTERM end the command as Ctrl-C does: cleanly, at whatever it is."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def schedule(
    context: typer.Context,
    scheduler: Annotated[Scheduler, typer.Argument(help="Who is to start it.")],
    at: Annotated[str, typer.Option(metavar="HH:MM", help="When, each day.")] = "02:30",
    into: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write the files there. Default: print them.")
    ] = None,
) -> None:
    """Print what a scheduler needs to start pprr run every night: a line for cron, units for systemd, a Windows task.

    Python and the project stand in it with their full paths, so it needs nothing of the environment. Further words go
    to pprr run; without any it makes the latest period: pprr schedule cron --at 03:15 -- all --on-finish "./mail.sh".
    """
    with exit_on_error():
        project = find_project()
        hour, minute = read_time(at)
        words = [word for word in context.args if word != "--"]
        for word in words:
            NetworkPlace.of(word)  # no password gets into a scheduler's files
        nightly = Nightly(sys.executable, str(project.root), hour, minute, tuple(words) or ("--period", "latest"))
        for name, data in files_for(scheduler, nightly).items():
            if into:
                write_whole(into / name, data)
                out.print(f"Written: {escape(str(into / name))}")
            else:
                err.print(f"[bold]{name}[/bold]")
                typer.echo(data.decode("utf-16" if name.endswith(".xml") else "utf-8").replace("\r\n", "\n"))
