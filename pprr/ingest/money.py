"""The money of cleaned tables as the records that rules and pages take."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar

import pandas as pd

from pprr.domain import Cell, Status
from pprr.domain.money import (
    AccountLine,
    AgreedReserve,
    AgreedSaving,
    BudgetLine,
    CashLimitLine,
    MoneyRow,
    MoneyTables,
    Outturn,
    Reserve,
    Saving,
    Scheme,
)
from pprr.domain.table import records

_Row = TypeVar("_Row", bound=MoneyRow)


def money_of(tables: Mapping[str, pd.DataFrame]) -> MoneyTables:
    """The rows of money of a period's cleaned tables, those of all portfolios."""

    def rows(name: str, kind: type[_Row]) -> tuple[_Row, ...]:
        return tuple(_row(kind, row) for row in records(tables[name]))

    return MoneyTables(
        budget=rows("budget", BudgetLine),
        outturn=rows("outturn", Outturn),
        reserves=rows("reserves", Reserve),
        savings=rows("savings", Saving),
        capital=rows("capital", Scheme),
        accounts=rows("accounts", AccountLine),
        agreed_reserves=rows("agreed_reserves", AgreedReserve),
        agreed_savings=rows("agreed_savings", AgreedSaving),
    )


def _row(kind: type[_Row], row: Mapping[str, Any]) -> _Row:
    values = {field.name: row[field.name] for field in fields(kind) if field.name != "cell"}
    if kind is BudgetLine:
        values["line"] = CashLimitLine(values["line"])
    if kind is Saving:
        values["risk_rating"] = Status(values["risk_rating"]) if values["risk_rating"] else None
    return kind(cell=Cell(row["file"], row["sheet"], row["row"]), **values)
