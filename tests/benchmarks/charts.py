"""Charts drawn by pprr and on matplotlib's own axes, as ratios of processor time: tests/benchmarks/charts.py --help.

Each chart is drawn in three ways in turn, in the same style, at the same size, to the same SVG:

- pprr: as the report draws it, each shape written as SVG at once;
- axes, off: the very same marks and words as matplotlib's artists on axes whose own ticks, grid and frame are off;
- axes: as one would write it with matplotlib, which sets the ticks and their labels itself.

A round draws every chart in every way; a ratio is the median over the rounds of a way's time to pprr's in that round.
"""

import argparse
import gc
import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any
from unittest import mock

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from pprr.html import bar_charts, control_chart, measure_chart
from pprr.html.colours import ACCENT, EARLIER, INK, MUTED, RULE
from pprr.html.letters import SIZE
from pprr.html.plot import Plot

STYLE = {"font.family": ["DejaVu Sans"], "font.size": SIZE, "svg.fonttype": "none", "text.parse_math": False}
STYLE |= {"text.color": INK, "figure.facecolor": "none", "figure.dpi": 72}
COLUMNS = [
    measure_chart.PeriodColumn(label, f"{height}%", f"{height}%", height)
    for label, height in (("2022/23", 61.0), ("2023/24", 64.0), ("2024/25", 63.0), ("2025/26", 68.0))
]
TARGET = 66.0
HEIGHTS = [61, 64, 63, 62, 65, 63, 60, 62, 64, 63, 61, 62, 63, 64, 62, 65, 70, 62, 63, 61, 64, 66, 62, 63]
SIGNAL = 70
MEAN, LOWER, UPPER = 63.2, 57.1, 69.3
AMOUNTS = [("Cash limit", 521_000_000), ("Outturn", 534_200_000)]

Draw = Callable[[], str]


# As the report draws them


def our_measure() -> str:
    chart = measure_chart.measure_chart("Met", "Homes", COLUMNS, target="66%", target_height=TARGET, axis="%")
    assert chart
    return chart.picture


def our_control() -> str:
    dots = [
        control_chart.Dot(
            f"Month {place}", f"{height}%", place, height, "57% to 69%", frozenset({True} if height == SIGNAL else ()),
            "above the limits" if height == SIGNAL else "", "figures.xlsx",
        )
        for place, height in enumerate(HEIGHTS)
    ]  # fmt: skip
    lines = [
        control_chart.Line(name, f"{height}%", height)
        for name, height in (("Mean", MEAN), ("Lower", LOWER), ("Upper", UPPER))
    ]
    targets = [control_chart.Line("Target", "66%", TARGET)]
    limits = [control_chart.ValueRange(0, len(HEIGHTS) - 1, MEAN, LOWER, UPPER)]
    return control_chart.control_chart(
        "Usual", "Homes", dots, limits, lines, targets=targets, anew=(), ways=("better", "worse")
    ).picture


def our_bars() -> str:
    (_, limit), (_, spent) = AMOUNTS
    over, within = spent - limit, limit // 100
    return bar_charts.variance_chart("Over", "Cash limit", budget=limit, variance=over, within=within).picture


# The same marks and words on axes that show nothing of their own


class PlotOnAxes(Plot):
    def __init__(self, width: float, height: float, **room: Any) -> None:
        super().__init__(width, height, **room)
        self._figure = new_figure(width, height)
        self._axes = axes_within(self._figure, **{side: room.get(side, 0) for side in ("left", "right", "foot", "top")})
        self._axes.set(xlim=(self.left, self.right), ylim=(self.foot, self.top))
        self._axes.set_axis_off()

    def picture(self, alt: str) -> str:
        return svg(self._figure)

    def bar(self, x: float, y: float, width: float, height: float, **style: Any) -> None:
        self._axes.add_patch(Rectangle((x, y), width, height, clip_on=False, **style))

    def line(self, xs: Sequence[float], ys: Sequence[float], **style: Any) -> None:
        self._axes.add_line(Line2D(xs, ys, clip_on=False, **style))

    def dots(self, xs: Sequence[float], ys: Sequence[float], *, shape: str, area: float, **style: Any) -> None:
        if xs:
            self._axes.scatter(xs, ys, s=area, marker=shape, clip_on=False, **{"linewidth": 0, **style})

    def text(self, x: float, y: float, words: str, **style: Any) -> None:
        self._axes.text(x, y, words, **style)


def svg(figure: Figure) -> str:
    stream = io.StringIO()
    FigureCanvasSVG(figure).print_svg(stream)
    return stream.getvalue()


def axes_within(figure: Figure, *, left: float, right: float, foot: float, top: float) -> Axes:
    """Axes with so many inches of the figure around them."""
    width, height = figure.get_size_inches()
    return figure.add_axes(
        (left / width, foot / height, (width - left - right) / width, (height - foot - top) / height)
    )


@contextmanager
def on_axes() -> Iterator[None]:
    with (
        mpl.rc_context(STYLE),
        mock.patch.object(measure_chart, "Plot", PlotOnAxes),
        mock.patch.object(control_chart, "Plot", PlotOnAxes),
        mock.patch.object(bar_charts, "Plot", PlotOnAxes),
    ):
        yield


# As one would write them with matplotlib


def new_figure(width: float, height: float) -> Figure:
    figure = Figure(figsize=(width, height))
    figure.patch.set_visible(False)
    return figure


