"""A text that names a period, moved on to another one in the spelling that it has."""

import re
from collections.abc import Iterator
from datetime import date

from pprr.domain import Period, Point

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_TITLES = ("First Update", "Mid-Year", "Third Quarter Update", "Annual")


def moved(text: str, old: Period, new: Period, *, is_label: bool = True) -> str:
    """The text with the old period's name put into the new one's, in the same spelling and capitals.

    Years before the period's own move on with it. A text that names neither stays as it is. Where it is no period's
    ``label``, a year stays a year: "Budget 2025/26" is no quarter's.

    >>> q1, q2 = Period.parse("2025-26-q1"), Period.parse("2025-26-q2")
    >>> [moved(text, q1, q2) for text in ("2025/26 Q1 Actual", "extract_q1.csv", "Jun-25", "At 30 June 2025")]
    ['2025/26 Q2 Actual', 'extract_q2.csv', 'Sep-25', 'At 30 September 2025']
    """
    ways: dict[str, str] = {}
    for one, other in zip(_spellings(old), _spellings(new), strict=True):
        if is_label or old.is_annual == new.is_annual or one not in _years(old.start):
            ways.setdefault(one.casefold(), other)
    for back in range(4):
        for one, other in zip(_years(old.start - back), _years(new.start - back), strict=True):
            ways.setdefault(one.casefold(), other)
    any_way = "|".join(re.escape(way) for way in sorted(ways, key=len, reverse=True))
    return re.sub(
        rf"(?<![A-Za-z0-9])(?:{any_way})(?![A-Za-z0-9])",
        lambda match: _in_capitals_of(match[0], ways[match[0].casefold()]),
        text,
        flags=re.IGNORECASE,
    )


def in_months(day: date, months: int) -> date | None:
    """The day so many months later: a month's last day stays one; None where the later month has no such day."""
    place = day.year * 12 + day.month - 1 + months
    last = _last_day(place // 12, place % 12 + 1)
    if day == _last_day(day.year, day.month):
        return last
    return last.replace(day=day.day) if day.day <= last.day else None


def month_text_moved(text: str, months: int) -> str:
    """A text that is a month and a year, so many months later; any other as it is.

    >>> month_text_moved("July 2025", 3), month_text_moved("Draft", 3)
    ('October 2025', 'Draft')
    """
    match = re.fullmatch(rf"({'|'.join(_MONTHS)}) (20\d\d)", text)
    if not match:
        return text
    place = int(match[2]) * 12 + _MONTHS.index(match[1]) + months
    return f"{_MONTHS[place % 12]} {place // 12}"


def names_time(text: str) -> bool:
    """Tells whether the text holds a year, a quarter or a month with its year, which a later period may want anew."""
    months = "|".join(month[:3] for month in _MONTHS)
    return bool(re.search(rf"20\d\d|\bQ[1-4]\b|\b(?:{months})[a-z]*[\s'-]?\d\d\b", text, re.IGNORECASE))


def _last_day(year: int, month: int) -> date:
    return date.fromordinal(date(year + month // 12, month % 12 + 1, 1).toordinal() - 1)


def _spellings(period: Period) -> Iterator[str]:
    """Yields every spelling of a period, in one order for all of them: with its year, as its last day, alone."""
    place = list(Point).index(period.point)
    quarter = f"Q{place + 1}"
    for year in _years(period.start):
        for mark in (" ", ";", " - ", "-", " / ", "_"):
            yield year if period.is_annual else f"{year}{mark}{quarter}"
            yield year if period.is_annual else f"{quarter}{mark}{year}"
    yield from _days(period.end)
    yield from (quarter, f"Quarter {place + 1}", f"Qtr {place + 1}", _TITLES[place])


def _days(day: date) -> Iterator[str]:
    month = _MONTHS[day.month - 1]
    yield from (f"{day.day} {month} {day.year}", f"{day.day}-{month[:3]}-{day.year}", day.isoformat())
    yield from (f"{day:%d/%m/%Y}", f"{day:%d/%m/%y}", f"{day:%d.%m.%Y}")
    for year in (str(day.year), f"{day.year % 100:02d}"):
        for name in (month, month[:3]):
            yield from (f"{name}{mark}{year}" for mark in (" ", "-", " '", "_", "/"))


def _years(start: int) -> tuple[str, ...]:
    after = start + 1
    short = f"{after % 100:02d}"
    return (
        *(f"{start}{mark}{short}" for mark in "/-–_"),
        *(f"{start}{mark}{after}" for mark in "/-–"),
        f"{start % 100:02d}/{short}",
        f"{start % 100:02d}-{short}",
    )


def _in_capitals_of(one: str, other: str) -> str:
    if one.islower():
        return other.lower()
    return other.upper() if one.isupper() and len(one) > 2 else other
