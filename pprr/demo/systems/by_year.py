"""The layout of each extract of a period: the council changed its systems from year to year, as councils do."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pprr.demo.council import MadeUpPortfolio
from pprr.demo.systems.layouts import ExportLayout
from pprr.demo.systems.portal import portal
from pprr.demo.systems.special import Special
from pprr.demo.timeline import columns
from pprr.domain import Period, Point

_FINANCE = {
    "budget": {"portfolio": "Portfolio", "line": "Line", "description": "Description", "amount": "Amount"},
    "outturn": {
        "portfolio": "Portfolio",
        "cash_limit": "Net Cash Limit",
        "expenditure": "Net Expenditure",
        "appropriations": "Appropriations",
        "outturn": "Outturn",
        "variance": "(Surplus)/Deficit",
    },
    "reserves": {
        "portfolio": "Portfolio",
        "group": "Reserve Group",
        "category": "Reserve Category",
        "narration": "Reserve Narration",
        "purpose": "To be used for",
        "approved": "Approved",
        "change": "Change",
        "balance": "Balance",
    },
    "savings": {
        "portfolio": "Portfolio",
        "proposal": "Proposal",
        "risk_rating": "Risk Rating",
        "value": "Value",
        "achieved": "Value Achieved",
        "information": "Additional Information",
    },
    "capital": {
        "portfolio": "Portfolio",
        "scheme": "Scheme",
        "budget": "Programme",
        "forecast": "Expenditure",
        "rephasing": "Rephasing",
        "variance": "Variance",
        "information": "Additional Information",
    },
    "accounts": {
        "portfolio": "Portfolio",
        "account": "Account",
        "line": "Line",
        "budget": "Budget",
        "forecast": "Actual",
        "variance": "Variance",
    },
}
_FORECAST = {"outturn": "Forecast Outturn", "forecast": "Forecast", "expenditure": "Forecast Net Expenditure"}
_AMOUNTS = {
    "amount",
    "cash_limit",
    "expenditure",
    "appropriations",
    "outturn",
    "variance",
    "approved",
    "change",
    "balance",
    "value",
    "achieved",
    "budget",
    "forecast",
    "rephasing",
}
_SERIES = {"measure_id": "Measure ID", "period": "Month", "value": "Value"}
_COMPARATORS = {
    "measure_id": "Measure ID",
    "group": "Group",
    "name": "Body",
    "period": "Year",
    "value": "Value",
    "source": "Source",
}


def layouts(
    period: Period, first: Period, portfolios: Sequence[MadeUpPortfolio]
) -> Mapping[str, ExportLayout | Special]:
    """The layout of each extract of the period, by table."""
    if period.start - first.start >= 2:
        return portal(period, [(portfolio.slug, portfolio.name) for portfolio in portfolios])
    made = _spreadsheets if period.start == first.start else _database
    return made(period, _performance(period, first))


def plain(period: Period, first: Period) -> dict[str, ExportLayout]:
    """A layout that is plain to see through: one CSV a table, in pounds."""
    return {
        name: replace(layout, file=f"{name}.csv", sheet="", encoding="utf-8", above=())
        for name, layout in _database(period, _performance(period, first)).items()
    }


def _performance(period: Period, first: Period) -> dict[str, str]:
    last = last_report(period, first)
    labels = {
        "measure_id": "Measure ID",
        "code": "PI Code",
        "~name": "Short Name",
        "portfolio": "Portfolio",
        "good_performance": "Good Performance",
        **{f"actual {column}": f"{column.label} Actual" for column in columns(period)},
    }
    if period.point is not Point.ANNUAL:
        labels["forecast"] = "Forecast for the year"
    if last:
        labels[f"status {last}"] = f"{last.label} Status"
    return {**labels, "judged_status": "Judgement", "judged_by": "Judged by"}


def _spreadsheets(period: Period, performance: dict[str, str]) -> dict[str, ExportLayout]:
    """The first year: a workbook that somebody keeps by hand, and the ledger's own exports in Windows' letters."""
    title = (
        f"Performance of the council, {period.label}",
        "Kept by the policy team; ask before changing a formula",
        "",
    )
    return {
        "performance": ExportLayout("performance.xlsx", performance, sheet="Measures", above=title),
        **{
            name: ExportLayout(
                f"{name}.csv", _money_labels(labels, period, "£000"), encoding="cp1252", unit="thousands"
            )
            for name, labels in _FINANCE.items()
        },
        "series": ExportLayout("months.csv", _SERIES, encoding="cp1252"),
        "comparators": ExportLayout("benchmarks.csv", _COMPARATORS, encoding="cp1252"),
    }


def _database(period: Period, performance: dict[str, str]) -> dict[str, ExportLayout]:
    """The second year: CSV from a performance system, one workbook from finance, in pounds."""
    return {
        "performance": ExportLayout("measures_export.csv", performance, encoding="utf-8-sig"),
        **{
            name: ExportLayout(
                "finance.xlsx", _money_labels(labels, period, "£"), sheet=name.capitalize(), unit="pounds"
            )
            for name, labels in _FINANCE.items()
        },
        "series": ExportLayout("series_export.csv", _SERIES, encoding="utf-8-sig"),
        "comparators": ExportLayout("comparators.xlsx", _COMPARATORS, sheet="Comparators", above=("Comparators", "")),
    }


def last_report(period: Period, first: Period) -> Period | None:
    """The period of the report before, if the council made one."""
    return period.previous if period.end > first.end else None


def _money_labels(labels: dict[str, str], period: Period, unit: str) -> dict[str, str]:
    named = (
        labels
        if period.point is Point.ANNUAL
        else labels | {name: label for name, label in _FORECAST.items() if name in labels}
    )
    return {name: f"{label} {unit}" if name in _AMOUNTS else label for name, label in named.items()}
