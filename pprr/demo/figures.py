"""The made-up figures: for each measure one for every reporting point, and its targets. Exact, and seeded.

A figure is made from the status that it is to have, well clear of every threshold, and never from the rules of pprr:
so what pprr makes of it can be held against what was meant.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import inf
from random import Random

from pprr.demo.council import MadeUpMeasure
from pprr.domain import REPORTING_POINTS, Period, Point, round_half_up

GREEN, AMBER, RED = "Green", "Amber", "Red"
_DUE = {"half-yearly": (Point.Q2, Point.ANNUAL), "annual": (Point.ANNUAL,)}
_PROFILE = {Point.Q1: (22, 26), Point.Q2: (46, 51), Point.Q3: (70, 76)}
_TRIES = 400
YEARS_BEFORE = 2  # how many years before the first have figures


@dataclass(frozen=True)
class Goal:
    """A measure's target for a year. ``floor`` and ``upper`` are its further bounds; ``profile`` that of Q1 to Q3."""

    value: Decimal | None
    floor: Decimal | None = None
    upper: Decimal | None = None
    profile: Mapping[Point, Decimal] = field(default_factory=dict)

    def at(self, point: Point) -> Decimal | None:
        """The figure to be reached at a point of the year."""
        return self.profile.get(point, self.value) if self.profile else self.value


@dataclass(frozen=True)
class MadeUpFigure:
    """One figure, in the measure's own unit (millions, where it is printed so), or why there is none.

    ``status`` is the one that it has by its goal, blank where it has none; ``revised`` the value that a later extract
    puts in its place.
    """

    value: Decimal | None = None
    parts: tuple[int, int] | None = None
    missing: str = ""
    of_year: str = ""
    status: str = ""
    is_provisional: bool = False
    revised: Decimal | None = None


@dataclass(frozen=True)
class History:
    """All that is known of one measure: figures and forecasts by period, goals by year, months by year and month."""

    figures: Mapping[Period, MadeUpFigure]
    goals: Mapping[int, Goal]
    months: Mapping[tuple[int, int], Decimal]
    forecasts: Mapping[Period, Decimal]


def places(measure: MadeUpMeasure) -> int:
    """With how many decimals the measure's figures are written."""
    return 2 if "millions" in measure.traits else measure.decimals


@lru_cache(2000)  # each year of a council asks for that of nearly the same measures
def history(measure: MadeUpMeasure, first_year: int, last: Period, seed: int) -> History:
    """The measure's history up to the last period. It depends on nothing but the measure, the years and the seed."""
    random = Random(f"{seed}/{measure.key}")  # noqa: S311 - a made-up figure is no secret
    goals: dict[int, Goal] = {}
    figures: dict[Period, MadeUpFigure] = {}
    months: dict[tuple[int, int], Decimal] = {}
    forecasts: dict[Period, Decimal] = {}
    outcome = GREEN
    for year in range(first_year - YEARS_BEFORE, last.start + 1):
        goals[year] = _goal(measure, year - first_year, random)
        spent = Decimal(0)
        for point in REPORTING_POINTS:
            period = Period(year, point)
            for month in _months(period):
                outcome = _next(outcome, random)
                found = _figure(measure, goals[year], point, outcome, random, least=spent)
                months[month] = found.value or Decimal(0)
            spent = found.value or Decimal(0) if measure.kind == "cumulative" else spent
            before = figures.get(period.previous_year)
            figures[period] = _said(measure, period, found, before, year - first_year, random)
            if "forecast" in measure.traits and point is not Point.ANNUAL:
                forecasts[period] = _forecast(measure, goals[year], found, random)
    return History(figures, goals, months, forecasts)


@dataclass(frozen=True)
class _Scale:
    """The least and the most that a figure may be to be Green by a goal, and to be no worse than Amber."""

    green: tuple[Fraction | float, Fraction | float]
    amber: tuple[Fraction | float, Fraction | float]

    def status(self, value: Fraction) -> str:
        """The status of a value as the agreement means it."""
        if self.green[0] <= value <= self.green[1]:
            return GREEN
        return AMBER if self.amber[0] <= value <= self.amber[1] else RED


