"""The values of an analyst's table, whatever dtypes it has, as the rules take them."""

from collections.abc import Collection, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

import pandas as pd

from pprr.domain.errors import TableError
from pprr.domain.quoted import quoted
from pprr.domain.table import records


def needs(what: str, table: pd.DataFrame, columns: Collection[str]) -> None:
    """Raises TableError where the table lacks a column."""
    missing = [name for name in columns if name not in table.columns]
    if missing:
        raise TableError("columns-missing", function=what, columns=", ".join(columns), missing=", no ".join(missing))


def plain_rows(
    table: pd.DataFrame,
    *,
    decimals: Collection[str],
    integers: Collection[str] = (),
    texts: Collection[str] = (),
) -> Iterator[tuple[object, dict[str, Any]]]:
    """Each row's label, and its values in those of the named columns that there are; None for a blank.

    A float becomes the decimal that it is printed as. Raises TableError for what is none of its column's kind.
    """
    readers = {
        name: read
        for names, read in ((decimals, _decimal), (integers, _integer), (texts, str))
        for name in names
        if name in table.columns
    }
    kept = table[list(readers)]
    for label, row in zip(table.index, records(kept.astype(object)), strict=True):
        values: dict[str, Any] = {}
        for name, value in row.items():
            try:
                values[name] = None if _is_blank(value) else readers[name](value)
            except (ValueError, InvalidOperation, TypeError) as error:
                raise TableError("no-number", row=label, column=name, value=quoted(str(value))) from error
        yield label, values


def _is_blank(value: object) -> bool:
    return value is None or value is pd.NA or value == "" or value != value  # noqa: PLR0124  # NaN is not itself


def _decimal(value: object) -> Decimal:
    found = value if isinstance(value, Decimal) else Decimal(str(value))
    if not found.is_finite():
        raise ValueError("no number")
    return found


def _integer(value: object) -> int:
    found = _decimal(value)
    if found != int(found):
        raise ValueError("no whole number")
    return int(found)
