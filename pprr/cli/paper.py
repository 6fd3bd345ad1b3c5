"""Pages that stand in reports/ as files for paper."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from pprr.atomic import write_whole
from pprr.cli.app import Names, app
from pprr.cli.arguments import read_names
from pprr.cli.terminal import busy, exit_on_error, out

_LONGEST_SECONDS = 120.0


@app.command()
def pdf(
    names: Names,
    browser: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="The browser to print with. Default: the first that is found."),
    ] = None,
    limit: Annotated[
        float, typer.Option(min=1, metavar="SECONDS", help="How long one page may take.")
    ] = _LONGEST_SECONDS,
) -> None:
    """Print pages that stand in reports/ as tagged PDFs, with the Chromium, Chrome or Edge that is on this machine.

    A PDF has the page's headings as bookmarks, its language and its title, and the words of its tables and charts for
    a screen reader. It lies among the page's downloads. No run looks at it; a run that renews the page takes it away.
    """
    from pprr.paper.browser import find_browser, print_page
    from pprr.paper.pages import standing_pages

    with exit_on_error():
        project, period, portfolio = read_names(names)
        found = find_browser(browser)
        with project.lock("run"), busy("Printing") as tell:
            for page in standing_pages(project, period, portfolio):
                tell(page.path.name)
                path = page.beside.with_name(f"{page.beside.name}.pdf")
                write_whole(path, print_page(found, page.path, limit=limit))
                out.print(f"Printed: {escape(project.relative(path))}")


@app.command()
def word(names: Names) -> None:
    """Write pages that stand in reports/ as Word documents, for whoever puts together a committee's papers.

    A document has the page's headings, tables whose head stands on every page, and its charts as pictures with words
    for a screen reader. It is read back before it is put in place: every word and figure of the page must be in it. It
    lies among the page's downloads. No run looks at it; a run that renews the page takes it away.
    """
    from pprr.paper.pages import standing_pages
    from pprr.paper.word import word_of

    with exit_on_error():
        project, period, portfolio = read_names(names)
        with project.lock("run"), busy("Writing") as tell:
            for page in standing_pages(project, period, portfolio):
                tell(page.path.name)
                path = page.beside.with_name(f"{page.beside.name}.docx")
                text = page.path.read_text(encoding="utf-8")
                write_whole(path, word_of(text, accent=project.settings.page.accent))
                out.print(f"Written: {escape(project.relative(path))}")
