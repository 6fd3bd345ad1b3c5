"""Contradictions of the agreement: what a measure's rule, its target and their bounds say against each other."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from pprr.domain import Kind, Polarity, RuleKind, Target, TargetKind, Tolerance, Unit

_WITH_FLOOR = (RuleKind.FLOOR, RuleKind.HIGH_AND_LOW)
_WITH_MARGIN = (RuleKind.TOLERANCE, RuleKind.BAND)
_BY_DIRECTION = (RuleKind.TOLERANCE, *_WITH_FLOOR)
_BY_FIGURES = (*_WITH_FLOOR, RuleKind.BAND)
PROFILES = ("q1", "q2", "q3")  # the profiled targets of a running total


class Contradiction(NamedTuple):
    """The field that must be mended, what is wrong with it, and what to do."""

    field: str
    problem: str
    remedy: str


def contradictions_of_rule(rule: RuleKind, tolerance: Tolerance | None, reason: str) -> Iterator[Contradiction]:
    """What a row of the register says against itself."""
    if rule is RuleKind.SUSPENDED and not reason:
        yield Contradiction(
            "rule_reason", "the measure is suspended, and no reason is given.", "Say why; pages print it."
        )
    if tolerance and rule not in _WITH_MARGIN:
        yield Contradiction(
            "tolerance",
            f'it has the margin {tolerance}, and the rule "{rule}" has no margin.',
            "Take the margin out, or correct the rule.",
        )


def contradictions_of_target(
    rule: RuleKind, target: Target, good: Polarity | None, bounds: dict[str, Decimal | None]
) -> Iterator[Contradiction]:
    """What a row of the targets says against itself or against the register; ``bounds`` are in the target's scale."""
    floor, upper = bounds["floor"], bounds["upper"]
    aim = target.reading.value if target.reading else None
    for field, bound, takers in (("floor", floor, _WITH_FLOOR), ("upper", upper, (RuleKind.BAND,))):
        if bound is not None and rule not in takers:
            wanted = " or ".join(f'"{taker}"' for taker in takers)
            yield Contradiction(
                field,
                f'it gives {bound:,f}, and the measure has the rule "{rule}".',
                f"Take it out, or give the measure the rule {wanted} in measures.csv.",
            )
        if bound is None and rule in takers:
            yield Contradiction(field, f'the rule "{rule}" needs a figure here.', "Add it, or correct the rule.")
    if aim is None and rule in _BY_FIGURES:
        yield Contradiction("target", f'the rule "{rule}" needs a figure to meet.', "Add it, or correct the rule.")
    if target.kind is not TargetKind.NONE and rule is RuleKind.DATA_ONLY:
        yield Contradiction(
            "target",
            "the measure is data only, and something is asked of it.",
            'Write "No target", or correct the rule in measures.csv.',
        )
    if aim is None:
        return
    if good is None and rule in _BY_DIRECTION:
        yield Contradiction(
            "target",
            "it is a figure, and the register does not say whether high or low is good.",
            "Put High or Low into good_performance in measures.csv.",
        )
    if floor is not None and good is not None and rule in _WITH_FLOOR and (floor - aim) * good.sign > 0:
        beyond = "above" if good is Polarity.HIGH else "below"
        yield Contradiction(
            "floor",
            f"{floor:,f} is {beyond} the target of {aim:,f}, and {good.lower()} is good.",
            "The floor must be easier to meet than the target. Correct the one that is wrong.",
        )
    if upper is not None and rule is RuleKind.BAND and upper < aim:
        yield Contradiction(
            "upper",
            f"{upper:,f} is below the lower end of the band, {aim:,f}.",
            "The target is the band's lower end. Correct the one that is wrong.",
        )


def contradictions_of_profile(kind: Kind, bounds: Mapping[str, Decimal | None]) -> Iterator[Contradiction]:
    """What the profile in a row of the targets says against the measure's kind.

    A running total has one, and a quarter's own figure may have: what is asked of that quarter.
    """
    for field in PROFILES:
        asked = bounds[field]
        if asked is not None and kind not in (Kind.CUMULATIVE, Kind.QUARTER):
            yield Contradiction(
                field,
                f"it asks for {asked:,f} within the year, and the measure's kind is {kind}: such a figure is asked "
                "of a running total, or of a quarter.",
                "Take it out, or give the measure the kind cumulative or quarter.",
            )


def lacks_its_sign(text: str, unit: Unit) -> bool:
    """Whether the cell holds a percentage without its sign, which may mean a share; 0 is the same as either."""
    return unit is Unit.PERCENTAGE and "%" not in text and any(digit in text for digit in "123456789")
