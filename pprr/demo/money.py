"""The made-up money of a portfolio, in whole GBP 000: every sum holds, within a period and from one to the next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from pprr.demo.council import MadeUpPortfolio
from pprr.demo.data import table
from pprr.domain import REPORTING_POINTS, Period

_REASONS: Sequence[tuple[str, str]] = table("money.toml")["reasons"]
_ACCOUNTS: Mapping[str, Sequence[tuple[str, int]]] = table("money.toml")["accounts"]
_INFORMATION: Mapping[str, str] = table("money.toml")["information"]


@dataclass(frozen=True)
class Use:
    """One use of an earmarked reserve: a draw is a positive change."""

    narration: str
    purpose: str
    approved: int
    change: int

    @property
    def balance(self) -> int:
        """The amount that is left."""
        return self.approved - self.change


@dataclass(frozen=True)
class MadeUpSaving:
    """One proposal, what it is to save and does, and the judgement of it."""

    proposal: str
    value: int
    achieved: int
    risk_rating: str
    information: str


@dataclass(frozen=True)
class MadeUpScheme:
    """One scheme of the capital programme."""

    scheme: str
    budget: int
    forecast: int
    rephasing: int
    information: str

    @property
    def variance(self) -> int:
        """Forecast and rephasing less budget."""
        return self.forecast + self.rephasing - self.budget


@dataclass(frozen=True)
class MadeUpLine:
    """One line of an account outside the cash limit; income is negative."""

    account: str
    line: str
    budget: int
    forecast: int

    @property
    def variance(self) -> int:
        """Forecast less budget."""
        return self.forecast - self.budget


@dataclass(frozen=True)
class MadeUpService:
    """One service within the cash limit."""

    line: str
    budget: int
    variance: int

    @property
    def forecast(self) -> int:
        """The sum that it spends in the year."""
        return self.budget + self.variance


@dataclass(frozen=True)
class MadeUpMoney:
    """A portfolio's money in one period."""

    previous: int
    changes: tuple[tuple[str, int], ...]
    variance: int
    reserves: tuple[Use, ...]
    savings: tuple[MadeUpSaving, ...]
    schemes: tuple[MadeUpScheme, ...]
    lines: tuple[MadeUpLine, ...]
    service_names: tuple[str, ...]

    @property
    def services(self) -> tuple[MadeUpService, ...]:
        """The services, whose budgets make the cash limit and whose variances make its own."""
        count = len(self.service_names)
        parts = zip(self.service_names, _parts(self.limit, count), _parts(self.variance, count), strict=True)
        return tuple(MadeUpService(*part) for part in parts)

    @property
    def limit(self) -> int:
        """The current cash limit."""
        return self.previous + sum(amount for _, amount in self.changes)

    @property
    def appropriations(self) -> int:
        """To reserves, or from them: negative."""
        return -sum(use.change for use in self.reserves)

    @property
    def outturn(self) -> int:
        """Net expenditure and appropriations."""
        return self.limit + self.variance

    @property
    def expenditure(self) -> int:
        """Net expenditure."""
        return self.outturn - self.appropriations


def money_of(portfolio: MadeUpPortfolio, first_year: int, last: Period, seed: int) -> Mapping[Period, MadeUpMoney]:
    """The portfolio's money by period: each report opens with what the one before closed with."""
    random = Random(f"{seed}/money/{portfolio.prefix}")  # noqa: S311 - a made-up figure is no secret
    found: dict[Period, MadeUpMoney] = {}
    limit, reserves = portfolio.limit, portfolio.reserves
    for year in range(first_year, last.start + 1):
        savings = [(name, amount + 10 * random.randint(-2, 2)) for name, amount in portfolio.savings]
        schemes = [(name, amount + 50 * random.randint(0, 9)) for name, amount in portfolio.schemes]
        pressure = random.choice((-12, -8, -5, -2, 3, 6, 9, 18))
        for point in REPORTING_POINTS:
            changes = _changes(random, limit)
            uses = [Use(*use, use[-1] * random.randint(15, 55) // 100) for use in reserves]
            found[Period(year, point)] = MadeUpMoney(
                limit,
                changes,
                limit * (pressure + random.randint(-2, 2)) // 1000,
                tuple(uses),
                tuple(_saving(name, value, random) for name, value in savings),
                tuple(_scheme(name, budget, random) for name, budget in schemes),
                tuple(_line(portfolio.account, name, budget, random) for name, budget in _ACCOUNTS[portfolio.account]),
                portfolio.services,
            )
            limit = found[Period(year, point)].limit
        reserves = tuple((use.narration, use.purpose, use.balance) for use in found[Period(year)].reserves)
    return found


def _changes(random: Random, limit: int) -> tuple[tuple[str, int], ...]:
    reasons = random.sample(_REASONS, random.randint(0, 2))
    ways = ((reason, random.choice((-1, 1)), 1 + limit * random.randint(1, 12) // 1000) for reason in reasons)
    return tuple((rises if way > 0 else falls, way * amount) for (rises, falls), way, amount in ways)


def _parts(whole: int, count: int) -> list[int]:
    """The whole in so many parts, of which each but the last is half of what the ones before it leave."""
    found: list[int] = []
    for left in range(count - 1, -1, -1):
        found.append((whole - sum(found)) // 2 if left else whole - sum(found))
    return found


def _saving(name: str, value: int, random: Random) -> MadeUpSaving:
    """A proposal whose rating follows from what it saves, as the printed definitions have it."""
    rating = random.choices(("Green", "Amber", "Red"), (60, 28, 12))[0]
    if value < 200:
        rating = "Green"  # what may be missed of so small a one is contained in the portfolio
    share = {"Green": (93, 100), "Amber": (62, 74), "Red": (5, 30)}[rating]
    achieved = value * random.randint(*share) // 100
    return MadeUpSaving(name, value, achieved, rating, _INFORMATION["made" if achieved >= value else rating])


def _scheme(name: str, budget: int, random: Random) -> MadeUpScheme:
    rephasing = budget * random.choice((0, 0, 0, 10, 25)) // 100
    forecast = budget - rephasing + budget * random.randint(-3, 3) // 100
    beside = forecast + rephasing - budget
    cost = _INFORMATION["dearer" if beside > 0 else "cheaper"] if beside else ""
    told = _INFORMATION["rephased" if rephasing else "on time"].format(cost=cost)
    return MadeUpScheme(name, budget, forecast, rephasing, told)


def _line(account: str, name: str, budget: int, random: Random) -> MadeUpLine:
    return MadeUpLine(account, name, budget, budget + abs(budget) * random.randint(-15, 15) // 1000)
