"""Words that have come away from their item: under a heading of no item, without one, in a code cell, or deleted."""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from pprr.commentary.entries import Entry
from pprr.commentary.notebooks.cell_text import LikeHeading, like_headings, own_headings
from pprr.commentary.notebooks.census import Claim, Text
from pprr.commentary.same_words import alike
from pprr.commentary.written_for import FILE, Stage
from pprr.domain import Query, Severity, query
from pprr.domain.quoted import quoted
from pprr.report.items import OVERVIEW
from pprr.report.measures.past import Past
from pprr.report.report import Report

# The keys of these queries.
LOST = (
    *("words-without-an-item", "words-deleted", "heading-missing", "heading-unclear"),
    *("words-in-a-code-cell", "words-on-no-page", "file-not-read"),
)
_NOT_MARKDOWN = {Claim.CODE, Claim.OWN_CODE, Claim.OTHER}
_OF_THE_PAPER = "recommendations"  # of the paper under which reports go to a committee
_NEAR = 0.75


def about_lost_words(report: Report, past: Past) -> Iterator[Query]:
    """The queries about words that are not, or not certainly, under the heading of an item of this report."""
    yield from _headless(report)
    yield from _unprinted(report)
    known = set(report.items)
    for item, entry in report.entries.items():
        if item not in known:
            yield _stray(report, entry, is_of_before=bool(past.printed(entry.item)))
        yield from _buried(report, entry)
    yield from _deleted(report) if report.entries else _all_deleted(report)


def _headless(report: Report) -> Iterator[Query]:
    for text in report.account.headless:
        yield query("heading-missing", report.portfolio.slug, text.meant, text.place, heading=text.meant)


def _unprinted(report: Report) -> Iterator[Query]:
    """The texts of the notebooks that are on no page: each is told beside the item that it stands with."""
    for text in report.account.unprinted:
        if text.claim in _NOT_MARKDOWN and text.meant in report.items and not report.words(text.meant):
            yield query("words-in-a-code-cell", report.portfolio.slug, text.meant, text.place, heading=text.meant)
        elif not text.is_headless:
            yield _on_no_page(report, text)


def _on_no_page(report: Report, text: Text) -> Query:
    words = " ".join(text.text.split())
    return query(
        "words-on-no-page",
        report.portfolio.slug,
        next((item for item in (text.meant, text.item) if item in report.items), OVERVIEW),
        text.place,
        severity=Severity.NOTE if text.claim is Claim.OWN_CODE else Severity.WARNING,
        case=text.claim.name.lower().replace("_", "-"),
        quoted=quoted(words),
        words=words,
    )


def _stray(report: Report, entry: Entry, *, is_of_before: bool) -> Query:
    if entry.item == _OF_THE_PAPER:
        return query(
            "words-without-an-item", report.portfolio.slug, entry.item, entry.place, action="paper", other="", rows=""
        )
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
    """Lines within an entry that mean another item and are not written as its heading: "## CFE 1.4", "### CFE1.4"."""
    spelled = {_letters(item): item for item in report.items}
    named = {_letters(f"{item}{name}"): item for item, name in _names(report)}
    strict = {f"## {heading}": heading for heading in own_headings(entry.as_typed)}
    for line in like_headings(entry.as_typed):
        heading = next((said for typed, said in strict.items() if line.typed.startswith(typed)), "")
        said = [_letters(heading), _letters(line.said)]
        meant = next((known[one] for known in (spelled, named) for one in said if one in known), "")
        if meant and meant != entry.item and (heading or _is_heading_of(line, meant)):
            yield query(
                "heading-unclear",
                report.portfolio.slug,
                entry.item,
                entry.place,
                quoted=quoted(f"## {heading}" if heading else line.typed),
                heading=heading or line.typed,
                owner=entry.item,
                meant=meant,
            )


def _is_heading_of(line: LikeHeading, item: str) -> bool:
    """Tells whether the line may be the item's heading: "Savings" in bold, or as ###, is a writer's own."""
    is_named = bool(re.search(r"[0-9-]", item)) or not item.islower()
    return line.is_second_level or is_named


def _names(report: Report) -> Iterator[tuple[str, str]]:
    yield from ((measure.measure_id, measure.name) for measure in report.measures)
    yield from ((row.item, row.title) for row in report.row_items)


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
