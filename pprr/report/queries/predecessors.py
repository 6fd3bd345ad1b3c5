"""Queries about the measures that a measure is said to go on from: one that nobody knows, and two at once."""

from collections.abc import Iterator

from pprr.domain import Measure, Query, query
from pprr.report.measures.past import Past
from pprr.report.report import Report


def about_predecessors(report: Report, past: Past) -> Iterator[Query]:
    """The queries about the predecessors that the register names."""
    going_on = [measure for measure in report.measures if measure.entry.predecessors]
    known = past.measures_before(report.period.start) if going_on else set()
    for measure in going_on:
        yield from _unknown(measure, known, report.portfolio.slug)
        yield from _several(measure, past, report.portfolio.slug)


def _unknown(measure: Measure, known: set[str], portfolio: str) -> Iterator[Query]:
    """The predecessors that no earlier year has, where an earlier year is there to be looked at."""
    for name in measure.entry.predecessors if known else ():
        if name not in known:
            yield query("predecessor-unknown", portfolio, measure.measure_id, str(measure.entry.cell), name=name)


def _several(measure: Measure, past: Past, portfolio: str) -> Iterator[Query]:
    """Two measures of one and the same earlier report that this one is said to go on from.

    One that was renamed twice has a predecessor in each report, and is plain; of two that were merged neither is its
    past, and only the first would be taken.
    """
    printed = {name: past.printed(name) for name in measure.entry.names}
    reports = {period for found in printed.values() for period in found}
    for period in sorted(reports, key=lambda period: period.end, reverse=True):
        there = [name for name, found in printed.items() if period in found]
        if len(there) > 1:
            told = ", ".join(f"{name} ({printed[name][period].text or 'no figure'})" for name in there)
            yield query(
                "several-predecessors",
                portfolio,
                measure.measure_id,
                str(measure.entry.cell),
                period=period.label,
                past=told,
                taken=there[0],
            )
            return
