"""The page while it is written: a preview in the browser."""

from typing import Annotated

import typer

from pprr.cli.app import app
from pprr.cli.arguments import read_names
from pprr.cli.terminal import err, exit_on_error, out
from pprr.domain.errors import ProjectError


@app.command()
def preview(
    names: Annotated[
        list[str],
        typer.Argument(metavar="PORTFOLIO PERIOD", help="The report: citizen-focus-and-engagement 2019-20-annual."),
    ],
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 for any that is free.")] = 0,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open it in the browser.")] = True,
    poll: Annotated[
        bool, typer.Option("--poll", help="Look for changes every now and then: for a project on a network drive.")
    ] = False,
) -> None:
    """Show a report's page as it would be published, in the browser, and anew whenever something behind it is saved.

    What stands beside it are its queries, which are never on a page. Words, decisions, extracts, rules, settings, the
    report's notebook and the package are watched. Where what is saved cannot be made into a page, it says why, and the
    last good page stays. Nothing is published. Only this machine can open it. Ctrl+C ends it.
    """
    import asyncio
    import webbrowser

    from rich.markup import escape

    from pprr.preview.latest import Latest
    from pprr.preview.server import serve
    from pprr.run.item import Item

    with exit_on_error():
        if len(names) != 2:
            raise ProjectError(
                "words-unexpected",
                problem="counted",
                expected="PORTFOLIO PERIOD",
                count=len(names),
                words=" ".join(names),
            )
        project, when, chosen = read_names(names)
        project.commentary(when, chosen)  # refuses what is no name of a report
        if not project.extracts(when).is_dir():
            raise ProjectError("no-extracts", period=when, known=project.periods_in_words)

        def opened(address: str) -> None:
            out.print(f"The preview of {chosen} {when} is at {address} (Ctrl+C ends it).")
            if browser:
                webbrowser.open(address)

        item = Item.named(chosen, when)
        latest = Latest(project, item, say=lambda line: err.print(escape(line)))
        asyncio.run(serve(project, latest, item, port=port, poll=poll, opened=opened))
