"""Queries about the measures that a measure is said to go on from: one that nobody knows, and two at once."""

from collections.abc import Iterator
from typing import Any

from pprr.domain import Period, Query, query
from pprr.domain.table import rows
from pprr.report.measures.build import names_of
from pprr.report.measures.past import Past
from pprr.report.report import Report


def about_predecessors(report: Report, past: Past) -> Iterator[Query]:
    """What is odd about the predecessors that the register names."""
    known = {name for name, period in past.readings if Period.parse(period).start < report.period.start}
    for row in rows(report.measures):
        yield from _unknown(row, known, report.portfolio.slug)
        yield from _several(row, past, report.portfolio.slug)


def _unknown(row: Any, known: set[str], portfolio: str) -> Iterator[Query]:
    """The predecessors that no earlier year has, where an earlier year is there to be looked at."""
    for name in names_of(row)[1:] if known else ():
        if name not in known:
            yield query("predecessor-unknown", portfolio, row.measure_id, f"{row.file}, row {row.row}", name=name)


def _several(row: Any, past: Past, portfolio: str) -> Iterator[Query]:
    """Two measures of one and the same earlier report that this one is said to go on from.

    One that was renamed twice has a predecessor in each report, and is plain; of two that were merged neither is its
    past, and only the first would be taken.
    """
    names = names_of(row)
    reports = {period for name, period in past.printed if name in names}
    for period in sorted(reports, key=lambda name: Period.parse(name).end, reverse=True):
        there = [name for name in names if (name, period) in past.printed]
        if len(there) > 1:
            told = ", ".join(f"{name} ({past.printed[name, period].text or 'no figure'})" for name in there)
            yield query(
                "several-predecessors",
                portfolio,
                row.measure_id,
                f"{row.file}, row {row.row}",
                period=Period.parse(period).label,
                past=told,
                taken=there[0],
            )
            return
