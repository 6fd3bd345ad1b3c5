"""The data quality of a period on a terminal."""

from collections import Counter
from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.markup import escape

from pprr import formats
from pprr.commentary.decisions import Acceptance
from pprr.domain import Query, Severity
from pprr.report import Report
from pprr.report.ties import tied_sentences
from pprr.review.gather import Decision, Quality

_COLOURS = {Severity.BLOCKING: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}


def print_queries(out: Console, queries: Sequence[Query], title: str = "Queries") -> None:
    """Prints how many there are, then each with what was found, what was expected, what to do, and its place."""
    out.print(f"{title}: {_counted(Counter(query.severity for query in queries))}.")
    for query in queries:
        _print_query(out, query)


def print_quality(out: Console, quality: Quality) -> None:
    """Prints the queries by severity, portfolio and owner, what is accepted, and the measures without a new figure."""
    out.print(f"[bold]Data quality, {quality.period.title}[/bold]")
    unread = f" of what can be read ({formats.plural(len(quality.unreadable), 'portfolio')} cannot)"
    out.print(f"Queries{unread if quality.unreadable else ''}: {_counted(quality.open)}.")
    if quality.due and quality.has_queries:
        out.print(f"To be settled by {formats.day(quality.due)}.")
    if len(quality.totals) > 1:
        for total in quality.totals:
            out.print(f"  {escape(total.portfolio)}: {_counted(total.open)}")
    for portfolio, tally in quality.tallies:
        out.print(f"  {escape(portfolio)}: {tally}.")
    for group in quality.groups:
        owner = f", {escape(group.owner)}" if group.owner else ""
        out.print(f"[bold]{group.severity.upper()}: {escape(group.portfolio)}{owner}[/bold]")
        for query in group.queries:
            _print_query(out, query)
    _print_untied(out, quality)
    if quality.decisions:
        out.print("[bold]Accepted[/bold]")
        print_decisions(out, quality.decisions)
    if quality.gaps:
        out.print("[bold]Without a new figure[/bold]")
        for gap in quality.gaps:
            owner = f", {escape(gap.owner)}" if gap.owner else ""
            colour = "yellow" if gap.is_late else "dim"
            out.print(f"  [{colour}]{gap.state}[/] [bold]{gap.measure_id}[/bold] {escape(gap.name)}{owner}")
            out.print(f"    [dim]{gap.frequency}. Latest figure shown: {gap.latest}.[/dim]")


def print_ties(out: Console, reports: Sequence[Report]) -> None:
    """Prints what each figure in the words is tied to, by portfolio and entry, the contradicted ones first."""
    out.print("[bold]Figures in the words[/bold]")
    for report in reports:
        out.print(f"  [bold]{escape(report.portfolio.slug)}[/bold]")
        for sentence in tied_sentences(report):
            out.print(f"  [bold]{escape(sentence.item)}[/bold] {escape(sentence.text)}")
            for tie in sentence.ties:
                colour = "red" if tie.is_contradicted else "yellow" if tie.is_untied else "dim"
                out.print(f"    [{colour}]{escape(str(tie))}[/]")


def print_decisions(out: Console, decisions: Sequence[Decision]) -> None:
    """Prints what is accepted, and the acceptances that no longer hold or are no longer needed."""
    for decision in decisions:
        print_acceptance(out, decision.id, decision.said, decision.state)
        if decision.now:
            out.print(f"    {escape(decision.now)}")


def print_acceptance(out: Console, name: str, said: Acceptance, state: str) -> None:
    """Prints one acceptance by its id: what it is about, who accepted that, when and why."""
    out.print(f"  [green]{state}[/green] [bold]{escape(said.item)}[/bold] {escape(said.kind)} [dim]{name}[/dim]")
    out.print(f"    {_sentence(said.found)}")
    out.print(f"    Accepted by {escape(said.name)}, {formats.day(said.date)}: {escape(said.reason)}")


def _print_query(out: Console, query: Query) -> None:
    severity = Severity(query.severity)
    named = f"[bold]{escape(query.item)}[/bold] {escape(query.kind)}"
    out.print(f"  [{_COLOURS[severity]}]{severity}[/] {named} [dim]{query.id}[/dim]")
    out.print(f"    {_sentence(query.found)}")
    out.print(f"    {escape(query.expected)} {escape(query.action)}")
    if query.source:
        out.print(f"    [dim]{escape(query.source)}[/dim]")


def _print_untied(out: Console, quality: Quality) -> None:
    """Prints figures and claims in words that are not from the data, a line a sentence, and once what to do."""
    if not quality.untied:
        return
    out.print("[bold]Figures and claims not from the data[/bold]")
    out.print("  Check each against where it is from, and accept it with that source as the reason.")
    for group in quality.untied:
        if len(quality.untied) > 1:
            out.print(f"  [bold]{escape(group.portfolio)}[/bold]")
        for query in group.queries:
            out.print(f"  [bold]{escape(query.item)}[/bold] {escape(query.found)} [dim]{query.id}[/dim]")


def _counted(counts: Mapping[Severity, int]) -> str:
    """``1 blocking, 2 warnings``, or ``none``."""
    return ", ".join(severity.counted(counts[severity]) for severity in Severity if counts[severity]) or "none"


def _sentence(text: str) -> str:
    return escape(formats.as_sentence(text))
