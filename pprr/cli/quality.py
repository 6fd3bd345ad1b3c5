"""Before a report is published: is something odd in it, may that stand, who approves it."""

from typing import Annotated

import typer
from rich.markup import escape

from pprr.cli.app import Names, app
from pprr.cli.arguments import (
    note_or_tell,
    print_broken,
    print_faults,
    read_day,
    read_names,
    reports_of,
    slugs_of,
    tell_of_old_files,
)
from pprr.cli.terminal import FAILED, exit_on_error, out
from pprr.domain import Severity
from pprr.domain.errors import FaultsError, ProjectError
from pprr.formats import plural

_DECISIONS = "decisions"  # the lock that is held while one is written
Wait = Annotated[
    float, typer.Option(min=0, metavar="SECONDS", help="How long to wait for another decision to be written.")
]


@app.command()
def check(
    names: Names,
    ties: Annotated[
        bool, typer.Option("--ties", help="Show what each figure in the words is tied to, sentence by sentence.")
    ] = False,
    missing: Annotated[bool, typer.Option("--missing", help="Show only which words are wanted and missing.")] = False,
    portfolios: Annotated[
        list[str] | None,
        typer.Option("--portfolio", metavar="SLUG", help="Show this portfolio. May be given several times."),
    ] = None,
    severities: Annotated[
        list[Severity] | None,
        typer.Option("--severity", help="Show only queries of this severity. May be given several times."),
    ] = None,
    to_send: Annotated[
        bool,
        typer.Option("--to-send", help="Write a list for each service: what is late or queried, and its state."),
    ] = False,
) -> None:
    """Report what is odd in figures and words: errors first, then queries, each with its place and what to do.

    The same report of all portfolios is written as a page for the analyst, not for publication:
    data/processed/<year>/<period>/quality.html. Exit code 1 where a query is blocking or an extract must be mended:
    such a report stays a draft.
    """
    from pprr.ingest.subjects import documents_of
    from pprr.report.report import MISSING_WORDS
    from pprr.review.gather import Quality, quality_of
    from pprr.review.page import write_page
    from pprr.review.terminal import print_quality, print_ties

    with exit_on_error():
        project, when, chosen = read_names(names)
        try:
            cleaned, reports, broken = reports_of(project, when, "")
        except FaultsError as error:
            write_page(project, Quality(when, faults=error.faults))
            raise
        asked = {*(portfolios or ()), *([chosen] if chosen else [])}
        for slug in sorted(asked):
            slugs_of(cleaned, slug, documents_of(project.settings.reports, when, cleaned.tables))
        page = write_page(project, quality_of(project, cleaned, reports, broken))
        meant = [report for report in reports if not asked or report.portfolio.slug in asked]
        unread = {slug: message for slug, message in broken.items() if not asked or slug in asked}
        quality = quality_of(project, cleaned, meant, unread)
        if missing or severities:
            quality = quality.only(severities or list(Severity), {MISSING_WORDS} if missing else set())
        faulty = max(print_broken(unread), *(print_faults(cleaned, slug) for slug in asked or {""}))
        print_quality(out, quality)
        if ties:
            print_ties(out, meant)
        out.print(f"As a page, of all portfolios: {project.relative(page)}.")
        if to_send:
            from pprr.review.to_send import write_lists

            for path in write_lists(project, cleaned, reports):
                out.print(f"To send: {project.relative(path)}.")
        note_or_tell(project, reports)
        tell_of_old_files(project, [when])
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
    wait: Wait = 5,
) -> None:
    """Accept a query: it stays visible, with who and why, and no longer blocks.

    An acceptance falls when the value or the sentence that it is about changes. They are kept in
    notebooks/commentary/<period>/<portfolio>/decisions.toml.
    """
    from pprr.review.decide import accept as accept_query
    from pprr.review.decide import refuse_without_id, standings, undo
    from pprr.review.gather import quality_of
    from pprr.review.terminal import print_acceptance, print_decisions

    with exit_on_error():
        day = read_day(date)
        # Without a query's id the names are those of every other command, and the ids are told.
        query_id, others = ("", names) if list_all or len(names) < 2 else (names[0], names[1:])
        project, when, chosen = read_names(others)
        cleaned, reports, broken = reports_of(project, when, chosen)
        found = standings(project, cleaned, reports)
        if list_all:
            decisions = quality_of(project, cleaned, reports, broken).decisions
            print_decisions(out, decisions)
            if not decisions:
                out.print("Nothing is accepted.")
        elif query_id in found:  # nothing stands where the id ought to, or a portfolio whose queries are meant
            refuse_without_id({query_id: found[query_id]} if query_id else found, when, is_accepted=take_back)
        elif take_back:
            with project.lock(_DECISIONS, wait_seconds=wait):
                said = undo(project, when, found, names[0])
            print_acceptance(out, names[0], said, "no longer accepted")
        else:
            with project.lock(_DECISIONS, wait_seconds=wait):
                query = accept_query(project, when, found, names[0], reason=reason, by=name, date=day)
            path = project.relative(project.decisions(when, query.portfolio))
            out.print(f"[green]accepted[/green] {query.id} {escape(query.item)} {escape(query.kind)}")
            out.print(f"  Written to {path}. To take it back: pprr accept --undo {query.id} {when}")
            note_or_tell(project, reports)
        raise typer.Exit(print_broken(broken))


@app.command()
def approve(
    names: Annotated[
        list[str],
        typer.Argument(metavar="PORTFOLIO PERIOD", help="The report: citizen-focus-and-engagement 2019-20-annual."),
    ],
    name: Annotated[str, typer.Option(help="Who approves it.")] = "",
    version: Annotated[str, typer.Option(help="The version that is approved. Default: that of [edition].")] = "",
    date: Annotated[str, typer.Option(help="The day of the approval, as YYYY-MM-DD. Default: today.")] = "",
    withdraw: Annotated[bool, typer.Option("--undo", help="Take the approval back.")] = False,
    wait: Wait = 5,
) -> None:
    """Approve a report as it stands: its page then says Final, with the name and the day.

    It is bound to the figures and the words as they are now: when one of them changes, the page says Draft again, and
    pprr check says what has changed. An open blocking query, or wanted words that are missing, keep a report a draft.
    """
    from pprr.review.approve import approve as approve_report
    from pprr.review.approve import disapprove

    with exit_on_error():
        day = read_day(date)
        if len(names) != 2:
            raise ProjectError("words-unexpected", problem="plain", expected="PORTFOLIO PERIOD", words=" ".join(names))
        project, when, chosen = read_names(names)
        cleaned, reports, broken = reports_of(project, when, chosen)
        for report in reports:
            with project.lock(_DECISIONS, wait_seconds=wait):  # not while it is read, which takes its time
                said = (
                    disapprove(project, report)
                    if withdraw
                    else approve_report(project, report, name=name, version=version, date=day)
                )
            if withdraw:
                out.print(f"The approval by {escape(said.name)}, {said.date}, is taken back.")
                out.print(f"  Its page says Draft from the next run on: pprr run {chosen} {when}")
                continue
            out.print(f"[green]approved[/green] by {escape(said.name)}, {said.date}.")
            doubts = sum(query.severity is Severity.WARNING for query in report.open_queries)
            if doubts:
                told = plural(doubts, "warning is", "warnings are")
                out.print(f"  {told} open all the same: pprr check {chosen} {when}")
            out.print(f"  Make its page: pprr run {chosen} {when}")
            note_or_tell(project, [report], is_approval=True)
        raise typer.Exit(print_broken(broken) or print_faults(cleaned, chosen))
