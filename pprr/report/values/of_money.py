"""The values of a report's money under their names. Every amount prints in prose from the number of the tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest

from pprr import formats
from pprr.domain import Status
from pprr.domain.figures.value import Role, Value
from pprr.domain.money import (
    AccountLine,
    CashLimitLine,
    ListRow,
    Outturn,
    Position,
    Reserve,
    Saving,
    Scheme,
    ServiceLine,
    by_account,
    lines_of,
    portfolio_totals,
    sum_of,
    totals,
    without_totals,
)
from pprr.report.items import ACCOUNTS, BUDGET, CAPITAL, OUTTURN, RESERVES, SAVINGS, SERVICES
from pprr.report.report import Report
from pprr.report.values.naming import NOT_KNOWN, Namer, quoted_keys

_NEITHER = "no surplus or deficit"


@dataclass(frozen=True)
class _Words:
    """The words for an amount with its sign: ``{}`` stands for its size."""

    positive: str
    negative: str
    zero: str

    def of(self, pence: int) -> str:
        pattern = self.positive if pence > 0 else self.negative if pence < 0 else self.zero
        return pattern.format(formats.millions(pence))


_INCREASE = _Words("an increase of {}", "a reduction of {}", "no change")
_IN_WORDS = {
    (BUDGET, "change"): _INCREASE,
    (BUDGET, "amount"): _INCREASE,
    (OUTTURN, "variance"): _Words("a deficit of {}", "a surplus of {}", _NEITHER),
    (OUTTURN, "movement"): _Words("{} worse", "{} better", "the same"),
    (OUTTURN, "appropriations"): _Words("{} to reserves", "{} from reserves", "no use of reserves"),
    (SERVICES, "variance"): _Words("an overspend of {}", "an underspend of {}", "no variance"),
    (SERVICES, "previous_variance"): _Words("an overspend of {}", "an underspend of {}", "no variance"),
    (RESERVES, "change"): _Words("{} drawn", "{} added", "no change"),
    (CAPITAL, "variance"): _Words("an overspend of {}", "an underspend of {}", "no variance"),
    (ACCOUNTS, "variance"): _Words("a deficit of {}", "a surplus of {}", _NEITHER),
}


def money_values(report: Report) -> Iterator[Value]:
    """Every amount of the report, of each row and in total, with its sign in words where it has one."""
    if report.budget:
        yield from _budget(report)
    if report.outturn:
        yield from _outturn(report, report.outturn)
    elif report.position:
        yield from _position(report, report.position)
    yield from _listed(report)


def _budget(report: Report) -> Iterator[Value]:
    named = Namer(BUDGET, BUDGET)
    previous, changes, current = (lines_of(report.budget, line) for line in CashLimitLine)
    sums = {
        name: sum_of(rows, "amount")
        for name, rows in (("previous", previous), ("change", changes), ("current", current))
    }
    for name, pence in sums.items():
        yield from _amount(named, BUDGET, name, pence)
    yield named.percent("change.percent", Role.CHANGE, sums["change"], sums["previous"])
    yield named.count("changes.count", len(changes), "changes of the cash limit")
    keys, items = quoted_keys([(row.description, "") for row in changes]), _items(report, BUDGET)
    for row, key, item in zip(changes, keys, items, strict=True):
        part = Namer(f"{BUDGET}.changes", BUDGET).part(key, row.description, item)
        yield from _amount(part, BUDGET, "amount", row.amount)


def _outturn(report: Report, row: Outturn) -> Iterator[Value]:
    named = Namer(OUTTURN, OUTTURN)
    for name, pence in row.amounts.items():
        yield from _amount(named, OUTTURN, name, pence)
    yield named.percent("variance.percent", Role.DIFFERENCE, row.variance, row.cash_limit, of="cash limit")
    yield named.words("balance", "surplus" if row.variance < 0 else "deficit" if row.variance > 0 else _NEITHER)
    period = ""
    if report.last_outturn is None or report.last is None:
        for name in Outturn.AMOUNTS:
            yield named.missing(f"last.{name}", Role.AMOUNT, NOT_KNOWN)
    else:
        period = report.last.label
        for name, pence in report.last_outturn.amounts.items():
            yield from _amount(named, OUTTURN, f"last.{name}", pence, period=period)
    yield from _movement(report, named, period)


def _position(report: Report, position: Position) -> Iterator[Value]:
    """The position by its services under the names of an outturn, whose budget is then the limit."""
    named = Namer(OUTTURN, OUTTURN)
    amounts = {"cash_limit": position.budget, "outturn": position.forecast, "variance": position.variance}
    for name, pence in amounts.items():
        yield from _amount(named, SERVICES, name, pence)
    yield named.percent("variance.percent", Role.DIFFERENCE, position.variance, position.budget, of="budget")
    then = report.last_position
    period = report.last.label if report.last and then else ""
    if then:
        yield from _amount(named, SERVICES, "last.variance", then.variance, period=period)
    yield from _movement(report, named, period)


def _movement(report: Report, named: Namer, period: str) -> Iterator[Value]:
    if report.movement is None:
        for name in ("movement", "movement.words"):
            yield named.missing(name, Role.AMOUNT, NOT_KNOWN)
    else:
        yield from _amount(named, OUTTURN, "movement", report.movement, period=period)


def _items(report: Report, section: str) -> list[str]:
    """The names under which the rows of a section may have words, in their order."""
    return [found.item for found in report.row_items if found.section == section]


def _listed(report: Report) -> Iterator[Value]:
    """The sections that are lists: reserves, savings, capital, and each account."""
    received = portfolio_totals(report.services)
    yield from _list(Namer(SERVICES, SERVICES), SERVICES, (*without_totals(report.services), *received))
    yield from _list(Namer(RESERVES, RESERVES), RESERVES, report.reserves, _items(report, RESERVES))
    yield from _list(Namer(SAVINGS, SAVINGS), SAVINGS, report.savings, _items(report, SAVINGS))
    yield from _list(Namer(CAPITAL, CAPITAL), CAPITAL, report.capital)
    yield from _ratings(report.savings)
    accounts = by_account(report.accounts)
    for (name, lines), key in zip(accounts.items(), quoted_keys([(name, "") for name in accounts]), strict=True):
        yield from _list(Namer(ACCOUNTS, ACCOUNTS).part(key, name), ACCOUNTS, lines)


def _ratings(savings: Sequence[Saving]) -> Iterator[Value]:
    """The number of proposals with each risk rating."""
    if not savings:
        return
    ratings = [row.risk_rating for row in without_totals(savings)]
    for status in reversed(Status):
        of = f"proposals rated {status}"
        yield Namer(SAVINGS, SAVINGS).count(status.lower(), ratings.count(status), of)


def _list(named: Namer, section: str, table: Sequence[ListRow], items: Sequence[str] = ()) -> Iterator[Value]:
    """The values of each row under its name, their total's, and how many rows there are without totals."""
    if not table:
        return
    listed, stated = without_totals(table), totals(table)
    yield named.count("count", len(listed), section)
    names = [_name_of(row) for row in listed]
    for row, name, key, item in zip_longest(listed, names, quoted_keys(names), items):
        part = named.part(key, ": ".join(filter(None, name if section == RESERVES else name[:1])), item or "")
        yield from _row(part, section, "", _amounts_of(row))
        if isinstance(row, Saving):
            yield part.words("risk_rating", row.risk_rating or "None given")
    summed = [_amounts_of(row) for row in (stated if len(stated) == 1 else listed)]
    columns = dict.fromkeys(name for row in summed for name in row)
    amounts = {name: sum(row.get(name, 0) for row in summed) for name in columns}
    yield from _row(named, section, "total.", amounts)


