"""The money of a period's extracts: the rows of each section that the council has, held against the files' totals."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from pprr.domain import Cell, Query
from pprr.domain.money import ServiceLine
from pprr.ingest.agreement.register import Agreement, Rows
from pprr.ingest.extracts import finance, services
from pprr.ingest.ledger.read import PARTS, Ledger
from pprr.ingest.mapping import totals
from pprr.ingest.mapping.records import FaultList, Received
from pprr.ingest.mapping.sources import ExtractSources, Layout, MoneyLayout, ServiceLayout, unless_lacking

_REQUIRED = ("budget", "outturn", "reserves", "savings")  # unless the council is said to have none


class Fields(NamedTuple):
    """The fields of a section: those that its file must have, those that it may, and the amounts among them."""

    needed: tuple[str, ...]
    optional: tuple[str, ...]
    amounts: tuple[str, ...]


FIELDS: Mapping[str, Fields] = {
    "budget": Fields(("portfolio", "line", "amount"), ("description",), ("amount",)),
    "outturn": Fields(("portfolio", *finance.OUTTURN), (), finance.OUTTURN),
    "reserves": Fields(("portfolio", "purpose", *finance.RESERVE), ("group", "category", "narration"), finance.RESERVE),
    "services": Fields(services.NEEDED, services.OPTIONAL, ServiceLine.AMOUNTS),
    "savings": Fields(
        ("portfolio", "proposal", *finance.SAVING),
        ("risk_rating", "information", *finance.OF_SAVING),
        (*finance.SAVING, *finance.OF_SAVING),
    ),
    "capital": Fields(("portfolio", "scheme", *finance.CAPITAL), ("information",), finance.CAPITAL),
    "accounts": Fields(("portfolio", "account", "line", *finance.ACCOUNT), (), finance.ACCOUNT),
}


class Reader(Protocol):
    """Reads the records of a layout's file, with those fields."""

    def __call__(self, table: str, layout: Layout, *fields: str, optional: tuple[str, ...] = ()) -> Received:
        """The records; none where the file cannot be used, which is a fault by then."""


@dataclass(frozen=True)
class MoneyRows:
    """The rows of each section that the council has, by its name, and queries about totals that do not add."""

    rows: Mapping[str, Rows] = field(default_factory=dict)
    queries: tuple[Query, ...] = ()

    def of(self, section: str) -> Rows:
        """The rows of a section; none where the council has no such section."""
        return self.rows.get(section, [])


def read_money(
    sources: ExtractSources,
    place: Cell,
    received: Reader,
    ledger: Ledger | None,
    agreement: Agreement,
    faults: FaultList,
) -> MoneyRows:
    """The rows of every section that ``place`` lays out; ``ledger`` is what the outturn is held against."""
    rows: dict[str, Rows] = {}
    queries: list[Query] = []
    for name, layout in sources.money.items():
        if name in _REQUIRED and agreement.portfolios:  # where none could be read, that has been said
            unless_lacking(name, layout, agreement.lacks, place, faults)
        if layout is None:
            continue
        fields = FIELDS[name]
        parts = tuple(PARTS) if ledger and name == "outturn" else ()
        extract = received(name, layout, *_without(fields.needed, parts), optional=(*fields.optional, *parts))
        queries += totals.queries(extract.totals, layout, fields.amounts, agreement.slugs, name)
        rows[name] = _read(name, extract, layout, ledger, agreement, faults)
        queries += totals.unmarked(rows[name], layout, fields.amounts, name)
    return MoneyRows(rows, tuple(queries))


def _without(fields: Iterable[str], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in fields if name not in others)


def _read(
    name: str, extract: Received, layout: MoneyLayout, ledger: Ledger | None, agreement: Agreement, faults: FaultList
) -> Rows:
    if name == "budget":
        return finance.read_budget(extract, layout, agreement, faults)
    if name == "outturn":
        return finance.read_outturn(extract, layout, agreement, faults, ledger)
    if isinstance(layout, ServiceLayout):
        return services.read_services(extract, layout, agreement, faults)
    return finance.read_list(name, extract, layout, agreement, faults)
