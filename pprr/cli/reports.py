"""Words and pages: draft the notebooks, write in them, make the reports."""

import time
from typing import Annotated

import typer
from rich.markup import escape

from pprr.cli.app import Names, app
from pprr.cli.chosen import (
    blocking_in_words,
    note_or_tell,
    others_in,
    print_broken,
    print_faults,
    read_names,
    refuse_unknown_rows,
    reports_of,
    rows_named,
    slugs_of,
    stopped_in,
)
from pprr.cli.terminal import FAILED, GOOD, NOT_STARTED, busy, err, out, told
from pprr.errors import CommentaryError, FaultsError
from pprr.project import find_project


@app.command()
def draft(
    names: Names,
    also: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ROWS",
            help="Headings for single rows too: priorities, budget, reserves or savings, or the name of one row. "
            "May be given several times.",
        ),
    ] = None,
) -> None:
    """Create the commentary notebooks, or add the entries they lack. Never changes a word.

    The notebooks are in notebooks/commentary/<period>/<portfolio>/. Write under their headings with pprr lab.
    Sections and measures have a heading each. A priority, a change of the budget, a reserve or a saving has one where
    the last report had words under it, or where --also asks for it.
    """
    from pprr.commentary.draft import draft as draft_entries
    from pprr.quality.terminal import print_queries
    from pprr.report.lost_words import LOST

    with told():
        project, when, chosen = read_names(names)
        cleaned, reports, broken = reports_of(project, when, chosen)
        refuse_unknown_rows(reports, also or ())
        for report in reports:
            folder = project.commentary(when, report.portfolio.slug)
            wanted = {*report.drafted, *rows_named(report, also or ())}
            try:
                with project.lock("words", wait_seconds=5):
                    added = draft_entries(
                        folder,
                        [item for item in report.items if item in wanted],
                        order=report.items,
                        portfolio=report.portfolio.slug,
                        name=report.portfolio.name,
                        period=str(when),
                    )
            except CommentaryError as error:
                broken[report.portfolio.slug] = str(error)
                continue
            line = f"added {', '.join(added)}" if added else "nothing to add: every item has its entry"
            out.print(f"{project.relative(folder)}: {line}.")
            lost = [query for query in report.open_queries if query.kind in LOST]
            if lost:
                print_queries(out, lost, "Words that need a look")
        note_or_tell(project, reports)
        raise typer.Exit(print_broken(broken) or print_faults(cleaned, chosen))


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def lab(context: typer.Context) -> None:
    """Open JupyterLab in the project. What you save keeps your words and leaves out the figures shown.

    Further arguments go to JupyterLab: pprr lab --no-browser.
    """
    from pprr.lab import start

    with told():
        start(find_project().root, context.args)


@app.command()
def run(
    names: Names,
    workers: Annotated[
        int, typer.Option(min=0, max=64, help="How many reports to make at once; 0 for one a processor, at most 4.")
    ] = 0,
) -> None:
    """Make the pages: run the report notebook for each portfolio and put its page into reports/<period>/.

    Each report is made apart from the others. One that fails leaves its last good page as it was and is named here, in
    reports/<period>/run.json and in reports/index.html. Beside each page are its tables as CSV, XLSX and JSON.
    """
    with told(faults_code=NOT_STARTED):
        project, when, chosen = read_names(names)

        from pprr.intake.load import load
        from pprr.press.item import Item
        from pprr.press.run import not_started
        from pprr.press.run import run as run_items

        with project.lock("run", wait_seconds=5):
            try:
                with busy(f"Reading the extracts of {when}"):
                    cleaned = load(project, when)
            except FaultsError as error:
                not_started(project, when, str(error))
                raise
            stopped = stopped_in(cleaned, chosen)
            items = [Item(slug, when) for slug in slugs_of(cleaned, chosen)]
            started = time.monotonic()
            with busy(f"Making {len(items)} of {when}") as tell:
                outcomes = run_items(
                    project,
                    when,
                    items,
                    stopped,
                    others=others_in(cleaned, chosen),
                    workers=workers,
                    imports=["pprr.notebook.warm"],
                    progress=lambda item, step: tell(f"{item.portfolio}: {step}"),
                )
        for outcome in outcomes:
            page = project.relative(project.reports(when) / f"{outcome.portfolio}.html")
            if outcome.made:
                draft = blocking_in_words(outcome.made.blocking, outcome.portfolio, when)
                out.print(f"[green]made[/green]    {page}{draft}")
                continue
            end = "" if outcome.reason.endswith((".", "?", "!")) else "."
            where = f" In the cell: {outcome.cell}" if outcome.cell else ""
            err.print(f"[red]failed[/red]  {outcome.portfolio}: {escape(outcome.reason)}{end}{escape(where)}")
            if outcome.trace:
                err.print(escape(outcome.trace))
            kept = "The last good page was kept" if (project.root / page).is_file() else "There is no page of it yet"
            err.print(f"        {kept}.")
        made = sum(outcome.is_made for outcome in outcomes)
        seconds = time.monotonic() - started
        out.print(f"{made} of {len(outcomes)} made in {seconds:.1f} s. Open reports/index.html in a browser.")
        raise typer.Exit(GOOD if made == len(outcomes) else FAILED)
