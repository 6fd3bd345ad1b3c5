"""Queries about words that a page would show otherwise than the notebook does: before anybody approves them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from pprr.commentary.decisions import standing
from pprr.commentary.entries import Entry
from pprr.domain import Measure, Missing, Query, Severity, query, told_apart
from pprr.domain.picture import MOST_BYTES, Piece
from pprr.domain.quoted import quoted
from pprr.markup.shown import shown
from pprr.report.record.fingerprint import fingerprint
from pprr.report.report import Report
from pprr.wordcheck import NUMBER_WORDS

_PLAIN = re.compile(r"[^<\[|$~`]*")  # such words are shown as they are
_FIGURE = re.compile(rf"\d[\d,.]*%?|(?!\bone of\b)\b(?:{'|'.join(NUMBER_WORDS)})\b", re.ASCII | re.IGNORECASE)
_MOST = 5
_NO_WORDS = re.compile(r"(?:image|picture|chart|photo|alt text|untitled|[\w\-. ()]+\.(?:png|jpe?g|gif|webp))?", re.I)


def about_shown_words(report: Report, pages: Path) -> Iterator[Query]:
    """The queries about the words of each item; ``pages`` is the folder that the report's page goes to."""
    known = set(report.items)
    for item, entry in report.entries.items():
        for piece in entry.pieces if item in known else ():
            if not _PLAIN.fullmatch(piece.text):
                yield from _about_piece(report, item, entry, piece, pages)
    yield from _old_charts(report)


def _about_piece(report: Report, item: str, entry: Entry, piece: Piece, pages: Path) -> Iterator[Query]:
    slug, found = report.portfolio.slug, shown(piece.text)
    if found.lost:
        lost = " ".join(found.lost)
        severity = Severity.WARNING
        fields = {"case": "markup", "quoted": quoted(lost), "words": lost}
        yield query("words-on-no-page", slug, item, entry.place, severity=severity, **fields)
    for name, text in found.as_typed:
        yield query("shown-as-typed", slug, item, entry.place, name=name, quoted=quoted(text), text=text)
    for href in found.links:
        if not (pages / unquote(href.partition("#")[0])).is_file() or href.startswith("#"):
            yield query("link-leads-nowhere", slug, item, entry.place, href=href)
    for address, alt in found.pictures:
        name = alt or address[:40]
        if why := piece.unshown.get(address):
            most = f"{MOST_BYTES // 1000:,} kB"
            yield query("picture-not-shown", slug, item, entry.place, case=why, name=name, most=most)
        if _NO_WORDS.fullmatch(alt):
            yield query("picture-without-words", slug, item, entry.place, alt=alt, address=address[:80])


def _old_charts(report: Report) -> Iterator[Query]:
    """Charts that were drawn of other figures than the report now has."""
    for text in report.account.texts:
        if text.drawn_of and text.drawn_of != fingerprint(report.sources):
            item = text.item if text.item in report.items else ""
            yield query("chart-of-other-figures", report.portfolio.slug, item, text.place, drawn_of=text.drawn_of)


def about_withheld(report: Report) -> Iterator[Query]:
    """The words with figures in them about a measure of which a figure is withheld as a small count."""
    if not report.rules.publication.looks_for_more:
        return
    for measure in report.measures:
        if not has_withheld(measure):
            continue
        figures = list(dict.fromkeys(_FIGURE.findall(report.words(measure.measure_id))))
        if figures:
            yield query(
                "figures-beside-withheld",
                report.portfolio.slug,
                measure.measure_id,
                figures=", ".join(figures[:_MOST]),
            )


def has_withheld(measure: Measure) -> bool:
    """Tells whether a figure of the measure that a page would show is withheld as a small count."""
    shown = (measure.actual, *filter(None, measure.figures.history))
    return any(reading.missing is Missing.WITHHELD for reading in shown)


def without_telling_words(report: Report) -> Report:
    """The report without words that may tell a figure which is withheld, until somebody accepts that they do not."""
    asked = standing(told_apart(about_withheld(report)), report.acceptances).open
    left_out = {one.item for one in asked}
    kept = {item: entry for item, entry in report.entries.items() if item not in left_out}
    return replace(report, entries=kept) if left_out else report
