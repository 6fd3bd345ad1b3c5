"""The figures behind the chart of a series: a column a year where its periods are months or quarters, else a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from pprr.html.drawing import sources_said_once

_MOST_YEARS = 10  # that a table has room for beside each other
_NONE, _NOT_YET = "None", "Not yet"  # in place of a figure up to the latest, and after it


@dataclass(frozen=True)
class Dot:
    """One point: its period and figure as printed, its place in time, its height, and what it signals.

    ``year`` is the financial year that it begins in, ``part`` its name within that.
    ``usual`` is the range it is held against, in words; ``ways`` holds True for a signal of higher figures, False for
    one of lower figures; ``signals`` has the words for each way, and for each of its signals.
    """

    label: str
    year: str
    part: str
    figure: str
    place: int
    height: float
    usual: str
    ways: frozenset[bool]
    signals: tuple[tuple[str, tuple[str, ...]], ...]
    source: str


@dataclass(frozen=True)
class Line:
    """A line that is named beside the plot: its name, its figure as printed, its height."""

    name: str
    figure: str
    height: float


def figures(dots: Sequence[Dot], parts: Sequence[str]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...], str]:
    """The header and the rows of the figures, and where they were read from where no column says it.

    ``parts`` are the names of a year's months or quarters in their order; none where periods are no parts of a year.
    """
    said, sources = sources_said_once([dot.source for dot in dots])
    years = list(dict.fromkeys(dot.year for dot in dots))
    if sources or not parts or not 1 < len(years) <= _MOST_YEARS:
        rows = tuple((dot.label, dot.figure, *sources[at : at + 1]) for at, dot in enumerate(dots))
        return ("Period", "Figure", *([said] if sources else [])), rows, "" if sources else said
    held = {(dot.year, dot.part): dot.figure for dot in dots}
    latest = dots[-1].year, parts.index(dots[-1].part)

    def figure(year: str, at: int) -> str:
        return held.get((year, parts[at]), _NOT_YET if (year, at) > latest else _NONE)

    has_any = [at for at, part in enumerate(parts) if any((year, part) in held for year in years)]
    return ("Period", *years), tuple((parts[at], *(figure(year, at) for year in years)) for at in has_any), said


def beside(dots: Sequence[Dot], targets: Sequence[Line]) -> tuple[tuple[str, str], ...]:
    """The facts that several points have in common, each with its name: usual range, target, signals.

    Points that follow each other and signal the same way are told of together.
    """
    ranges = [(usual, _span(list(run))) for usual, run in groupby(dots, key=lambda dot: dot.usual)]
    told = [("Usual range" if len(ranges) == 1 else f"Usual range, {span}", usual) for usual, span in ranges]
    told += [(target.name, target.figure) for target in targets]
    signals = [(ways, list(run)) for ways, run in groupby(dots, key=lambda dot: [way for way, _ in dot.signals])]
    return (*told, *((_span(run), ". ".join(_said(run, way) for way in ways)) for ways, run in signals if ways))


def _said(dots: Sequence[Dot], way: str) -> str:
    """The signals of that way which some of the points have, each once."""
    found = dict.fromkeys(signal for dot in dots for signal in dict(dot.signals).get(way, ()))
    return f"{way}: {'; '.join(found)}"


def _span(dots: Sequence[Dot]) -> str:
    """The periods of points that follow each other."""
    return dots[0].label if len(dots) == 1 else f"{dots[0].label} to {dots[-1].label}"
