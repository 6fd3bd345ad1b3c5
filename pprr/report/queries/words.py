"""What is odd about a report's words: what contradicts their rows, and what is wanted and missing."""

from collections.abc import Mapping

from pprr.commentary.entries import Entry
from pprr.domain import Measure, Query, Severity
from pprr.report.items import OVERVIEW, PRIORITIES
from pprr.report.report import MISSING_WORDS, Report
from pprr.wordcheck.check import check_entry
from pprr.wordcheck.facts import Facts, Row
from pprr.wordcheck.outcomes import UNTIED, Checked, Tally
from pprr.wordcheck.parse.live_values import as_filled

__all__ = ["UNTIED", "about_words", "checked_words", "facts_of", "rows_of", "tally_of"]


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
    headless = {item for item, _ in report.headless}  # these have words, and are queried for their heading
    for item, reason in report.wanted.items():
        if not _has_words(report.entries, item) and item not in headless:
            queries.append(
                Query(
                    Severity.WARNING,
                    MISSING_WORDS,
                    slug,
                    item,
                    "there are no words yet.",
                    f"They are wanted: {reason}.",
                    "Write under its heading in the commentary notebook."
                    if item in report.entries
                    else "Add its heading with pprr draft, and write under it in the commentary notebook.",
                )
            )
    for item, checked in checked_words(report).items():
        queries += checked.queries(slug, item, report.entries[item].place)
    return queries


def checked_words(report: Report) -> dict[str, Checked]:
    """What becomes of the figures and direction words of each entry that has an item in the report."""
    known = set(report.items)
    measures = rows_of(report)
    return {item: _checked(report, item, entry, measures) for item, entry in report.entries.items() if item in known}


def tally_of(report: Report, item: str = "") -> Tally:
    """How many figures of the report's words, or of one item's, agree with the data, contradict it, are not from it."""
    if not item:
        return sum((one.tally for one in checked_words(report).values()), Tally())
    if item not in report.entries:
        return Tally()
    return _checked(report, item, report.entries[item], rows_of(report)).tally


def _checked(report: Report, item: str, entry: Entry, measures: Mapping[str, Row]) -> Checked:
    return as_filled(check_entry(entry.text, facts_of(report, item, measures), report.rules), entry.as_typed)


def facts_of(report: Report, item: str, measures: Mapping[str, Row]) -> Facts:
    """What the words of one item are held against; ``measures`` are the rows of all."""
    sections = {one.item: one.section for one in report.row_items if one.section != PRIORITIES}
    return Facts(sections.get(item, item), measures.get(item), report.values, measures, report.council, item)


def rows_of(report: Report) -> dict[str, Row]:
    """Each measure as the check of words takes it, by its identifier."""
    return {measure.measure_id: _row(report, measure) for measure in report.measures}


def _row(report: Report, measure: Measure) -> Row:
    figures = measure.figures
    of = figures.rated_of  # a measure whose figures come late is spoken of as at the one that is due
    readings = {
        figures.base.label: figures.previous,
        of.previous_year.label: figures.long_previous,
        **{period.label: reading for period, reading in zip(report.periods, figures.history, strict=True)},
        report.period.label: figures.actual,
        of.label: figures.rated,
    }
    return Row(
        measure.measure_id,
        measure.asked,
        of.label,
        of.previous_year.label,
        {label: reading for label, reading in readings.items() if reading},
        figures.base.label,
        measure.name,
    )


def _has_words(entries: Mapping[str, Entry], item: str) -> bool:
    return item in entries and bool(entries[item].text)
