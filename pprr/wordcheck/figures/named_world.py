"""What a sentence names of its measure: its figures of the periods named, what lies between them, targets, others."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations, permutations
from typing import NamedTuple

from pprr.domain import Period, Reading, Role, Unit, Value
from pprr.wordcheck.facts import Facts, MeasureFacts, printed
from pprr.wordcheck.figures.levels import is_value
from pprr.wordcheck.figures.matching import fits, is_like
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.parse.named_periods import LABEL
from pprr.wordcheck.parse.numbers import Figure, Shape
from pprr.wordcheck.parse.phrasing import Sense
from pprr.wordcheck.parse.placed_figure import PlacedFigure
from pprr.wordcheck.parse.points import points_in

_EXPLAINED = section("explained")
_TARGETS = (Role.TARGET, Role.YEAR_TARGET, Role.BOUND, Role.FORECAST)
_SERIES = 3  # figures of the measure in one sentence are told in their order, whatever periods they are of
_FAR = Fraction(5, 2)  # times: a level so far over or under all that is named is of something else


class World(NamedTuple):
    """Values that a sentence names of its measure: its levels and targets, and the counts of percentages."""

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


def named_world(place: PlacedFigure, row: MeasureFacts, facts: Facts) -> World:
    """The values that the sentence names of the measure: now, named periods, the one before, its target, others."""
    sentence, points = place.sentence, points_in(place.sentence, row, facts)
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
        if value.role is Role.COMPARATOR and _is_of_others(value, sentence)
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


def _is_of_others(value: Value, sentence: str) -> bool:
    """Tells whether the sentence speaks of other councils, or names this one."""
    return bool(_EXPLAINED.others.search(sentence) or value.of.split(" (")[0] in sentence)


def _counts(readings: Iterable[Reading]) -> Iterator[Fraction]:
    for one in readings:
        part, whole = Fraction(one.numerator or 0), Fraction(one.denominator or 0)
        yield from (part, whole, whole - part)
