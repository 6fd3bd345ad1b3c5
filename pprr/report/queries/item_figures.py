"""The figures that each item's words are about, as printed: by these it is seen that one has been revised since."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pprr import formats
from pprr.domain.table import rows
from pprr.report.items import (
    ACCOUNTS,
    BUDGET,
    CAPITAL,
    OUTTURN,
    OVERVIEW,
    PRIORITIES,
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
    [outturn] = rows(report.outturn)
    balance = _amounts(outturn, {"(surplus)/deficit": "variance"})
    return {
        OVERVIEW: {"count of statuses": _statuses(report.measures), **balance},
        **{row.measure_id: _of_measure(report, row) for row in rows(report.measures)},
        BUDGET: {
            name: _thousands(int(report.budget.loc[report.budget["line"] == line, "amount"].sum()))
            for name, line in (("change", "Change"), ("cash limit", "Current"))
        },
        OUTTURN: _amounts(outturn, _OUTTURN),
        **{section: _totals(getattr(report, section), _OF_LIST[section]) for section in report.money_lists},
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
    if found.section == PRIORITIES:
        return {
            "count of statuses": _statuses(report.measures[report.measures["priority"] == found.row.priority]),
        }
    if found.section == BUDGET:
        return {"change": _thousands(found.row.amount)}
    rating = {"risk rating": str(found.row.risk_rating)} if found.section == SAVINGS and found.row.risk_rating else {}
    return {**rating, **_amounts(found.row, _OF_LIST[found.section])}


def _statuses(measures: pd.DataFrame) -> str:
    """``2 Green, 1 Amber, 1 not rated``."""
    counted = [f"{row.measures} {row.words}" for row in rows(count_statuses(measures)) if row.measures]
    return ", ".join(counted) or "none"


def _amounts(row: Any, names: Mapping[str, str]) -> Figures:
    return {name: _thousands(getattr(row, column)) for name, column in names.items()}


def _totals(table: pd.DataFrame, names: Mapping[str, str]) -> Figures:
    listed = table[~table["is_total"]]
    return {name: _thousands(int(listed[column].sum())) for name, column in names.items()}


def _thousands(pence: int) -> str:
    return f"£000 {formats.thousands(int(pence))}"
