"""The message of a chart, in 15 words at most, by plain rules from the data that it shows."""

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import takewhile

from pprr import formats
from pprr.domain import Control, Measure, Standing
from pprr.report import Report

_BREAK = re.compile(r"[:,] ")


def title_of_measure(report: Report, measure: Measure) -> str:
    """Says how its figures stand to this year's target, or from where to where they went where there is none."""
    listed = [
        (period.label, reading, Fraction(reading.printed))
        for period, reading in measure.figures.comparable
        if reading.printed is not None and not (reading.comparator or reading.figure_period)
    ]
    if len(listed) < 2:
        return ""
    zones = report.zones(measure)
    if zones is None:
        (first, then, low), (last, now, high) = listed[0], listed[-1]
        way = "Up" if high > low else "Down" if high < low else "The same"
        return f"{way} from {formats.in_prose(then)} in {first} to {formats.in_prose(now)} in {last}"
    met = [zones.green.holds(value) for *_, value in listed]
    asked = "the band" if measure.target.upper else "this year's target"
    does = (
        ("Within" if measure.target.upper else "Meets") if met[-1] else "Outside" if measure.target.upper else "Misses"
    )
    noun = "years" if report.period.is_annual else "periods"
    return f"{does} {asked} in {since(met, [label for label, *_ in listed], noun)}"


def since(met: Sequence[bool], labels: Sequence[str], noun: str) -> str:
    """The latest periods that are as the last one is, and how those before them differ."""
    run = sum(1 for _ in takewhile(lambda one: one is met[-1], reversed(met)))
    if run == len(met):
        return f"{'both' if run == 2 else f'all {run}'} {noun} shown"
    before = f"unlike {labels[-run - 1]}" if met[-1] in met[:-run] or run == 1 else "not before"
    return f"{labels[-1]}, {before}" if run == 1 else f"the last {run} {noun}, {before}"


def title_of_series(control: Control) -> str:
    """The verdict on the series, or why it has none."""
    if control.variation:
        return str(control.variation)
    reason = _BREAK.split(control.reason)[0]
    return f"{reason[:1].upper()}{reason[1:]}"


def title_of_standing(standing: Standing) -> str:
    """The place in the first group that has one."""
    place = formats.place(standing)
    return f"{place[:1].upper()}{place[1:]} in {standing.group}"
