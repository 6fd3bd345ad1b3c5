"""The days that a figure covers, however a source names them: years, quarters, months, days, rolling years."""

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from pprr.domain.periods.days import MONTH, MONTHS, day_label, month_end, month_number, parse_day, tidy
from pprr.domain.quoted import quoted

_LONGEST = 100
_EARLIEST, _LATEST = 1901, 2099
_Y = r"(?:19|20)\d\d"
_FY = rf"(?P<from>{_Y}) ?(?P<sign>[-/]) ?(?P<till>\d{{4}}|\d\d)"
_QUARTER = r"(?:Q|Quarter |Qtr )(?P<quarter>[1-4])|(?P<ordinal>1st|2nd|3rd|4th|First|Second|Third|Fourth) Quarter"
_ORDINALS = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}
_TO = r"(?: ?- ?| to | until )"
_MONTHS = rf"(?P<first>{MONTH})(?:[ -](?P<own>{_Y}))?{_TO}(?P<last>{MONTH})[ -]"
_HOW = "Write it as 2019/20, 2019/20 Q1, April 2019, April to June 2019, 31 March 2020 or 12 months to March 2020."


@dataclass(frozen=True)
class DataPeriod:
    """The first and the last day that a figure covers. ``assumed`` says what the text itself left open.

    >>> DataPeriod.parse("Q3 2019/20 (Oct - Dec 2019)").label, DataPeriod.parse("12 months to Feb 2020").label
    ('2019/20 Q3', '12 months to February 2020')
    """

    start: date
    end: date
    assumed: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if self.start > self.end:
            raise ValueError(f"{day_label(self.start)} comes after {day_label(self.end)}")
        if self.start.year < _EARLIEST or self.end.year > _LATEST:
            raise ValueError(f"only the years {_EARLIEST} to {_LATEST} are read")

    def __str__(self) -> str:
        return self.label

    @classmethod
    def parse(cls, text: str) -> "DataPeriod":
        """The period that a text names; raises ValueError, in words, where it cannot be told.

        A year of two numbers is a financial year, April to March, and a quarter or a half is one of it, alone and
        not added up since April; a school's year is called academic and runs from September to August. A year of one
        number is taken as the calendar year, which ``assumed`` says.
        """
        try:
            return _find(text)
        except ValueError as error:
            raise ValueError(f"{quoted(text)} is no period of data{error}. {_HOW}") from error

    @property
    def label(self) -> str:
        """The period as pages print it; reading it gives the period back."""
        first, last = self.start, self.end
        if first == last:
            return day_label(first)
        if first.day != 1 or last != month_end(last.year, last.month):
            return f"{day_label(first)} to {day_label(last)}"
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        if months == 1:
            return _month_label(last)
        if months == 12:
            two_years = f"{first.year}/{last.year % 100:02d}"
            whole_years = {1: f"calendar year {first.year}", 4: two_years, 9: f"academic year {two_years}"}
            return whole_years.get(first.month, f"12 months to {_month_label(last)}")
        if months == 3 and first.month in (1, 4, 7, 10):
            year = first.year - (first.month < 4)
            return f"{year}/{(year + 1) % 100:02d} Q{(first.month - 4) % 12 // 3 + 1}"
        from_year = "" if first.year == last.year else f" {first.year}"
        return f"{MONTHS[first.month - 1]}{from_year} to {_month_label(last)}"


