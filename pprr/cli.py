"""The command line: reads what was typed, calls the rooms, says what came of it. Nothing else."""

import datetime
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from pprr.errors import CommentaryError, FaultsError, ProjectError
from pprr.model import Period
from pprr.project import Project, find_project
from pprr.terminal import FAILED, GOOD, NOT_STARTED
from pprr.terminal import busy as _busy
from pprr.terminal import err as _err
from pprr.terminal import out as _out
from pprr.terminal import told as _told

if TYPE_CHECKING:
    from pprr.intake.clean import Cleaned
    from pprr.report import Report

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="\n\n".join(
        (
            "Makes a council's Portfolio Performance and Resources Reports: raw extracts in, intranet pages out.",
            "The usual order in a quarter: put the extracts into data/raw, then [bold]clean[/bold] them, "
            "[bold]draft[/bold] the commentary notebooks, write in them with [bold]lab[/bold], "
            "[bold]check[/bold] words and figures, and [bold]run[/bold].",
            'A PERIOD is written 2019-20-annual, or 2019-20-q1 to -q3; "2019/20" and "Mid-Year 2019/20" work too.',
            "Exit codes: 0 all is well; 1 something failed or is blocking, and was named; 2 it could not start.",
        )
    ),
)
_Names = Annotated[
    list[str],
    typer.Argument(
        metavar="[PORTFOLIO] PERIOD",
        help="The portfolio's slug, if only one is meant, and the period: "
        "2019-20-annual, or citizen-focus-and-engagement 2019-20-annual.",
    ),
]
_PeriodName = Annotated[str, typer.Argument(metavar="PERIOD", help="The period, such as 2019-20-annual.")]


@app.callback()
def _settings(
    project: Annotated[
        Path | None,
        typer.Option(help="The project's folder. Default: PPRR_PROJECT, else up from here to pprr.toml."),
    ] = None,
) -> None:
    if project:
        os.environ["PPRR_PROJECT"] = str(project.resolve())


@app.command()
def clean(period: _PeriodName) -> None:
    """Read a period's extracts into cleaned tables, and say everything that must be mended.

    Reads data/raw/<year>/agreement and data/raw/<year>/<period>, writes data/processed/<year>/<period>: one CSV a
    table, which open in Excel. A row that cannot be read stops its own portfolio; a file that cannot be read stops
    the period.
    """
    from pprr.intake.clean import clean as clean_tables
    from pprr.quality.terminal import print_queries

    with _told():
        project, when = find_project(), _period(period)
        with project.lock("clean"), _busy(f"Reading the extracts of {when}"):
            cleaned = clean_tables(project, when)
        for name, table in cleaned.tables.items():
            _out.print(f"{len(table):>6}  {name}")
        _out.print(f"Written to {project.relative(project.processed(when))}.")
        for folder in project.passed_over():
            _out.print(f"{escape(folder)} was passed over: its name is no period's. Rename it if it is one.")
        print_queries(_out, cleaned.queries, "Queries about the extracts")
        _out.print("pprr check looks at the sums, the rules and the words too.")
        raise typer.Exit(_print_faults(cleaned))


@app.command(name="new-year")
def new_year(year: Annotated[str, typer.Argument(metavar="YEAR", help="The year to start, such as 2026-27.")]) -> None:
    """Start a year's agreement from last year's. Makes data/raw/<year>/agreement, and changes nothing that is there.

    Portfolios, priorities, measures and rules are carried over. Targets, approvals and amounts are left blank, to be
    filled in: clean refuses the blanks, so last year's figures are never published as this year's.
    """
    from pprr.intake.new_year import start_year

    with _told():
        project = find_project()
        folder, left = start_year(project, _period(year).start)
        _out.print(f"Made {project.relative(folder)}. To fill in or look through:")
        for line in left:
            _out.print(f"  {line}")


