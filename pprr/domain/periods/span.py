"""The place of periods of data in time: how many months they are, and whether one follows on another."""

from datetime import timedelta

from pprr.domain.periods.data_period import DataPeriod


def months_in(period: DataPeriod) -> int:
    """The number of whole months in the period; 0 where it is not made of whole months.

    >>> months_in(DataPeriod.parse("2019/20 Q1")), months_in(DataPeriod.parse("31 March 2020"))
    (3, 0)
    """
    after = period.end + timedelta(days=1)
    if period.start.day != 1 or after.day != 1:
        return 0
    return (after.year - period.start.year) * 12 + after.month - period.start.month


def follows(later: DataPeriod, earlier: DataPeriod) -> bool:
    """Tells whether the later period begins on the day after the earlier one ends."""
    return later.start == earlier.end + timedelta(days=1)


def parse_periods(text: str) -> tuple[DataPeriod, ...]:
    """The periods that the text names, parted by ``;``; raises ValueError, in words."""
    return tuple(DataPeriod.parse(part.strip()) for part in text.split(";") if part.strip())
