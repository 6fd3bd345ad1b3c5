"""The columns of a ledger, told by their labels and by what stands below them."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pprr.domain.periods.posting import PostingPeriods, numbers
from pprr.ingest.ledger.amounts import SIGNS, read_amount, read_sign
from pprr.ingest.ledger.moments import read_day
from pprr.ingest.mapping.ledger_file import tidy
from pprr.ingest.mapping.ledger_layout import LedgerField
from pprr.ingest.suggest.ledger_text import LedgerText, fields_of
from pprr.ingest.suggest.remarks import Remark, quoted

_UNSURE = 100
_YEAR = re.compile(r"20[0-9]{2}([/-](20)?[0-9]{2})?")


@dataclass(frozen=True)
class LedgerColumn:
    """The column that a field seems to stand in, and how likely it is: the less, the likelier."""

    label: str
    place: int
    rank: int

    @property
    def is_sure(self) -> bool:
        """True where its label is one that the field is known by."""
        return self.rank < _UNSURE


def find_columns(text: LedgerText) -> Mapping[LedgerField, list[LedgerColumn]]:
    """The columns that each field may stand in, the likeliest first; their cells are of its kind."""
    found: dict[LedgerField, list[LedgerColumn]] = {}
    rows = [row for row in text.below if len(row) == len(text.labels)]
    for place, label in enumerate(text.labels):
        if not label or text.labels.count(label) > 1:
            continue
        cells = [tidy(row[place]) for row in rows]
        ranks = fields_of(label)
        for field, kind in _KINDS.items():
            if field in ranks and _is_mostly(cells, kind):
                found.setdefault(field, []).append(LedgerColumn(label, place, ranks[field]))
    return {field: sorted(columns, key=lambda column: column.rank) for field, columns in found.items()}


def choose(found: Mapping[LedgerField, list[LedgerColumn]], text: LedgerText) -> dict[LedgerField, LedgerColumn]:
    """One column for each field that a line needs: a day before a posting period, two sides before one amount."""
    wanted: list[tuple[LedgerField, ...]] = [("cost_centre",), ("account",)]
    times: tuple[tuple[LedgerField, ...], ...] = (("date",), ("year", "period"), ("period",))
    amounts: tuple[tuple[LedgerField, ...], ...] = (("debit", "credit"), ("amount", "sign"), ("amount",))
    for choices in (times, amounts):
        wanted += [choice for choice in choices if all(field in found for field in choice)][:1]
    chosen: dict[LedgerField, LedgerColumn] = {}
    for field in (field for choice in wanted for field in choice):
        taken = {column.place for column in chosen.values()}
        free = [column for column in found.get(field, []) if column.place not in taken]
        if free:
            chosen[field] = free[0]
    if "year" in chosen and _have_years(text, chosen["period"].place):
        del chosen["year"]
    return chosen


def written(
    chosen: Mapping[LedgerField, LedgerColumn], found: Mapping[LedgerField, list[LedgerColumn]]
) -> Iterator[Remark]:
    """The keys of the chosen columns, and as comments those that might be meant instead."""
    for field, column in chosen.items():
        others = [other for other in found[field] if other.label != column.label and other.rank < _UNSURE]
        is_sure = column.is_sure and not (others and column.rank > 1)
        why = "" if is_sure else "perhaps; is this label the field?"
        yield Remark(f"{field} = {quoted(column.label)}", "columns", is_sure=is_sure, why=why)
        for other in others:
            yield Remark(f"{field} = {quoted(other.label)}", "columns", is_sure=False, why="or is it this one?")
    if "date" in chosen and "period" in found:
        why = "a posting period in place of the day"
        yield Remark(f"period = {quoted(found['period'][0].label)}", "columns", is_sure=False, why=why)


def _have_years(text: LedgerText, place: int) -> bool:
    """Tells whether the cells of a posting period name its year themselves."""
    cells = [tidy(row[place]) for row in text.below if len(row) == len(text.labels)]
    return _is_mostly(cells, lambda cell: _is_period(cell) and (numbers(cell) or (1, 0))[0] > 0)


def _is_mostly(cells: Sequence[str], kind: Callable[[str], bool]) -> bool:
    filled = [cell for cell in cells if cell]
    return 2 * sum(map(kind, filled)) > len(filled)


def _is_amount(cell: str) -> bool:
    return any(read_amount(cell, mark) is not None for mark in (".", ","))


def _is_period(cell: str) -> bool:
    return numbers(cell) is not None or PostingPeriods().month(cell) is not None


_KINDS: Mapping[LedgerField, Callable[[str], bool]] = {
    "cost_centre": lambda cell: read_day(cell) is None,
    "account": lambda cell: read_day(cell) is None,
    "date": lambda cell: read_day(cell) is not None,
    "period": _is_period,
    "year": lambda cell: _YEAR.fullmatch(cell) is not None,
    "amount": _is_amount,
    "debit": _is_amount,
    "credit": _is_amount,
    "sign": lambda cell: read_sign(cell) in SIGNS.values(),
}
