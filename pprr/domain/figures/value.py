"""A value of a report under a name of its own: what live values print, and what the figures in words are tied to."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from pprr.domain.vocabulary import Unit

# What an editor makes of plain signs, and what would end a name too early.
_PLAIN = str.maketrans({**dict.fromkeys('"“”„‟‘’‚‛`´', "'"), **dict.fromkeys("‐‑‒–—−", "-"), "{": "(", "}": ")"})


class Role(StrEnum):
    """The role that a value has for its item."""

    ACTUAL = "actual"
    EARLIER = "earlier"
    """The figure of an earlier period."""
    TARGET = "target"
    YEAR_TARGET = "year target"
    """The whole year's, where a profile of it is in force."""
    BOUND = "bound"
    """The floor of a target, or the other end of a band."""
    FORECAST = "forecast"
    COMPARATOR = "comparator"
    """Another council's figure, or a group's."""
    RANK = "rank"
    CHANGE = "change"
    """From one period to another."""
    DIFFERENCE = "difference"
    """From a target, or from a comparator."""
    PART = "part"
    """Made of the item's own figures: what is left of a percentage, its share of the target, a quarter by itself."""
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    COUNT = "count"
    """Of measures, cases, rows: a number of the report's own."""
    AMOUNT = "amount"
    """Money, in pence."""
    WORDS = "words"
    """A status, a trend, a period: printed, and no figure."""


@dataclass(frozen=True)
class Value:
    """One value of a report.

    ``name`` is the name by which any entry of the report may ask for it (``measures["CFE2.1"].actual``), ``short`` the
    one that suffices in the entry of its own ``item`` (``actual``). ``printed`` is what prose prints. ``exact`` is in
    points for a percentage, in pence for money (``Role.AMOUNT``), else in whole units, as the source states it and
    before it is rounded; None for what is no figure, is missing, or is only a bound ("fewer than 5"). ``decimals`` and
    ``scale`` say how it is printed, as in a ``Reading``. ``period`` is the label of the period that it is about
    (``2018/19``), for a change that of the earlier one, blank where it is about none; ``of`` says in words what else
    it is about: a council, a reserve, a target's name. ``is_missing`` says that there ought to be a figure and is none.
    """

    name: str
    item: str
    short: str
    role: Role
    printed: str
    exact: Fraction | None = None
    unit: Unit = Unit.NUMBER
    decimals: int = 0
    scale: int = 1
    period: str = ""
    of: str = ""
    is_missing: bool = False


def plain(name: str) -> str:
    """The form in which two names are compared: curly quotes, long dashes and spaces make no other name.

    >>> plain("measures[“CFE2.1”].actual") == plain('measures["CFE2.1"] . actual')
    True
    """
    return "".join(name.translate(_PLAIN).split())
