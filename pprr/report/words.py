"""What is odd about a report's words: what contradicts their rows, what is wanted and missing, what has no item."""

from collections.abc import Mapping

from pprr.claims.tie import Row, check_words
from pprr.commentary.entries import Entry
from pprr.model import Query, Severity
from pprr.report.report import MISSING_WORDS, OVERVIEW, Report


def about_words(report: Report) -> list[Query]:
    """The queries about words: said otherwise than their rows, wanted and missing, or for what is not here."""
    slug = report.portfolio.slug
    queries = [
        Query(
            Severity.BLOCKING,
            "heading missing",
            slug,
            item,
            f'the words below its figures do not begin with "## {item}".',
            "So they would count as those of the item above.",
            "Put that line back on top of them, with nothing else on it.",
            place,
        )
        for item, place in report.headless
    ]
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
    known = set(report.items)
    for item, entry in report.entries.items():
        if item in set(report.measures["measure_id"]):
            queries += check_words(entry.text, row_of(report, item), report.rules, portfolio=slug, place=entry.place)
        elif item not in known:
            queries.append(
                Query(
                    Severity.WARNING,
                    "words without an item",
                    slug,
                    item,
                    "there are words for it, and it is not in this report.",
                    "So they are not on its page. A heading ## is expected to name an item of the report.",
                    "Correct the heading; write a heading of your own as ### in the item's words.",
                    entry.place,
                )
            )
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
