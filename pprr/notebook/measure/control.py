"""A measure over time: what its series says, in sentences and as a chart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from pprr import formats
from pprr.domain import (
    Assurance,
    Control,
    Finding,
    Limits,
    Measure,
    SeriesPoint,
    Signal,
    Target,
    Unit,
    Variation,
    months_in,
)
from pprr.domain.periods.days import MONTHS
from pprr.html.control_chart import ValueRange, control_chart
from pprr.html.drawing import Chart
from pprr.html.series_table import Dot, Line
from pprr.notebook.measure.chart_titles import title_of_series
from pprr.report.measures.held import unlike_figures

_APRIL = 4  # the month in which the years of reports begin
_LENGTHS = {1: "month", 3: "quarter", 6: "half-year", 12: "year"}
# As a table has room for them; the definitions say each at length.
_SHORT = {
    Signal.OUTSIDE: "outside the limits",
    Signal.ONE_SIDE: "7 on one side",
    Signal.MOVING: "7 one way",
    Signal.OUTER_THIRD: "2 in 3 near a limit",
    Signal.UNSEEN: "not seen before",
}
_PARTS = {
    1: tuple(MONTHS[(_APRIL - 1 + at) % 12] for at in range(12)),
    3: ("Q1", "Q2", "Q3", "Q4"),
}  # of a year, by the length of each in months
_WAYS = {1: ("better", "worse"), -1: ("worse", "better"), 0: ("higher", "lower")}


@dataclass(frozen=True)
class OverTime:
    """A card's part about a series: a verdict, the sentences behind it, and the chart."""

    verdict: str
    sentences: tuple[str, ...]
    drawn: Chart


def over_time(measure: Measure) -> OverTime | None:
    """A card's part about the series of a measure; None for a measure without one."""
    control = measure.control
    if control is None:
        return None
    if control.variation is None:
        verdict, sentences = f"{control.reason}.", []
    else:
        reasons = _reasons(control)
        verdict = f"{control.variation}: {'; '.join(reasons)}."
        sentences = [_range_sentence(measure, control, within) for within in [control.current.limits] if within]
        unlike = unlike_figures(measure)
        if unlike:
            sentences.insert(0, f"All points together make the trend; the latest figure alone is {unlike}.")
    if control.variation is Variation.USUAL:
        sentences += _changes_before(control)
    if control.assurance and control.aim and control.variation is Variation.USUAL:  # else the range holds no more
        sentences.append(_assurance_sentence(measure, control))
    elif control.assurance_reason and control.variation:
        sentences.append(control.assurance_reason)
    if None in control.changes[control.current.first + 1 :]:
        sentences.append("The series has gaps: no change is taken across one, and rows end there.")
    return OverTime(verdict[:1].upper() + verdict[1:], tuple(sentences), _chart(measure, control))


def _changes_before(control: Control) -> list[str]:
    """The points before the latest that told of a real change, counted: the verdict beside it is about now."""
    first = control.current.first
    found = zip(control.points[first:], control.findings[first:], strict=True)
    told = [point.span.label for point, findings in found if findings]
    last = f"{'the last of them ' if len(told) > 1 else ''}{told[-1]}" if told else ""
    return [f"There was one before: {len(told)} of the {len(control.points) - first} points, {last}."] if told else []


