"""The finance extracts: the cash limit's lines, the outturn, the reserves and the savings, as rows for their tables."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from pprr.domain.money import AccountLine, CashLimitLine, Outturn, Reserve, Saving, Scheme
from pprr.ingest import cells
from pprr.ingest.agreement.read import read_money_field
from pprr.ingest.agreement.register import Agreement, Rows
from pprr.ingest.ledger.read import PARTS, Ledger
from pprr.ingest.mapping.records import FaultList, Received, Record
from pprr.ingest.mapping.sources import MoneyLayout

OUTTURN, RESERVE = Outturn.AMOUNTS, Reserve.AMOUNTS
SAVING, OF_SAVING = Saving.AMOUNTS[:2], Saving.AMOUNTS[2:]  # those that a file must have, and may have
CAPITAL, ACCOUNT = Scheme.AMOUNTS, AccountLine.AMOUNTS
_LINES = tuple(CashLimitLine)


def read_budget(received: Received, layout: MoneyLayout, agreement: Agreement, faults: FaultList) -> Rows:
    """One row per line of each cash limit; a portfolio without its two ends is a fault."""
    rows: Rows = []
    for record in received.records:
        slug = agreement.portfolio_of(record, faults)
        if slug:
            line = faults.read(record, "line", partial(cells.read_choice, choices=_LINES), portfolio=slug)
            money = read_money_field(record, "amount", layout, faults, slug)
            rows.append(
                {
                    **money_row(record, slug, {"amount": money}),
                    "line": line,
                    "description": record.cells["description"],
                }
            )
    for slug in sorted(set(agreement.slugs.values())) if received.is_readable else ():
        lines = [row["line"] for row in rows if row["portfolio"] == slug]
        for line in (CashLimitLine.PREVIOUS, CashLimitLine.CURRENT):
            if lines.count(line) != 1:
                faults.add(
                    "line-not-once", received.place, portfolio=slug, of=slug, count=str(lines.count(line)), line=line
                )
    return rows


def read_outturn(
    received: Received,
    layout: MoneyLayout,
    agreement: Agreement,
    faults: FaultList,
    ledger: Ledger | None = None,
) -> Rows:
    """One row per portfolio; one without a row is a fault. A ledger gives what the outturn leaves blank."""
    rows: Rows = []
    faults.unique(received.records, ("portfolio",), "portfolio", alike=agreement.slugs)
    for record in received.records:
        slug = agreement.portfolio_of(record, faults)
        if slug:
            given = [name for name in OUTTURN if ledger is None or name not in PARTS or record.cells[name]]
            amounts = {name: read_money_field(record, name, layout, faults, slug) for name in given}
            if ledger is not None:
                amounts = ledger.complete(amounts, record, slug, faults)
            rows.append(money_row(record, slug, amounts))
    told = {row["portfolio"] for row in rows}
    for slug in sorted(set(agreement.slugs.values()) - told) if received.is_readable else ():
        faults.add("outturn-missing", received.place, portfolio=slug, of=slug)
    return rows


@dataclass(frozen=True)
class _List:
    """The contents of a list of amounts: what a line is called, its amounts, and the fields that tell its lines apart.

    Beside them are fields that a line must have, texts, ratings and further amounts that it may have.
    """

    called: str
    amounts: tuple[str, ...]
    key: tuple[str, ...]
    required: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    ratings: tuple[str, ...] = ()
    further: tuple[str, ...] = ()


_LISTS = {
    "reserves": _List(
        "reserve", RESERVE, ("narration", "purpose"), texts=("group", "category", "narration", "purpose")
    ),
    "savings": _List(
        "savings proposal",
        SAVING,
        ("proposal",),
        required=("proposal",),
        texts=("information",),
        ratings=("risk_rating",),
        further=OF_SAVING,
    ),
    "capital": _List("scheme", CAPITAL, ("scheme",), required=("scheme",), texts=("information",)),
    "accounts": _List("line", ACCOUNT, ("account", "line"), required=("account", "line")),
}


def read_list(name: str, received: Received, layout: MoneyLayout, agreement: Agreement, faults: FaultList) -> Rows:
    """One row per use of a reserve, savings proposal, scheme, or line of an account (by ``name``), totals marked."""
    rows: Rows = []
    kind = _LISTS[name]
    lines = [record for record in received.records if record.total is None]
    faults.unique(lines, ("portfolio", *kind.key), kind.called, alike=agreement.slugs)
    for record in received.records:
        slug = agreement.portfolio_of(record, faults)
        if slug:
            read = partial(faults.read, record, portfolio=slug)
            rows.append(
                {
                    **dict.fromkeys(kind.further),
                    **_money_row(record, slug, kind, layout, faults),
                    **{field: read(field, cells.read_text) for field in kind.required},
                    **{
                        field: read(field, cells.read_given_status) if record.cells[field] else ""
                        for field in kind.ratings
                    },
                    **{field: record.cells[field] for field in kind.texts},
                    "is_total": record.total is not None,
                }
            )
    return rows


def _stated(record: Record, kind: _List) -> tuple[str, ...]:
    """The amounts of a row: those that it must have, and of the others those that it states."""
    return (*kind.amounts, *(name for name in kind.further if record.cells[name]))


def _money_row(record: Record, slug: str, kind: _List, layout: MoneyLayout, faults: FaultList) -> dict[str, object]:
    amounts = {name: read_money_field(record, name, layout, faults, slug) for name in _stated(record, kind)}
    return money_row(record, slug, amounts, kind.ratings)


def money_row(
    record: Record, slug: str, amounts: Mapping[str, cells.Money], ratings: Iterable[str] = ()
) -> dict[str, object]:
    """The fields of every row of amounts: whose it is, the amounts in pence and their unit, and where it stands.

    The cells of its ``ratings`` are kept as received beside those of the amounts.
    """
    return {
        "portfolio": slug,
        **{name: money.pence for name, money in amounts.items()},
        "money_unit": max(money.unit for money in amounts.values()),
        **record.origin(),
        "received": record.stated((*amounts, *ratings)),
    }