class _NoScale(_Scale):
    """That of a measure that has no status."""

    def status(self, value: Fraction) -> str:
        return ""


def _scale(measure: MadeUpMeasure, goal: Goal, point: Point) -> _Scale:
    """By what a figure of that point is rated."""
    target = goal.at(point)
    if target is None or measure.rule in {"judgement", "suspended", "data only"} or _has_no_profile(measure, point):
        return _NoScale((-inf, inf), (-inf, inf))
    least: Fraction | float = Fraction(target) if measure.rule == "band" or measure.good != "Low" else -inf
    most: Fraction | float = Fraction(target) if measure.good == "Low" else inf
    if measure.rule == "band":
        most = Fraction(goal.upper or 0)
    margin = _margin(measure, goal, target)
    return _Scale((least, most), (least - margin, most + margin))


def _base(measure: MadeUpMeasure) -> Fraction:
    """The target of the year before the first, in the unit that figures are printed in."""
    return Fraction(measure.base) / (1_000_000 if "millions" in measure.traits else 1)


def _sign(measure: MadeUpMeasure) -> int:
    return -1 if measure.good == "Low" else 1


def _has_no_profile(measure: MadeUpMeasure, point: Point) -> bool:
    return measure.kind == "cumulative" and "noprofile" in measure.traits and point is not Point.ANNUAL


def _margin(measure: MadeUpMeasure, goal: Goal, target: Decimal) -> Fraction:
    """The distance by which a figure may fall short and still be Amber."""
    if goal.floor is not None and goal.value is not None:
        # Within the year a floor stands to the profile as it stands to the target at the year's end.
        return abs(1 - Fraction(goal.floor) / Fraction(goal.value)) * Fraction(target)
    amount, _, unit = measure.margin.partition(" ")
    if unit:
        return Fraction(amount)
    return Fraction(target) * Fraction(measure.margin.removesuffix("%") or 10) / 100


def _goal(measure: MadeUpMeasure, year: int, random: Random) -> Goal:
    """The goal of a year, a little harder than the year's before."""
    base = _base(measure)
    profile = {point: Fraction(random.randint(*span), 100) for point, span in _PROFILE.items()}
    if measure.target != "value":
        return Goal(None)
    if measure.unit == "percentage" and measure.good != "Low":
        value = base + (100 - base) * Fraction(year, 40)
    else:
        value = base * (1 + _sign(measure) * Fraction(year, 50))
    decimals = places(measure)
    target = _rounded(value, decimals)
    floor = upper = None
    if measure.rule in {"floor", "high and low"}:
        share = Fraction(8 if measure.rule == "floor" else 6, 100)
        floor = _rounded(Fraction(target) * (1 - _sign(measure) * share), decimals)
    if measure.rule == "band":
        upper = _rounded(Fraction(target) * Fraction(106, 100), decimals)
    is_profiled = measure.kind == "cumulative" and "noprofile" not in measure.traits
    steps = {point: _rounded(Fraction(target) * share, decimals) for point, share in profile.items()}
    return Goal(target, floor, upper, steps if is_profiled else {})


def _rounded(value: Fraction, decimals: int) -> Decimal:
    """The value as somebody would set it: a large one to the ten."""
    if decimals == 0 and value >= 1000:
        return round_half_up(value / 10, 0) * 10
    return round_half_up(value, decimals)


def _months(period: Period) -> Iterator[tuple[int, int]]:
    """The three months of a period's own quarter, each as year and month."""
    end = period.end
    for back in (2, 1, 0):
        yield end.year, end.month - back


def _next(outcome: str, random: Random) -> str:
    """The outcome after an outcome: mostly the same."""
    return outcome if random.randint(1, 10) <= 8 else random.choices((GREEN, AMBER, RED), (55, 30, 15))[0]


