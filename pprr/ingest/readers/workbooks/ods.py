"""Looks into an .ods before a reader does: a cell or row may say that it is repeated a million times."""

import zipfile
from collections.abc import Mapping
from xml.parsers import expat

from pprr.domain.errors import FileError
from pprr.ingest.readers.reach import Reach

CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
CELL_TAGS = ("table-cell", "covered-table-cell")
_CHUNK = 1 << 20


def check(book: zipfile.ZipFile) -> None:
    """Raises FileError for a workbook whose cells reach too far, that is protected, or that is no workbook."""
    names = book.namelist()
    if CONTENT not in names:
        raise zipfile.BadZipFile("it has no content.xml")
    if _MANIFEST in names and b"encryption-data" in book.read(_MANIFEST):
        raise FileError("password", remedy="again")
    cells = _Cells()
    parser = expat.ParserCreate()
    parser.StartElementHandler = cells.start
    parser.EndElementHandler = cells.end
    try:
        with book.open(CONTENT) as content:
            while chunk := content.read(_CHUNK):
                parser.Parse(chunk)
            parser.Parse(b"", True)
    except (expat.ExpatError, LookupError) as error:  # the second for an encoding that there is not
        raise FileError("workbook-broken", remedy="ods", problem=error) from error


class _Cells:
    """Follows a sheet's rows and cells. Blank ones at the end are repeated to the sheet's edge, and cost nothing."""

    def __init__(self) -> None:
        self._reach = Reach()
        self._row = self._column = 0
        self._repeats = self._width = 1
        self._is_filled = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "table":
            self._reach, self._row = Reach(), 0
        elif name == "table-row":
            self._repeats = times(attributes, "number-rows-repeated")
            self._column = 0
        elif name in CELL_TAGS:
            self._width = times(attributes, "number-columns-repeated")
            self._is_filled = any(key.rpartition(":")[2] in {"value-type", "formula"} for key in attributes)
        elif name == "p":
            self._is_filled = True

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "table-row":
            self._row += self._repeats
        elif name in CELL_TAGS:
            self._column += self._width
            if self._is_filled:
                self._reach.add(self._row + self._repeats, self._column)


def times(attributes: Mapping[str, str], name: str) -> int:
    """Reads how often an element is repeated; a number that is none is as bad as one too large."""
    for key, value in attributes.items():
        if key.rpartition(":")[2] == name:
            if not value.isdecimal():
                raise FileError("cell-repeated", times=value)
            return int(value)
    return 1
