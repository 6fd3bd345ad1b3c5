"""The account a series gives of a measure: its points, the limits of its usual ups and downs, and the two verdicts."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from pprr.domain.cell import Cell
from pprr.domain.periods.data_period import DataPeriod
from pprr.domain.vocabulary import Mark


class Signal(StrEnum):
    """Why a point is more than the usual ups and downs."""

    OUTSIDE = "outside the limits"
    ONE_SIDE = "one of 7 or more in a row on one side of the mean"
    MOVING = "one of 7 or more in a row that each went the same way"
    OUTER_THIRD = "one of 2 in 3 in the outer third of the limits"
    UNSEEN = "outside all that was seen before"


class Variation(StrEnum):
    """The verdict of the latest point; without a good direction only that the figure is higher or lower."""

    BETTER = "Better by more than the usual ups and downs"
    WORSE = "Worse by more than the usual ups and downs"
    HIGHER = "Higher by more than the usual ups and downs"
    LOWER = "Lower by more than the usual ups and downs"
    MIXED = "More than the usual ups and downs, in both directions"
    USUAL = "Only the usual ups and downs"


class Assurance(StrEnum):
    """The verdict on whether the target can be relied upon while the measure goes on as it does."""

    RELIABLE = "The target can be relied upon"
    OUT_OF_REACH = "Without a change the target will not be met"
    CHANCE = "The target will be met at some points and missed at others"


@dataclass(frozen=True)
class SeriesPoint:
    """One figure of a series, exact, with the span that it is of and the cell it was read from."""

    span: DataPeriod
    value: Fraction
    cell: Cell
    mark: Mark | None = None


@dataclass(frozen=True)
class Finding:
    """A signal at one point, and whether it is one of higher or of lower figures."""

    signal: Signal
    is_up: bool


@dataclass(frozen=True)
class Limits:
    """The mean of a segment and the ends of its usual range, in the measure's own unit.

    Where one stands at 0 or 100%, beyond which no share can be, ``calculated`` are the two as their rule has them.
    """

    mean: Fraction
    lower: Fraction
    upper: Fraction
    calculated: tuple[Fraction, Fraction] | None = None

    @property
    def before_caps(self) -> tuple[Fraction, Fraction]:
        """The two ends as their rule has them."""
        return self.calculated or (self.lower, self.upper)


@dataclass(frozen=True)
class Segment:
    """The points, from ``first`` up to but not with ``stop``, that share limits; without any, ``reason`` says why."""

    first: int
    stop: int
    limits: Limits | None
    reason: str = ""


@dataclass(frozen=True)
class Aim:
    """The figures that are on target: from the lowest to the highest, both among them; None where there is no end."""

    lowest: Fraction | None = None
    highest: Fraction | None = None


@dataclass(frozen=True)
class Control:
    """A series with its limits and verdicts.

    ``changes`` holds for each point the size of the change from the one before (None for the first of a segment and
    after a gap), ``findings`` its signals; ``sign`` is +1 where high is good, -1 where low is, else 0. ``variation`` is
    that of the latest point, and None, with its ``reason``, where the latest segment has no limits. ``assurance`` is
    None where there is no such verdict, with ``assurance_reason`` where that needs saying.
    """

    points: tuple[SeriesPoint, ...]
    segments: tuple[Segment, ...]
    changes: tuple[Fraction | None, ...]
    findings: tuple[tuple[Finding, ...], ...]
    sign: int
    variation: Variation | None = None
    reason: str = ""
    aim: Aim | None = None
    assurance: Assurance | None = None
    assurance_reason: str = ""

    @property
    def current(self) -> Segment:
        """The latest segment: the verdicts are about it."""
        return self.segments[-1]

    def segment_of(self, place: int) -> Segment:
        """The segment that a point belongs to."""
        return next(segment for segment in self.segments if segment.first <= place < segment.stop)