@app.command()
def draft(names: _Names) -> None:
    """Create the commentary notebooks, or add the entries they lack. Never changes a word.

    The notebooks are in notebooks/commentary/<period>/<portfolio>/. Write under their headings with pprr lab.
    """
    from pprr.commentary.draft import draft as draft_entries

    with _told():
        project, when, chosen = _chosen(names)
        cleaned, reports, broken = _reports(project, when, chosen)
        for report in reports:
            folder = project.commentary(when, report.portfolio.slug)
            added = draft_entries(
                folder,
                report.items,
                portfolio=report.portfolio.slug,
                name=report.portfolio.name,
                period=str(when),
            )
            told = f"added {', '.join(added)}" if added else "nothing to add: every item has its entry"
            _out.print(f"{project.relative(folder)}: {told}.")
        raise typer.Exit(_print_broken(broken) or _print_faults(cleaned, chosen))


@app.command()
def check(names: _Names) -> None:
    """Print what is odd in figures and words: blocking queries first, each with its place and what to do.

    Exit code 1 where a query is blocking or an extract must be mended: such a report stays a draft.
    """
    from pprr.quality.decide import standings
    from pprr.quality.terminal import print_accepted, print_queries

    with _told():
        project, when, chosen = _chosen(names)
        cleaned, reports, broken = _reports(project, when, chosen)
        found = standings(project, cleaned, reports)
        named = {report.portfolio.slug: report.portfolio.name for report in reports}
        for slug, stands in found.items():
            if slug or stands.open or stands.accepted:
                _out.print(f"[bold]{escape(named.get(slug, 'All portfolios'))}, {when.label}[/bold]")
                print_queries(_out, stands.open)
                print_accepted(_out, stands)
        faulty = max(_print_broken(broken), _print_faults(cleaned, chosen))
        is_blocking = any(query.is_blocking for stands in found.values() for query in stands.open)
        raise typer.Exit(FAILED if is_blocking else faulty)


@app.command()
def accept(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="QUERY [PORTFOLIO] PERIOD",
            help="The query's id, as pprr check shows it, and the period: k3v9x2pa 2019-20-annual.",
        ),
    ],
    reason: Annotated[str, typer.Option(help="Why it may stand as it is.")] = "",
    name: Annotated[str, typer.Option(help="Who says so.")] = "",
    date: Annotated[str, typer.Option(help="The day of the decision, as YYYY-MM-DD. Default: today.")] = "",
    list_all: Annotated[
        bool, typer.Option("--list", help="Show what is accepted: pprr accept --list [PORTFOLIO] PERIOD.")
    ] = False,
    take_back: Annotated[
        bool, typer.Option("--undo", help="Take an acceptance back; what it said is printed once more.")
    ] = False,
) -> None:
    """Accept a query: it stays visible, with who and why, and no longer blocks.

    An acceptance falls when the value that it is about changes. They are kept in
    notebooks/commentary/<period>/<portfolio>/decisions.toml.
    """
    from pprr.quality.decide import accept as accept_query
    from pprr.quality.decide import standings, undo
    from pprr.quality.terminal import print_acceptance, print_accepted

    with _told():
        day = _day(date)
        if not list_all and len(names) < 2:
            raise ProjectError(f"Expected QUERY [PORTFOLIO] PERIOD, and found {' '.join(names)}.")
        project, when, chosen = _chosen(names if list_all else names[1:])
        with project.lock("decisions", wait_seconds=5):
            cleaned, reports, broken = _reports(project, when, chosen)
            found = standings(project, cleaned, reports)
            if list_all:
                for stands in found.values():
                    print_accepted(_out, stands)
                if not any(stands.accepted or stands.fallen or stands.unneeded for stands in found.values()):
                    _out.print("Nothing is accepted.")
            elif take_back:
                print_acceptance(_out, names[0], undo(project, when, found, names[0]), "no longer accepted")
            else:
                query = accept_query(project, when, found, names[0], reason=reason, by=name, date=day)
                path = project.relative(project.decisions(when, query.portfolio))
                _out.print(f"[green]accepted[/green] {query.id} {escape(query.item)} {escape(query.kind)}")
                _out.print(f"  Written to {path}. To take it back: pprr accept --undo {query.id} {when}")
        raise typer.Exit(_print_broken(broken))


