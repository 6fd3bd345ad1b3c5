"""Holds a level in words ("61 of 179 (34%)", "8,032 people") against the reading of the period that it speaks of."""

from fractions import Fraction
from typing import NamedTuple

from pprr import formats
from pprr.domain import Reading, Rules, Unit, round_half_up
from pprr.wordcheck.facts import Row
from pprr.wordcheck.figures.consequence import consequence
from pprr.wordcheck.figures.matching import fits, is_like
from pprr.wordcheck.outcomes import Wrong
from pprr.wordcheck.parse.numbers import Figure, Shape, to_step
from pprr.wordcheck.parse.placed_figure import Place


class Disagreement(NamedTuple):
    """What the figure states, exactly; what it comes to, in words; whether only its precision differs."""

    stated: Fraction
    comes_to: str = ""
    is_precision: bool = False


def is_plain(reading: Reading | None) -> bool:
    """Whether there is a figure, of the very period and not only a bound of one."""
    return bool(reading and reading.value is not None and not reading.figure_period and not reading.comparator)


def disagreement(figure: Figure, hedge: str, reading: Reading) -> Disagreement | None:
    """How the figure parts from the reading, or None where the reading could be written so."""
    printed, share = reading.printed, figure.share
    if printed is None:
        return None
    value = Fraction(printed)
    if share is None:
        exact = reading.exact if reading.exact is not None else value
        finer = Fraction(reading.scale, 10**reading.decimals)
        rounded = figure.step < finer and to_step(figure.value, finer) == value
        if rounded or fits(figure, hedge, value, exact if is_true(exact, reading) else value):
            return None
        return Disagreement(figure.value)
    if not figure.has_percent and _is_rounded(figure, reading):
        return None
    if is_count_slip(figure, reading):
        return Disagreement(share, f", where the counts are {reading.numerator:,f} of {reading.denominator:,f}")
    at_precision = round_half_up(share, reading.decimals)
    comes_to = f", which is {at_precision}%"
    if figure.has_percent and to_step(share, figure.step) != figure.value:
        return Disagreement(share, comes_to)
    if at_precision == printed:
        return None
    step = figure.step if figure.has_percent else Fraction(1)
    if step > Fraction(1, 10**reading.decimals) and to_step(share, step) == to_step(value, step):
        return Disagreement(share, comes_to, is_precision=True)
    return Disagreement(share, comes_to)


def is_true(exact: Fraction, reading: Reading) -> bool:
    """Whether a value before rounding is that of the printed figure, and not of counts that disagree with it."""
    return reading.printed is not None and round_half_up(exact / reading.scale, reading.decimals) * reading.scale == (
        reading.printed
    )


def is_count_slip(figure: Figure, reading: Reading) -> bool:
    """Whether one of the two counts is the row's own and the other is not, though the percentage may still agree."""
    if reading.numerator is None or not reading.denominator:
        return False
    return (figure.part == reading.numerator) != (figure.whole == reading.denominator)


def _is_rounded(figure: Figure, reading: Reading) -> bool:
    """Whether both counts are the row's own, rounded: "193,000 of the 239,000"."""
    pairs = ((figure.part, reading.numerator), (figure.whole, reading.denominator))
    return all(
        said is not None and own is not None and fits(Figure(0, 0, Shape.COUNT, Fraction(said)), "", Fraction(own))
        for said, own in pairs
    )


def is_about(figure: Figure, reading: Reading) -> bool:
    """Whether a figure so written can be the reading at all."""
    return is_like(figure, reading.unit)


def wrong_level(place: Place, problem: Disagreement, label: str, row: Row, rules: Rules) -> Wrong:
    """What is wrong with a figure that is held against the reading of that period, or against the target.

    Where it is only said roughly, nothing depends on it; a bound ("just under a quarter") is taken at its edge.
    """
    figure = place.figure
    reading = row.asked.target.reading if label == "target" else row.readings[label]
    if reading is None:
        raise ValueError(f"{row.measure_id} has no {label}")
    grave = ""
    if label != "target" and (place.said.hedge != "about" or figure.share is not None):
        stated = problem.stated if reading.unit is Unit.PERCENTAGE else problem.stated / reading.scale
        grave = consequence(stated, label, row, rules)
    figure_of = "" if label == "target" else "figure "
    return Wrong(
        f'the words say "{place.words}"{problem.comes_to}; the {label} {figure_of}is {formats.reading(reading)}.',
        grave or "Words and figure are expected to agree as printed.",
        "precision of words" if problem.is_precision else "words disagree with figure",
        source=str(reading.cell),
        is_blocking=bool(grave),
        words=place.words,
    )


def sum_of_itself(figure: Figure, words: str) -> Wrong | None:
    """What is wrong with "12 of 15 (85%)" by itself, whatever it is about."""
    share = figure.share
    if figure.shape is not Shape.SHARE or share is None or not figure.has_percent:
        return None
    if to_step(share, figure.step) == figure.value:
        return None
    comes_to = round_half_up(share, max(0, len(str(figure.step.denominator)) - 1))
    return Wrong(
        f'the words say "{words}", and {figure.part:,} of {figure.whole:,} is {comes_to}%.',
        "A percentage beside its two counts is expected to be theirs.",
        action="Correct the percentage or the counts, whichever is wrong.",
        words=words,
    )
