"""Holds what is said of a measure over several periods: doubled, risen three years running, its best month."""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from pprr import formats
from pprr.domain import Reading, Unit
from pprr.domain.catalogue import rows_of
from pprr.domain.periods.days import MONTHS
from pprr.wordcheck.facts import Facts, MeasureFacts, Said
from pprr.wordcheck.lexicon import section, sources
from pprr.wordcheck.outcomes import Finding, WordsContradiction, short
from pprr.wordcheck.parse.figure_periods import OTHER_BODY
from pprr.wordcheck.parse.mentions import is_other_stage, strangers
from pprr.wordcheck.parse.placed_figure import FUTURE
from pprr.wordcheck.parse.stems import content
from pprr.wordcheck.told import wrong_years
from pprr.wordcheck.words.directions import sign_of
from pprr.wordcheck.words.verdicts import NOT, PART

_SERIES, _RECORDS = section("series"), section("records")
_TIMES = {word: Fraction(times) for word, times in sources("series.times")}
_NEAR = Fraction(3, 20)  # "doubled" may be 1.7 or 2.3 times
Years = list[tuple[str, Reading]]


def wrong_series(sentence: str, row: MeasureFacts) -> Iterator[Finding]:
    """Finds what is wrong with a multiple of last year's figure, a record of three years, or a run of years."""
    if FUTURE.search(sentence) or OTHER_BODY.search(sentence) or is_other_stage(sentence, row.name):
        return
    plain = row.values
    years = [(label, one) for label, one in sorted(row.readings.items()) if label in plain]
    for pattern, is_wrong in _SAID:
        found = pattern.search(sentence)
        words = pattern.sub("", sentence)
        if not found or len(strangers(words, row.name)) > len(set(content(words)) & set(content(row.name))):
            continue
        if (
            row.unit is Unit.PERCENTAGE
            and content(words)
            and not _SERIES.share.search(sentence)
            and not _SERIES.judged.search(sentence)
        ):
            continue  # "complaints doubled" is no word about the share that was upheld
        if wrong := is_wrong(found, sentence, row, years):
            told = {"found": "years", "clause": short(sentence), "source": str(wrong[-1][1].cell)}
            told |= {"past": rows_of((formats.in_prose(reading), label) for label, reading in wrong)}
            told |= {"data": "; ".join(f"{label} {reading.text}" for label, reading in wrong)}
            yield WordsContradiction.of("words-disagree-with-direction", found["way"], **told)
        elif len(years) > 1:
            yield found["way"]


def _times(word: str) -> Fraction:
    return Fraction(word) if word.isdecimal() else _TIMES[word.lower()]


def _is_wrong_multiple(found: re.Match[str], sentence: str, row: MeasureFacts, years: Years) -> Years:
    """The two years where "doubled" is not so."""
    then, now = (dict(years).get(label) for label in (row.previous_period, row.period))
    if not then or not now or not then.printed or now.printed is None or _SERIES.target.search(sentence):
        return []
    if row.is_added_up and _SERIES.part_of_year.search(sentence):
        return []  # "822 in the second quarter, twice as many as in the first" are no running totals
    ends = [Fraction(then.printed), Fraction(now.printed)]
    if pair := _SERIES.from_to.search(sentence, found.end()):
        ends = [Fraction(number.replace(",", "")) for number in pair.groups()]
    times, real = _times(found["count"] or found["way"]), ends[1] / ends[0] if ends[0] else 0
    is_so = abs(real - times) <= times * _NEAR
    if found["over"]:
        is_so = real > times
    elif found["nearly"]:
        is_so = is_so and real < times
    return [] if is_so else [(row.previous_period, then), (row.period, now)]


def _is_no_record(found: re.Match[str], sentence: str, row: MeasureFacts, years: Years) -> Years:
    """The last three years where another one than this is the highest, or the best."""
    sign, last = sign_of(found, row.asked.good), years[-3:]
    if sign is None or len(last) < 3 or last[-1][0] != row.period or _SERIES.this_year.search(sentence):
        return []
    values = [Fraction(reading.printed or 0) * sign for _, reading in last]
    return last if " " not in row.period and values[-1] < max(values) else []


def _is_no_run(found: re.Match[str], sentence: str, row: MeasureFacts, years: Years) -> Years:
    """The years of a run where one step goes the other way; steps of years that the row has not are let be."""
    ways = list(_SERIES.move.finditer(sentence, 0, found.end()))
    sign = sign_of(ways[0], row.asked.good) if len(ways) == 1 and not NOT.search(sentence) else None
    last = (
        [one for one in years if one[0] >= found["since"]]
        if found["since"]
        else years[-1 - int(_times(found["many"] or found["past"])) :]
    )
    if sign is None or " " in row.period or not last or last[-1][0] != row.period:
        return []
    values = [Fraction(one.printed or 0) * sign for _, one in last]
    return last if any(now <= then for then, now in pairwise(values)) else []


_SAID = ((_SERIES.multiple, _is_wrong_multiple), (_SERIES.extreme, _is_no_record), (_SERIES.run, _is_no_run))


def wrong_records(sentence: str, row: MeasureFacts, facts: Facts) -> Iterator[Finding]:
    """Finds a record that another month of the quarter, or another period since the one named, has beaten."""
    found = _RECORDS.extreme.search(sentence)
    sign = sign_of(found, row.asked.good) if found else None
    if not found or not sign or any(one.search(sentence) for one in (FUTURE, OTHER_BODY, NOT, PART)):
        return
    strange = len(strangers(_RECORDS.said.sub(" ", sentence), row.name))
    if strange and strange >= len(set(content(sentence)) & set(content(row.name))):
        return
    levels = facts.values.levels(row.measure_id)
    record, others = _of_months(sentence, levels) if _RECORDS.month.search(sentence) else _since(sentence, row, levels)
    if record and others:
        better = [one for one in others if (one.value - record.value) * sign > 0]
        yield wrong_years(found["way"], sentence, (better[0], record)) if better else found["way"]


def _of_months(sentence: str, levels: tuple[Said, ...]) -> tuple[Said | None, list[Said]]:
    """The month that is named, and the others of the quarter: no month that they have beaten is a record of more."""
    months = [one for one in levels if one.label.startswith(MONTHS)]
    named = [number for number, one in enumerate(months) if re.search(rf"\b{one.label.split()[0]}\b", sentence)]
    if len({months[number].label.split()[0] for number in named}) != 1:
        return None, []
    last = named[-1]
    return months[last], [one for one in months[min(last, len(months) - 3) :] if one is not months[last]]


def _since(sentence: str, row: MeasureFacts, levels: tuple[Said, ...]) -> tuple[Said | None, list[Said]]:
    """The report's own figure, and those of the periods that it is said to be a record of."""
    found, record = _RECORDS.window.search(sentence), next((one for one in levels if one.label == row.period), None)
    if not found or row.is_added_up or _RECORDS.month_name.search(sentence):
        return None, []
    periods = sorted((one for one in levels if re.fullmatch(r"20\d\d/\d\d(?: Q\d)?", one.label)), key=_order)
    start = found["since"] or (f"{row.previous_period}" if found["year"] else "")
    others = [one for one in periods if one.label != row.period and (not start or _order(one) > _when(start))]
    return record, others


def _order(one: Said) -> tuple[str, str]:
    return _when(one.label)


def _when(label: str) -> tuple[str, str]:
    """When a period ended, for its order: the whole of a year with its fourth quarter."""
    year, _, quarter = label.partition(" ")
    return year, quarter or "Q4"
