"""A period's extracts, read by the agreement's register and by ``sources.toml``."""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from pprr.domain import Cell, Missing, Period, Point, Query, Reading, query
from pprr.ingest.agreement.register import Agreement, Rows
from pprr.ingest.edition import Edition
from pprr.ingest.extracts import comparators, performance, series
from pprr.ingest.extracts.money import MoneyRows, read_money
from pprr.ingest.extracts.own_words import mapped
from pprr.ingest.extracts.projects import NEEDED, OPTIONAL, read_projects
from pprr.ingest.ledger.read import read_ledger
from pprr.ingest.mapping import period_labels, periods
from pprr.ingest.mapping.header import Problem
from pprr.ingest.mapping.records import FaultList, Received, read_labels, read_records
from pprr.ingest.mapping.remarks import about_cells, about_columns
from pprr.ingest.mapping.sources import ExtractSources, Layout, PerformanceLayout, SeriesLayout, read_toml
from pprr.ingest.tables.codec import flat
from pprr.ingest.tables.records import GivenReading
from pprr.project import Project

_YEAR = re.compile(r"(?<!\d)(20\d\d)\s?[-/–]\s?(\d\d|20\d\d)(?!\d)", re.ASCII)


@dataclass(frozen=True)
class Extracts:
    """The extracts' rows, ready for their tables, and what was odd in them."""

    edition: Edition = field(default_factory=Edition)
    readings: Rows = field(default_factory=list)
    forecasts: Rows = field(default_factory=list)
    judgements: Rows = field(default_factory=list)
    series: Rows = field(default_factory=list)
    comparators: Rows = field(default_factory=list)
    statuses: Rows = field(default_factory=list)
    words: Rows = field(default_factory=list)
    ledger: Rows = field(default_factory=list)
    money: MoneyRows = field(default_factory=MoneyRows)
    projects: Rows = field(default_factory=list)
    queries: tuple[Query, ...] = ()


def read_extracts(folder: Path, project: Project, period: Period, agreement: Agreement, faults: FaultList) -> Extracts:
    """Everything the folder's files say; what cannot be read is in ``faults``."""
    path = folder / "sources.toml"
    sources = read_toml(path, ExtractSources, name=project.relative(path))
    if not isinstance(sources, ExtractSources):
        faults.append(sources)
        return Extracts()

    if sources.edition.before_figures:
        return _before_figures(folder, Cell(project.relative(path)), sources, period, agreement, faults)
    queries: list[Query] = []

    def received(table: str, layout: Layout, *fields: str, optional: tuple[str, ...] = ()) -> Received:
        if isinstance(layout, SeriesLayout):
            found = _read_timed(folder, project, layout, fields, agreement, faults, optional=optional)
        else:
            labels = {name: layout.label(name) for name in (*fields, *optional)}
            place = folder / layout.file
            found = read_records(place, layout, faults, name=project.relative(place), fields=labels, optional=optional)
            found = agreement.own(found, layout, faults)
        queries.extend(about_cells(found, table, agreement.slugs, agreement.register))
        queries.extend(about_columns(found, table, agreement.measures))
        return found

    layout, measured = _read_measured(folder, project, period, sources.performance, agreement, faults)
    columns = {Period.of_data(name).report for name in layout.actuals}
    if period not in columns and measured.is_readable:
        faults.add("column-of-period-missing", Cell(project.relative(path)), period=str(period))
    _refuse_other_years(layout, project.relative(path), faults)
    ledger = read_ledger(folder, project, period, sources.ledger, agreement, faults) if sources.ledger else None
    queries += about_cells(measured, "performance", agreement.slugs, agreement.register)
    queries += about_columns(measured, "performance", agreement.measures)
    found = performance.read_performance(measured, layout, period, agreement, faults)
    # Within the year the outturn is a forecast of the whole of it, which no ledger holds.
    checked = ledger if period.point is Point.ANNUAL else None
    money = read_money(sources, Cell(project.relative(path)), received, checked, agreement, faults)
    series.check_rebases(agreement, faults)
    points: Rows = []
    others: Rows = []
    if timed := sources.series:
        points, odd = series.read_series(received("series", timed, *series.FIELDS), timed, agreement, faults)
        queries += odd
    if timed := sources.comparators:
        rows = received("comparators", timed, *comparators.FIELDS, optional=comparators.OPTIONAL)
        others, odd = comparators.read_comparators(rows, timed, agreement, faults)
        queries += odd
    projects: Rows = []
    if laid_out := sources.projects:
        rows = received("projects", laid_out, *NEEDED, optional=OPTIONAL)
        projects, odd = read_projects(rows, agreement, faults)
        queries += odd
    return Extracts(
        edition=sources.edition,
        readings=found.readings,
        forecasts=found.forecasts,
        judgements=found.judgements,
        series=points,
        comparators=others,
        statuses=found.statuses,
        words=found.words,
        ledger=ledger.rows if ledger else [],
        money=money,
        projects=projects,
        queries=(*found.queries, *queries, *money.queries, *(ledger.queries if ledger else ())),
    )


