"""Queries about targets that the agreement changes within the year: one each, in the first report of the new one."""

from collections.abc import Iterator

from pprr import formats
from pprr.domain import Query, Severity, query
from pprr.report.report import Report


def about_changed_targets(report: Report) -> Iterator[Query]:
    """The targets that hold from this report on, and were others before; a reason makes it a note."""
    for measure in report.measures:
        change, aim = measure.target_change, measure.year_target.reading
        if change and change.since == report.period:
            yield query(
                "target-changed",
                report.portfolio.slug,
                measure.measure_id,
                aim.cell if aim else "",
                severity=Severity.NOTE if change.reason else Severity.WARNING,
                found="reason" if change.reason else "none",
                before=formats.target(change.before),
                target=formats.target(measure.year_target),
                since=change.since.label,
                reason=change.reason.rstrip("."),
            )
