"""The period of one figure of a series or of another council: a month, a quarter or a year."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(r"(20\d\d)-(\d\d)", re.ASCII)
_NAMED = re.compile(rf"({'|'.join(_MONTHS)})[a-z]* (20\d\d)", re.ASCII)
_YEAR = re.compile(r"(20\d\d)([-/])(\d\d)(?:-annual|[ -]q([1-4]))?", re.ASCII)
_FORMS = "a month such as 2025-04, a quarter such as 2025-26-q1, or a financial year such as 2025-26"


@dataclass(frozen=True, order=True)
class Span:
    """The days from ``start`` to ``end``, both among them."""

    start: date
    end: date

    @classmethod
    def parse(cls, text: str) -> "Span":
        """The month, quarter or financial year that the text names; raises ValueError, in words.

        >>> Span.parse("2025-26-q1").label, Span.parse("2025-04").label, Span.parse("2025-26").label
        ('2025/26 Q1', 'Apr 2025', '2025/26')
        """
        found = " ".join(text.lower().replace("–", "-").split())
        year, month, named = _YEAR.fullmatch(found), _MONTH.fullmatch(found), _NAMED.fullmatch(found)
        is_year = year is not None and int(year[3]) == (int(year[1]) + 1) % 100
        is_month = month is not None and 1 <= int(month[2]) <= 12
        if is_year and is_month and year:
            raise ValueError(
                f'"{text}" may be a month or a financial year. Write {year[1]}/{year[3]} for the year, and '
                f"{_MONTHS[int(year[3]) - 1].capitalize()} {year[1]} for the month."
            )
        if is_year and year:
            quarter = int(year[4] or 1)
            return cls._of_months(int(year[1]), 3 * quarter, 3 if year[4] else 12)
        if is_month and month:
            return cls._of_months(int(month[1]), int(month[2]) - 1, 1)
        if named:
            return cls._of_months(int(named[2]), _MONTHS.index(named[1]), 1)
        raise ValueError(f'"{text}" is not a period. Write {_FORMS}.')

    @classmethod
    def parse_list(cls, text: str) -> tuple["Span", ...]:
        """The periods that the text names, parted by ``;``; raises as ``parse``."""
        return tuple(cls.parse(part.strip()) for part in text.split(";") if part.strip())

    @classmethod
    def _of_months(cls, year: int, month: int, count: int) -> "Span":
        """So many months from that one on, counted from 0 in January of the year."""
        last_year, last_month = divmod(year * 12 + month + count - 1, 12)
        return cls(
            date(year + month // 12, month % 12 + 1, 1),
            date(last_year, last_month + 1, calendar.monthrange(last_year, last_month + 1)[1]),
        )

    @property
    def months(self) -> int:
        """How many months it covers."""
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1

    @property
    def label(self) -> str:
        """The period as a page prints it: ``Apr 2025``, ``2025/26 Q1``, ``2025/26``."""
        if self.months == 1:
            return f"{_MONTHS[self.start.month - 1].capitalize()} {self.start.year}"
        first = self.start.year - (self.start.month < 4)
        year = f"{first}/{(first + 1) % 100:02d}"
        return year if self.months == 12 else f"{year} Q{(self.start.month - 4) % 12 // 3 + 1}"

    def is_followed_by(self, other: "Span") -> bool:
        """Whether the other begins on the day after this one ends."""
        return other.start == self.end + timedelta(days=1)
