"""Money sent again: a section's amounts that are, in every row of every portfolio, those of the last report."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pprr.domain import Cell, Period, Query, query
from pprr.domain.table import rows


@dataclass(frozen=True)
class _Section:
    """The amounts of a row, and those that move: a table in which none of these is anything but 0 may well stay."""

    amounts: tuple[str, ...]
    moving: tuple[str, ...]


_SECTIONS = {
    "budget": _Section(("amount",), ("amount",)),
    "outturn": _Section(("cash_limit", "expenditure", "appropriations", "outturn", "variance"), ("variance",)),
    "reserves": _Section(("approved", "change", "balance"), ("change",)),
    "savings": _Section(("value", "achieved"), ("achieved",)),
    "capital": _Section(("budget", "forecast", "rephasing", "variance"), ("rephasing", "variance")),
    "accounts": _Section(("budget", "forecast", "variance"), ("variance",)),
}


def money_again(
    now: Mapping[str, pd.DataFrame], last: Mapping[str, pd.DataFrame], when: Period, portfolio: str
) -> Iterator[Query]:
    """A query about each section of the portfolio whose amounts are all those of the report of ``when``.

    ``now`` and ``last`` are the cleaned tables of the two periods with the rows of all portfolios: that one of them
    forecasts what it did is usual, and that all do is not. Names and words do not count, and neither does the order of
    rows. Amounts that may well stay are no oddity: a budget without a change, a forecast on budget, reserves that are
    not drawn on, savings of which nothing, or all, has been made.
    """
    for name, section in _SECTIONS.items():
        own, before = now[name], last.get(name, pd.DataFrame())
        if before.empty or portfolio not in set(own["portfolio"]):
            continue
        both = set(own["portfolio"]) & set(before["portfolio"])  # the rows of a stopped one are in neither
        found, then = ([row for row in rows(table) if row.portfolio in both] for table in (own, before))
        if _amounts(found, section) == _amounts(then, section) and any(_moves(name, row, section) for row in found):
            yield query(
                "same-money-again",
                portfolio,
                name,
                _files(found),
                found="one" if len(found) == 1 else "many",
                files=_files(found),
                count=str(len(found)),
                then=_files(then),
                period=when.label,
            )


def _amounts(found: list[Any], section: _Section) -> Counter[tuple[object, ...]]:
    return Counter((row.portfolio, *(getattr(row, name) for name in section.amounts)) for row in found)


def _moves(name: str, row: Any, section: _Section) -> bool:
    """Whether the row tells of something that is expected to be another figure the next time."""
    if name == "budget" and row.line != "Change":
        return False
    if name == "savings" and row.achieved == row.value:
        return False
    return any(getattr(row, moving) for moving in section.moving)


def _files(found: list[Any]) -> str:
    """The files that the rows stand in, each once."""
    return ", ".join(dict.fromkeys(str(Cell(row.file, row.sheet)) for row in found))
