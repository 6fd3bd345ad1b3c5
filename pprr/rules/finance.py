"""What must be equal in a report's money, and how far rounding may take it.

Outturn = net expenditure + appropriations. (Surplus)/Deficit = outturn - cash limit. Balance = approved - change.
A draw on reserves is printed positive in the reserves and negative under appropriations, so their sums mirror.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from pprr.domain import Rules, round_half_up, rounding_room
from pprr.domain.table import records

_THOUSAND = 100_000  # in pence


@dataclass(frozen=True)
class Identity:
    """One sum that must hold: the addends, what they are stated to make, all in pence, and where that stands.

    ``money_unit`` is the coarsest to which any of them is rounded.
    """

    item: str
    sum: str
    addends: tuple[int, ...]
    stated: int
    money_unit: int
    source: str
    is_one_unit: bool = True

    @property
    def computed(self) -> int:
        """What the addends make."""
        return sum(self.addends)

    @property
    def tolerance(self) -> int:
        """How far rounding of n addends and their sum may take the two apart: floor((n + 1) / 2) units, in pence.

        One addend is the same figure stated twice: where it is rounded the same way it leaves no room.
        """
        if len(self.addends) < 2 and self.is_one_unit:
            return 0
        return rounding_room(len(self.addends), self.money_unit)

    @property
    def holds(self) -> bool:
        """Whether the two agree as far as rounding allows."""
        return abs(self.stated - self.computed) <= self.tolerance

    @property
    def is_exact(self) -> bool:
        """Whether the figures add as printed, in £000, without a word about rounding."""
        printed = [round_half_up(Fraction(pence, _THOUSAND), 0) for pence in (*self.addends, self.stated)]
        return sum(printed[:-1]) == printed[-1]


def identities(tables: Mapping[str, pd.DataFrame], *, last_budget: pd.DataFrame | None = None) -> tuple[Identity, ...]:
    """Every sum that one portfolio's tables must keep; the tables are those of that portfolio alone.

    ``last_budget`` is that of the reporting point right before, where that is in the same year and there is a report.
    """
    budget, outturn, reserves, savings = (tables[name] for name in ("budget", "outturn", "reserves", "savings"))
    capital, accounts = tables["capital"], tables["accounts"]
    return (
        *_of_budget(budget, outturn),
        *_of_outturn(outturn),
        *_of_reserves(reserves, outturn),
        *_of_totals(reserves, "reserves", ("approved", "change", "balance")),
        *_of_totals(savings, "savings", ("value", "achieved")),
        *_of_lines(capital, "capital", "forecast + rephasing - budget = variance", ("forecast", "rephasing")),
        *_of_totals(capital, "capital", ("budget", "forecast", "rephasing", "variance")),
        *_of_lines(accounts, "accounts", "forecast - budget = variance", ("forecast",)),
        *(
            identity
            for _, account in accounts.groupby("account", sort=False)
            for identity in _of_totals(account, "accounts", ("budget", "forecast", "variance"))
        ),
        *(() if last_budget is None else _of_closing(budget, last_budget)),
        *_of_agreement(reserves, tables["agreed_reserves"], "reserves", ["narration", "purpose"], "approved"),
        *_of_agreement(savings, tables["agreed_savings"], "savings", ["proposal"], "value"),
    )


def is_money_exception(outturn: pd.DataFrame, rules: Rules) -> bool:
    """Whether the surplus or deficit is beyond the year's share of the cash limit."""
    row = outturn.iloc[0]
    return bool(abs(int(row["variance"])) > rules.money.exception_beyond.of(Fraction(int(row["cash_limit"]))))


def _of_budget(budget: pd.DataFrame, outturn: pd.DataFrame) -> Iterator[Identity]:
    previous, current = (budget[budget["line"] == line] for line in ("Previously reported", "Current"))
    changes = budget[budget["line"] == "Change"]
    yield Identity(
        "budget",
        "previously reported + changes = current cash limit",
        (*_pence(previous["amount"]), *_pence(changes["amount"])),
        *_stated(current, "amount", previous, changes),
    )
    yield Identity(
        "outturn",
        "current cash limit = net cash limit of the outturn",
        tuple(_pence(current["amount"])),
        *_stated(outturn, "cash_limit", current),
    )


