"""Holds a level in words ("61 of 179 (34%)", "8,032 people") against the reading of the period that it speaks of."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from pprr import formats
from pprr.domain import Reading, Rules, Unit, round_half_up
from pprr.rules.rating import rate
from pprr.rules.trend import compare
from pprr.wordcheck.facts import MeasureFacts
from pprr.wordcheck.figures.matching import fits, is_like, is_slip, is_turned
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.outcomes import Consequence, WordsContradiction
from pprr.wordcheck.parse.figure_periods import OTHER_BODY, About
from pprr.wordcheck.parse.mentions import Topic, strangers
from pprr.wordcheck.parse.numbers import Figure, Shape, to_step
from pprr.wordcheck.parse.placed_figure import PlacedFigure

_LEVELS, _PHRASING, _PART = section("levels"), section("phrasing"), section("mentions").part
_NEAR = Fraction(3, 10)  # of the row's own: a figure further from it is about something else


class Disagreement(NamedTuple):
    """A figure as stated, exactly, with what it comes to or its counts are; ``is_precision`` if only that differs."""

    stated: Fraction
    comes_to: Mapping[str, str] = MappingProxyType({})
    is_precision: bool = False


def is_value(figure: Figure, hedge: str, reading: Reading) -> bool:
    """Tells whether the figure can be the reading, and could be written so."""
    return is_like(figure, reading.unit) and disagreement(figure, hedge, reading) is None


def disagreement(figure: Figure, hedge: str, reading: Reading) -> Disagreement | None:
    """The disagreement of the figure with the reading, or None where the reading could be written so."""
    if reading.printed is None:
        return None
    value, share = Fraction(reading.printed), figure.share
    if share is None:
        exact = reading.exact if reading.exact is not None else value
        # A value before rounding is that of the printed figure, where its counts do not disagree with it.
        is_true = round_half_up(exact / reading.scale, reading.decimals) * reading.scale == reading.printed
        finer = Fraction(reading.scale, 10**reading.decimals)
        is_rounded = figure.step < finer and to_step(figure.value, finer) == value
        return (
            None
            if is_rounded or fits(figure, hedge, value, exact if is_true else value)
            else Disagreement(figure.value)
        )
    if not figure.has_percent and _is_rounded(figure, reading):
        return None
    if is_count_slip(figure, reading):
        return Disagreement(share, {"part": f"{reading.numerator:,f}", "whole": f"{reading.denominator:,f}"})
    at_precision = round_half_up(share, reading.decimals)
    is_its_own = not figure.has_percent or to_step(share, figure.step) == figure.value
    if is_its_own and at_precision == reading.printed:
        return None
    step = figure.step if figure.has_percent else Fraction(1)
    is_rough = step > Fraction(1, 10**reading.decimals) and to_step(share, step) == to_step(value, step)
    return Disagreement(share, {"made": f"{at_precision}%"}, is_its_own and is_rough)


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


def is_idle(place: PlacedFigure, row: MeasureFacts, reading: Reading) -> bool:
    """Tells whether a bound holds by chance: "over 65" is no word about 8,032 people."""
    if not place.phrasing.hedge or place.figure.share is not None:
        return False
    value, how = Fraction(reading.printed or 0), place.topic(row.name)
    return how is Topic.OTHER or (how is Topic.UNKNOWN and abs(place.figure.value - value) > abs(value) * _NEAR)


def is_claim(place: PlacedFigure, row: MeasureFacts, reading: Reading) -> bool:
    """Tells whether a figure that is not the reading's can only have been meant as such."""
    figure, is_told, how = place.figure, place.about is not About.UNSAID, place.topic(row.name)
    if (
        figure.shape is Shape.COUNT
        and row.name
        and strangers(place.behind, row.name)
        and not is_slip_of(figure, reading, is_same=how is Topic.SAME)
    ):
        return False  # "380 of the children in care live near their home"
    if place.about is not None and (
        _LEVELS.itself.search(place.sentence, 0, figure.start) or is_slip_of(figure, reading, is_same=how is Topic.SAME)
    ):
        return True
    if figure.shape is Shape.SHARE:
        if how is Topic.UNKNOWN and figure.has_percent and _is_whole(figure, reading):
            return not (row.name and strangers(place.ahead, row.name)) or is_count_slip(figure, reading)
        return how is Topic.SAME or is_count_slip(figure, reading)
    if figure.shape is Shape.COUNT:
        value = Fraction(reading.printed or 0)
        is_near = abs(figure.value - value) <= abs(value) * _NEAR
        is_sure = is_told + is_near + (how is Topic.SAME) > 1  # two of these three
        return how is not Topic.OTHER and not figure.is_word and is_sure
    return how is Topic.SAME or (how is Topic.UNKNOWN and is_told)


