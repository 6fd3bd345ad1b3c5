"""A table of records as Parquet: texts as they are, decimals exact, blanks as nulls; the same table, the same bytes."""

import tempfile
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from pprr.domain.table import Column, ColumnType

_LEAST_DECIMALS = 6  # so that a column keeps its type whatever a period brings
_DIGITS = 38


def as_parquet(columns: Sequence[Column], rows: Sequence[Sequence[object]]) -> bytes:
    """The rows as one Parquet file with those columns."""
    # Imported here: it takes a tenth of a second.
    import duckdb

    plain = ", ".join(f"'{column.name}': 'VARCHAR'" for column in columns)
    typed = ", ".join(
        f'CAST("{column.name}" AS {_type(column, (row[at] for row in rows))}) AS "{column.name}"'
        for at, column in enumerate(columns)
    )
    with tempfile.TemporaryDirectory(prefix="pprr-data-") as name:
        lines, made = Path(name) / "table.csv", Path(name) / "table.parquet"
        with lines.open("w", encoding="utf-8", newline="") as file:
            file.writelines(f"{','.join(map(_quoted, row))}\n" for row in rows)
        settings: dict[str, str | bool | int | float | list[str]] = {
            "threads": 1,  # more of them part the rows in another way each time
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        with duckdb.connect(config=settings) as connection:
            # The names of columns are our own, and the two paths are parameters.
            connection.execute(
                f"CREATE TABLE plain AS SELECT {typed} FROM read_csv(?, header = false, auto_detect = false, "  # noqa: S608
                f"columns = {{{plain}}}, delim = ',', quote = '\"', escape = '\"', new_line = '\\n', nullstr = '', "
                "allow_quoted_nulls = false, parallel = false, max_line_size = 16000000)",
                [str(lines)],
            )
            connection.table("plain").to_parquet(str(made), compression="zstd")
        return made.read_bytes()


def _quoted(value: object) -> str:
    """The value as the engine reads it; nothing, for a null, is the one that is not in quotes."""
    if value is None:
        return ""
    text = str(value).replace('"', '""')
    return f'"{text}"'


def _type(column: Column, values: Iterable[object]) -> str:
    if column.type is ColumnType.DECIMAL:
        return f"DECIMAL({_DIGITS}, {max(_LEAST_DECIMALS, _decimals(values))})"
    if column.is_date:
        return "DATE"
    return {ColumnType.INTEGER: "BIGINT", ColumnType.FLAG: "BOOLEAN"}.get(column.type, "VARCHAR")


def _decimals(values: Iterable[object]) -> int:
    exponents = (Decimal(str(value)).as_tuple().exponent for value in values if value is not None)
    return max((-one for one in exponents if isinstance(one, int)), default=0)
