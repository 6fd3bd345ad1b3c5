"""The command line: reads what was typed, calls the rooms, says what came of it. Nothing else."""

import os
import sys
import time
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from pprr.chosen import open_queries as _open_queries
from pprr.chosen import others_in as _others
from pprr.chosen import print_broken as _print_broken
from pprr.chosen import print_faults as _print_faults
from pprr.chosen import read_day as _day
from pprr.chosen import read_names as _chosen
from pprr.chosen import read_period as _period
from pprr.chosen import reports_of as _reports
from pprr.chosen import slugs_of as _slugs
from pprr.chosen import stopped_in as _stopped
from pprr.errors import FaultsError, ProjectError
from pprr.project import find_project
from pprr.terminal import FAILED, GOOD, NOT_STARTED, print_rows
from pprr.terminal import busy as _busy
from pprr.terminal import err as _err
from pprr.terminal import out as _out
from pprr.terminal import told as _told

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="\n\n".join(
        (
            "Makes a council's Portfolio Performance and Resources Reports: raw extracts in, intranet pages out.",
            "The usual order in a quarter: put the extracts into data/raw (a new one's layout comes from "
            "[bold]sources[/bold]), then [bold]clean[/bold] them, "
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
_MOST_PROBLEMS = 10
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
def sources(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A received file: CSV, TSV, XLSX, XLSM, XLS or ODS.")],
    sheet: Annotated[str, typer.Option(help="The sheet of a workbook. Default: the one that fits best.")] = "",
    table: Annotated[str, typer.Option(help="The table that it is, where the guess is wrong.")] = "",
) -> None:
    """Look at a received file and propose its section of sources.toml, to paste there.

    What the labels and the sums of the file prove is a key; what they do not is commented out, with the question.

    Below it stand the first rows as the section would read them. Nothing is changed or read into the project.
    """
    from pprr.intake.files import FileError
    from pprr.intake.guess import TABLES
    from pprr.intake.propose import propose

    with _told():
        if table and table not in TABLES:
            raise ProjectError(f'There is no table "{table}". There are: {", ".join(TABLES)}.')
        try:
            proposal = propose(file, sheet=sheet, table=table)
        except FileError as error:
            raise ProjectError(f"{file.name}: {error}") from error
        typer.echo(proposal.text)
        for note in proposal.notes:
            _err.print(escape(note))
        print_rows(f"The first rows of {file.name} as this reads them", proposal.columns, proposal.rows)
        for problem in proposal.problems[:_MOST_PROBLEMS]:
            _err.print(f"[yellow]to decide[/yellow]  {escape(problem)}")
        if len(proposal.problems) > _MOST_PROBLEMS:
            _err.print(f"... and {len(proposal.problems) - _MOST_PROBLEMS} more.")


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
    """Report what is odd in figures and words: errors first, then queries, each with its place and what to do.

    The same report of all portfolios is written as a page for the analyst, not for publication:
    data/processed/<year>/<period>/quality.html. Exit code 1 where a query is blocking or an extract must be mended:
    such a report stays a draft.
    """
    from pprr.quality.gather import Quality, quality_of
    from pprr.quality.page import write_page
    from pprr.quality.terminal import print_quality

    with _told():
        project, when, chosen = _chosen(names)
        try:
            cleaned, reports, broken = _reports(project, when, "")
        except FaultsError as error:
            write_page(project, Quality(when, faults=error.faults))
            raise
        _slugs(cleaned, chosen)
        page = write_page(project, quality_of(project, cleaned, reports, broken))
        meant = [report for report in reports if chosen in {"", report.portfolio.slug}]
        unread = {slug: message for slug, message in broken.items() if chosen in {"", slug}}
        quality = quality_of(project, cleaned, meant, unread)
        faulty = max(_print_broken(unread), _print_faults(cleaned, chosen))
        print_quality(_out, quality)
        _out.print(f"As a page, of all portfolios: {project.relative(page)}.")
        raise typer.Exit(FAILED if quality.is_blocking else faulty)


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
    from pprr.quality.gather import quality_of
    from pprr.quality.terminal import print_acceptance, print_decisions

    with _told():
        day = _day(date)
        if not list_all and len(names) < 2:
            raise ProjectError(f"Expected QUERY [PORTFOLIO] PERIOD, and found {' '.join(names)}.")
        project, when, chosen = _chosen(names if list_all else names[1:])
        with project.lock("decisions", wait_seconds=5):
            cleaned, reports, broken = _reports(project, when, chosen)
            found = standings(project, cleaned, reports)
            if list_all:
                decisions = quality_of(project, cleaned, reports, broken).decisions
                print_decisions(_out, decisions)
                if not decisions:
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
def rules(
    names: _Names,
    other: Annotated[
        Path | None,
        typer.Option("--try", metavar="FILE", help="A rules.toml that is in force nowhere: show what it would change."),
    ] = None,
) -> None:
    """Print the rules in force in a period's year, and each measure that has a rule of its own, with the reason.

    They are data/raw/<year>/agreement/rules.toml, and in measures.csv tolerance, rule and rule_reason. To try others,
    copy rules.toml, change the copy, and name it: pprr rules 2019-20-annual --try my-rules.toml. Nothing is changed.
    """
    from pprr.report.what_if import told_rules

    with _told():
        project, when, chosen = _chosen(names)
        from pprr.intake.load import load

        with _busy(f"Reading {when}"):
            cleaned = load(project, when)
            lines = told_rules(project, cleaned, _slugs(cleaned, chosen), other)
        for line in lines:
            _out.print(escape(line))
        raise typer.Exit(_print_faults(cleaned, chosen))


@app.command()
def run(names: _Names) -> None:
    """Make the pages: run the report notebook for each portfolio and put its page into reports/<period>/.

    Each report is made apart from the others. One that fails leaves its last good page as it was and is named here, in
    reports/<period>/run.json and in reports/index.html. Beside each page are its tables as CSV, XLSX and JSON.
    """
    with _told(faults_code=NOT_STARTED):
        project, when, chosen = _chosen(names)

        from pprr.intake.load import load
        from pprr.press.item import Item
        from pprr.press.run import not_started
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
                    imports=["pprr.notebook"],
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
    ledger_lines: Annotated[
        int, typer.Option(min=0, max=5_000_000, help="How many lines the ledger of each whole year has; 0 for none.")
    ] = 20_000,
    seed: Annotated[int, typer.Option(help="Another seed gives other figures; the same one the same bytes.")] = 1,
    dirty: Annotated[
        bool, typer.Option("--dirty", help="Add DIR/dirty: small projects full of faults, listed in DIR/planted.csv.")
    ] = False,
) -> None:
    """Write a whole project of a made-up council: to learn on, to show, to try pprr with a council of any size.

    Three years of quarters, in the layouts of several systems: each sources.toml in it is an example of a mapping.
    """
    from pprr.demo.build import Size, write_demo
    from pprr.demo.dirt.plant import write_dirty

    with _told():
        with _busy(f"Writing {folder}"):
            periods = write_demo(folder, Size(portfolios, measures, years, ledger_lines, seed))
            planted = write_dirty(folder, seed) if dirty else ()
        if planted:
            _out.print(
                f"{len(planted)} faults and oddities are planted in dirty/; planted.csv says where, and what to expect."
            )
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
