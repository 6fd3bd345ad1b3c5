"""Queries and decisions about them on a terminal."""

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape

from pprr import formats
from pprr.commentary.decisions import Acceptance, Standing
from pprr.model import Query, Severity

_COLOURS = {Severity.BLOCKING: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}


def print_queries(out: Console, queries: Sequence[Query], title: str = "Queries") -> None:
    """Prints how many there are, then each with what was found, what was expected, what to do, and its place."""
    counts = Counter(query.severity for query in queries)
    told = ", ".join(f"{counts[severity]} {severity}" for severity in Severity if counts[severity])
    out.print(f"{title}: {told or 'none'}.")
    for query in queries:
        severity = Severity(query.severity)
        named = f"[bold]{escape(query.item)}[/bold] {escape(query.kind)}"
        out.print(f"  [{_COLOURS[severity]}]{severity}[/] {named} [dim]{query.id}[/dim]")
        out.print(f"    {_sentence(query.found)}")
        out.print(f"    {escape(query.expected)} {escape(query.action)}")
        if query.source:
            out.print(f"    [dim]{escape(query.source)}[/dim]")


def print_accepted(out: Console, stands: Standing) -> None:
    """Prints what is accepted, and the acceptances that no longer hold or are no longer needed."""
    for query, acceptance in stands.accepted:
        print_acceptance(out, query.id, acceptance, "accepted")
    for fallen in stands.fallen:
        print_acceptance(out, fallen.id, fallen.acceptance, "fallen")
        before, now = fallen.change
        if before != fallen.acceptance.found:
            out.print(f"    Then: {_sentence(before)}")
        out.print(f"    Now: {_sentence(now)} It is open again, as {fallen.query.id}.")
    for name, acceptance in stands.unneeded.items():
        print_acceptance(out, name, acceptance, "no longer needed")


def print_acceptance(out: Console, name: str, said: Acceptance, state: str) -> None:
    """Prints one acceptance by its id: what it is about, who accepted that, when and why."""
    out.print(f"  [green]{state}[/green] [bold]{escape(said.item)}[/bold] {escape(said.kind)} [dim]{name}[/dim]")
    out.print(f"    {_sentence(said.found)}")
    out.print(f"    Accepted by {escape(said.name)}, {formats.day(said.date)}: {escape(said.reason)}")


def _sentence(text: str) -> str:
    return escape(text[:1].upper() + text[1:])