def is_certain(place: PlacedFigure, row: MeasureFacts) -> bool:
    """Tells whether a figure can only be the measure's own, so that a report may wait for it.

    Nothing by it is of a part, of another body, wished or expected, and what it counts is in the measure's name.
    """
    around = f"{place.lead}{place.sentence[place.figure.start : place.figure.end]}{place.behind}"
    is_part = place.figure.shape is not Shape.SHARE and _PART.search(_LEVELS.of_those.sub("", around))
    is_aside = is_part or OTHER_BODY.search(around) or _PHRASING.wish.search(place.ahead)
    is_sure = not row.name or place.figure.shape is Shape.SHARE or place.topic(row.name) is Topic.SAME
    is_other = not is_sure and strangers(around, row.name)
    return not (is_aside or is_other or place.is_future or _is_of_the_rest(place.figure, row))


def _is_of_the_rest(figure: Figure, row: MeasureFacts) -> bool:
    """Tells whether an "n of d" is that of the cases that a percentage does not count: 7 of 60 where it is 53 of 60."""
    counts = {(one.numerator, one.denominator) for one in row.readings.values()}
    return figure.shape is Shape.SHARE and any(
        part is not None and whole is not None and (figure.part, figure.whole) == (int(whole - part), int(whole))
        for part, whole in counts
    )


def is_slip_of(figure: Figure, reading: Reading, *, is_same: bool) -> bool:
    """Tells whether it is the reading with a digit wrong or digits out of order, which is hardly so by chance."""
    value = Fraction(reading.printed or 0)
    if figure.shape is Shape.COUNT:
        return is_slip(figure, value) or (is_same and is_turned(figure, value))
    return figure.shape is Shape.PERCENT and figure.step < 1 and is_turned(figure, value)


def _is_whole(figure: Figure, reading: Reading) -> bool:
    """Tells whether the whole of the part can be the row's: where its counts are known, about as many."""
    if not reading.denominator or figure.whole is None:
        return True
    return abs(figure.whole - Fraction(reading.denominator)) <= Fraction(reading.denominator) * _NEAR


def move_of(actual: Reading, before: Reading) -> Fraction:
    """The move from one figure to another, as printed."""
    return Fraction(actual.printed or 0) - Fraction(before.printed or 0)


def moved(row: MeasureFacts, base: str, before: Reading) -> dict[str, str]:
    """The fields that tell of a move from that figure, the one called ``base``, to the row's own."""
    actual, then = row.readings[row.period], int(Fraction(before.printed or 0) * 1000)
    return {
        "share": formats.share(int(move_of(actual, before) * 1000), then) if then else "",
        "base": base,
        "before": formats.in_prose(before),
        "period": row.period,
        "figure": formats.in_prose(actual),
        "change": formats.change(move_of(actual, before), max(actual.decimals, before.decimals), row.unit),
        "data": f"{base} {before.text}, {actual.text}",
    }


def consequence(value: Fraction, label: str, row: MeasureFacts, rules: Rules) -> Consequence | None:
    """The consequence, if the figure of the period so labelled were that value; else None.

    ``value`` is in units of the reading's scale.
    """
    base = row.base or row.previous_period
    actual, previous = row.readings[row.period], row.readings.get(base)
    if actual.value is None or label not in (row.period, base):
        return None
    reading, good, stable_below = row.readings[label], row.asked.good, rules.trend.stable_below
    stated = replace(reading, value=round_half_up(value, reading.decimals), numerator=None, denominator=None)
    would_be = (stated, previous) if label == row.period else (actual, stated)
    now, then = rate(actual, row.asked), rate(would_be[0], replace(row.asked, base=would_be[1]))
    if now.status is not then.status:
        return Consequence("status", now.words, then.words)
    move, other = (
        compare(*case, good=good, asked=row.asked, stable_below=stable_below) for case in ((actual, previous), would_be)
    )
    return Consequence("trend", move.words, other.words) if move.trend is not other.trend else None


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
    if label != "target" and is_certain(place, row) and (place.phrasing.hedge != "about" or figure.share is not None):
        stated = problem.stated if reading.unit is Unit.PERCENTAGE else problem.stated / reading.scale
        grave = consequence(stated, label, row, rules)
    case = "" if not problem.comes_to else "-made" if "made" in problem.comes_to else "-counts"
    told = {"source": str(reading.cell), "period": label, "figure": formats.reading(reading), "data": reading.text}
    told |= {"found": f"{'target' if label == 'target' else 'row'}{case}", **problem.comes_to}
    return WordsContradiction.of(
        "precision-of-words" if problem.is_precision else "words-disagree-with-figure", place.words, **told
    ).graver(grave)


def sum_of_itself(figure: Figure, words: str) -> WordsContradiction | None:
    """Finds what is wrong with "12 of 15 (85%)" by itself, whatever it is about."""
    share = figure.share
    if share is None or not figure.has_percent or to_step(share, figure.step) == figure.value:
        return None
    told = {"part": f"{figure.part:,}", "whole": f"{figure.whole:,}", "data": f"{figure.part} of {figure.whole}"}
    told |= dict.fromkeys(("found", "expected", "action"), "itself")
    told |= {"share": str(round_half_up(share, max(0, len(str(figure.step.denominator)) - 1)))}
    return WordsContradiction.of("words-disagree-with-figure", words, **told)
