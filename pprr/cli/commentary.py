"""Words: draft the notebooks, write in them."""

from typing import Annotated

import typer

from pprr.cli.app import Names, app
from pprr.cli.arguments import (
    note_or_tell,
    print_broken,
    print_faults,
    read_names,
    refuse_unknown_rows,
    reports_of,
    rows_named,
)
from pprr.cli.terminal import exit_on_error, out
from pprr.domain.errors import CommentaryError
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
    from pprr.report.queries.lost_words import LOST
    from pprr.review.terminal import print_queries

    with exit_on_error():
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
            lost = [query for query in report.open_queries if query.key in LOST]
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

    with exit_on_error():
        start(find_project().root, context.args)
