"""The chart of a series: its points, its mean and limits, the points that are more than chance, and its target."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pprr.html.colours import ACCENT, INK, MUTED, RULE, WORSE
from pprr.html.drawing import Chart, drawn
from pprr.html.letters import SIZE, words_width
from pprr.html.plot import POINTS_AN_INCH, Plot
from pprr.html.series_table import Dot, Line, beside, figures

_WIDTH, _PLOT, _LANE, _FOOT = 3.9, 1.75, 0.21, 0.26  # inches
_LEFT, _RIGHT = 0.06, 1.12  # inches beside the plot; on the right stand the names of its lines
_LINE = SIZE * 1.3  # points from one line of words to the next
_LONGEST_NAME = 12  # characters; with a longer one the figures stand below the names
_LONGEST_FIGURE = 11  # characters; longer ones are set smaller


@dataclass(frozen=True)
class ValueRange:
    """Points that share limits, by their first and last place in time; None for a limit that is not drawn."""

    first: int
    last: int
    mean: float
    lower: float | None
    upper: float | None


def control_chart(
    title: str,
    shows: str,
    dots: Sequence[Dot],
    ranges: Sequence[ValueRange],
    lines: Sequence[Line],
    *,
    targets: Sequence[Line],
    anew: Sequence[int],
    ways: tuple[str, str],
    years: Sequence[float] = (),
    parts: Sequence[str] = (),
) -> Chart:
    """The series from left to right in time, with the words of its lines beside it.

    ``lines`` names the latest mean and limits, ``targets`` the target or the ends of a band; ``anew`` has the places
    where limits start anew; ``ways`` are the words for signals of higher and of lower figures, such as ``better`` and
    ``worse``. ``years`` are the places where years begin, ``parts`` the names of a year's months or quarters.
    """
    named = [*lines, *targets]
    up, down = (_runs(dots, is_up) for is_up in (True, False))
    above, below = bool(anew) + bool(up), bool(down)
    height = _PLOT + _FOOT + _LANE * (above + below) + 0.06
    plot = _plot(height, _FOOT + _LANE * below, _LANE * above + 0.06, dots, ranges, named)
    for one in ranges:
        _draw_range(plot, one)
    for target in targets:
        plot.level(target.height, color=INK, linewidth=1.4, linestyle=(0, (4, 3)), zorder=1)
    _draw_dots(plot, dots, ways)
    _name_lines(plot, named)
    for year in years:
        plot.upright(year - 0.5, color=RULE, zorder=0.4)
    for place in anew:
        plot.upright(place - 0.5, color=MUTED, linestyle=(0, (1, 2)), zorder=0.5)
    _lane(plot, [(place - 0.5, place - 0.5) for place in anew], "limits anew", _PLOT + _LANE * bool(up) + 0.05)
    _lane(plot, up, ways[0], _PLOT + 0.05)
    _lane(plot, down, ways[1], -_LANE + 0.04)
    _name_ends(plot, dots, -_LANE * below - 0.05)
    header, rows, read_from = figures(dots, parts)
    return drawn(
        title,
        shows,
        plot,
        alt=_in_words(shows, dots, named, anew, ways),
        header=header,
        rows=rows,
        beside=beside(dots, targets),
        read_from=read_from,
    )


def _runs(dots: Sequence[Dot], is_up: bool) -> list[tuple[float, float]]:
    """The first and last place of each row of neighbouring points with a signal that way."""
    found: list[tuple[float, float]] = []
    for at, dot in enumerate(dots):
        if is_up in dot.ways:
            goes_on = at > 0 and is_up in dots[at - 1].ways
            found = [*found[:-1], (found[-1][0], dot.place)] if goes_on else [*found, (dot.place, dot.place)]
    return found


def _plot(
    height: float, foot: float, top: float, dots: Sequence[Dot], ranges: Sequence[ValueRange], named: Sequence[Line]
) -> Plot:
    """Room for the points and all their lines, on a rule."""
    heights = [dot.height for dot in dots] + [line.height for line in named]
    heights += [end for one in ranges for end in (one.lower, one.upper, one.mean) if end is not None]
    spare = ((max(heights) - min(heights)) or 1.0) * 0.06
    plot = Plot(
        _WIDTH, height,
        across=(dots[0].place - 0.8, max(dots[-1].place, dots[0].place + 1) + 0.8),
        up=(min(heights) - spare, max(heights) + spare),
        left=_LEFT, right=_RIGHT, foot=foot, top=top,
    )  # fmt: skip
    plot.level(plot.foot, color=RULE, zorder=2.5)
    return plot


def _draw_range(plot: Plot, one: ValueRange) -> None:
    ends = [one.first - 0.5, one.last + 0.5]
    plot.line(ends, [one.mean] * 2, color=MUTED)
    for limit in (one.lower, one.upper):
        if limit is not None:
            plot.line(ends, [limit] * 2, color=MUTED, linestyle=(0, (2, 2)))


def _draw_dots(plot: Plot, dots: Sequence[Dot], ways: tuple[str, str]) -> None:
    """A round point is usual; a triangle points up or down, the way its signal goes; a diamond has both."""
    for run in _unbroken(dots):
        plot.line(
            [dot.place for dot in run], [dot.height for dot in run], color=MUTED, zorder=2
        )  # fmt: skip
    shapes = {
        frozenset[bool](): ("o", ACCENT, 14),
        frozenset({True}): ("^", WORSE if ways[0] == "worse" else ACCENT, 30),
        frozenset({False}): ("v", WORSE if ways[1] == "worse" else ACCENT, 30),
        frozenset({True, False}): ("D", INK, 22),
    }
    for said, (shape, colour, area) in shapes.items():
        of_shape = [dot for dot in dots if dot.ways == said]
        plot.dots(
            [dot.place for dot in of_shape],
            [dot.height for dot in of_shape],
            area=area, shape=shape, color=colour, zorder=3,
        )  # fmt: skip


def _unbroken(dots: Sequence[Dot]) -> list[list[Dot]]:
    """The points in rows without a missing period."""
    found = [[dots[0]]]
    for before, now in pairwise(dots):
        if now.place != before.place + 1:
            found.append([])
        found[-1].append(now)
    return found


def _name_lines(plot: Plot, named: Sequence[Line]) -> None:
    """Writes the lines' names on the right, the figures beside them or below them, moved apart where lines are near."""
    is_long = any(len(f"{line.name} {line.figure}") > _LONGEST_NAME for line in named)
    longest = max((len(line.figure) for line in named), default=0)
    size = SIZE if longest <= _LONGEST_FIGURE else SIZE * _LONGEST_FIGURE / longest
    step = plot.up(_LINE * (2 if is_long else 1))
    ordered = sorted(named, key=lambda line: line.height)
    heights = _apart([line.height for line in ordered], step, plot.foot + step / 2, plot.top - step / 2)
    for line, height in zip(ordered, heights, strict=True):
        begin, end, words = (plot.right + plot.across(points) for points in (0, 7.2, 9.4))
        plot.line([begin, end], [line.height, height], color=MUTED, zorder=1)
        plot.text(
            words,
            height,
            f"{line.name}{chr(10) if is_long else ' '}{line.figure}",
            ha="left",
            va="center",
            fontsize=size,
            linespacing=1.25,
            color=INK,
        )


