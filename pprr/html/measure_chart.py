"""The chart of a measure over the report's periods: a rate as dots and a line, a count as columns from 0, its target.

A rate's axis begins where its figures need it, and says where; the shades are on target, within the margin, beyond.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from pprr.html.colours import ACCENT, BEYOND, EARLIER, INK, MARGIN, MET, MUTED, RULE
from pprr.html.drawing import Chart, drawn
from pprr.html.letters import SIZE, words_width
from pprr.html.marks import Shades
from pprr.html.plot import POINTS_AN_INCH, Plot

_LONGEST_FIGURE = 8  # characters; longer ones are set smaller
_TALL, _BESIDE = 2.05, 0.26  # inches; the share of the width that is not the field's
_LABEL_APART = 3.5  # points between the field and a label below it
_LINE, _LINE_APART = 1.2, 1.6  # of a line of words to its size; points between words and a line beside them
_FLAT = 4  # times what figures differ by: higher above where the field begins, they need room of its size
_SMALLEST = 0.84  # of the usual size: 11 pixels on a screen


@dataclass(frozen=True)
class PeriodColumn:
    """One period of the chart: its label, its figure, the whole reading, its height (None for no figure)."""

    label: str
    figure: str
    printed: str
    height: float | None


def measure_chart(
    title: str,
    shows: str,
    columns: Sequence[PeriodColumn],
    *,
    target: str,
    target_height: float | None,
    bound_height: float | None = None,
    zones: Shades | None = None,
    axis: str = "",
    figures_at: str = "",
) -> Chart | None:
    """A measure's periods with its target as a line; None where fewer than two have a figure.

    ``bound_height`` is that of a further bound: the other end of a band, or a floor. With ``axis``, the words for where
    it begins ("%"), it is a rate.
    """
    heights = [column.height for column in columns if column.height is not None]
    if len(heights) < 2:
        return None
    told_target = target.replace(" to ", "\nto ").replace(" (", "\n(").replace(" or ", "\nor ")
    written = [column.figure for column in columns if column.height is not None]
    written += [] if target_height is None else told_target.split("\n")
    size = SIZE * min(1, max(_SMALLEST, _LONGEST_FIGURE / max(map(len, written))))
    levels = [height for height in (target_height, bound_height) if height is not None]
    low, high = (pick([*([] if axis else [0.0]), *heights, *levels]) for pick in (min, max))
    reach = (high - low) or abs(high) or 1.0
    foot = _foot(low, reach, is_percentage=axis == "%") if axis else low - (reach * 0.2 if low < 0 else 0)
    width = max(3.5, 0.75 * len(columns))
    labels = _labels(columns, (1 - _BESIDE) * width * POINTS_AN_INCH / len(columns))
    below = 0.04 + 0.165 * max(label.count("\n") + 1 for label in labels)  # inches that they take
    above = 0.25 * (reach if high - foot < _FLAT * reach else high - foot)
    plot = Plot(
        width, _TALL, across=(-0.5, len(columns) - 0.5), up=(foot, high + above),
        left=0.02 * width, right=(_BESIDE - 0.02) * width, foot=below + (0.24 if axis else 0), top=0.02 * _TALL,
    )  # fmt: skip
    if axis and zones:
        _shade(plot, zones)
    for place, label in enumerate(labels):
        plot.text(place, plot.foot - plot.up(_LABEL_APART), label, ha="center", va="top", linespacing=1.15)
    _draw(plot, columns, levels, reach, size, is_rate=bool(axis))
    if target_height is not None:
        plot.level(target_height, color=INK, linewidth=1.4, linestyle=(0, (4, 3)), zorder=2.5)
        at, words = len(columns) - 0.42, f"Target\n{told_target}"
        plot.text(at, target_height, words, ha="left", va="center", fontsize=size, linespacing=1.35)
    if bound_height is not None:
        plot.level(bound_height, color=INK, linestyle=(0, (1, 3)), zorder=2.5)
    plot.level(foot if axis else 0, color=RULE)
    begins = f"{foot:g}{axis.strip()}" if axis else ""
    if begins:
        words = f"The axis begins at {begins}."
        plot.text(-0.5, foot - plot.up(72 * (below + 0.06)), words, ha="left", va="top", color=MUTED)
    told = "; ".join(f"{column.label} {column.printed}" for column in columns)
    aims = [("Target", target)] if target_height is not None else []
    ends = [f"target {target}"] if aims else []
    return drawn(
        title, shows, plot,
        alt=f"{'Line' if axis else 'Column'} chart, {shows}: {'; '.join([told, *ends])}."
        + (f" The axis begins at {begins}." if begins else ""),
        header=("Period", "Figure"),
        rows=(*((c.label, c.printed) for c in columns), *aims),
        figures_at=figures_at,
    )  # fmt: skip


def _labels(columns: Sequence[PeriodColumn], room: float) -> list[str]:
    """The labels of the periods, a word a line where one of them would not have room in so many points."""
    is_long = any(words_width(column.label) + SIZE > room for column in columns)
    return [column.label.replace(" ", "\n") if is_long else column.label for column in columns]


def _foot(low: float, reach: float, *, is_percentage: bool) -> float:
    """A round figure that the axis of a rate begins at, some way below all that it shows; never below 0 for nothing."""
    step = next(step for step in (100, 50, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0) if step <= reach / 2)
    if not step or (low >= 0 and low - reach * 0.4 <= 0):
        return 0.0 if low >= 0 else low
    return (low - reach * 0.3) // step * step if is_percentage or low > 0 else low


def _shade(plot: Plot, zones: Shades) -> None:
    """The shades behind a rate: beyond the margin, within it, on target."""
    whole = (plot.left, plot.right - plot.left)
    plot.bar(whole[0], plot.foot, whole[1], plot.top - plot.foot, facecolor=BEYOND)
    for start, end, colour in ((zones.margin_low, zones.margin_high, MARGIN), (zones.low, zones.high, MET)):
        low = plot.foot if start is None else min(max(start, plot.foot), plot.top)
        high = plot.top if end is None else min(max(end, plot.foot), plot.top)
        plot.bar(whole[0], low, whole[1], high - low, facecolor=colour)


def _draw(
    plot: Plot,
    columns: Sequence[PeriodColumn],
    levels: Sequence[float],
    reach: float,
    size: float,
    *,
    is_rate: bool,
) -> None:
    """Each period with its figure at its end; the words of the reading where there is none.

    ``levels`` are the heights of the lines that no words may cross, ``reach`` that of the whole field without its edge.
    """
    latest = max(place for place, column in enumerate(columns) if column.height is not None)
    known = [(place, column.height) for place, column in enumerate(columns) if column.height is not None]
    if is_rate:
        for _, run in itertools.groupby(enumerate(known), key=lambda one: one[1][0] - one[0]):  # no period missing
            places, heights = zip(*(point for _, point in run), strict=True)
            if len(places) > 1:
                plot.line(places, heights, color=MUTED, zorder=3)
        plot.dots([place for place, _ in known], [height for _, height in known], shape="o", area=26, color=EARLIER,
                  zorder=4)  # fmt: skip
        plot.dots([latest], [known[-1][1]], shape="o", area=44, color=ACCENT, zorder=5)
    for place, column in enumerate(columns):
        if column.height is None:
            words = column.printed.replace(" ", "\n")
            foot = _clear_of(levels, plot, (plot.foot if is_rate else 0) + reach * 0.03, SIZE * (words.count("\n") + 1))
            plot.text(place, foot, words, ha="center", va="bottom", color=MUTED)
            continue
        if not is_rate:
            plot.bar(place - 0.28, 0, 0.56, column.height, facecolor=ACCENT if place == latest else EARLIER)
        way = _side(columns, place, column.height) if is_rate else 1 if column.height >= 0 else -1
        apart = plot.up(4.5) if is_rate else reach * 0.03
        begin = _clear_of(levels, plot, column.height + way * apart, way * size)
        plot.text(
            place, begin, column.figure, ha="center", va="bottom" if way > 0 else "top",
            fontsize=size, fontweight="bold" if place == latest else "normal",
        )  # fmt: skip


def _side(columns: Sequence[PeriodColumn], place: int, height: float) -> int:
    """The side of a dot that its figure stands on: below it where the line beside it is on the whole above."""
    beside = [column.height for column in (*columns[max(place - 1, 0) : place], *columns[place + 1 : place + 2])]
    known = [other for other in beside if other is not None]
    return -1 if sum(other - height for other in known) > 0 else 1


def _clear_of(levels: Sequence[float], plot: Plot, start: float, height: float) -> float:
    """Where words begin that no line is to run through: beyond each level that would.

    They go up from their start, so many points, or down where ``height`` is below 0.
    """
    way = 1 if height > 0 else -1
    apart, reach = plot.up(_LINE_APART), plot.up(abs(height) * _LINE)
    for level in sorted(levels, reverse=way < 0):
        if -apart < (level - start) * way < reach + apart:
            start = level + way * apart
    return start
