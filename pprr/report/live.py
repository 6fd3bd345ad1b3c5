"""Queries about live values: words that take a figure which is not there."""

from collections.abc import Iterator

from pprr.model import Query, Severity
from pprr.report.report import Report


def about_live(report: Report) -> Iterator[Query]:
    """A query for each figure that some words take and that is missing: they then read "Not available", say."""
    for item, used in report.live.items():
        for value in used:
            if value.is_missing:
                yield Query(
                    Severity.WARNING,
                    "live value without a figure",
                    report.portfolio.slug,
                    item,
                    f'the words take {{{{ {value.name} }}}}, which has no figure: they read "{value.printed}".',
                    "A figure is expected where words take one.",
                    "Write the sentence so that it holds without the figure, or ask for the figure.",
                    report.entries[item].place,
                )