def axes_measure() -> str:
    with mpl.rc_context(STYLE):
        figure = new_figure(4.45, 2.05)
        axes = axes_within(figure, left=0.09, right=1.07, foot=0.25, top=0.04)
        axes.spines[["left", "top", "right"]].set_visible(False)
        axes.spines["bottom"].set_color(RULE)
        axes.tick_params(bottom=False)
        axes.set_yticks([])
        colours = [EARLIER] * (len(COLUMNS) - 1) + [ACCENT]
        bars = axes.bar([c.label for c in COLUMNS], [c.height or 0 for c in COLUMNS], width=0.56, color=colours)
        axes.bar_label(bars, [c.figure for c in COLUMNS], padding=3)
        axes.axhline(TARGET, color=INK, linewidth=1.2, linestyle=(0, (4, 3)), zorder=0.5)
        axes.text(len(COLUMNS) - 0.42, TARGET, "Target\n66%", ha="left", va="center")
        axes.set_xlim(-0.5, len(COLUMNS) - 0.5)
        return svg(figure)


def axes_control() -> str:
    with mpl.rc_context(STYLE):
        figure = new_figure(3.9, 2.28)
        axes = axes_within(figure, left=0.06, right=1.12, foot=0.26, top=0.27)
        axes.spines[["left", "top", "right"]].set_visible(False)
        axes.spines["bottom"].set_color(RULE)
        places = range(len(HEIGHTS))
        axes.plot(places, HEIGHTS, color=MUTED, linewidth=0.8, zorder=2)
        usual = [place for place in places if HEIGHTS[place] != SIGNAL]
        axes.scatter(usual, [HEIGHTS[place] for place in usual], s=14, color=ACCENT, zorder=3)
        axes.scatter([HEIGHTS.index(SIGNAL)], [SIGNAL], s=30, marker="^", color=ACCENT, zorder=3)
        for name, height, dashes in (
            ("Mean 63.2%", MEAN, ()),
            ("Lower 57.1%", LOWER, (2, 2)),
            ("Upper 69.3%", UPPER, (2, 2)),
            ("Target 66%", TARGET, (4, 3)),
        ):
            axes.axhline(height, color=MUTED, linewidth=1, linestyle=(0, dashes) if dashes else "-")
            axes.annotate(name, (1, height), (9, 0), ("axes fraction", "data"), textcoords="offset points", va="center")
        axes.annotate("better", (HEIGHTS.index(SIGNAL), SIGNAL), (0, 8), textcoords="offset points", ha="center")
        axes.set_xticks([0, len(HEIGHTS) - 1], ["Month 0", f"Month {len(HEIGHTS) - 1}"])
        axes.set_yticks([])
        return svg(figure)


def axes_bars() -> str:
    with mpl.rc_context(STYLE):
        figure = new_figure(4.2, 1.44)
        axes = axes_within(figure, left=0.88, right=0.04, foot=0.07, top=0.04)
        axes.spines[["bottom", "top", "right"]].set_visible(False)
        axes.spines["left"].set_color(MUTED)
        axes.tick_params(left=False)
        axes.set_xticks([])
        names, amounts = zip(*AMOUNTS, strict=True)
        bars = axes.barh(names, amounts, height=0.56, color=[EARLIER, ACCENT])
        axes.bar_label(bars, [f"{amount / 100_000:,.0f}" for amount in amounts], padding=2)
        axes.text(0, len(AMOUNTS) - 0.15, "Difference: 132 over", ha="left", va="center", color=MUTED)
        axes.set(xlim=(0, max(amounts) * 1.3), ylim=(len(AMOUNTS) + 0.2, -0.5))
        return svg(figure)


# The comparison

CHARTS: dict[str, tuple[Draw, Draw]] = {
    "measure": (our_measure, axes_measure),
    "control": (our_control, axes_control),
    "bars": (our_bars, axes_bars),
}


def timed(draw: Draw, times: int) -> float:
    """Processor time of one drawing, in milliseconds."""
    gc.collect()
    start = process_time()
    for _ in range(times):
        draw()
    return (process_time() - start) * 1000 / times


def measured(rounds: int, times: int) -> dict[str, Sequence[tuple[float, float, float]]]:
    """For each chart its time in each round: by pprr, on axes that are off, on axes."""
    found: dict[str, list[tuple[float, float, float]]] = {name: [] for name in CHARTS}
    for count in range(rounds + 1):
        for name, (ours, axes) in CHARTS.items():
            by_us = timed(ours, times)
            with on_axes():
                off = timed(ours, times)
            on = timed(axes, times)
            if count:  # the first round fills caches
                found[name].append((by_us, off, on))
    return found


def keep_pictures(folder: Path) -> None:
    """Writes a page with each chart in its three ways, to look at."""
    told = []
    for name, (ours, axes) in CHARTS.items():
        with on_axes():
            off = ours()
        sources = ours(), off, axes()
        told.append(f"<h2>{name}</h2>" + "".join(f"<div>{source}</div>" for source in sources))
    (folder / "charts.html").write_text("\n".join(told), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="Compares pprr's charts with charts on matplotlib's own axes.")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--times", type=int, default=10, help="drawings of each chart in each way a round")
    parser.add_argument("--pictures", type=Path, help="a folder for charts.html, which shows every chart")
    given = parser.parse_args()
    if given.pictures:
        keep_pictures(given.pictures)
    found = measured(given.rounds, given.times)
    print(f"matplotlib {mpl.__version__}; processor time of one chart, medians of {given.rounds} rounds")
    print("chart     pprr ms   axes, off / pprr   axes / pprr   pprr saves of axes, off; of axes")
    found["all"] = [tuple(map(sum, zip(*of_round, strict=True))) for of_round in zip(*found.values(), strict=True)]
    for name, rounds in found.items():
        ours = median(row[0] for row in rounds)
        off, on = (median(row[way] / row[0] for row in rounds) for way in (1, 2))
        print(f"{name:8} {ours:8.2f} {off:18.2f} {on:13.2f} {1 - 1 / off:22.0%} {1 - 1 / on:8.0%}")


if __name__ == "__main__":
    main()
