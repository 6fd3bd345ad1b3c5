"""The parts of an .xlsx beside its sheets: where each is, the formats of its cells, the texts of several runs."""

import html
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from xml.parsers import expat

from pprr.domain.errors import FileError
from pprr.ingest.readers.workbooks.number_format import built_in, parse_format
from pprr.ingest.readers.workbooks.runs import PLAIN, Font, TextRun, points
from pprr.ingest.readers.workbooks.styled import Style

WORKBOOK, STYLES, _STRINGS, _ABOUT = "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "docProps/app.xml"
_STRING = re.compile(rb"<((?:\w+:)?)si\b[^>]*?(?:/>|>(.*?)</\1si>)", re.DOTALL)
_PHONETIC = re.compile(rb"<((?:\w+:)?)rPh\b.*?</\1rPh>", re.DOTALL)
_RUN = re.compile(rb"<((?:\w+:)?)r>(.*?)</\1r>", re.DOTALL)
_TEXT = re.compile(rb"<((?:\w+:)?)t\b[^>]*?(?:/>|>(.*?)</\1t>)", re.DOTALL)
_FONT = re.compile(rb"<(?:\w+:)?rPr\b")
_RAISED = re.compile(rb"""<(?:\w+:)?vertAlign\b[^>]*\bval\s*=\s*["'](?:super|sub)script["']""")
_STRUCK = re.compile(rb"""<(?:\w+:)?(?:d?strike)\b(?![^>]*\bval\s*=\s*["'](?:0|false)["'])""")
_SIZE = re.compile(rb"""<(?:\w+:)?sz\b[^>]*\bval\s*=\s*["']([\d.]{1,6})["']""")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CDATA = re.compile(rb"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_OFF = {"0", "false"}
_SURROGATES = range(0xD800, 0xE000)


def read_part(book: zipfile.ZipFile, name: str) -> bytes:
    """A part's XML with nothing in it that only hides what it says; empty where there is no such part."""
    try:
        data = book.read(name)
    except KeyError:
        return b""
    if b"<!" in data:
        data = _CDATA.sub(lambda match: html.escape(match[1].decode("utf-8", "replace")).encode(), data)
        data = _COMMENT.sub(b"", data)
    return data


def part_of(book: zipfile.ZipFile, sheet: str) -> str | None:
    """The name of the part that holds the sheet."""
    names = set(book.namelist())
    key = next(
        (
            at["id"]
            for name, at in elements(book, WORKBOOK)
            if name == "sheet" and at.get("name") == sheet and "id" in at
        ),
        None,
    )
    target = next((at.get("Target", "") for at in _relations(book, WORKBOOK) if at.get("Id") == key), "")
    part = _resolved(WORKBOOK, target)
    return part if part in names else None


def comments_of(book: zipfile.ZipFile, part: str) -> bytes:
    """The part with the comments of a sheet's cells; empty where it has none."""
    kinds = ((at.get("Type", ""), at.get("Target", "")) for at in _relations(book, part))
    target = next((target for kind, target in kinds if kind.endswith("/comments")), "")
    return read_part(book, _resolved(part, target)) if target else b""


def was_saved_by_libreoffice(book: zipfile.ZipFile) -> bool:
    """Tells whether LibreOffice wrote the workbook, which keeps results of formulas that nobody has calculated."""
    return b"LibreOffice" in read_part(book, _ABOUT)


def styles_of(book: zipfile.ZipFile) -> Mapping[int, Style]:
    """The styles of cells, by number."""
    found = _Styles()
    _parse(book, STYLES, found)
    return {
        number: Style(parse_format(found.codes.get(code, built_in(code))), found.fonts.get(font, PLAIN))
        for number, (code, font) in enumerate(found.cells)
    }


class _Styles:
    """Follows the part with the styles: codes of formats, fonts, and the cells' styles in their order."""

    def __init__(self) -> None:
        self.codes: dict[int, str] = {}
        self.fonts: dict[int, Font] = {}
        self.cells: list[tuple[int, int]] = []
        self._within: list[str] = []
        self._font = -1

    def start(self, name: str, at: dict[str, str]) -> None:
        """An element and its attributes, both without their prefixes."""
        parent = self._within[-1] if self._within else ""
        self._within.append(name)
        if name == "numFmt" and parent == "numFmts":
            self.codes[_number(at.get("numFmtId"))] = at.get("formatCode", "")
        elif name == "font" and parent == "fonts":
            self._font += 1
        elif parent == "font" and "fonts" in self._within:
            font = self.fonts.get(self._font, PLAIN)
            if name == "strike" and at.get("val") not in _OFF:
                self.fonts[self._font] = font._replace(is_struck=True)
            elif name == "vertAlign" and at.get("val") in {"superscript", "subscript"}:
                self.fonts[self._font] = font._replace(is_raised=True)
            elif name == "sz":
                self.fonts[self._font] = font._replace(size=points(at.get("val", "")))
        elif name == "xf" and parent == "cellXfs":
            self.cells.append((_number(at.get("numFmtId")), _number(at.get("fontId"))))

    def end(self, name: str) -> None:
        """The end of an element."""
        self._within.pop()


def rich_strings(book: zipfile.ZipFile) -> dict[int, tuple[TextRun, ...]]:
    """The shared texts of several runs, by number."""
    data = read_part(book, _STRINGS)
    if not re.search(rb"<(?:\w+:)?r>", data):
        return {}
    found = {}
    for number, match in enumerate(_STRING.finditer(data)):
        if match[2] and (runs := runs_of(match[2])):
            found[number] = runs
    return found


def runs_of(data: bytes) -> tuple[TextRun, ...]:
    """The runs that an element holds, if any."""
    return tuple(
        TextRun(text_of(match[2]), _font(match[2]) if _FONT.search(match[2]) else None)
        for match in _RUN.finditer(_PHONETIC.sub(b"", data))
    )


def _font(data: bytes) -> Font:
    size = _SIZE.search(data)
    struck, raised = _STRUCK.search(data) is not None, _RAISED.search(data) is not None
    return Font(struck, raised, points(size[1].decode()) if size else 0)


def text_of(data: bytes) -> str:
    """The text that an element holds, all of its pieces together."""
    pieces = (match[2] or b"" for match in _TEXT.finditer(_PHONETIC.sub(b"", data)))
    return _ESCAPE.sub(_letter, html.unescape(b"".join(pieces).decode("utf-8", "replace")))


def _letter(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if code in _SURROGATES else chr(code)


def elements(book: zipfile.ZipFile, part: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Every element of the part with its attributes, both without their prefixes."""
    found = _Elements()
    _parse(book, part, found)
    return iter(found.found)


class _Elements:
    def __init__(self) -> None:
        self.found: list[tuple[str, dict[str, str]]] = []

    def start(self, name: str, at: dict[str, str]) -> None:
        self.found.append((name, at))

    def end(self, name: str) -> None:
        """The end of an element says nothing more."""


def _parse(book: zipfile.ZipFile, part: str, follower: _Styles | _Elements) -> None:
    """Leads the follower through a part, if there is one; raises FileError for one that is no XML."""

    def start(tag: str, attributes: dict[str, str]) -> None:
        follower.start(tag.rpartition(":")[2], {key.rpartition(":")[2]: text for key, text in attributes.items()})

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda tag: follower.end(tag.rpartition(":")[2])
    data = read_part(book, part)
    try:
        if data:
            parser.Parse(data, True)
    except (expat.ExpatError, LookupError) as error:  # the second for an encoding that there is not
        raise FileError("part-damaged", remedy="xlsx", part=part, problem=error) from error


def _relations(book: zipfile.ZipFile, part: str) -> Iterator[dict[str, str]]:
    folder, name = posixpath.split(part)
    return (at for _, at in elements(book, f"{folder}/_rels/{name}.rels"))


def _resolved(part: str, target: str) -> str:
    """The name of the part that another refers to."""
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0
