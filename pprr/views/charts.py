"""The report's charts: one style, drawn the same on every machine, each with its words and its table."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes

from pprr import formats
from pprr.views.drawing import ACCENT, EARLIER, INK, MUTED, RULE, Chart, canvas, pixels, style, svg

GREEN, AMBER, RED, UNRATED = "#00703c", "#f2a900", "#b3201a", "#d5d9dc"
_LONG_FIGURE = 8  # characters; longer ones are set smaller
_LONGEST_LABEL = 40  # characters; the whole stands in the table beside the chart
_TALL = 2.05  # inches
_WIDE = 4.2  # inches: narrow enough to be read on a phone


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
    with style():
        figure, axes = canvas(width, _TALL)
        heights = [0.0, *(column.height for column in columns if column.height is not None)]
        heights += [height for height in (target_height, bound_height) if height is not None]
        lowest, tallest = min(heights), max(heights)
        reach = (tallest - lowest) or 1.0
        for place, column in enumerate(columns):
            if column.height is None:
                axes.text(place, reach * 0.03, column.printed.replace(" ", "\n"), ha="center", va="bottom", color=MUTED)
                continue
            is_now = place == len(columns) - 1
            axes.bar(place, column.height, width=0.56, color=ACCENT if is_now else EARLIER)
            axes.text(
                place, column.height + reach * (0.03 if column.height >= 0 else -0.03), column.figure,
                ha="center", va="bottom" if column.height >= 0 else "top",
                fontsize=size, fontweight="bold" if is_now else "normal", bbox=_halo(),
            )  # fmt: skip
        if target_height is not None:
            axes.axhline(target_height, color=INK, linewidth=1.2, linestyle=(0, (4, 3)), zorder=0.5)
            axes.text(
                len(columns) - 0.42,
                target_height,
                f"Target\n{told_target}",
                ha="left",
                va="center",
                fontsize=size,
                linespacing=1.15,
            )
        if bound_height is not None:
            axes.axhline(bound_height, color=INK, linewidth=0.8, linestyle=(0, (1, 3)), zorder=0.5)
        axes.set_xlim(-0.5, len(columns) - 0.5)
        axes.set_ylim(lowest - (reach * 0.2 if lowest < 0 else 0), tallest + reach * 0.2)
        axes.spines["bottom"].set_visible(False)
        axes.axhline(0, color=RULE, linewidth=0.8)
        axes.set_xticks(range(len(columns)), [column.label for column in columns])
        axes.tick_params(length=0)
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        figure.subplots_adjust(left=0.02, right=0.76, top=0.98, bottom=0.12)
        source = svg(figure)
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
        figure, axes = canvas(_WIDE, height)
        for row, (priority, parts, told) in enumerate(zip(priorities, counts, parts_in_words, strict=True)):
            axes.text(0, row - 0.4, f"{priority}: {told}", ha="left", va="center")
            left = 0
            for part, colour, ink in zip(parts, colours, inks, strict=True):
                if part:
                    axes.barh(row, part, left=left, height=0.4, color=colour, edgecolor=INK, linewidth=0.6)
                    axes.text(left + part / 2, row, str(part), ha="center", va="center", color=ink, fontweight="bold")
                left += part
        axes.set_xlim(0, max(sum(parts) for parts in counts))
        _bare(axes, len(priorities))
        figure.subplots_adjust(left=0.005, right=0.99, top=0.99, bottom=0.01)
        source = svg(figure)
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
    with style():
        figure, axes = canvas(_WIDE, height)
        widest = max([1, *(abs(pence) for _, pence in bars)])
        for row, (_, pence) in enumerate(bars):
            axes.barh(row, pence, height=0.56, color=ACCENT if row else EARLIER)
            axes.text(max(pence, 0) + widest * 0.012, row, formats.thousands(pence), ha="left", va="center")
        axes.axvline(0, color=MUTED, linewidth=0.8)
        axes.set_xlim(min([0, *(pence for _, pence in bars)]) * 1.1, widest * 1.3)
        _rows(axes, [label for label, _ in bars])
        if note:
            axes.text(0, len(bars) - 0.15, note, ha="left", va="center", color=MUTED)
            axes.set_ylim(len(bars) + 0.2, -0.5)
        figure.subplots_adjust(left=0.21, right=0.99, top=0.97, bottom=0.05)
        source = svg(figure)
    told = "; ".join(f"{label} {formats.thousands(pence)}" for label, pence in bars)
    rows = tuple((label, formats.thousands(pence)) for label, pence in bars)
    return Chart(
        title, source, *pixels(_WIDE, height),
        alt=f"Bar chart in £000, {title}: {told}.{f' {note}.' if note else ''}", header=("Amount", "£000"), rows=rows,
    )  # fmt: skip


def parts_chart(title: str, wholes: Sequence[tuple[str, int, int]], *, done: str, left: str) -> Chart:
    """For each item two parts of a whole, in pence, as one bar: what is done or kept, and what is not."""
    height = 0.1 + 0.74 * len(wholes)
    with style():
        figure, axes = canvas(_WIDE, height)
        widest = max([1, *(first + max(second, 0) for _, first, second in wholes)])
        for row, (label, first, second) in enumerate(wholes):
            axes.text(
                0, row - 0.34, textwrap.shorten(label, _LONGEST_LABEL, placeholder=" ..."), ha="left", va="center"
            )
            axes.barh(row, first, height=0.3, color=ACCENT)
            if first >= 0 and second > 0:
                axes.barh(
                    row, second, left=first, height=0.3, color="#ffffff", edgecolor=ACCENT, hatch="////", linewidth=1
                )
            words = f"{done} {formats.thousands(first)}"
            if second:
                words += f", {left} {formats.thousands(second)}"
            axes.text(0, row + 0.34, words, ha="left", va="center", color=MUTED)
        axes.set_xlim(min([0, *(first for _, first, _ in wholes)]), widest * 1.02)
        _bare(axes, len(wholes), below=0.55)
        figure.subplots_adjust(left=0.005, right=0.995, top=0.99, bottom=0.01)
        source = svg(figure)
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


def _rows(axes: Axes, labels: Sequence[str]) -> None:
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_yticks(range(len(labels)), labels)
    axes.set_xticks([])
    axes.tick_params(length=0)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)


def _bare(axes: Axes, count: int, *, below: float = 0.3) -> None:
    """Room for that many bars with their words above, and below them where asked, and no axes."""
    axes.set_ylim(count - 1 + below, -0.65)
    axes.set_axis_off()


def _halo() -> dict[str, Any]:
    """White behind a figure that the target's line may cross."""
    return {"facecolor": "#ffffff", "edgecolor": "none", "pad": 0.8}
