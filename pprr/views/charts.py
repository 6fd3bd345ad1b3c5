"""The report's charts: one style, drawn the same on every machine, each with its words and its table."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from pprr import formats
from pprr.views.drawing import ACCENT, EARLIER, INK, MUTED, RULE, SIZE, Chart, pixels, style, svg
from pprr.views.plot import Plot

GREEN, AMBER, RED, UNRATED = "#00703c", "#f2a900", "#b3201a", "#d5d9dc"
_LONG_FIGURE = 8  # characters; longer ones are set smaller
_LONGEST_LABEL = 40  # characters; the whole stands in the table beside the chart
_TALL = 2.05  # inches
_WIDE = 4.2  # inches: narrow enough to be read on a phone
_LABEL_APART = 3.5  # points between the field and a label beside it
_LINE, _LINE_APART = 1.2, 1.6  # of a line of words to its size; points between words and a line beside them


@dataclass(frozen=True)
class Column:
    """One column of a measure's chart: its label, its figure, the whole reading, its height (None for no column)."""

    label: str
    figure: str
    printed: str
    height: float | None
    source: str


def measure_chart(
    title: str,
    columns: Sequence[Column],
    *,
    target: str,
    target_height: float | None,
    target_source: str,
    bound_height: float | None = None,
) -> Chart | None:
    """A measure's years as columns and its target as a line; None where fewer than two have a figure.

    ``bound_height`` is that of a further bound: the other end of a band, or a floor.
    """
    if sum(column.height is not None for column in columns) < 2:
        return None
    width = max(3.5, 0.65 + 0.95 * len(columns))
    written = [column.figure for column in columns if column.height is not None]
    told_target = target.replace(" to ", "\nto ").replace(" (", "\n(")
    longest = max(len(text) for text in (*written, *([] if target_height is None else told_target.split("\n"))))
    size = 9.5 if longest <= _LONG_FIGURE else 9.5 * _LONG_FIGURE / longest
    heights = [0.0, *(column.height for column in columns if column.height is not None)]
    heights += [height for height in (target_height, bound_height) if height is not None]
    lowest, tallest = min(heights), max(heights)
    reach = (tallest - lowest) or 1.0
    with style():
        plot = Plot(
            width, _TALL,
            across=(-0.5, len(columns) - 0.5), up=(lowest - (reach * 0.2 if lowest < 0 else 0), tallest + reach * 0.2),
            left=0.02 * width, right=0.24 * width, foot=0.12 * _TALL, top=0.02 * _TALL,
        )  # fmt: skip
        levels = [height for height in (target_height, bound_height) if height is not None]
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
        if target_height is not None:
            plot.level(target_height, color=INK, linewidth=1.2, linestyle=(0, (4, 3)), zorder=0.5)
            plot.text(
                len(columns) - 0.42,
                target_height,
                f"Target\n{told_target}",
                ha="left",
                va="center",
                fontsize=size,
                linespacing=1.15,
            )
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


def status_chart(title: str, priorities: Sequence[str], counts: Sequence[tuple[int, int, int, int]]) -> Chart:
    """For each priority a bar of its measures by status: Green, Amber, Red, not rated; each bar says its parts."""
    names, colours = ("Green", "Amber", "Red", "Not rated"), (GREEN, AMBER, RED, UNRATED)
    inks = ("#ffffff", INK, "#ffffff", INK)
    height = 0.1 + 0.56 * len(priorities)
    parts_in_words = [
        ", ".join(
            f"{part} {name.lower() if name == 'Not rated' else name}"
            for name, part in zip(names, parts, strict=True)
            if part
        )
        for parts in counts
    ]
    with style():
        plot = _rows_of(len(priorities), height, across=(0, max(1, *(sum(parts) for parts in counts))))
        for row, (priority, parts, told) in enumerate(zip(priorities, counts, parts_in_words, strict=True)):
            plot.text(0, row - 0.4, f"{priority}: {told}", ha="left", va="center")
            left = 0
            for part, colour, ink in zip(parts, colours, inks, strict=True):
                if part:
                    plot.bar(left, row - 0.2, part, 0.4, facecolor=colour, edgecolor=INK, linewidth=0.6)
                    plot.text(left + part / 2, row, str(part), ha="center", va="center", color=ink, fontweight="bold")
                left += part
        source = svg(plot)
    told = "; ".join(f"{priority}: {words}" for priority, words in zip(priorities, parts_in_words, strict=True))
    rows = tuple(
        (priority, *map(str, parts), str(sum(parts))) for priority, parts in zip(priorities, counts, strict=True)
    )
    return Chart(
        title, source, *pixels(_WIDE, height),
        alt=f"Bar chart, {title}. {told}.", header=("Priority", *names, "All measures"), rows=rows,
    )  # fmt: skip


