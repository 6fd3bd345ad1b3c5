"""Holds an entry's figures against its row: what contradicts it, and whether the status or trend depends on that."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from pprr import formats
from pprr.claims.figures import About, Claim, find_claims
from pprr.model import Query, Reading, Rules, Severity, TargetRule, Unit, round_half_up
from pprr.rules.rating import rate
from pprr.rules.trend import compare


class Row(NamedTuple):
    """What an entry's figures are tied to: one measure, with its readings by the label of their period."""

    measure_id: str
    asked: TargetRule
    period: str
    previous_period: str
    readings: dict[str, Reading]
    base: str = ""
    """The period that the trend compares with, where that is not the previous one."""


class _Disagreement(NamedTuple):
    """What the claim states, exactly; what it comes to, in words; whether only its precision differs."""

    stated: Fraction
    comes_to: str = ""
    is_precision: bool = False


def check_words(text: str, row: Row, rules: Rules, *, portfolio: str, place: str) -> tuple[Query, ...]:
    """The queries about the percentages in one measure's entry.

    "n of d (p%)" is held against the actual of the period it speaks of, never against the target, which may happen to
    be the same figure. A bare percentage is held against the period or the target that its words name; one whose words
    name neither is not judged.
    """
    return tuple(_check(find_claims(text), row, rules, portfolio, place))


def _check(claims: Sequence[Claim], row: Row, rules: Rules, portfolio: str, place: str) -> Iterator[Query]:
    for claim in claims:
        if claim.about is About.TARGET:
            if claim.year and not row.period.startswith(claim.year):
                continue
            reading = row.asked.target.reading
            label = "target"
        else:
            label = claim.year or (row.previous_period if claim.about is About.PREVIOUS else row.period)
            reading = row.readings.get(label)
        if reading is None or reading.value is None or reading.unit is not Unit.PERCENTAGE:
            continue
        if reading.figure_period or reading.comparator:  # another period's figure, or only a bound of it
            continue
        problem = _against(claim, reading)
        if problem is None or (claim.about is About.UNSAID and claim.share is None):
            continue
        consequence = "" if claim.about is About.TARGET else _consequence(problem.stated, label, row, rules)
        yield Query(
            Severity.BLOCKING if consequence else Severity.WARNING,
            "precision of words" if problem.is_precision else "words disagree with figure",
            portfolio,
            row.measure_id,
            f'the words say "{claim.words}"{problem.comes_to}; the {label} {"" if label == "target" else "figure "}'
            f"is {formats.reading(reading)}.",
            consequence or "Words and figure are expected to agree as printed.",
            "Correct the figure or the words, whichever is wrong.",
            f"{place}; {reading.cell}",
        )


def _against(claim: Claim, reading: Reading) -> _Disagreement | None:
    """How the claim parts from the reading, or None where the reading could be written as the claim writes it."""
    printed, share, percent = reading.printed, claim.share, claim.percent
    if printed is None:
        return None
    if share is None:
        if percent is None or _agrees(percent, claim.decimals, printed, reading.decimals):
            return None
        return _Disagreement(Fraction(percent))
    if _is_slip(claim, reading):
        return _Disagreement(share, f", where the counts are {reading.numerator:,f} of {reading.denominator:,f}")
    at_precision = round_half_up(share, reading.decimals)
    comes_to = f", which is {at_precision}%"
    if percent is not None and round_half_up(share, claim.decimals) != percent:
        return _Disagreement(share, comes_to)
    if at_precision == printed:
        return None
    decimals = claim.decimals if percent is not None else 0
    if decimals < reading.decimals and round_half_up(share, decimals) == round_half_up(printed, decimals):
        return _Disagreement(share, comes_to, is_precision=True)
    # Without a percentage beside it the part may be of something else, so nothing is said against it.
    return None if percent is None else _Disagreement(share, comes_to)


def _is_slip(claim: Claim, reading: Reading) -> bool:
    """Whether one of the two counts is the row's own and the other is not, though the percentage may still agree."""
    if reading.numerator is None or not reading.denominator:
        return False
    return (claim.part == reading.numerator) != (claim.whole == reading.denominator)


def _agrees(percent: Decimal, decimals: int, printed: Decimal, printed_decimals: int) -> bool:
    """Whether the printed figure could be written as the words write it."""
    coarser = min(decimals, printed_decimals)
    return round_half_up(percent, coarser) == round_half_up(printed, coarser)


def _consequence(value: Fraction, label: str, row: Row, rules: Rules) -> str:
    """What would be another colour or arrow if the words were right, or blank."""
    base = row.base or row.previous_period
    actual, previous = row.readings[row.period], row.readings.get(base)
    if actual.value is None or label not in (row.period, base):
        return ""
    decimals = row.readings[label].decimals
    stated = replace(row.readings[label], value=round_half_up(value, decimals), numerator=None, denominator=None)
    told = {"actual": actual, "previous": previous}
    would_be = {**told, "actual" if label == row.period else "previous": stated}
    now, then = (rate(case["actual"] or actual, row.asked) for case in (told, would_be))
    if now.status is not then.status:
        return f"The status depends on it: {now.words} by the figure, {then.words} by the words."
    move, other = (
        compare(
            case["actual"] or actual,
            case["previous"],
            good=row.asked.good,
            asked=row.asked,
            stable_below=rules.trend.stable_below,
        )
        for case in (told, would_be)
    )
    if move.trend is not other.trend:
        return f"The trend depends on it: {move.words} by the figure, {other.words} by the words."
    return ""
