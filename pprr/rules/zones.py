"""From where to where a figure is Green, and from where to where it is Amber: each kind of rule drawn on one line.

Good performance turns the line round here and nowhere else; what compares figures knows only the two ranges.
"""

from dataclasses import dataclass, replace
from fractions import Fraction

from pprr.domain import Measure, Polarity, Reading, RuleKind, Status, TargetRule


@dataclass(frozen=True)
class Range:
    """The figures from ``low`` to ``high``, both ends included; None is no end."""

    low: Fraction | None
    high: Fraction | None

    def holds(self, value: Fraction) -> bool:
        """Tells whether the figure is one of them."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)

    def holds_all_below(self, bound: Fraction) -> bool:
        """Tells whether it holds every figure below the bound, however far."""
        return self.low is None and (self.high is None or bound <= self.high)

    def holds_none_below(self, bound: Fraction, *, is_included: bool) -> bool:
        """Tells whether it holds no figure below the bound, nor the bound itself where that ``is_included``."""
        return self.low is not None and (bound < self.low or (bound == self.low and not is_included))

    def distance(self, value: Fraction) -> Fraction:
        """The distance of the figure from the nearest of them; 0 where it is one of them."""
        below = self.low - value if self.low is not None else Fraction(0)
        above = value - self.high if self.high is not None else Fraction(0)
        return max(below, above, Fraction(0))

    @property
    def turned(self) -> "Range":
        """The same range on a line that runs the other way."""
        return Range(None if self.high is None else -self.high, None if self.low is None else -self.low)


@dataclass(frozen=True)
class Zones:
    """The figures that are Green, and those that are no worse than Amber: the Green ones and more."""

    green: Range
    amber: Range

    def status(self, value: Fraction) -> Status:
        """The colour of one figure."""
        if self.green.holds(value):
            return Status.GREEN
        return Status.AMBER if self.amber.holds(value) else Status.RED

    def status_of_all(self, comparator: str, bound: Fraction) -> Status | None:
        """The one colour of every figure that ``<``, ``≤``, ``>`` or ``≥`` the bound allows, or None.

        It is never Amber: an Amber zone has an end on either side, and such figures have none on theirs.
        """
        if comparator in {">", "≥"}:
            return Zones(self.green.turned, self.amber.turned).status_of_all("<" if comparator == ">" else "≤", -bound)
        if self.green.holds_all_below(bound):
            return Status.GREEN
        return Status.RED if self.amber.holds_none_below(bound, is_included=comparator == "≤") else None


def zones_of(asked: TargetRule) -> Zones | None:
    """The zones of a rule that rates by figures; None where the target lacks what its kind of rule needs."""
    target = asked.target
    aim, floor, upper = (_exact(bound) for bound in (target.reading, target.floor, target.upper))
    if aim is None:
        return None
    margin = asked.amber_within
    if asked.kind is RuleKind.BAND:
        return (
            None if upper is None else Zones(Range(aim, upper), Range(aim - margin.of(aim), upper + margin.of(upper)))
        )
    if asked.good is None:
        return None
    if asked.kind is RuleKind.TOLERANCE:
        near = asked.green_within.of(aim) if asked.green_within else Fraction(0)
        ends = (aim - reach * asked.good.sign for reach in (near, max(near, margin.of(aim))))
        return Zones(*(_from(end, asked.good) for end in ends))
    if asked.kind in {RuleKind.FLOOR, RuleKind.HIGH_AND_LOW} and floor is not None:
        return Zones(_from(aim, asked.good), _from(floor, asked.good))
    return None


def zones_of_measure(measure: Measure) -> Zones | None:
    """The zones that the measure's target makes; those of a judged one are by its target, though not its colour."""
    asked = measure.asked
    return zones_of(replace(asked, kind=RuleKind.TOLERANCE) if asked.kind is RuleKind.JUDGEMENT else asked)


def _from(end: Fraction, good: Polarity) -> Range:
    """Every figure that is as good as the end or better."""
    return Range(end, None) if good is Polarity.HIGH else Range(None, end)


def _exact(bound: Reading | None) -> Fraction | None:
    return bound.exact if bound else None
