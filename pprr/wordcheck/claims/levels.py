"""Holds a figure against the period that stands beside it: "28 days in August", "December, when 92.2%"."""

import re
from collections.abc import Iterator
from fractions import Fraction

from pprr.domain import Unit
from pprr.domain.periods.days import MONTHS
from pprr.wordcheck.facts import Facts, MeasureFacts, Said
from pprr.wordcheck.figures.matching import fits, is_digit_slip, is_like
from pprr.wordcheck.figures.other_meanings import in_a_row
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.outcomes import FigureOutcome, WordsContradiction
from pprr.wordcheck.parse.figure_periods import is_of_other_body, is_of_other_period
from pprr.wordcheck.parse.mentions import Topic, is_opposite, opposites_before, other_stage_by, strangers, tells_outcome
from pprr.wordcheck.parse.numbers import Shape
from pprr.wordcheck.parse.phrasing import Sense
from pprr.wordcheck.parse.placed_figure import PlacedFigure, Tied
from pprr.wordcheck.parse.points import (
    NamedPeriod,
    comparators_in,
    figures_of,
    forecast_of,
    is_dating,
    is_of_others,
    now_of,
    points_in,
    target_of,
    year_target_of,
)
from pprr.wordcheck.parse.stems import content
from pprr.wordcheck.told import wrong_years
from pprr.wordcheck.words.verdicts import NOT, PART

_BESIDE, _MOVES = section("beside"), section("moves")
_SERIES = 3  # figures of the measure in one sentence
_DIGITS = 3  # of a figure that is hardly another's by chance
_NEAR = Fraction(3, 10)  # of the data's own: a figure further from it is about something else
_LEVELS = (Sense.LEVEL, Sense.FROM)


def wrong_levels(sentence: str, tied: list[Tied], row: MeasureFacts, facts: Facts) -> Iterator[WordsContradiction]:
    """Finds figures that the measure has not in the role that the words beside them give: a period's, the target's."""
    points = points_in(sentence, row, facts)
    weak = [one for one in points if not is_dating(sentence, one)]
    points = [one for one in points if one not in weak]
    named = {one.label for point in points for one in point.figures}
    for place, result in tied:
        label = result.against.removesuffix(" figure") if result.outcome is FigureOutcome.AGREES else ""
        figures, is_named = _meant(place, points, row, facts)
        if not figures and len(weak) == 1 and not points and _is_alone(place, row):
            is_known = any(place.figure.value == one.value for one in facts.values.levels(row.measure_id))
            figures, is_named = weak[0].figures if is_known and _is_of_level(sentence, weak[0]) else (), True
        # "lower than the 140 that we had allowed for" is no bound of the target's.
        is_exact = _BESIDE.moved_up_to.search(place.lead) or (is_named and place.lead.rstrip().endswith("the"))
        hedge = "" if is_exact else place.phrasing.hedge
        is_now = label == row.period and hedge == place.phrasing.hedge and not _behind(place, points)
        if label in named or label == "target" or is_now or "comparators" in label:
            continue
        # What is expected is the forecast, and not the year's target unless that is spoken of.
        is_forecast = figures[:1] and figures[0].label == "forecast" and not _BESIDE.wished.search(place.clause)
        is_so = any(fits(place.figure, hedge, one.value) for one in figures[: 1 if is_forecast else None])
        if row.is_added_up and not is_so:  # a quarter's own number may be meant
            alone = figures_of([f"{one.label} alone" for one in figures], row, facts)
            is_so = any(fits(place.figure, hedge, one.value) for one in alone)
        # "80.0% beats the target, which is 78.6%"
        is_target = place.figure.value == row.target and section("changes").target.search(sentence)
        if (
            figures
            and not (is_so or is_target or in_a_row(place, row))
            and _is_claim(place, figures, row, facts, is_named=is_named)
        ):
            yield wrong_years(place.words, sentence, figures[:2], figures, is_figure=True)


