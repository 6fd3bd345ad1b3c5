"""The lengths of a drawing's shapes, written the shortest way: to a tenth, and each step from the one before it."""

import re
from collections.abc import Sequence

_STEP = re.compile(r"([MLhz])([^MLhz]*)")


def shortest(d: str) -> str:
    """The path with its lengths to a tenth, each step in the shortest way that there is to write it."""
    written, last = "", ""
    across, down, begun = 0, 0, (0, 0)
    for letter, lengths in _STEP.findall(d):
        ends = [round(float(one) * 10) for one in lengths.split()]
        ways: list[tuple[str, tuple[int, ...]]] = [(letter, tuple(ends))]
        if letter in "ML":
            x, y = ends
            if letter == "L":
                ways += [("V", (y,)), ("v", (y - down,))] if x == across else []
                ways += [("H", (x,)), ("h", (x - across,))] if y == down else []
            ways.append((letter.lower(), (x - across, y - down)))
        texts = [(_step(name, tenths, written, last), name) for name, tenths in ways]
        text, last = min(texts, key=lambda way: len(way[0]))
        written += text
        if letter in "ML":
            across, down = ends[-2:]
        begun = (across, down) if letter == "M" else begun
        across, down = begun if letter == "z" else (across, down)
    return written


def _step(name: str, tenths: Sequence[int], written: str, last: str) -> str:
    """A step as it follows what is written: its name where that is not as before, and no space where none is needed."""
    is_said = (name == last and name not in "Mm") or (last, name) in {("M", "L"), ("m", "l")}
    text = "" if is_said else name
    for number in map(_tenths, tenths):
        text += f" {number}" if (text or written)[-1:].isdigit() and number[0] != "-" else number
    return text


def _tenths(number: int) -> str:
    whole, part = divmod(abs(number), 10)
    return f"{'-' if number < 0 else ''}{whole or ('' if part else 0)}{f'.{part}' if part else ''}"
