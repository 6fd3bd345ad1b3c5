"""Queries about measures whose figures come late by the register, where the report does not rate them."""

from collections.abc import Iterator

from pprr.domain import Query, Severity, query
from pprr.domain.table import rows
from pprr.report.report import Report


def about_lagged(report: Report) -> Iterator[Query]:
    """The measures whose figure is due, and here, and not rated for want of a rule or of its target."""
    for row in rows(report.measures):
        if row.unrated:
            when, reading = row.latest
            is_unsaid = report.rules.status.lagged is None
            yield query(
                "late-not-rated",
                report.portfolio.slug,
                row.measure_id,
                reading.cell,
                severity=Severity.WARNING if is_unsaid else Severity.NOTE,
                figure=reading.text,
                period=when.label,
                why=row.unrated,
                action="rule" if is_unsaid else "year",
            )
