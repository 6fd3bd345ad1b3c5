"""The chart of a measure beside other councils: one line of points a group, ours among them."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from pprr.html.colours import ACCENT, INK, MUTED, PAPER, RULE
from pprr.html.drawing import Chart, drawn
from pprr.html.letters import words_width
from pprr.html.plot import Plot

_WIDTH, _GROUP = 3.9, 0.95  # inches; of height, for each group
_MARGIN = 0.1  # inches on either side
_LONGEST_NAME = 44  # characters; the whole stands in the table


@dataclass(frozen=True)
class RankedPlace:
    """One figure as printed, and where it lies."""

    figure: str
    height: float


@dataclass(frozen=True)
class Strip:
    """One group: its name, ours, the others, their median, where ours stands in words, and which end is the best."""

    name: str
    ours: RankedPlace
    others: tuple[RankedPlace, ...]
    median: RankedPlace
    standing: str
    is_high_good: bool


def strip_chart(
    title: str,
    shows: str,
    strips: Sequence[Strip],
    header: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    *,
    read_from: str = "",
) -> Chart:
    """The groups one under another, each on its own scale; ``rows`` hold every figure, for the table."""
    height = _GROUP * len(strips)
    plot = Plot(_WIDTH, height, across=(0, 1), up=(len(strips), 0), left=_MARGIN, right=_MARGIN)
    for row, strip in enumerate(strips):
        _draw(plot, strip, row)
    alt = _in_words(shows, strips)
    return drawn(title, shows, plot, alt=alt, header=header, rows=tuple(rows), read_from=read_from)


def _draw(plot: Plot, strip: Strip, row: int) -> None:
    heights = [place.height for place in (strip.ours, *strip.others)]
    low, reach = min(heights), (max(heights) - min(heights)) or 1.0

    def across(height: float) -> float:
        return 0.02 + 0.96 * (height - low) / reach if max(heights) > low else 0.5

    name = textwrap.shorten(strip.name, _LONGEST_NAME, placeholder=" ...")
    plot.text(0, row + 0.12, name, ha="left", va="center", fontweight="bold")
    ours = across(strip.ours.height)
    label = f"This council {strip.ours.figure}"
    width = plot.across(words_width(label))
    plot.text(min(max(ours - width / 2, 0), 1 - width) + width / 2, row + 0.36, label, ha="center", va="center")
    line = row + 0.6
    plot.line([0, 1], [line, line], color=RULE, zorder=1)
    middle = across(strip.median.height)
    plot.line([middle, middle], [line - 0.1, line + 0.1], color=INK, linewidth=1.4, zorder=2)
    plot.dots(
        [across(place.height) for place in strip.others],
        [line] * len(strip.others),
        area=26, shape="o", color=PAPER, edgecolor=MUTED, zorder=3,
    )  # fmt: skip
    plot.dots([ours], [line], area=52, shape="D", color=ACCENT, zorder=4)
    lowest, highest = _ends(strip)
    for place, words, side in (
        (0, lowest.figure if strip.is_high_good else f"Best {lowest.figure}", "left"),
        (0.5, f"Median {strip.median.figure}", "center"),
        (1, f"Best {highest.figure}" if strip.is_high_good else highest.figure, "right"),
    ):
        plot.text(place, row + 0.85, words, ha=side, va="center", color=MUTED)


def _ends(strip: Strip) -> tuple[RankedPlace, RankedPlace]:
    every = sorted((strip.ours, *strip.others), key=lambda place: place.height)
    return every[0], every[-1]


def _in_words(shows: str, strips: Sequence[Strip]) -> str:
    told = []
    for strip in strips:
        lowest, highest = _ends(strip)
        ends = ("lowest", "best") if strip.is_high_good else ("best", "highest")
        told.append(
            f"{strip.name}: this council {strip.ours.figure}, {strip.standing}; {ends[0]} {lowest.figure}, {ends[1]} "
            f"{highest.figure}, median of the others {strip.median.figure}"
        )
    return f"Dot chart, {shows}: {'. '.join(told)}."
