"""Holds a record that words name against the months and the periods that it is one of: the best since 2023/24."""

import re
from collections.abc import Iterator

from pprr.domain.periods.days import MONTHS
from pprr.wordcheck.claims.told import wrong_years
from pprr.wordcheck.facts import Facts, MeasureFacts, Said
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.outcomes import Finding
from pprr.wordcheck.parse.figure_periods import OTHER_BODY
from pprr.wordcheck.parse.mentions import strangers
from pprr.wordcheck.parse.placed_figure import FUTURE
from pprr.wordcheck.parse.stems import content
from pprr.wordcheck.words.directions import sign_of
from pprr.wordcheck.words.verdicts import NOT, PART

_RECORDS = section("records")


def wrong_records(sentence: str, row: MeasureFacts, facts: Facts) -> Iterator[Finding]:
    """Finds a record that another month of the quarter, or another period since the one named, has beaten."""
    found = _RECORDS.extreme.search(sentence)
    sign = sign_of(found, row.asked.good) if found else None
    if not found or not sign or any(one.search(sentence) for one in (FUTURE, OTHER_BODY, NOT, PART)):
        return
    if len(strangers(_RECORDS.said.sub(" ", sentence), row.name)) > len(
        set(content(sentence)) & set(content(row.name))
    ):
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
