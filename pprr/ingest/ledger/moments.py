"""Days and posting periods as ledgers write them, in patterns that SQL and Python share."""

import re
from collections.abc import Mapping
from datetime import date

from pprr.domain.periods.days import month_number
from pprr.domain.periods.posting import LAST_SPECIAL, MONTH, NAMED, NUMBERED, PostingPeriods, numbers
from pprr.ingest.mapping.ledger_file import tidy

DAY_EXPECTED = "a day such as 23/07/2019 or 2019-07-23"
PERIOD_EXPECTED = "a month such as JUL-25"
_NUMBER_EXPECTED = 'a period whose month is known: say in [ledger] periods = { "202501" = "2025-04" }, as it is'
_TIME = (
    r"[T ]+(?:[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]+)?)?(?: ?[AaPp][Mm]|[+]01:?00)?"
    # At Greenwich, an hour before midnight may be the next day here.
    r"|(?:[01]?[0-9]|2[0-2]):[0-9]{2}(?::[0-9]{2}(?:[.][0-9]+)?)?(?:Z|[+]00:?00))$"
)
_DAYS: Mapping[str, str] = {
    r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([1-9][0-9]{3})": r"\1 \2 \3",
    r"([1-9][0-9]{3})[-/]([0-9]{1,2})[-/]([0-9]{1,2})": r"\3 \2 \1",
    r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{2})": r"\1 \2 20\3",
    r"(20[0-9]{2})([0-9]{2})([0-9]{2})": r"\3 \2 \1",
    rf"(?i)([0-9]{{1,2}})[ /.-]?{MONTH}[ /.-]?([1-9][0-9]{{3}})": r"\1 \2 \3",
    rf"(?i)([0-9]{{1,2}})[ /.-]?{MONTH}[ /.-]?([0-9]{{2}})": r"\1 \2 20\3",
}
"""A day as written, and its day, month and year in this order. Of two numbers the day comes first."""
FORMATS = tuple(
    f"{day}{time}"
    for day in ("%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d-%b-%Y", "%d-%b-%y", "%d/%m/%y", "%d %b %Y")
    for time in ("", " %H:%M:%S", " %H:%M", "T%H:%M:%S")
)
"""Those that the engine reads fast, where it finds a day of the year; whatever else is left to the patterns."""


def macros(periods: PostingPeriods) -> str:
    """The SQL macros ``day`` and ``period``, which give the moment that a tidy text means."""
    return f"""
CREATE TEMP MACRO day_of(t) AS CASE {_branches(_DAYS)} END;
CREATE TEMP MACRO day(t) AS day_of(regexp_replace(t, '{_TIME}', ''));
CREATE TEMP MACRO month_of(y, n) AS CASE
  WHEN y > 0 AND n BETWEEN 1 AND {LAST_SPECIAL if periods.shift else 12}
  THEN TIMESTAMP '2000-01-01' + to_months((y - 2000) * 12 + least(n, 12) - 1 + {periods.shift or 0}) END;
CREATE TEMP MACRO period(t) AS CASE {_names(periods)} {_numbered(periods)} {_branches(NAMED)} END;
"""


def read_day(text: str) -> date | None:
    """The day, or None: what the sum makes of one cell."""
    text = re.sub(_TIME, "", tidy(text))
    for pattern, order in _DAYS.items():
        if match := re.fullmatch(pattern, text):
            day, month, year = match.expand(order).split()
            try:
                return date(int(year), int(month) if month.isdigit() else month_number(month), int(day))
            except ValueError:
                return None
    return None


def expected_period(text: str) -> str:
    """The words for what is expected of a cell that is no posting period."""
    return _NUMBER_EXPECTED if numbers(text) else PERIOD_EXPECTED


def _branches(forms: Mapping[str, str]) -> str:
    """The branches of a CASE that read days in each of the forms."""
    found = []
    for pattern, order in forms.items():
        month = "%b" if MONTH in pattern else "%m"
        read = f"try_strptime(regexp_replace(t, '^(?:{pattern})$', '{order}'), '%d {month} %Y')"
        found.append(f"WHEN regexp_full_match(t, '{pattern}') THEN {read}")
    return " ".join(found)


def _numbered(periods: PostingPeriods) -> str:
    if periods.shift is None:
        return ""
    found = []
    for pattern, order in NUMBERED.items():
        year, number = (f"CAST(regexp_replace(t, '^(?:{pattern})$', '{part}') AS INTEGER)" for part in order.split())
        year = str(periods.year) if order.startswith("0") else year
        found.append(f"WHEN regexp_full_match(t, '{pattern}') THEN month_of({year}, {number})")
    return " ".join(found)


def _names(periods: PostingPeriods) -> str:
    return " ".join(
        f"WHEN upper(t) = '{name.replace(chr(39), chr(39) * 2)}' THEN TIMESTAMP '{month}'"
        for name, month in periods.names.items()
    )
