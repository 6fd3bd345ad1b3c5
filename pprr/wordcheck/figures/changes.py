"""Holds a change in words ("up 6 points", "3,032 above its target") against the two figures concerned."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from pprr.domain import Reading, Rules, Unit
from pprr.wordcheck.facts import MeasureFacts, plain
from pprr.wordcheck.figures.levels import consequence, is_certain, moved
from pprr.wordcheck.figures.matching import fits, is_like
from pprr.wordcheck.figures.parts import agrees_with_count, contradicts_count
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.outcomes import FigureOutcome, FigureResult, Finding, WordsContradiction, short
from pprr.wordcheck.parse.figure_periods import OTHER_BODY, is_of_other_period
from pprr.wordcheck.parse.mentions import opposites_before, tells_share
from pprr.wordcheck.parse.named_periods import LABEL, LAST_YEAR, named
from pprr.wordcheck.parse.numbers import Figure, Shape
from pprr.wordcheck.parse.phrasing import Sense
from pprr.wordcheck.parse.placed_figure import PlacedFigure, Tied
from pprr.wordcheck.parse.stems import content, is_telling

_CHANGES = section("changes")
_TARGET = "the target"
_POINTS = 100  # "three under last year" are points


class _Pair(NamedTuple):
    """The two figures that a change lies between: now and before, how they are labelled, whether the words name it."""

    now: Fraction
    then: Fraction
    label: str
    reading: Reading
    is_named: bool = True
    period: str = ""
    """The period of the later figure, where it is not the report's."""


def tie_change(place: PlacedFigure, row: MeasureFacts, rules: Rules) -> FigureResult:
    """Ties a change: recomputes it from the two figures that its words name, or that it can be of."""
    pairs = list(_pairs(place, row))
    if pair := next((pair for pair in pairs if _is_change(place, pair, row)), None):
        return place.agrees(f"change from {pair.label}")
    if result := agrees_with_count(place, row) or _tie_to_another(place, row):
        return result
    if _is_claim(place, row, of_counts=True) and (result := contradicts_count(place, row)):
        return result
    pair = next((pair for pair in pairs if pair.is_named), None)
    if pair is None or place.is_future or not _is_claim(place, row) or not any(True for _ in _sizes(place, pair, row)):
        return place.not_tied
    is_dated = LABEL.search(place.sentence) or LAST_YEAR.search(place.sentence)
    if pair.label != _TARGET and not (place.phrasing.sign or place.phrasing.good or is_dated):
        return place.not_tied
    if meant := next((one for one in _others(place, row) if _is_meant(place, one, pair, row)), None):
        return place.agrees(f"change from {meant.label} to {meant.period}")
    return place.contradicts(_graver(_wrong(place, pair, row), place, pair, row, rules), f"change from {pair.label}")


def wrong_signs_of(tied: list[Tied], row: MeasureFacts) -> Iterator[Finding]:
    """Finds what is wrong with the direction of a change whose size is right: "9 points better", where it got worse."""
    for place, one in tied:
        is_change = place.phrasing.sense is Sense.CHANGE and place.figure.shape is not Shape.MONEY
        if not is_change or one.outcome is not FigureOutcome.AGREES or place.is_future:
            continue
        if _CHANGES.needed.search(place.clause) or opposites_before(place.lead, len(place.lead), row.name):
            continue  # "ten more are needed", "late replies are up 3 points"
        pair = next((pair for pair in _pairs(place, row) if _is_change(place, pair, row)), None)
        if pair and _agrees_in_sign(place, pair, row):
            yield place.phrasing.way
        if not pair or _agrees_in_sign(place, pair, row):
            continue
        if agrees_with_count(place, row):
            continue  # "two fewer than the 203 of 323" are cases, and not points
        others = (other for other in _others(place, row) if other.period != row.period)
        if not any(_agrees_in_sign(place, other, row) and _is_change(place, other, row) for other in others):
            yield replace(_wrong(place, pair, row), key="words-disagree-with-direction", words=place.phrasing.way)


