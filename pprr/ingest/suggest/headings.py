"""Rows of one text that name what stands below them in a table of services, and the totals that are called by them."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from pprr.ingest.mapping.header import Sheet
from pprr.ingest.mapping.layouts import alike, like
from pprr.ingest.mapping.shape import Record
from pprr.ingest.readers.files import Row

_MOST_LEVELS = 2
_LONGEST = 8  # words; more are a sentence
_OF = re.compile(
    r"(?:(?:grand|net|overall)\s)?(?:sub-?\s?)?totals?\b[\s:-]*(?:for\s|of\s)?(.*)|(.*?)\s(?:sub-?\s?)?totals?"
)


def heading_fields(sheet: Sheet, *, has_portfolio: bool) -> tuple[str, ...]:
    """The fields that rows of one text alone fill: group beside a column of portfolios, else portfolio, or both."""
    levels = _levels(sheet.rows)
    if has_portfolio or not levels:
        return ("group",) if levels else ()
    return ("portfolio", "group")[:levels]


@lru_cache(maxsize=64)
def _levels(rows: tuple[Row, ...]) -> int:
    """The levels of headings: the most rows of one text in a row, of those that a row with more cells follows."""
    most = run = 0
    for row in (row for row in rows if not row.is_blank):
        if len(row.filled) == 1:
            run = run + 1 if len(row.filled[0].split()) <= _LONGEST else 0
            continue
        most, run = max(most, run), 0
    return min(most, _MOST_LEVELS)


def called_totals(records: Sequence[Record]) -> Mapping[str, list[str]]:
    """The labels of rows that are called the total of a portfolio, or of a group, by the field that names it."""
    found: dict[str, list[str]] = {}
    for field in ("portfolio", "group"):
        names = {alike(record.cells[field]) for record in records} - {""}
        labels = dict.fromkeys(record.cells["line"] for record in records if _of(record.cells["line"]) in names)
        found[field] = [label for label in labels if label not in found.get("portfolio", ())]
    lines = {record.cells["line"] for record in records} - {label for every in found.values() for label in every}
    return {field: _in_short(labels, lines, found) for field, labels in found.items() if labels}


def _in_short(labels: list[str], lines: set[str], found: Mapping[str, list[str]]) -> list[str]:
    """The labels by the word that they share, where no other row begins with it."""
    others = [*lines, *(label for every in found.values() if every is not labels for label in every)]
    short = f"{labels[0].split()[0]} *"
    is_shared = len(labels) > 1 and all(like(label, short) for label in labels)
    return [short] if is_shared and not any(like(other, short) for other in others) else labels


def _of(label: str) -> str:
    """The name of what a total is of, by its label; blank where it is called no total, or of nothing."""
    match = _OF.fullmatch(alike(label))
    return (match[1] or match[2] or "").strip() if match else ""
