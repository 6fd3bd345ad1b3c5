"""The written form of a value: (44), £0.044m, 93.0%, 81.8% 191,118 of 233,550, "Not available"."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from pprr.domain import Polarity, Reading, Standing, Target, Unit, round_half_up
from pprr.domain.periods.days import day_label

THOUSAND, MILLION = 100_000, 100_000_000  # in pence
_FEW_HUNDREDS = 100  # means of larger figures need no decimals that the figures have not
_SUFFIXES = {1: "", 1_000: "k", 1_000_000: "m"}
_BOUNDS = {"<": "less than", "≤": "at most", ">": "more than", "≥": "at least"}
# A period that begins with its year needs no brackets behind a figure.
_YEAR = re.compile(r"(?:19|20)\d\d(?:/\d\d)?(?: Q[1-4])?", re.ASCII)


_TAIL = re.compile(r"(?<=\d)(?:\.\d+)?[%km]?$")


@dataclass(frozen=True)
class ReadingParts:
    """A reading in the parts that a table sets apart: the figure, its two counts, its own period, its mark.

    ``figure`` has a bound's sign (``<5``), ``words`` the same in words (``fewer than 5``), which is what a page prints.
    """

    figure: str
    counts: str = ""
    period: str = ""
    mark: str = ""
    words: str = ""

    @property
    def whole(self) -> str:
        """The figure up to where its decimals begin, or its unit: what columns align on."""
        return self.figure.removesuffix(self.tail)

    @property
    def tail(self) -> str:
        """The rest of the figure: its decimals and its unit, blank for a plain number and for words."""
        found = _TAIL.search(self.figure)
        return found[0] if found else ""

    def __str__(self) -> str:
        period = self.period if not self.period or _YEAR.fullmatch(self.period) else f"({self.period})"
        return " ".join(part for part in (self.words or self.figure, self.counts, period, self.mark) if part)


def figure(value: Decimal | Fraction, decimals: int, unit: Unit, scale: int = 1) -> str:
    """One figure with its thousands commas and its unit.

    >>> figure(Decimal("93"), 1, Unit.PERCENTAGE), figure(Decimal("0.21"), 2, Unit.NUMBER, 1_000_000)
    ('93.0%', '0.21m')
    """
    suffix = "%" if unit is Unit.PERCENTAGE else _SUFFIXES[scale]
    return f"{round_half_up(value, decimals):,f}{suffix}"


def reading_parts(reading: Reading) -> ReadingParts:
    """The reading as printed, in its parts; a milestone is its words, a missing one its kind in words."""
    if reading.value is None:
        return ReadingParts(reading.words or str(reading.missing))
    counts = ""
    if reading.numerator is not None and reading.denominator is not None:
        counts = f"{reading.numerator:,f} of {reading.denominator:,f}"
    printed = figure(reading.value, reading.decimals, reading.unit, reading.scale)
    return ReadingParts(
        f"{reading.comparator}{printed}",
        counts,
        reading.figure_period,
        str(reading.mark or ""),
        f"{bound(reading)} {printed}" if reading.comparator else "",
    )


def bound(reading: Reading) -> str:
    """A comparator in words: ``fewer than`` for what is counted, ``less than`` for what is measured."""
    is_counted = reading.unit is Unit.NUMBER and reading.scale == 1 and reading.decimals == 0
    return "fewer than" if is_counted and reading.comparator == "<" else _BOUNDS[reading.comparator]


def in_prose(value: Reading) -> str:
    """The reading as a sentence holds it, without its two counts: ``81.8%``, ``78.0% 2016``, ``94.2% provisional``."""
    return str(replace(reading_parts(value), counts=""))


def reading(value: Reading) -> str:
    """The reading as one line: ``78.0% 2016``, ``fewer than 5 provisional``; a status in its cell is not part of it."""
    return str(reading_parts(value))


def target(value: Target) -> str:
    """The target as printed: ``90%``, ``40% to 60%`` for a band, ``90% (Amber to 85%)``, or ``Aim to maximise``."""
    if value.reading is None:
        return str(value.kind)
    if value.upper:
        return f"{reading(value.reading)} to {reading(value.upper)}"
    return reading(value.reading) + (f" (Amber to {reading(value.floor)})" if value.floor else "")


def asked(value: Target, good: Polarity | None) -> str:
    """The target with what is good about it: ``79.1% or more``, ``4.4 or less``, ``12 or fewer``, ``40% to 60%``."""
    if value.reading is None or value.upper or good is None:
        return target(value)
    is_counted = value.reading.unit is Unit.NUMBER and value.reading.scale == 1 and value.reading.decimals == 0
    way = "or more" if good is Polarity.HIGH else "or fewer" if is_counted else "or less"
    return f"{reading(value.reading)} {way}" + (f" (Amber to {reading(value.floor)})" if value.floor else "")


def spoken_change(value: Fraction, decimals: int, unit: Unit) -> str:
    """A change as a resident reads it: ``+6.0 percentage points``, ``+18,144``."""
    return change(value, decimals, unit).replace(" point", " percentage point")


def change(value: Fraction, decimals: int, unit: Unit) -> str:
    """A change with its sign, a percentage's in points: ``+6.0 points``, ``-0.6 points``, ``+18,144``."""
    rounded = round_half_up(value, decimals)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
    points = f" {'point' if abs(rounded) == 1 else 'points'}" if unit is Unit.PERCENTAGE else ""
    return f"{sign}{abs(rounded):,f}{points}"


