"""Virements between portfolios: what leaves one cash limit comes into another, so that the council's stays the same."""

import re
from collections.abc import Collection, Iterator, Sequence

from pprr.domain import Query, query, rounding_room
from pprr.domain.money import BudgetLine, CashLimitLine, lines_of

_SAYS_SO = re.compile(r"\b(?:virements?|vired)\b", re.IGNORECASE)


def unmatched_virements(budget: Sequence[BudgetLine], portfolio: str) -> Iterator[Query]:
    """A query about each virement of the portfolio that nothing in the others' cash limits answers.

    ``budget`` has the lines of all portfolios. Where their virements together come to nothing, as far as rounding
    allows, all is well, however they were split; and of one portfolio alone nothing can be said.
    """
    moved = virements(budget)
    if len({row.portfolio for row in budget}) < 2 or is_matched(moved):
        return
    for row in _without_answer(moved):
        if row.portfolio == portfolio:
            yield query(
                "virement-unanswered",
                portfolio,
                "budget",
                row.cell,
                found="out" if row.amount < 0 else "in",
                description=row.description,
                pence=str(row.amount),
                pounds=f"{abs(row.amount) // 100:,}",
            )


def virements(budget: Sequence[BudgetLine]) -> tuple[BudgetLine, ...]:
    """The changes that are said to be virements, or to go to another portfolio or come from it, by its name."""
    changes = lines_of(budget, CashLimitLine.CHANGE)
    slugs = {row.portfolio for row in budget}
    return tuple(row for row in changes if row.amount and (_SAYS_SO.search(row.description) or _names(row, slugs)))


def _names(row: BudgetLine, slugs: Collection[str]) -> bool:
    """Tells whether a change speaks of a move from or to another of the portfolios."""
    words = re.sub(r"[\W_]+", " ", f" {row.description.lower()} ")
    others = [slug.replace("-", " ") for slug in slugs if slug != row.portfolio]
    return any(f" {way} {other} " in words for other in others for way in ("from", "to", "from the", "to the"))


def is_matched(moved: Sequence[BudgetLine]) -> bool:
    """Tells whether virements come to nothing together, as far as rounding allows."""
    return abs(sum(row.amount for row in moved)) <= _room(moved)


def _without_answer(moved: Sequence[BudgetLine]) -> Iterator[BudgetLine]:
    """The virements for which there is none of the opposite amount, each answering one."""
    left = list(moved)
    while left:
        row = left.pop(0)
        other = next((one for one in left if abs(one.amount + row.amount) <= _room((row, one))), None)
        if other is None:
            yield row
        else:
            left.remove(other)


def _room(rows: Sequence[BudgetLine]) -> int:
    """The most that rounding may move the rows' sum, in pence; amounts that are rounded alike cancel exactly."""
    units = {row.money_unit for row in rows}
    return rounding_room(len(rows), max(units)) if len(units) > 1 or len(rows) > 2 else 0
