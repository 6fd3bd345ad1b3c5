"""Puts one Report together: cleaned tables, verdicts, words, and every query about them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from pprr import formats
from pprr.claims.tie import Row, check_words
from pprr.commentary.entries import Entry, headless, read_entries
from pprr.errors import FaultsError, ProjectError
from pprr.intake.clean import Cleaned
from pprr.intake.load import load
from pprr.model import (
    Cell,
    Mark,
    Missing,
    Period,
    Point,
    Polarity,
    Query,
    Reading,
    Severity,
    Status,
    Target,
    TargetKind,
    Tolerance,
    Unit,
)
from pprr.model.table import records
from pprr.project import Project, find_project
from pprr.report.report import OVERVIEW, Portfolio, Report
from pprr.rules.attention import add_attention
from pprr.rules.doubts import doubts
from pprr.rules.finance import Identity, identities, unmatched
from pprr.rules.status import add_status
from pprr.rules.trend import add_trend

_SEVERITIES = list(Severity)


def open_report(portfolio: str, period: str | Period, *, project: Project | None = None) -> Report:
    """The report of a portfolio (its slug) and a period (such as ``2019-20-annual``).

    Raw files that have changed are cleaned first. Raises ProjectError for a portfolio or period that is not known,
    FaultsError where its extracts must be mended, CommentaryError where its words cannot be read.
    """
    project = project or find_project()
    if not isinstance(period, Period):
        try:
            period = Period.parse(period)
        except ValueError as error:
            raise ProjectError(str(error)) from error
    return assemble(project, load(project, period), portfolio)


def assemble(project: Project, cleaned: Cleaned, slug: str) -> Report:
    """The report of one portfolio from a period's cleaned tables; raises as ``open_report``."""
    if cleaned.period.point is not Point.ANNUAL:
        raise ProjectError(
            f"{cleaned.period} lies within its year. Only annual reports are made so far: an in-year one speaks of "
            "forecasts and profiled targets, and its trends have other bases."
        )
    _refuse_stopped(cleaned, slug)
    tables = {
        name: table[table["portfolio"] == slug].reset_index(drop=True) if "portfolio" in table.columns else table
        for name, table in cleaned.tables.items()
    }
    if tables["portfolios"].empty:
        known = ", ".join(cleaned.tables["portfolios"]["portfolio"])
        raise ProjectError(f'There is no portfolio "{slug}" in {cleaned.period}. Its portfolios are: {known}.')
    periods = _periods(cleaned)
    measures = (
        _measures(tables, cleaned.period, periods)
        .pipe(add_status, cleaned.rules)
        .pipe(add_trend, cleaned.rules)
        .pipe(add_attention, cleaned.rules)
    )
    sums = identities(
        *(tables[name] for name in ("budget", "outturn", "reserves", "savings", "agreed_reserves", "agreed_savings"))
    )
    folder = project.commentary(cleaned.period, slug)
    entries = read_entries(folder)
    report = Report(
        council=project.settings.organisation.name,
        portfolio=_portfolio(tables["portfolios"]),
        period=cleaned.period,
        periods=periods,
        edition=cleaned.edition,
        rules=cleaned.rules,
        priorities=tables["priorities"].sort_values("priority", ignore_index=True),
        measures=measures,
        budget=tables["budget"],
        outturn=tables["outturn"],
        reserves=tables["reserves"],
        savings=tables["savings"],
        identities=sums,
        entries=entries,
        headless=headless(folder),
        queries=(),
        sources=_sources(cleaned),
    )
    found = (
        *(query for query in cleaned.queries if query.portfolio == slug),
        *doubts(measures, cleaned.rules, slug),
        *_broken(sums, slug),
        *_unmatched(tables, slug),
        *_about_words(report),
    )
    ordered = tuple(sorted(found, key=lambda query: _SEVERITIES.index(query.severity)))
    return replace(report, queries=ordered)


def row_of(report: Report, measure_id: str) -> Row:
    """One measure as the check of words takes it."""
    row = report.measure(measure_id)
    return Row(
        measure_id,
        row.good_performance,
        row.tolerance,
        row.target,
        report.period.label,
        report.period.previous_year.label,
        {period.label: reading for period, reading in zip(report.periods, row.history, strict=True)},
    )


def _sources(cleaned: Cleaned) -> dict[str, str]:
    """The files that were read, each with its hash; what else lies in the folders is nobody's business."""
    read = {str(name) for table in cleaned.tables.values() if "file" in table.columns for name in table["file"]}
    return {name: hashed for name, hashed in cleaned.inputs.items() if name in read or name.endswith(".toml")}


def _refuse_stopped(cleaned: Cleaned, slug: str) -> None:
    faults = tuple(fault for fault in cleaned.faults if fault.portfolio == slug)
    if faults:
        raise FaultsError(f"The extracts of {slug}, {cleaned.period}, must be mended first.", faults)


def _portfolio(table: pd.DataFrame) -> Portfolio:
    row = table.iloc[0]
    day = row["agreement_approved_on"]
    return Portfolio(
        row["portfolio"], row["name"], row["agreement_approved_by"], date.fromisoformat(day) if day else None
    )


def _periods(cleaned: Cleaned) -> tuple[Period, ...]:
    """The periods of the actuals' columns, oldest first."""
    names = dict.fromkeys(cleaned.tables["readings"]["period"])
    return tuple(sorted((Period.parse(name) for name in names), key=lambda period: period.end))


