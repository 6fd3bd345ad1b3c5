"""The chart of a measure: its years or periods as columns, its target as a line."""

from collections.abc import Sequence
from dataclasses import dataclass

from pprr.html.drawing import ACCENT, EARLIER, INK, MUTED, RULE, SIZE, Chart, pixels, style, svg
from pprr.html.plot import Plot

_LONGEST_FIGURE = 8  # characters; longer ones are set smaller
_TALL = 2.05  # inches
_LABEL_APART = 3.5  # points between the field and a label below it
_LINE, _LINE_APART = 1.2, 1.6  # of a line of words to its size; points between words and a line beside them


@dataclass(frozen=True)
class PeriodColumn:
    """One column of the chart: its label, its figure, the whole reading, its height (None for no column)."""

    label: str
    figure: str
    printed: str
    height: float | None
    source: str


def measure_chart(
    title: str,
    columns: Sequence[PeriodColumn],
    *,
    target: str,
    target_height: float | None,
    target_source: str,
    bound_height: float | None = None,
) -> Chart | None:
    """A measure's years as columns and its target as a line; None where fewer than two have a figure.

    ``bound_height`` is that of a further bound: the other end of a band, or a floor.
    """
    heights = [column.height for column in columns if column.height is not None]
    if len(heights) < 2:
        return None
    told_target = target.replace(" to ", "\nto ").replace(" (", "\n(")
    written = [column.figure for column in columns if column.height is not None]
    written += [] if target_height is None else told_target.split("\n")
    longest = max(map(len, written))
    size = SIZE if longest <= _LONGEST_FIGURE else SIZE * _LONGEST_FIGURE / longest
    levels = [height for height in (target_height, bound_height) if height is not None]
    lowest, tallest = (pick([0.0, *heights, *levels]) for pick in (min, max))
    reach = (tallest - lowest) or 1.0
    width = max(3.5, 0.65 + 0.95 * len(columns))
    with style():
        plot = Plot(
            width, _TALL,
            across=(-0.5, len(columns) - 0.5), up=(lowest - (reach * 0.2 if lowest < 0 else 0), tallest + reach * 0.2),
            left=0.02 * width, right=0.24 * width, foot=0.12 * _TALL, top=0.02 * _TALL,
        )  # fmt: skip
        _draw_columns(plot, columns, levels, reach, size)
        if target_height is not None:
            plot.level(target_height, color=INK, linewidth=1.2, linestyle=(0, (4, 3)), zorder=0.5)
            at, words = len(columns) - 0.42, f"Target\n{told_target}"
            plot.text(at, target_height, words, ha="left", va="center", fontsize=size, linespacing=1.15)
        if bound_height is not None:
            plot.level(bound_height, color=INK, linewidth=0.8, linestyle=(0, (1, 3)), zorder=0.5)
        plot.level(0, color=RULE, linewidth=0.8)
        source = svg(plot)
    told = "; ".join(f"{column.label} {column.printed}" for column in columns)
    return Chart(
        title, source, *pixels(width, _TALL),
        alt=f"Column chart, {title}: {told}; target {target}.",
        header=("Period", "Figure", "Read from"),
        rows=(*((c.label, c.printed, c.source) for c in columns), ("Target", target, target_source)),
    )  # fmt: skip


def _draw_columns(
    plot: Plot, columns: Sequence[PeriodColumn], levels: Sequence[float], reach: float, size: float
) -> None:
    """Each column with its label below it and its figure at its end; the words of the reading where there is none.

    ``levels`` are the heights of the lines that no words may cross, ``reach`` that of the whole field without its edge.
    """
    for place, column in enumerate(columns):
        plot.text(place, plot.foot - plot.up(_LABEL_APART), column.label, ha="center", va="top")
        if column.height is None:
            words = column.printed.replace(" ", "\n")
            foot = _clear_of(levels, plot, reach * 0.03, SIZE * (words.count("\n") + 1))
            plot.text(place, foot, words, ha="center", va="bottom", color=MUTED)
            continue
        is_now = place == len(columns) - 1
        plot.bar(place - 0.28, 0, 0.56, column.height, facecolor=ACCENT if is_now else EARLIER)
        way = 1 if column.height >= 0 else -1
        begin = _clear_of(levels, plot, column.height + way * reach * 0.03, way * size)
        plot.text(
            place, begin, column.figure, ha="center", va="bottom" if way > 0 else "top",
            fontsize=size, fontweight="bold" if is_now else "normal",
        )  # fmt: skip


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
