"""Queries about measures whose figures come late by the register, where the report does not rate them."""

from collections.abc import Iterator

from pprr.domain import Query, Severity
from pprr.report.report import Report


def about_lagged(report: Report) -> Iterator[Query]:
    """The measures whose figure is due, and here, and not rated for want of a rule or of its target."""
    for measure in report.measures:
        if measure.figures.unrated and measure.figures.latest:
            when, reading = measure.figures.latest
            is_unsaid = report.rules.status.lagged is None
            yield Query(
                Severity.WARNING if is_unsaid else Severity.NOTE,
                "late by the register, not rated",
                report.portfolio.slug,
                measure.measure_id,
                f"{reading.text} for {when.label} is the figure that is due, and {measure.figures.unrated}.",
                "So it is shown without a status.",
                'Say lagged = "rated" or lagged = "not rated" under [status] in rules.toml.'
                if is_unsaid
                else "Add that year's folder, or accept this.",
                str(reading.cell),
            )
