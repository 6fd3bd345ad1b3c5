"""Queries about measures whose figures come late by the register, where the report does not rate them."""

from collections.abc import Iterator

from pprr.domain import Query, Severity, query
from pprr.report.report import Report


def about_lagged(report: Report) -> Iterator[Query]:
    """The measures whose figure is due, and here, and not rated for want of a rule or of its target."""
    for measure in report.measures:
        if measure.figures.unrated and measure.figures.latest:
            when, reading = measure.figures.latest
            is_unsaid = report.rules.status.lagged is None
            yield query(
                "late-not-rated",
                report.portfolio.slug,
                measure.measure_id,
                reading.cell,
                severity=Severity.WARNING if is_unsaid else Severity.NOTE,
                figure=reading.text,
                period=when.label,
                why=measure.figures.unrated,
                action="rule" if is_unsaid else "year",
            )