def _graver(
    wrong: WordsContradiction, place: PlacedFigure, pair: _Pair, row: MeasureFacts, rules: Rules
) -> WordsContradiction:
    """The same, blocking where the actual that the change implies has another status or trend."""
    if place.phrasing.hedge or row.actual is None or not is_certain(place, row):
        return wrong
    size = place.figure.value
    if place.figure.shape is Shape.PERCENT and row.unit is Unit.NUMBER:
        size = size * abs(pair.then) / 100
    implied = pair.then + (_sign(place, row) or (1 if pair.now > pair.then else -1)) * size
    return wrong.graver(consequence(implied / row.actual.scale, row.period, row, rules))


def _pairs(place: PlacedFigure, row: MeasureFacts) -> Iterator[_Pair]:
    """The pairs a change can be between, those that are named first."""
    now, target, wanted = plain(row.actual), row.asked.target.reading, row.target
    scope = _scope(place)
    if now is None or OTHER_BODY.search(scope):
        return
    scope = _nearest(scope)
    other = _compared_figure(place)
    is_of_target = _CHANGES.target.search(scope) or (other and other.value == wanted)  # "ten short of 45"
    if is_of_target and target and wanted is not None and not _CHANGES.other_target.search(scope):
        for end in (target, row.asked.target.upper):  # of a band either end may be the nearer one
            if end and end.printed is not None:
                yield _Pair(now, Fraction(end.printed), _TARGET, end)
        return
    is_past = any(year not in ("", row.period.partition(" ")[0]) for year in _CHANGES.within_year.findall(scope))
    if is_past or is_of_other_period(scope):
        return  # "rose by 3.1 points in 2018/19" is that year's own change
    labels = named(scope, row) or ([row.previous_period] if _CHANGES.own.search(scope) else [])
    is_named = bool(labels) or row.base in ("", row.previous_period)
    for label in labels or dict.fromkeys((row.previous_period, row.base)):
        then = row.values.get(label)
        if then is not None and row.readings[label].unit is row.unit:
            yield _Pair(now, then, label, row.readings[label], is_named)
    if not labels and target and wanted is not None:
        yield _Pair(now, wanted, _TARGET, target, is_named=False)


def _others(place: PlacedFigure, row: MeasureFacts) -> Iterator[_Pair]:
    """The differences between what the sentence names: the later or the figure, the earlier or the target."""
    names, target, wanted = _periods(place, row), row.asked.target.reading, row.target
    labels = [label for label in sorted(row.values) if label == row.period or label in names]
    for then, now in combinations(labels, 2):
        yield _Pair(row.values[now], row.values[then], then, row.readings[then], period=now)
    is_told = _CHANGES.named_target.search(place.sentence) or any(one.value == wanted for one in place.figures)
    if target and wanted is not None and is_told:
        for now in labels:
            yield _Pair(row.values[now], wanted, _TARGET, target, period=now)


def _periods(place: PlacedFigure, row: MeasureFacts) -> set[str]:
    """The earlier periods that the sentence names, by their label or in words."""
    found = set(LABEL.findall(place.sentence))
    if LAST_YEAR.search(place.sentence) or (found and _CHANGES.year_later.search(place.sentence)):
        found.add(row.previous_period)
    return found


def _is_meant(place: PlacedFigure, other: _Pair, pair: _Pair, row: MeasureFacts) -> bool:
    """Tells whether the change can be the other one, by what stands right behind it and the way it is said."""
    is_compared = _CHANGES.compared.search(_scope(place).split("#", 1)[1])
    if is_compared and pair.label not in (other.period, other.label):
        return False
    is_same = {other.period, other.label} == {row.period, pair.label}
    return not is_same and _is_change(place, other, row) and _agrees_in_sign(place, other, row)


def _tie_to_another(place: PlacedFigure, row: MeasureFacts) -> FigureResult | None:
    """Ties a change from a figure that no reading and no target is: "45 short of 1,300, our own goal"."""
    other, now = _compared_figure(place), plain(row.actual)
    if other is None or now is None or not is_like(other, row.unit) or any(map(other.could_be, row.known)):
        return None
    is_so = place.figure.shape is not Shape.PERCENT and fits(place.figure, place.phrasing.hedge, other.value - now)
    return place.agrees("change from a figure beside it") if is_so else place.not_tied


def _compared_figure(place: PlacedFigure) -> Figure | None:
    """The figure right behind it that it is compared with: the 45 of "ten short of 45"."""
    found = _CHANGES.of_figure.match(place.sentence, place.figure.end)
    return next((one for one in place.figures if found and one.start == found.end()), None)


