"""Ties each figure of a measure's entry to its row: to the actual, an earlier figure, the target, or a difference."""

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from pprr.domain import Reading, Role, Rules, Unit
from pprr.wordcheck.facts import Facts, MeasureFacts, plain, printed
from pprr.wordcheck.figures.changes import tie_change
from pprr.wordcheck.figures.levels import (
    Disagreement,
    disagreement,
    is_claim,
    is_idle,
    is_slip_of,
    is_value,
    sum_of_itself,
    wrong_level,
)
from pprr.wordcheck.figures.matching import fits, is_like
from pprr.wordcheck.figures.parts import rest_of, tie_count_of_row, tie_rest
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.outcomes import FigureOutcome, FigureResult
from pprr.wordcheck.parse.figure_periods import About, named_behind
from pprr.wordcheck.parse.mentions import Topic, is_opposite, strangers
from pprr.wordcheck.parse.named_periods import LABEL, LAST_YEAR
from pprr.wordcheck.parse.numbers import Shape
from pprr.wordcheck.parse.phrasing import Sense
from pprr.wordcheck.parse.placed_figure import PlacedFigure

_ROWS = section("rows")
_TARGETS = section("targets")
_NAMED_AS_SUCH = (Role.TARGET, Role.YEAR_TARGET, Role.BOUND)
_BESIDE = (Role.COMPARATOR, Role.EARLIER, Role.FORECAST, *_NAMED_AS_SUCH)
_NEAR = Fraction(3, 10)  # of the target: what is wished for further from it is something else
_CHANCE = 1000  # a smaller count may be equal by chance


def tie_by_itself(place: PlacedFigure) -> FigureResult:
    """Holds a percentage against the two counts beside it, whatever it is about."""
    wrong = sum_of_itself(place.figure, place.words)
    return place.contradicts(wrong, "its own counts") if wrong else place.not_tied


def tie_to_row(place: PlacedFigure, row: MeasureFacts, facts: Facts, rules: Rules) -> FigureResult:
    """Ties a figure that can only be the measure's."""
    return replace(_tie_to_row(place, row, facts, rules), of=row.measure_id)


def _tie_to_row(place: PlacedFigure, row: MeasureFacts, facts: Facts, rules: Rules) -> FigureResult:
    itself = tie_by_itself(place)
    if place.about is None and itself.contradiction:
        return itself
    ties: tuple[Callable[[], FigureResult], ...] = (
        lambda: of_target(place, row) or _by_sense(place, row, facts, rules),
        lambda: _any_period(place, row),
        lambda: tie_beside(place, row, facts),
        lambda: itself,
    )
    tied = (one for tie in ties if (one := tie()).outcome is not FigureOutcome.NOT_TIED)
    result = next(tied, place.not_tied)
    is_open = result.contradiction or (not result.against and place.about and place.figure.shape is not Shape.PERCENT)
    if not is_open or place.phrasing.sense is Sense.CHANGE or row.unit is not Unit.PERCENTAGE:
        return result
    label = result.against.removesuffix(" figure") if result.against.endswith(" figure") else label_of(place, row)
    return rest_of(place, row, label) or result


def label_of(place: PlacedFigure, row: MeasureFacts) -> str:
    """The label of the period that the figure speaks of."""
    return place.year or (row.previous_period if place.about is About.PREVIOUS else row.period)


def _by_sense(place: PlacedFigure, row: MeasureFacts, facts: Facts, rules: Rules) -> FigureResult:
    match place.phrasing.sense:
        case Sense.TARGET:
            return tie_to_target(place, row, facts, rules)
        case Sense.CHANGE:
            return tie_change(place, row, rules)
        case Sense.FROM:
            return _from(place, row, rules)
        case Sense.LEVEL:
            return _level(place, row, rules)
    return place.not_tied  # a range, or a target of another year