def signals_of(control: Control, at: int) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The ways that a point signals, as a table prints them, each with its signals."""
    up, down = _WAYS[control.sign]
    of_way = {
        way: tuple(_SHORT[found.signal] for found in control.findings[at] if found.is_up is is_up)
        for way, is_up in ((up, True), (down, False))
    }
    return tuple((way.capitalize(), said) for way, said in of_way.items() if said)


def limits_in_words(measure: Measure, control: Control, limits: Limits) -> str:
    """The usual range, as printed; an end that no figure can reach is not named."""
    lower, upper = _ends(measure, control, limits)
    if lower is not None and upper is not None:
        return f"{_printed(measure, lower)} to {_printed(measure, upper)}"
    if upper is not None:
        return f"up to {_printed(measure, upper)}"
    return "any figure" if lower is None else f"from {_printed(measure, lower)}"


def _reasons(control: Control) -> list[str]:
    """Why the latest point is more than chance, or that it is not."""
    if control.variation is Variation.USUAL:
        return ["no sign of a real change now"]
    latest = control.points[-1].span.label
    said = []
    for found in control.findings[-1]:
        count = _trailing(control, found)
        side = "above" if found.is_up else "below"
        is_outside = any(o.signal is Signal.OUTSIDE and o.is_up is found.is_up for o in control.findings[-1])
        if found.signal is Signal.UNSEEN:
            points = f"the last {count} points are" if count > 1 else f"the latest point, {latest}, is"
            said.append(f"{points} {side} all that was seen before")
        elif found.signal is Signal.OUTSIDE:
            said.append(f"the latest point, {latest}, is {side} the limits")
        elif found.signal is Signal.ONE_SIDE:
            said.append(f"the last {count} points are all {side} the mean")
        elif found.signal is Signal.MOVING:
            said.append(f"the last {count} points went {'up' if found.is_up else 'down'} without a break")
        elif not is_outside:
            said.append(f"2 of the last 3 points are close to the {'upper' if found.is_up else 'lower'} limit")
    return said


def _trailing(control: Control, finding: Finding) -> int:
    """The number of points up to the latest that have the finding without a break."""
    count = 0
    for found in reversed(control.findings):
        if finding not in found:
            break
        count += 1
    return count


def _range_sentence(measure: Measure, control: Control, within: Limits) -> str:
    points = control.points[control.current.first :]
    return (
        f"Mean {_printed(measure, within.mean)}, usual range {limits_in_words(measure, control, within)}, from "
        f"{len(points)} points, {points[0].span.label} to {points[-1].span.label}."
    )


def _assurance_sentence(measure: Measure, control: Control) -> str:
    wanted = measure.year_target
    target = formats.target(Target(wanted.kind, wanted.reading, upper=wanted.upper))
    because = {
        Assurance.RELIABLE: f"the whole of the usual range meets {target}",
        Assurance.OUT_OF_REACH: f"no figure of the usual range meets {target}",
        Assurance.CHANCE: f"only part of the usual range meets {target}",
        None: "",
    }[control.assurance]
    return f"{control.assurance}: {because}."


def _chart(measure: Measure, control: Control) -> Chart:
    points = control.points
    first, months = points[0].span.start, months_in(points[-1].span)
    places = [
        ((point.span.start.year - first.year) * 12 + point.span.start.month - first.month) // months for point in points
    ]
    usual = {
        at: words
        for segment in control.segments
        for words in [limits_in_words(measure, control, segment.limits) if segment.limits else "No limits"]
        for at in range(segment.first, segment.stop)
    }
    parts = _PARTS.get(months, ()) if (first.month - _APRIL) % months == 0 else ()
    dots = [
        Dot(
            point.span.label,
            *_year_and_part(point.span.start, months, parts),
            _figure(measure, point),
            place,
            float(point.value),
            usual[at],
            frozenset(found.is_up for found in control.findings[at]),
            signals_of(control, at),
            point.cell.within,
        )
        for at, (point, place) in enumerate(zip(points, places, strict=True))
    ]
    ranges = [
        ValueRange(places[one.first], places[one.stop - 1], float(one.limits.mean), *map(_height, ends))
        for one in control.segments
        if one.limits
        for ends in [_ends(measure, control, one.limits)]
    ]
    years = [
        (year * 12 + _APRIL - first.year * 12 - first.month) / months
        for year in range(first.year, points[-1].span.end.year + 1)
        if months < 12 and first < date(year, _APRIL, 1) <= points[-1].span.start
    ]
    drawn = control_chart(
        title_of_series(control),
        f"{measure.named}, each {_LENGTHS.get(months, 'point')}{' and the usual range' if ranges else ''}",
        dots,
        ranges,
        _lines(measure, control),
        targets=_target_lines(measure, control),
        anew=[places[segment.first] for segment in control.segments[1:]],
        years=years,
        parts=parts,
        ways=_WAYS[control.sign],
    )
    return replace(drawn, note="; lines where years begin") if years else drawn


def _year_and_part(start: date, months: int, parts: Sequence[str]) -> tuple[str, str]:
    """The financial year that a period begins in, and its name among the parts of a year."""
    year = start.year - (start.month < _APRIL)
    return f"{year}/{(year + 1) % 100:02d}", parts[(start.month - _APRIL) % 12 // months] if parts else ""


def _lines(measure: Measure, control: Control) -> Sequence[Line]:
    limits = control.current.limits
    if limits is None:
        by_value = sorted(control.points, key=lambda point: point.value)
        if by_value[0].value == by_value[-1].value:
            return [
                Line("All", formats.figure(by_value[0].value, measure.decimals, measure.unit), float(by_value[0].value))
            ]
        return [
            Line(name, formats.figure(point.value, measure.decimals, measure.unit), float(point.value))
            for name, point in (("Lowest", by_value[0]), ("Highest", by_value[-1]))
        ]
    ends = [end for end in _ends(measure, control, limits) if end is not None]
    lines = [("Limit", end) for end in ends] + [("Mean", limits.mean)]
    return [Line(name, _printed(measure, value), float(value)) for name, value in lines]


def _target_lines(measure: Measure, control: Control) -> list[Line]:
    """The target, or the two ends of a band; none where the points are not held against it."""
    target = measure.year_target
    if control.assurance_reason or not target.reading:
        return []
    named = [("From", target.reading), ("To", target.upper)] if target.upper else [("Target", target.reading)]
    return [Line(name, formats.reading(bound), float(bound.exact)) for name, bound in named if bound.exact is not None]


def _ends(measure: Measure, control: Control, limits: Limits) -> tuple[Fraction | None, Fraction | None]:
    """The limits, without one that lies where no point can: below 0, or beyond 100%."""
    values = [point.value for point in control.points]
    lower, upper = limits.before_caps
    has_floor = min(values) >= 0 > lower
    has_ceiling = measure.unit is Unit.PERCENTAGE and max(values) <= 100 < upper
    return None if has_floor else limits.lower, None if has_ceiling else limits.upper


def _height(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _printed(measure: Measure, value: Fraction) -> str:
    return formats.mean(value, measure.decimals, measure.unit)


def _figure(measure: Measure, point: SeriesPoint) -> str:
    mark = f" {point.mark}" if point.mark else ""
    return f"{formats.figure(point.value, measure.decimals, measure.unit)}{mark}"
