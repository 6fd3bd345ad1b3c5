"""Ties figures to the parts of a percentage: its two counts, how these changed, and what the measure leaves."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from pprr import formats
from pprr.domain import Reading, Rules, Unit
from pprr.wordcheck.facts import MeasureFacts, plain
from pprr.wordcheck.figures.levels import consequence, is_certain
from pprr.wordcheck.figures.matching import fits, is_slip
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.outcomes import FigureResult, WordsContradiction
from pprr.wordcheck.parse.mentions import Topic, is_opposite, opposites_before, strangers, tells_outcome
from pprr.wordcheck.parse.named_periods import LABEL, LAST_YEAR, named
from pprr.wordcheck.parse.numbers import Shape
from pprr.wordcheck.parse.phrasing import Sense
from pprr.wordcheck.parse.placed_figure import PlacedFigure

_REMAINDERS = section("remainders")
_FEWEST = 20  # a smaller count is the rest of the row's by chance
_FEWEST_MOVED = 100  # "three under last year" are points
_NEAR = 3  # a third of it: a change further off is of something else


class _Count(NamedTuple):
    """One of the two counts, in the report's period and in an earlier one."""

    name: str
    label: str
    now: Fraction
    then: Fraction


def tie_count_of_row(
    place: PlacedFigure, row: MeasureFacts, reading: Reading, label: str, rules: Rules
) -> FigureResult:
    """Ties a count in a percentage's entry to one of its two counts, or a count and its target to these."""
    figure, target = place.figure, row.asked.target.reading
    if figure.shape is Shape.SHARE and reading.unit is Unit.NUMBER and not figure.has_percent:
        is_so = target and figure.part == reading.printed and figure.whole == target.printed
        return place.agrees(f"{label} figure and target") if is_so else place.not_tied
    if figure.shape is not Shape.COUNT or reading.numerator is None or not reading.denominator:
        return place.not_tied
    part, whole = Fraction(reading.numerator), Fraction(reading.denominator)
    is_opposed = is_opposite(place.sentence, figure.end, row.name)
    is_rest = bool((is_opposed and _REMAINDERS.rest.search(place.behind)) or _REMAINDERS.all_but.search(place.lead))
    if (is_rest or is_opposed) and fits(figure, place.phrasing.hedge, whole - part):
        return place.agrees(f"rest of the {label} figure")
    for name, count in (("numerator", part), ("denominator", whole)):
        is_near = not place.phrasing.hedge or abs(figure.value - count) * _NEAR <= count
        if is_near and fits(figure, place.phrasing.hedge, count):
            return place.agrees(f"{label} {name}")
    known = [one for other in row.readings.values() for one in (other.numerator, other.denominator)]
    others = known if place.year else []
    meant = [whole - part] if is_rest else [part, whole]
    is_told = (
        not strangers(f"{place.lead} {_REMAINDERS.rest.sub('', place.behind)}", row.name) and place.about is not None
    )
    is_near = any(abs(figure.value - one) * _NEAR <= one for one in meant) or is_rest
    is_told &= is_near and not place.is_future and not figure.is_word and place.phrasing.sense is Sense.LEVEL
    is_told &= (is_rest or place.topic(row.name) is Topic.SAME) and figure.value not in known
    for name, count, made in (("numerator", part, (figure.value, whole)), ("denominator", whole, (part, figure.value))):
        if is_slip(figure, count) or figure.value in others or is_told:
            is_grave = made[1] and is_certain(place, row)
            grave = consequence(made[0] * 100 / made[1], label, row, rules) if is_grave else None
            return place.contradicts(_wrong_row(place, reading, label).graver(grave), f"{label} {name}")
    return place.not_tied


def _wrong_row(place: PlacedFigure, reading: Reading, label: str) -> WordsContradiction:
    told = {"found": "row", "expected": "row", "period": label, "figure": formats.reading(reading)}
    told |= {"source": str(reading.cell), "data": reading.text}
    return WordsContradiction.of("words-disagree-with-figure", place.words, **told)


def tie_rest(place: PlacedFigure, reading: Reading, label: str, name: str) -> FigureResult:
    """Ties the share that is the rest of the measure's: late, unanswered, not upheld."""
    rest = 100 - Fraction(reading.printed or 0)
    if fits(place.figure, place.phrasing.hedge, rest):
        return place.agrees(f"rest of the {label} figure")
    is_sure = _REMAINDERS.sure.search(place.behind) and not place.is_future and place.about is not None
    if not is_sure or strangers(f"{place.lead} {_REMAINDERS.rest.sub('', place.behind)}", name):
        return place.not_tied
    return place.contradicts(_wrong_row(place, reading, label), f"rest of the {label} figure")