def money_chart(title: str, bars: Sequence[tuple[str, int]], *, note: str = "") -> Chart:
    """Amounts in pence as bars from 0, each with its figure in £000; ``note`` says what follows from them."""
    height = 0.3 + 0.42 * len(bars) + (0.3 if note else 0)
    widest = max([1, *(abs(pence) for _, pence in bars)])
    with style():
        plot = Plot(
            _WIDE, height,
            across=(min([0, *(pence for _, pence in bars)]) * 1.1, widest * 1.3),
            up=(len(bars) + 0.2 if note else len(bars) - 0.5, -0.5),
            left=0.21 * _WIDE, right=0.01 * _WIDE, foot=0.05 * height, top=0.03 * height,
        )  # fmt: skip
        for row, (label, pence) in enumerate(bars):
            plot.text(plot.left - plot.across(_LABEL_APART), row, label, ha="right", va="center_baseline")
            plot.bar(0, row - 0.28, pence, 0.56, facecolor=ACCENT if row else EARLIER)
            plot.text(max(pence, 0) + widest * 0.012, row, formats.thousands(pence), ha="left", va="center")
        plot.upright(0, color=MUTED, linewidth=0.8)
        if note:
            plot.text(0, len(bars) - 0.15, note, ha="left", va="center", color=MUTED)
        source = svg(plot)
    told = "; ".join(f"{label} {formats.thousands(pence)}" for label, pence in bars)
    rows = tuple((label, formats.thousands(pence)) for label, pence in bars)
    return Chart(
        title, source, *pixels(_WIDE, height),
        alt=f"Bar chart in £000, {title}: {told}.{f' {note}.' if note else ''}", header=("Amount", "£000"), rows=rows,
    )  # fmt: skip


def parts_chart(title: str, wholes: Sequence[tuple[str, int, int]], *, done: str, left: str) -> Chart:
    """For each item two parts of a whole, in pence, as one bar: what is done or kept, and what is not."""
    height = 0.1 + 0.74 * len(wholes)
    widest = max([1, *(first + max(second, 0) for _, first, second in wholes)])
    with style():
        across = min([0, *(first for _, first, _ in wholes)]), widest * 1.02
        plot = _rows_of(len(wholes), height, across=across, below=0.55)
        for row, (label, first, second) in enumerate(wholes):
            plot.text(
                0, row - 0.34, textwrap.shorten(label, _LONGEST_LABEL, placeholder=" ..."), ha="left", va="center"
            )
            plot.bar(0, row - 0.15, first, 0.3, facecolor=ACCENT)
            if first >= 0 and second > 0:
                plot.bar(
                    first, row - 0.15, second, 0.3, facecolor="#ffffff", edgecolor=ACCENT, hatch="////", linewidth=1
                )
            words = f"{done} {formats.thousands(first)}"
            if second:
                words += f", {left} {formats.thousands(second)}"
            plot.text(0, row + 0.34, words, ha="left", va="center", color=MUTED)
        source = svg(plot)
    told = "; ".join(
        f"{label}: {done} {formats.thousands(first)}, {left} {formats.thousands(second)}"
        for label, first, second in wholes
    )
    rows = tuple((label, formats.thousands(first), formats.thousands(second)) for label, first, second in wholes)
    return Chart(
        title, source, *pixels(_WIDE, height),
        alt=f"Bar chart in £000, {title}: {told}.",
        header=("Item", f"{done.capitalize()} £000", f"{left.capitalize()} £000"), rows=rows,
    )  # fmt: skip


def _rows_of(count: int, height: float, *, across: tuple[float, float], below: float = 0.3) -> Plot:
    """Room for that many bars with their words above, and below them where asked."""
    return Plot(
        _WIDE, height, across=across, up=(count - 1 + below, -0.65),
        left=0.005 * _WIDE, right=0.01 * _WIDE, foot=0.01 * height, top=0.01 * height,
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