def _of_closing(budget: pd.DataFrame, last_budget: pd.DataFrame) -> Iterator[Identity]:
    opening, closing = budget[budget["line"] == "Previously reported"], last_budget[last_budget["line"] == "Current"]
    if not closing.empty:
        yield Identity(
            "budget",
            "the last report's current cash limit = this one's previously reported",
            tuple(_pence(closing["amount"])),
            *_stated(opening, "amount", closing),
        )


def _of_lines(table: pd.DataFrame, item: str, what: str, addends: tuple[str, ...]) -> Iterator[Identity]:
    for place in range(len(table)):
        row = table.iloc[[place]]
        yield Identity(
            item,
            what,
            (*(int(row[name].iloc[0]) for name in addends), -int(row["budget"].iloc[0])),
            *_stated(row, "variance"),
        )


def _of_outturn(outturn: pd.DataFrame) -> Iterator[Identity]:
    row = outturn.iloc[0]
    yield Identity(
        "outturn",
        "net expenditure + appropriations = outturn",
        (int(row["expenditure"]), int(row["appropriations"])),
        *_stated(outturn, "outturn"),
    )
    yield Identity(
        "outturn",
        "outturn - cash limit = (surplus)/deficit",
        (int(row["outturn"]), -int(row["cash_limit"])),
        *_stated(outturn, "variance"),
    )


def _of_reserves(reserves: pd.DataFrame, outturn: pd.DataFrame) -> Iterator[Identity]:
    for place in range(len(reserves)):
        row = reserves.iloc[[place]]
        yield Identity(
            "reserves",
            "approved - change = balance",
            (int(row["approved"].iloc[0]), -int(row["change"].iloc[0])),
            *_stated(row, "balance"),
        )
    draws = reserves[~reserves["is_total"]]
    yield Identity(
        "reserves",
        "the reserves' changes, reversed = appropriations",
        tuple(-pence for pence in _pence(draws["change"])) or (0,),
        *_stated(outturn, "appropriations", draws),
    )


def _of_totals(table: pd.DataFrame, item: str, columns: tuple[str, ...]) -> Iterator[Identity]:
    rows, totals = table[~table["is_total"]], table[table["is_total"]]
    for place in range(len(totals)):
        for column in columns:
            yield Identity(
                item,
                f"the rows' {column} = their total",
                tuple(_pence(rows[column])),
                *_stated(totals.iloc[[place]], column, rows),
            )


def _of_agreement(
    table: pd.DataFrame, agreed: pd.DataFrame, item: str, key: list[str], amount: str
) -> Iterator[Identity]:
    rows = table[~table["is_total"]].merge(agreed, on=key, how="inner", validate="one_to_one", suffixes=("", "_agreed"))
    for place in range(len(rows)):
        row = rows.iloc[[place]]
        yield Identity(
            item,
            f"the agreement's {amount} = the extract's ({', '.join(str(row[name].iloc[0]) for name in key)})",
            (int(row[f"{amount}_agreed"].iloc[0]),),
            *_stated(row, amount, row[["money_unit_agreed"]].set_axis(["money_unit"], axis=1)),
        )


def unmatched(table: pd.DataFrame, agreed: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """One row per item that only the extract or only the agreement has: the key, and ``only_in`` which of the two."""
    lines = table[~table["is_total"]]
    extract, agreement = ({tuple(row[name] for name in key) for row in records(of)} for of in (lines, agreed))
    found = [(*name, "extract" if name in extract else "agreement") for name in sorted(extract ^ agreement)]
    return pd.DataFrame(found, columns=[*key, "only_in"])


def _pence(column: pd.Series) -> list[int]:
    return [int(value) for value in column]


def _stated(row: pd.DataFrame, column: str, *addends: pd.DataFrame) -> tuple[int, int, str, bool]:
    """The stated sum, the coarsest unit of it and its addends, where it stands, and whether they are in one unit."""
    first = row.iloc[0]
    units = {int(first["money_unit"]), *(unit for table in addends for unit in _pence(table["money_unit"]))}
    return int(first[column]), max(units), f"{first['file']}, row {first['row']}", len(units) == 1
