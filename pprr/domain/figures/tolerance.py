"""A margin around a figure, as rules and registers state it."""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pprr.domain.vocabulary import Unit

_TOLERANCE = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)\s*(%|points?)", re.ASCII)


@dataclass(frozen=True)
class Tolerance:
    """A margin: relative to a figure (``10%``) or in the figure's own unit (``2 points``)."""

    amount: Decimal
    is_relative: bool

    @classmethod
    def parse(cls, text: object) -> "Tolerance":
        """The tolerance that ``10%`` or ``2 points`` states; raises ValueError for anything else."""
        if isinstance(text, Tolerance):
            return text
        match = _TOLERANCE.fullmatch(str(text).strip())
        if not match:
            raise ValueError(f'cannot read "{text}" as a tolerance. Expected "10%" or "2 points".')
        return cls(Decimal(match[1]), is_relative=match[2] == "%")

    def of(self, base: Fraction) -> Fraction:
        """The margin in the unit of the figure it is measured from."""
        amount = Fraction(self.amount)
        return abs(base) * amount / 100 if self.is_relative else amount

    def words(self, base: str, unit: Unit | None = None) -> str:
        """The margin as a page prints it: ``10% of the target``; ``2 percentage points`` or ``2`` by the unit.

        A rule of a year is for measures of every unit, and says what it is for each.
        """
        return f"{self} of {base}" if self.is_relative else self.size(unit)

    def size(self, unit: Unit | None = None) -> str:
        """The margin by itself, as a page prints it: ``10%``, ``2 percentage points``."""
        if self.is_relative:
            return str(self)
        points = f"{self.amount} percentage {'point' if self.amount == 1 else 'points'}"
        if unit is None:
            return f"{points} ({self.amount} of what is no percentage)"
        return points if unit is Unit.PERCENTAGE else str(self.amount)

    def __str__(self) -> str:
        if self.is_relative:
            return f"{self.amount}%"
        return f"{self.amount} point" if self.amount == 1 else f"{self.amount} points"


NO_MARGIN = Tolerance(Decimal(0), is_relative=True)
