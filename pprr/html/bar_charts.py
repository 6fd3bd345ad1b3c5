"""The charts of bars: what is over or under a budget, and what is done or left of a whole."""

from collections.abc import Sequence
from itertools import accumulate

from pprr import formats
from pprr.html.colours import ACCENT, BEYOND, INK, MET, MUTED, PAPER
from pprr.html.drawing import Chart, drawn
from pprr.html.letters import SIZE, words_width
from pprr.html.plot import POINTS_AN_INCH, Plot

_WIDE = 4.2  # inches: narrow enough to be read on a phone
_LEFT, _RIGHT = 0.005 * _WIDE, 0.01 * _WIDE  # inches beside the bars
_LINE = 0.22  # of the room of a bar: a second line of its name
# Readers may set letters this much further apart, and words, in parts of the size of the words (WCAG 1.4.12).
_LETTERS_APART, _WORDS_APART = 0.12, 0.16
_SHOWN = 0.9  # the width of words in the page's own fonts, in parts of that in the wide font that charts are drawn with


def variance_chart(title: str, shows: str, *, budget: int, variance: int, within: int) -> Chart:
    """An amount over or under a budget as a bar from nothing, on the shade of what is no exception; all in pence."""
    height, reach = 0.95, max(abs(variance), within, 1) * 1.25
    usual = f"{formats.thousands(-within)} to {formats.thousands(within)}"
    plot = Plot(_WIDE, height, across=(-reach, reach), up=(1, -1), left=0.1, right=0.1)
    plot.bar(-reach, -0.35, 2 * reach, 0.7, facecolor=BEYOND)
    plot.bar(-within, -0.35, 2 * within, 0.7, facecolor=MET)
    plot.bar(0, -0.18, variance, 0.36, facecolor=ACCENT)
    plot.line([0, 0], [-0.5, 0.5], color=INK, linewidth=1.4)
    for place, words, side in ((-reach, "Under", "left"), (0, "On budget", "center"), (reach, "Over", "right")):
        plot.text(place, -0.75, words, ha=side, va="center", color=MUTED)
    plot.text(0, 0.78, f"No exception: {usual}", ha="center", va="center", color=MUTED)
    rows = (
        ("Budget", formats.thousands(budget)),
        ("Over or (under)", formats.thousands(variance)),
        ("No exception", usual),
    )
    told = "; ".join(f"{label} {amount}" for label, amount in rows)
    return drawn(
        title, shows, plot,
        alt=f"Bar chart in £000, {shows}: {told}.", header=("Amount", "£000"), rows=rows,
    )  # fmt: skip


def parts_chart(
    title: str, shows: str, wholes: Sequence[tuple[str, int, int]], *, done: str, left: str, figures_at: str = ""
) -> Chart:
    """For each item two parts of a whole, in pence, as one bar: what is done or kept, and what is not.

    ``figures_at`` is the address of a table that has both parts of each item, where one stands on the page.
    """
    widest = max([1, *(first + max(second, 0) for _, first, second in wholes)])
    across = min([0, *(first for _, first, _ in wholes)]), widest * 1.02
    room = (_WIDE - _LEFT - _RIGHT) * POINTS_AN_INCH * across[1] / (across[1] - across[0])
    labels = [shortened(label, room) for label, *_ in wholes]
    # Each item takes one unit, and the share of it that a second line of its name does.
    tops = list(accumulate((1 + _LINE * label.count("\n") for label in labels), initial=0.0))
    plot = _rows_of(tops[-1], 0.1 + 0.74 * tops[-1], across=across, below=0.55)
    for label, top, end, (_, first, second) in zip(labels, tops, tops[1:], wholes, strict=False):
        row = end - 1
        plot.text(0, (top + row) / 2 - 0.34, label, ha="left", va="center")
        plot.bar(0, row - 0.15, first, 0.3, facecolor=ACCENT)
        if first >= 0 and second > 0:
            plot.bar(first, row - 0.15, second, 0.3, facecolor=PAPER, edgecolor=ACCENT)
        words = f"{done} {formats.thousands(first)}"
        if second:
            words += f", {left} {formats.thousands(second)}"
        plot.text(0, row + 0.34, words, ha="left", va="center", color=MUTED)
    told = "; ".join(
        f"{label}: {done} {formats.thousands(first)}, {left} {formats.thousands(second)}"
        for label, first, second in wholes
    )
    rows = tuple((label, formats.thousands(first), formats.thousands(second)) for label, first, second in wholes)
    return drawn(
        title, shows, plot, alt=f"Bar chart in £000, {shows}: {told}.",
        header=("Item", f"{done.capitalize()} £000", f"{left.capitalize()} £000"), rows=rows, figures_at=figures_at,
    )  # fmt: skip


def shortened(label: str, room: float) -> str:
    """The words of a label that fit into two lines of the room, in points, spaced out by a reader or in a wide font.

    The whole stands in the table beside the chart.
    """
    words = label.split()
    first = _fitting(words, room)
    if first == len(words):
        return " ".join(words)
    rest = words[first:]
    if _fitting(rest, room) < len(rest):
        rest = [*rest[: _fitting(rest, room, "...")], "..."]
    return "\n".join(filter(None, (" ".join(words[:first]), " ".join(rest))))


def _fitting(words: Sequence[str], room: float, *after: str) -> int:
    """How many of the words fit into a line, with what stands after them."""
    return next((many for many in range(len(words), 0, -1) if _widest(" ".join([*words[:many], *after])) <= room), 0)


def _widest(words: str) -> float:
    width = words_width(words)
    spaced = SIZE * (_LETTERS_APART * len(words) + _WORDS_APART * words.count(" "))
    return max(width, _SHOWN * width + spaced)


def _rows_of(count: float, height: float, *, across: tuple[float, float], below: float = 0.3) -> Plot:
    """Room for that many bars with their words above, and below them where asked."""
    return Plot(
        _WIDE, height, across=across, up=(count - 1 + below, -0.65),
        left=_LEFT, right=_RIGHT, foot=0.01 * height, top=0.01 * height,
    )  # fmt: skip
