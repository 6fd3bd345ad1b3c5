"""Proof by sums: amounts that add up as those of a table do are that table's, whatever their labels say."""

from collections.abc import Mapping, Sequence
from itertools import product

from pprr.domain import rounding_room
from pprr.domain.errors import CellError
from pprr.domain.money import CashLimitLine
from pprr.ingest import cells
from pprr.ingest.mapping.shape import Record

# What adds up in each table, whatever sign each has: the last of the fields is made from the others.
_SUMS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "outturn": (("expenditure", "appropriations", "outturn"), ("outturn", "cash_limit", "variance")),
    "reserves": (("approved", "change", "balance"),),
    "capital": (("forecast", "rephasing", "budget", "variance"), ("forecast", "budget", "variance")),
    "accounts": (("forecast", "budget", "variance"),),
}
_FEWEST = 2  # rows: one may add up by chance


def proved_fields(table: str, records: Sequence[Record]) -> set[str]:
    """The fields of amounts that the sums of the rows prove."""
    found: set[str] = set()
    for fields in _SUMS.get(table, ()):
        if add_up(records, fields):
            found.update(fields)
    return found


def add_up(records: Sequence[Record], fields: Sequence[str]) -> bool:
    """Tells whether in every record the last of the fields is made from the others, in enough of them from several."""
    rows = [row for record in records if (row := _amounts(record, fields))]
    telling = [row for row in rows if sum(bool(money.pence) for money in row) > 1]
    return len(rows) == len(records) and len(telling) >= _FEWEST and _has_signs(telling)


def proved_lines(records: Sequence[Record]) -> dict[str, str]:
    """The sender's words for the lines of a cash limit, told by what adds up: first and changes make the last."""
    told: dict[str, set[str]] = {}
    for own in _by_portfolio(records):
        amounts = [_amounts(record, ("amount",)) for record in own]
        if len(own) < 2 or None in amounts:
            return {}
        first, *changes, last = (amount[0].pence for amount in amounts if amount)
        if first + sum(changes) != last:
            return {}
        ends = {0: CashLimitLine.PREVIOUS, len(own) - 1: CashLimitLine.CURRENT}
        for place, record in enumerate(own):
            told.setdefault(record.cells["line"], set()).add(ends.get(place, CashLimitLine.CHANGE))
    is_plain = all(len(lines) == 1 for lines in told.values())
    return {word: lines.pop() for word, lines in told.items()} if is_plain else {}


def _by_portfolio(records: Sequence[Record]) -> list[list[Record]]:
    found: dict[str, list[Record]] = {}
    for record in records:
        found.setdefault(record.cells["portfolio"], []).append(record)
    return list(found.values())


def _amounts(record: Record, fields: Sequence[str]) -> tuple[cells.Money, ...] | None:
    """The amounts in one unit, whichever it is; None where one of them is none."""
    try:
        return tuple(cells.read_money(record.cells[name], unit="thousands") for name in fields)
    except (CellError, KeyError):
        return None


def _has_signs(rows: Sequence[Sequence[cells.Money]]) -> bool:
    """Tells whether one choice of signs makes the last of every row from the others, but for rounding."""
    return any(all(_is_nothing(row, signs) for row in rows) for signs in product((1, -1), repeat=len(rows[0])))


def _is_nothing(row: Sequence[cells.Money], signs: Sequence[int]) -> bool:
    left = sum(sign * money.pence for sign, money in zip(signs, row, strict=True))
    return abs(left) <= rounding_room(len(row) - 1, max(money.unit for money in row))