def _apart(heights: Sequence[float], step: float, low: float, high: float) -> list[float]:
    """The ascending heights moved as little as need be to stand a step apart between low and high."""
    found: list[float] = []
    for height in heights:
        found.append(max(height, found[-1] + step if found else low))
    for at in reversed(range(len(found))):
        found[at] = min(found[at], found[at + 1] - step if at + 1 < len(found) else high)
    return found


def _lane(plot: Plot, spans: Sequence[tuple[float, float]], words: str, height: float) -> None:
    """Brackets over the spans of places with their words, ``height`` inches above the plot's foot.

    Spans whose words would meet share one bracket and say them once: all of a lane say the same.
    """
    if not spans:
        return
    width, apart = plot.across(words_width(words)), plot.across(0.08 * POINTS_AN_INCH)
    low, high = plot.left, plot.right + plot.across((_RIGHT - 0.06) * POINTS_AN_INCH)
    placed: list[tuple[float, float, float]] = []
    for first, last in spans:
        begin = first
        while True:
            start = min(max((begin + last - width) / 2, low), high - width)
            if not placed or placed[-1][2] + width + apart <= start:
                break
            begin = placed.pop()[0]
        placed.append((begin, last, start))
    y = plot.foot + plot.up(height * POINTS_AN_INCH)
    under = plot.up(0.02 * POINTS_AN_INCH)
    for begin, last, start in placed:
        plot.line([begin - 0.3, last + 0.3], [y - under] * 2, color=INK)
        plot.text(start + width / 2, y, words, ha="center", va="bottom")


def _name_ends(plot: Plot, dots: Sequence[Dot], height: float) -> None:
    y = plot.foot + plot.up(height * POINTS_AN_INCH)
    plot.text(plot.left, y, dots[0].label, ha="left", va="top")
    if len(dots) > 1:
        plot.text(plot.right, y, dots[-1].label, ha="right", va="top")


def _in_words(
    shows: str, dots: Sequence[Dot], named: Sequence[Line], anew: Sequence[int], ways: tuple[str, str]
) -> str:
    """The alternative text: where the series starts and ends, its extremes, its lines and its signals."""
    lowest, highest = (pick(dots, key=lambda dot: dot.height) for pick in (min, max))
    told = [
        f"{len(dots)} points from {dots[0].label} to {dots[-1].label}",
        f"latest {dots[-1].figure}",
        f"lowest {lowest.figure} in {lowest.label}",
        f"highest {highest.figure} in {highest.label}",
        *(f"{line.name.lower()} {line.figure}" for line in named if line.name not in {"All", "Lowest", "Highest"}),
    ]
    by_place = {dot.place: dot for dot in dots}
    for is_up, word in zip((True, False), ways, strict=True):
        spans = [
            by_place[int(first)].label + (f" to {by_place[int(last)].label}" if last > first else "")
            for first, last in _runs(dots, is_up)
        ]
        told += [f"{word} by more than the usual ups and downs: {', '.join(spans)}"] if spans else []
    told += [f"limits start anew in {', '.join(by_place[place].label for place in anew)}"] if anew else []
    return f"Line chart, {shows}: {'; '.join(told)}."
