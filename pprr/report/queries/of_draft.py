"""The queries that a draft tells: words that are, or may be, under no heading of the report."""

from collections.abc import Callable, Iterable
from pathlib import Path

from pprr.domain import Query, Severity
from pprr.report.measures.past import Past
from pprr.report.queries.lost_words import LOST, about_lost_words
from pprr.report.queries.shown_words import about_shown_words
from pprr.report.queries.unread_files import about_unread_files
from pprr.report.report import Report

Ask = Callable[[Report, Past, Path], Iterable[Query]]
"""Finds queries about a report, whose page goes to the folder."""
_SEVERITIES = list(Severity)


def about_draft(report: Report, past: Past, pages: Path) -> list[Query]:
    """The queries about lost words, in the order in which a check tells them."""
    found = (*about_lost_words(report, past), *about_unread_files(report), *about_shown_words(report, pages))
    lost = [query for query in found if query.key in LOST]
    return sorted(lost, key=lambda query: _SEVERITIES.index(query.severity))
