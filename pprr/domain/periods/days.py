"""Days and months as this country writes them, and as systems export them."""

import re
from calendar import monthrange
from datetime import date

from pprr.domain.quoted import quoted

# Not strftime, whose words follow the machine's language.
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MONTH = r"(?:" + "|".join(f"{name[:3]}{f'(?:{name[3:]})?' if name[3:] else ''}" for name in MONTHS) + r"|Sept)\.?"
_YEAR = r"(?:19|20)\d\d"
_MIDNIGHT = r"(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|[+]0[01]:?00)?)?"  # at Greenwich it is the same day here, all year
_FORMS = tuple(
    re.compile(pattern, re.ASCII | re.IGNORECASE)
    for pattern in (
        rf"(?P<year>{_YEAR})(?P<mark>[-/])(?P<month>\d\d)(?P=mark)(?P<day>\d\d){_MIDNIGHT}",
        rf"(?P<day>\d\d?)(?P<mark>[/.-])(?P<month>\d\d?)(?P=mark)(?P<year>{_YEAR}){_MIDNIGHT}",
        rf"(?P<day>\d\d?)(?:st|nd|rd|th)? (?:of )?(?P<name>{MONTH}),? (?P<year>{_YEAR})",
        # Excel's own short form; its year is of this century.
        rf"(?P<day>\d\d?)-(?P<name>{MONTH})-(?P<year>{_YEAR}|\d\d)",
    )
)
_DASHES = str.maketrans({"–": "-", "−": "-", "‐": "-", "‑": "-", "‒": "-", "—": "-", "\u00a0": " "})
_LONGEST = 60


def tidy(text: str) -> str:
    """The text with one kind of dash and of space."""
    return " ".join(text.translate(_DASHES).split())


def month_number(name: str) -> int:
    """The number of a month named in full or by its first three letters."""
    return [month[:3].lower() for month in MONTHS].index(name[:3].lower()) + 1


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def parse_day(text: str) -> date:
    """The day that ``31 March 2020``, ``31/03/2020``, ``2020-03-31``, ``31-Mar-20`` or ``31.03.2020`` names.

    Of two numbers the day comes first, so ``01/04/2019`` is 1 April. Raises ValueError, in words, for anything else:
    an American date, a day that no month has, a year of two digits beside a month in digits.

    >>> parse_day("01/04/2019"), parse_day("31-Mar-20")
    (datetime.date(2019, 4, 1), datetime.date(2020, 3, 31))
    """
    plain = tidy(text[: _LONGEST + 1])
    match = next(filter(None, (form.fullmatch(plain) for form in _FORMS)), None) if len(text) <= _LONGEST else None
    if match is None:
        raise ValueError(f"{quoted(text)} is no day. {_written(plain)}")
    found = match.groupdict()
    month = month_number(found["name"]) if found.get("name") else int(found["month"])
    year, day = int(found["year"]), int(found["day"])
    year += 2000 if year < 100 else 0
    if month > 12 >= day:
        raise ValueError(
            f"{quoted(text)} has no month {month}. Is it American? Write the day first, {month:02d}/{day:02d}/{year}."
        )
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ValueError(f"{quoted(text)} is no day of any calendar. Check the day and the month.") from error


def day_label(day: date) -> str:
    """A day as this country writes it: ``23 July 2019``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _written(text: str) -> str:
    if re.fullmatch(r"\d{1,2}[/.-]\d{1,2}[/.-]\d\d", text, re.ASCII):
        return "Write the year in four digits, as in 31/03/2020."
    if re.fullmatch(r"[34]\d{4}(?:\.0)?", text, re.ASCII):
        return "It is a day as Excel counts them: format the cell as a date, or write it as 31/03/2020."
    return "Write it as 31 March 2020, 31/03/2020 or 2020-03-31."