def _meant(
    place: PlacedFigure, points: list[NamedPeriod], row: MeasureFacts, facts: Facts
) -> tuple[tuple[Said, ...], bool]:
    """The figures that it is said to be: of the period right behind it or right before it, of the target, or of now.

    Beside them stands whether the words name the target or other councils.
    """
    sentence, (start, end) = place.sentence, place.figure.place
    if len(points) == 1 and row.is_added_up and _BESIDE.added.search(sentence) and is_like(place.figure, row.unit):
        alone = tuple(one for one in points[0].figures if one.label.endswith("alone"))
        return alone or points[0].figures, True
    if place.phrasing.sense not in _LEVELS or not is_like(place.figure, row.unit):
        return (), False
    if place.is_future or _BESIDE.forecast.search(place.ahead):
        is_of_year = (
            _BESIDE.forecast.search(place.ahead)
            or _BESIDE.year_ends.search(place.clause)
            or not (points or is_of_other_period(place.clause))
        )
        figures = forecast_of(row, facts)
        figures += target_of(row, facts) if figures and _BESIDE.wished.search(place.clause) else ()
        return figures if is_of_year else (), bool(is_of_year)
    since = sentence[max((one.end for one in place.figures if one.end <= start), default=0) : start]
    around = (since, _BESIDE.next_words.match(sentence, end)[0])  # type: ignore[index]
    if others := next((words for words in around if is_of_others(words)), ""):
        found = comparators_in(others, facts.values.of_item(row.measure_id))
        labels = {one.label for point in points for one in point.figures}
        return tuple(one for one in found if one.label in labels) or tuple(found), True
    if behind := _behind(place, points):
        return behind.figures, False
    before = [one for one in points if one.end <= start and not _MOVES.base.search(sentence[: one.start])]
    if before and _BESIDE.before.fullmatch(sentence, before[-1].end, start):
        return before[-1].figures, False
    if _BESIDE.target_behind.match(sentence, end):
        return (*target_of(row, facts), *year_target_of(row, facts)), True
    if len(points) == 1 and _is_alone(place, row) and _is_of_level(sentence, points[0]):
        return points[0].figures, False
    is_series = sum(is_like(one, row.unit) for one in place.figures) >= _SERIES
    is_end = not is_series and _BESIDE.moved_to.search(sentence[:start]) and not _BESIDE.goes_on.match(sentence, end)
    is_dated = not all(one.figures for one in points) or is_of_other_period(place.lead)
    if is_end and not is_dated:
        return now_of(row, facts), False
    return now_of(row, facts) if _is_of_now(place, points, row) else (), False


def _is_alone(place: PlacedFigure, row: MeasureFacts) -> bool:
    """Tells whether it is the sentence's only figure that the measure can have: one period named is then its own."""
    return sum(is_like(one, row.unit) for one in place.figures) == 1 and place.phrasing.sense is Sense.LEVEL


def _is_of_level(sentence: str, point: NamedPeriod) -> bool:
    """Tells whether a figure may be of the period: no base of a move, no quarter that a year's figure stands for."""
    is_quarter = _MOVES.quarter.search(sentence, point.start, point.end)
    is_of_year = is_quarter and any(" " not in one.label for one in point.figures)
    before = sentence[: point.start]
    return not (is_of_year or _MOVES.base.search(before) or _MOVES.beside.search(before))


def _is_of_now(place: PlacedFigure, points: list[NamedPeriod], row: MeasureFacts) -> bool:
    """Tells whether a figure is said of the report's period: exactly, and by words that neither date nor compare it."""
    is_share = place.figure.is_word and row.unit is Unit.PERCENTAGE
    is_bound = place.phrasing.hedge in ("over", "under", "at least", "at most") and row.unit is Unit.PERCENTAGE
    is_rough = place.phrasing.hedge and not is_share and not is_bound
    if place.phrasing.sense is not Sense.LEVEL or place.about is None or is_rough:
        return False
    is_dated = any(not one.figures or one.figures[0].label != row.period for one in points)
    before, end = place.sentence[: place.figure.start], place.figure.end
    is_now = _BESIDE.now.search(before) or _BESIDE.now_behind.match(place.sentence, end)
    if _BESIDE.past.search(place.clause) or (_BESIDE.base.search(before) and not (is_share or is_bound)):
        return False
    if not is_now and len(strangers(place.lead, row.name)) > len(set(content(place.lead)) & set(content(row.name))):
        return False
    others = [one for one in place.figures if one is not place.figure and is_like(one, row.unit)]
    return bool(is_now) if others or is_dated else True