def _scope(place: PlacedFigure) -> str:
    """The clause of the change, and what it is compared with behind the next comma."""
    before, behind = place.sentence[: place.figure.start], place.sentence[place.figure.end :]
    return f"{_CHANGES.starts.split(before)[-1]}#{_CHANGES.stops.split(behind)[0]}"


def _nearest(scope: str) -> str:
    """The scope up to the first thing behind the figure that it can be compared with, if there is one."""
    figure = scope.index("#")
    found = _CHANGES.compared.search(scope, figure)
    return scope[figure : found.end()] if found else scope


def _sizes(place: PlacedFigure, pair: _Pair, row: MeasureFacts) -> Iterator[Fraction]:
    """The size of the change, in each way that it may be written so."""
    difference, shape, is_percentage = pair.now - pair.then, place.figure.shape, row.unit is Unit.PERCENTAGE
    is_bare = place.figure.value < _POINTS and _CHANGES.bare.match(place.sentence, place.figure.end)
    if shape is Shape.COUNT and (not is_percentage or is_bare):
        yield difference
    if is_percentage and shape in (Shape.POINTS, Shape.PERCENT):
        yield difference
    if shape is Shape.PERCENT and pair.then:
        yield difference * 100 / pair.then


def _is_change(place: PlacedFigure, pair: _Pair, row: MeasureFacts) -> bool:
    return any(fits(place.figure, place.phrasing.hedge, size) for size in _sizes(place, pair, row))


def _agrees_in_sign(place: PlacedFigure, pair: _Pair, row: MeasureFacts) -> bool:
    """Tells whether the words say that it went that way, or do not say which."""
    return _sign(place, row) * (pair.now - pair.then) >= 0


def _sign(place: PlacedFigure, row: MeasureFacts) -> int:
    """+1 where the words say that it is more than what it is compared with, -1 where they say less."""
    good = row.asked.good
    return place.phrasing.sign or (place.phrasing.good * good.sign if good else 0)


def _is_claim(place: PlacedFigure, row: MeasureFacts, *, of_counts: bool = False) -> bool:
    """Tells whether the change can only be the measure's: of its target, or with the measure as its subject."""
    scope = _scope(place)
    before, behind = scope.split("#", 1)
    found = _CHANGES.compared.search(behind)
    stems = [*content(before), *content(behind[: found.start()] if found else behind[:40])]
    own, is_of_target = content(row.name), bool(_CHANGES.target.search(scope))
    if not of_counts and _is_of_another_level(place, row):
        return False
    if not own:
        return is_of_target and not stems
    stems = [word for word in stems if word in own or is_telling(word)]
    if any(word not in own for word in stems):
        return False
    if row.unit is not Unit.PERCENTAGE or not stems or of_counts or is_of_target or _CHANGES.head.search(before):
        return True
    return tells_share(stems, row.name) and not _CHANGES.number_of.search(before)


def _is_of_another_level(place: PlacedFigure, row: MeasureFacts) -> bool:
    """Tells whether the figure before it, whose change it then is, is none of the row's: "41,200 visits, 5% more"."""
    ahead = [other for other in place.figures if other.end <= place.figure.start]
    if ahead and ahead[-1].shape is Shape.COUNT and row.unit is Unit.PERCENTAGE:
        return True
    before = [other for other in ahead if is_like(other, row.unit)]
    return bool(before) and before[-1].shape is not Shape.SHARE and not fits(before[-1], "", *row.known)


def _wrong(place: PlacedFigure, pair: _Pair, row: MeasureFacts) -> WordsContradiction:
    fields = moved(row, pair.label, pair.reading)
    if row.unit is Unit.NUMBER and place.figure.shape is Shape.PERCENT and pair.then:
        fields["change"] = f"{fields['change']} ({fields['share']})"
    fields["data"] = f"{pair.reading.text}, {row.readings[row.period].text}"
    words = " ".join(_scope(place).replace("#", place.words).split())
    fields |= {"found": "change", "expected": "change", "clause": short(words, 90), "source": str(pair.reading.cell)}
    return WordsContradiction.of("words-disagree-with-figure", place.words, **fields)
