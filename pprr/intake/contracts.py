"""Holds tables to what they declare, and writes and reads them as CSV that opens in Excel."""

import csv
import functools
import io
from collections.abc import Iterable, Mapping
from decimal import Decimal

import pandas as pd
import pandera.pandas as pa

from pprr.model.table import Column, ColumnType, Table

VERSION = 2
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


def frame(table: Table, rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """The rows as a table with the declared columns and types; raises pandera's SchemaErrors, all at once."""
    checked: pd.DataFrame = schema(table).validate(_typed(table, rows), lazy=True)
    return checked


@functools.cache
def schema(table: Table) -> pa.DataFrameSchema:
    """The pandera schema of a table: its columns in order, no others, its key unique."""
    return pa.DataFrameSchema(
        {column.name: _column(column) for column in table.columns},
        strict=True,
        ordered=True,
        unique=list(table.key) or None,
        name=table.name,
        description=table.row,
    )


def to_csv(table: Table, data: pd.DataFrame) -> bytes:
    """The checked table as CSV: UTF-8 with the mark that Excel looks for, text that no spreadsheet computes."""
    schema(table).validate(data, lazy=True)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(data.columns)
    for row in data.itertuples(index=False):
        writer.writerow([_written(value, column) for value, column in zip(row, table.columns, strict=True)])
    return stream.getvalue().encode("utf-8-sig")


def from_csv(table: Table, data: bytes) -> pd.DataFrame:
    """The table that ``to_csv`` wrote, types and all, held to its schema again."""
    checked: pd.DataFrame = schema(table).validate(read_back(table, data), lazy=True)
    return checked


def read_back(table: Table, data: bytes) -> pd.DataFrame:
    """The table in bytes that a manifest vouches for: the very ones that ``to_csv`` checked, so not checked again."""
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return _typed(table, [{c.name: _read(row[c.name], c) for c in table.columns} for row in rows])


def _typed(table: Table, rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    names = [column.name for column in table.columns]
    listed = [[row[name] for name in names] for row in rows]
    data = {
        column.name: pd.Series([cells[place] for cells in listed], dtype=_dtype(column))
        for place, column in enumerate(table.columns)
    }
    return pd.DataFrame(data, columns=names)


def safe_text(text: str) -> str:
    """The text as a cell that no spreadsheet computes."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _dtype(column: Column) -> str:
    return {
        ColumnType.TEXT: "str",
        ColumnType.DECIMAL: "object",
        ColumnType.INTEGER: "int64",
        ColumnType.FLAG: "bool",
    }[column.type]


def _column(column: Column) -> pa.Column:
    checks = []
    if column.type is ColumnType.DECIMAL:
        allowed = (Decimal, type(None)) if column.is_optional else Decimal
        checks.append(pa.Check(lambda value: isinstance(value, allowed), element_wise=True, name="exact decimal"))
    elif column.type is ColumnType.TEXT and not column.is_optional:
        checks.append(pa.Check(lambda value: value != "", element_wise=True, name="not blank"))
    if column.choices:
        choices = {str(choice) for choice in column.choices} | ({""} if column.is_optional else set())
        checks.append(pa.Check.isin(sorted(choices)))
    nullable = column.type is ColumnType.DECIMAL and column.is_optional
    return pa.Column(_dtype(column), checks, nullable=nullable, description=column.meaning)


def _written(value: object, column: Column) -> str:
    if column.type is ColumnType.TEXT:
        return safe_text(str(value))
    if column.type is ColumnType.FLAG:
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _read(text: str, column: Column) -> object:
    if column.type is ColumnType.TEXT:
        return text[1:] if text.startswith("'") else text
    if column.type is ColumnType.FLAG:
        return text == "yes"
    if column.type is ColumnType.INTEGER:
        return int(text)
    return Decimal(text) if text else None
