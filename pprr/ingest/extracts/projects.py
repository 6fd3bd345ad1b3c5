"""The projects and programmes of a period's extracts."""

from pprr.domain import Query, query
from pprr.ingest import cells
from pprr.ingest.agreement.register import Agreement, Rows
from pprr.ingest.mapping.records import FaultList, Received

NEEDED = ("portfolio", "project", "state")
OPTIONAL = ("measures", "milestone", "effect", "owner")


def read_projects(received: Received, agreement: Agreement, faults: FaultList) -> tuple[Rows, list[Query]]:
    """The rows, and a query for each measure that a project names and the year's register lacks."""
    faults.unique(received.records, ("portfolio", "project"), "project", alike=agreement.slugs)
    rows: Rows = []
    queries: list[Query] = []
    for record in received.records:
        slug = agreement.portfolio_of(record, faults)
        if not slug:
            continue
        named = [part.strip() for part in record.cells["measures"].split(";") if part.strip()]
        queries += [
            query(
                "project-measure-unknown",
                slug,
                "overview",
                record.at("measures"),
                project=record.cells["project"],
                measure=one,
            )
            for one in named
            if one not in agreement.register
        ]
        rows.append(
            {
                "portfolio": slug,
                "project": faults.read(record, "project", cells.read_text, portfolio=slug),
                "measures": "; ".join(one for one in named if one in agreement.register),
                "state": faults.read(record, "state", cells.read_text, portfolio=slug),
                **{name: record.cells[name] for name in ("milestone", "effect", "owner")},
                **record.origin(),
            }
        )
    return rows, queries
