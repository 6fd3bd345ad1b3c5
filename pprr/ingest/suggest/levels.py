"""Levels of labels that may not stand over the figures that they seem to: what in them gives a doubt."""

import re
from collections.abc import Iterable, Sequence

from pprr.ingest.mapping.header import LEVEL, Sheet, lowest
from pprr.ingest.mapping.period_labels import PERIOD_WORDS, POINT_WORDS, YEAR_WORDS


def year_alone(labels: Sequence[str]) -> str:
    """The first label that names a year and no more, where others have a quarter or a month below a year."""
    below = [lowest(label) for label in labels if LEVEL in label]
    has_points = any(POINT_WORDS.search(name) for name in below)
    return next((label for label in labels if has_points and re.fullmatch(YEAR_WORDS, label)), "")


def years_status(statuses: Iterable[str], labels: Iterable[str]) -> frozenset[str]:
    """The labels of statuses that name the latest year alone, where others have its quarters: not the year's own."""
    dated = [(label, year[0]) for label in labels if (year := re.search(YEAR_WORDS, label))]
    latest = max((year for label, year in dated if POINT_WORDS.search(label)), default="")
    return frozenset(
        label for label, year in dated if label in {*statuses} and year == latest and not POINT_WORDS.search(label)
    )


def labels_below(sheet: Sheet) -> int:
    """The number of the first row below the header, where it holds periods and no figures; 0 where it does not."""
    first = next((row for row in sheet.rows if not row.is_blank), None)
    held = [cell for cell in first.filled if PERIOD_WORDS.fullmatch(cell)] if first else []
    return first.number if first and len(held) > 1 and 2 * len(held) > len(first.filled) else 0


def bare_label(sheet: Sheet, patterns: Sequence[str]) -> str:
    """The label without one above it that others have below theirs; blank where there is none."""
    below = {lowest(pattern) for pattern in patterns if LEVEL in pattern}
    return next((label for label in sheet.labels if label in below), "")
