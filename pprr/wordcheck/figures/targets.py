"""Ties a figure to the target of its row, or to a value beside the row's columns: a forecast, another council's."""

import re
from fractions import Fraction

from pprr.domain import Role, Rules, Unit
from pprr.wordcheck.facts import Facts, MeasureFacts, printed
from pprr.wordcheck.figures.levels import disagreement, wrong_level
from pprr.wordcheck.figures.matching import fits, is_like
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.outcomes import FigureResult
from pprr.wordcheck.parse.figure_periods import About
from pprr.wordcheck.parse.mentions import strangers
from pprr.wordcheck.parse.numbers import Shape
from pprr.wordcheck.parse.placed_figure import PlacedFigure

_TARGETS = section("targets")
_NAMED_AS_SUCH = (Role.TARGET, Role.YEAR_TARGET, Role.BOUND)
_BESIDE = (Role.COMPARATOR, Role.EARLIER, Role.FORECAST, *_NAMED_AS_SUCH)


def tie_to_target(place: PlacedFigure, row: MeasureFacts, facts: Facts, rules: Rules) -> FigureResult:
    """Ties a figure that is called the target."""
    target = row.asked.target.reading
    if place.about in (None, About.PREVIOUS, About.EARLIER) or (place.year and not row.period.startswith(place.year)):
        return place.not_tied
    if target is None or target.value is None or not is_like(place.figure, target.unit):
        return place.not_tied
    problem = disagreement(place.figure, place.phrasing.hedge, target)
    if problem is None or tie_beside(place, row, facts, is_target=True).against:
        return place.agrees("target")
    if place.is_future and not re.search(r"\btarget", place.clause, re.IGNORECASE):
        return place.not_tied
    purpose = _TARGETS.purpose.match(place.sentence, place.figure.end)
    if purpose and strangers(purpose["what"], row.name):
        return place.not_tied
    return place.contradicts(wrong_level(place, problem, "target", row, rules), "target")


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
        is_named = bool(named) and named.lower() in place.sentence.lower() and not is_target
        if value.role in (Role.FORECAST, *_NAMED_AS_SUCH):
            is_named = is_target or "forecast" in words or "target" in words
        is_unit = (value.unit is Unit.PERCENTAGE) == (place.figure.shape is Shape.PERCENT)
        is_level = is_unit and place.figure.shape is not Shape.SHARE
        if is_named and is_level and fits(place.figure, place.phrasing.hedge, value.exact, printed(value)):
            return place.agrees(value.name)
    return place.not_tied
