"""The values of a report's money under their names. Every amount prints in prose from the number of the tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest

import pandas as pd

from pprr import formats
from pprr.domain import Status
from pprr.domain.figures.value import Role, Value
from pprr.domain.table import rows
from pprr.report.items import ACCOUNTS, BUDGET, CAPITAL, OUTTURN, RESERVES, SAVINGS
from pprr.report.report import Report
from pprr.report.values.naming import NOT_KNOWN, Namer, quoted_keys

_OUTTURN = ("cash_limit", "expenditure", "appropriations", "outturn", "variance")
_NEITHER = "no surplus or deficit"


@dataclass(frozen=True)
class _Words:
    """How an amount reads with its sign: ``{}`` stands for its size."""

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
    (RESERVES, "change"): _Words("{} drawn", "{} added", "no change"),
    (CAPITAL, "variance"): _Words("an overspend of {}", "an underspend of {}", "no variance"),
    (ACCOUNTS, "variance"): _Words("a deficit of {}", "a surplus of {}", _NEITHER),
}
# The column that a row is called by, and the one that tells apart those of one name.
_NAMES = {
    RESERVES: ("narration", "purpose"),
    SAVINGS: ("proposal", "information"),
    CAPITAL: ("scheme", "information"),
    ACCOUNTS: ("line", "account"),
}
_COLUMNS = {
    RESERVES: ("approved", "change", "balance"),
    SAVINGS: ("value", "achieved", "shortfall"),
    CAPITAL: ("budget", "forecast", "rephasing", "variance"),
    ACCOUNTS: ("budget", "forecast", "variance"),
}


def money_values(report: Report) -> Iterator[Value]:
    """Every amount of the report, of each row and in total, with its sign in words where it has one."""
    yield from _budget(report)
    yield from _outturn(report)
    yield from _listed(report)


def _budget(report: Report) -> Iterator[Value]:
    named = Namer(BUDGET, BUDGET)
    lines = list(rows(report.budget))
    sums = {
        name: sum(int(row.amount) for row in lines if row.line == line)
        for name, line in (("previous", "Previously reported"), ("change", "Change"), ("current", "Current"))
    }
    for name, pence in sums.items():
        yield from _amount(named, BUDGET, name, pence)
    yield named.percent("change.percent", Role.CHANGE, sums["change"], sums["previous"])
    changes = [row for row in lines if row.line == "Change"]
    yield named.count("changes.count", len(changes), "changes of the cash limit")
    keys, items = quoted_keys([(row.description, "") for row in changes]), _items(report, BUDGET)
    for row, key, item in zip(changes, keys, items, strict=True):
        part = Namer(f"{BUDGET}.changes", BUDGET).part(key, row.description, item)
        yield from _amount(part, BUDGET, "amount", int(row.amount))


def _outturn(report: Report) -> Iterator[Value]:
    named = Namer(OUTTURN, OUTTURN)
    [row] = rows(report.outturn)
    for name in _OUTTURN:
        yield from _amount(named, OUTTURN, name, int(getattr(row, name)))
    yield named.percent("variance.percent", Role.DIFFERENCE, row.variance, row.cash_limit, of="cash limit")
    yield named.words("balance", "surplus" if row.variance < 0 else "deficit" if row.variance > 0 else _NEITHER)
    before = next(rows(report.last_outturn), None) if report.last else None
    if before is None or report.last is None:
        for name in (*(f"last.{name}" for name in _OUTTURN), "movement", "movement.words"):
            yield named.missing(name, Role.AMOUNT, NOT_KNOWN)
        return
    period = report.last.label
    for name in _OUTTURN:
        yield from _amount(named, OUTTURN, f"last.{name}", int(getattr(before, name)), period=period)
    if report.last.start != report.period.start:
        for name in ("movement", "movement.words"):
            yield named.missing(name, Role.AMOUNT, NOT_KNOWN)
        return
    yield from _amount(named, OUTTURN, "movement", int(row.variance) - int(before.variance), period=period)


def _items(report: Report, section: str) -> list[str]:
    """The names under which the rows of a section may have words, in their order."""
    return [found.item for found in report.row_items if found.section == section]


def _listed(report: Report) -> Iterator[Value]:
    """The sections that are lists: reserves, savings, capital, and each account."""
    savings = report.savings.assign(shortfall=report.savings["value"] - report.savings["achieved"])
    for section, table in ((RESERVES, report.reserves), (SAVINGS, savings), (CAPITAL, report.capital)):
        yield from _list(Namer(section, section), section, table, _items(report, section))
    yield from _ratings(report.savings)
    names = [str(name) for name in dict.fromkeys(report.accounts["account"])]
    for name, key in zip(names, quoted_keys([(name, "") for name in names]), strict=True):
        lines = report.accounts[report.accounts["account"] == name]
        yield from _list(Namer(ACCOUNTS, ACCOUNTS).part(key, name), ACCOUNTS, lines, ())


def _ratings(savings: pd.DataFrame) -> Iterator[Value]:
    """How many proposals have each risk rating."""
    if savings.empty:
        return
    ratings = [row.risk_rating for row in rows(savings) if not row.is_total]
    for status in reversed(Status):
        of = f"proposals rated {status}"
        yield Namer(SAVINGS, SAVINGS).count(status.lower(), sum(rating == status for rating in ratings), of)


def _list(named: Namer, section: str, table: pd.DataFrame, items: Sequence[str]) -> Iterator[Value]:
    """The values of each row under its name, their total's, and how many rows there are without totals."""
    if table.empty:
        return
    (first, further), columns = _NAMES[section], _COLUMNS[section]
    listed, totals = ([row for row in rows(table) if bool(row.is_total) is wanted] for wanted in (False, True))
    yield named.count("count", len(listed), section)
    names = [(str(getattr(row, first)), str(getattr(row, further))) for row in listed]
    for row, name, key, item in zip_longest(listed, names, quoted_keys(names), items):
        part = named.part(key, ": ".join(filter(None, name if section == RESERVES else name[:1])), item or "")
        yield from _row(part, section, "", {column: int(getattr(row, column)) for column in columns})
        if section == SAVINGS:
            yield part.words("risk_rating", row.risk_rating or "None given")
    summed = totals if len(totals) == 1 else listed
    amounts = {column: sum(int(getattr(row, column)) for row in summed) for column in columns}
    yield from _row(named, section, "total.", amounts)


def _row(named: Namer, section: str, before: str, amounts: Mapping[str, int]) -> Iterator[Value]:
    for column, pence in amounts.items():
        yield from _amount(named, section, f"{before}{column}", pence)
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
