"""The downloads of a report, made from its record alone: a CSV a table, one workbook, one JSON."""

import csv
import datetime
import io
import json
import re
from collections.abc import Iterable
from decimal import Decimal

import xlsxwriter

from pprr.domain.record import RecordColumn, RecordTable, ReportRecord

# What makes a spreadsheet compute a text (OWASP, CSV injection; CWE-1236), unless it is a plain figure such as -0.8%.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_FIGURE = re.compile(r"[+-]\d[\d,]*(?:\.\d+)?[%m]?", re.ASCII)
# A workbook states when it was made; a fixed day keeps the same data the same bytes.
_MADE = datetime.datetime(2000, 1, 1)  # noqa: DTZ001
_WIDEST = 60
_MOST, _KEPT, _CUT = 32_767, 32_000, " [cut here: Excel holds no more, the CSV has all]"  # Excel's limit of a cell


def downloads(name: str, tables: Iterable[str]) -> list[tuple[str, str]]:
    """The address of each download, beside the page, and what it is called.

    ``name`` is the report's, for the usual kind the portfolio's slug; ``tables`` are those of the record.
    """
    return [
        (f"{name}/{name}.xlsx", "All tables as one Excel workbook"),
        (f"{name}/{name}.json", "All tables as JSON, with a data dictionary"),
        *((f"{name}/{table}.csv", f"{table.capitalize()} as CSV") for table in tables),
    ]


def files(record: ReportRecord, name: str = "") -> dict[str, bytes]:
    """The downloads of the report of that name (its portfolio's, if it has none) by address.

    The same record gives the same bytes.
    """
    name = name or record["portfolio"]["slug"]
    return {
        **{f"{name}/{table}.csv": as_csv(record["tables"][table]) for table in record["order"]},
        f"{name}/{name}.json": as_json(record),
        f"{name}/{name}.xlsx": as_workbook(record),
    }


def with_own_links(page: str, record: ReportRecord, name: str) -> str:
    """The page with its links led to the report's own downloads.

    A notebook does not know of which kind its report is, and links as the usual one does.
    """
    usual, own = downloads(record["portfolio"]["slug"], record["order"]), downloads(name, record["order"])
    for (address, _), (other, _) in zip(usual, own, strict=True):
        page = page.replace(f'href="{address}"', f'href="{other}"')
    return page


def as_json(record: ReportRecord) -> bytes:
    """The record as JSON that people can read too."""
    return (json.dumps(record, indent=1, ensure_ascii=False) + "\n").encode()


def as_csv(table: RecordTable) -> bytes:
    """One table as CSV for Excel. A text that a spreadsheet would compute gets an apostrophe; numbers stay numbers."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow([column["name"] for column in table["columns"]])
    for row in table["rows"]:
        writer.writerow([_csv_cell(value, column) for value, column in zip(row, table["columns"], strict=True)])
    return stream.getvalue().encode("utf-8-sig")


def as_workbook(record: ReportRecord) -> bytes:
    """Every table on a sheet of its own, behind a first sheet that says what each column means."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": f"{record['portfolio']['name']}: {record['title']}", "created": _MADE})
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        contents = book.add_worksheet("Contents")
        contents.set_column(0, 1, 22)
        contents.set_column(2, 2, 80, wrapped)
        lines = [record["council"], record["portfolio"]["name"], record["title"], record["state"], record["notice"]]
        for at, line in enumerate(line for line in lines if line):
            contents.write_string(at, 0, line, bold if at < 3 else None)
        at = len(lines) + 1
        for label, place in (("Table", 0), ("Column", 1), ("Meaning", 2)):
            contents.write_string(at, place, label, bold)
        for name in record["order"]:
            table = record["tables"][name]
            at += 1
            contents.write_string(at, 0, name, bold)
            contents.write_string(at, 2, table["row"])
            for column in table["columns"]:
                at += 1
                contents.write_string(at, 1, column["name"])
                contents.write_string(at, 2, column["meaning"])
            _write_sheet(book.add_worksheet(name), table, bold)
    return stream.getvalue()


def _write_sheet(sheet: xlsxwriter.worksheet.Worksheet, table: RecordTable, bold: object) -> None:
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(table["columns"]):
        sheet.write_string(0, place, column["name"], bold)
        widest = max((len(str(row[place] or "")) for row in table["rows"]), default=0)
        sheet.set_column(place, place, min(max(widest, len(column["name"])) + 2, _WIDEST))
    for at, row in enumerate(table["rows"], start=1):
        for place, (value, column) in enumerate(zip(row, table["columns"], strict=True)):
            if value is None:
                continue
            if isinstance(value, bool):
                sheet.write_string(at, place, "yes" if value else "no")
            elif column["type"] in {"decimal", "integer"}:
                sheet.write_number(at, place, float(Decimal(str(value))))
            else:
                text = str(value)
                sheet.write_string(at, place, text if len(text) <= _MOST else f"{text[:_KEPT]}{_CUT}")


def _csv_cell(value: object, column: RecordColumn) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    is_formula = column["type"] == "text" and text.startswith(_FORMULA) and not _FIGURE.fullmatch(text)
    return f"'{text}" if is_formula else text
