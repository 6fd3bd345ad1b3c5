"""The papers of a committee's meeting in one folder."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from pprr.atomic import write_whole
from pprr.cli.app import app
from pprr.cli.terminal import FAILED, GOOD, busy, exit_on_error, out
from pprr.domain import Period
from pprr.domain.errors import PaperError
from pprr.formats import day as day_label
from pprr.formats import plural
from pprr.project import Project, find_project, report_name

if TYPE_CHECKING:
    from pprr.paper.agenda import ReportForMeeting
    from pprr.start.minutes import Sitting

_FOLDER = "agendas"


@app.command()
def agenda(
    committee: Annotated[str, typer.Argument(metavar="COMMITTEE", help="The committee, by its identifier or name.")],
    day: Annotated[str, typer.Argument(metavar="DATE", help="The day of its meeting, such as 2025-11-18.")],
    period: Annotated[str, typer.Option(help="The period. Default: the one whose reports go to that meeting.")] = "",
    item: Annotated[str, typer.Option(metavar="NUMBER", help="The number of the item on the agenda.")] = "",
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FOLDER", help="The folder. Default: one in agendas/.")
    ] = None,
    pdf: Annotated[bool, typer.Option("--pdf/--no-pdf", help="The papers as PDF.")] = True,
    word: Annotated[bool, typer.Option("--word/--no-word", help="The papers as Word documents.")] = True,
    drafts: Annotated[bool, typer.Option("--draft", help="Drafts too, marked as such.")] = False,
    browser: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="The browser to print with. Default: the first that is found."),
    ] = None,
    limit: Annotated[float, typer.Option(min=1, metavar="SECONDS", help="How long one page may take.")] = 120,
) -> None:
    """Put the papers of a committee's meeting into one folder, for a committee-agenda system.

    They are the covering paper and, as its appendices, the report of each portfolio that the committee takes, with the
    members' editions: each as PDF and Word, under a name that a clerk can use, and a list of them. Only approved
    reports whose page is up to date go there. A report that may not go is named, and the exit code is 1.
    """
    from pprr.paper.agenda import PaperMaker, agenda_papers, folder_name, made_for_agenda, strangers
    from pprr.paper.browser import find_browser
    from pprr.start.minutes import sitting_of

    with exit_on_error():
        project = find_project()
        sitting = sitting_of(project, committee, day)
        maker = PaperMaker(find_browser(browser) if pdf else None, limit, word)
        with project.lock("run"), busy("Making the papers") as tell:
            reports, left_out = _reports(project, sitting, Period.parse(period) if period else None, drafts=drafts)
            papers = agenda_papers(project, reports, number=item)
            files: dict[str, bytes] = {}
            for name, data in made_for_agenda(papers, maker, accent=project.settings.page.accent):
                tell(name)
                files[name] = data
        folder = to or project.root / _FOLDER / folder_name(sitting.day.isoformat(), sitting.committee)
        for name, data in files.items():
            write_whole(folder / name, data)
            out.print(f"[green]written[/green]  {escape(name)}")
        for name in strangers(folder, files):
            out.print(f"not of this agenda, left as it was  {escape(name)}")
        for name, why in left_out.items():
            out.print(f"[red]not in it[/red]  {name}: {escape(why)}")
        out.print(f"{escape(str(folder))}: {plural(len(files), 'file')}.")
        raise typer.Exit(FAILED if left_out else GOOD)


def _reports(
    project: Project, sitting: "Sitting", wanted: Period | None, *, drafts: bool
) -> "tuple[list[ReportForMeeting], dict[str, str]]":
    """The reports that go to the meeting, the committee's own first; and those that may not, each with why."""
    from pprr.paper.agenda import ReportForMeeting
    from pprr.run.item import Item
    from pprr.site.catalogue import Catalogue
    from pprr.site.gather import gather

    period, names = _taken(project, sitting, wanted)
    found = gather(project, period, Catalogue(()), with_drafts=drafts)
    editions = {one.edition.document: one.edition.record for one in found.new}
    reports = [
        ReportForMeeting(
            Item.named(name, period),
            editions[name]["portfolio"]["name"],
            editions[name]["period"]["title"],
            editions[name]["state"],
        )
        for name in names
        if name in editions
    ]
    unmade = {**found.drafts, **found.refused}
    left_out = {name: unmade[name] for name in names if name in unmade}
    if not reports:
        problems = "; ".join(f"{name}: {why}" for name, why in left_out.items()) or "none is made"
        raise PaperError("agenda-without-papers", period=period, problems=problems)
    return reports, left_out


def _taken(project: Project, sitting: "Sitting", wanted: Period | None) -> tuple[Period, list[str]]:
    """The period, and the names of the reports of it that the committee takes, its own papers first."""
    from pprr.ingest.load import load
    from pprr.ingest.subjects import slug_from
    from pprr.ingest.tables import COMMITTEES

    for period in [wanted] if wanted else reversed(project.reported_periods()):
        cleaned = load(project, period)
        takes = [row.portfolios for row in cleaned.tables.records(COMMITTEES).of(committee=sitting.committee)]
        if takes and (wanted or cleaned.next_meeting(sitting.committee) == sitting.day):
            settings = project.settings.reports
            kinds = [kind for kind in settings.committees if settings.begins(kind, period)]
            return period, [*(report_name(slug_from(sitting.committee), kind) for kind in kinds), *takes[0]]
    raise PaperError("agenda-without-period", committee=sitting.committee, day=day_label(sitting.day))
