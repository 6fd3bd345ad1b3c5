"""How a value is written: (44), £0.044m, 93.0%, 81.8% 191,118 of 233,550, "Not available"."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pprr.model import Reading, Target, Unit, round_half_up

THOUSAND, _MILLION = 100_000, 100_000_000  # in pence
# Not strftime, whose words follow the machine's language.
_MONTHS = [
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
]


@dataclass(frozen=True)
class ReadingParts:
    """A reading in the parts that a table sets apart: the figure, its two counts, its own period."""

    figure: str
    counts: str = ""
    period: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.figure, self.counts, self.period) if part)


def figure(value: Decimal | Fraction, decimals: int, unit: Unit, scale: int = 1) -> str:
    """One figure with its thousands commas and its unit.

    >>> figure(Decimal("93"), 1, Unit.PERCENTAGE), figure(Decimal("0.21"), 2, Unit.NUMBER, 1_000_000)
    ('93.0%', '0.21m')
    """
    suffix = "%" if unit is Unit.PERCENTAGE else "m" if scale == 1_000_000 else ""
    return f"{round_half_up(value, decimals):,f}{suffix}"


def reading_parts(reading: Reading) -> ReadingParts:
    """The reading as printed, in its parts; a missing one is its kind in words."""
    if reading.value is None:
        return ReadingParts(str(reading.missing))
    counts = ""
    if reading.numerator is not None and reading.denominator is not None:
        counts = f"{reading.numerator:,f} of {reading.denominator:,f}"
    return ReadingParts(
        figure(reading.value, reading.decimals, reading.unit, reading.scale), counts, reading.figure_period
    )


def reading(value: Reading) -> str:
    """The reading as one line: ``78.0% 2016``."""
    return str(reading_parts(value))


def target(value: Target) -> str:
    """The target as printed: a figure, or ``Aim to maximise``."""
    return reading(value.reading) if value.reading else str(value.kind)


def change(value: Fraction, decimals: int, unit: Unit) -> str:
    """A change with its sign, a percentage's in points: ``+6.0 points``, ``-0.6 points``, ``+18,144``."""
    rounded = round_half_up(value, decimals)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
    points = f" {'point' if abs(rounded) == 1 else 'points'}" if unit is Unit.PERCENTAGE else ""
    return f"{sign}{abs(rounded):,f}{points}"


def thousands(pence: int) -> str:
    """An amount as finance tables print it, in £000, a negative one in brackets: ``5,642``, ``(44)``."""
    rounded = round_half_up(Fraction(pence, THOUSAND), 0)
    return f"({abs(rounded):,f})" if rounded < 0 else f"{rounded:,f}"


def millions(pence: int) -> str:
    """The size of an amount as prose prints it, from the same number as the table: ``£0.044m``."""
    return f"£{abs(round_half_up(Fraction(pence, _MILLION), 3)):,f}m"


def pounds(pence: int) -> str:
    """An amount to the penny, a negative one in brackets: ``£5,598,300.00``."""
    amount = f"£{Decimal(abs(pence)) / 100:,.2f}"
    return f"({amount})" if pence < 0 else amount


def share(part: int, whole: int) -> str:
    """A part of a whole as a percentage of one decimal, without its sign."""
    return f"{round_half_up(Fraction(abs(part) * 100, abs(whole)), 1)}%" if whole else "not a share of 0"


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its noun: ``1 measure``, ``12 measures``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def day(date: datetime.date) -> str:
    """A day as this country writes it: ``23 July 2019``."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"
