"""What is odd about a report's words: what contradicts their rows, and what is wanted and missing."""

from collections.abc import Mapping

from pprr.claims.tie import Row, check_words
from pprr.commentary.entries import Entry
from pprr.model import Query, Severity
from pprr.report.items import OVERVIEW
from pprr.report.report import MISSING_WORDS, Report


def about_words(report: Report) -> list[Query]:
    """The queries about words that are said otherwise than their rows, or are wanted and missing."""
    slug = report.portfolio.slug
    if not report.entries:
        return [
            Query(
                Severity.BLOCKING,
                MISSING_WORDS,
                slug,
                OVERVIEW,
                f"there are no words of {report.portfolio.name} at all.",
                f"They are expected in notebooks/commentary/{report.period}/{slug}/.",
                f"Make a notebook with pprr draft {slug} {report.period}, or put the one that was there back.",
            )
        ]
    queries = []
    for item, reason in report.wanted.items():
        if not _has_words(report.entries, item):
            queries.append(
                Query(
                    Severity.WARNING,
                    MISSING_WORDS,
                    slug,
                    item,
                    "there are no words yet.",
                    f"They are wanted: {reason}.",
                    "Write under its heading in the commentary notebook; pprr draft adds the heading.",
                )
            )
    for item, entry in report.entries.items():
        if item in set(report.measures["measure_id"]):
            queries += check_words(entry.text, row_of(report, item), report.rules, portfolio=slug, place=entry.place)
    return queries


def row_of(report: Report, measure_id: str) -> Row:
    """One measure as the check of words takes it."""
    row = report.measure(measure_id)
    return Row(
        measure_id,
        row.asked,
        report.period.label,
        report.period.previous_year.label,
        {period.label: reading for period, reading in zip(report.periods, row.history, strict=True) if reading},
        row.base.label,
    )


def _has_words(entries: Mapping[str, Entry], item: str) -> bool:
    return item in entries and bool(entries[item].text)
