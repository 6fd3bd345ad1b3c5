"""Small marks within the cells of tables: a bullet (figure, target, margin) and a sparkline, as inline SVG.

Written as text and not drawn by matplotlib: a page has one in every row. Looks are the style sheet's, by class, so that
dark mode and forced colours reach them; the figures stand in words beside them, or in their label.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from markupsafe import Markup

from pprr.html.paths import shortest

_WIDE, _TALL = 112, 18  # of a bullet, in CSS pixels as the style sheet has them
_LONG, _HIGH, _EDGE = 96, 26, 4  # of a sparkline, and what stays free at its edges
_DENSE = 24  # points of a sparkline


@dataclass(frozen=True)
class Shades:
    """The ends of what is on target and of what is within the margin; None where there is no end."""

    low: float | None
    high: float | None
    margin_low: float | None
    margin_high: float | None


def bullet(value: float | None, zones: Shades, *, from_zero: bool = True) -> Markup:
    """A figure as a bar from 0, on the shades of beyond, within the margin and on target; a tick at each end of that.

    It is a picture of what stands beside it in words, and so is told to nobody who cannot see it.
    """
    ends = [end for end in (zones.low, zones.high, zones.margin_low, zones.margin_high) if end is not None]
    known = [*ends, *([] if value is None else [value]), *([0.0] if from_zero else [])]
    low, high = min(known), max(known)
    reach = (high - low) or 1.0
    low, high = low - (reach * 0.06 if low < 0 else 0), high + reach * 0.06

    def at(place: float | None, otherwise: float) -> float:
        return otherwise if place is None else (place - low) / (high - low) * _WIDE

    parts = []  # on the shade of beyond, which is the ground of them all
    for name, start, end in (
        ("margin", zones.margin_low, zones.margin_high),
        ("met", zones.low, zones.high),
    ):
        parts.append(_level(name, round(at(start, 0)), round(at(end, _WIDE))))  # no edge of a shade is to blur
    if value is not None:
        first, last = sorted((at(0.0, 0), at(value, 0)))
        parts.append(_level("bar", first, max(last, first + 1)))
    ticks = "".join(f"M{_n(at(end, 0))} 2v14" for end in (zones.low, zones.high) if end is not None)
    if ticks:
        parts.append(f'<path d="{ticks}"/>')
    return _svg("bullet", _WIDE, _TALL, parts)


def sparkline(values: Sequence[float | None], *, aim: float | None = None, label: str = "") -> Markup:
    """The figures from left to right as a line that breaks where one is missing, the latest as a dot; the aim dashed.

    Its scale is its own: it tells the shape, and ``label`` the figures. Blank where fewer than two are known.
    """
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return Markup("")
    low, high = min([*known, *([] if aim is None else [aim])]), max([*known, *([] if aim is None else [aim])])
    reach, step = (high - low) or 1.0, (_LONG - 2 * _EDGE) / (len(values) - 1)

    def up(value: float) -> float:
        return _HIGH - _EDGE - (value - low) / reach * (_HIGH - 2 * _EDGE)

    tenths = 0 if len(values) > _DENSE else 1  # a pixel or two from point to point, nobody sees less than one
    parts = []
    if aim is not None:
        parts.append(f'<path class="aim" d="M0 {_n(up(aim))}H{_LONG}"/>')
    places = [(_EDGE + at * step, value) for at, value in enumerate(values)]
    for is_known, run in groupby(places, key=lambda place: place[1] is not None):
        points = [f"{_n(x)} {_n(round(up(value), tenths))}" for x, value in run if value is not None]
        if is_known and len(points) > 1:
            drawn = "M" + "L".join(points)
            parts.append(f'<path class="line" d="{shortest(drawn)}"/>')
    x, latest = next((x, value) for x, value in reversed(places) if value is not None)
    parts.append(f'<path class="dot" d="M{_n(x)} {_n(up(latest or 0.0))}h0"/>')
    return _svg("spark", _LONG, _HIGH, parts, label)


def _level(name: str, start: float, end: float) -> str:
    """A line along the middle; the style sheet says how wide it is."""
    return f'<path class="{name}" d="M{_n(start)} {_TALL // 2}H{_n(max(end, start))}"/>'


def _svg(name: str, width: int, height: int, parts: Sequence[str], label: str = "") -> Markup:
    told = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return Markup(  # noqa: S704 - numbers, and a label that is escaped
        f'<svg class="{name}" {told} viewBox="0 0 {width} {height}">{"".join(parts)}</svg>'
    )


def _n(number: float) -> str:
    """A length to a tenth of a pixel, without needless zeros."""
    return f"{number:.1f}".removesuffix(".0")
