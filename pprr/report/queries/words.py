"""Finds what is odd about a report's words: what contradicts their rows, and what is wanted and missing."""

from collections.abc import Mapping

from pprr.commentary.entries import Entry
from pprr.domain import Measure, Query, Severity, Trend, query
from pprr.report.items import OVERVIEW, PRIORITIES
from pprr.report.report import Report
from pprr.wordcheck import (
    BY_ITSELF,
    UNHELD,
    UNTIED,
    Checked,
    Facts,
    FigureTally,
    MeasureFacts,
    Values,
    as_filled,
    check_entry,
)

__all__ = ["UNHELD", "UNTIED", "FigureTally", "about_words", "checked_words", "facts_of", "tally_of"]


def about_words(report: Report) -> list[Query]:
    """The queries about words that are said otherwise than their rows, or are wanted and missing."""
    slug = report.portfolio.slug
    if report.wanted and not report.entries:
        return [
            query(
                "commentary-missing",
                slug,
                OVERVIEW,
                severity=Severity.BLOCKING,
                case="all",
                name=report.portfolio.name,
                period=str(report.period),
                slug=slug,
            )
        ]
    queries = []
    headless = {text.meant for text in report.account.headless}  # these have words, and are queried for their heading
    for item, reason in report.wanted.items():
        if not _has_words(report.entries, item) and item not in headless:
            queries.append(
                query(
                    "commentary-missing",
                    slug,
                    item,
                    severity=Severity.WARNING,
                    case="item",
                    action="item" if item in report.entries else "heading",
                    reason=reason,
                )
            )
    is_approved = report.approval and not report.changed
    for item, checked in checked_words(report).items():
        asked = checked.queries(slug, item, report.entries[item].place)
        # Somebody has read what is approved as it stands, so no more is asked of it than was.
        queries += [one for one in asked if not (is_approved and one.key in (BY_ITSELF, UNHELD))]
    return queries


def checked_words(report: Report) -> dict[str, Checked]:
    """The figures and direction words of each entry that has an item in the report, with what became of them."""
    items = set(report.items)
    known = {item: report.checks.get(item) for item in report.entries if item in items}
    facts = {} if all(one and one[0] is report.entries[item] for item, one in known.items()) else facts_of(report)
    for item in facts.keys() & known.keys():
        entry = report.entries[item]
        report.checks[item] = entry, _checked(entry, facts[item], report)
    return {item: report.checks[item][1] for item in known}


def tally_of(report: Report, item: str = "") -> FigureTally:
    """The numbers of figures of the report's words, or of one item's, by what became of them."""
    if not item:
        return sum((one.tally for one in checked_words(report).values()), FigureTally())
    return checked_words(report)[item].tally if item in report.entries else FigureTally()


def _checked(entry: Entry, facts: Facts, report: Report) -> Checked:
    return as_filled(check_entry(entry.text, facts, report.rules), entry.as_typed)


def facts_of(report: Report) -> dict[str, Facts]:
    """The facts that the words of each item are held against, by item."""
    sections = {one.item: one.section for one in report.row_items if one.section != PRIORITIES}
    measures = {measure.measure_id: _measure(report, measure) for measure in report.measures}
    values = Values(report.values)
    return {
        item: Facts(sections.get(item, item), measures.get(item), values, measures, item, report.idioms)
        for item in report.items
    }


def _measure(report: Report, measure: Measure) -> MeasureFacts:
    figures = measure.figures
    of = figures.rated_of  # a measure whose figures come late is spoken of as at the one that is due
    readings = {
        figures.base.label: figures.previous,
        of.previous_year.label: figures.long_previous,
        **{period.label: reading for period, reading in zip(report.periods, figures.history, strict=True)},
        **{one.period.label: one.reading for one in figures.quarters},
        report.period.label: figures.actual,
        of.label: figures.rated,
    }
    return MeasureFacts(
        measure.measure_id,
        measure.asked,
        of.label,
        of.previous_year.label,
        {label: reading for label, reading in readings.items() if reading},
        figures.base.label,
        f"{measure.name} {measure.entry.also_called}".strip(),
        is_steady=measure.move.trend is Trend.STABLE and measure.move.reason != "",
    )


def _has_words(entries: Mapping[str, Entry], item: str) -> bool:
    return item in entries and bool(entries[item].text)
