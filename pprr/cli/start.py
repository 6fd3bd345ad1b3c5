"""Commands that begin what is new: the next period."""

from typing import Annotated

import typer
from rich.markup import escape

from pprr.cli.app import app
from pprr.cli.arguments import read_period
from pprr.cli.terminal import err, exit_on_error, out
from pprr.project import find_project


@app.command(name="new-period")
def new_period(
    period: Annotated[str, typer.Argument(metavar="PERIOD", help="The period, such as 2025-26-q3.")],
) -> None:
    """Start the next period: its folder, and sources.toml carried over from the period before.

    Periods, dates, labels and names of files that name the old period are moved on to the new one, and every change is
    told, as is whatever names a time and was left. Nothing that is there is changed.
    """
    from pprr.start.next_period import start_period

    with exit_on_error():
        project = find_project()
        when = read_period(project, period)
        result = start_period(project, when)
        out.print(f"Made {project.relative(result.folder)}/sources.toml from that of {result.before}. Moved on:")
        for line in result.changes:
            out.print(f"  {escape(line)}")
        for line in dict.fromkeys(result.left):
            err.print(f"[yellow]look at[/yellow]  {escape(line)}")
        out.print(f"Put into {project.relative(result.folder)}, named as here or as sources.toml is made to say:")
        for name in result.files:
            out.print(f"  {escape(name)}")
        if not project.agreement(when).is_dir():
            out.print(f"{when.year} has no agreement yet: pprr new-year {when.year} starts it.")
        out.print(f"Then: pprr clean {when}")
