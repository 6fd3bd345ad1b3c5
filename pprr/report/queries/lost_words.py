"""Words that have come away from their item: under a heading of no item, without one, in a code cell, or deleted."""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from pprr.commentary.entries import Entry, own_headings
from pprr.commentary.same_words import alike
from pprr.commentary.written_for import FILE, Stage
from pprr.domain import Query, Severity, query
from pprr.domain.quoted import quoted
from pprr.report.items import OVERVIEW
from pprr.report.measures.past import Past
from pprr.report.report import Report

# The keys of these queries.
LOST = ("words-without-an-item", "words-deleted", "heading-missing", "heading-unclear", "words-in-a-code-cell")
_NEAR = 0.75


def about_lost_words(report: Report, past: Past) -> Iterator[Query]:
    """The queries about words that are not, or not certainly, under the heading of an item of this report."""
    yield from _headless(report)
    yield from _unread(report)
    known = set(report.items)
    for item, entry in report.entries.items():
        if item not in known:
            yield _stray(report, entry, is_of_before=bool(past.printed(entry.item)))
        yield from _buried(report, entry)
    yield from _deleted(report) if report.entries else _all_deleted(report)


def _headless(report: Report) -> Iterator[Query]:
    for item, place in report.headless:
        yield query("heading-missing", report.portfolio.slug, item, place, heading=item)


def _unread(report: Report) -> Iterator[Query]:
    """Words of an item that has none in Markdown; a code cell may hold a comment that is no heading of ours."""
    for item, place in report.unread:
        if item in report.items and not report.words(item):
            yield query("words-in-a-code-cell", report.portfolio.slug, item, place, heading=item)


def _stray(report: Report, entry: Entry, *, is_of_before: bool) -> Query:
    after = _successor(report, entry.item)
    near = after or ("" if is_of_before else _near(report, entry.item))
    siblings = [found.item for found in report.row_items if _kind(found.item) == _kind(entry.item)]
    others = ", ".join(siblings)
    if after:
        case = "successor"
    elif near:
        case = "near"
    elif is_of_before:
        case = "earlier"
    else:
        case = "row" if siblings else "heading"
    return query(
        "words-without-an-item", report.portfolio.slug, entry.item, entry.place, action=case, other=near, rows=others
    )


def _kind(item: str) -> str:
    """The beginning of the name of a row: ``saving`` of ``saving-energy-in-buildings``."""
    return item.partition("-")[0]


def _successor(report: Report, name: str) -> str:
    """The measure that names this one as its predecessor; blank where none does."""
    for measure in report.measures:
        if name in measure.entry.predecessors:
            return measure.measure_id
    return ""


def _near(report: Report, name: str) -> str:
    """The item that a heading may have meant: one that is spelled otherwise, or is a slip away."""
    spelled = {_letters(item): item for item in report.items}
    if _letters(name) in spelled:
        return spelled[_letters(name)]
    # One that has no words yet is the likelier.
    without = [item for item in report.items if not report.words(item)]
    for items in (without, list(report.items)):
        by_letters = {item.casefold(): item for item in items}
        if close := get_close_matches(name.casefold(), by_letters, n=1, cutoff=_NEAR):
            return by_letters[close[0]]
    return ""


def _buried(report: Report, entry: Entry) -> Iterator[Query]:
    """Headings within an entry that mean another item and are not written as one: "## CFE 1.4"."""
    spelled = {_letters(item): item for item in report.items}
    for heading in own_headings(entry.as_typed):
        meant = spelled.get(_letters(heading), "")
        if meant and meant != entry.item:
            yield query(
                "heading-unclear",
                report.portfolio.slug,
                entry.item,
                entry.place,
                quoted=quoted(f"## {heading}"),
                heading=heading,
                owner=entry.item,
                meant=meant,
            )


def _deleted(report: Report) -> Iterator[Query]:
    """Words that were there when a command saw them last, and are in no notebook now, nor among those of another.

    Those of an item that has been approved with words may be a loss; others were perhaps only tried.
    """
    known = set(report.items)
    said = [alike(entry.as_typed) for entry in report.entries.values()]
    for item, noted in report.written.entries.items():
        is_gone = item in known and not report.words(item) and noted.stage is not Stage.LET_GO
        if is_gone and not any(alike(noted.words) in text for text in said):
            was_approved = noted.stage is Stage.APPROVED
            yield query(
                "words-deleted",
                report.portfolio.slug,
                item,
                f"{report.portfolio.slug}/{FILE}",
                severity=Severity.WARNING if was_approved else Severity.NOTE,
                case="item",
                action="approved" if was_approved else "seen",
                quoted=quoted(" ".join(noted.words.split())),
                words=" ".join(noted.words.split()),
                file=FILE,
                heading=item,
            )


def _all_deleted(report: Report) -> Iterator[Query]:
    """The query that the notebooks have gone with all their words: one for all, and not one an item."""
    if report.written.entries:
        yield query(
            "words-deleted",
            report.portfolio.slug,
            OVERVIEW,
            f"{report.portfolio.slug}/{FILE}",
            severity=Severity.WARNING,
            case="all",
            words=", ".join(report.written.entries),
            file=FILE,
        )


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.casefold())
