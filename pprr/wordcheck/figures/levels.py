"""Holds a level in words ("61 of 179 (34%)", "8,032 people") against the reading of the period that it speaks of."""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from pprr import formats
from pprr.domain import Reading, Rules, Unit, round_half_up
from pprr.wordcheck.facts import MeasureFacts
from pprr.wordcheck.figures.consequence import consequence
from pprr.wordcheck.figures.matching import fits, is_like
from pprr.wordcheck.outcomes import WordsContradiction
from pprr.wordcheck.parse.numbers import Figure, Shape, to_step
from pprr.wordcheck.parse.placed_figure import PlacedFigure


class Disagreement(NamedTuple):
    """A figure as stated, exactly, with what it comes to or its counts are; ``is_precision`` if only that differs."""

    stated: Fraction
    comes_to: Mapping[str, str] = MappingProxyType({})
    is_precision: bool = False

    @property
    def case(self) -> str:
        """The end of the name of the sentence's case that says so."""
        return "" if not self.comes_to else "-made" if "made" in self.comes_to else "-counts"


def is_plain(reading: Reading | None) -> bool:
    """Tells whether there is a figure, of the very period and not only a bound of one."""
    return bool(reading and reading.value is not None and not reading.figure_period and not reading.comparator)


def disagreement(figure: Figure, hedge: str, reading: Reading) -> Disagreement | None:
    """The disagreement of the figure with the reading, or None where the reading could be written so."""
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
        return Disagreement(share, {"part": f"{reading.numerator:,f}", "whole": f"{reading.denominator:,f}"})
    at_precision = round_half_up(share, reading.decimals)
    comes_to = {"made": f"{at_precision}%"}
    if figure.has_percent and to_step(share, figure.step) != figure.value:
        return Disagreement(share, comes_to)
    if at_precision == printed:
        return None
    step = figure.step if figure.has_percent else Fraction(1)
    if step > Fraction(1, 10**reading.decimals) and to_step(share, step) == to_step(value, step):
        return Disagreement(share, comes_to, is_precision=True)
    return Disagreement(share, comes_to)


def move_of(actual: Reading, before: Reading) -> Fraction:
    """The move from one figure to another, as printed."""
    return Fraction(actual.printed or 0) - Fraction(before.printed or 0)


def moved(row: MeasureFacts, base: str, before: Reading) -> dict[str, str]:
    """The fields that tell of a move from that figure, the one called ``base``, to the row's own."""
    actual = row.readings[row.period]
    return {
        "base": base,
        "before": formats.in_prose(before),
        "period": row.period,
        "figure": formats.in_prose(actual),
        "change": formats.change(move_of(actual, before), max(actual.decimals, before.decimals), row.unit),
        "data": f"{base} {before.text}, {actual.text}",
    }


def is_true(exact: Fraction, reading: Reading) -> bool:
    """Tells whether a value before rounding is that of the printed figure, and not of counts that disagree with it."""
    return reading.printed is not None and round_half_up(exact / reading.scale, reading.decimals) * reading.scale == (
        reading.printed
    )


def is_count_slip(figure: Figure, reading: Reading) -> bool:
    """Tells whether one of the two counts is the row's own and the other is not; the percentage may still agree."""
    if reading.numerator is None or not reading.denominator:
        return False
    return (figure.part == reading.numerator) != (figure.whole == reading.denominator)


def _is_rounded(figure: Figure, reading: Reading) -> bool:
    """Tells whether both counts are the row's own, rounded: "193,000 of the 239,000"."""
    pairs = ((figure.part, reading.numerator), (figure.whole, reading.denominator))
    return all(
        said is not None and own is not None and fits(Figure(0, 0, Shape.COUNT, Fraction(said)), "", Fraction(own))
        for said, own in pairs
    )


def is_about(figure: Figure, reading: Reading) -> bool:
    """Tells whether a figure so written can be the reading at all."""
    return is_like(figure, reading.unit)


def wrong_level(
    place: PlacedFigure, problem: Disagreement, label: str, row: MeasureFacts, rules: Rules
) -> WordsContradiction:
    """Finds what is wrong with a figure that is held against the reading of that period, or against the target.

    Where it is only said roughly, nothing depends on it; a bound ("just under a quarter") is taken at its edge.
    """
    figure = place.figure
    reading = row.asked.target.reading if label == "target" else row.readings[label]
    if reading is None:
        raise ValueError(f"{row.measure_id} has no {label}")
    grave = None
    if label != "target" and (place.phrasing.hedge != "about" or figure.share is not None):
        stated = problem.stated if reading.unit is Unit.PERCENTAGE else problem.stated / reading.scale
        grave = consequence(stated, label, row, rules)
    return WordsContradiction.of(
        "precision-of-words" if problem.is_precision else "words-disagree-with-figure",
        place.words,
        source=str(reading.cell),
        found=f"{'target' if label == 'target' else 'row'}{problem.case}",
        expected="printed",
        period=label,
        figure=formats.reading(reading),
        data=reading.text,
        **problem.comes_to,
    ).graver(grave)


def sum_of_itself(figure: Figure, words: str) -> WordsContradiction | None:
    """Finds what is wrong with "12 of 15 (85%)" by itself, whatever it is about."""
    share = figure.share
    if figure.shape is not Shape.SHARE or share is None or not figure.has_percent:
        return None
    if to_step(share, figure.step) == figure.value:
        return None
    return WordsContradiction.of(
        "words-disagree-with-figure",
        words,
        found="itself",
        expected="itself",
        action="itself",
        part=f"{figure.part:,}",
        whole=f"{figure.whole:,}",
        share=str(round_half_up(share, max(0, len(str(figure.step.denominator)) - 1))),
        data=f"{figure.part} of {figure.whole}",
    )
