"""One figure as a source states it, and the target it is held against."""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from pprr.domain.cell import Cell
from pprr.domain.figures.rounding import round_half_up
from pprr.domain.vocabulary import Mark, Missing, Status, Unit

_NOWHERE = Cell("")
COMPARATORS = ("", "<", "≤", ">", "≥")


@dataclass(frozen=True)
class Reading:
    """One figure of one measure for one period, or the reason why there is none.

    ``value`` is in units of ``scale`` (1 or 1,000,000) and, for a percentage, in points; ``decimals`` is how many
    are printed. ``figure_period`` names the figure's own period where that is not the column's. With a ``comparator``
    (``<``, ``≤``, ``>``, ``≥``) the value is a bound and not the figure itself. ``given`` is a status that stood in the
    cell. Counts that are ``rounded_to`` 5, say, are no closer to the figure than it is itself. A milestone has neither
    value nor reason: its ``words`` say what became of it. While its file is read it has ``own_unit`` too, a unit that
    the cell wrote (``kg``), and ``remark``, what else stood there; neither is kept.
    """

    unit: Unit
    value: Decimal | None = None
    decimals: int = 0
    scale: int = 1
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    rounded_to: int = 0
    figure_period: str = ""
    missing: Missing | None = None
    mark: Mark | None = None
    comparator: str = ""
    given: Status | None = None
    text: str = ""
    cell: Cell = _NOWHERE
    own_unit: str = field(default="", compare=False)
    remark: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if sum((self.value is not None, self.missing is not None, bool(self.words))) != 1:
            raise ValueError("a reading has a value, the words of a milestone or the kind of missing it is")
        if self.comparator not in COMPARATORS:
            raise ValueError(f'"{self.comparator}" is no comparator of a reading')

    @property
    def words(self) -> str:
        """The words that say what became of a milestone; blank for a figure, and where there is none."""
        return " ".join(self.text.split()) if self.unit is Unit.MILESTONE and self.missing is None else ""

    @property
    def printed(self) -> Decimal | None:
        """The value at its printed precision, in whole units: what every verdict compares."""
        return None if self.value is None else round_half_up(self.value, self.decimals) * self.scale

    @property
    def exact(self) -> Fraction | None:
        """The value before rounding, in whole units: from numerator and denominator where the cell gives them."""
        if self.value is None:
            return None
        if self.numerator is not None and self.denominator and not self.rounded_to:
            return self.share
        return Fraction(self.value) * self.scale

    @property
    def share(self) -> Fraction | None:
        """Numerator of denominator, in percentage points."""
        if self.numerator is None or not self.denominator:
            return None
        return Fraction(self.numerator) * 100 / Fraction(self.denominator)


class TargetKind(StrEnum):
    """The kind of target that the agreement asks of a measure."""

    VALUE = "value"
    MAXIMISE = "Aim to maximise"
    MINIMISE = "Aim to minimise"
    NONE = "No target"
    MILESTONE = "Milestone"
    """To be reached, which the source's words tell and no figure does."""
    NO_PROFILE = "No profiled target"
    """A running total within the year whose agreement says nothing of this point of it."""


@dataclass(frozen=True)
class Target:
    """The year's target of one measure: a reading, or a direction, or nothing.

    ``floor`` is the least that is Amber, under a rule with a floor or with two targets; ``upper`` is the other end of a
    band, of which ``reading`` is then the lower one. ``text`` and ``cell`` are those of the year's target.
    """

    kind: TargetKind
    reading: Reading | None = None
    floor: Reading | None = None
    upper: Reading | None = None
    text: str = field(default="", compare=False)
    cell: Cell = field(default=_NOWHERE, compare=False)

    def __post_init__(self) -> None:
        if (self.kind is TargetKind.VALUE) != (self.reading is not None):
            raise ValueError("a target of kind value has a reading, and no other has")
        if self.reading is None and (self.floor or self.upper):
            raise ValueError("a target without a figure has no further bounds")

    def profiled(self, reading: Reading) -> "Target":
        """A target to be reached by a point within the year: the bounds stand to it as they stand to the year's target.

        They are rounded half up as that reading, or as they themselves are printed, whichever is finer. Where the
        year's target is 0 no proportion is known, and the bounds stay.
        """
        year, now = (target.exact if target else None for target in (self.reading, reading))
        if now is None:
            raise ValueError("a profiled target has a value")
        share = now / year if year else Fraction(1)
        floor, upper = (_share_of(bound, share, reading.decimals) for bound in (self.floor, self.upper))
        return Target(TargetKind.VALUE, reading, floor, upper)


def _share_of(bound: Reading | None, share: Fraction, decimals: int) -> Reading | None:
    if bound is None or bound.value is None:
        return None
    finer = max(decimals, bound.decimals)
    return replace(bound, value=round_half_up(Fraction(bound.value) * share, finer), decimals=finer)
