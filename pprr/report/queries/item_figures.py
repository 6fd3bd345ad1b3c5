"""The figures that each item's words are about, as printed: by these it is seen that one has been revised since."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from pprr import formats
from pprr.domain.money import CashLimitLine, MoneyRow, Saving, lines_of, sum_of, without_totals
from pprr.domain.priority import Priority
from pprr.domain.table import rows
from pprr.report.items import (
    ACCOUNTS,
    BUDGET,
    CAPITAL,
    OUTTURN,
    OVERVIEW,
    RESERVES,
    SAVINGS,
    RowItem,
)
from pprr.report.report import Report
from pprr.rules.counts import count_statuses

_OUTTURN = {
    "cash limit": "cash_limit",
    "net expenditure": "expenditure",
    "appropriations": "appropriations",
    "outturn": "outturn",
    "(surplus)/deficit": "variance",
}
_OF_LIST = {
    BUDGET: {"change": "amount"},
    RESERVES: {"approved amount": "approved", "change": "change", "balance": "balance"},
    SAVINGS: {"value": "value", "value achieved": "achieved"},
    CAPITAL: {"budget": "budget", "forecast": "forecast", "variance": "variance"},
    ACCOUNTS: {"budget": "budget", "forecast": "forecast", "variance": "variance"},
}
Figures = dict[str, str]


def item_figures(report: Report) -> dict[str, Figures]:
    """Of each item its figures by what they are called: ``{"CFE1.4": {"2019/20 figure": "37%", "target": "34%"}}``.

    Counts of statuses are one figure. Money is in £000.
    """
    balance = _amounts([report.outturn], {"(surplus)/deficit": "variance"})
    return {
        OVERVIEW: {"count of statuses": _statuses(report.measures), **balance},
        **{row.measure_id: _of_measure(report, row) for row in rows(report.measures)},
        BUDGET: {
            name: _thousands(sum_of(lines_of(report.budget, line), "amount"))
            for name, line in (("change", CashLimitLine.CHANGE), ("cash limit", CashLimitLine.CURRENT))
        },
        OUTTURN: _amounts([report.outturn], _OUTTURN),
        **{name: _amounts(without_totals(rows), _OF_LIST[name]) for name, rows in report.money_lists.items()},
        **{found.item: _of_row(report, found) for found in report.row_items},
    }


def _of_measure(report: Report, row: Any) -> Figures:
    figures = {f"{report.period.label} figure": formats.reading(row.actual), "target": formats.target(row.target)}
    if row.rated_of != report.period:
        figures[f"{row.rated_of.label} figure"] = formats.reading(row.rated)
    if row.previous is not None:
        figures[f"{row.base.label} figure"] = formats.reading(row.previous)
    if row.forecast:
        figures["forecast"] = formats.reading(row.forecast)
    return figures


def _of_row(report: Report, found: RowItem) -> Figures:
    row = found.row
    if isinstance(row, Priority):
        return {"count of statuses": _statuses(report.measures[report.measures["priority"] == row.priority])}
    rating = {"risk rating": str(row.risk_rating)} if isinstance(row, Saving) and row.risk_rating else {}
    return {**rating, **_amounts([row], _OF_LIST[found.section])}


def _statuses(measures: pd.DataFrame) -> str:
    """``2 Green, 1 Amber, 1 not rated``."""
    counted = [f"{row.measures} {row.words}" for row in rows(count_statuses(measures)) if row.measures]
    return ", ".join(counted) or "none"


def _amounts(rows: Iterable[MoneyRow], names: Mapping[str, str]) -> Figures:
    """The rows' amounts together, by what they are called."""
    listed = list(rows)
    return {name: _thousands(sum_of(listed, amount)) for name, amount in names.items()}


def _thousands(pence: int) -> str:
    return f"£000 {formats.thousands(pence)}"
