"""Ties a figure to the target of its row, or to a value beside the row's columns: a forecast, another council's."""

import re
from fractions import Fraction

from pprr import formats
from pprr.domain import Role, Rules, Unit
from pprr.wordcheck.facts import Facts, MeasureFacts, printed
from pprr.wordcheck.figures.levels import disagreement, is_about, wrong_level
from pprr.wordcheck.figures.matching import fits
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.outcomes import FigureResult, WordsContradiction
from pprr.wordcheck.parse.figure_periods import About
from pprr.wordcheck.parse.mentions import strangers
from pprr.wordcheck.parse.numbers import Shape, to_step
from pprr.wordcheck.parse.placed_figure import PlacedFigure

_TARGETS = section("targets")
_TARGET_ROLES = (Role.TARGET, Role.YEAR_TARGET, Role.BOUND)
_BESIDE = (Role.COMPARATOR, Role.EARLIER, Role.FORECAST, *_TARGET_ROLES)


def tie_to_target(place: PlacedFigure, row: MeasureFacts, facts: Facts, rules: Rules) -> FigureResult:
    """Ties a figure that is called the target."""
    target = row.asked.target.reading
    if place.about in (None, About.PREVIOUS, About.EARLIER) or (place.year and not row.period.startswith(place.year)):
        return place.not_tied
    if target is None or target.value is None or not is_about(place.figure, target):
        return place.not_tied
    problem = disagreement(place.figure, place.phrasing.hedge, target)
    if problem is None:
        return place.agrees("target")
    others = [value for value in facts.values if value.item == row.measure_id and value.role in _TARGET_ROLES]
    if any(_is_value(place, value.exact, printed(value)) for value in others if value.exact is not None):
        return place.agrees("target")
    if place.is_future and not re.search(r"\btarget", place.clause, re.IGNORECASE):
        return place.not_tied
    for_what = _TARGETS.purpose.match(place.sentence, place.figure.end)
    if for_what and strangers(for_what["what"], row.name):
        return place.not_tied
    return place.contradicts(wrong_level(place, problem, "target", row, rules), "target")


def tie_share_of_target(place: PlacedFigure, row: MeasureFacts) -> FigureResult | None:
    """Ties "161% of the target"; None where a percentage is of something else."""
    if place.figure.shape is not Shape.PERCENT or not _TARGETS.of_target.match(place.sentence, place.figure.end):
        return None
    actual, target = row.actual, row.asked.target.reading
    if (
        row.unit is Unit.PERCENTAGE
        or place.about in (None, About.PREVIOUS, About.EARLIER)
        or place.year
        or place.is_future
    ):
        return place.not_tied
    if actual is None or actual.printed is None or target is None or not target.printed:
        return place.not_tied
    share = Fraction(actual.printed) * 100 / Fraction(target.printed)
    if fits(place.figure, place.phrasing.hedge, share):
        return place.agrees("share of the target")
    contradiction = WordsContradiction.of(
        "words-disagree-with-figure",
        place.words,
        source=str(actual.cell),
        found="of-target",
        expected="share",
        action="words",
        figure=formats.in_prose(actual),
        target=formats.in_prose(target),
        share=str(to_step(share, place.figure.step)),
        data=f"{actual.text} of {target.text}",
    )
    return place.contradicts(contradiction, "share of the target")


def tie_beside(place: PlacedFigure, row: MeasureFacts, facts: Facts, rules: Rules) -> FigureResult:
    """A value of the measure beside its columns, whose period or council the sentence names."""
    for value in facts.values:
        if value.item != row.measure_id or value.exact is None or value.role not in _BESIDE:
            continue
        named = value.period if value.role is Role.EARLIER else value.of
        is_named = bool(named) and named.lower() in place.sentence.lower()
        if value.role in (Role.FORECAST, *_TARGET_ROLES):
            is_named = "forecast" in place.clause.lower() or "target" in place.clause.lower()
        is_unit = (value.unit is Unit.PERCENTAGE) == (place.figure.shape is Shape.PERCENT)
        if is_named and is_unit and _is_value(place, value.exact, printed(value)):
            return place.agrees(value.name)
    return place.not_tied


def _is_value(place: PlacedFigure, *values: Fraction) -> bool:
    return place.figure.shape is not Shape.SHARE and fits(place.figure, place.phrasing.hedge, *values)
