"""Holds a change in words ("up 6 points", "3,032 above its target") against the two figures concerned."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from pprr import formats
from pprr.domain import Reading, Rules, Unit
from pprr.wordcheck.facts import MeasureFacts
from pprr.wordcheck.figures.consequence import consequence
from pprr.wordcheck.figures.levels import is_plain
from pprr.wordcheck.figures.matching import fits, is_like
from pprr.wordcheck.figures.parts import agrees_with_count, contradicts_count
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.outcomes import FigureResult, WordsContradiction
from pprr.wordcheck.parse.figure_periods import OTHER_BODY, is_of_other_period
from pprr.wordcheck.parse.mentions import opposites_before, tells_share
from pprr.wordcheck.parse.named_periods import LABEL, LAST_YEAR
from pprr.wordcheck.parse.named_periods import named as named_labels
from pprr.wordcheck.parse.numbers import Figure, Shape
from pprr.wordcheck.parse.placed_figure import PlacedFigure
from pprr.wordcheck.parse.stems import content, is_telling

_CHANGES = section("changes")
_POINTS = 100  # "three under last year" are points


class _Pair(NamedTuple):
    """The two figures that a change lies between: now, before, how that is labelled, whether the words name it."""

    now: Fraction
    then: Fraction
    label: str
    is_named: bool
    reading: Reading


def tie_change(place: PlacedFigure, row: MeasureFacts, rules: Rules) -> FigureResult:
    """Ties a change: recomputes it from the two figures that its words name, or that it can be of."""
    pairs = list(_pairs(place, row))
    for pair in pairs:
        if _is_change(place, pair, row):
            return place.agrees(f"change from {pair.label}")
    if result := agrees_with_count(place, row):
        return result
    if of_another := _tie_to_another(place, row):
        return of_another
    if _is_claim(place, row, of_counts=True) and (result := contradicts_count(place, row)):
        return result
    named = next((pair for pair in pairs if pair.is_named), None)
    if named and named.label != "the target" and not _is_moving(place):
        return place.not_tied
    if named is None or place.is_future or not _is_claim(place, row):
        return place.not_tied
    if not any(True for _ in _sizes(place, named, row)):
        return place.not_tied
    return place.contradicts(_graver(_wrong(place, named, row), place, named, row, rules), f"change from {named.label}")


def _is_moving(place: PlacedFigure) -> bool:
    """Tells whether the words say which way it went, or compare with a year."""
    return bool(
        place.phrasing.sign or place.phrasing.good or LABEL.search(place.sentence) or LAST_YEAR.search(place.sentence)
    )


def _graver(
    wrong: WordsContradiction, place: PlacedFigure, pair: _Pair, row: MeasureFacts, rules: Rules
) -> WordsContradiction:
    """The same, blocking where the actual that the change implies has another status or trend."""
    if place.phrasing.hedge or row.actual is None:
        return wrong
    sign = _sign(place, row) or (1 if pair.now > pair.then else -1)
    size = place.figure.value
    if place.figure.shape is Shape.PERCENT and row.unit is Unit.NUMBER:
        size = size * abs(pair.then) / 100
    grave = consequence((pair.then + sign * size) / row.actual.scale, row.period, row, rules)
    return wrong.graver(grave)


def compared_with(place: PlacedFigure) -> bool:
    """Tells whether what a change is compared with stands behind it: "3 points on last year", "2 above target"."""
    return bool(_CHANGES.compared.search(_scope(place).split("#", 1)[1]))


def agrees_in_sign(place: PlacedFigure, change: Fraction, row: MeasureFacts) -> bool:
    """Tells whether the words say that it went that way, or do not say which."""
    return _sign(place, row) * change >= 0


def wrong_sign(place: PlacedFigure, row: MeasureFacts) -> Iterator[WordsContradiction]:
    """Finds what is wrong with the direction of a change whose size is right: "9 points better", where it got worse."""
    if (
        place.is_future
        or _CHANGES.needed.search(place.clause)
        or opposites_before(place.lead, len(place.lead), row.name)
    ):
        return  # "ten more are needed", "late replies are up 3 points"
    pair = next((pair for pair in _pairs(place, row) if _is_change(place, pair, row)), None)
    if pair and _sign(place, row) * (pair.now - pair.then) < 0:
        yield replace(_wrong(place, pair, row), key="words-disagree-with-direction", words=place.phrasing.way)


def _pairs(place: PlacedFigure, row: MeasureFacts) -> Iterator[_Pair]:
    """The pairs a change can be between, those that are named first."""
    actual, target = row.actual, row.asked.target.reading
    if actual is None or not is_plain(actual) or actual.printed is None:
        return
    now = Fraction(actual.printed)
    scope = _scope(place)
    if OTHER_BODY.search(scope):
        return
    scope = _nearest(scope)
    is_of_target = bool(_CHANGES.target.search(scope)) or _is_of_its_figure(place, target)
    if (
        is_of_target
        and target
        and target.printed is not None
        and not re.search(r"\b(?:next|last|previous)\b[^,;]*target", scope)
    ):
        for end in (target, row.asked.target.upper):  # of a band either end may be the nearer one
            if end and end.printed is not None:
                yield _Pair(now, Fraction(end.printed), "the target", True, end)
        return
    if any(year not in ("", row.period.partition(" ")[0]) for year in _CHANGES.within_year.findall(scope)):
        return  # "rose by 3.1 points in 2018/19" is that year's own change
    if is_of_other_period(scope):
        return
    named = named_labels(scope, row) or ([row.previous_period] if _CHANGES.own.search(scope) else [])
    for label in named or dict.fromkeys((row.previous_period, row.base)):
        reading = row.readings.get(label)
        if reading and is_plain(reading) and reading.printed is not None and reading.unit is actual.unit:
            yield _Pair(
                now, Fraction(reading.printed), label, bool(named) or row.base in ("", row.previous_period), reading
            )
    if not named and target and target.printed is not None:
        yield _Pair(now, Fraction(target.printed), "the target", False, target)


def _tie_to_another(place: PlacedFigure, row: MeasureFacts) -> FigureResult | None:
    """Ties a change from a figure that no reading and no target is: "45 short of 1,300, our own goal"."""
    other, actual = _compared_figure(place), row.actual
    known = [one.printed for one in (*row.readings.values(), row.asked.target.reading, row.asked.target.upper) if one]
    if other is None or actual is None or actual.printed is None or not is_like(other, row.unit):
        return None
    if any(other.could_be(Fraction(one)) for one in known if one is not None):
        return None
    size = abs(other.value - Fraction(actual.printed))
    is_so = place.figure.shape is not Shape.PERCENT and fits(place.figure, place.phrasing.hedge, size)
    return place.agrees("change from a figure beside it") if is_so else place.not_tied


def _is_of_its_figure(place: PlacedFigure, target: Reading | None) -> bool:
    """Tells whether it is compared with a figure that is the target's: "ten short of 45"."""
    other = _compared_figure(place)
    return bool(other and target and target.printed is not None and other.value == Fraction(target.printed))


