"""Holds a comparison in words alone: hit the mark, rarer than in England, behind where it was last September."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pprr.domain import RuleKind, Status, Unit
from pprr.rules.rating import rate
from pprr.wordcheck.facts import Facts, MeasureFacts, Said, printed
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.outcomes import Finding
from pprr.wordcheck.parse.mentions import is_other_stage, opposites_before, strangers
from pprr.wordcheck.parse.placed_figure import FUTURE, Tied
from pprr.wordcheck.parse.points import (
    comparators_in,
    figures_of,
    forecast_of,
    is_of_others,
    now_of,
    points_in,
    target_of,
    year_target_of,
)
from pprr.wordcheck.parse.stems import content, stems_of
from pprr.wordcheck.told import wrong_years
from pprr.wordcheck.words.directions import may_be_of_count, sign_of, way_of
from pprr.wordcheck.words.verdicts import PART, denied

_COMPARED = section("compared")
_REFERENCES = section("references")


class Reference(NamedTuple):
    """One thing that a clause compares with: where it stands, its kind, and the figures that may be meant."""

    start: int
    end: int
    kind: str
    figures: tuple[Said, ...]


def wrong_in_words(sentence: str, tied: list[Tied], row: MeasureFacts, facts: Facts) -> Iterator[Finding]:
    """Finds comparisons with a target, other councils or an earlier period that are so of none of the figures meant."""
    if is_other_stage(sentence, row.name) or row.asked.kind is RuleKind.SUSPENDED:
        return
    start = 0
    for end in [*(one.start() for one in _COMPARED.breaks.finditer(sentence)), len(sentence)]:
        for one in _references(sentence, start, end, tied, row, facts):
            way = _way_to(sentence, start, end, one)
            if not way or _may_be_of_count(way, sentence[start:end], one, row):
                continue
            if not _is_of_measure(sentence, start, end, way, one, row):
                continue
            nows = forecast_of(row, facts)[:1] if one.kind == "forecast" else _nows(one, sentence, tied, row, facts)
            said = [_is_so(way, now, ref, one, row) for now in nows for ref in one.figures]
            if not said or None in said:
                continue
            is_denied = bool(denied(sentence, start, way.start("way")))
            if all(said) if is_denied else not any(said):
                yield wrong_years(way["way"], sentence, (one.figures[0], nows[0]))
            else:
                yield way["way"]
        start = end


def _references(
    sentence: str, start: int, end: int, tied: list[Tied], row: MeasureFacts, facts: Facts
) -> Iterator[Reference]:
    clause = sentence[start:end]
    if PART.search(clause):
        return
    if FUTURE.search(_COMPARED.wished.sub("", clause)) or section("forecasts").expected.search(clause):
        yield from _forecasts(sentence, start, end, tied, row, facts)
        return
    if is_of_others(clause):
        for found in _REFERENCES.others.finditer(sentence, start, end):
            figures = tuple(comparators_in(clause, facts.values.of_item(row.measure_id)))
            yield Reference(*found.span(), "others", figures)
        return
    for found in _COMPARED.target.finditer(sentence, start, end):
        if not _COMPARED.other.search(sentence[max(start, found.start() - 20) : found.end() + 15]):
            yield Reference(*found.span(), "target", target_of(row, facts))
    floors = [one for one in facts.values.of_item(row.measure_id) if one.short == "target.floor"]
    for found in _COMPARED.floor.finditer(sentence, start, end) if floors else ():
        yield Reference(*found.span(), "floor", tuple(Said("floor", printed(one), one.printed) for one in floors))
    for place, one in tied:
        if one.against == "target" and start <= place.figure.start < end:
            yield Reference(*place.figure.place, "target", target_of(row, facts))
    points = [one for one in points_in(sentence, row, facts) if start <= one.start < end]
    points = [one for one in points if all(said.label != row.period for said in one.figures)]
    if len(points) == 1 and points[0].figures:
        yield Reference(points[0].start, points[0].end, "period", points[0].figures)


def _forecasts(
    sentence: str, start: int, end: int, tied: list[Tied], row: MeasureFacts, facts: Facts
) -> Iterator[Reference]:
    """The year's target, where the clause says what is expected of the year and the report has a forecast of it."""
    of_year = year_target_of(row, facts)
    if not of_year or not forecast_of(row, facts) or not section("forecasts").expected.search(sentence, start, end):
        return
    for place, _ in tied:
        if start <= place.figure.start < end and place.figure.value == of_year[0].value:
            yield Reference(*place.figure.place, "forecast", of_year)
    for found in _COMPARED.target.finditer(sentence, start, end):
        if _COMPARED.of_year.search(sentence[start : found.end() + 20]):
            yield Reference(*found.span(), "forecast", of_year)


