"""Commands for received files: find out how one is laid out, clean a period, start a year."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from pprr.cli.app import PeriodName, app
from pprr.cli.arguments import print_faults, read_period
from pprr.cli.terminal import busy, err, exit_on_error, out, print_rows
from pprr.domain.errors import FileError, ProjectError
from pprr.project import find_project

if TYPE_CHECKING:
    from pprr.ingest.suggest.ledger import LedgerProposal
    from pprr.ingest.suggest.propose import Proposal

_MOST_PROBLEMS = 10


@app.command()
def clean(period: PeriodName) -> None:
    """Read a period's extracts into cleaned tables, and say everything that must be mended.

    Reads data/raw/<year>/agreement and data/raw/<year>/<period>, writes data/processed/<year>/<period>: one CSV a
    table, which open in Excel. A row that cannot be read stops its own portfolio; a file that cannot be read stops
    the period.
    """
    from pprr.ingest.clean import clean as clean_tables
    from pprr.ingest.meetings.received import EVERY, told_of_later
    from pprr.review.terminal import print_queries

    with exit_on_error():
        project = find_project()
        when = read_period(project, period)
        with project.lock("clean"), busy(f"Reading the extracts of {when}"):
            cleaned = clean_tables(project, when)
        for name, table in cleaned.tables.items():
            out.print(f"{len(table):>6}  {name}")
        out.print(f"Written to {project.relative(project.processed(when))}.")
        for folder in project.passed_over():
            out.print(f"{escape(folder)} was passed over: its name is no period's. Rename it if it is one.")
        for file in project.tables_passed_over(EVERY):
            names = ", ".join(f"{name}.csv" for name in EVERY)
            out.print(f"{escape(file)} was passed over: of the files in data/raw itself {names} are read.")
        for told in told_of_later(project, cleaned.as_at):
            out.print(told)
        print_queries(out, cleaned.queries, "Queries about the extracts")
        out.print("pprr check looks at the sums, the rules and the words too.")
        raise typer.Exit(print_faults(cleaned))


@app.command()
def sources(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A received file: CSV, TSV, XLSX, XLSM, XLS or ODS; or a folder.")
    ],
    sheet: Annotated[str, typer.Option(help="The sheet of a workbook. Default: the one that fits best.")] = "",
    table: Annotated[str, typer.Option(help="The table that it is, where the guess is wrong.")] = "",
) -> None:
    """Look at a received file and propose its section of sources.toml, to paste there.

    What the labels and the sums of the file prove is a key; what they do not is commented out, with the question.

    Below it stand the first rows as the section would read them. Of a folder every sheet of every file is looked at,
    and each table has its section; of a ledger (--table ledger) the beginning and the end are. Nothing is changed or
    read into the project.
    """
    from pprr.ingest.suggest.guess import TABLES
    from pprr.ingest.suggest.ledger import propose_ledger
    from pprr.ingest.suggest.propose import propose
    from pprr.start.received import ledger_in

    with exit_on_error():
        if table and table not in {*TABLES, "ledger"}:
            raise ProjectError("no-such-table", table=table, known=", ".join((*TABLES, "ledger")))
        if file.is_dir():
            if table or sheet:
                raise ProjectError("table-of-a-folder")
            _print_folder(file)
            return
        proposal: Proposal | LedgerProposal | None
        try:
            proposal = propose_ledger(file) if table == "ledger" else propose(file, sheet=sheet, table=table)
        except FileError as error:
            proposal = None if table or sheet else ledger_in(file)
            if proposal is None:
                raise ProjectError("received-file-unreadable", file=file.name, problem=error) from error
        typer.echo(proposal.text)
        for note in proposal.notes:
            err.print(escape(note))
        _print_first_rows(file.name, proposal)


def _print_folder(folder: Path) -> None:
    """Prints the section of each table that the folder's files hold, and what each sheet is or may be."""
    from pprr.start.received import files_in, look_at

    received = look_at(files_in([folder]), tell=lambda name: None, with_agreement=True)
    for table, (first, *others) in received.tables.items():
        typer.echo(first.proposal.text)
        err.print(escape(f"{first.name}: {table}."))
        for part in others:
            err.print(escape(f"{part.name}: {table} too, of other rows: a place of also = [...] in that section."))
        _print_first_rows(first.name, first.proposal)
    for name, ledger in [*received.ledgers.items()][:1]:
        typer.echo(ledger.text)
        _print_first_rows(name, ledger)
    for name, reason in received.unused:
        err.print(escape(f"{name}: {reason}"))
    if not received.tables and not received.ledgers:
        raise ProjectError("no-table-found", folder=folder)


def _print_first_rows(name: str, proposal: "Proposal | LedgerProposal") -> None:
    print_rows(f"The first rows of {name} as this reads them", proposal.columns, proposal.rows)
    for problem in proposal.problems[:_MOST_PROBLEMS]:
        err.print(f"[yellow]to decide[/yellow]  {escape(problem)}")
    if len(proposal.problems) > _MOST_PROBLEMS:
        err.print(f"... and {len(proposal.problems) - _MOST_PROBLEMS} more.")


@app.command(name="new-year")
def new_year(
    year: Annotated[str, typer.Argument(metavar="YEAR", help="The year to start, such as 2026-27.")],
    workbook: Annotated[
        bool | None, typer.Option("--workbook/--csv", help="One Excel workbook, or CSV files. Default: as last year's.")
    ] = None,
) -> None:
    """Start a year's agreement from last year's. Makes data/raw/<year>/agreement, and changes nothing that is there.

    Portfolios, priorities, measures and rules are carried over. Targets, approvals and amounts are left blank, to be
    filled in: last year's figures are never published as this year's. Clean refuses a blank target or amount; it lets
    pass a blank approval or profile, and an empty list of savings.
    """
    from pprr.ingest.agreement.new_year import start_year
    from pprr.start.template import put_document_notebooks

    with exit_on_error():
        project = find_project()
        folder, left = start_year(project, read_period(project, year).start, as_workbook=workbook)
        year_end = read_period(project, year)
        for name in put_document_notebooks(project, year_end):
            out.print(f"Made {name}.")
        out.print(f"Made {project.relative(folder)}. To fill in or look through:")
        for line in left:
            out.print(f"  {line}")
