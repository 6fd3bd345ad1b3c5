"""The ordinary table of money: budget, forecast and variance by service, in groups and with sub-totals."""

from functools import partial

from pprr.domain.money import ServiceLine
from pprr.ingest import cells
from pprr.ingest.agreement.read import read_money_field
from pprr.ingest.agreement.register import Agreement, Rows
from pprr.ingest.cells.percent import read_percent
from pprr.ingest.extracts.finance import money_row
from pprr.ingest.mapping.layouts import alike
from pprr.ingest.mapping.records import FaultList, Received, Record
from pprr.ingest.mapping.sources import ServiceLayout

NEEDED = ("portfolio", "line", "budget")
PERCENTAGES = ("variance_percent", "spent_percent")
OPTIONAL = ("group", "forecast", "variance", "actual", "previous_variance", *PERCENTAGES)


def read_services(received: Received, layout: ServiceLayout, agreement: Agreement, faults: FaultList) -> Rows:
    """One row per line, totals of groups and portfolios marked.

    Of forecast and variance the file may leave one out, which the other and the budget then give; a row without both
    is a fault.
    """
    rows: Rows = []
    lines = [record for record in received.records if record.total is None]
    faults.unique(lines, ("portfolio", "group", "line"), "line", alike=agreement.slugs)
    for record in received.records:
        slug = agreement.portfolio_of(record, faults)
        if slug:
            line = _name(record, faults, slug)
            group = record.cells["group"]
            if agreement.slugs.get(alike(group), slug) != slug:
                faults.add("group-is-a-portfolio", record.at("group"), group=group, of=slug)
            is_of_portfolio = record.total is not None and record.total.by != "group"
            rows.append(
                {
                    **dict.fromkeys(ServiceLine.AMOUNTS),
                    **money_row(record, slug, _amounts(record, layout, faults, slug)),
                    **{name: _percent(record, name, layout, faults, slug) for name in PERCENTAGES},
                    "group": "" if is_of_portfolio else group,
                    "line": line,
                    "kind": layout.kind_of(line),
                    "is_total": record.total is not None,
                }
            )
    return rows


def _name(record: Record, faults: FaultList, slug: str) -> str:
    """The name of the line; that of a total as its file has it."""
    if record.total:
        return record.as_received(record.total.column)
    return faults.read(record, "line", cells.read_text, portfolio=slug) or ""


def _amounts(record: Record, layout: ServiceLayout, faults: FaultList, slug: str) -> dict[str, cells.Money]:
    """The amounts that the row states, and of forecast and variance the one that follows from the other."""
    stated = [name for name in ServiceLine.AMOUNTS if record.cells[name] or name == "budget"]
    if not {"forecast", "variance"} & set(stated):
        stated.append("forecast")
    found = {name: read_money_field(record, name, layout, faults, slug) for name in stated}
    budget = found["budget"]
    if "variance" not in found:
        forecast = found["forecast"]
        found["variance"] = cells.Money(forecast.pence - budget.pence, max(forecast.unit, budget.unit))
    if "forecast" not in found:
        variance = found["variance"]
        found["forecast"] = cells.Money(budget.pence + variance.pence, max(variance.unit, budget.unit))
    return found


def _percent(record: Record, field: str, layout: ServiceLayout, faults: FaultList, slug: str) -> object:
    reader = partial(read_percent, are_fractions=layout.percentages == "fractions")
    value = faults.read(record, field, reader, portfolio=slug) if record.cells[field] else None
    return -value if value is not None and layout.turned(field) else value