def _way_to(sentence: str, start: int, end: int, one: Reference) -> re.Match[str] | None:
    """The word for how the measure stands to the reference: the last before it, or the first behind it."""
    ahead = [found for found in _COMPARED.way.finditer(sentence, start, one.start + 1) if found.end() <= one.start]
    if ahead and _COMPARED.goal.search(sentence, start, ahead[-1].start()):
        return None  # "it takes 14 points to reach the target"
    if ahead:
        joined = _COMPARED.joined_period if one.kind == "period" else _COMPARED.joined
        return ahead[-1] if joined.fullmatch(sentence, ahead[-1].end(), one.start) else None
    if one.kind in ("target", "floor"):
        return _COMPARED.outcome.match(sentence, one.end)
    is_opened = _COMPARED.opened.fullmatch(sentence, start, one.start)
    return _COMPARED.way.search(sentence, one.end, end) if is_opened else None


def _is_of_measure(sentence: str, start: int, end: int, way: re.Match[str], one: Reference, row: MeasureFacts) -> bool:
    """Tells whether the measure can only be what is compared: the clause names it, or names nothing else."""
    words = sentence[start : one.start] if one.start > way.start() else sentence[one.end : end]
    own, strange = stems_of(row.name) & set(content(words)), strangers(_COMPARED.way.sub(" ", words), row.name)
    if not own and not strange and start:  # "19 carers since April, six more than last year" goes on with the carers
        own = stems_of(row.name) & set(content(sentence[:start]))
        strange = strangers(sentence[:start], row.name)
    is_of_cases = row.unit is Unit.PERCENTAGE and section("moves").of_cases.match(sentence, way.start())
    is_led = stems_of(row.name) & set(content(sentence[start : way.start()]))
    if is_of_cases and not is_led and _REFERENCES.wish.fullmatch(sentence, one.start, one.end):
        return False  # "Key workers had more people to see than was planned"
    verb = way.start("way")
    if one.end < verb and one.kind != "period" and strangers(sentence[one.end : verb], row.name):
        return False  # "the target for volunteers was missed"
    joined = sentence[way.end() : one.start]
    if _REFERENCES.report_words.search(sentence[start:end]) or _REFERENCES.share_of.match(sentence, way.end()):
        return False
    if one.kind != "period" and strangers(joined, row.name) and not stems_of(row.name) & set(content(joined)):
        return False  # "a lower rate of turnover than the average"
    if one.kind == "period" and _COMPARED.of_target.fullmatch(way["way"]):
        return False  # "having been three points short of it in 2018/19"
    if opposites_before(sentence[: way.start()], way.start(), row.name):
        return False
    return len(strange) <= len(own) + (one.kind != "period")


def _may_be_of_count(way: re.Match[str], clause: str, one: Reference, row: MeasureFacts) -> bool:
    """Tells whether a period is compared with, by a word for a number that a percentage's counts may have too."""
    if one.kind != "period" or _COMPARED.share.search(clause):
        return False
    return any(may_be_of_count(way_of(way), row.period, ref.label, row, content(clause)) for ref in one.figures)


def _nows(one: Reference, sentence: str, tied: list[Tied], row: MeasureFacts, facts: Facts) -> tuple[Said, ...]:
    """The figures that are compared: that of now, of another period that is named, for other councils of theirs."""
    nows = now_of(row, facts)
    if one.kind != "period":
        points = points_in(sentence, row, facts)
        if not all(point.figures for point in points):
            return ()
        stated = [result.against.removesuffix(" figure") for _, result in tied if result.against.endswith(" figure")]
        nows += (*(said for point in points for said in point.figures), *figures_of(stated, row, facts))
    if one.kind == "others":
        return nows + figures_of([ref.label for ref in one.figures], row, facts)
    year = row.period.partition(" ")[0]
    if one.kind == "period" and row.is_added_up and any(ref.label.startswith(f"{year} Q") for ref in one.figures):
        return figures_of([f"{row.period} alone"], row, facts)
    return nows


def _is_so(way: re.Match[str], now: Said, ref: Said, one: Reference, row: MeasureFacts) -> bool | None:
    said = way_of(way)
    if said == "same":
        return abs(now.value - ref.value) * 100 <= abs(ref.value) * 3
    sign = sign_of(way, row.asked.good)
    if sign is None:
        return None
    apart = (now.value - ref.value) * sign
    if one.kind == "forecast":
        return apart > 0 or (apart == 0 and said == "good")
    if one.kind == "target" and row.asked.kind is RuleKind.BAND:
        return None
    is_beaten = one.kind == "target" and _COMPARED.beaten.fullmatch(way["way"])
    if (
        one.kind == "target"
        and said == "good"
        and not is_beaten
        and row.actual
        and rate(row.actual, row.asked).status is Status.GREEN
    ):
        return True
    return apart > 0 or (apart == 0 and one.kind in ("target", "floor") and said == "good" and not is_beaten)
