"""Puts a ledger's sums where the agreement's chart says that they belong, and names what it does not know."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from pprr.domain import Cell
from pprr.domain.ledger import Dated, Part
from pprr.ingest.ledger.bad_lines import BadLine
from pprr.ingest.ledger.coding import NO_PORTFOLIO, ChartOfAccounts
from pprr.ingest.ledger.sums import DATED, Outcome, Sum
from pprr.ingest.mapping.ledger_layout import LedgerLayout
from pprr.ingest.mapping.records import FaultList

_MOST_CODES = 10_000  # of unknown codes that are kept apart
_MOST_SAID = 20  # of them, in messages

Key = TypeVar("Key")


@dataclass
class Amount:
    """Pence, expenditure positive, and the lines that they are from."""

    pence: int = 0
    lines: int = 0

    def add(self, pence: int, lines: int) -> None:
        """Takes more lines in."""
        self.pence += pence
        self.lines += lines


@dataclass
class Taken:
    """The contents of one file: how many lines have which outcome, and what those of a known time make in its own sign.

    ``credits`` counts them by the sign of their cell in the column of credits.
    """

    outcomes: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    amount: Amount = field(default_factory=Amount)
    credits: Counter[int] = field(default_factory=Counter)

    @property
    def is_bad(self) -> bool:
        """True where the file has bad lines, or none at all."""
        bad = self.outcomes[Outcome.UNREADABLE] or self.outcomes[Outcome.BROKEN]
        return bool(bad or not any(self.outcomes.values()))


Account = tuple[str, str, Part, Dated]


class Tally:
    """Puts sums where the chart says that they belong."""

    def __init__(self, chart: ChartOfAccounts, sign: int) -> None:
        self.amounts: dict[Account, Amount] = defaultdict(Amount)
        self._chart = chart
        self._sign = sign
        self._portfolio = lru_cache(_MOST_CODES)(chart.cost_centres.meaning)
        self._part = lru_cache(_MOST_CODES)(chart.accounts.meaning)
        self._unknown_cost_centres: dict[str, Amount] = defaultdict(Amount)
        self._unknown_accounts: dict[tuple[str, str], Amount] = defaultdict(Amount)

    def take(self, found: Iterable[Sum]) -> "Taken":
        """Adds a file's sums."""
        taken = Taken()
        for code, account, outcome, pence, lines, _, side in found:
            taken.outcomes[outcome] += lines
            if outcome not in DATED:
                continue
            taken.amount.add(pence, lines)
            taken.credits[side] += lines
            portfolio, part = self._portfolio(code), self._part(account)
            mine = (self._sign * pence, lines)
            if portfolio is None:
                _kept_apart(self._unknown_cost_centres, code, "").add(*mine)
            elif portfolio == NO_PORTFOLIO:
                continue
            elif part is None:
                _kept_apart(self._unknown_accounts, (portfolio, account), (portfolio, "")).add(*mine)
            else:
                self.amounts[portfolio, code, Part(part), DATED[outcome]].add(*mine)
        return taken

    def portfolio_of(self, cost_centre: str) -> str:
        """The portfolio of a cost centre, blank where it is of none."""
        found = self._portfolio(cost_centre)
        return found if found and found != NO_PORTFOLIO else ""

    def owner(self, line: BadLine) -> str:
        """The portfolio whose fault a bad line is, blank where it is the period's."""
        cost_centre = line.cells["cost_centre"]
        return (self._portfolio(cost_centre) or "") if cost_centre else ""

    def report_unknown(self, name: str, layout: LedgerLayout, faults: FaultList) -> None:
        """A fault for each code that the chart does not know."""
        place = Cell(name, column=layout.label("cost_centre"))
        told = {"what": "cost centre", "remedy": "cost-centre", "listed": self._chart.cost_centres_name}
        _report_codes(self._unknown_cost_centres, place, {**told, "none": NO_PORTFOLIO}, faults, "")
        place = Cell(name, column=layout.label("account"))
        told = {"what": "account", "remedy": "account", "listed": self._chart.accounts_name, "parts": ", ".join(Part)}
        by_portfolio: dict[str, dict[str, Amount]] = defaultdict(dict)
        for (portfolio, code), amount in self._unknown_accounts.items():
            by_portfolio[portfolio][code] = amount
        for portfolio, codes in sorted(by_portfolio.items()):
            _report_codes(codes, place, told, faults, portfolio)


def pounds(pence: int) -> str:
    """An amount to the penny: £1,234.50, -£0.05."""
    return f"{'-' if pence < 0 else ''}£{abs(pence) // 100:,}.{abs(pence) % 100:02d}"


def _kept_apart(found: dict[Key, Amount], key: Key, others: Key) -> Amount:
    """The key's amount, or that of all others where very many are known: a wrong column must not fill the memory."""
    return found[key if key in found or len(found) < _MOST_CODES else others]


def _many(amount: Amount) -> str:
    return "one" if amount.lines == 1 else "many"


def _report_codes(
    found: Mapping[str, Amount], place: Cell, told: Mapping[str, str], faults: FaultList, portfolio: str
) -> None:
    ordered = sorted(found.items(), key=lambda pair: (-pair[1].lines, pair[0]))
    for code, amount in ordered[:_MOST_SAID]:
        faults.add(
            "ledger-code-unknown",
            place,
            portfolio=portfolio,
            problem=_many(amount),
            lines=f"{amount.lines:,}",
            amount=pounds(amount.pence),
            code=code,
            **told,
        )
    rest = Amount()
    for _, amount in ordered[_MOST_SAID:]:
        rest.add(amount.pence, amount.lines)
    if rest.lines:
        faults.add(
            "ledger-codes-unknown",
            place,
            portfolio=portfolio,
            problem=_many(rest),
            lines=f"{rest.lines:,}",
            amount=pounds(rest.pence),
        )
