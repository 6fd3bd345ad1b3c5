"""A period's extracts, read by the agreement's register and by ``sources.toml``."""

from dataclasses import dataclass
from pathlib import Path

from pprr.intake import finance, performance
from pprr.intake.agreement import Agreement, Rows
from pprr.intake.records import FaultList, Received, read_records
from pprr.intake.sources import Edition, ExtractSources, Layout, PerformanceLayout, read_toml
from pprr.model import Cell, Period, Query
from pprr.project import Project


@dataclass(frozen=True)
class Extracts:
    """The extracts' rows, ready for their tables, and what was odd in them."""

    edition: Edition
    readings: Rows
    statuses: Rows
    budget: Rows
    outturn: Rows
    reserves: Rows
    savings: Rows
    queries: tuple[Query, ...]


def read_extracts(folder: Path, project: Project, period: Period, agreement: Agreement, faults: FaultList) -> Extracts:
    """Everything the folder's files say; what cannot be read is in ``faults``."""
    path = folder / "sources.toml"
    sources = read_toml(path, ExtractSources, name=project.relative(path))
    if not isinstance(sources, ExtractSources):
        faults.append(sources)
        return Extracts(Edition(), [], [], [], [], [], [], ())

    def received(layout: Layout, *fields: str, optional: tuple[str, ...] = ()) -> Received:
        labels = {name: layout.label(name) for name in (*fields, *optional)}
        if isinstance(layout, PerformanceLayout):
            labels |= performance.period_labels(layout)
        place = folder / layout.file
        return read_records(place, layout, faults, name=project.relative(place), fields=labels, optional=optional)

    if str(period) not in sources.performance.actuals:
        faults.add(
            Cell(project.relative(path)),
            f"[performance.actuals] has no column for {period} itself.",
            "Name the label of the period's own actuals.",
        )
    measured = received(sources.performance, *performance.FIELDS, optional=performance.OPTIONAL)
    budget = received(sources.budget, "portfolio", "line", "amount", optional=("description",))
    outturn = received(sources.outturn, "portfolio", *finance.OUTTURN)
    reserves = received(
        sources.reserves, "portfolio", "purpose", *finance.RESERVE, optional=("group", "category", "narration")
    )
    savings = received(
        sources.savings, "portfolio", "proposal", *finance.SAVING, optional=("risk_rating", "information")
    )
    found = performance.read_performance(measured, sources.performance, agreement, faults)
    return Extracts(
        sources.edition,
        found.readings,
        found.statuses,
        finance.read_budget(budget, sources.budget, agreement, faults),
        finance.read_outturn(outturn, sources.outturn, agreement, faults),
        finance.read_reserves(reserves, sources.reserves, agreement, faults),
        finance.read_savings(savings, sources.savings, agreement, faults),
        tuple(found.queries),
    )
