"""Which layout each extract of a period has: the council changed its systems from year to year, as councils do."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pprr.demo.council import Portfolio
from pprr.demo.data import table
from pprr.demo.layouts import Layout
from pprr.demo.portal import portal
from pprr.demo.special import Special
from pprr.demo.timeline import columns
from pprr.domain import Period, Point

_LABELS = table("layouts.toml")
_FINANCE: Mapping[str, Mapping[str, str]] = _LABELS["finance"]
_FORECAST: Mapping[str, str] = _LABELS["forecast"]
_SERIES: Mapping[str, str] = _LABELS["series"]
_COMPARATORS: Mapping[str, str] = _LABELS["comparators"]


def layouts(period: Period, first: Period, portfolios: Sequence[Portfolio]) -> Mapping[str, Layout | Special]:
    """The layout of each extract of the period, by table."""
    if period.start - first.start >= 2:
        return portal(period, [(portfolio.slug, portfolio.name) for portfolio in portfolios])
    made = _spreadsheets if period.start == first.start else _database
    return made(period, _performance(period, first))


def plain(period: Period, first: Period) -> dict[str, Layout]:
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


def _spreadsheets(period: Period, performance: dict[str, str]) -> dict[str, Layout]:
    """The first year: a workbook that somebody keeps by hand, and the ledger's own exports in Windows' letters."""
    title = (
        f"Performance of the council, {period.label}",
        "Kept by the policy team; ask before changing a formula",
        "",
    )
    return {
        "performance": Layout("performance.xlsx", performance, sheet="Measures", above=title),
        **{
            name: Layout(f"{name}.csv", _money_labels(labels, period, "£000"), encoding="cp1252", unit="thousands")
            for name, labels in _FINANCE.items()
        },
        "series": Layout("months.csv", _SERIES, encoding="cp1252"),
        "comparators": Layout("benchmarks.csv", _COMPARATORS, encoding="cp1252"),
    }


def _database(period: Period, performance: dict[str, str]) -> dict[str, Layout]:
    """The second year: CSV from a performance system, one workbook from finance, in pounds."""
    return {
        "performance": Layout("measures_export.csv", performance, encoding="utf-8-sig"),
        **{
            name: Layout("finance.xlsx", _money_labels(labels, period, "£"), sheet=name.capitalize(), unit="pounds")
            for name, labels in _FINANCE.items()
        },
        "series": Layout("series_export.csv", _SERIES, encoding="utf-8-sig"),
        "comparators": Layout("comparators.xlsx", _COMPARATORS, sheet="Comparators", above=("Comparators", "")),
    }


def last_report(period: Period, first: Period) -> Period | None:
    """The period of the report before, if the council made one."""
    return period.previous if period.end > first.end else None


def _money_labels(labels: Mapping[str, str], period: Period, unit: str) -> dict[str, str]:
    named = dict(labels)
    if period.point is not Point.ANNUAL:
        named |= {name: label for name, label in _FORECAST.items() if name in labels}
    return {name: f"{label} {unit}" if name in _LABELS["amounts"] else label for name, label in named.items()}
