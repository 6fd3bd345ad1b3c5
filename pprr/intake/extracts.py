"""A period's extracts, read by the agreement's register and by ``sources.toml``."""

from dataclasses import dataclass, field
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

    edition: Edition = field(default_factory=Edition)
    readings: Rows = field(default_factory=list)
    forecasts: Rows = field(default_factory=list)
    judgements: Rows = field(default_factory=list)
    series: Rows = field(default_factory=list)
    comparators: Rows = field(default_factory=list)
    statuses: Rows = field(default_factory=list)
    budget: Rows = field(default_factory=list)
    outturn: Rows = field(default_factory=list)
    reserves: Rows = field(default_factory=list)
    savings: Rows = field(default_factory=list)
    capital: Rows = field(default_factory=list)
    accounts: Rows = field(default_factory=list)
    queries: tuple[Query, ...] = ()


def read_extracts(folder: Path, project: Project, period: Period, agreement: Agreement, faults: FaultList) -> Extracts:
    """Everything the folder's files say; what cannot be read is in ``faults``."""
    path = folder / "sources.toml"
    sources = read_toml(path, ExtractSources, name=project.relative(path))
    if not isinstance(sources, ExtractSources):
        faults.append(sources)
        return Extracts()

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
    capital = accounts = Received(Cell(""))
    if sources.capital:
        capital = received(sources.capital, "portfolio", "scheme", *finance.CAPITAL, optional=("information",))
    if sources.accounts:
        accounts = received(sources.accounts, "portfolio", "account", "line", *finance.ACCOUNT)
    found = performance.read_performance(measured, sources.performance, period, agreement, faults)
    return Extracts(
        edition=sources.edition,
        readings=found.readings,
        forecasts=found.forecasts,
        judgements=found.judgements,
        statuses=found.statuses,
        budget=finance.read_budget(budget, sources.budget, agreement, faults),
        outturn=finance.read_outturn(outturn, sources.outturn, agreement, faults),
        reserves=finance.read_reserves(reserves, sources.reserves, agreement, faults),
        savings=finance.read_savings(savings, sources.savings, agreement, faults),
        capital=finance.read_capital(capital, sources.capital, agreement, faults),
        accounts=finance.read_accounts(accounts, sources.accounts, agreement, faults),
        queries=tuple(found.queries),
    )
