"""Holds tables to what they declare, and writes and reads them as CSV that opens in Excel."""

import functools
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd

from pprr.domain.table import Column, ColumnType, Table
from pprr.ingest.tables.rows import written
from pprr.ingest.tables.sheet import split_csv

if TYPE_CHECKING:
    import pandera.pandas as pa  # a report, which only reads tables back, does without

_DTYPES: dict[ColumnType, Any] = {
    ColumnType.TEXT: pd.api.types.pandas_dtype("str"),
    ColumnType.DECIMAL: pd.api.types.pandas_dtype("object"),
    ColumnType.INTEGER: pd.api.types.pandas_dtype("int64"),
    ColumnType.MONEY: pd.api.types.pandas_dtype("int64"),
    ColumnType.FLAG: pd.api.types.pandas_dtype("bool"),
}


def frame(table: Table, rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """The rows as a table with the declared columns and types; raises pandera's SchemaErrors, all at once."""
    checked: pd.DataFrame = schema(table).validate(_typed(table, rows), lazy=True)
    return checked


@functools.cache
def schema(table: Table) -> "pa.DataFrameSchema":
    """The pandera schema of a table: its columns in order, no others, its key unique."""
    import pandera.pandas as pa

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
    rows = data.itertuples(index=False)
    return written(table, ([None if value is pd.NA else value for value in row] for row in rows))


def from_csv(table: Table, data: bytes) -> pd.DataFrame:
    """The table that ``to_csv`` wrote, types and all, held to its schema again."""
    checked: pd.DataFrame = schema(table).validate(read_back(table, data), lazy=True)
    return checked


def read_back(table: Table, data: bytes) -> pd.DataFrame:
    """The table in bytes that a manifest vouches for: the very ones that ``to_csv`` checked, so not checked again."""
    header, rows = split_csv(data)
    found = dict(zip(header, list(zip(*rows, strict=True)) or [()] * len(header), strict=True))
    return _framed(table, [_read(found[column.name], column) for column in table.columns])


def _typed(table: Table, rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    listed = list(rows)
    return _framed(table, [[row[column.name] for row in listed] for column in table.columns])


def _dtype(column: Column) -> Any:
    """The type of a column in a frame; an amount that may be left out has no binary float beside it."""
    is_sparse = column.type is ColumnType.MONEY and column.is_optional
    return pd.Int64Dtype() if is_sparse else _DTYPES[column.type]


def _framed(table: Table, columns: Sequence[Sequence[object]]) -> pd.DataFrame:
    data = {
        column.name: pd.array([*values], dtype=_dtype(column))
        for column, values in zip(table.columns, columns, strict=True)
    }
    return pd.DataFrame(data)


def _column(column: Column) -> "pa.Column":
    import pandera.pandas as pa

    checks = []
    if column.type is ColumnType.DECIMAL:
        allowed = (Decimal, type(None)) if column.is_optional else Decimal
        checks.append(pa.Check(lambda value: isinstance(value, allowed), element_wise=True, name="exact decimal"))
    elif column.type is ColumnType.TEXT and not column.is_optional:
        checks.append(pa.Check(lambda value: value != "", element_wise=True, name="not blank"))
    if column.choices:
        choices = {str(choice) for choice in column.choices} | ({""} if column.is_optional else set())
        checks.append(pa.Check.isin(sorted(choices)))
    nullable = column.type in (ColumnType.DECIMAL, ColumnType.MONEY) and column.is_optional
    return pa.Column(_dtype(column), checks, nullable=nullable, description=column.meaning)


def _read(texts: Sequence[str], column: Column) -> Sequence[object]:
    if column.type is ColumnType.TEXT:
        return texts
    if column.type is ColumnType.FLAG:
        return [text == "yes" for text in texts]
    if column.type in (ColumnType.INTEGER, ColumnType.MONEY):
        return [int(text) if text or not column.is_optional else None for text in texts]
    return [Decimal(text) if text else None for text in texts]
