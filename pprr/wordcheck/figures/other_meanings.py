"""Tells what else a figure can mean that its row contradicts: another stage's, a rest, a target, another difference.

A contradiction is told only where the words leave no other meaning. A sentence with two periods or two measures often
leaves one: what then agrees with the data is tied to that, and a figure that is rather the other measure's is not tied.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from pprr.domain import Reading, Unit
from pprr.wordcheck.facts import Facts, Row
from pprr.wordcheck.figures.changes import agrees_in_sign, compared_with
from pprr.wordcheck.figures.count_changes import agrees_with_count
from pprr.wordcheck.figures.levels import is_plain
from pprr.wordcheck.figures.matching import fits, is_like
from pprr.wordcheck.outcomes import Outcome, Told
from pprr.wordcheck.parse.figure_periods import About
from pprr.wordcheck.parse.mentions import opposites_before, other_stage_by, stages_of
from pprr.wordcheck.parse.named_periods import LABEL, LAST_YEAR, TWO_YEARS_AGO
from pprr.wordcheck.parse.numbers import Shape
from pprr.wordcheck.parse.phrasing import Role, said
from pprr.wordcheck.parse.placed_figure import Place
from pprr.wordcheck.parse.verbs import TARGET

_TARGET = "the target"
_TO_TARGET = re.compile(
    r"\b(?:short of|below|above|clear of|miss(?:ed|es|ing)?|met|meets?|beat(?:s|en|ing)?|hit|reach(?:ed)?|over|under"
    r"|beyond|pass(?:ed)?|exceed(?:ed|s|ing)?|ahead of|behind|on)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_OF_YEAR = re.compile(r"\s+(?:in|for|of)\s+", re.IGNORECASE)
_YEAR_LATER = re.compile(r"\b(?:a|one|the) year (?:later|after)\b|\bfollowing year\b", re.IGNORECASE)


class _Difference(NamedTuple):
    """What lies between a period's figure and an earlier one, or the target: from which base, and how much."""

    now: str
    then: str
    size: Fraction
    base: Fraction


def meant_otherwise(place: Place, told: Told, row: Row, facts: Facts) -> Told:
    """The same, or what becomes of a figure whose contradiction is in doubt."""
    if told.outcome is not Outcome.CONTRADICTS or place.figure.shape is Shape.SHARE:
        return told
    if other_stage_by(place.sentence, place.figure.place, row.name):
        other = next((one for one in facts.rows.values() if _is_of_other_stage(one, row)), None)
        figure = _reading_equal(place, other) if other else ""
        return place.agrees(f"{other.measure_id} {figure}") if other and figure else place.is_untied
    if place.said.role is Role.CHANGE:
        found = next((ends for ends in _differences(place, row) if _is_meant(place, ends, told, row)), None)
        return place.agrees(f"change from {found.then} to {found.now}") if found else told
    if row.actual and _equals(place, row.actual) and _is_past_the_year(place):
        return place.agrees(f"{row.period} figure")
    if earlier := _of_another_period(place, row):
        return place.agrees(f"{earlier} figure")
    if of_count := agrees_with_count(place, row):
        return of_count
    target = row.asked.target.reading
    to_target = _TO_TARGET.search(place.sentence, 0, place.figure.start)
    if target and to_target and to_target.start() and _equals(place, target):  # not "Over 90% were in time"
        return place.agrees("target")
    if row.unit is Unit.PERCENTAGE and place.figure.shape is Shape.PERCENT:
        label = told.against.removesuffix(" figure")
        reading = row.readings.get(label)
        is_rest = (
            reading and reading.printed is not None and opposites_before(place.sentence, place.figure.start, row.name)
        )
        if is_rest and reading and fits(place.figure, place.said.hedge, 100 - Fraction(reading.printed or 0)):
            return place.agrees(f"rest of the {label} figure")
    return told


def has_other_sign(place: Place, row: Row) -> bool:
    """Whether a change with that direction lies between two other figures that the sentence names."""
    return any(
        one.now != row.period and agrees_in_sign(place, one.size, row) and _is_size(place, one.size, one.base, row)
        for one in _differences(place, row)
    )


