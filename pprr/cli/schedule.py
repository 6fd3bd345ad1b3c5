"""Files for the scheduler that starts a run at night, filled in with this project's own paths."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from pprr.atomic import write_whole
from pprr.cli.app import app
from pprr.cli.terminal import err, exit_on_error, out
from pprr.project import find_project
from pprr.run.schedule import Nightly, Scheduler, files_for, read_time


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
        nightly = Nightly(sys.executable, str(project.root), hour, minute, tuple(words) or ("--period", "latest"))
        for name, data in files_for(scheduler, nightly).items():
            if into:
                write_whole(into / name, data)
                out.print(f"Written: {escape(str(into / name))}")
            else:
                err.print(f"[bold]{name}[/bold]")
                typer.echo(data.decode("utf-16" if name.endswith(".xml") else "utf-8").replace("\r\n", "\n"))
