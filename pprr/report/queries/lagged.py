"""Queries about measures whose figures come late by the register, where the report does not rate them."""

from collections.abc import Iterator

from pprr.domain import Query, Severity
from pprr.domain.table import rows
from pprr.report.report import Report


def about_lagged(report: Report) -> Iterator[Query]:
    """The measures whose figure is due, and here, and not rated for want of a rule or of its target."""
    for row in rows(report.measures):
        if row.unrated:
            when, reading = row.latest
            is_unsaid = report.rules.status.lagged is None
            yield Query(
                Severity.WARNING if is_unsaid else Severity.NOTE,
                "late by the register, not rated",
                report.portfolio.slug,
                row.measure_id,
                f"{reading.text} for {when.label} is the figure that is due, and {row.unrated}.",
                "So it is shown without a status.",
                'Say lagged = "rated" or lagged = "not rated" under [status] in rules.toml.'
                if is_unsaid
                else "Add that year's folder, or accept this.",
                str(reading.cell),
            )
