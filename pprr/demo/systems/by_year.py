"""The layout of each extract of a period: the council changed its systems from year to year, as councils do."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter

from pprr.demo.council import Council
from pprr.demo.data import table
from pprr.demo.systems.layouts import ExportLayout, Special
from pprr.demo.systems.portal import portal
from pprr.demo.timeline import columns
from pprr.domain import Period, Point

_LAYOUTS = table("layouts.toml")
_LAYOUT = TypeAdapter(ExportLayout)


def layouts(period: Period, first: Period, council: Council) -> Mapping[str, ExportLayout | Special]:
    """The layout of each extract of the period, by table."""
    if period.start - first.start >= 2:
        return portal(period, [(portfolio.slug, portfolio.name) for portfolio in council.portfolios])
    return _of_system("spreadsheets" if period.start == first.start else "database", period, first)


def plain(period: Period, first: Period) -> dict[str, ExportLayout]:
    """A layout that is plain to see through: one CSV a table, in pounds."""
    return {
        name: replace(layout, file=f"{name}.csv", sheet="", encoding="utf-8", above=())
        for name, layout in _of_system("database", period, first).items()
    }


def last_report(period: Period, first: Period) -> Period | None:
    """The period of the report before, if the council made one."""
    return period.previous if period.end > first.end else None


def _of_system(system: str, period: Period, first: Period) -> dict[str, ExportLayout]:
    """The layouts of one of the first two years' systems, in the order of the sections of sources.toml."""
    kinds = _LAYOUTS[system]
    labels = {"performance": _performance(period, first), **_LAYOUTS["labels"]}
    return {name: _layout(name, kinds.get(name, kinds["finance"]), labels[name], period) for name in labels}


def _layout(name: str, told: Mapping[str, Any], labels: Mapping[str, str], period: Period) -> ExportLayout:
    parts = {"table": name, "Table": name.capitalize(), "period": period.label}
    texts = {key: told[key].format(**parts) for key in ("file", "sheet") if key in told}
    above = [line.format(**parts) for line in told.get("above", ())]
    named = _with_sign(labels, told["sign"], period) if "sign" in told else labels
    return _LAYOUT.validate_python({**told, **texts, "above": above, "labels": named})


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


def _with_sign(labels: Mapping[str, str], sign: str, period: Period) -> dict[str, str]:
    """The labels of a table of finance, whose year is a forecast until its end; those of amounts with their sign."""
    named = dict(labels)
    if period.point is not Point.ANNUAL:
        named |= {field: label for field, label in _LAYOUTS["forecast"].items() if field in named}
    return {field: f"{label} {sign}" if field in _LAYOUTS["amounts"] else label for field, label in named.items()}