def _compared_figure(place: PlacedFigure) -> Figure | None:
    """The figure right behind it that it is compared with: the 45 of "ten short of 45"."""
    found = _CHANGES.of_figure.match(place.sentence, place.figure.end)
    return next((one for one in place.figures if found and one.start == found.end()), None)


def _scope(place: PlacedFigure) -> str:
    """The clause of the change, and what it is compared with behind the next comma."""
    start, end = place.figure.place
    before = place.sentence[:start]
    starts = [found.end() for found in re.finditer(r"[;]|[,:]\s|\s(?:but|while|whilst|which|and)\s", before)]
    behind = place.sentence[end:]
    stop = re.search(r"[;]|,(?!\d|\s*(?:compared|from|on|since|against))|\s(?:but|while|whilst|which|and)\s", behind)
    return before[starts[-1] if starts else 0 :] + "#" + (behind[: stop.start()] if stop else behind)


def _nearest(scope: str) -> str:
    """The scope up to the first thing behind the figure that it can be compared with, if there is one."""
    figure = scope.index("#")
    found = _CHANGES.compared.search(scope, figure)
    return scope[figure : found.end()] if found else scope


def _sizes(place: PlacedFigure, pair: _Pair, row: MeasureFacts) -> Iterator[Fraction]:
    """The size of the change, in each way that it may be written so."""
    difference = abs(pair.now - pair.then)
    shape = place.figure.shape
    if row.unit is Unit.PERCENTAGE:
        if shape in (Shape.POINTS, Shape.PERCENT):
            yield difference
        if shape is Shape.PERCENT and pair.then:
            yield difference * 100 / abs(pair.then)
        if (
            shape is Shape.COUNT
            and place.figure.value < _POINTS
            and _CHANGES.bare.match(place.sentence, place.figure.end)
        ):
            yield difference
    elif shape is Shape.COUNT:
        yield difference
    elif shape is Shape.PERCENT and pair.then:
        yield difference * 100 / abs(pair.then)


