"""Finds figures of the measure that are nothing of what the sentence names: no value of it, no difference, no share.

All that a report knows of a measure is its own values, and most figures that officers write are one of them, or what
lies between two. So a figure that is said of the measure, and is none of those that the sentence names, is a slip: of a
digit, of the period, or of the target.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations, permutations
from typing import NamedTuple

from pprr.domain import Period, Reading, Role, Unit, Value
from pprr.wordcheck.facts import Facts, MeasureFacts, Said, printed
from pprr.wordcheck.figures.levels import is_value
from pprr.wordcheck.figures.matching import fits, is_like
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.outcomes import FigureOutcome, FigureResult, WordsContradiction
from pprr.wordcheck.parse.figure_periods import is_of_other_body, is_of_other_period
from pprr.wordcheck.parse.mentions import Topic, stages_of, strangers
from pprr.wordcheck.parse.named_periods import LABEL
from pprr.wordcheck.parse.numbers import Figure, Shape
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
_SERIES = 3  # figures of the measure in one sentence are told in their order, whatever periods they are of
_FAR = 2  # a level twice or half of all that is named is of something else


class World(NamedTuple):
    """What a sentence names of its measure: its levels and targets, and the counts of percentages."""

    levels: tuple[Fraction, ...]
    targets: tuple[Fraction, ...]
    """Its targets, where it can be these that a change is a distance from."""
    readings: tuple[Reading, ...]
    earlier: tuple[Fraction, ...]
    """The levels that changes within the periods that are named begin with."""
    counts: tuple[Fraction, ...]
    is_closed: bool
    """Tells whether the counts of all periods that are named are known."""
    unit: Unit

    def explains(self, place: PlacedFigure) -> bool:
        """Tells whether the figure is one of these, a rest, a difference, or a share, or is so far off that it is none.

        What is of counts that the report has not is explained by these.
        """
        figure, shape, is_share = place.figure, place.figure.shape, self.unit is Unit.PERCENTAGE
        is_of_counts = shape in (Shape.COUNT, Shape.SHARE) or _EXPLAINED.moved.search(place.sentence)
        if is_share and is_of_counts and not self.is_closed:
            return True
        if shape is Shape.SHARE:
            parts = [Figure(0, 0, Shape.COUNT, Fraction(one)) for one in (figure.part, figure.whole) if one is not None]
            return not is_share or all(any(fits(one, "", count) for count in self.counts) for one in parts)
        hedges = {place.phrasing.hedge, ""}
        if any(is_value(figure, hedge, reading) for reading in self.readings for hedge in hedges):
            return True
        levels = [*self._alike(place), *(self.counts if shape is Shape.COUNT else ())]
        sizes = [*levels, *self._between(place)]
        if shape is not Shape.POINTS and not is_share:
            near = sizes if shape is Shape.PERCENT else levels if place.phrasing.sense is not Sense.CHANGE else ()
            if near and not any(abs(one) <= figure.value * _FAR and figure.value <= abs(one) * _FAR for one in near):
                return True
        return any(fits(figure, hedge, size) for size in sizes for hedge in hedges)

    def _alike(self, place: PlacedFigure) -> list[Fraction]:
        """The levels that the figure can be by its unit, and the rests of percentages."""
        levels = [*self.levels, *self.targets] if is_like(place.figure, self.unit) else []
        return [*levels, *(100 - one for one in levels if self.unit is Unit.PERCENTAGE)]

    def _between(self, place: PlacedFigure) -> Iterator[Fraction]:
        """What lies between two levels or two counts, as a number or in percent."""
        shape, is_share = place.figure.shape, self.unit is Unit.PERCENTAGE
        stated = [one.value for one in place.figures if one is not place.figure and is_like(one, self.unit)]
        ends, counts = {*self.levels, *self.earlier, *self.targets}, set(self.counts)
        if is_share or shape is Shape.COUNT:
            yield from (one - two for one, two in combinations({*ends, *stated}, 2))
        if shape is Shape.COUNT:
            yield from (one - two for one, two in combinations(counts, 2))
        if shape is Shape.PERCENT:
            for one, two in (*permutations(ends, 2), *permutations(counts, 2)):
                yield (one - two) * 100 / (two or 1)
                if place.phrasing.sense is not Sense.CHANGE:
                    yield one * 100 / (two or 1)


def wrong_figures(sentence: str, tied: list[Tied], row: MeasureFacts, facts: Facts) -> Iterator[WordsContradiction]:
    """Finds figures that are said of the measure, and are nothing of it that the sentence names."""
    is_aside = _EXPLAINED.aside.search(sentence) or stages_of(sentence) - stages_of(row.name)
    if is_aside or any(one.figure_period for one in row.readings.values()):
        return
    points = points_in(sentence, row, facts)
    if not _is_known(sentence, points, row):
        return
    for place, result in tied:
        if not _is_of_measure(place, result, tied, row):
            continue
        if not _named(place, points, row, facts).explains(place):
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


def _named(place: PlacedFigure, points: list[NamedPeriod], row: MeasureFacts, facts: Facts) -> World:
    """What the sentence names of the measure: now, the periods that it names, the one before, its target, others."""
    sentence = place.sentence
    all_levels, own = facts.values.levels(row.measure_id), facts.values.of_item(row.measure_id)
    labels = {row.period, *LABEL.findall(sentence), *(one.label for point in points for one in point.figures)}
    if labels == {row.period} or _EXPLAINED.compared.search(sentence):
        labels |= {row.previous_period, row.base, *(one.period for one in own if one.short == "earlier")}
    if _EXPLAINED.open.search(sentence) or sum(is_like(one, row.unit) for one in place.figures) >= _SERIES:
        labels |= {one.label for one in all_levels}
    labels |= {f"{one} alone" for one in labels}
    begun = {Period.parse(one).previous_year.label for one in labels if LABEL.fullmatch(one)}
    readings = {label: one for label, one in row.readings.items() if label in labels and one.printed is not None}
    counted = [one for one in readings.values() if one.numerator is not None and one.denominator]
    beside = [
        figure
        for value in own
        if value.role is Role.COMPARATOR and _is_named(value, sentence)
        for figure in (printed(value), Fraction(value.exact or 0))
    ]
    beside += [one.value for one in all_levels if one.label in labels]
    beside += [Fraction(one.printed or 0) for one in readings.values()]
    is_target = place.phrasing.sense is not Sense.CHANGE or _EXPLAINED.target.search(sentence)
    targets = [printed(one) for one in own if one.role in _TARGETS and is_target]
    return World(
        tuple(beside),
        (*targets, *([row.target] if row.target is not None and is_target else ())),
        tuple(readings.values()),
        tuple(one.value for one in all_levels if one.label in begun and place.phrasing.sense is Sense.CHANGE),
        tuple(_counts(counted)),
        0 < len(counted) == len(readings) and not {row.previous_period} & labels - readings.keys(),
        row.unit,
    )


def _is_named(value: Value, sentence: str) -> bool:
    """Tells whether the sentence speaks of other councils, or names this one."""
    return bool(_EXPLAINED.others.search(sentence) or value.of.split(" (")[0] in sentence)


def _counts(readings: Iterable[Reading]) -> Iterator[Fraction]:
    for one in readings:
        part, whole = Fraction(one.numerator or 0), Fraction(one.denominator or 0)
        yield from (part, whole, whole - part)
