"""A sum that must hold among amounts, and how far rounding may take its two sides apart."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pprr.domain import round_half_up, rounding_room
from pprr.domain.money import MoneyRow

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
        """The sum of the addends."""
        return sum(self.addends)

    @property
    def tolerance(self) -> int:
        """The most that rounding of n addends and their sum may move the two apart: floor((n + 1) / 2) units, in pence.

        One addend is the same figure stated twice: where it is rounded the same way it leaves no room.
        """
        if len(self.addends) < 2 and self.is_one_unit:
            return 0
        return rounding_room(len(self.addends), self.money_unit)

    @property
    def holds(self) -> bool:
        """True where the two agree as far as rounding allows."""
        return abs(self.stated - self.computed) <= self.tolerance

    @property
    def is_exact(self) -> bool:
        """True where the figures add as printed, in £000, without a word about rounding."""
        printed = [round_half_up(Fraction(pence, _THOUSAND), 0) for pence in (*self.addends, self.stated)]
        return sum(printed[:-1]) == printed[-1]


def pence_of(rows: Iterable[MoneyRow], amount: str) -> tuple[int, ...]:
    """The rows' amounts of that name; one that is not stated counts as none."""
    return tuple(row.amounts.get(amount, 0) for row in rows)


def identity_of(
    item: str, named: str, addends: tuple[int, ...], row: MoneyRow, amount: str, others: Iterable[MoneyRow] = ()
) -> Identity:
    """The sum that ``row`` states as its ``amount``; the addends stand in it, or in the ``others``."""
    units = {row.money_unit, *(other.money_unit for other in others)}
    source = f"{row.cell.file}, row {row.cell.row}"
    return Identity(item, named, addends, row.amounts[amount], max(units), source, is_one_unit=len(units) == 1)


def sums_of_total(item: str, rows: Sequence[MoneyRow], total: MoneyRow) -> Iterator[Identity]:
    """The sum of the rows for each amount that their total states."""
    for name in total.amounts:
        yield identity_of(item, f"the rows' {name} = their total", pence_of(rows, name), total, name, rows)