def _is_past_the_year(place: Place) -> bool:
    """Whether the year before the figure is another figure's, in a clause that ended: "below 77% in 2018/19: 74%"."""
    years = list(LABEL.finditer(place.sentence, 0, place.figure.start))
    if not years or not re.search(r"[:;]\s", place.sentence[years[-1].end() : place.figure.start]):
        return False
    ends = [other.end for other in place.figures if other.end <= years[-1].start()]
    return any(_OF_YEAR.fullmatch(place.sentence, end, years[-1].start()) for end in ends)


def _of_another_period(place: Place, row: Row) -> str:
    """The other period whose figure it is, beside the report's own: "33 at the start and 35 at the end"; or blank."""
    actual = row.actual.printed if row.actual else None
    is_beside = any(
        other.value == actual and said(place.sentence, other.place).role is Role.LEVEL
        for other in place.figures
        if is_like(other, row.unit)
    )
    if place.about is not About.UNSAID or place.said.role is not Role.LEVEL or not is_beside:
        return ""
    return next((label for label, one in row.readings.items() if label != row.period and _equals(place, one)), "")


def _is_of_other_stage(one: Row, row: Row) -> bool:
    """Whether the two measures are the same of two stages."""
    return stages_of(one.name) != stages_of(row.name) and _without_digits(one.name) == _without_digits(row.name)


def _without_digits(name: str) -> str:
    return re.sub(r"\d", "", name)


def _reading_equal(place: Place, row: Row) -> str:
    return next((f"{label} figure" for label, reading in row.readings.items() if _equals(place, reading)), "")


def _equals(place: Place, reading: Reading) -> bool:
    if not is_plain(reading) or reading.printed is None or not is_like(place.figure, reading.unit):
        return False
    return fits(place.figure, "", Fraction(reading.printed))


def _is_size(place: Place, size: Fraction, then: Fraction, row: Row) -> bool:
    if place.figure.shape is Shape.PERCENT and row.unit is Unit.NUMBER:
        return bool(then) and fits(place.figure, place.said.hedge, abs(size) * 100 / abs(then))
    return fits(place.figure, place.said.hedge, abs(size))


def _is_meant(place: Place, ends: _Difference, told: Told, row: Row) -> bool:
    """Whether the change can be that between these two: of what stands right behind it, and the way it is said."""
    now, then, size, base = ends
    against = told.against.removeprefix("change from ")
    if compared_with(place) and against not in (now, then):
        return False
    return (
        {now, then} != {row.period, against} and _is_size(place, size, base, row) and agrees_in_sign(place, size, row)
    )


def _differences(place: Place, row: Row) -> Iterator[_Difference]:
    """The differences between what the sentence names: the later or the figure, the earlier or the target, the size."""
    values = {label: one.printed for label, one in row.readings.items() if is_plain(one) and one.printed is not None}
    named = [label for label in sorted(values) if label == row.period or label in _labels(place, row)]
    target = row.asked.target.reading
    for number, now in enumerate(named):
        for then in named[:number]:
            yield _Difference(now, then, Fraction(values[now]) - Fraction(values[then]), Fraction(values[then]))
        if target and target.printed is not None and _names_target(place, target):
            wanted = Fraction(target.printed)
            yield _Difference(now, _TARGET, Fraction(values[now]) - wanted, wanted)


def _names_target(place: Place, target: Reading) -> bool:
    is_told = re.search(rf"\b(?:{TARGET})\b", place.sentence, re.IGNORECASE)
    return bool(is_told) or any(one.value == target.printed for one in place.figures if is_like(one, target.unit))


def _labels(place: Place, row: Row) -> set[str]:
    """The earlier periods that the sentence names, by their label or in words."""
    found = set(LABEL.findall(place.sentence))
    if LAST_YEAR.search(place.sentence) or (found and _YEAR_LATER.search(place.sentence)):
        found.add(row.previous_period)
    if TWO_YEARS_AGO.search(place.sentence):
        found.add(row.earlier_period)
    return found
