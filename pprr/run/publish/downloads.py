"""The downloads of a report, made from its record alone: a CSV a table, one workbook, one JSON."""

import csv
import io
import json
import re
from collections.abc import Iterable

from pprr.domain.record import RecordColumn, RecordTable, ReportRecord
from pprr.run.publish.workbook import as_workbook

# What makes a spreadsheet compute a text (OWASP, CSV injection; CWE-1236), unless it is a plain figure such as -0.8%.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_FIGURE = re.compile(r"[+-]\d[\d,]*(?:\.\d+)?[%m]?", re.ASCII)


def downloads(name: str, tables: Iterable[str]) -> list[tuple[str, str]]:
    """The address of each download, beside the page, and what it is called.

    ``name`` is the report's, for the usual kind the portfolio's slug; ``tables`` are those of the record.
    """
    return [
        (f"{name}/{name}.xlsx", "All tables as one Excel workbook"),
        (f"{name}/{name}.json", "All tables as JSON, with a data dictionary"),
        *((f"{name}/{table}.csv", f"{table.replace('_', ' ').capitalize()} as CSV") for table in tables),
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


def _csv_cell(value: object, column: RecordColumn) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return as_cell(str(value)) if column["type"] == "text" else str(value)


def as_cell(text: str) -> str:
    """The text as a CSV holds it; one that a spreadsheet would compute gets an apostrophe."""
    return f"'{text}" if text.startswith(_FORMULA) and not _FIGURE.fullmatch(text) else text
