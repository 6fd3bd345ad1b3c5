"""Writes the kinds of spreadsheet that no library here writes: an .ods, and an .xls of any records, sound or broken."""

import struct
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

# The same cells as tests/data/workbooks has them, each by another writer.
BY_OTHERS = ("by_openpyxl.xlsx", "by_libreoffice.xlsx", "by_libreoffice.ods", "by_libreoffice.xls")
_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns"
_MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR = 512


def opendocument_row(*cells: str | float, times: int | str = 1, wide: int = 1) -> str:
    """A row of an .ods, repeated so many times; its last cell is repeated too, to be so many columns wide.

    A number is shown in percent, as spreadsheets do; a blank text is an empty cell.
    """
    written = [_opendocument_cell(cell, "") for cell in cells[:-1]]
    written += [_opendocument_cell(cell, f'table:number-columns-repeated="{wide}"') for cell in cells[-1:]]
    return f'<table:table-row table:number-rows-repeated="{times}">{"".join(written)}</table:table-row>'


def _opendocument_cell(value: str | float, repeated: str) -> str:
    if value == "":
        return f"<table:table-cell {repeated}/>"
    if isinstance(value, float):
        number = f'office:value-type="percentage" office:value="{value}"'
        return f"<table:table-cell {number} {repeated}><text:p>{value:.0%}</text:p></table:table-cell>"
    text = f'office:value-type="string" {repeated}'
    return f"<table:table-cell {text}><text:p>{escape(value)}</text:p></table:table-cell>"


def write_opendocument(
    path: Path, *rows: str, sheet: str = "Measures", manifest: str = "", before: str = "", styles: str = ""
) -> None:
    """Writes an .ods of one sheet, its rows and the styles of its cells as XML."""
    names = ("office", "table", "text", "style", "draw", "fo")
    spaces = " ".join(f'xmlns:{name}="{_NAMESPACE}:{name}:1.0"' for name in names)
    spaces += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    table = f'<table:table table:name="{sheet}">{"".join(rows)}</table:table>'
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content {spaces}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{table}</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", _MEDIA_TYPE, zipfile.ZIP_STORED)
        book.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{_NAMESPACE}:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_MEDIA_TYPE}"/>{manifest}'
            "</manifest:manifest>",
        )
        book.writestr("content.xml", content)


def old_records(
    cells: Iterable[tuple[int, int, str | float]],
    *,
    before: Sequence[tuple[int, bytes]] = (),
    within: Sequence[tuple[int, bytes]] = (),
) -> bytes:
    """The records of an .xls with one sheet: each cell by its row and column, counted from 0.

    ``before`` are more of the workbook's records, ``within`` of the sheet's.
    """
    first = [(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)), *before]
    name = b"Measures"
    bound = struct.pack("<IBBBB", 0, 0, 0, len(name), 0) + name
    length = sum(4 + len(data) for _, data in first) + 4 + len(bound) + 4
    bound = struct.pack("<I", length) + bound[4:]
    sheet = [(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6)), *within]
    for row, column, value in cells:
        if isinstance(value, float):
            sheet.append((0x0203, struct.pack("<HHHd", row, column, 0, value)))
        else:
            text = value.encode("utf-16-le")
            sheet.append((0x0204, struct.pack("<HHHHB", row, column, 0, len(value), 1) + text))
    records = [*first, (0x0085, bound), (0x000A, b""), *sheet, (0x000A, b"")]
    return b"".join(struct.pack("<HH", kind, len(data)) + data for kind, data in records)


def write_old(path: Path, stream: bytes, *, name: str = "Workbook", circle: bool = False) -> None:
    """Writes a compound file with one stream: sector 0 is the table, 1 the directory, the stream follows."""
    stream = stream.ljust(8 * _SECTOR, b"\0")
    count = -(-len(stream) // _SECTOR)
    if count > _SECTOR // 4 - 2:
        raise ValueError("one sector of table holds no longer stream")
    following = [_TABLE, _END, *range(3, count + 2), 2 if circle else _END]
    table = struct.pack(f"<{_SECTOR // 4}I", *following, *[_FREE] * (_SECTOR // 4 - len(following)))
    directory = _entry("Root Entry", 5, _END, 0, child=1) + _entry(name, 2, 2, len(stream))
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<HHHHH6xIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1)
    header += struct.pack("<IIIIII", 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109I", 0, *[_FREE] * 108)
    path.write_bytes(header + table + directory.ljust(_SECTOR, b"\0") + stream.ljust(count * _SECTOR, b"\0"))


def _entry(name: str, kind: int, start: int, size: int, *, child: int = _FREE) -> bytes:
    text = name.encode("utf-16-le")
    data = text.ljust(64, b"\0") + struct.pack("<HBB", len(text) + 2, kind, 1)
    data += struct.pack("<III", _FREE, _FREE, child) + bytes(36)
    return data + struct.pack("<IQ", start, size)