def _is_change(place: PlacedFigure, pair: _Pair, row: MeasureFacts) -> bool:
    return any(fits(place.figure, place.phrasing.hedge, size) for size in _sizes(place, pair, row))


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
    own = content(row.name)
    if not of_counts and _is_of_another_level(place, row):
        return False
    if not own:
        return bool(_CHANGES.target.search(scope)) and not stems
    stems = [word for word in stems if word in own or is_telling(word)]
    if any(word not in own for word in stems):
        return False
    is_share = row.unit is Unit.PERCENTAGE and stems and not of_counts and not _CHANGES.target.search(scope)
    return (
        not is_share
        or bool(_CHANGES.head.search(before))
        or (tells_share(stems, row.name) and not _CHANGES.number_of.search(before))
    )


def _is_of_another_level(place: PlacedFigure, row: MeasureFacts) -> bool:
    """Tells whether the figure before it, whose change it then is, is none of the row's: "41,200 visits, 5% more"."""
    ahead = [other for other in place.figures if other.end <= place.figure.start]
    if ahead and ahead[-1].shape is Shape.COUNT and row.unit is Unit.PERCENTAGE:
        return True
    before = [other for other in ahead if is_like(other, row.unit)]
    if not before or before[-1].shape is Shape.SHARE:
        return False
    known = [reading for reading in (*row.readings.values(), row.asked.target.reading) if reading]
    values = [Fraction(reading.printed) for reading in known if reading.printed is not None]
    return not fits(before[-1], "", *values)


def _wrong(place: PlacedFigure, pair: _Pair, row: MeasureFacts) -> WordsContradiction:
    change = pair.now - pair.then
    decimals = max(pair.reading.decimals, row.actual.decimals if row.actual else 0)
    moved = formats.change(change, decimals, row.unit)
    if row.unit is Unit.NUMBER and place.figure.shape is Shape.PERCENT and pair.then:
        moved = f"{moved} ({formats.share(int(change * 1000), int(pair.then * 1000))})"
    return WordsContradiction.of(
        "words-disagree-with-figure",
        place.words,
        source=str(pair.reading.cell),
        found="change",
        expected="change",
        clause=_short(place),
        base=pair.label,
        before=formats.in_prose(pair.reading),
        period=row.period,
        figure=formats.in_prose(row.actual) if row.actual else "",
        change=moved,
        data=f"{pair.reading.text}, {row.actual.text if row.actual else ''}",
    )


def _short(place: PlacedFigure) -> str:
    words = " ".join(_scope(place).replace("#", place.words).split())
    return words if len(words) <= 90 else f"{words[:87]}..."
