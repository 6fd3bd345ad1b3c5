"""Reporting periods of a council's financial year, April to March."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pprr.domain.errors import PeriodError
from pprr.domain.periods.days import MONTHS, day_label
from pprr.domain.quoted import quoted


class Point(StrEnum):
    """The points of a year that figures are of: its four reporting points, and its last quarter by itself."""

    Q1 = "q1"
    Q2 = "q2"
    Q3 = "q3"
    ANNUAL = "annual"
    Q4 = "q4"
    """A quarter of data alone: the fourth report of a year is the annual one."""


REPORTING_POINTS = (Point.Q1, Point.Q2, Point.Q3, Point.ANNUAL)
_TITLES = {
    Point.Q1: "First Update",
    Point.Q2: "Mid-Year",
    Point.Q3: "Third Quarter Update",
    Point.ANNUAL: "Annual",
}
_ALIASES = {
    "q1": Point.Q1,
    "first update": Point.Q1,
    "first quarter update": Point.Q1,
    "q2": Point.Q2,
    "mid year": Point.Q2,
    "second update": Point.Q2,
    "q3": Point.Q3,
    "third update": Point.Q3,
    "third quarter update": Point.Q3,
    "final update": Point.Q3,
    "q4": Point.ANNUAL,
    "annual": Point.ANNUAL,
    "year end": Point.ANNUAL,
    "": Point.ANNUAL,
    **{f"{word} {number}": point for word in ("quarter", "qtr") for number, point in enumerate(REPORTING_POINTS, 1)},
}
_OF_DATA = {**_ALIASES, "q4": Point.Q4, "quarter 4": Point.Q4, "qtr 4": Point.Q4}
_YEAR = re.compile(r"\b(20\d\d)\s?[-/–]\s?(\d\d|20\d\d)\b", re.ASCII)


@dataclass(frozen=True)
class Period:
    """One reporting point of one financial year; ``str()`` gives the name that folders and commands use.

    >>> str(Period(2019, Point.ANNUAL)), Period(2019, Point.ANNUAL).label
    ('2019-20-annual', '2019/20')
    """

    start: int
    point: Point = Point.ANNUAL

    def __post_init__(self) -> None:
        if not 2000 <= self.start <= 2098:
            raise PeriodError("year-out-of-reach", year=self.start)

    def __str__(self) -> str:
        return f"{self.year}-{self.point}"

    @classmethod
    def parse(cls, text: str) -> "Period":
        """The period of a report that a person means: ``2019-20-annual``, ``2019/20``, ``Mid-Year 2019/20``.

        Raises PeriodError, a ValueError, where the year or the reporting point cannot be told.
        """
        return cls._parse(text, _ALIASES)

    @classmethod
    def of_data(cls, text: str) -> "Period":
        """The period of a column of figures, of which ``2019/20 Q4`` is the last quarter alone; raises as ``parse``.

        >>> str(Period.of_data("2019/20 Q4")), str(Period.parse("2019/20 Q4"))
        ('2019-20-q4', '2019-20-annual')
        """
        return cls._parse(text, _OF_DATA)

    @classmethod
    def _parse(cls, text: str, points: Mapping[str, Point]) -> "Period":
        years = _YEAR.findall(text)
        if len(years) != 1:
            raise PeriodError("no-period", text=quoted(text))
        first, second = years[0]
        start = int(first)
        if int(second) % 100 != (start + 1) % 100 or (len(second) == 4 and int(second) != start + 1):
            raise PeriodError("no-financial-year", text=quoted(text), first=first, second=start + 1)
        words = re.sub(r"[^a-z0-9]+|\breport\b", " ", _YEAR.sub(" ", text).lower())
        words = " ".join(words.split())
        if words not in points:
            raise PeriodError("no-reporting-point", text=quoted(text))
        return cls(start, points[words])

    @property
    def year(self) -> str:
        """The financial year as folders name it: ``2019-20``."""
        return f"{self.start}-{(self.start + 1) % 100:02d}"

    @property
    def label(self) -> str:
        """The period as column headings print it: ``2019/20``, or ``2019/20 Q1``."""
        year = self.year.replace("-", "/")
        return year if self.point is Point.ANNUAL else f"{year} {self.point.upper()}"

    @property
    def title(self) -> str:
        """The period as a cover prints it: ``Annual Report 2019/20``, ``Mid-Year Report 2019/20``."""
        return f"{_TITLES[self.point]} Report {self.year.replace('-', '/')}"

    @property
    def end(self) -> date:
        """The last day that the period covers."""
        return {
            Point.Q1: date(self.start, 6, 30),
            Point.Q2: date(self.start, 9, 30),
            Point.Q3: date(self.start, 12, 31),
            Point.ANNUAL: date(self.start + 1, 3, 31),
            Point.Q4: date(self.start + 1, 3, 31),
        }[self.point]

    def is_named_by(self, figure_period: str) -> bool:
        """Tells whether a figure's own period, as printed, is this one: ``2019/20 Q2``, ``Q2``, ``30 September 2019``.

        A figure as at the last day, or up to it, is the period's own.
        """
        month, day = f"{MONTHS[self.end.month - 1]} {self.end.year}", day_label(self.end)
        quarter = () if self.is_annual else (self.point.upper(),)
        return figure_period in {self.label, *quarter, day, f"the period to {day}", f"the period to {month}"}

    @property
    def is_annual(self) -> bool:
        """True where it is the whole year and not a point within it."""
        return self.point is Point.ANNUAL

    @property
    def report(self) -> "Period":
        """The period of the report that comes at its end: of the last quarter that of the year."""
        return Period(self.start) if self.point is Point.Q4 else self

    @property
    def previous(self) -> "Period":
        """The reporting point before this one; before Q1 comes the last year itself."""
        if self.point is Point.Q4:
            return Period(self.start, Point.Q3)
        place = REPORTING_POINTS.index(self.point)
        return Period(self.start, REPORTING_POINTS[place - 1]) if place else Period(self.start - 1)

    @property
    def next(self) -> "Period":
        """The reporting point after this one; after the year itself comes Q1 of the next."""
        if self.report.is_annual:
            return Period(self.start + 1, Point.Q1)
        return Period(self.start, REPORTING_POINTS[REPORTING_POINTS.index(self.point) + 1])

    @property
    def previous_year(self) -> "Period":
        """The same point of the year before."""
        return Period(self.start - 1, self.point)