def _before_figures(
    folder: Path, place: Cell, sources: ExtractSources, period: Period, agreement: Agreement, faults: FaultList
) -> Extracts:
    """The extracts of a period that has none yet: no figure is due. Some that are there are a fault, not left out."""
    if (folder / sources.performance.file).exists():
        faults.add("figures-have-come", place, file=sources.performance.file)
    measures = [(name, one) for name, one in agreement.register.items() if name not in agreement.at_other_times]
    due = [Reading(one.unit, missing=Missing.NOT_DUE, cell=place) for _, one in measures]
    readings = [flat(GivenReading(name, period, one)) for (name, _), one in zip(measures, due, strict=True)]
    return Extracts(edition=sources.edition, readings=readings)


def _read_measured(
    folder: Path,
    project: Project,
    period: Period,
    layout: PerformanceLayout,
    agreement: Agreement,
    faults: FaultList,
) -> tuple[PerformanceLayout, Received]:
    """The performance extract with a column for each period, however it came, and the layout that says which."""
    path = folder / layout.file
    layout = layout.model_copy(update={"codes": {**agreement.codes, **layout.codes}})
    own = (*performance.FIELDS, *(("period", "value") if layout.is_long else ()))
    fields = {name: layout.label(name) for name in own}
    place = Cell(project.relative(path), layout.sheet)
    if labels := read_labels(path, layout, fields):
        resolved = period_labels.with_periods(layout, labels, period)
        if isinstance(resolved, Problem):
            faults.add("layout-problem", place, problem=resolved.found, remedy=resolved.remedy)
            return layout, Received(place)
        layout = resolved
        for label, read in period_labels.second_columns(labels, layout, period):
            faults.ask(query("column-left-out", "", "performance", place, label=label, read=read))
    optional = (*performance.OPTIONAL, *mapped(layout))
    fields |= {name: layout.label(name) for name in optional} | performance.period_labels(layout)
    received = read_records(path, layout, faults, name=place.file, fields=fields, optional=optional)
    received = agreement.own(received, layout, faults)
    if not isinstance(layout.actuals_said, tuple):
        return layout, received
    wanted = periods.wanted_periods(received.records, layout.actuals_said, period)
    layout = layout.model_copy(update={"actuals_said": wanted})
    records, problems = periods.side_by_side(received.records, layout, period, performance.ACTUAL)
    for record, problem in problems:
        faults.add("row-of-no-period", record.at("period"), problem=problem)
    layout = layout.model_copy(update={"actuals_said": dict.fromkeys(wanted, layout.label("value"))})
    return layout, replace(received, records=records)


def _refuse_other_years(layout: PerformanceLayout, name: str, faults: FaultList) -> None:
    """A column whose label names another financial year than its period: a mapping that was taken over unchanged."""
    for period, label in layout.actuals.items():
        named = _YEAR.findall(label)
        years = {f"{first}-{last[-2:]}" for first, last in named if int(last[-2:]) == (int(first) + 1) % 100}
        if len(years) == 1 and years != {Period.parse(period).year}:
            faults.add("column-of-another-year", Cell(name), label=label, period=str(period))


def _read_timed(
    folder: Path,
    project: Project,
    layout: SeriesLayout,
    names: tuple[str, ...],
    agreement: Agreement,
    faults: FaultList,
    *,
    optional: tuple[str, ...],
) -> Received:
    """The records of an extract of many periods, one for each, also where each period has a column of its own."""
    path = folder / layout.file
    layout = layout.model_copy(update={"codes": {**agreement.codes, **layout.codes}})
    fields = {name: layout.label(name) for name in (*names, *optional)}
    place = Cell(project.relative(path), layout.sheet)
    columns: dict[str, str] = {}
    if layout.periods:
        fields = {name: label for name, label in fields.items() if name not in {"period", "value"}}
        labels = read_labels(path, layout, {name: label for name, label in fields.items() if name not in optional})
        columns = {f"value {label}": period for label, period in period_labels.spans_in(labels, layout.periods).items()}
        if labels and not columns:
            faults.add("no-column-of-periods", place, pattern=layout.periods)
            return Received(place)
        fields |= {field: field.removeprefix("value ") for field in columns}
    received = read_records(path, layout, faults, name=place.file, fields=fields, optional=optional)
    received = agreement.own(received, layout, faults)
    return replace(received, records=periods.each_period(received.records, columns)) if columns else received
