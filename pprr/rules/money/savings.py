"""The risk rating of a saving is a judgement: its figures are checked against it, and a clash is a query.

Printed in the report's key: Green is "good confidence (90% plus)" that the saving is or will be delivered, or "minor
variances (under £0.050m)" that the portfolio contains.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from pprr.domain import Query, Rules, SavingsRule, Status, query
from pprr.domain.money import Saving

_CALLED = ("value", "value achieved", "value at risk", "value not deliverable")


def rating_clashes(savings: Iterable[Saving], rules: Rules, portfolio: str, *, is_year_end: bool) -> tuple[Query, ...]:
    """A query about each proposal whose figures say otherwise than its rating.

    Within the year a Green saving may still be to come, so what it lacks is held against it at the year's end alone. A
    saving that is made in full is not Amber or Red at any time.
    """
    return tuple(_find(savings, rules.savings, portfolio, is_year_end))


def negative_savings(savings: Iterable[Saving], portfolio: str) -> Iterator[Query]:
    """A query about each proposal whose saving, agreed or made, is negative: brackets or signs that were taken over."""
    for row in savings:
        for name, pence in zip(_CALLED, (row.value, row.achieved, row.at_risk, row.not_deliverable), strict=True):
            if pence is not None and pence < 0:
                yield query(
                    "negative-saving",
                    portfolio,
                    "savings",
                    f"{row.cell.file}, row {row.cell.row}",
                    proposal=row.proposal,
                    name=name,
                    pounds=f"{pence / 100:,.2f}",
                    pence=str(pence),
                )


def is_green(value: int, achieved: int, rule: SavingsRule) -> bool:
    """True where the amounts, in pence, bear a Green rating: enough of the saving is made, or little of it is short."""
    share = Fraction(rule.confident_from.amount) / 100
    return achieved >= value * share or value - achieved < rule.minor_below


def _find(savings: Iterable[Saving], rule: SavingsRule, portfolio: str, is_year_end: bool) -> Iterator[Query]:
    for row in savings:
        if row.is_total or not row.risk_rating or row.value <= 0:
            continue
        is_rated_green = row.risk_rating is Status.GREEN
        if is_rated_green and is_year_end and not is_green(row.value, row.achieved, rule):
            found = "short"
        elif not is_rated_green and row.achieved >= row.value:
            found = "full"
        else:
            continue
        yield query(
            "rating-and-figures-clash",
            portfolio,
            "savings",
            f"{row.cell.file}, row {row.cell.row}",
            found=found,
            proposal=row.proposal,
            rating=row.risk_rating,
            confident=str(rule.confident_from),
        )
