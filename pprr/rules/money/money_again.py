"""Money sent again: a section's amounts that are, in every row of every portfolio, those of the last report."""

from collections import Counter
from collections.abc import Iterator, Sequence

from pprr.domain import Cell, Period, Query, query
from pprr.domain.money import (
    AccountLine,
    BudgetLine,
    CashLimitLine,
    MoneyRow,
    MoneyTables,
    Outturn,
    Reserve,
    Saving,
    Scheme,
    ServiceLine,
)


def money_again(now: MoneyTables, last: MoneyTables, when: Period, portfolio: str) -> Iterator[Query]:
    """A query about each section of the portfolio whose amounts are all those of the report of ``when``.

    ``now`` and ``last`` have the rows of all portfolios in the two periods: that one of them forecasts what it did is
    usual, and that all do is not. Names and words do not count, and neither does the order of rows. Amounts that may
    well stay are no oddity: a budget without a change, a forecast on budget, reserves that are not drawn on, savings of
    which nothing, or all, has been made.
    """
    for name, own in now.sections.items():
        before = last.sections[name]
        here, there = ({row.portfolio for row in rows} for rows in (own, before))
        if not before or portfolio not in here:
            continue
        # The rows of a stopped portfolio are in neither.
        found, then = ([row for row in rows if row.portfolio in here & there] for rows in (own, before))
        if _amounts(found) == _amounts(then) and any(_moves(row) for row in found):
            yield query(
                "same-money-again",
                portfolio,
                name,
                _files(found),
                found="one" if len(found) == 1 else "many",
                files=_files(found),
                count=str(len(found)),
                then=_files(then),
                period=when.label,
            )


def _amounts(found: Sequence[MoneyRow]) -> Counter[tuple[str, tuple[int, ...]]]:
    return Counter((row.portfolio, tuple(row.amounts.values())) for row in found)


def _moves(row: MoneyRow) -> bool:
    """Tells whether the row tells of something that is expected to be another figure the next time."""
    match row:
        case BudgetLine():
            return row.line is CashLimitLine.CHANGE and row.amount != 0
        case Outturn() | ServiceLine() | AccountLine():
            return row.variance != 0
        case Reserve():
            return row.change != 0
        case Saving():
            return row.achieved not in (0, row.value)
        case Scheme():
            return row.rephasing != 0 or row.variance != 0
    return False


def _files(found: Sequence[MoneyRow]) -> str:
    """The files that the rows stand in, each once."""
    return ", ".join(dict.fromkeys(str(Cell(row.cell.file, row.cell.sheet)) for row in found))