def _behind(place: PlacedFigure, points: list[NamedPeriod]) -> NamedPeriod | None:
    """The period right behind the figure."""
    point = next((one for one in points if one.start >= place.figure.end), None)
    is_of_next = point and re.match(r"\s*(?:[:=]|\d)", place.sentence[point.end :])  # "37% (2018/19: 28%)"
    is_behind = point and _BESIDE.behind.fullmatch(place.sentence, place.figure.end, point.start)
    return point if is_behind and not is_of_next else None


def _is_claim(
    place: PlacedFigure, figures: tuple[Said, ...], row: MeasureFacts, facts: Facts, *, is_named: bool
) -> bool:
    """Tells whether the figure can only be meant as the measure's, or as what is named: its target, a comparator."""
    if place.figure.is_word and place.figure.shape is Shape.PERCENT:
        sides = [one.value for one in facts.values.levels(row.measure_id)]
        is_denied = NOT.search(place.sentence) and not NOT.search(row.name)  # "a quarter went without", "were late"
        is_denied = is_denied or opposites_before(place.sentence, len(place.sentence), row.name)
        is_denied = is_denied or not tells_outcome(place.behind, row.name)
        sides += [100 - one for one in sides] if is_denied else []
        return not any(fits(place.figure, place.phrasing.hedge, one) for one in sides)
    if is_named:
        known = (*facts.values.levels(row.measure_id), *target_of(row, facts))
        return any(
            is_digit_slip(place.figure, one.value) or abs(place.figure.value - one.value) <= abs(one.value) * _NEAR / 3
            for one in figures
        ) or any(place.figure.value == one.value for one in known)
    around = f"{place.lead}{place.sentence[place.figure.end : place.figure.end + 40]}"
    if PART.search(around) or is_of_other_body(around) or is_opposite(place.sentence, place.figure.end, row.name):
        return False
    if opposites_before(place.sentence, place.figure.start, row.name):
        return False
    if other_stage_by(place.sentence, place.figure.place, row.name):
        return False
    topic, value = place.topic(row.name), place.figure.value
    is_fine = len(str(value / place.figure.step)) >= _DIGITS
    is_known = any(value == one.value for one in (*facts.values.levels(row.measure_id), *target_of(row, facts)))
    is_slip = any(is_digit_slip(place.figure, one.value) for one in figures)
    # "The wait rose to 5.8 days in February": a measure that has months is hardly told by any other.
    is_of_month = place.figure.step < 1 and any(
        one.label.startswith(MONTHS) and abs(value - one.value) <= abs(one.value) * _NEAR for one in figures
    )
    if topic is Topic.OTHER:
        return is_of_month or (is_fine and (is_known or is_slip))
    is_of_now = any(one.label == row.period for one in figures)
    # Where no word speaks of anything else, it need not be so near.
    is_alone = topic is Topic.SAME and not strangers(f"{place.lead} {place.behind}", row.name)
    near = Fraction(1, 2) if is_alone else _NEAR
    is_near = any(abs(value - one.value) <= abs(one.value) * near for one in figures)
    is_its_unit = row.unit is Unit.PERCENTAGE and not is_of_now
    is_of_part = is_of_now and bool(strangers(place.behind, row.name))  # "380 of them live near"
    return is_known or is_slip or (is_near and not is_of_part and (topic is Topic.SAME or is_its_unit))
