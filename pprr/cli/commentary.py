"""Words: draft the notebooks, write in them."""

from typing import Annotated

import typer
from rich.markup import escape

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
from pprr.domain.errors import CommentaryError, ProjectError
from pprr.formats import plural
from pprr.project import find_project


@app.command()
def draft(
    names: Names,
    also: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ROWS",
            help="Headings for single rows too: priorities, budget, reserves or savings, or the name of one row; and "
            "for what only some reports have: statement, scope, risks, outlook. "
            "May be given several times.",
        ),
    ] = None,
    notes: Annotated[
        bool, typer.Option("--notes", help="Begin the entries without words with the service's note in the extract.")
    ] = False,
) -> None:
    """Create the commentary notebooks, or add the entries they lack. Never changes a word.

    The notebooks are in notebooks/commentary/<period>/<portfolio>/. Write under their headings with pprr lab.
    Sections and measures have a heading each. A priority, a change of the budget, a reserve or a saving has one where
    the last report had words under it, or where --also asks for it. A document that is switched on in pprr.toml gets
    the notebook that it is made from, where notebooks/ has none.
    """
    from pprr.commentary.draft import draft as draft_entries
    from pprr.commentary.first_words import begin
    from pprr.report.items import OPTIONAL, with_optional
    from pprr.report.queries.of_draft import about_draft
    from pprr.start.template import put_document_notebooks

    with exit_on_error():
        project, when, chosen = read_names(names)
        cleaned, reports, broken = reports_of(project, when, chosen, about_draft)
        refuse_unknown_rows(reports, also or ())
        for report in reports:
            folder = project.commentary(when, report.portfolio.slug)
            wanted = {*report.drafted, *rows_named(report, also or ())} | {*(also or ())} & {*OPTIONAL}
            items = with_optional(report.items, wanted)
            try:
                with project.lock("words", wait_seconds=5):
                    added = draft_entries(
                        folder,
                        [item for item in items if item in wanted],
                        order=items,
                        portfolio=report.portfolio.slug,
                        name=report.portfolio.name,
                        period=str(when),
                        titles={measure.measure_id: measure.name for measure in report.measures},
                    )
                    said = {item: one.comment for item, one in report.extract_words.items()} if notes else {}
                    begun = begin(folder, said)
            except CommentaryError as error:
                broken[report.portfolio.slug] = str(error)
                continue
            line = f"added {', '.join(added)}" if added else "nothing to add: every item has its entry"
            begins = f"; begun with the service's note: {', '.join(begun) or 'none'}" if notes else ""
            out.print(f"{project.relative(folder)}: {line}{begins}.")
            if report.open_queries:
                from pprr.review.terminal import print_queries

                print_queries(out, report.open_queries, "Words that need a look")
        note_or_tell(project, reports)
        for name in put_document_notebooks(project, when):
            out.print(f"Made {name}, which is switched on in pprr.toml.")
        raise typer.Exit(print_broken(broken) or print_faults(cleaned, chosen))


@app.command()
def tie(
    names: Annotated[
        list[str],
        typer.Argument(metavar="PORTFOLIO PERIOD", help="The report: citizen-focus-and-engagement 2019-20-annual."),
    ],
    take: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Put this live value in its figure's place. May be given several times."),
    ] = None,
    take_all: Annotated[bool, typer.Option("--all", help="Put them all.")] = False,
    take_back: Annotated[
        bool, typer.Option("--undo", help="Take the last ones back: the notebook has the same bytes as before.")
    ] = False,
) -> None:
    """Propose live values for typed figures that are exactly one value of their own item. Changes only what it is told.

    Each is shown with its sentence before and after. A live value follows its figure when that is revised.
    """
    from pprr.commentary.retype import Retyping, retype, undo
    from pprr.report.proposals import chosen_of, proposals

    with exit_on_error():
        if len(names) != 2:
            raise ProjectError("words-unexpected", problem="plain", expected="PORTFOLIO PERIOD", words=" ".join(names))
        project, when, slug = read_names(names)
        folder = project.commentary(when, slug)
        if take_back:
            with project.lock("words", wait_seconds=5):
                out.print(f"As before its figures were tied: {', '.join(undo(folder))}.")
            raise typer.Exit
        cleaned, reports, broken = reports_of(project, when, slug)
        for report in reports:
            found = proposals(report)
            chosen = chosen_of(found, report, [one.id for one in found] if take_all else take or ())
            for one in chosen or found:
                out.print(f"[bold]{one.id}[/bold] {escape(one.item)} {escape(one.typed)}: {escape(one.to)}")
                out.print(f"  [dim]before[/dim] {escape(one.before)}")
                out.print(f"  [dim]after[/dim]  {escape(one.after)}")
            if chosen:
                with project.lock("words", wait_seconds=5):
                    count = retype(folder, [Retyping(one.item, one.start, one.typed, one.put) for one in chosen])
                out.print(f"{plural(count, 'figure')} tied. To take that back: pprr tie {slug} {when} --undo")
            elif found:
                out.print(f"{plural(len(found), 'figure')} could be tied: --take ID for one of them, --all for all.")
            else:
                out.print("No typed figure is exactly one value of its own item.")
        raise typer.Exit(print_broken(broken) or print_faults(cleaned, slug))


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def lab(context: typer.Context) -> None:
    """Open JupyterLab in the project. What you save keeps your words and leaves out the figures shown.

    Further arguments go to JupyterLab: pprr lab --no-browser.
    """
    from pprr.lab import start

    with exit_on_error():
        start(find_project().root, context.args)
