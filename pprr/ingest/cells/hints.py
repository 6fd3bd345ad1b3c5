"""Advice on a cell that is no figure, where its text shows what went wrong."""

import re

from pprr.domain.periods.days import parse_day
from pprr.ingest.cells.marks import status_alone

_HINTS = tuple(
    (re.compile(pattern, re.IGNORECASE), advice)
    for pattern, advice in (
        (r"[£$€].*", "Write the figure alone: the measure's name says that it is money"),
        (r".*[０-９].*", "Its digits are of another script: type them again"),
        (r"[\dO][\dO.,]*O[\dO.,]*%?", "A letter O seems to be among its digits"),
        (r"\d\S* .*\b(?:20\d\d|Q[1-4])", "Put a period of its own in brackets behind the figure"),
        (r"[\d.,]+ ?[A-Za-z][A-Za-z0-9/]*", "Write the figure alone: its unit belongs to the measure's name"),
        (r".*[\s(\[](?-i:R)[)\]]?|.*\(r\)", "R may be Red or revised: write (Red) or [r]"),
        (r".*\d%? ?[*†‡^#]+", "Its sign does not say what it stands for: write (p) if the figure is provisional"),
        (r"[\d.,]+%? ?(?:-|to|and) ?[\d.,]+%?", "A range is no figure: write one, or a bound such as <5"),
        (
            r"(?:~|c\.? ?|circa |about |around |approx\.? |approximately ).*",
            "Write the figure itself, or (e) behind it",
        ),
        (r"[\d.,]+%? ?\+", "Write at least 95% as >=95%"),
    )
)
_TWO_YEARS = re.compile(r"\b((?:19|20)\d\d)[/-](\d\d)\b", re.ASCII)


def hint(text: str) -> str:
    """Advice on a cell's text, in words; blank where nothing but the usual can be said."""
    if status_alone(text, {}):
        return "A status is no figure: its column is named under [performance.statuses] in sources.toml"
    if _is_day(text):
        return "It is a day and no figure"
    for years in _TWO_YEARS.finditer(text):
        if (int(years[1]) + 1) % 100 != int(years[2]):
            return f"A year of two is written as {years[1]}/{(int(years[1]) + 1) % 100:02d}, not as {years[0]}"
    return next((advice for pattern, advice in _HINTS if pattern.fullmatch(text)), "")


def _is_day(text: str) -> bool:
    try:
        parse_day(text)
    except ValueError:
        return False
    return True
