"""Takes a published version or draft off the site."""

from typing import Annotated

import typer
from rich.markup import escape

from pprr.cli.app import app
from pprr.cli.arguments import read_day
from pprr.cli.site.publish import To
from pprr.cli.terminal import FAILED, GOOD, busy, exit_on_error, out
from pprr.formats import plural
from pprr.project import find_project
from pprr.site.targets.named import target_named


@app.command()
def withdraw(
    folder: Annotated[
        str, typer.Argument(metavar="VERSION", help="Its folder on the site, such as 2019-20-annual/housing/v1.0.")
    ],
    why: Annotated[str, typer.Option(help="Why, in a sentence that readers are shown.")],
    to: To = "",
    date: Annotated[str, typer.Option(help="The day of the withdrawal, as YYYY-MM-DD. Default: today.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would go. Change nothing.")] = False,
) -> None:
    """Take a published version or draft off the site, where the law or somebody's privacy asks for it.

    Its address then says that it was withdrawn, when and why. Its figures, words and downloads go, from all pages and
    from what is kept for a rollback, so this cannot be undone. Publish a corrected version after it.

    Exit codes: 0 it is gone, 1 a file is held open and still there, 2 it could not start.
    """
    from pprr.site.catalogue import Withdrawal
    from pprr.site.withdraw import plan_withdrawal

    with exit_on_error():
        project = find_project()
        target = target_named(to, project)
        with busy(f"Withdrawing {folder}"):
            asked = Withdrawal(date=read_day(date), reason=why)
            planned = plan_withdrawal(target, project.settings, folder.strip("/"), asked)
            held = [] if dry_run else planned.publication.put_on(target).held
            left = [] if dry_run else planned.left_on(target)
        gone = plural(len(planned.publication.difference.gone), "file")
        out.print(f"[green]{'would withdraw' if dry_run else 'withdrawn'}[/green]  {escape(folder)}: {gone} gone.")
        for one in planned.alike:
            out.print(f"look at  {escape(one)}: it may show the same.")
        for address in held:
            out.print(f"[red]still there[/red]  {escape(address)}: somebody holds it open. Withdraw it once more.")
        for address in left:
            out.print(f"[red]still there[/red]  {escape(address)}: somebody holds it open. Take it away by hand.")
        raise typer.Exit(FAILED if held or left else GOOD)
