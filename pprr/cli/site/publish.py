"""Publishes on the site, whole or not at all; proves it, and takes a publication back."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

import typer
from rich.markup import escape

from pprr.cli.app import PeriodName, app
from pprr.cli.arguments import read_period
from pprr.cli.terminal import FAILED, GOOD, busy, exit_on_error, out
from pprr.domain import Period
from pprr.formats import plural
from pprr.project import Project, find_project
from pprr.site.targets.named import target_named

To = Annotated[
    str,
    typer.Option(
        "--to",
        metavar="TARGET",
        help="A folder, of this machine or of a share, or sftp://, smb://, s3://. Default: site, in the project.",
    ),
]


class SiteTask(StrEnum):
    """The tasks of pprr site."""

    VERIFY = "verify"


@app.command()
def publish(
    name: PeriodName,
    to: To = "",
    drafts: Annotated[bool, typer.Option("--draft", help="Publish drafts too, marked as such.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be published. Send nothing.")] = False,
    rollback: Annotated[
        bool, typer.Option("--rollback", help="Put back what the site was before the last publication.")
    ] = False,
    wait: Annotated[
        float, typer.Option(min=0, metavar="SECONDS", help="How long to wait for a run or another publication to end.")
    ] = 5,
) -> None:
    """Publish a period's approved reports on the site, whole or not at all, and renew the pages around them.

    A report goes there as a version, such as 2019-20-annual/housing/v1.0, that never changes: the page, its downloads
    and record.json. What is approved anew is a new version; the old one says so. A publication that fails or is killed
    leaves the site as it was. What is there already is not sent.

    Exit codes: 0 all is well, 1 a report could not be published or a page is held open, 2 it could not start.
    """
    from pprr.site.store import roll_back

    with exit_on_error():
        project = find_project()
        period = read_period(project, name)
        if not rollback:
            raise typer.Exit(publish_period(project, period, to, drafts=drafts, dry_run=dry_run, wait=wait))
        target = target_named(to, project)
        with project.lock("run", wait_seconds=wait):
            then = roll_back(target)
        out.print(f"{escape(target.name)} is again what it was: {plural(len(then.files), 'file')}.")


def publish_period(
    project: Project, period: Period, to: str, *, drafts: bool = False, dry_run: bool = False, wait: float = 5
) -> int:
    """Publishes a period and says what became of each report; the exit code."""
    from pprr.site.publish import plan_publication

    target = target_named(to, project)
    with project.lock("run", wait_seconds=wait), busy(f"Publishing {period}"):
        planned = plan_publication(project, period, target, with_drafts=drafts)
        sent = None if dry_run else planned.put_on(target)
    gathering, difference = planned.gathering, planned.difference
    for one in gathering.new:
        out.print(f"[green]{'would publish' if dry_run else 'published'}[/green]  {escape(one.edition.folder)}")
    for document in gathering.standing:
        out.print(f"stands  {period}/{document}")
    for document, why in gathering.drafts.items():
        out.print(f"not published  {document}: {escape(why)}")
    for document, why in gathering.refused.items():
        out.print(f"[red]not published[/red]  {document}: {escape(why)}")
    held = sent.held if sent else []
    for address in held:
        out.print(f"[yellow]held open[/yellow]  {escape(address)}: somebody reads it, so it stays old until the next.")
    files = f"{len(difference.new)} new, {len(difference.replaced)} changed, {len(difference.gone)} gone"
    size = f", {sent.bytes:,} bytes sent" if sent else ". Nothing was sent"
    out.print(f"{escape(target.name)}: {files}{size}.")
    return FAILED if gathering.refused or held else GOOD


@app.command()
def site(
    task: Annotated[SiteTask, typer.Argument(help="verify: prove every file of the site.")],
    target: Annotated[
        str,
        typer.Argument(
            metavar="[TARGET]", help="The site, as for --to of pprr publish. Default: site, in the project."
        ),
    ] = "",
) -> None:
    """Prove a site: every file against the site's lists, and each edition's content against its own record."""
    from pprr.site.verify import verify

    with exit_on_error():
        place = target_named(target, find_project())
        proof = verify(place)
        _tell(proof.wrong)
        found = f"{plural(proof.files, 'file')}, {plural(proof.editions, 'edition')}"
        out.print(f"{escape(place.name)}: {found}. {'All is as published.' if not proof.wrong else 'See above.'}")
        raise typer.Exit(FAILED if proof.wrong else GOOD)


def _tell(wrong: Sequence[str]) -> None:
    for sentence in wrong:
        out.print(f"[red]wrong[/red]  {escape(sentence)}")