def _level(place: PlacedFigure, row: MeasureFacts, rules: Rules) -> FigureResult:
    own = _own_period(place, row)
    if place.about is None and not own:
        return place.not_tied
    label = own or label_of(place, row)
    reading = row.readings.get(label)
    if own and reading:
        reading = replace(reading, figure_period="")
    if place.about is About.UNSAID and plain(reading) is None:
        label = max(row.values, default=row.period)
        reading = row.readings.get(label)
    if reading is None or plain(reading) is None:
        return place.not_tied
    if not is_like(place.figure, reading.unit):
        return tie_count_of_row(place, row, reading, label, rules)
    if place.figure.shape is Shape.PERCENT and is_opposite(place.sentence, place.figure.end, row.name):
        return tie_rest(place, reading, label, row.name)
    problem = disagreement(place.figure, place.phrasing.hedge, reading)
    if problem is None and is_idle(place, row, reading):
        return place.not_tied
    if problem and " " in row.period and (place.about is About.PREVIOUS or _ROWS.year_end.search(place.clause)):
        year = row.previous_period.partition(" ")[0]  # "last year" may be the whole of it, the year end is the last one
        whole = row.readings.get(year)
        if whole and is_value(place.figure, place.phrasing.hedge, whole):
            return place.agrees(f"{year} figure")
    if problem and label != row.period and _is_carried(place) and _is_of_now(place, row):
        return place.agrees(f"{row.period} figure")
    if problem and (place.is_future or not (problem.is_precision or is_claim(place, row, reading))):
        return place.not_tied
    return _held(place, problem, label, row, rules)


def _is_carried(place: PlacedFigure) -> bool:
    """Tells whether no period is named by the figure itself: not in its own words, nor where its sentence opens."""
    start, end = place.figure.place
    before = max((one.end for one in place.figures if one.end <= start), default=0)
    words = place.sentence[max(before, start - len(place.lead)) : end - len(place.lead) + len(place.clause)]
    is_opened = not before and _ROWS.opening.match(place.sentence)
    return not (is_opened or LABEL.search(words) or LAST_YEAR.search(words))


def _is_of_now(place: PlacedFigure, row: MeasureFacts) -> bool:
    return row.actual is not None and plain(row.actual) is not None and is_value(place.figure, "", row.actual)


def _own_period(place: PlacedFigure, row: MeasureFacts) -> str:
    """The label of the reading that is of another period than its column's, where the sentence names that period."""
    for label, reading in row.readings.items():
        if reading.figure_period and re.search(rf"\b{re.escape(reading.figure_period)}\b", place.sentence):
            return label
    return ""


def _from(place: PlacedFigure, row: MeasureFacts, rules: Rules) -> FigureResult:
    """Ties the begin of a move: to the year that stands behind it, else to the figure that the trend compares with."""
    if named_behind(place.sentence, place.figure.end):
        return _level(place, row, rules)
    if place.about is None or place.year not in ("", row.period):
        return place.not_tied
    bases = [label for label in (row.previous_period, row.base) if label in row.values]
    for label in bases:
        if is_value(place.figure, place.phrasing.hedge, row.readings[label]):
            return place.agrees(f"{label} figure")
    for label in bases:
        if is_slip_of(place.figure, row.readings[label], is_same=False) and not place.is_future:
            return _held(place, Disagreement(place.figure.value), label, row, rules)
    return place.not_tied


def _any_period(place: PlacedFigure, row: MeasureFacts) -> FigureResult:
    """A figure whose period the words do not tell, and that one of the row's readings has to the last digit."""
    figure = place.figure
    is_exact = figure.value >= _CHANCE if figure.shape is Shape.COUNT else figure.shape is Shape.PERCENT
    is_told = place.phrasing.sense is Sense.CHANGE or place.phrasing.hedge or place.is_future
    if not is_exact or figure.is_word or is_told:
        return place.not_tied
    if place.topic(row.name) is Topic.OTHER or (figure.shape is Shape.PERCENT and place.about is None):
        return place.not_tied
    for label, reading in row.readings.items():
        counts = (reading.numerator, reading.denominator)
        if figure.shape is Shape.COUNT and figure.value in [Fraction(one) for one in counts if one is not None]:
            return place.agrees(f"count of {label}")
        if label in row.values and is_value(figure, "", reading):
            return place.agrees(f"{label} figure")
    return place.not_tied


