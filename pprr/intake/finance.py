"""The finance extracts: the cash limit's lines, the outturn, the reserves and the savings, as rows for their tables."""

from collections.abc import Mapping
from functools import partial

from pprr.intake import cells
from pprr.intake.agreement import read_money_field
from pprr.intake.ledger import PARTS, Ledger
from pprr.intake.performance import read_status
from pprr.intake.records import FaultList, Received, Record
from pprr.intake.register import Agreement, Rows
from pprr.intake.sources import ListLayout, MoneyLayout

OUTTURN = ("cash_limit", "expenditure", "appropriations", "outturn", "variance")
RESERVE = ("approved", "change", "balance")
SAVING = ("value", "achieved")
CAPITAL = ("budget", "forecast", "rephasing", "variance")
ACCOUNT = ("budget", "forecast", "variance")
_LINES = ("Previously reported", "Change", "Current")


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
                    "portfolio": slug,
                    "line": line,
                    "description": record.cells["description"],
                    "amount": money.pence,
                    "money_unit": money.unit,
                    **record.origin(),
                }
            )
    for slug in sorted(set(agreement.slugs.values())) if received.is_readable else ():
        lines = [row["line"] for row in rows if row["portfolio"] == slug]
        for line in ("Previously reported", "Current"):
            if lines.count(line) != 1:
                faults.add(
                    received.place,
                    f'{slug} has {lines.count(line)} rows "{line}".',
                    "There must be one.",
                    portfolio=slug,
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
            rows.append(_row(record, slug, amounts))
    told = {row["portfolio"] for row in rows}
    for slug in sorted(set(agreement.slugs.values()) - told) if received.is_readable else ():
        faults.add(received.place, f"there is no row for {slug}.", "Add it.", portfolio=slug)
    return rows


def read_reserves(received: Received, layout: ListLayout, agreement: Agreement, faults: FaultList) -> Rows:
    """One row per use of a reserve, totals marked."""
    rows: Rows = []
    faults.unique(
        [record for record in received.records if record.total is None],
        ("portfolio", "narration", "purpose"),
        "reserve",
        alike=agreement.slugs,
    )
    for record in received.records:
        slug = agreement.portfolio_of(record, faults)
        if slug:
            rows.append(
                {
                    **_money_row(record, slug, RESERVE, layout, faults),
                    **{name: record.cells[name] for name in ("group", "category", "narration", "purpose")},
                    "is_total": record.total is not None,
                }
            )
    return rows


def read_savings(received: Received, layout: ListLayout, agreement: Agreement, faults: FaultList) -> Rows:
    """One row per proposal, totals marked."""
    rows: Rows = []
    faults.unique(
        [record for record in received.records if record.total is None],
        ("portfolio", "proposal"),
        "savings proposal",
        alike=agreement.slugs,
    )
    for record in received.records:
        slug = agreement.portfolio_of(record, faults)
        if slug:
            risk = record.cells["risk_rating"]
            rows.append(
                {
                    **_money_row(record, slug, SAVING, layout, faults),
                    "proposal": faults.read(record, "proposal", cells.read_text, portfolio=slug),
                    "risk_rating": faults.read(record, "risk_rating", read_status, portfolio=slug) if risk else "",
                    "information": record.cells["information"],
                    "is_total": record.total is not None,
                }
            )
    return rows


def read_capital(received: Received, layout: ListLayout | None, agreement: Agreement, faults: FaultList) -> Rows:
    """One row per scheme of the capital programme, totals marked."""
    return _read_list(received, layout, CAPITAL, ("scheme",), ("information",), agreement, faults)


def read_accounts(received: Received, layout: ListLayout | None, agreement: Agreement, faults: FaultList) -> Rows:
    """One row per line of an account outside the cash limit, totals marked."""
    return _read_list(received, layout, ACCOUNT, ("account", "line"), (), agreement, faults)


def _read_list(
    received: Received,
    layout: ListLayout | None,
    amounts: tuple[str, ...],
    key: tuple[str, ...],
    texts: tuple[str, ...],
    agreement: Agreement,
    faults: FaultList,
) -> Rows:
    rows: Rows = []
    if layout is None:
        return rows
    lines = [record for record in received.records if record.total is None]
    faults.unique(lines, ("portfolio", *key), key[-1], alike=agreement.slugs)
    for record in received.records:
        slug = agreement.portfolio_of(record, faults)
        if slug:
            rows.append(
                {
                    **_money_row(record, slug, amounts, layout, faults),
                    **{name: faults.read(record, name, cells.read_text, portfolio=slug) for name in key},
                    **{name: record.cells[name] for name in texts},
                    "is_total": record.total is not None,
                }
            )
    return rows


def _money_row(
    record: Record, slug: str, fields: tuple[str, ...], layout: MoneyLayout, faults: FaultList
) -> dict[str, object]:
    return _row(record, slug, {name: read_money_field(record, name, layout, faults, slug) for name in fields})


def _row(record: Record, slug: str, amounts: Mapping[str, cells.Money]) -> dict[str, object]:
    return {
        "portfolio": slug,
        **{name: money.pence for name, money in amounts.items()},
        "money_unit": max(money.unit for money in amounts.values()),
        **record.origin(),
    }
