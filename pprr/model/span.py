"""The period of one figure of a series or of another council: a month, a quarter or a year."""

from dataclasses import dataclass
from datetime import date, timedelta

from pprr.model.dataperiod import DataPeriod
from pprr.model.day import MONTHS, month_end
from pprr.model.quoted import quoted

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
        try:
            period = DataPeriod.parse(text)
        except ValueError as error:
            raise ValueError(f"{quoted(text)} is not a period. Write {_FORMS}.") from error
        span = cls(period.start, period.end)
        begins = {1: range(1, 13), 3: (1, 4, 7, 10), 12: (4,)}.get(span.months, ())
        if (span.start.day, span.end) != (
            1,
            month_end(span.end.year, span.end.month),
        ) or span.start.month not in begins:
            raise ValueError(f"{quoted(text)} is not a period of a series. Write {_FORMS}.")
        if span.months == 12 and period.assumed:
            month = f"{MONTHS[(span.start.year + 1) % 100 - 1][:3]} {span.start.year}"
            raise ValueError(
                f"{quoted(text)} may be a month or a financial year. Write {span.label} for the year, and "
                f"{month} for the month."
            )
        return span

    @classmethod
    def parse_list(cls, text: str) -> tuple["Span", ...]:
        """The periods that the text names, parted by ``;``; raises as ``parse``."""
        return tuple(cls.parse(part.strip()) for part in text.split(";") if part.strip())

    @property
    def months(self) -> int:
        """How many months it covers."""
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1

    @property
    def label(self) -> str:
        """The period as a page prints it: ``Apr 2025``, ``2025/26 Q1``, ``2025/26``."""
        if self.months == 1:
            return f"{MONTHS[self.start.month - 1][:3]} {self.start.year}"
        first = self.start.year - (self.start.month < 4)
        year = f"{first}/{(first + 1) % 100:02d}"
        return year if self.months == 12 else f"{year} Q{(self.start.month - 4) % 12 // 3 + 1}"

    def is_followed_by(self, other: "Span") -> bool:
        """Whether the other begins on the day after this one ends."""
        return other.start == self.end + timedelta(days=1)
