"""The charts of bars: measures by status, amounts of money, and what is done or left of a whole."""

from collections.abc import Sequence

from pprr import formats
from pprr.html.drawing import ACCENT, EARLIER, INK, MUTED, Chart, pixels, style, svg, words_width
from pprr.html.plot import Plot

GREEN, AMBER, RED, UNRATED = "#00703c", "#f2a900", "#b3201a", "#d5d9dc"
_WIDE = 4.2  # inches: narrow enough to be read on a phone
_LABEL_APART = 3.5  # points between the field and a label beside it


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
            plot.text(0, row - 0.34, shortened(label, across[1] / plot.across(1)), ha="left", va="center")
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


def shortened(label: str, room: float) -> str:
    """As many of the label's words as fit into the room, in points; the whole stands in the table beside the chart."""
    words = label.split()
    whole = " ".join(words)
    if words_width(whole) <= room:
        return whole
    while words and words_width(f"{' '.join(words)} ...") > room:
        words.pop()
    return f"{' '.join(words)} ...".strip()


def _rows_of(count: int, height: float, *, across: tuple[float, float], below: float = 0.3) -> Plot:
    """Room for that many bars with their words above, and below them where asked."""
    return Plot(
        _WIDE, height, across=across, up=(count - 1 + below, -0.65),
        left=0.005 * _WIDE, right=0.01 * _WIDE, foot=0.01 * height, top=0.01 * height,
    )  # fmt: skip