def _measures(tables: Mapping[str, pd.DataFrame], period: Period, periods: tuple[Period, ...]) -> pd.DataFrame:
    """One row per measure of the portfolio, its readings and target as objects."""
    readings = {(row["measure_id"], row["period"]): _reading(row) for row in records(tables["readings"])}
    targets = {row["measure_id"]: _target(row) for row in records(tables["targets"])}
    previous = str(period.previous_year)
    # The last report's: the latest before this one, of the periods that the extract gives statuses for.
    earlier = sorted(records(tables["statuses"]), key=lambda row: Period.parse(row["period"]).end)
    statuses = {
        row["measure_id"]: Status(row["status"]) for row in earlier if Period.parse(row["period"]).end < period.end
    }
    register = tables["measures"]
    ids = list(register["measure_id"])

    def objects(values: list[Any]) -> pd.Series:
        column = pd.Series([None] * len(values), dtype=object)
        for place, value in enumerate(values):
            column.iat[place] = value
        return column

    return register.assign(
        unit=objects([Unit(unit) for unit in register["unit"]]),
        good_performance=objects([Polarity(good) if good else None for good in register["good_performance"]]),
        tolerance=objects([Tolerance.parse(text) if text else None for text in register["tolerance"]]),
        history=objects([tuple(readings[name, str(column)] for column in periods) for name in ids]),
        actual=objects([readings[name, str(period)] for name in ids]),
        previous=objects([readings.get((name, previous)) for name in ids]),
        target=objects([targets[name] for name in ids]),
        earlier_status=objects([statuses.get(name) for name in ids]),
    )


def _reading(row: Mapping[str, Any]) -> Reading:
    return Reading(
        unit=Unit(row["unit"]),
        value=row["value"],
        decimals=row["decimals"],
        scale=row["scale"],
        numerator=row["numerator"],
        denominator=row["denominator"],
        figure_period=row["figure_period"],
        missing=Missing(row["missing"]) if row["missing"] else None,
        mark=Mark(row["mark"]) if row["mark"] else None,
        comparator=row["comparator"],
        given=Status(row["given"]) if row["given"] else None,
        text=row["text"],
        cell=Cell(row["file"], row["sheet"], row["row"], row["column"]),
    )


def _target(row: Mapping[str, Any]) -> Target:
    kind = TargetKind(row["kind"])
    if kind is not TargetKind.VALUE:
        return Target(kind)
    value: Decimal = row["value"]
    cell = Cell(row["file"], row["sheet"], row["row"], row["column"])
    return Target(kind, Reading(Unit(row["unit"]), value, row["decimals"], row["scale"], text=row["text"], cell=cell))


def _broken(sums: tuple[Identity, ...], portfolio: str) -> list[Query]:
    return [
        Query(
            Severity.BLOCKING,
            "identity broken",
            portfolio,
            identity.item,
            f"{identity.sum}: the figures make {_amount(identity.computed, identity.money_unit)} "
            f"and {_amount(identity.stated, identity.money_unit)} is stated.",
            "The two are expected to be equal.",
            "Ask finance which of the figures is right.",
            identity.source,
        )
        for identity in sums
        if not identity.holds
    ]


def _amount(pence: int, unit: int) -> str:
    """An amount at the precision of its source, so that two that differ never look the same."""
    return f"£000 {formats.thousands(pence)}" if unit >= formats.THOUSAND else formats.pounds(pence)


def _unmatched(tables: Mapping[str, pd.DataFrame], portfolio: str) -> list[Query]:
    found = []
    for item, key in (("reserves", ["narration", "purpose"]), ("savings", ["proposal"])):
        for row in unmatched(tables[item], tables[f"agreed_{item}"], key).to_dict("records"):
            name = ", ".join(str(row[part]) for part in key)
            found.append(
                Query(
                    Severity.BLOCKING,
                    "not in both",
                    portfolio,
                    item,
                    f'"{name}" is only in the {row["only_in"]}.',
                    "The agreement and the extract are expected to list the same.",
                    "Add it where it is missing, or spell it the same way in both.",
                )
            )
    return found


def _about_words(report: Report) -> list[Query]:
    """What the words say otherwise than their rows, what is wanted and missing, and words for what is not here."""
    slug = report.portfolio.slug
    queries = [
        Query(
            Severity.BLOCKING,
            "heading missing",
            slug,
            item,
            f'the words below its figures do not begin with "## {item}".',
            "So they would count as those of the item above.",
            "Put that line back on top of them, with nothing else on it.",
            place,
        )
        for item, place in report.headless
    ]
    if not report.entries:
        return [
            Query(
                Severity.BLOCKING,
                "commentary missing",
                slug,
                OVERVIEW,
                f"there are no words of {report.portfolio.name} at all.",
                f"They are expected in notebooks/commentary/{report.period}/{slug}/.",
                f"Make a notebook with pprr draft {slug} {report.period}, or put the one that was there back.",
            )
        ]
    for item, reason in report.wanted.items():
        if not _has_words(report.entries, item):
            queries.append(
                Query(
                    Severity.WARNING,
                    "commentary missing",
                    slug,
                    item,
                    "there are no words yet.",
                    f"They are wanted: {reason}.",
                    "Write under its heading in the commentary notebook; pprr draft adds the heading.",
                )
            )
    known = set(report.items)
    for item, entry in report.entries.items():
        if item in set(report.measures["measure_id"]):
            queries += check_words(entry.text, row_of(report, item), report.rules, portfolio=slug, place=entry.place)
        elif item not in known:
            queries.append(
                Query(
                    Severity.WARNING,
                    "words without an item",
                    slug,
                    item,
                    "there are words for it, and it is not in this report.",
                    "So they are not on its page. A heading ## is expected to name an item of the report.",
                    "Correct the heading; write a heading of your own as ### in the item's words.",
                    entry.place,
                )
            )
    return queries


def _has_words(entries: Mapping[str, Entry], item: str) -> bool:
    return item in entries and bool(entries[item].text)
