"""Cells that hold a day, or the period that a figure covers."""

from datetime import date

from pprr.domain import DataPeriod
from pprr.domain.errors import CellError
from pprr.domain.periods.days import parse_day


def read_date(text: str) -> date:
    """A day written as ``2019-07-23``, ``23/07/2019``, ``23 July 2019``, ``23-Jul-19`` or ``23.07.2019``.

    The day comes before the month, as in this country; an American date is refused as such.
    """
    try:
        return parse_day(text)
    except ValueError as error:
        raise CellError(text, f"a day such as 2019-07-23 or 23/07/2019. {_reason(error)}") from error


def read_period(text: str) -> DataPeriod:
    """The days that a figure covers, from ``2019/20``, ``2019-20;Q1``, ``Apr-May 2019``, ``12 months to Mar 2020``."""
    try:
        return DataPeriod.parse(text)
    except ValueError as error:
        raise CellError(text, f"a period such as 2019/20, 2019/20 Q1 or April 2019. {_reason(error)}") from error


def _reason(error: ValueError) -> str:
    return f"But {str(error).removesuffix('.')}" if str(error) else ""
