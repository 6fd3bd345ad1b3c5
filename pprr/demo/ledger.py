"""The made-up general ledger of a whole year: every line a transaction, and together the outturn to the penny."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from pprr.demo.council import MadeUpPortfolio
from pprr.demo.data import resource, table
from pprr.demo.money import MadeUpMoney
from pprr.demo.systems.exports import Export
from pprr.demo.systems.layouts import Special
from pprr.demo.tables import Row
from pprr.domain import Period

_LABELS = ("Cost Centre", "Account", "Date", "Description", "Amount")
_CENTRES = 6  # cost centres of a portfolio
_BOOKED: Sequence[tuple[str, str]] = table("ledger.toml")["booked"]
MadeUpLine = tuple[str, str, date, str, int]


def coding(portfolios: Sequence[MadeUpPortfolio]) -> dict[str, list[Row]]:
    """The agreement's coding: whose each cost centre is, and which part of the outturn each account."""
    owned = [
        {"cost_centre": f"{at:03d}*", "portfolio": portfolio.slug, "name": portfolio.name}
        for at, portfolio in enumerate(portfolios, start=1)
    ]
    shared = {name: [dict(row) for row in table("ledger.toml")[name]] for name in ("outside", "coding")}
    return {"cost_centres": [*owned, *shared["outside"]], "account_codes": shared["coding"]}


def ledger(period: Period, money: Sequence[MadeUpMoney], lines: int, seed: int) -> tuple[MadeUpLine, ...]:
    """So many lines or a few more, in pence, spending positive; ``money`` is each portfolio's, in their order."""
    random = Random(f"{seed}/ledger/{period}")  # noqa: S311 - a made-up figure is no secret
    whole = sum(found.expenditure for found in money)
    made: list[MadeUpLine] = []
    for at, found in enumerate(money, start=1):
        made += _spending(at, found.expenditure * 100_000, max(2, lines * found.expenditure // whole), period, random)
        for use in found.reserves:
            made.append((f"{at:03d}01", "9100", period.end, f"{use.narration}: {use.purpose}", -use.change * 100_000))
    for month in range(12):
        day = date(period.start + (month > 8), (month + 3) % 12 + 1, 28)
        made.append(("99901", "0100", day, "Bank", random.randint(-900_000_00, 900_000_00)))
    return tuple(sorted(made, key=lambda line: (line[2], line[0], line[1], line[3], line[4])))


def one_file(lines: Sequence[MadeUpLine]) -> Special:
    """A ledger in one file, spending positive."""
    rows = [_LABELS, *(_written(line, 1) for line in lines)]
    return Special(lambda _: [Export("ledger.csv", rows, encoding="cp1252")], resource("sources_ledger.toml"))


def a_file_a_month(lines: Sequence[MadeUpLine]) -> Special:
    """A ledger in twelve files, in which what is spent has a minus."""
    months: dict[str, list[Sequence[str]]] = {}
    for line in lines:
        months.setdefault(f"ledger-{line[2]:%Y-%m}.csv", [_LABELS]).append(_written(line, -1))
    exports = [Export(name, rows, delimiter=";") for name, rows in sorted(months.items())]
    return Special(lambda _: exports, resource("sources_ledger_by_month.toml"))


def _spending(at: int, total: int, count: int, period: Period, random: Random) -> list[MadeUpLine]:
    """The portfolio's lines, the last of which makes them add."""
    first = date(period.start, 4, 1)
    days = (period.end - first).days
    made: list[MadeUpLine] = []
    left = total
    for _ in range(count - 1):
        account, name = random.choice(_BOOKED)
        size = total // count * random.randint(20, 190) // 100
        pence = -size // 3 if account.startswith("8") else size + random.randint(0, 99)
        left -= pence
        centre = f"{at:03d}{random.randint(1, _CENTRES):02d}"
        made.append((centre, account, first + timedelta(random.randint(0, days)), name, pence))
    return [*made, (f"{at:03d}01", "2400", period.end, "Costs that were accrued", left)]


def _written(line: MadeUpLine, sign: int) -> list[str]:
    centre, account, day, name, pence = line
    amount = pence * sign
    pounds = f"{abs(amount) // 100:,}.{abs(amount) % 100:02d}"
    return [centre, account, f"{day.day:02d}/{day.month:02d}/{day.year}", name, f"({pounds})" if amount < 0 else pounds]
