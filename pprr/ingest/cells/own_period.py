"""A figure's own period, as it stands beside the figure in its cell: ``78.0% 2016``, ``94.2% (to Feb 2020)``."""

import re

from pprr.domain import DataPeriod
from pprr.domain.periods.days import MONTH, MONTHS, month_number

_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_QUARTER = re.compile(r"(?:Q|Quarter )([1-4])", re.ASCII | re.IGNORECASE)
_UP_TO = re.compile(r"(?:(?:the )?period )?(?:up )?to (?:the )?(?:end (?:of )?)?(?P<until>.+)", re.IGNORECASE)
_LAGGED = re.compile(r"(?P<period>.+?)(?:'s)? (?:(?:time |data )?lag|data|figures?|position|result)", re.IGNORECASE)
_MONTHS = re.compile(rf"(?P<first>{MONTH})(?: ?(?:-|to) ?(?P<last>{MONTH}))?", re.IGNORECASE)
_AT = re.compile(r"(?:as )?at (?:the )?(?:end (?:of )?)?(?P<day>.+)", re.IGNORECASE)


def own_period(text: str) -> str:
    """The period that a piece of a cell names, as pages print it; blank where it is none.

    A year of one number stays as it is, and a quarter without its year (``Q2``) is one of the column's year. Of a
    figure "to Feb 2020" the cell does not say from when, and neither does the page: "the period to February 2020".
    """
    if _YEAR.fullmatch(text):
        return text
    lagged = _LAGGED.fullmatch(text)
    if lagged:
        return own_period(lagged["period"])
    quarter = _QUARTER.fullmatch(text.removesuffix(" only"))
    if quarter:
        return f"Q{quarter[1]}"
    months = _MONTHS.fullmatch(text)
    if months:
        return _of_no_year(months)
    until = _UP_TO.fullmatch(text)
    if until:
        label = _month_or_day(until["until"])
        return f"the period to {label}" if label else ""
    at = _AT.fullmatch(text)
    if at:
        return _month_or_day(at["day"])
    try:
        return DataPeriod.parse(text).label
    except ValueError:  # this piece is no period, and may be something else
        return ""


def _of_no_year(months: re.Match[str]) -> str:
    """A month of the column's year, or the quarter that two months begin and end; blank for any other two."""
    first = month_number(months["first"])
    if months["last"] is None:
        return MONTHS[first - 1]
    last = month_number(months["last"])
    return f"Q{(first - 4) % 12 // 3 + 1}" if (first, last) in {(4, 6), (7, 9), (10, 12), (1, 3)} else ""


def _month_or_day(text: str) -> str:
    """The label of a month or a day; blank for a longer period, and for what is none."""
    months = _MONTHS.fullmatch(text)
    if months and months["last"] is None:
        return _of_no_year(months)
    try:
        period = DataPeriod.parse(text)
    except ValueError:  # as above
        return ""
    is_short = (period.start.year, period.start.month) == (period.end.year, period.end.month)
    return period.label if is_short else ""
