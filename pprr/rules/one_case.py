"""Small numbers, said aloud: what one case more would have made, and how far chance may have moved a survey."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import sqrt

from pprr.domain import Reading, RuleKind, Status, TargetRule, round_half_up
from pprr.rules.rating import rate

_Z = 1.96  # standard errors, which 19 of 20 samples keep within
_FEW = 100  # cases (ours): of so many or fewer, one moves a rate by a percentage point or more
_BEST_FIRST = (Status.GREEN, Status.AMBER, Status.RED)


def one_case(figure: Reading, asked: TargetRule) -> str:
    """Says what one case more or fewer would make of the status, ``one case in 12 would make it Amber``, or blank.

    A denominator is small (ours) where one case moves the figure as printed by a step or more: 1% at no decimals is one
    case in 100. Counts that do not make the printed figure are queried elsewhere and say nothing here.
    """
    part, whole = figure.numerator, figure.denominator
    if asked.kind is RuleKind.JUDGEMENT or figure.comparator or figure.share is None or part is None or not whole:
        return ""
    step = Fraction(1, 10**figure.decimals)
    if Fraction(100) / Fraction(whole) < step or round_half_up(figure.share, figure.decimals) != figure.printed:
        return ""
    status = rate(figure, asked).status
    others = {_status_at(figure, case, asked) for case in _beside(part, whole)} - {status, None}
    colours = " or ".join(colour for colour in _BEST_FIRST if colour in others)
    return f"one case in {whole:,f} would make it {colours}" if status and colours else ""


def few_cases(figure: Reading) -> str:
    """The two counts of a rate of so few cases that one moves it by a percentage point or more; else blank.

    >>> few_cases(Reading(Unit.PERCENTAGE, Decimal(58), numerator=Decimal(14), denominator=Decimal(24)))
    '14 of 24'
    """
    part, whole = figure.numerator, figure.denominator
    is_few = figure.share is not None and not figure.comparator and part is not None and whole and whole <= _FEW
    return f"{part:,f} of {whole:,f}" if is_few else ""


def weight_of_a_case(figure: Reading) -> str:
    """Says of a rate of few cases how far one of them moves it: ``14 of 24: one case is 4.2 percentage points``."""
    few = few_cases(figure)
    if not few or not figure.denominator:
        return ""
    points = round_half_up(Fraction(100) / Fraction(figure.denominator), 1)
    return f"{few}: one case is {points} percentage point{'' if points == 1 else 's'}"


def _beside(part: Decimal, whole: Decimal) -> tuple[Decimal, ...]:
    """One case fewer and one more, as far as there are so many; a count beyond its whole has no upper end."""
    return tuple(case for case in (part - 1, part + 1) if case >= 0 and (case <= whole or part > whole))


def _status_at(figure: Reading, part: Decimal, asked: TargetRule) -> Status | None:
    other = replace(figure, numerator=part)
    share = other.share
    if share is None:
        return None
    return rate(replace(other, value=round_half_up(share, figure.decimals)), asked).status


def margin(figure: Reading) -> float | None:
    """The half of the interval that 19 of 20 such surveys would hold the true share in, in percentage points.

    Wilson's, which is no 0 where nobody or everybody said so. None where it is not known how many answered.
    """
    if figure.share is None or not figure.denominator:
        return None
    share, asked = float(figure.share) / 100, float(figure.denominator)
    if not 0 <= share <= 1 or asked < 1:
        return None
    return 100 * _Z * sqrt(share * (1 - share) / asked + _Z**2 / (4 * asked**2)) / (1 + _Z**2 / asked)
