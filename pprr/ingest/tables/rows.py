"""Writes rows as the CSV of their table, held to what it declares; only what breaks that needs pandas to be told."""

import csv
import datetime
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from pprr.domain.table import Column, ColumnType, Table
from pprr.ingest.tables.sheet import safe_text

_MOST = 2**63  # what no longer fits into the integers of a frame


def rows_to_csv(table: Table, rows: Iterable[Mapping[str, object]]) -> bytes:
    """The rows as the CSV of their table: UTF-8 with the mark that Excel looks for.

    Others than such as keep what the table declares go by its schema, which says what is wrong: ``contracts.frame``.
    """
    listed = list(rows)
    if not is_sound(table, listed):
        from pprr.ingest.tables import contracts

        return contracts.to_csv(table, contracts.frame(table, listed))
    return written(table, ([row[column.name] for column in table.columns] for row in listed))


def is_sound(table: Table, rows: Sequence[Mapping[str, object]]) -> bool:
    """True where every value is of its column's type, is one of its choices, and is there, and no key is met twice."""
    if table.key and len({tuple(row[name] for name in table.key) for row in rows}) < len(rows):
        return False
    return all(_is_sound(column, row[column.name]) for column in table.columns for row in rows)


def written(table: Table, rows: Iterable[Sequence[object]]) -> bytes:
    """The rows of values as CSV, text so that no spreadsheet computes it; nothing of them is looked at."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow([column.name for column in table.columns])
    for row in rows:
        writer.writerow([_cell(value, column) for value, column in zip(row, table.columns, strict=True)])
    return stream.getvalue().encode("utf-8-sig")


def _is_sound(column: Column, value: object) -> bool:
    if column.type is ColumnType.TEXT:
        if type(value) is datetime.date:
            return column.is_date
        if not isinstance(value, str) or not (value or column.is_optional):
            return False
        return not value or not column.choices or value in column.choices
    if column.type is ColumnType.FLAG:
        return isinstance(value, bool)
    if value is None:
        return column.is_optional and column.type is not ColumnType.INTEGER
    if column.type is ColumnType.DECIMAL:
        return isinstance(value, Decimal)
    return isinstance(value, int) and not isinstance(value, bool) and -_MOST <= value < _MOST


def _cell(value: object, column: Column) -> str:
    if column.type is ColumnType.TEXT:
        return safe_text(str(value))
    if column.type is ColumnType.FLAG:
        return "yes" if value else "no"
    return "" if value is None else str(value)
