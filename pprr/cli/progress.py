"""Progress of a run while it goes on: a bar for people at a terminal, plain lines elsewhere, JSON for programs."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum

from rich.markup import escape

from pprr.cli.terminal import err, out
from pprr.run.records.run_log import Event, Tell, as_line


class LogKind(StrEnum):
    """The form in which a run is told."""

    AUTO = "auto"
    PLAIN = "plain"
    JSON = "json"


@contextmanager
def progress(kind: LogKind, *, several_periods: bool) -> Iterator[Tell]:
    """Yields the function that is told each event of a run."""
    if kind is LogKind.JSON:
        yield tell_json
        return
    lines = _Lines(several_periods)
    if kind is LogKind.AUTO and err.is_terminal:
        with _bar(lines) as tell:
            yield tell
    else:
        yield lambda happened: _plain(lines, happened)


def tell_json(happened: Event) -> None:
    """Prints the event as a line of JSON, at once. Where nobody reads any more, the run is stopped as rich stops it."""
    try:
        sys.stdout.write(f"{as_line(happened)}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


class _Lines:
    """The words for what has happened."""

    def __init__(self, several_periods: bool) -> None:
        self._several = several_periods
        self._told: dict[tuple[str, ...], str] = {}
        self.out = out

    def name(self, happened: Event) -> str:
        kind = "" if happened["kind"] == "portfolio" else f" ({happened['kind']})"
        period = f" {happened['period']}" if self._several else ""
        return f"{happened['portfolio']}{period}{kind}"

    def finished(self, happened: Event) -> None:
        if happened["outcome"] == "made":
            self.out.print(f"[green]made[/green]    {happened['page']}{_blocking(happened)}")
            return
        end = "" if happened["reason"].endswith((".", "?", "!")) else "."
        where = f" In the cell: {happened['cell']}" if happened["cell"] else ""
        said = f"{escape(happened['reason'])}{end}{escape(where)}"
        err.print(f"[red]{happened['outcome']}[/red]  {self.name(happened)}: {said}")
        first = self._told.setdefault((happened["reason"], happened["cell"], happened["trace"]), self.name(happened))
        if happened["trace"] and first == self.name(happened):
            err.print(escape(happened["trace"]))
        elif happened["trace"]:
            err.print(f"        The same as in {first}, above.")
        if happened["notebook"]:
            err.print(f"        As far as it ran: {happened['notebook']}")
        kept = "The last good page was kept" if happened["has_page"] else "There is no page of it yet"
        err.print(f"        {kept}.")

    def not_started(self, happened: Event) -> None:
        err.print(escape(happened["reason"]))


def _blocking(happened: Event) -> str:
    count = happened["blocking"]
    queries = "query" if count == 1 else "queries"
    see = f"see pprr check {happened['words']} {happened['period']}"
    return f", with {count} blocking {queries}: {see}" if count else ""


def _plain(lines: _Lines, happened: Event) -> None:
    """A line for each thing that is begun or done."""
    if happened["event"] == "run_started" and happened["due"]:
        err.print(f"Making {happened['due']} of {', '.join(happened['periods'])} ...")
    elif happened["event"] == "report_step":
        err.print(f"  {lines.name(happened)}: {happened['step']}")
    else:
        _said(lines, happened)


def _said(lines: _Lines, happened: Event) -> None:
    if happened["event"] == "report_finished":
        lines.finished(happened)
    elif happened["event"] == "period_not_started":
        lines.not_started(happened)


@contextmanager
def _bar(lines: _Lines) -> Iterator[Callable[[Event], None]]:
    """A bar of all reports, and below it a line for each that is under way."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err, transient=True) as shown:
        # Beside a bar on the same terminal a line must go through the bar, which makes room for it.
        lines.out = shown.console if out.is_terminal else out
        total = shown.add_task("Reports", total=None, visible=False)
        under_way: dict[str, object] = {}

        def tell(happened: Event) -> None:
            if happened["event"] == "run_started":
                shown.update(total, total=happened["due"], visible=bool(happened["due"]))
            elif happened["event"] == "report_step":
                name = lines.name(happened)
                if name not in under_way:
                    under_way[name] = shown.add_task(name, total=1)
                shown.update(under_way[name], description=f"{name}: {happened['step']}")  # type: ignore[arg-type]
            elif happened["event"] == "report_finished":
                shown.advance(total)
                if lines.name(happened) in under_way:
                    shown.remove_task(under_way.pop(lines.name(happened)))  # type: ignore[arg-type]
            _said(lines, happened)

        yield tell
