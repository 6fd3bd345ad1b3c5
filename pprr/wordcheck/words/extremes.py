"""Holds what is said of a measure's size without a figure: doubled, three times as many, the highest in three years."""

import re
from collections.abc import Iterator
from fractions import Fraction

from pprr import formats
from pprr.domain import Reading, Unit
from pprr.domain.catalogue import rows_of
from pprr.wordcheck.facts import MeasureFacts
from pprr.wordcheck.figures.levels import is_plain
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.outcomes import WordsContradiction
from pprr.wordcheck.parse.figure_periods import OTHER_BODY
from pprr.wordcheck.parse.mentions import is_other_stage, strangers
from pprr.wordcheck.parse.placed_figure import FUTURE

_TIMES: dict[str, int | Fraction] = {
    "doubled": 2,
    "double": 2,
    "treble": 3,
    "triple": 3,
    "quadruple": 4,
    "six": 6,
    "ten": 10,
    "halved": Fraction(1, 2),
    "half": Fraction(1, 2),
    "twice": 2,
    "two": 2,
    "trebled": 3,
    "tripled": 3,
    "three": 3,
    "quadrupled": 4,
    "four": 4,
    "five": 5,
}
_EXTREMES = section("extremes")
_NEAR = Fraction(3, 20)  # "doubled" may be 1.7 or 2.3 times


def wrong_extremes(sentence: str, row: MeasureFacts) -> Iterator[WordsContradiction]:
    """Finds what is wrong with a multiple of last year's figure, or with a first place among the years of the table."""
    if FUTURE.search(sentence) or OTHER_BODY.search(sentence) or (row.name and is_other_stage(sentence, row.name)):
        return
    if strangers(_EXTREMES.extreme.sub("", _EXTREMES.multiple.sub("", sentence)), row.name):
        return
    if row.unit is Unit.PERCENTAGE and not _EXTREMES.share.search(sentence):
        return  # "complaints doubled" is no word about the share that was upheld
    yield from _multiples(sentence, row)
    yield from _extremes(sentence, row)


def _multiples(sentence: str, row: MeasureFacts) -> Iterator[WordsContradiction]:
    found = _EXTREMES.multiple.search(sentence)
    before, actual = row.readings.get(row.previous_period), row.actual
    if not found or before is None or actual is None or re.search(r"\btarget", sentence):
        return
    if row.is_added_up and _EXTREMES.part_of_year.search(sentence):
        return  # "822 in the second quarter, twice as many as in the first" are no running totals
    if not is_plain(before) or not is_plain(actual) or not before.printed or actual.printed is None:
        return
    times = _TIMES[(found["count"] or found["way"]).lower()]
    pair = _EXTREMES.from_to.search(sentence, found.end())
    then, now = (
        (Fraction(number.replace(",", "")) for number in pair.groups())
        if pair
        else (Fraction(before.printed), Fraction(actual.printed))
    )
    if not then:
        return
    real = now / then
    hedge = (found["hedge"] or "").strip().lower()
    if hedge in ("more than", "over", "well over"):
        is_so = real > times
    elif hedge in ("almost", "nearly"):
        is_so = times * (1 - _NEAR) <= real < times
    else:
        is_so = abs(real - times) <= times * _NEAR
    if not is_so:
        yield _wrong(sentence, found["way"], row, [(row.previous_period, before), (row.period, actual)])


def _extremes(sentence: str, row: MeasureFacts) -> Iterator[WordsContradiction]:
    found = _EXTREMES.extreme.search(sentence)
    years = [(label, reading) for label, reading in sorted(row.readings.items()) if is_plain(reading)]
    if not found or _EXTREMES.this_year.search(sentence) or len(years) < 3 or " " in row.period:
        return
    values = {label: Fraction(reading.printed or 0) for label, reading in years[-3:]}
    way = found["way"].lower()
    sign = {"highest": 1, "largest": 1, "lowest": -1, "smallest": -1}.get(way)
    if sign is None:
        if row.asked.good is None:
            return
        sign = row.asked.good.sign * (1 if way == "best" else -1)
    if row.period in values and values[row.period] * sign < max(value * sign for value in values.values()):
        yield _wrong(sentence, found["way"], row, years[-3:])


def _wrong(sentence: str, words: str, row: MeasureFacts, years: list[tuple[str, Reading]]) -> WordsContradiction:
    return WordsContradiction.of(
        "words-disagree-with-direction",
        words,
        source=str(row.actual.cell) if row.actual else "",
        found="years",
        expected="way",
        clause=sentence[:100],
        past=rows_of((formats.in_prose(reading), label) for label, reading in years),
        data="; ".join(f"{label} {reading.text}" for label, reading in years),
    )
