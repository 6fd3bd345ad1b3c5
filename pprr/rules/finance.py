"""The amounts that must be equal in a report's money, and how far rounding may take them.

Outturn = net expenditure + appropriations. (Surplus)/Deficit = outturn - cash limit. Balance = approved - change.
A draw on reserves is printed positive in the reserves and negative under appropriations, so their sums mirror.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from pprr.domain import Rules, round_half_up, rounding_room
from pprr.domain.money import (
    AccountLine,
    AgreedReserve,
    AgreedSaving,
    BudgetLine,
    CashLimitLine,
    ListRow,
    MoneyRow,
    MoneyTables,
    Outturn,
    Position,
    Reserve,
    Saving,
    Scheme,
    by_account,
    lines_of,
    totals,
    without_totals,
)

_THOUSAND = 100_000  # in pence
Amount = TypeVar("Amount", int, Decimal)


@dataclass(frozen=True)
class Identity:
    """One sum that must hold: the addends, what they are stated to make, all in pence, and where that stands.

    ``money_unit`` is the coarsest to which any of them is rounded.
    """

    item: str
    sum: str
    addends: tuple[int, ...]
    stated: int
    money_unit: int
    source: str
    is_one_unit: bool = True

    @property
    def computed(self) -> int:
        """The sum of the addends."""
        return sum(self.addends)

    @property
    def tolerance(self) -> int:
        """The most that rounding of n addends and their sum may move the two apart: floor((n + 1) / 2) units, in pence.

        One addend is the same figure stated twice: where it is rounded the same way it leaves no room.
        """
        if len(self.addends) < 2 and self.is_one_unit:
            return 0
        return rounding_room(len(self.addends), self.money_unit)

    @property
    def holds(self) -> bool:
        """True where the two agree as far as rounding allows."""
        return abs(self.stated - self.computed) <= self.tolerance

    @property
    def is_exact(self) -> bool:
        """True where the figures add as printed, in £000, without a word about rounding."""
        printed = [round_half_up(Fraction(pence, _THOUSAND), 0) for pence in (*self.addends, self.stated)]
        return sum(printed[:-1]) == printed[-1]


def identities(
    money: MoneyTables, *, last_budget: Sequence[BudgetLine] = (), lacks: Collection[str] = ()
) -> tuple[Identity, ...]:
    """Every sum that one portfolio's money must keep; ``money`` has the rows of that portfolio alone.

    ``last_budget`` is that of the reporting point right before, where that is in the same year and there is a report.
    ``lacks`` is what the council is said to have none of.
    """
    outturn = next(iter(money.outturn), None)
    return (
        *_of_budget(money.budget, outturn),
        *(_of_outturn(outturn) if outturn else ()),
        *(_of_reserve(row) for row in money.reserves),
        *(_of_draws(money.reserves, outturn) if outturn and "reserves" not in lacks else ()),
        *_of_totals("reserves", money.reserves),
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
    yield _identity(
        "budget",
        "previously reported + changes = current cash limit",
        _pence((*previous, *changes), "amount"),
        current[0],
        "amount",
        (*previous, *changes),
    )
    if outturn is None:
        return
    yield _identity(
        "outturn",
        "current cash limit = net cash limit of the outturn",
        _pence(current, "amount"),
        outturn,
        "cash_limit",
        current,
    )


def _of_closing(budget: Sequence[BudgetLine], last_budget: Sequence[BudgetLine]) -> Iterator[Identity]:
    closing = lines_of(last_budget, CashLimitLine.CURRENT)
    if closing and budget:
        yield _identity(
            "budget",
            "the last report's current cash limit = this one's previously reported",
            _pence(closing, "amount"),
            lines_of(budget, CashLimitLine.PREVIOUS)[0],
            "amount",
            closing,
        )


def _of_outturn(row: Outturn) -> Iterator[Identity]:
    spent = outturn_addends(row.expenditure, row.appropriations)
    yield _identity("outturn", "net expenditure + appropriations = outturn", spent, row, "outturn")
    over = variance_addends(row.outturn, row.cash_limit)
    yield _identity("outturn", "outturn - cash limit = (surplus)/deficit", over, row, "variance")


def _of_reserve(row: Reserve) -> Identity:
    return _identity("reserves", "approved - change = balance", (row.approved, -row.change), row, "balance")


def _of_draws(reserves: Sequence[Reserve], outturn: Outturn) -> Iterator[Identity]:
    draws = without_totals(reserves)
    yield _identity(
        "reserves",
        "the reserves' changes, reversed = appropriations",
        tuple(-row.change for row in draws) or (0,),
        outturn,
        "appropriations",
        draws,
    )


def _of_scheme(row: Scheme) -> Identity:
    addends = row.forecast, row.rephasing, -row.budget
    return _identity("capital", "forecast + rephasing - budget = variance", addends, row, "variance")


def _of_account_line(row: AccountLine) -> Identity:
    return _identity("accounts", "forecast - budget = variance", (row.forecast, -row.budget), row, "variance")


def _of_totals(item: str, listed: Sequence[ListRow]) -> Iterator[Identity]:
    rows = without_totals(listed)
    for total in totals(listed):
        for name in total.AMOUNTS:
            yield _identity(item, f"the rows' {name} = their total", _pence(rows, name), total, name, rows)


def _of_agreement(
    item: str, listed: Iterable[Reserve | Saving], agreed: Iterable[AgreedReserve | AgreedSaving], amount: str
) -> Iterator[Identity]:
    by_key = {row.key: row for row in agreed}
    for row in without_totals(listed):
        if row.key in by_key:
            own = by_key[row.key]
            named = f"the agreement's {amount} = the extract's ({', '.join(row.key)})"
            yield _identity(item, named, (own.amounts[amount],), row, amount, [own])


def _pence(rows: Iterable[MoneyRow], amount: str) -> tuple[int, ...]:
    return tuple(row.amounts[amount] for row in rows)


def _identity(
    item: str, named: str, addends: tuple[int, ...], row: MoneyRow, amount: str, others: Iterable[MoneyRow] = ()
) -> Identity:
    """The sum that ``row`` states as its ``amount``; the addends stand in it, or in the ``others``."""
    units = {row.money_unit, *(other.money_unit for other in others)}
    source = f"{row.cell.file}, row {row.cell.row}"
    return Identity(item, named, addends, row.amounts[amount], max(units), source, is_one_unit=len(units) == 1)
