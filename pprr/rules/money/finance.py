"""The amounts that must be equal in a report's money, and how far rounding may take them.

Outturn = net expenditure + appropriations. (Surplus)/Deficit = outturn - cash limit. Balance = approved - change.
A draw on reserves is printed positive in the reserves and negative under appropriations, so their sums mirror.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from pprr.domain import Rules
from pprr.domain.money import (
    AccountLine,
    AgreedReserve,
    AgreedSaving,
    BudgetLine,
    CashLimitLine,
    ListRow,
    MoneyTables,
    Outturn,
    Position,
    Reserve,
    Saving,
    Scheme,
    ServiceLine,
    by_account,
    is_stated,
    lines_of,
    totals,
    without_totals,
)
from pprr.rules.money.identity import Identity, identity_of, pence_of, sums_of_total
from pprr.rules.money.services import sums_of_services

__all__ = ["Identity"]

Amount = TypeVar("Amount", int, Decimal)


def identities(
    money: MoneyTables,
    *,
    last_budget: Sequence[BudgetLine] = (),
    last_services: Sequence[ServiceLine] = (),
    lacks: Collection[str] = (),
) -> tuple[Identity, ...]:
    """Every sum that one portfolio's money must keep; ``money`` has the rows of that portfolio alone.

    ``last_budget`` and ``last_services`` are those of the reporting point right before, where that is in the same year
    and there is a report.
    ``lacks`` is what the council is said to have none of.
    """
    outturn = next(iter(money.outturn), None)
    return (
        *_of_budget(money.budget, outturn),
        *(_of_outturn(outturn) if outturn else ()),
        *sums_of_services(money.services, outturn, last_services),
        *(_of_reserve(row) for row in money.reserves),
        *(_of_draws(money.reserves, outturn) if outturn and "reserves" not in lacks else ()),
        *_of_totals("reserves", money.reserves),
        *_of_savings(money.savings),
        *_of_totals("savings", money.savings),
        *(_of_scheme(row) for row in money.capital),
        *_of_totals("capital", money.capital),
        *(_of_account_line(row) for row in money.accounts),
        *(found for lines in by_account(money.accounts).values() for found in _of_totals("accounts", lines)),
        *_of_closing(money.budget, last_budget),
        *_of_agreement("reserves", money.reserves, money.agreed_reserves, "approved"),
        *_of_agreement("savings", money.savings, money.agreed_savings, "value"),
    )


def outturn_addends(expenditure: Amount, appropriations: Amount) -> tuple[Amount, Amount]:
    """The addends of an outturn: net expenditure, and what is put into reserves or, negative, taken from them."""
    return expenditure, appropriations


def variance_addends(outturn: Amount, cash_limit: Amount) -> tuple[Amount, Amount]:
    """The addends of a (surplus)/deficit: the outturn less the cash limit."""
    return outturn, -cash_limit


def is_money_exception(position: Position, rules: Rules) -> bool:
    """Tells whether the surplus or deficit is beyond the year's share of the cash limit, or of the budget."""
    return abs(position.variance) > rules.money.exception_beyond.of(Fraction(position.budget))


def unmatched(
    rows: Iterable[Reserve | Saving], agreed: Iterable[AgreedReserve | AgreedSaving]
) -> Iterator[tuple[tuple[str, ...], str]]:
    """The key of each item that only one of the two has, sorted; beside it which one: ``extract`` or ``agreement``."""
    extract, agreement = {row.key for row in without_totals(rows)}, {row.key for row in agreed}
    for key in sorted(extract ^ agreement):
        yield key, "extract" if key in extract else "agreement"


def _of_budget(budget: Sequence[BudgetLine], outturn: Outturn | None) -> Iterator[Identity]:
    if not budget:
        return
    previous, changes, current = (lines_of(budget, line) for line in CashLimitLine)
    yield identity_of(
        "budget",
        "previously reported + changes = current cash limit",
        pence_of((*previous, *changes), "amount"),
        current[0],
        "amount",
        (*previous, *changes),
    )
    if outturn is None:
        return
    yield identity_of(
        "outturn",
        "current cash limit = net cash limit of the outturn",
        pence_of(current, "amount"),
        outturn,
        "cash_limit",
        current,
    )


def _of_closing(budget: Sequence[BudgetLine], last_budget: Sequence[BudgetLine]) -> Iterator[Identity]:
    closing = lines_of(last_budget, CashLimitLine.CURRENT)
    if closing and budget:
        yield identity_of(
            "budget",
            "the last report's current cash limit = this one's previously reported",
            pence_of(closing, "amount"),
            lines_of(budget, CashLimitLine.PREVIOUS)[0],
            "amount",
            closing,
        )


def _of_outturn(row: Outturn) -> Iterator[Identity]:
    spent = outturn_addends(row.expenditure, row.appropriations)
    yield identity_of("outturn", "net expenditure + appropriations = outturn", spent, row, "outturn")
    over = variance_addends(row.outturn, row.cash_limit)
    yield identity_of("outturn", "outturn - cash limit = (surplus)/deficit", over, row, "variance")


def _of_reserve(row: Reserve) -> Identity:
    return identity_of("reserves", "approved - change = balance", (row.approved, -row.change), row, "balance")


def _of_draws(reserves: Sequence[Reserve], outturn: Outturn) -> Iterator[Identity]:
    draws = without_totals(reserves)
    yield identity_of(
        "reserves",
        "the reserves' changes, reversed = appropriations",
        tuple(-row.change for row in draws) or (0,),
        outturn,
        "appropriations",
        draws,
    )


def _of_savings(savings: Sequence[Saving]) -> Iterator[Identity]:
    """The parts of each saving, where the table has a column for both parts of what is not achieved."""
    if not all(is_stated(savings, name) for name in ("at_risk", "not_deliverable")):
        return
    for row in savings:
        parts = (row.achieved, row.at_risk or 0, row.not_deliverable or 0)
        yield identity_of("savings", "achieved + at risk + not deliverable = value", parts, row, "value")


def _of_scheme(row: Scheme) -> Identity:
    addends = row.forecast, row.rephasing, -row.budget
    return identity_of("capital", "forecast + rephasing - budget = variance", addends, row, "variance")


def _of_account_line(row: AccountLine) -> Identity:
    return identity_of("accounts", "forecast - budget = variance", (row.forecast, -row.budget), row, "variance")


def _of_totals(item: str, listed: Sequence[ListRow]) -> Iterator[Identity]:
    rows = without_totals(listed)
    for total in totals(listed):
        yield from sums_of_total(item, rows, total)


def _of_agreement(
    item: str, listed: Iterable[Reserve | Saving], agreed: Iterable[AgreedReserve | AgreedSaving], amount: str
) -> Iterator[Identity]:
    by_key = {row.key: row for row in agreed}
    for row in without_totals(listed):
        if row.key in by_key:
            own = by_key[row.key]
            named = f"the agreement's {amount} = the extract's ({', '.join(row.key)})"
            yield identity_of(item, named, (own.amounts[amount],), row, amount, [own])