def rest_of(place: PlacedFigure, row: MeasureFacts, label: str) -> FigureResult | None:
    """Ties the other part of the percentage of that period, by whatever words; None where it is none.

    The two parts make the whole: 84 beside 361 of 445, 18.9% beside 81.1%. What is said by the measure's own verb
    ("63% were upheld") may as well be a slip, so it is only listed.
    """
    reading, figure = row.readings.get(label), place.figure
    if reading is None or plain(reading) is None or not _is_rest(place, row, reading):
        return None
    own = _REMAINDERS.verb.match(place.sentence, figure.end)
    is_own = own and re.search(rf"\b{own[1]}\b", row.name, re.IGNORECASE)
    if is_own and figure.shape is Shape.PERCENT:
        return place.not_tied
    told = _REMAINDERS.told.search(place.sentence) or opposites_before(place.sentence, len(place.sentence), row.name)
    is_sure = figure.shape is Shape.COUNT or (figure.shape is Shape.SHARE and figure.has_percent)
    is_told = told or is_sure or strangers(place.behind, row.name) or not tells_outcome(place.behind, row.name)
    return place.agrees(f"rest of the {label} figure") if is_told else None


def _is_rest(place: PlacedFigure, row: MeasureFacts, reading: Reading) -> bool:
    figure, hedge = place.figure, place.phrasing.hedge
    if figure.shape is Shape.PERCENT:
        value = Fraction(reading.printed or 0)
        # A bound holds for much: "fewer than one in five" is near the rest, and not the figure.
        is_far_nearer = 4 * abs(figure.value - 100 + value) < abs(figure.value - value)
        exact = value if reading.exact is None else reading.exact
        return (not hedge or is_far_nearer) and fits(figure, hedge, 100 - value, *(() if hedge else (100 - exact,)))
    if reading.numerator is None or not reading.denominator:
        return False
    rest, whole = reading.denominator - reading.numerator, reading.denominator
    if figure.shape is Shape.SHARE:
        is_sum = not figure.has_percent or figure.could_be(figure.share or Fraction(0))
        return is_sum and figure.part == rest and figure.whole == whole
    return figure.shape is Shape.COUNT and not hedge and figure.value >= _FEWEST and figure.value == rest


def agrees_with_count(place: PlacedFigure, row: MeasureFacts) -> FigureResult | None:
    """Ties a change of a count, as a number or in percent, that is so; None where it is none."""
    for count in _counts(row):
        size = count.now - count.then
        is_percent = place.figure.shape is Shape.PERCENT and place.figure.step < 1 and count.then
        if place.figure.shape is Shape.COUNT or is_percent:
            moved = size * 100 / count.then if is_percent else size
            if fits(place.figure, place.phrasing.hedge, moved):
                return place.agrees(f"change of the {count.name}")
    return None


def contradicts_count(place: PlacedFigure, row: MeasureFacts) -> FigureResult | None:
    """Contradicts a change that can only be a count's, and is another one; None where it need not be."""
    if place.figure.shape is not Shape.COUNT or place.figure.value < _FEWEST_MOVED or place.is_future:
        return None
    labels = named(place.sentence, row) or [row.previous_period]
    is_dated = bool(LABEL.search(place.sentence) or LAST_YEAR.search(place.sentence))
    for count in _counts(row):
        size = abs(count.now - count.then)
        is_near = is_dated and abs(place.figure.value - size) * _NEAR <= size
        if count.label in labels and place.about is not None and (is_near or is_slip(place.figure, size)):
            told = {"name": count.name, "before": f"{int(count.then):,}", "now": f"{int(count.now):,}"}
            told |= {"change": formats.change(count.now - count.then, 0, Unit.NUMBER), "clause": place.clause.strip()}
            told |= {"found": "count-moved", "expected": "change", "data": f"{count.then}, {count.now}"}
            told |= {"source": str(row.readings[row.period].cell)}
            wrong = WordsContradiction.of("words-disagree-with-figure", place.words, **told)
            return place.contradicts(wrong, f"change of the {count.name}")
    return None


def _counts(row: MeasureFacts) -> Iterator[_Count]:
    """The two counts of a percentage, now and in each earlier period."""
    if row.actual is None or row.unit is not Unit.PERCENTAGE:
        return
    for label, reading in row.readings.items():
        ends = [(one.numerator, one.denominator) for one in (row.actual, reading)]
        if label != row.period and all(part is not None and whole for part, whole in ends):
            (now, now_of), (then, then_of) = ((Fraction(part or 0), Fraction(whole or 0)) for part, whole in ends)
            yield _Count("numerator", label, now, then)
            yield _Count("denominator", label, now_of, then_of)
            yield _Count("rest", label, now_of - now, then_of - then)
