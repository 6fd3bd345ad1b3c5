"""Rows of text as the files that councils' systems export: CSV of several kinds, XLSX, ODS; always the same bytes."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

import xlsxwriter

from pprr.demo.data import table

Rows = Sequence[Sequence[str]]
MADE = datetime(2020, 1, 1)  # noqa: DTZ001 - a workbook keeps no time zone
_ZIPPED = (1980, 1, 1, 0, 0, 0)
_LITERAL = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False, "in_memory": True}
_ODS: Mapping[str, str] = table("ods.toml")


@dataclass(frozen=True)
class Export:
    """One table as it is received. The file's ending says its kind; ``sheet`` is for workbooks."""

    file: str
    rows: Rows
    sheet: str = ""
    encoding: str = "utf-8"
    delimiter: str = ","
    end: str = "\r\n"


def to_files(exports: Iterable[Export]) -> dict[str, bytes]:
    """Every file with its bytes; the exports that name one workbook are its sheets, in their order."""
    files: dict[str, list[Export]] = {}
    for export in exports:
        files.setdefault(export.file, []).append(export)
    return {name: _bytes(name, found) for name, found in files.items()}


def _bytes(name: str, exports: Sequence[Export]) -> bytes:
    if name.endswith(".xlsx"):
        return _xlsx(exports)
    if name.endswith(".ods"):
        return _ods(exports)
    if len(exports) > 1:
        raise ValueError(f"{name} holds one table, and {len(exports)} were given")
    return delimited(exports[0])


def delimited(export: Export) -> bytes:
    """The rows as a file whose columns are parted by a mark."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=export.delimiter, lineterminator=export.end).writerows(export.rows)
    return stream.getvalue().encode(export.encoding)


def _xlsx(exports: Sequence[Export]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, _LITERAL) as book:
        book.set_properties({"created": MADE})
        bold = book.add_format({"bold": True})
        for export in exports:
            sheet = book.add_worksheet(export.sheet)
            sheet.set_column(0, 20, 16)
            for at, row in enumerate(export.rows):
                for place, cell in enumerate(row):
                    if cell:
                        sheet.write_string(at, place, cell, bold if at == 0 else None)
    return stream.getvalue()


def _ods(exports: Sequence[Export]) -> bytes:
    sheets = "".join(
        f'<table:table table:name="{escape(export.sheet)}">\n{"".join(map(_ods_row, export.rows))}</table:table>\n'
        for export in exports
    )
    content = _ODS["content"].format(sheets=sheets)
    parts = {"mimetype": _ODS["type"], "META-INF/manifest.xml": _ODS["manifest"], "content.xml": content}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as book:
        for name, text in parts.items():
            part = zipfile.ZipInfo(name, _ZIPPED)
            part.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            part.create_system = 3  # the same on every machine
            book.writestr(part, text.encode())
    return stream.getvalue()


def _ods_row(row: Sequence[str]) -> str:
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
        if cell
        else "<table:table-cell/>"
        for cell in row
    )
    return f"<table:table-row>{cells}</table:table-row>\n"
