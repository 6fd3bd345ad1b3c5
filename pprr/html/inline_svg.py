"""Turns a drawing of matplotlib into SVG that stands in the page itself: shapes and words, no ids, styles or links.

Colours become classes, which the style sheet fills: dark mode and forced colours reach them, and so do a reader's
search and a screen reader. No id is left that another drawing of the page could share.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from typing import NamedTuple
from xml.etree import ElementTree

from markupsafe import Markup

_SVG, _LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
_PLACE = re.compile(r"translate\((\S+) (\S+)\)")
_ROUND = re.compile(r"M 0 (\S+) C")  # a circle of matplotlib's begins at its foot, and is made of curves
_NUMBER = re.compile(r"-?\d+\.\d+")
_LENGTHS = re.compile(r"(-?[\d.]+) (-?[\d.]+)")  # across and down
_STEP = re.compile(r"([MLCQhz])([^MLCQhz]*)")
_KEPT = {"stroke-width": "1", "stroke-dasharray": "none", "font-size": "9.5px", "text-anchor": "start"}
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def inline(svg: str, colours: Mapping[str, str], *, width: int, height: int, alt: str) -> Markup:
    """The drawing, its colours as the classes that ``colours`` names them by, described by ``alt``.

    ``width`` and ``height`` are its size in CSS pixels at most: it shrinks to the room there is.
    """
    root = ElementTree.fromstring(_NOT_IN_XML.sub("", svg))  # noqa: S314 - matplotlib's own, of a moment ago
    marks = {f"#{one.get('id')}": one for one in root.iter(f"{_SVG}path") if one.get("id")}
    shapes = "".join(_shapes(root, marks, colours))
    frame = f'width="{width}" height="{height}" viewBox="{root.get("viewBox")}"'
    return Markup(f'<svg class="chart" role="img" aria-label="{escape(alt)}" {frame}>{shapes}</svg>')  # noqa: S704


def _shapes(
    element: ElementTree.Element, marks: Mapping[str, ElementTree.Element], colours: Mapping[str, str]
) -> Iterator[str]:
    """Yields the shapes in their order; those of one look that follow each other are one shape."""
    for looks, parts in groupby(_parts(element, marks, colours), key=lambda part: part.looks):
        text = "".join(part.text for part in parts)
        yield f'<path{looks} d="{shortest(text)}"/>' if looks else text


class _DrawnPart(NamedTuple):
    """A shape; or, where it has ``looks``, the lengths of one that may be one path with others of that look."""

    text: str
    looks: str = ""


def _parts(
    element: ElementTree.Element, marks: Mapping[str, ElementTree.Element], colours: Mapping[str, str]
) -> Iterator[_DrawnPart]:
    for child in element:
        tag = child.tag.removeprefix(_SVG)
        if tag == "g":
            yield from _parts(child, marks, colours)
        elif tag == "path":
            yield _DrawnPart(child.get("d", ""), _looks(child, colours))
        elif tag == "use":
            yield _mark(child, marks[child.get(_LINK, "")].get("d", ""), colours)
        elif tag == "text" and child.text:
            moved = _PLACE.search(child.get("transform", ""))
            across, down = moved.groups() if moved else (child.get("x", "0"), child.get("y", "0"))
            place = f'x="{_short(across)}" y="{_short(down)}"'
            looks = _looks(child, colours).replace(' class="ink"', "")  # which words are
            yield _DrawnPart(f"<text{looks} {place}>{escape(child.text)}</text>")


def _mark(use: ElementTree.Element, path: str, colours: Mapping[str, str]) -> _DrawnPart:
    """A mark at its place: a round one without an edge is the round end of a line that goes nowhere."""
    x, y = (float(use.get(name, "0")) for name in "xy")
    looks, round_one = _looks(use, colours), _ROUND.match(" ".join(path.split()))
    if round_one is None:
        return _DrawnPart(_LENGTHS.sub(lambda at: f"{float(at[1]) + x:.2f} {float(at[2]) + y:.2f}", path), looks)
    radius = float(round_one[1])
    if "edge-" in looks:
        place = f'cx="{_short(f"{x:.2f}")}" cy="{_short(f"{y:.2f}")}"'
        return _DrawnPart(f'<circle{looks} {place} r="{_short(str(radius))}"/>')
    looks = looks.replace(' class="', ' class="dots edge-')
    return _DrawnPart(f"M {x:.2f} {y:.2f} h0", f'{looks} stroke-width="{_short(str(2 * radius))}"')


def _looks(element: ElementTree.Element, colours: Mapping[str, str]) -> str:
    """The element's style as classes of its colours and what else is not as usual."""
    style = dict(part.strip().split(": ", 1) for part in element.get("style", "").split(";") if part.strip())
    fill, stroke = style.get("fill", "none" if "stroke" in style else ""), style.get("stroke", "")
    names = [colours.get(fill.lower(), "")]  # what has an edge alone is empty
    names += [f"edge-{colours[stroke.lower()]}"] if stroke.lower() in colours else []
    names += ["strong"] if style.get("font-weight") == "700" else []
    kept = "".join(
        f' {name}="{_short(style[name].removesuffix("px"))}"'
        for name, usual in _KEPT.items()
        if style.get(name, usual) != usual
    )
    return f' class="{" ".join(filter(None, names))}"{kept}'


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
        if letter in "MLCQ":
            across, down = ends[-2:]
        begun = (across, down) if letter == "M" else begun
        across, down = begun if letter == "z" else (across, down)
    return written


def _step(name: str, tenths: Sequence[int], written: str, last: str) -> str:
    """A step as it follows what is written: its name where that is not as before, and no space where none is needed."""
    is_said = name == last or (last, name) in {("M", "L"), ("m", "l")}
    text = "" if is_said else name
    for number in map(_tenths, tenths):
        text += f" {number}" if (text or written)[-1:].isdigit() and number[0] != "-" else number
    return text


def _tenths(number: int) -> str:
    whole, part = divmod(abs(number), 10)
    return f"{'-' if number < 0 else ''}{whole or ('' if part else 0)}{f'.{part}' if part else ''}"


def _short(lengths: str) -> str:
    return _NUMBER.sub(lambda found: f"{float(found[0]):.1f}".removesuffix(".0"), lengths)
