"""The council's logo as the page carries it: a small PNG, or an SVG of shapes alone."""

import base64
import re
from pathlib import Path
from xml.etree import ElementTree

from pprr.domain.errors import ProjectError

_MOST_BYTES = 30_000  # every page carries it
_PNG = b"\x89PNG\r\n\x1a\n"
_SVG = "http://www.w3.org/2000/svg"
_SHAPES = {
    *("svg", "g", "defs", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
    *("clipPath", "linearGradient", "radialGradient", "stop", "text", "tspan"),
}
_ELSEWHERE = re.compile(r"url\((?!['\"]?#)|[a-z]+script:|@import", re.IGNORECASE)
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def logo_address(path: Path, *, name: str) -> str:
    """The logo as an address that a page can carry; ``name`` is what messages call its file.

    What could run in an SVG, or ask another machine for something, is left out of it. Raises ProjectError where the
    file is not there, is larger than a page should carry, or is neither.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ProjectError("logo-unusable", case="missing", file=name) from error
    if len(data) > _MOST_BYTES:
        raise ProjectError("logo-unusable", case="large", file=name, size=f"{len(data):,}", most=f"{_MOST_BYTES:,}")
    if data.startswith(_PNG):
        return _address("png", data)
    if _DECLARED.search(data):
        raise ProjectError("logo-unusable", case="declared", file=name)
    try:
        root = ElementTree.fromstring(data)  # noqa: S314 - small, and it declares nothing
    except ElementTree.ParseError as error:
        raise ProjectError("logo-unusable", case="neither", file=name) from error
    if root.tag != f"{{{_SVG}}}svg":
        raise ProjectError("logo-unusable", case="neither", file=name)
    _clean(root)
    return _address("svg+xml", _text(root).encode())


def _clean(element: ElementTree.Element) -> None:
    for child in list(element):
        if child.tag in {f"{{{_SVG}}}{name}" for name in _SHAPES}:
            _clean(child)
        else:
            element.remove(child)
    for name, value in list(element.attrib.items()):
        if "}" in name or name.lower().startswith("on") or name == "href" or _ELSEWHERE.search(value):
            del element.attrib[name]


def _text(root: ElementTree.Element) -> str:
    for element in root.iter():
        element.tag = element.tag.removeprefix(f"{{{_SVG}}}")
    root.set("xmlns", _SVG)
    return ElementTree.tostring(root, encoding="unicode")


def _address(kind: str, data: bytes) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
