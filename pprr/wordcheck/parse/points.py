"""Finds the periods that a sentence names, each with the figures that the measure has of it."""

import re
from typing import NamedTuple

from pprr.domain import Period, Role, Value
from pprr.domain.periods.days import MONTHS
from pprr.wordcheck.facts import Facts, MeasureFacts, Said, printed
from pprr.wordcheck.lexicon import patterns, section

_SAID = patterns("points.said")
OWN_AVERAGE = section("about").own_average
_REFERENCES = section("references")
_CALLED = patterns("references.called")
_OF_GROUP = re.compile(r'\.comparators\["([^"]+)"\](?:\["[^"]+"\])?$')
_SAME_POINT = section("points").same_point
_QUARTER = 3  # months


class NamedPeriod(NamedTuple):
    """A period that words name: where these stand, and the figures that may be meant; none where there are none."""

    start: int
    end: int
    figures: tuple[Said, ...]


def points_in(sentence: str, row: MeasureFacts, facts: Facts) -> list[NamedPeriod]:
    """The periods that a sentence names, in their order, no two overlapping; kept, as every claim asks for them."""
    known, key = facts.values.last_points, (sentence, row.measure_id, row.period)
    if key not in known:
        known.clear()
        known[key] = _points_in(sentence, row, facts)
    return list(known[key])


def _points_in(sentence: str, row: MeasureFacts, facts: Facts) -> list[NamedPeriod]:
    found: list[NamedPeriod] = []
    for meaning, words in _SAID:
        for match in words.finditer(sentence):
            if not any(match.start() < one.end and one.start < match.end() for one in found):
                labels = _labels(meaning, match, row, facts)
                found.append(NamedPeriod(*match.span(), figures_of(labels, row, facts)))
    return sorted(found)


def is_dating(sentence: str, point: NamedPeriod) -> bool:
    """Tells whether words date a level: not "in the year", nor "in March" by that month's last day alone."""
    return is_whole(sentence, point) and not section("moves").by_itself.match(sentence, point.start)


def is_whole(sentence: str, point: NamedPeriod) -> bool:
    """Tells whether the figures are of all that words name: a month is not by its last day alone."""
    is_month = sentence.startswith(MONTHS, point.start) and section("beside").in_month.search(sentence[: point.start])
    return not is_month or not point.figures or any(one.label.startswith(MONTHS) for one in point.figures)


def now_of(row: MeasureFacts, facts: Facts, *, alone: bool = False) -> tuple[Said, ...]:
    """The figure of the report's own period, and its last quarter ``alone``."""
    return figures_of([row.period, *([f"{row.period} alone"] if alone else [])], row, facts)


def figures_of(labels: list[str], row: MeasureFacts, facts: Facts) -> tuple[Said, ...]:
    """The figures of the periods that are so labelled."""
    return tuple(one for one in facts.values.levels(row.measure_id) if one.label in labels)


def target_of(row: MeasureFacts, facts: Facts) -> tuple[Said, ...]:
    """The target, as it is printed."""
    text = facts.values.printed(f'measures["{row.measure_id}"].target')
    return () if row.target is None else (Said("target", row.target, text),)


def year_target_of(row: MeasureFacts, facts: Facts) -> tuple[Said, ...]:
    """The target for the whole year, where the report is within it."""
    value = facts.values.named(f'measures["{row.measure_id}"].year_target')
    return (Said("the year's target", printed(value), value.printed),) if value else ()


def forecast_of(row: MeasureFacts, facts: Facts) -> tuple[Said, ...]:
    """The forecast of the year, where the report has one, and what may be told in its place: the year's target."""
    value = facts.values.named(f'measures["{row.measure_id}"].forecast')
    return (Said("forecast", printed(value), value.printed), *year_target_of(row, facts)) if value else ()


def is_of_others(words: str) -> bool:
    """Tells whether words speak of other councils: of England, of neighbours, of an average."""
    return bool(_REFERENCES.others.search(OWN_AVERAGE.sub("", words)))


def comparators_in(words: str, own: list[Value]) -> list[Said]:
    """The figures of the comparators that words name, out of a measure's own values."""
    groups = [(one, match[1]) for one in own if one.role is Role.COMPARATOR and (match := _OF_GROUP.search(one.name))]
    names = {name for name, called in _CALLED if called.search(words)}
    named = [(one, group) for one, group in groups if _short(group) in words.lower()]
    named = named or [(one, group) for one, group in groups if any(name in group for name in names)]
    named = named or [
        (one, group) for one, group in groups if names & {"councils", "neighbours"} and group == "Average"
    ]
    is_any = not names and not _REFERENCES.place.search(words)
    return [Said(one.period, printed(one), f"{group} {one.printed}") for one, group in named or groups * is_any]


def _short(group: str) -> str:
    """The name of a council or a group as words have it, without what stands behind it in brackets."""
    return group.rpartition(": ")[2].split(" (")[0].lower()


def _labels(meaning: str, match: re.Match[str], row: MeasureFacts, facts: Facts) -> list[str]:
    """The labels of what the words may mean, in a report of the row's period."""
    period = Period.parse(row.period)
    year = period.year.replace("-", "/")
    match meaning:
        case "label":
            return [match[0]]
        case "last year":
            is_same = _SAME_POINT.match(match[0])
            return [row.previous_period, *([] if is_same else [row.previous_period.partition(" ")[0]])]
        case "last year's end":
            return [row.previous_period.partition(" ")[0]]
        case "last report":
            earlier = facts.values.named(f'measures["{row.measure_id}"].earlier')
            return [earlier.period if earlier else period.previous.label]
        case "year end":
            return [row.previous_period.partition(" ")[0] if " " in row.period else row.period]
        case "month":
            return _of_month(match, row)
    quarter = f"{year} {meaning}"
    if row.is_added_up and match[0][:1].isupper() and re.search(r" (?:to|and) ", match[0]):
        return [f"{quarter} alone", *([quarter] if meaning == "Q1" else [])]  # "between July and September"
    alone = [f"{quarter} alone"] if row.is_added_up or "to" in match[0].split() else []
    own = [row.period] if meaning == "Q4" and period.is_annual and not alone else []
    return [*own, quarter, *alone]


def _of_month(match: re.Match[str], row: MeasureFacts) -> list[str]:
    """The labels of a month, and of the quarter that it ends: the last such month up to the report's own."""
    end = Period.parse(row.period).end
    month = next(number for number, name in enumerate(MONTHS, 1) if name.startswith(match["month"][:3]))
    is_later = month > end.month or (match["last"] and month == end.month)  # "last September", in September
    year = int(match["year"] or (end.year - bool(is_later or match["before"])))
    labels = [f"{MONTHS[month - 1]} {year}"]
    if month % _QUARTER == 0:
        start = year - (month <= _QUARTER)
        ended = f"{start}/{(start + 1) % 100:02d}"
        labels += [ended] if month == _QUARTER else [f"{ended} Q{month // _QUARTER - 1}"]
    return labels