def _figure(
    measure: MadeUpMeasure, goal: Goal, point: Point, outcome: str, random: Random, *, least: Decimal
) -> MadeUpFigure:
    """A figure of the outcome, as far as it can be had, that no rounding puts into doubt."""
    scale = _scale(measure, goal, point)
    for attempt in range(_TRIES):
        exact = max(_drawn(measure, goal, point, outcome, random), Fraction(least))
        if exact <= 0 or (measure.unit == "percentage" and exact > 100):
            continue
        parts = None
        if measure.whole:
            whole = random.randint(measure.whole * 9 // 10, measure.whole * 11 // 10)
            parts = (int(exact * whole / 100 + Fraction(1, 2)), whole)
            exact = Fraction(parts[0] * 100, parts[1])
        value = round_half_up(exact, places(measure))
        status = scale.status(Fraction(value))
        # A coarse percentage with a small margin may leave no room but beside a threshold.
        is_clear = attempt > _TRIES // 2 or not _is_close(measure, scale, value)
        if value > 0 and is_clear and scale.status(exact) == status:
            return MadeUpFigure(value, parts, status=outcome if measure.rule == "judgement" else status)
    raise ValueError(f"no figure can be made for {measure.name}: its target leaves no room")


def _is_close(measure: MadeUpMeasure, scale: _Scale, value: Decimal) -> bool:
    """True where a step of the last digit would give another status, which a reader would ask about."""
    if measure.unit != "percentage":
        return False
    step = Fraction(1, 10 ** places(measure))
    return len({scale.status(Fraction(value) + move) for move in (-step, 0, step)}) > 1


def _drawn(measure: MadeUpMeasure, goal: Goal, point: Point, outcome: str, random: Random) -> Fraction:
    target = goal.at(point)
    if target is None:
        base = _base(measure)
        gathered = Fraction(REPORTING_POINTS.index(point) + 1, 4) if measure.kind == "cumulative" else 1
        return base * gathered * Fraction(random.randint(94, 106), 100)
    if _has_no_profile(measure, point):
        target = target * (REPORTING_POINTS.index(point) + 1) / 4
    bound = _margin(measure, goal, target)
    if measure.rule == "band" and goal.upper is not None:
        upper = Fraction(goal.upper)
        if outcome == GREEN:
            return Fraction(target) + (upper - Fraction(target)) * Fraction(random.randint(10, 90), 100)
        beyond = bound * Fraction(random.randint(25, 80) if outcome == AMBER else random.randint(140, 220), 100)
        return upper + beyond if random.randint(0, 1) else Fraction(target) - beyond
    if outcome == GREEN:
        room = Fraction(target) * Fraction(5, 100)
        if measure.unit == "percentage" and measure.good != "Low":
            room = min(room, (100 - Fraction(target)) * Fraction(9, 10))
        return Fraction(target) + _sign(measure) * room * Fraction(random.randint(0, 100), 100)
    share = random.randint(20, 85) if outcome == AMBER else random.randint(130, 220)
    return Fraction(target) - _sign(measure) * bound * Fraction(share, 100)


def _said(
    measure: MadeUpMeasure, period: Period, found: MadeUpFigure, last: MadeUpFigure | None, year: int, random: Random
) -> MadeUpFigure:
    """The figure as the extract of its own period has it: not due, not there, or ``last``, that of a year ago."""
    if period.point not in _DUE.get(measure.frequency, REPORTING_POINTS):
        return MadeUpFigure(missing="Not due")
    if "new" in measure.traits and year < 1:
        return MadeUpFigure(missing="Not applicable")
    if "gap" in measure.traits and year == 2 and period.point is Point.Q1:
        return MadeUpFigure(missing="Not available")
    if "biennial" in measure.traits and year % 2 and last is not None and last.value is not None:
        return MadeUpFigure(last.value, last.parts, of_year=period.previous_year.label)
    if "provisional" in measure.traits:
        step = Decimal(1).scaleb(-places(measure))
        revised = None if found.value is None or found.parts else found.value + random.choice((-1, 1)) * step
        return MadeUpFigure(found.value, found.parts, status=found.status, is_provisional=True, revised=revised)
    return found


def _forecast(measure: MadeUpMeasure, goal: Goal, found: MadeUpFigure, random: Random) -> Decimal:
    """The figure that the year is forecast to end with: as good, or not, as the figure so far."""
    made = _figure(measure, goal, Point.ANNUAL, found.status or GREEN, random, least=found.value or Decimal(0))
    return made.value or Decimal(0)