@app.command()
def run(names: _Names) -> None:
    """Make the pages: run the report notebook for each portfolio and put its page into reports/<period>/.

    Each report is made apart from the others. One that fails leaves its last good page as it was and is named here, in
    reports/<period>/run.json and in reports/index.html. Beside each page are its tables as CSV, XLSX and JSON.
    """
    with _told(faults_code=NOT_STARTED):
        project, when, chosen = _chosen(names)

        from pprr.intake.load import load
        from pprr.press.run import Item, not_started
        from pprr.press.run import run as run_items

        with project.lock("run", wait_seconds=5):
            try:
                with _busy(f"Reading the extracts of {when}"):
                    cleaned = load(project, when)
            except FaultsError as error:
                not_started(project, when, str(error))
                raise
            stopped = _stopped(cleaned, chosen)
            items = [Item(slug, when) for slug in _slugs(cleaned, chosen)]
            started = time.monotonic()
            with _busy(f"Making {len(items)} of {when}") as tell:
                outcomes = run_items(
                    project,
                    when,
                    items,
                    stopped,
                    others=_others(cleaned, chosen),
                    progress=lambda item, step: tell(f"{item.portfolio}: {step}"),
                )
        blocking = _open_queries(project, cleaned, [outcome.portfolio for outcome in outcomes if outcome.is_made])
        for outcome in outcomes:
            page = project.relative(project.reports(when) / f"{outcome.portfolio}.html")
            if outcome.is_made:
                _out.print(f"[green]made[/green]    {page}{blocking.get(outcome.portfolio, '')}")
                continue
            end = "" if outcome.reason.endswith((".", "?", "!")) else "."
            where = f" In the cell: {outcome.cell}" if outcome.cell else ""
            _err.print(f"[red]failed[/red]  {outcome.portfolio}: {escape(outcome.reason)}{end}{escape(where)}")
            if outcome.trace:
                _err.print(escape(outcome.trace))
            kept = "The last good page was kept" if (project.root / page).is_file() else "There is no page of it yet"
            _err.print(f"        {kept}.")
        made = sum(outcome.is_made for outcome in outcomes)
        seconds = time.monotonic() - started
        _out.print(f"{made} of {len(outcomes)} made in {seconds:.1f} s. Open reports/index.html in a browser.")
        raise typer.Exit(GOOD if made == len(outcomes) else FAILED)


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make; it must not be there yet.")],
    portfolios: Annotated[int, typer.Option(min=1, max=100, help="How many portfolios.")] = 7,
    measures: Annotated[int, typer.Option(min=1, max=20_000, help="How many measures, in all portfolios.")] = 100,
    years: Annotated[int, typer.Option(min=1, max=20, help="How many years; the last one ends at its mid-year.")] = 3,
    seed: Annotated[int, typer.Option(help="Another seed gives other figures; the same one the same bytes.")] = 1,
) -> None:
    """Write a whole project of a made-up council: to learn on, to show, to try pprr with a council of any size.

    Three years of quarters, in the layouts of several systems: each sources.toml in it is an example of a mapping.
    """
    from pprr.demo.build import Size, write_demo

    with _told():
        with _busy(f"Writing {folder}"):
            periods = write_demo(folder, Size(portfolios, measures, years, seed))
        _out.print(f"Anyborough Council (made up), {len(periods)} periods, is in {escape(str(folder))}. Try, in it:")
        _out.print(f"  pprr clean {periods[-1]}\n  pprr check {periods[-1]}\n  pprr run {periods[-1]}")


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def lab(context: typer.Context) -> None:
    """Open JupyterLab in the project. What you save keeps your words and leaves out the figures shown.

    Further arguments go to JupyterLab: pprr lab --no-browser.
    """
    from pprr.lab import start

    with _told():
        start(find_project().root, context.args)


