"""A table of records as Parquet: texts as they are, decimals exact, blanks as nulls; the same table, the same bytes."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from pprr.domain.table import Column, ColumnType

if TYPE_CHECKING:
    import duckdb

_LEAST_DECIMALS = 6  # so that a column keeps its type whatever a period brings
_DIGITS = 38


def as_parquet(columns: Sequence[Column], rows: Sequence[Sequence[object]]) -> bytes:
    """The rows as one Parquet file with those columns."""
    with _engine() as (connection, folder):
        _fill(connection, folder, "plain", columns, rows)
        return _written(connection, folder)


def renewed_parquet(
    standing: bytes, same: Set[str], columns: Sequence[Column], rows: Sequence[Sequence[object]]
) -> bytes | None:
    """The rows of the periods that are the ``same`` from the table that stands, and those of all others, oldest first.

    The columns have a ``period`` and a ``period_end``. None where the table that stands has others, or other types.
    """
    with _engine() as (connection, folder):
        _fill(connection, folder, "others", columns, rows)
        path = folder / "standing.parquet"
        path.write_bytes(standing)
        there, others = connection.read_parquet(str(path)), connection.table("others")
        if (there.columns, there.types) != (others.columns, others.types):
            return None
        connection.execute(
            "CREATE TABLE plain AS SELECT * EXCLUDE (place) FROM ("
            "SELECT * RENAME (file_row_number AS place) FROM read_parquet(?, file_row_number = true) "
            "WHERE list_contains(?, period) UNION ALL SELECT *, rowid FROM others) ORDER BY period_end, place",
            [str(path), sorted(same)],
        )
        return _written(connection, folder)


def _fill(
    connection: "duckdb.DuckDBPyConnection",
    folder: Path,
    table: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[object]],
) -> None:
    """Makes a table of that name of the rows."""
    plain = ", ".join(f"'{column.name}': 'VARCHAR'" for column in columns)
    typed = ", ".join(
        f'CAST("{column.name}" AS {_type(column, (row[at] for row in rows))}) AS "{column.name}"'
        for at, column in enumerate(columns)
    )
    lines = folder / "table.csv"
    with lines.open("w", encoding="utf-8", newline="") as file:
        file.writelines(f"{','.join(map(_quoted, row))}\n" for row in rows)
    # The names of tables and columns are our own, and the path is a parameter.
    connection.execute(
        f"CREATE TABLE {table} AS SELECT {typed} FROM read_csv(?, header = false, auto_detect = false, "  # noqa: S608
        f"columns = {{{plain}}}, delim = ',', quote = '\"', escape = '\"', new_line = '\\n', nullstr = '', "
        "allow_quoted_nulls = false, parallel = false, max_line_size = 16000000)",
        [str(lines)],
    )


def _written(connection: "duckdb.DuckDBPyConnection", folder: Path) -> bytes:
    made = folder / "table.parquet"
    connection.table("plain").to_parquet(str(made), compression="zstd")
    return made.read_bytes()


@contextmanager
def _engine() -> "Iterator[tuple[duckdb.DuckDBPyConnection, Path]]":
    """A connection that gives the same bytes each time, and a folder for its files."""
    # Imported here: it takes a tenth of a second.
    import duckdb

    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": 1,  # more of them part the rows in another way each time
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    with tempfile.TemporaryDirectory(prefix="pprr-data-") as name, duckdb.connect(config=settings) as connection:
        yield connection, Path(name)


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
