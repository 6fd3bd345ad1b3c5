"""Turns a drawing of matplotlib into SVG that stands in the page itself: shapes and words, no ids, styles or links.

Colours become classes, which the style sheet fills: dark mode and forced colours reach them, and so do a reader's
search and a screen reader. No id is left that another drawing of the page could share.
"""

import re
from collections.abc import Iterator, Mapping
from html import escape
from xml.etree import ElementTree

from markupsafe import Markup

_SVG, _LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
_PLACE = re.compile(r"translate\((\S+) (\S+)\)")
_ROUND = re.compile(r"M 0 (\S+) C")  # a circle of matplotlib's begins at its foot, and is made of curves
_NUMBER = re.compile(r"-?\d+\.\d+")
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
    for child in element:
        tag = child.tag.removeprefix(_SVG)
        if tag == "g":
            yield from _shapes(child, marks, colours)
        elif tag == "path":
            yield f"<path{_looks(child, colours)} d={_path(child.get('d', ''))}/>"
        elif tag == "use":
            mark, x, y = marks[child.get(_LINK, "")].get("d", ""), *(_short(child.get(name, "0")) for name in "xy")
            round_one = _ROUND.match(" ".join(mark.split()))
            if round_one:
                radius = _short(round_one[1])
                yield f'<circle{_looks(child, colours)} cx="{x}" cy="{y}" r="{radius}"/>'
            else:
                yield f'<path{_looks(child, colours)} transform="translate({x} {y})" d={_path(mark)}/>'
        elif tag == "text" and child.text:
            moved = _PLACE.search(child.get("transform", ""))
            across, down = moved.groups() if moved else (child.get("x", "0"), child.get("y", "0"))
            place = f'x="{_short(across)}" y="{_short(down)}"'
            yield f"<text{_looks(child, colours)} {place}>{escape(child.text)}</text>"


def _looks(element: ElementTree.Element, colours: Mapping[str, str]) -> str:
    """The element's style as classes of its colours and what else is not as usual."""
    style = dict(part.strip().split(": ", 1) for part in element.get("style", "").split(";") if part.strip())
    fill, stroke = style.get("fill", "none" if "stroke" in style else ""), style.get("stroke", "")
    names = [colours.get(fill.lower(), "")] if fill != "none" else ["hollow"]
    names += [f"edge-{colours[stroke.lower()]}"] if stroke.lower() in colours else []
    names += ["strong"] if style.get("font-weight") == "700" else []
    kept = "".join(
        f' {name}="{style[name].removesuffix("px")}"'
        for name, usual in _KEPT.items()
        if style.get(name, usual) != usual
    )
    return f' class="{" ".join(filter(None, names))}"{kept}'


def _path(d: str) -> str:
    """The path with its lengths to a tenth, on one line."""
    return f'"{_short(" ".join(d.split())).replace(" z", "z")}"'


def _short(lengths: str) -> str:
    return _NUMBER.sub(lambda found: f"{float(found[0]):.1f}".removesuffix(".0"), lengths)
