"""The chart of a series: its points, its mean and limits, the points that are more than chance, and its target."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.textpath import TextPath

from pprr.views.drawing import ACCENT, INK, MUTED, SIZE, Chart, canvas, pixels, style, svg

WORSE = "#a8480a"
_POINTS_AN_INCH = 72
_WIDTH, _PLOT, _LANE, _FOOT = 3.9, 1.75, 0.21, 0.26  # inches
_LEFT, _RIGHT = 0.06, 1.12  # inches beside the plot; on the right stand the names of its lines
_LINE = SIZE * 1.3  # points from one line of words to the next
_LONGEST_NAME = 12  # characters; with a longer one the figures stand below the names
_LONGEST_FIGURE = 11  # characters; longer ones are set smaller


@dataclass(frozen=True)
class Dot:
    """One point: its period and figure as printed, its place in time, its height, and what it signals.

    ``usual`` is the range it is held against, in words; ``ways`` holds True for a signal of higher figures, False for
    one of lower figures; ``signals`` says them.
    """

    label: str
    figure: str
    place: int
    height: float
    usual: str
    ways: frozenset[bool]
    signals: str
    source: str


@dataclass(frozen=True)
class Range:
    """Points that share limits, by their first and last place in time; None for a limit that is not drawn."""

    first: int
    last: int
    mean: float
    lower: float | None
    upper: float | None


@dataclass(frozen=True)
class Line:
    """A line that is named beside the plot: its name, its figure as printed, its height."""

    name: str
    figure: str
    height: float


def control_chart(
    title: str,
    dots: Sequence[Dot],
    ranges: Sequence[Range],
    lines: Sequence[Line],
    *,
    targets: Sequence[Line],
    anew: Sequence[int],
    ways: tuple[str, str],
) -> Chart:
    """The series from left to right in time, with the words of its lines beside it.

    ``lines`` names the latest mean and limits, ``targets`` the target or the ends of a band; ``anew`` has the places
    where limits start anew; ``ways`` are the words for signals of higher and of lower figures, such as ``better`` and
    ``worse``.
    """
    named = [*lines, *targets]
    up, down = (_runs(dots, is_up) for is_up in (True, False))
    above, below = bool(anew) + bool(up), bool(down)
    height = _PLOT + _FOOT + _LANE * (above + below) + 0.06
    with style():
        figure, axes = canvas(_WIDTH, height)
        figure.subplots_adjust(
            left=_LEFT / _WIDTH,
            right=1 - _RIGHT / _WIDTH,
            bottom=(_FOOT + _LANE * below) / height,
            top=1 - (_LANE * above + 0.06) / height,
        )
        _frame(axes, dots, ranges, named)
        for one in ranges:
            _draw_range(axes, one)
        for target in targets:
            axes.axhline(target.height, color=INK, linewidth=1.2, linestyle=(0, (4, 3)), zorder=1)
        _draw_dots(axes, dots, ways)
        _name_lines(axes, named)
        for place in anew:
            axes.axvline(place - 0.5, color=MUTED, linewidth=0.9, linestyle=(0, (1, 2)), zorder=0.5)
        _lane(axes, [(place - 0.5, place - 0.5) for place in anew], "limits anew", _PLOT + _LANE * bool(up) + 0.05)
        _lane(axes, up, ways[0], _PLOT + 0.05)
        _lane(axes, down, ways[1], -_LANE + 0.04)
        _name_ends(axes, dots, -_LANE * below - 0.05)
        source = svg(figure)
    return Chart(
        title,
        source,
        *pixels(_WIDTH, height),
        alt=_in_words(title, dots, named, anew, ways),
        header=("Period", "Figure", "Usual range", "Signal", "Read from"),
        rows=(
            *((dot.label, dot.figure, dot.usual, dot.signals or "None", dot.source) for dot in dots),
            *((target.name, target.figure, "Not a point", "None", "The agreement") for target in targets),
        ),
    )


def _runs(dots: Sequence[Dot], is_up: bool) -> list[tuple[float, float]]:
    """The first and last place of each row of neighbouring points with a signal that way."""
    found: list[tuple[float, float]] = []
    for at, dot in enumerate(dots):
        if is_up in dot.ways:
            goes_on = at > 0 and is_up in dots[at - 1].ways
            found = [*found[:-1], (found[-1][0], dot.place)] if goes_on else [*found, (dot.place, dot.place)]
    return found


def _frame(axes: Axes, dots: Sequence[Dot], ranges: Sequence[Range], named: Sequence[Line]) -> None:
    heights = [dot.height for dot in dots] + [line.height for line in named]
    heights += [end for one in ranges for end in (one.lower, one.upper, one.mean) if end is not None]
    spare = ((max(heights) - min(heights)) or 1.0) * 0.06
    axes.set_ylim(min(heights) - spare, max(heights) + spare)
    axes.set_xlim(dots[0].place - 0.8, max(dots[-1].place, dots[0].place + 1) + 0.8)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)


def _draw_range(axes: Axes, one: Range) -> None:
    ends = [one.first - 0.5, one.last + 0.5]
    axes.plot(ends, [one.mean] * 2, color=MUTED, linewidth=1)
    for limit in (one.lower, one.upper):
        if limit is not None:
            axes.plot(ends, [limit] * 2, color=MUTED, linewidth=1, linestyle=(0, (2, 2)))


def _draw_dots(axes: Axes, dots: Sequence[Dot], ways: tuple[str, str]) -> None:
    """A round point is usual; a triangle points up or down, the way its signal goes; a diamond has both."""
    for before, now in pairwise(dots):
        if now.place == before.place + 1:
            axes.plot([before.place, now.place], [before.height, now.height], color=MUTED, linewidth=0.8, zorder=2)
    shapes = {
        frozenset[bool](): ("o", ACCENT, 14),
        frozenset({True}): ("^", WORSE if ways[0] == "worse" else ACCENT, 30),
        frozenset({False}): ("v", WORSE if ways[1] == "worse" else ACCENT, 30),
        frozenset({True, False}): ("D", INK, 22),
    }
    for said, (shape, colour, area) in shapes.items():
        of_shape = [dot for dot in dots if dot.ways == said]
        axes.scatter(
            [dot.place for dot in of_shape],
            [dot.height for dot in of_shape],
            s=area, marker=shape, color=colour, linewidths=0, zorder=3, clip_on=False,
        )  # fmt: skip


def _name_lines(axes: Axes, named: Sequence[Line]) -> None:
    """Writes the lines' names on the right, the figures beside them or below them, moved apart where lines are near."""
    is_long = any(len(f"{line.name} {line.figure}") > _LONGEST_NAME for line in named)
    longest = max((len(line.figure) for line in named), default=0)
    size = SIZE if longest <= _LONGEST_FIGURE else SIZE * _LONGEST_FIGURE / longest
    low, high = axes.get_ylim()
    scale = (high - low) / (_PLOT * _POINTS_AN_INCH)  # of the measure's unit, in a point of the drawing
    step = _LINE * (2 if is_long else 1) * scale
    ordered = sorted(named, key=lambda line: line.height)
    heights = _apart([line.height for line in ordered], step, low + step / 2, high - step / 2)
    left, right = axes.get_xlim()
    reach = (right - left) / (_WIDTH - _LEFT - _RIGHT)  # of a place in time, in an inch
    for line, height in zip(ordered, heights, strict=True):
        axes.plot(
            [right, right + 0.1 * reach], [line.height, height], color=MUTED, linewidth=0.7, clip_on=False, zorder=1
        )
        axes.text(
            right + 0.13 * reach,
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


def _lane(axes: Axes, spans: Sequence[tuple[float, float]], words: str, height: float) -> None:
    """Brackets over the spans of places with their words, ``height`` inches above the plot's foot.

    Spans whose words would meet share one bracket and say them once: all of a lane say the same.
    """
    left, right = axes.get_xlim()
    inch = (right - left) / (_WIDTH - _LEFT - _RIGHT)
    width = float(TextPath((0, 0), words, size=SIZE).get_extents().width) / _POINTS_AN_INCH * inch
    low, high = left, right + (_RIGHT - 0.06) * inch
    placed: list[tuple[float, float, float]] = []
    for first, last in spans:
        begin = first
        while True:
            start = min(max((begin + last - width) / 2, low), high - width)
            if not placed or placed[-1][2] + width + 0.08 * inch <= start:
                break
            begin = placed.pop()[0]
        placed.append((begin, last, start))
    foot, top = axes.get_ylim()
    unit = (top - foot) / _PLOT
    for begin, last, start in placed:
        y = foot + height * unit
        axes.plot([begin - 0.3, last + 0.3], [y - 0.02 * unit] * 2, color=INK, linewidth=0.8, clip_on=False)
        axes.text(start + width / 2, y, words, ha="center", va="bottom")


def _name_ends(axes: Axes, dots: Sequence[Dot], height: float) -> None:
    left, right = axes.get_xlim()
    foot, top = axes.get_ylim()
    y = foot + height / _PLOT * (top - foot)
    axes.text(left, y, dots[0].label, ha="left", va="top")
    if len(dots) > 1:
        axes.text(right, y, dots[-1].label, ha="right", va="top")


def _in_words(
    title: str, dots: Sequence[Dot], named: Sequence[Line], anew: Sequence[int], ways: tuple[str, str]
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
    return f"Line chart, {title}: {'; '.join(told)}."
