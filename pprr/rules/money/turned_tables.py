"""Tables of one extract that write the same money with opposite signs: its sums may hold, and the page be wrong."""

from collections.abc import Iterator, Mapping, Sequence

from pprr.domain import Cell, Query, query, rounding_room
from pprr.domain.money import CashLimitLine, MoneyRow, MoneyTables, lines_of, portfolio_totals, without_totals
from pprr.rules.money.identity import pence_of

# The amounts of lists that say how much there is to spend, which is never less than nothing for all of them.
_TO_SPEND = {"reserves": "approved", "capital": "budget"}


def turned_tables(money: MoneyTables, portfolio: str) -> Iterator[Query]:
    """A query about each table of the portfolio that has another sign than its cash limit.

    ``money`` has the rows of all portfolios. The services' budgets are the cash limit with the other sign; or a list of
    what there is to spend has amounts below 0 alone, for every portfolio, where their cash limits are above it.
    """
    limits = _cash_limits(money)
    own = limits.get(portfolio)
    services = money.of(portfolio).services
    if own and services and not money.of(portfolio).outturn:  # which the services are held against themselves
        received = portfolio_totals(services)
        rows = received if len(received) == 1 else without_totals(services)
        room = rounding_room(len(rows) + 1, max(row.money_unit for row in rows))
        if abs(sum(pence_of(rows, "budget")) + own) <= room < abs(own):
            yield _turned("services", "same", rows, portfolio)
    for name, amount in _TO_SPEND.items():
        listed = without_totals(money.lists.get(name, ()))
        told = [pence for pence in pence_of(listed, amount) if pence]
        is_other = bool(told) and max(told) < 0 < min(limits.values(), default=0)
        if is_other and any(row.portfolio == portfolio for row in listed):
            yield _turned(name, "below", listed, portfolio)


def _cash_limits(money: MoneyTables) -> Mapping[str, int]:
    """Each portfolio's cash limit, as the first table that has one gives it."""
    found = {row.portfolio: row.amount for row in lines_of(money.budget, CashLimitLine.CURRENT)}
    return {**{row.portfolio: row.cash_limit for row in money.outturn}, **found}


def _turned(name: str, found: str, rows: Sequence[MoneyRow], portfolio: str) -> Query:
    file = Cell(rows[0].cell.file, rows[0].cell.sheet)
    return query("sign-between-tables", portfolio, name, file, found=found, section=name, file=str(file))
