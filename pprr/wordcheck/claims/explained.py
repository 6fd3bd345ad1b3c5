"""Finds figures of the measure that are nothing of what the sentence names: no value of it, no difference, no share.

All that a report knows of a measure is its own values, and most figures that officers write are one of them, or what
lies between two. So a figure that is said of the measure, and is none of those that the sentence names, is a slip: of a
digit, of the period, or of the target.
"""

from collections.abc import Iterator

from pprr.domain import Role, Unit
from pprr.wordcheck.facts import Facts, MeasureFacts, Said
from pprr.wordcheck.figures.named_world import named_world
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.outcomes import FigureOutcome, FigureResult, WordsContradiction
from pprr.wordcheck.parse.figure_periods import is_of_other_body, is_of_other_period
from pprr.wordcheck.parse.mentions import Topic, stages_of, strangers
from pprr.wordcheck.parse.numbers import Shape
from pprr.wordcheck.parse.phrasing import Sense
from pprr.wordcheck.parse.placed_figure import FUTURE, PlacedFigure, Tied
from pprr.wordcheck.parse.points import NamedPeriod, is_whole, now_of, points_in
from pprr.wordcheck.parse.stems import content, stems_of
from pprr.wordcheck.told import wrong_years
from pprr.wordcheck.words.verdicts import PART

_EXPLAINED = section("explained")
_OPPOSITE = section("remainders").rest
_TARGETS = (Role.TARGET, Role.YEAR_TARGET, Role.BOUND, Role.FORECAST)
_FEW = 5  # a smaller number in words lists things


def wrong_figures(sentence: str, tied: list[Tied], row: MeasureFacts, facts: Facts) -> Iterator[WordsContradiction]:
    """Finds figures that are said of the measure, and are nothing of it that the sentence names."""
    tied_to = (f"{row.period} figure", "target")
    if all(one.outcome is FigureOutcome.AGREES and one.against in tied_to for _, one in tied):
        return
    is_aside = _EXPLAINED.aside.search(sentence) or stages_of(sentence) - stages_of(row.name)
    if is_aside or any(one.figure_period for one in row.readings.values()):
        return
    points = points_in(sentence, row, facts)
    if not _is_known(sentence, points, row):
        return
    for place, result in tied:
        if not _is_of_measure(place, result, tied, row):
            continue
        if not named_world(place, row, facts).explains(place):
            yield wrong_years(place.words, sentence, _told(points, row, facts), is_figure=True)


def _told(points: list[NamedPeriod], row: MeasureFacts, facts: Facts) -> list[Said]:
    """The figures that a reader is shown: those of the periods that the sentence names, and that of now."""
    named = [one for point in points for one in point.figures[:1] if one.label != row.period]
    return [*dict.fromkeys(named), *now_of(row, facts)]


def _is_known(sentence: str, points: list[NamedPeriod], row: MeasureFacts) -> bool:
    """Tells whether the measure has figures of all periods that the sentence names."""
    rest = sentence
    for one in points:
        rest = rest[: one.start] + " " * (one.end - one.start) + rest[one.end :]
    is_held = all(
        (one.figures or sentence[one.start : one.end] in row.readings) and is_whole(sentence, one) for one in points
    )
    return is_held and not is_of_other_period(_EXPLAINED.span.sub(" ", rest))


def _is_of_measure(place: PlacedFigure, result: FigureResult, tied: list[Tied], row: MeasureFacts) -> bool:
    """Tells whether the figure can only be the measure's, by its unit and by the words of its sentence."""
    figure, sentence = place.figure, place.sentence
    if result.outcome is FigureOutcome.AGREES and result.against in (f"{row.period} figure", "target"):
        return False
    is_unit = figure.shape not in (Shape.MONEY, Shape.PLACE) and (
        row.unit is Unit.PERCENTAGE or figure.shape is not Shape.POINTS
    )
    is_listed = figure.is_word and figure.shape is Shape.COUNT and figure.value < _FEW
    is_future = FUTURE.search(_EXPLAINED.wish.sub("", place.clause))
    if not is_unit or is_listed or is_future or place.words.replace(",", "") in row.name:
        return False
    if is_of_other_body(place.clause) or PART.search(place.clause):
        return False
    is_level = place.phrasing.sense is not Sense.CHANGE
    if not is_level and result.outcome is FigureOutcome.AGREES:
        return False
    is_of_other = figure.shape is Shape.PERCENT and place.topic(row.name) is Topic.OTHER
    if is_level and (is_of_other or _EXPLAINED.part_before.search(place.ahead)):
        return False
    is_counted = is_level and figure.shape is Shape.COUNT
    if is_counted and strangers(_OPPOSITE.sub(" ", place.behind), row.name):
        return False  # "with the help of 14 volunteers"
    is_anchored = any(
        one is not result and one.outcome is FigureOutcome.AGREES and one.against.endswith(("figure", "target"))
        for _, one in tied
    )
    own, strange = _apart(f"{place.lead} {place.behind}" if is_anchored else sentence, row)
    return strange <= own + is_anchored if is_anchored else own > strange and not (is_level and strange)


def _apart(words: str, row: MeasureFacts) -> tuple[int, int]:
    """The number of words of the measure's name among these, and of those that speak of something else."""
    return len(stems_of(row.name) & set(content(words))), len(strangers(words, row.name))
