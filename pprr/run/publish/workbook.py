"""The Excel download: every table of a report on a sheet of its own, behind a cover, a list of them, and the notes.

It keeps the essential items of the checklist that the Government Analysis Function has for accessible spreadsheets:
each sheet has its title in A1 and one marked-up table with a name; columns have plain names, which the notes explain;
nothing is frozen, merged or hidden, and it is said what an empty cell means.
"""

import datetime
import io
from collections.abc import Sequence
from decimal import Decimal

import xlsxwriter

from pprr.domain.record import RecordColumn, RecordTable, ReportRecord
from pprr.formats import plural

COVER, CONTENTS, NOTES = "Cover", "Contents", "Notes"
HEAD_ROW = 4  # of every table of the report, from 1: a title, what a row is and what an empty cell means above it
# A workbook states when it was made; a fixed day keeps the same data the same bytes.
_MADE = datetime.datetime(2000, 1, 1)  # noqa: DTZ001
_WIDEST = 60
_MOST, _KEPT, _CUT = 32_767, 32_000, " [cut here: Excel holds no more, the CSV has all]"  # Excel's limit of a cell
_TEXT = RecordColumn(name="", type="text", meaning="")


def label_of(name: str) -> str:
    """The plain name of a column or table: ``Target as printed``."""
    return name.replace("_", " ").capitalize()


def as_workbook(record: ReportRecord) -> bytes:
    """The record as a workbook. The same record gives the same bytes."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as book:
        whose = f"{record['portfolio']['name']}: {record['title']}"
        book.set_properties({"title": whose, "author": record["council"], "created": _MADE})
        sheets = _Sheets(book, whose)
        tables = {name: record["tables"][name] for name in record["order"]}
        sheets.cover(record)
        listed: list[tuple[object, ...]] = [
            (label_of(name), plural(len(table["rows"]), "row"), table["row"]) for name, table in tables.items()
        ]
        sheets.table(CONTENTS, "The sheets with figures, in their order.", ["Sheet", "Rows", "What a row is"], listed)
        notes: list[tuple[object, ...]] = [
            (label_of(name), label_of(column["name"]), column["name"], column["meaning"])
            for name, table in tables.items()
            for column in table["columns"]
        ]
        heads = ["Sheet", "Column", "Name in CSV and JSON", "Meaning"]
        sheets.table(NOTES, "What each column means.", heads, notes)
        for name, table in tables.items():
            sheets.of_record(label_of(name), table)
    return stream.getvalue()


class _Sheets:
    """The sheets of a workbook, each begun in the same way."""

    def __init__(self, book: xlsxwriter.Workbook, whose: str) -> None:
        self._book, self._whose = book, whose
        self._title = book.add_format({"bold": True, "font_size": 14})
        self._head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self._long = book.add_format({"text_wrap": True, "valign": "top"})

    def cover(self, record: ReportRecord) -> None:
        sheet = self._book.add_worksheet(COVER)
        sheet.set_column(0, 0, 100, self._long)
        lines = [
            *(record["council"], record["state"], record["notice"]),
            f"{CONTENTS} lists the sheets with figures. {NOTES} says what each column means.",
            "An empty cell means that there is nothing to say. Money is in £000; figures are in whole units.",
        ]
        sheet.write_string(0, 0, self._whose, self._title)
        for at, line in enumerate(filter(None, lines), start=1):
            sheet.write_string(at, 0, line)

    def of_record(self, name: str, table: RecordTable) -> None:
        columns = table["columns"]
        self.table(name, table["row"], [label_of(one["name"]) for one in columns], table["rows"], columns)

    def table(
        self,
        name: str,
        about: str,
        heads: Sequence[str],
        rows: Sequence[Sequence[object]],
        columns: Sequence[RecordColumn] = (),
    ) -> None:
        """A sheet with one table; a table without rows is said to have none, and has its heads alone."""
        sheet = self._book.add_worksheet(name)
        sheet.write_string(0, 0, f"{name}. {self._whose}", self._title)
        sheet.write_string(1, 0, about)
        held = "An empty cell means that there is nothing to say." if rows else "There are no rows."
        sheet.write_string(2, 0, f"This sheet has one table. {held}")
        for at, row in enumerate(rows, start=HEAD_ROW):
            for place, value in enumerate(row):
                _write(sheet, at, place, value, columns[place] if columns else _TEXT, self._long)
        for place, head in enumerate(heads):
            widest = max((len(str(row[place] or "")) for row in rows), default=0)
            sheet.set_column(place, place, min(max(widest, len(head)) + 2, _WIDEST))
            if not rows:
                sheet.write_string(HEAD_ROW - 1, place, head, self._head)
        if rows:
            marked = {
                "name": name.replace(" ", "_"),
                "columns": [{"header": head, "header_format": self._head} for head in heads],
                "autofilter": False,
                "style": "Table Style Light 1",
                "banded_rows": False,
            }
            sheet.add_table(HEAD_ROW - 1, 0, HEAD_ROW - 1 + len(rows), len(heads) - 1, marked)


def _write(
    sheet: xlsxwriter.worksheet.Worksheet, at: int, place: int, value: object, column: RecordColumn, long: object
) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_string(at, place, "yes" if value else "no")
    elif column["type"] in {"decimal", "integer"}:
        sheet.write_number(at, place, float(Decimal(str(value))))
    else:
        text = str(value)
        kept = text if len(text) <= _MOST else f"{text[:_KEPT]}{_CUT}"
        sheet.write_string(at, place, kept, long if len(kept) > _WIDEST else None)