def finer(value: Decimal | Fraction, decimals: int) -> int:
    """The decimals of a measure, or one more for the middle of two figures, so that nothing is rounded away."""
    return decimals + int((Fraction(value) * 10**decimals).denominator != 1)


def mean(value: Fraction, decimals: int, unit: Unit) -> str:
    """A mean or a limit: with the measure's decimals, or one where its figures are few and whole."""
    return figure(value, mean_decimals(value, decimals, unit), unit)


def mean_decimals(value: Fraction, decimals: int, unit: Unit) -> int:
    """With how many decimals a mean or a limit is printed."""
    return decimals or int(unit is Unit.PERCENTAGE or abs(value) < _FEW_HUNDREDS)


def place(standing: Standing) -> str:
    """The rank as members quote it: ``joint 4th of 10``."""
    if standing.rank is None:
        return "not ranked"
    return f"{'joint ' if standing.is_joint else ''}{ordinal(standing.rank)} of {standing.count}"


def thousands(pence: int) -> str:
    """An amount as finance tables print it, in £000, a negative one in brackets: ``5,642``, ``(44)``."""
    rounded = round_half_up(Fraction(pence, THOUSAND), 0)
    return f"({abs(rounded):,f})" if rounded < 0 else f"{rounded:,f}"


def millions(pence: int) -> str:
    """The size of an amount as prose prints it, from the same number as the table: ``£0.044m``."""
    return f"£{abs(round_half_up(Fraction(pence, MILLION), 3)):,f}m"


def pounds(pence: int) -> str:
    """An amount to the penny, a negative one in brackets: ``£5,598,300.00``."""
    amount = f"£{Decimal(abs(pence)) / 100:,.2f}"
    return f"({amount})" if pence < 0 else amount


def share(part: int, whole: int) -> str:
    """A part of a whole as a percentage of one decimal, without its sign."""
    return f"{round_half_up(Fraction(abs(part) * 100, abs(whole)), 1)}%" if whole else "not a share of 0"


def signed_percent(percent: Fraction) -> str:
    """A percentage of money as finance tables print it, a negative one in brackets: ``2.3%``, ``(0.8%)``."""
    rounded = round_half_up(percent, 1)
    return f"({abs(rounded):,f}%)" if rounded < 0 else f"{abs(rounded):,f}%"


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its noun: ``1 measure``, ``12 measures``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listed(names: Sequence[str]) -> str:
    """The names in a sentence; those with an "and" of their own are parted by a comma.

    >>> listed(["Housing"]), listed(["Housing", "Streets", "Parks"]), listed(["Care and Health", "Parks"])
    ('Housing', 'Housing, Streets and Parks', 'Care and Health, and Parks')
    """
    *first, last = names
    comma = "," if any(" and " in name for name in names) else ""
    return f"{', '.join(first)}{comma} and {last}" if first else last


def as_sentence(text: str) -> str:
    """The text with a capital, unless it begins with the name of a file.

    >>> as_sentence("the cell is blank."), as_sentence("data/raw/money.csv holds 1.000.")
    ('The cell is blank.', 'data/raw/money.csv holds 1.000.')
    """
    return text if re.match(r"\S*(?:/\S|\.\w)", text) else text[:1].upper() + text[1:]


def ordinal(number: int) -> str:
    """A place in an order: ``1st``, ``2nd``, ``11th``, ``23rd``."""
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def day(date: datetime.date) -> str:
    """A day as this country writes it: ``23 July 2019``."""
    return day_label(date)
