"""The figures that each item's words are about, as printed: by these it is seen that one has been revised since."""

from collections.abc import Iterable, Mapping, Sequence

from pprr import formats
from pprr.domain import Measure, Priority
from pprr.domain.money import CashLimitLine, MoneyRow, Saving, lines_of, sum_of, without_totals
from pprr.report.items import (
    ACCOUNTS,
    BUDGET,
    CAPITAL,
    OUTTURN,
    OVERVIEW,
    RESERVES,
    SAVINGS,
    SERVICES,
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
    SERVICES: {"budget": "budget", "forecast": "forecast", "variance": "variance"},
    RESERVES: {"approved amount": "approved", "change": "change", "balance": "balance"},
    SAVINGS: {"value": "value", "value achieved": "achieved"},
    CAPITAL: {"budget": "budget", "forecast": "forecast", "variance": "variance"},
    ACCOUNTS: {"budget": "budget", "forecast": "forecast", "variance": "variance"},
}
Printed = dict[str, str]


def item_figures(report: Report) -> dict[str, Printed]:
    """Of each item its figures by what they are called: ``{"CFE1.4": {"2019/20 figure": "37%", "target": "34%"}}``.

    Counts of statuses are one figure. Money is in £000.
    """
    balance = {"(surplus)/deficit": _thousands(report.position.variance)} if report.position else {}
    return {
        OVERVIEW: {"count of statuses": _statuses(report.measures), **balance},
        **{measure.measure_id: _of_measure(report, measure) for measure in report.measures},
        BUDGET: {
            name: _thousands(sum_of(lines_of(report.budget, line), "amount"))
            for name, line in (("change", CashLimitLine.CHANGE), ("cash limit", CashLimitLine.CURRENT))
        },
        OUTTURN: _outturn(report, _OUTTURN),
        **{name: _amounts(without_totals(rows), _OF_LIST[name]) for name, rows in report.money_lists.items()},
        **{found.item: _of_row(report, found) for found in report.row_items},
    }


def _outturn(report: Report, names: Mapping[str, str]) -> Printed:
    return _amounts([report.outturn], names) if report.outturn else {}


def _of_measure(report: Report, measure: Measure) -> Printed:
    figures = {
        f"{report.period.label} figure": formats.reading(measure.actual),
        "target": formats.target(measure.target),
    }
    if measure.figures.rated_of != report.period:
        figures[f"{measure.figures.rated_of.label} figure"] = formats.reading(measure.rated)
    if measure.figures.previous is not None:
        figures[f"{measure.figures.base.label} figure"] = formats.reading(measure.figures.previous)
    if measure.forecast:
        figures["forecast"] = formats.reading(measure.forecast.reading)
    return figures


def _of_row(report: Report, found: RowItem) -> Printed:
    row = found.row
    if isinstance(row, Priority):
        return {"count of statuses": _statuses(report.measures_of(row.priority))}
    rating = {"risk rating": str(row.risk_rating)} if isinstance(row, Saving) and row.risk_rating else {}
    return {**rating, **_amounts([row], _OF_LIST[found.section])}


def _statuses(measures: Sequence[Measure]) -> str:
    """``2 Green, 1 Amber, 1 not rated``."""
    counted = [f"{count} {words}" for words, count in count_statuses(one.status for one in measures) if count]
    return ", ".join(counted) or "none"


def _amounts(rows: Iterable[MoneyRow], names: Mapping[str, str]) -> Printed:
    """The rows' amounts together, by what they are called."""
    listed = list(rows)
    return {name: _thousands(sum_of(listed, amount)) for name, amount in names.items()}


def _thousands(pence: int) -> str:
    return f"£000 {formats.thousands(pence)}"
