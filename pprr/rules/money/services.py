"""The ordinary table of money: what its lines, groups and totals must make, and what in it contradicts itself.

Variance = forecast - budget, so an overspend is positive. A percentage is of the budget.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from pprr.domain import Query, query, round_half_up
from pprr.domain.money import LineKind, Outturn, ServiceLine, portfolio_totals, services_total, totals, without_totals
from pprr.rules.money.identity import Identity, identity_of, pence_of, sums_of_total

_ITEM = "services"


def sums_of_services(
    services: Sequence[ServiceLine], outturn: Outturn | None, last: Sequence[ServiceLine]
) -> Iterator[Identity]:
    """Every sum that a portfolio's services must keep; ``last`` are those of the report right before, of this year."""
    if not services:
        return
    if not is_variance_turned(services):
        yield from (variance_of(row) for row in services)
    lines = without_totals(services)
    for total in totals(services):
        of = [row for row in lines if row.group == total.group] if total.group else lines
        yield from sums_of_total(_ITEM, of, total)
    before = {row.key: row for row in last}
    for row in services:
        if row.previous_variance is not None and row.key in before:
            then = before[row.key]
            named = f"the last report's variance = this one's previous variance ({row.line})"
            yield identity_of(_ITEM, named, (then.variance,), row, "previous_variance", [then])
    if outturn is not None:
        yield from _against(outturn, services, lines)


def variance_of(row: ServiceLine) -> Identity:
    """The variance that a line must have."""
    named = f"forecast - budget = variance ({row.line})"
    return identity_of(_ITEM, named, (row.forecast, -row.budget), row, "variance")


def is_variance_turned(services: Sequence[ServiceLine]) -> bool:
    """Tells whether every variance is budget less forecast: the file's sign is the other one than its mapping says."""
    told = [variance_of(row) for row in services if row.variance]
    return bool(told) and all(not one.holds and abs(one.stated + one.computed) <= one.tolerance for one in told)


def doubts_of_services(services: Sequence[ServiceLine], portfolio: str) -> Iterator[Query]:
    """The queries about a sign that all variances have, about percentages, and about named lines of the other sign."""
    if is_variance_turned(services):
        told = [row for row in services if row.variance]
        yield query(
            "variance-turned",
            portfolio,
            _ITEM,
            _source(told[0]),
            found="one" if len(told) == 1 else "many",
            lines=str(len(told)),
            line=told[0].line,
            variance=str(told[0].variance),
        )
    for row in services:
        yield from _wrong_percentages(row, portfolio)
        if case := _other_sign(row):
            yield query("named-line-turned", portfolio, _ITEM, _source(row), found=case, line=row.line, kind=row.kind)


def _against(outturn: Outturn, services: Sequence[ServiceLine], lines: Sequence[ServiceLine]) -> Iterator[Identity]:
    """The services together against the outturn: their forecasts are its outturn, or what is spent before reserves."""
    received = portfolio_totals(services)
    rows = received if len(received) == 1 else lines
    budgets, forecasts = (pence_of(rows, name) for name in ("budget", "forecast"))
    yield identity_of(_ITEM, "the services' budgets = net cash limit", budgets, outturn, "cash_limit", rows)
    whole = identity_of(_ITEM, "the services' forecasts = outturn", forecasts, outturn, "outturn", rows)
    before = identity_of(_ITEM, "the services' forecasts = net expenditure", forecasts, outturn, "expenditure", rows)
    yield before if before.holds and not whole.holds else whole


def _wrong_percentages(row: ServiceLine, portfolio: str) -> Iterator[Query]:
    given = (
        ("variance-percent", row.variance_percent, row.variance, over(row.variance, row.budget)),
        ("spent-percent", row.spent_percent, row.actual, spent(row)),
    )
    for case, stated, part, made in given:
        if stated is None or part is None or made is None:
            continue
        if fits(stated, part, row.budget, row.money_unit) is not False:
            continue
        is_fraction = fits(stated * 100, part, row.budget, row.money_unit)
        yield query(
            "percentage-and-amounts-differ",
            portfolio,
            _ITEM,
            _source(row),
            found=case,
            action="fraction" if is_fraction else "ask",
            line=row.line,
            stated=f"{stated:f}",
            made=str(round_half_up(made, 1)),
        )


def fits(stated: Decimal, part: int, whole: int, unit: int) -> bool | None:
    """Tells whether a percentage is that of its two amounts, as far as all three are rounded; None where none can be.

    Of a budget below 0, which is income, either sign will do.
    """
    half = Fraction(unit, 2)
    if abs(whole) <= half:
        return None
    ends = [(part + a) * 100 / (abs(whole) + b) for a in (-half, half) for b in (-half, half)]
    room = Fraction(1, 2) * Fraction(10) ** int(stated.as_tuple().exponent)
    signs = (1, -1) if whole < 0 else (1,)
    return any(min(ends) - room <= sign * Fraction(stated) <= max(ends) + room for sign in signs)


def _other_sign(row: ServiceLine) -> str:
    """The case of a named line whose amount has a sign that its name does not go with; blank where it has none."""
    if row.kind is LineKind.PRESSURE and row.variance < 0:
        return "pressure"
    if row.kind is LineKind.RECOVERY and row.variance > 0:
        return "recovery"
    return "vacancy-factor" if row.kind is LineKind.VACANCY_FACTOR and row.budget > 0 else ""


def _source(row: ServiceLine) -> str:
    return f"{row.cell.file}, row {row.cell.row}"


def spent(row: ServiceLine) -> Fraction | None:
    """The share spent to date in percent of the budget: computed, or as the file has it where it has no amount."""
    if row.actual is None:
        return None if row.spent_percent is None else Fraction(row.spent_percent)
    return Fraction(row.actual * 100, row.budget) if row.budget else None


def over(variance: int, budget: int) -> Fraction | None:
    """A variance in percent of its budget, an overspend positive whatever the budget's sign; None of a budget of 0."""
    return Fraction(variance * 100, abs(budget)) if budget else None


def total_of(services: Sequence[ServiceLine]) -> dict[str, int | None]:
    """The portfolio's amounts by their names, as received or else as its lines make them."""
    return {name: services_total(services, name) for name in ServiceLine.AMOUNTS}