def _name_of(row: ListRow) -> tuple[str, str]:
    """The name that a row is called by, and the text that tells apart those of one name."""
    match row:
        case Reserve():
            return row.narration, row.purpose
        case Saving():
            return row.proposal, row.information
        case Scheme():
            return row.scheme, row.information
        case AccountLine():
            return row.line, row.account
        case ServiceLine():
            return row.line, row.group
    raise TypeError(f"{type(row).__name__} is no row of a list of money")


def _amounts_of(row: ListRow) -> dict[str, int]:
    return {**row.amounts, "shortfall": row.shortfall} if isinstance(row, Saving) else row.amounts


def _row(named: Namer, section: str, before: str, amounts: Mapping[str, int]) -> Iterator[Value]:
    for column, pence in amounts.items():
        yield from _amount(named, section, f"{before}{column}", pence)
    if section == SERVICES:
        yield named.percent(f"{before}percent", Role.DIFFERENCE, amounts["variance"], amounts["budget"], of="budget")
    if section == SAVINGS:
        yield named.percent(f"{before}percent", Role.COUNT, amounts["achieved"], amounts["value"])


def _amount(named: Namer, section: str, short: str, pence: int, period: str = "") -> Iterator[Value]:
    """An amount in millions and in thousands, and where its sign has words, in these."""
    yield from named.amount(short, pence, period=period)
    words = _IN_WORDS.get((section, short.rpartition(".")[2]))
    if words:
        yield named.value(
            f"{short}.words",
            Role.AMOUNT,
            words.of(pence),
            Fraction(pence),
            decimals=3,
            scale=formats.MILLION,
            period=period,
        )
