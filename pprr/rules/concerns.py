"""The one list of what needs attention in a report: measures, savings, money and capital, the worst first.

A measure is on it where the year's list of exceptions has its condition, a saving where that list has its colour, the
position and a capital scheme where their variance is beyond the year's share, and an account outside the cash limit
where its deficit is. Red comes first, and an overspend beyond its share with it; then Amber, then Green, then what has
no colour. Within each the farthest from what was asked leads.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pprr.domain import Condition, Measure, Rules, Status
from pprr.domain.money import AccountLine, Position, Saving, Scheme, by_account, own_line, without_totals
from pprr.rules.money.finance import is_money_exception
from pprr.rules.zones import zones_of_measure

About = Measure | Saving | Scheme | Position | AccountLine
_COLOURS = {Status.RED: Condition.RED, Status.AMBER: Condition.AMBER}
_RANKS = {Status.RED: 0, Status.AMBER: 1, Status.GREEN: 2, None: 3}


@dataclass(frozen=True)
class Concern:
    """One item of the list, and why it is on it.

    ``away`` is how far it is from what was asked, as a share of that: of the target, of the saving's value, of the
    budget; None where that is not known, and in the measure's own unit where the target is 0. ``gap`` is the same of a
    measure in its own unit, negative where its figure is below what was asked.
    """

    about: About
    reason: str
    status: Status | None = None
    away: Fraction | None = None
    gap: Fraction | None = None


def concerns(
    rules: Rules,
    measures: Sequence[Measure],
    *,
    savings: Sequence[Saving] = (),
    schemes: Sequence[Scheme] = (),
    accounts: Sequence[AccountLine] = (),
    position: Position | None = None,
) -> tuple[Concern, ...]:
    """The list of one report, the worst first; what is alike stands in the order of the page."""
    found = [
        *_of_measures(measures),
        *_of_position(rules, position),
        *_of_savings(rules, savings),
        *_of_schemes(rules, schemes),
        *_of_accounts(rules, accounts),
    ]
    return tuple(sorted(found, key=worst_first))


def _from_green(measure: Measure) -> Fraction | None:
    """The distance of the rated figure from the nearest Green one, in its own unit: negative below it."""
    zones, printed = zones_of_measure(measure), measure.rated.printed
    if zones is None or printed is None or measure.rated.comparator or measure.rated.figure_period:
        return None
    gap, low = zones.green.distance(Fraction(printed)), zones.green.low
    return -gap if low is not None and printed < low else gap


def _of_measures(measures: Sequence[Measure]) -> Iterator[Concern]:
    for one in measures:
        why, good = one.attention.exception, one.attention.highlight
        if not why:
            continue
        gap, aim = _from_green(one), one.target.reading.exact if one.target.reading else None
        away = None if gap is None else abs(gap / aim) if aim else abs(gap)
        yield Concern(one, f"{why}; though {good}" if good else why, one.status, away, gap)


def _of_position(rules: Rules, position: Position | None) -> Iterator[Concern]:
    if position is None or not is_money_exception(position, rules):
        return
    way = "over" if position.variance > 0 else "under"
    named = "the cash limit" if position.is_cash_limit else "the budget"
    reason = f"{way} {named} by more than {rules.money.exception_beyond}"
    yield Concern(position, reason, away=_share(position.variance, position.budget))


def _of_savings(rules: Rules, savings: Sequence[Saving]) -> Iterator[Concern]:
    for one in without_totals(savings):
        if one.risk_rating and _COLOURS.get(one.risk_rating) in rules.exceptions.when:
            yield Concern(one, f"{one.risk_rating} saving", one.risk_rating, _share(one.shortfall, one.value))


def _of_schemes(rules: Rules, schemes: Sequence[Scheme]) -> Iterator[Concern]:
    beyond = rules.money.scheme_beyond
    for one in without_totals(schemes):
        if beyond and abs(one.variance) > beyond.of(Fraction(one.budget)):
            way = "over" if one.variance > 0 else "under"
            yield Concern(one, f"{way} its budget by more than {beyond}", away=_share(one.variance, one.budget))


def _of_accounts(rules: Rules, accounts: Sequence[AccountLine]) -> Iterator[Concern]:
    """The accounts in deficit: the share is of what they may spend, since many are planned to come to nothing."""
    beyond = rules.money.exception_beyond
    for lines in by_account(accounts).values():
        found, spent = own_line(lines), sum(max(one.budget, 0) for one in without_totals(lines))
        if found and found.variance > beyond.of(Fraction(spent or found.budget)):
            reason = f"in deficit by more than {beyond} of what it may spend"
            yield Concern(found, reason, away=_share(found.variance, spent or found.budget))


def _share(part: int, whole: int) -> Fraction | None:
    return Fraction(abs(part), abs(whole)) if whole else None


def worst_first(one: Concern) -> tuple[int, Fraction]:
    """The place in the list: money over its budget stands with what is Red, money under it with what is Amber."""
    rank = _RANKS[one.status]
    if isinstance(one.about, (Position, Scheme, AccountLine)):
        rank = _RANKS[Status.RED if one.about.variance > 0 else Status.AMBER]
    return rank, -(one.away or Fraction(0))
