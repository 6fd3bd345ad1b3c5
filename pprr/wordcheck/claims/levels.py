"""Holds a figure against the period that stands beside it: "28 days in August", "December, when 92.2%"."""

import re
from collections.abc import Iterator
from fractions import Fraction

from pprr.domain import Unit
from pprr.domain.catalogue import rows_of
from pprr.wordcheck.claims.points import NamedPeriod, Said, levels_of, now_of, points_in
from pprr.wordcheck.facts import Facts, MeasureFacts
from pprr.wordcheck.figures.matching import fits, is_digit_slip, is_like
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.outcomes import FigureOutcome, WordsContradiction, short
from pprr.wordcheck.parse.figure_periods import is_of_other_body, is_of_other_period
from pprr.wordcheck.parse.mentions import Topic, is_opposite, opposites_before, other_stage_by
from pprr.wordcheck.parse.phrasing import Sense
from pprr.wordcheck.parse.placed_figure import PlacedFigure, Tied
from pprr.wordcheck.words.verdicts import PART

_BESIDE = section("beside")
_DIGITS = 3  # of a figure that is hardly another's by chance
_NEAR = Fraction(3, 10)  # of the data's own: a figure further from it is about something else
_LEVELS = (Sense.LEVEL, Sense.FROM)


def wrong_levels(sentence: str, tied: list[Tied], row: MeasureFacts, facts: Facts) -> Iterator[WordsContradiction]:
    """Finds figures that the measure has not in the period that the words beside them name."""
    points = points_in(sentence, row, facts)
    named = {one.label for point in points for one in point.figures}
    for place, result in tied:
        label = result.against.removesuffix(" figure") if result.outcome is FigureOutcome.AGREES else ""
        figures = _meant(place, points, row, facts)
        hedge = "" if _BESIDE.moved_up_to.search(place.lead) else place.phrasing.hedge
        is_now = label == row.period and hedge == place.phrasing.hedge and not _behind(place, points)
        if label in named or label == "target" or is_now:
            continue
        is_so = any(fits(place.figure, hedge, one.value) for one in figures)
        if figures and not is_so and _is_claim(place, figures, row, facts):
            told = {"found": "years", "clause": short(sentence)}
            told |= {"past": rows_of((one.text, one.label) for one in figures[:2])}
            told |= {"data": "; ".join(f"{one.label} {one.text}" for one in figures)}
            yield WordsContradiction.of("words-disagree-with-figure", place.words, **told)


def _meant(place: PlacedFigure, points: list[NamedPeriod], row: MeasureFacts, facts: Facts) -> tuple[Said, ...]:
    """The figures of the period that the figure is said of: right behind it, right before it, or now."""
    sentence, (start, end) = place.sentence, place.figure.place
    if place.phrasing.sense not in _LEVELS or not is_like(place.figure, row.unit) or place.is_future:
        return ()
    if behind := _behind(place, points):
        return behind.figures
    before = [one for one in points if one.end <= start]
    if before and _BESIDE.before.fullmatch(sentence, before[-1].end, start):
        return before[-1].figures
    is_end = _BESIDE.moved_to.search(sentence[:start]) and not _BESIDE.goes_on.match(sentence, end)
    is_dated = not all(one.figures for one in points) or is_of_other_period(place.lead)
    return now_of(row, facts) if is_end and not is_dated else ()


def _behind(place: PlacedFigure, points: list[NamedPeriod]) -> NamedPeriod | None:
    """The period right behind the figure."""
    point = next((one for one in points if one.start >= place.figure.end), None)
    is_of_next = point and re.match(r"\s*[:=]", place.sentence[point.end :])  # "37% (2018/19: 28%)"
    is_behind = point and _BESIDE.behind.fullmatch(place.sentence, place.figure.end, point.start)
    return point if is_behind and not is_of_next else None


def _is_claim(place: PlacedFigure, figures: tuple[Said, ...], row: MeasureFacts, facts: Facts) -> bool:
    """Tells whether the figure can only be meant as the measure's."""
    around = f"{place.lead}{place.sentence[place.figure.end : place.figure.end + 40]}"
    if PART.search(around) or is_of_other_body(around) or is_opposite(place.sentence, place.figure.end, row.name):
        return False
    if opposites_before(place.sentence, place.figure.start, row.name):
        return False
    if other_stage_by(place.sentence, place.figure.place, row.name):
        return False
    topic, value = place.topic(row.name), place.figure.value
    is_fine = len(str(value / place.figure.step)) >= _DIGITS
    is_known = any(value == one.value for one in levels_of(row, facts))
    is_slip = any(is_digit_slip(place.figure, one.value) for one in figures)
    if topic is Topic.OTHER:
        return is_fine and (is_known or is_slip)
    is_near = any(abs(value - one.value) <= abs(one.value) * _NEAR for one in figures)
    return is_known or is_slip or (is_near and (topic is Topic.SAME or row.unit is Unit.PERCENTAGE))
