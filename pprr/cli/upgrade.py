"""After an update of pprr: decisions and approvals of an earlier one are carried over, once."""

import typer
from rich.markup import escape

from pprr.cli.app import app
from pprr.cli.arguments import print_broken, reports_of
from pprr.cli.terminal import FAILED, GOOD, err, exit_on_error, out
from pprr.domain import Period
from pprr.domain.errors import FaultsError
from pprr.project import Project, find_project


@app.command()
def upgrade() -> None:
    """Carry decisions and approvals of an earlier pprr over to this one, and say what became of each. Once is enough.

    Acceptances and approvals stand without it. An acceptance gets the id that pprr check shows today, and an approval
    that stands is bound to the same content anew. What no query is known by stays in its file as it is.
    """
    from pprr.commentary.old_files import old_periods

    with exit_on_error():
        project = find_project()
        code = GOOD
        with project.lock("decisions", wait_seconds=5):
            periods = old_periods(project)
            for period in periods:
                code = max(code, _upgrade(project, period))
        if not periods:
            out.print("Nothing to do: every decision and approval is of this pprr.")
        raise typer.Exit(code)


def _upgrade(project: Project, period: Period) -> int:
    """Upgrades the files of one period and tells what became of each; the exit code that follows."""
    from pprr.review.upgrade import upgrade as upgrade_files

    code = GOOD
    try:
        cleaned, reports, broken = reports_of(project, period, "")
    except FaultsError as error:
        err.print(f"[red]{period} cannot be read[/red]  {escape(str(error))}")
        cleaned, reports, broken, code = None, [], {}, FAILED
    for one in upgrade_files(project, period, cleaned, reports):
        name = escape(project.relative(one.path))
        if one.problem:
            err.print(f"[red]left as it was[/red]  {name}: {escape(one.problem)}")
            code = FAILED
            continue
        out.print(f"[bold]{name}[/bold]{f': {one.approval}' if one.approval else ''}")
        for before, query in one.renamed:
            out.print(f"  {before} is {query.id} now  {escape(query.item)} {escape(query.kind)}")
        for before, said in one.kept:
            out.print(f"  {before} stays as it is: no query of today is known by it  {escape(said.item)} {said.kind}")
    return max(code, print_broken(broken))
