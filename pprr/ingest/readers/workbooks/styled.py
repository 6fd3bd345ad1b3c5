"""A cell's style in an Excel workbook, and what a number or a day of that style is to be read as."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation

from pprr.ingest.readers.workbooks.as_shown import Template, of_format, says_more
from pprr.ingest.readers.workbooks.looks import Look
from pprr.ingest.readers.workbooks.number_format import NumberFormat, elapsed, month
from pprr.ingest.readers.workbooks.runs import PLAIN, Font

NOT_CALCULATED = "a formula that was never calculated"
_AS_EXCEL_SHOWS = Context(prec=15, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation])
_FROM_1900, _FROM_1904 = date(1899, 12, 30), date(1904, 1, 1)
_MOST_DAYS = 2_958_465  # 31 December 9999


@dataclass(frozen=True)
class Style:
    """The style that a cell's format gives: how its number is shown, and the font of all of it."""

    number: NumberFormat
    font: Font = PLAIN

    @property
    def says_more(self) -> bool:
        """True where it says anything of a cell's value that the value does not."""
        return self.font.is_struck or self.font.is_raised or says_more(self.number)


class Judge:
    """Judges numbers by their formats. What it finds of a format it keeps, since a sheet has few of them."""

    def __init__(self, *, is_from_1904: bool) -> None:
        self._first = _FROM_1904 if is_from_1904 else _FROM_1900
        self._templates: dict[tuple[str, int, int], Template | None] = {}

    def number(self, value: Decimal, how: NumberFormat) -> Look | None:
        """The text to keep of a number, which may stand for a day; None where it is all that is shown."""
        if how.days:
            return self._day(value, how)
        key = how.code, how.section_of(value), (value > 0) - (value < 0)
        if key not in self._templates:
            self._templates[key] = of_format(value, how)
        found = self._templates[key]
        if found is None or found.is_plain:
            return None
        around = how.around(value) if found.differs else None
        return found.look(value, around.text if around else how.code)

    def _day(self, value: Decimal, how: NumberFormat) -> Look | None:
        if how.days == "elapsed" and abs(value) < _MOST_DAYS:
            text = elapsed(value)
            return Look(text, text, text)
        if how.days in {"day", "elapsed"} or not 0 <= value < _MOST_DAYS - 1500:
            return None
        return of_day(self._first + timedelta(days=int(value)), how)


def of_day(day: date, how: NumberFormat) -> Look:
    """The text to keep of a day of which the month or the year alone is shown."""
    text = month(day, how.code)
    return Look(text, text, day.isoformat())


def decimal(value: bytes | str | float) -> Decimal | None:
    """The number with the digits that Excel itself shows; None where it is none."""
    try:
        found = _AS_EXCEL_SHOWS.create_decimal(value.decode("ascii", "replace") if isinstance(value, bytes) else value)
    except InvalidOperation:
        return None
    return found if found.is_finite() and found.adjusted() < 300 else None