def tie_end(place: PlacedFigure, row: MeasureFacts, rules: Rules) -> FigureResult:
    """Ties one end of a move whose other end is the row's: it can only have been meant as the row's too."""
    label = row.previous_period if place.phrasing.sense is Sense.FROM else label_of(place, row)
    reading = row.readings.get(label)
    if reading is None or plain(reading) is None or not is_like(place.figure, reading.unit) or place.is_future:
        return place.not_tied
    held = _held(place, disagreement(place.figure, place.phrasing.hedge, reading), label, row, rules)
    return replace(held, of=row.measure_id)


def _held(
    place: PlacedFigure, problem: Disagreement | None, label: str, row: MeasureFacts, rules: Rules
) -> FigureResult:
    if problem is None:
        return place.agrees(f"{label} figure")
    return place.contradicts(wrong_level(place, problem, label, row, rules), f"{label} figure")


def tie_to_target(place: PlacedFigure, row: MeasureFacts, facts: Facts, rules: Rules) -> FigureResult:
    """Ties a figure that is called the target."""
    target = row.asked.target.reading
    if place.about in (None, About.PREVIOUS) or (place.year and not row.period.startswith(place.year)):
        return place.not_tied
    if target is None or target.value is None or not is_like(place.figure, target.unit):
        return place.not_tied
    problem = disagreement(place.figure, place.phrasing.hedge, target)
    if problem is None or tie_beside(place, row, facts, is_target=True).against:
        return place.agrees("target")
    is_called = _TARGETS.called.search(place.clause)
    if not is_called and (strangers(place.behind, row.name) or not _is_near(place, target)):
        return place.not_tied
    purpose = _TARGETS.purpose.match(place.sentence, place.figure.end)
    if purpose and strangers(purpose["what"], row.name):
        return place.not_tied
    return place.contradicts(wrong_level(place, problem, "target", row, rules), "target")


def _is_near(place: PlacedFigure, target: Reading) -> bool:
    value = Fraction(target.printed or 0)
    return abs(place.figure.value - value) <= abs(value) * _NEAR


def of_target(place: PlacedFigure, row: MeasureFacts) -> FigureResult | None:
    """Ties "161% of the target" where it is; None where a percentage is of something else."""
    if place.figure.shape is not Shape.PERCENT or not _TARGETS.of_target.match(place.sentence, place.figure.end):
        return None
    actual, target = row.actual, row.asked.target.reading
    if row.unit is Unit.PERCENTAGE or not (actual and actual.printed and target and target.printed):
        return place.not_tied
    share = Fraction(actual.printed) * 100 / Fraction(target.printed)
    return place.agrees("share of the target") if fits(place.figure, place.phrasing.hedge, share) else place.not_tied


def tie_beside(place: PlacedFigure, row: MeasureFacts, facts: Facts, *, is_target: bool = False) -> FigureResult:
    """Ties to a value of the measure beside its columns, whose period or council the sentence names, or its target."""
    words = place.clause.lower()
    for value in facts.values:
        if value.item != row.measure_id or value.exact is None or value.role not in _BESIDE:
            continue
        named = value.period if value.role is Role.EARLIER else value.of
        called = named.split(" (", maxsplit=1)[0].lower()
        is_named = bool(called) and called in place.sentence.lower() and not is_target
        if value.role in (Role.FORECAST, *_NAMED_AS_SUCH):
            is_named = is_target or "forecast" in words or "target" in words
        is_unit = (value.unit is Unit.PERCENTAGE) == (place.figure.shape is Shape.PERCENT)
        is_level = is_unit and place.figure.shape is not Shape.SHARE
        if is_named and is_level and fits(place.figure, place.phrasing.hedge, value.exact, printed(value)):
            return place.agrees(value.name)
    return place.not_tied