def _month_label(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def _find(text: str) -> DataPeriod:
    """The period of a text; raises ValueError with the reason as it goes on from the text."""
    plain = tidy(text[: _LONGEST + 1])
    if len(text) > _LONGEST:
        raise ValueError("")
    for form, build in _FORMS:
        match = _compiled(form).fullmatch(plain)
        if match:
            try:
                return build(match)
            except ValueError as error:
                raise ValueError(f": {error}" if str(error) else "") from error
    try:
        day = parse_day(plain)
    except ValueError as error:
        raise ValueError("") from error  # it need not be meant as a day
    return DataPeriod(day, day)


def _part(text: str) -> DataPeriod:
    """A period that stands within another."""
    try:
        return _find(text)
    except ValueError as error:
        raise ValueError(f"{quoted(text)} cannot be told") from error


def _months(first_year: int, first: int, last_year: int, last: int, assumed: str = "") -> DataPeriod:
    """From the first day of one month to the last day of another."""
    return DataPeriod(date(first_year, first, 1), month_end(last_year, last), assumed)


def _first_year(match: re.Match[str]) -> int:
    """The year that a pair such as 2019/20 begins with; raises ValueError where the second does not follow it."""
    start, till = int(match["from"]), match["till"]
    if till not in (f"{start + 1}", f"{(start + 1) % 100:02d}"):
        raise ValueError(f"{start} is followed by {start + 1}, so it is no year of two")
    return start


def _two_years(match: re.Match[str]) -> DataPeriod:
    start, till = int(match["from"]), match["till"]
    is_month = match["sign"] == "-" and len(till) == 2 and 1 <= int(till) <= 12
    if is_month and int(till) != (start + 1) % 100:
        return _months(start, int(till), start, int(till))
    assumed = f"the financial year, and not {MONTHS[int(till) - 1]} {start}" if is_month else ""
    return _months(_first_year(match), 4, start + 1, 3, assumed)


def _financial_year(match: re.Match[str]) -> DataPeriod:
    start = _first_year(match)
    return _months(start, 4, start + 1, 3)


def _quarter_number(match: re.Match[str]) -> int:
    return int(match["quarter"] or _ORDINALS[match["ordinal"].lower()])


def _quarter_of(start: int, quarter: int) -> DataPeriod:
    year, first = (start, 1 + quarter * 3) if quarter < 4 else (start + 1, 1)
    return _months(year, first, year, first + 2)


def _quarter(match: re.Match[str]) -> DataPeriod:
    return _quarter_of(_first_year(match), _quarter_number(match))


def _quarter_of_one_year(match: re.Match[str]) -> DataPeriod:
    raise ValueError("it does not say whether the quarter is of a calendar or a financial year")


def _quarter_with_months(match: re.Match[str]) -> DataPeriod:
    """A quarter that names its months too: the two must agree."""
    quarter, named = _quarter_number(match), _part(match["months"])
    start = _first_year(match) if match["from"] else named.end.year - (quarter == 4)
    if named != _quarter_of(start, quarter):
        raise ValueError(f"quarter {quarter} of that financial year is {_named_months(_quarter_of(start, quarter))}")
    return named


def _named_months(period: DataPeriod) -> str:
    return f"{MONTHS[period.start.month - 1]} to {_month_label(period.end)}"


def _half(match: re.Match[str]) -> DataPeriod:
    start = _first_year(match)
    return _months(start, 4, start, 9) if match["half"] == "1" else _months(start, 10, start + 1, 3)


def _academic(match: re.Match[str]) -> DataPeriod:
    start = _first_year(match)
    return _months(start, 9, start + 1, 8)


def _calendar(match: re.Match[str]) -> DataPeriod:
    year = int(match["year"])
    assumed = "" if "calendar" in match[0].lower() else f"the calendar year {year}, January to December"
    return _months(year, 1, year, 12, assumed)


def _month(match: re.Match[str]) -> DataPeriod:
    year, month = int(match["year"]), month_number(match["month"])
    assumed = ""
    if year < 100:
        year += 2000
        assumed = f"{MONTHS[month - 1]} {year}, and not the {match['year']}th of a month"
    return _months(year, month, year, month, assumed)


def _month_in_digits(match: re.Match[str]) -> DataPeriod:
    year, month = int(match["year"]), int(match["month"])
    if not 1 <= month <= 12:
        raise ValueError(f"there is no month {month}")
    return _months(year, month, year, month)


def _month_range(match: re.Match[str]) -> DataPeriod:
    first, last, year = month_number(match["first"]), month_number(match["last"]), int(match["year"])
    if first > last and not match["own"]:
        raise ValueError("it names the year of one month only, and the other lies in another")
    return _months(int(match["own"] or year), first, year, last)


def _month_range_in_two_years(match: re.Match[str]) -> DataPeriod:
    start = _first_year(match)
    first, last = month_number(match["first"]), month_number(match["last"])
    return _months(start + (first < 4), first, start + (last < 4), last)


def _day_range(match: re.Match[str]) -> DataPeriod:
    return DataPeriod(parse_day(match["one"]), parse_day(match["two"]))


def _rolling(match: re.Match[str]) -> DataPeriod:
    """The twelve months that end with a month, or on a day."""
    named = _part(match["until"])
    if named.start != named.end and (named.start.year, named.start.month) != (named.end.year, named.end.month):
        raise ValueError("a rolling year ends with a month or on a day")
    after = named.end + timedelta(days=1)
    is_leap_day = (after.month, after.day) == (2, 29)
    start = date(after.year - 1, 3, 1) if is_leap_day else after.replace(year=after.year - 1)
    return DataPeriod(start, named.end)


@functools.cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII | re.IGNORECASE)


_FORMS: tuple[tuple[str, Callable[[re.Match[str]], DataPeriod]], ...] = (
    (rf"(?:FY )?{_FY}", _two_years),
    (rf"{_FY}(?:[ -]annual| \(?financial(?: year)?\)?)", _financial_year),
    (rf"financial year {_FY}", _financial_year),
    (rf"{_FY}[ ;,]*-? ?(?:{_QUARTER})", _quarter),
    (rf"(?:{_QUARTER})(?: of|[ ;,]) ?{_FY}", _quarter),
    (rf"(?:{_QUARTER})[ ,]*{_Y}|{_Y}[ ,;-]*(?:Q|Quarter |Qtr )[1-4]", _quarter_of_one_year),
    (rf"(?:{_QUARTER})(?: {_FY})? ?\((?P<months>[^()]+)\)", _quarter_with_months),
    (rf"{_FY}[ ;,]*-? ?(?:{_QUARTER}) ?\((?P<months>[^()]+)\)", _quarter_with_months),
    (rf"{_FY}[ ;,]*-? ?H(?P<half>[12])", _half),
    (rf"H(?P<half>[12]) {_FY}", _half),
    (rf"{_FY} \(?academic(?: year)?\)?", _academic),
    (rf"(?:academic year|AY) {_FY}", _academic),
    (rf"(?P<year>{_Y})(?: \(?calendar(?: year)?\)?)?", _calendar),
    (rf"(?:calendar year|calendar) (?P<year>{_Y})", _calendar),
    (rf"(?P<month>{MONTH})[ -](?P<year>{_Y})", _month),
    (rf"(?P<month>{MONTH})-(?P<year>\d\d)", _month),
    (rf"(?P<month>\d\d)/(?P<year>{_Y})", _month_in_digits),
    (rf"{_MONTHS}(?P<year>{_Y})", _month_range),
    (rf"{_MONTHS}{_FY}", _month_range_in_two_years),
    (
        r"(?:rolling )?(?:(?:12|twelve)[ -]months?|year|YE),? ?(?:rolling )?(?:(?:up )?to|ending|ended|)"
        r"(?: the)?(?: end of)? ?(?P<until>\S.{3,40})",
        _rolling,
    ),
    (r"(?P<one>[^()]{6,30}?)(?: to | until | - )(?P<two>[^()]{6,30})", _day_range),
)
