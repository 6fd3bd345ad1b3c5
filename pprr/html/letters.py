"""The size of words in a chart, in the wide font that comes with matplotlib: shown in another one they have room."""

import functools
import os
from typing import NamedTuple

import matplotlib as mpl
from matplotlib.ft2font import FT2Font, LoadFlags

SIZE = 9.5  # of words, in points
# Of DejaVu Sans, in parts of its size, as the font has them in its OS/2 table: above and below the line, and between.
_ABOVE, _BELOW, _BETWEEN = 1556 / 2048, 492 / 2048, 410 / 2048
_FILES = {False: "DejaVuSans.ttf", True: "DejaVuSans-Bold.ttf"}
_MEASURED_AT = 100  # points
_UNIT = 64 * _MEASURED_AT  # of what the font tells, to the point
_MISSING = "M"  # stands for a letter that the font does not have


class Inked(NamedTuple):
    """The ink of words, in parts of their size: how wide, and how far above and below the line."""

    width: float
    above: float
    below: float


def words_width(words: str, size: float = SIZE, *, is_bold: bool = False) -> float:
    """The width of the words in points."""
    return _inked(words, is_bold=is_bold).width * size


def lines_below(lines: list[str], size: float, apart: float | None, *, is_bold: bool = False) -> list[float]:
    """The distance of each line's foot from the top of all lines, and at the end the height of them all, in points.

    ``apart`` is the distance of lines in parts of the font's own height; without it lines stand as the font would
    have them.
    """
    below, found = 0.0, []
    for line in lines:
        above, under = _height(line, is_bold=is_bold)
        if apart is None:
            gap = _BETWEEN / 2 if len(lines) > 1 else 0
            above, under = max(above, _ABOVE) + gap, max(under, _BELOW) + gap
        else:
            spare = (apart * (_ABOVE + _BELOW) - above - under) / 2
            above, under = above + spare, under + spare
        found.append(below + above * size)
        below = found[-1] + under * size
    return [*found, below]


def ready() -> None:
    """Measures what most words are made of."""
    for is_bold in (False, True):
        _height("".join(map(chr, range(ord(" "), ord("~") + 1))) + "£–’", is_bold=is_bold)


def _height(words: str, *, is_bold: bool) -> tuple[float, float]:
    """The reach of the words above and below the line: that of their letters, each measured once."""
    letters = [_inked(letter, is_bold=is_bold) for letter in words]
    return max((one.above for one in letters), default=0), max((one.below for one in letters), default=0)


@functools.lru_cache(maxsize=4096)
def _inked(words: str, *, is_bold: bool) -> Inked:
    font = _font(is_bold=is_bold)
    shown = "".join(letter if font.get_char_index(ord(letter)) else _MISSING for letter in words)
    font.set_text(shown, 0.0, flags=LoadFlags.NO_HINTING)
    (width, height), below = font.get_width_height(), font.get_descent()
    return Inked(width / _UNIT, (height - below) / _UNIT, below / _UNIT)


@functools.cache
def _font(*, is_bold: bool) -> FT2Font:
    font = FT2Font(f"{mpl.get_data_path()}/fonts/ttf/{_FILES[is_bold]}")
    font.set_size(_MEASURED_AT, 72)
    return font


if hasattr(os, "register_at_fork"):  # a font reads its file as it goes, and a fork would share the place in it
    os.register_at_fork(after_in_child=_font.cache_clear)
