"""Contradictions of the agreement: what a measure's rule, its target and their bounds say against each other."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from pprr.domain import Frequency, Kind, Period, Polarity, RuleKind, Target, TargetKind, Tolerance, Unit

_WITH_FLOOR = (RuleKind.FLOOR, RuleKind.HIGH_AND_LOW)
_WITH_MARGIN = (RuleKind.TOLERANCE, RuleKind.BAND)
_BY_DIRECTION = (RuleKind.TOLERANCE, *_WITH_FLOOR)
_BY_FIGURES = (*_WITH_FLOOR, RuleKind.BAND)
PROFILES = ("q1", "q2", "q3")  # the profiled targets of a running total


class Contradiction(NamedTuple):
    """The column that must be mended, and the kind of fault that it is, with that one's fields."""

    field: str
    key: str
    fields: Mapping[str, str]


def _contradiction(field: str, key: str, /, **fields: str) -> Contradiction:
    return Contradiction(field, key, fields)


def contradictions_of_rule(
    rule: RuleKind, tolerance: Tolerance | None, reason: str, unit: Unit | None
) -> Iterator[Contradiction]:
    """Yields what a row of the register says against itself."""
    is_of_words = rule is RuleKind.MILESTONE
    if unit and (is_of_words if unit is not Unit.MILESTONE else rule in _BY_FIGURES):
        yield _contradiction("rule", "rule-of-another-unit", rule=str(rule), unit=str(unit))
    if rule is RuleKind.SUSPENDED and not reason:
        yield _contradiction("rule_reason", "suspended-without-reason")
    if tolerance and rule not in _WITH_MARGIN:
        yield _contradiction("tolerance", "margin-without-use", margin=str(tolerance), rule=str(rule))


def contradictions_of_time(
    frequency: str | None, first: Period | None, until: Period | None
) -> Iterator[Contradiction]:
    """Yields what a row of the register says against itself of the periods that the measure has."""
    if first and until and until.end < first.end:
        yield _contradiction("until", "last-before-first", until=until.label, first=first.label)
    if frequency == Frequency.BIENNIAL and first is None:
        yield _contradiction("frequency", "biennial-from-when")


def contradictions_of_target(
    rule: RuleKind, target: Target, good: Polarity | None, bounds: dict[str, Decimal | None]
) -> Iterator[Contradiction]:
    """Yields what a row of the targets says against itself or the register; ``bounds`` are in the target's scale."""
    floor, upper = bounds["floor"], bounds["upper"]
    aim = target.reading.value if target.reading else None
    for field, bound, takers in (("floor", floor, _WITH_FLOOR), ("upper", upper, (RuleKind.BAND,))):
        if bound is not None and rule not in takers:
            yield _contradiction(field, "bound-without-use", remedy=field, bound=f"{bound:,f}", rule=str(rule))
        if bound is None and rule in takers:
            yield _contradiction(field, "bound-missing", rule=str(rule))
    if aim is None and rule in _BY_FIGURES:
        yield _contradiction("target", "target-without-figure", rule=str(rule))
    if target.kind is not TargetKind.NONE and rule is RuleKind.DATA_ONLY:
        yield _contradiction("target", "target-of-data-only")
    if aim is None:
        return
    if good is None and rule in _BY_DIRECTION:
        yield _contradiction("target", "polarity-missing")
    if floor is not None and good is not None and rule in _WITH_FLOOR and (floor - aim) * good.sign > 0:
        yield _contradiction(
            "floor",
            "floor-beyond-target",
            problem="above" if good is Polarity.HIGH else "below",
            floor=f"{floor:,f}",
            target=f"{aim:,f}",
        )
    if upper is not None and rule is RuleKind.BAND and upper < aim:
        yield _contradiction("upper", "band-upside-down", upper=f"{upper:,f}", lower=f"{aim:,f}")


def contradictions_of_profile(kind: Kind, bounds: Mapping[str, Decimal | None]) -> Iterator[Contradiction]:
    """Yields what the profile in a row of the targets says against the measure's kind.

    A running total has one, and a quarter's own figure may have: what is asked of that quarter.
    """
    for field in PROFILES:
        asked = bounds[field]
        if asked is not None and kind not in (Kind.CUMULATIVE, Kind.QUARTER):
            yield _contradiction(field, "profile-without-use", asked=f"{asked:,f}", kind=str(kind))


def lacks_its_sign(text: str, unit: Unit) -> bool:
    """Tells whether the cell holds a percentage without its sign, which may mean a share; 0 is the same as either."""
    return unit is Unit.PERCENTAGE and "%" not in text and any(digit in text for digit in "123456789")