def main() -> None:
    """Runs the command line."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console or pipe may know neither £ nor curly quotes.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    app()


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except ValueError as error:
        raise ProjectError(str(error)) from error


def _day(text: str) -> datetime.date:
    """The day that is written, or today; the one command that asks the clock is one whose result is no page."""
    try:
        return datetime.date.fromisoformat(text) if text else datetime.datetime.now().astimezone().date()
    except ValueError as error:
        raise ProjectError(f'"{text}" is not a day. Write it as 2020-06-30.') from error


def _chosen(names: Sequence[str]) -> tuple[Project, Period, str]:
    """The project, the period and the one portfolio that is meant, or blank for all."""
    if len(names) > 2:
        raise ProjectError(f"Expected [PORTFOLIO] PERIOD, and found {len(names)} words: {' '.join(names)}.")
    return find_project(), _period(names[-1]), names[0] if len(names) == 2 else ""


def _slugs(cleaned: "Cleaned", chosen: str) -> list[str]:
    """The slugs of the portfolios that can be reported; raises ProjectError for one that is not there."""
    slugs = list(cleaned.tables["portfolios"]["portfolio"])
    stopped = {fault.portfolio for fault in cleaned.faults}
    if chosen and chosen not in {*slugs, *stopped}:
        raise ProjectError(f'There is no portfolio "{chosen}" in {cleaned.period}. There are: {", ".join(slugs)}.')
    return [slug for slug in slugs if chosen in {"", slug}]


def _stopped(cleaned: "Cleaned", chosen: str) -> dict[str, str]:
    """The portfolios whose extracts must be mended, each with its faults in a line."""
    found: dict[str, list[str]] = {}
    for fault in cleaned.faults:
        if chosen in {"", fault.portfolio}:
            found.setdefault(fault.portfolio, []).append(str(fault))
    return {slug: "; ".join(faults) for slug, faults in found.items()}


def _others(cleaned: "Cleaned", chosen: str) -> set[str]:
    """The portfolios of the period that are not asked for."""
    known = {*cleaned.tables["portfolios"]["portfolio"], *(fault.portfolio for fault in cleaned.faults)}
    return known - {chosen} if chosen else set()


def _reports(project: Project, period: Period, chosen: str) -> "tuple[Cleaned, list[Report], list[str]]":
    """The reports that can be put together, and for each of the others what keeps its words from being read."""
    from pprr.intake.load import load
    from pprr.report.assemble import assemble, past_of

    with _busy(f"Reading {period}"):
        cleaned = load(project, period)
        past = past_of(project, cleaned)
    reports, broken = [], []
    for slug in _slugs(cleaned, chosen):
        try:
            reports.append(assemble(project, cleaned, slug, past))
        except CommentaryError as error:
            broken.append(f"{slug}: {error}")
    return cleaned, reports, broken


def _open_queries(project: Project, cleaned: "Cleaned", slugs: Sequence[str]) -> dict[str, str]:
    """How many queries keep each page a draft, for the line that says it was made."""
    from pprr.report.assemble import assemble, past_of

    past = past_of(project, cleaned)
    told = {}
    for slug in slugs:
        blocking = sum(query.is_blocking for query in assemble(project, cleaned, slug, past).open_queries)
        if blocking:
            queries = "query" if blocking == 1 else "queries"
            told[slug] = f", with {blocking} blocking {queries}: see pprr check {slug} {cleaned.period}"
    return told


def _print_broken(broken: Sequence[str]) -> int:
    """Prints what keeps words from being read; the exit code that follows."""
    for message in broken:
        _err.print(f"[red]unreadable[/red]  {escape(message)}")
    return FAILED if broken else GOOD


def _print_faults(cleaned: "Cleaned", chosen: str = "") -> int:
    """Prints the faults that stopped a portfolio; the exit code that follows."""
    stopped = _stopped(cleaned, chosen)
    for slug in stopped:
        _err.print(f"[red]{slug} is stopped until this is mended:[/red]")
        for fault in cleaned.faults:
            if fault.portfolio == slug:
                _err.print(f"  {escape(str(fault))}")
    return FAILED if stopped else GOOD
