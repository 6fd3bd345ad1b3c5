"""Figures and the rules behind them: those in force, what others would change, where a figure is from, what changed."""

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from pprr.cli.app import Names, app
from pprr.cli.arguments import print_broken, print_faults, read_names, reports_of, slugs_of
from pprr.cli.terminal import busy, exit_on_error, out
from pprr.domain.errors import ProjectError
from pprr.project import Project

if TYPE_CHECKING:
    from pprr.domain.record import ReportRecord
    from pprr.report.trace import Source, Traced

_NAMED = "FIGURE [PORTFOLIO] PERIOD"
_RECORD = ".json"


@app.command()
def rules(
    names: Names,
    other: Annotated[
        Path | None,
        typer.Option("--try", metavar="FILE", help="A rules.toml that is in force nowhere: show what it would change."),
    ] = None,
) -> None:
    """Print the rules in force in a period's year, and each measure that has a rule of its own, with the reason.

    They are data/raw/<year>/agreement/rules.toml, and in measures.csv tolerance, rule and rule_reason. To try others,
    copy rules.toml, change the copy, and name it: pprr rules 2019-20-annual --try my-rules.toml. Nothing is changed.
    """
    from pprr.ingest.load import load
    from pprr.report.what_if import told_rules

    with exit_on_error():
        project, when, chosen = read_names(names)
        with busy(f"Reading {when}"):
            cleaned = load(project, when)
            lines = told_rules(project, cleaned, slugs_of(cleaned, chosen), other)
        for line in lines:
            out.print(escape(line))
        raise typer.Exit(print_faults(cleaned, chosen))


@app.command()
def trace(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar=_NAMED,
            help="A measure by its code, a row of money by its name, or a section, and the period: CFE1.4 2019-20.",
        ),
    ],
    column: Annotated[
        str,
        typer.Option(help="Only this of it: actual, target, status, trend, 2018/19, balance. Default: all there is."),
    ] = "",
) -> None:
    """Follow a figure back to its cell: the file with its SHA-256, the sheet, row and column, the cell as received.

    Of a status or a trend: the rule that gave it, where that stands, why it came out so, and the figures it rests on.
    The appendix of each page says the same, under Sources.
    """
    from pprr.report.trace import found_by, traced

    with exit_on_error():
        if len(names) < 2:
            raise ProjectError("words-unexpected", problem="plain", expected=_NAMED, words=" ".join(names))
        project, when, chosen = read_names(names[1:])
        cleaned, reports, broken = reports_of(project, when, chosen)
        own = [report for report in reports if not project.is_document(report.portfolio.slug)]
        every = [one for report in own for one in traced(report)]
        digests = {name: digest for report in own for name, digest in report.sources.items()}
        _print_traced(found_by(every, names[0], column), lambda source: _hashed(project, digests, source))
        raise typer.Exit(print_broken(broken) or print_faults(cleaned, chosen))


def _print_traced(found: "Iterable[Traced]", hashed: "Callable[[Source], str]") -> None:
    """Prints each figure under what it is of: what it is, its cells, and the rule."""
    item = ""
    for one in found:
        if one.item != item:
            item = one.item
            out.print(f"[bold]{escape(one.called)}[/bold]")
        out.print(f"  {escape(one.column)}: [bold]{escape(one.printed)}[/bold]")
        said = [one.because, f"Rule: {one.rule}" if one.rule else ""]
        said += [f"From: {' and '.join(one.rests_on)}"] if one.rests_on else []
        for line in filter(None, said):
            out.print(f"    {escape(line)}")
        for source in one.sources:
            out.print(f"    {escape(str(source.cell))}{escape(f': {source.text}') if source.text else ''}")
            out.print(f"    SHA-256 {hashed(source)}")


def _hashed(project: Project, digests: "Mapping[str, str]", source: "Source") -> str:
    """The hash of a source's file, as it was read; of another period's file as it is."""
    from pprr.ingest.inputs import digest_of

    name = source.cell.file
    return digests.get(name) or digest_of(project.root / name)


@app.command()
def diff(
    before: Annotated[
        str, typer.Argument(metavar="A", help="A period, or a report's record: a file that ends with .json.")
    ],
    after: Annotated[str, typer.Argument(metavar="B", help="The period after it, or the record of another version.")],
    portfolio: Annotated[
        str, typer.Option(metavar="SLUG", help="Only this portfolio, of two periods. Default: all of them.")
    ] = "",
) -> None:
    """Say what is different between two periods, or between two versions of a report, and nothing else.

    Of two periods: statuses that are others, figures of one and the same period that have been restated, changed
    targets, names, definitions and rules, new and gone measures, money that moved, and words that were copied
    unchanged. Of two versions of one period's report: everything that is not the same. A version is named by its
    record, the .json among a page's downloads or record.json on the site.
    """
    from pprr.changes import changes_between

    with exit_on_error():
        sides = [_records_of(name, portfolio) for name in (before, after)]
        found = changes_between(*sides, called=(before, after))
        out.print(f"[bold]{escape(found.after)}, against {escape(found.before)}[/bold]")
        for kind, changes in found.by_kind():
            out.print(f"\n[bold]{escape(kind)}[/bold]")
            for slug, of_portfolio in groupby(changes, key=lambda one: one.portfolio):
                out.print(f"  {escape(slug or 'all portfolios')}")
                for one in of_portfolio:
                    out.print(f"    {escape(one.called)}: {escape(one.sentence)}")
        if not found.found:
            out.print("Nothing is different.")


def _records_of(name: str, portfolio: str) -> "list[ReportRecord]":
    """The record that a file holds, or those of a period's portfolios."""
    from pprr.report.record.record import read_record, record_of

    if name.endswith(_RECORD):
        return [read_record(Path(name))]
    project, when, chosen = read_names([portfolio, name] if portfolio else [name])
    _, reports, broken = reports_of(project, when, chosen)
    if broken or not reports:
        raise ProjectError("period-not-whole", period=when, problems="".join(f" {one}" for one in broken.values()))
    return [record_of(report) for report in reports if not project.is_document(report.portfolio.slug)]
