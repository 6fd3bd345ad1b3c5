"""What an entry's figures are tied to: its row, the report's values, and the words that name the measure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from pprr.domain import Reading, Role, TargetRule, Unit, Value


class Row(NamedTuple):
    """What a measure's figures are tied to: its readings by the label of their period, and what is asked of it."""

    measure_id: str
    asked: TargetRule
    period: str
    previous_period: str
    readings: dict[str, Reading]
    base: str = ""
    """The period that the trend compares with, where that is not the previous one."""
    name: str = ""

    @property
    def actual(self) -> Reading | None:
        """The reading of the report's own period."""
        return self.readings.get(self.period)

    @property
    def earlier_period(self) -> str:
        """The label of the year before the previous one."""
        start = int(self.previous_period[:4])
        return f"{start - 1}/{start % 100:02d}{self.previous_period[7:]}"

    @property
    def is_added_up(self) -> bool:
        """Whether it counts from April on, so that it is no more compared with last quarter's running total."""
        return " " in self.period and self.base in ("", self.previous_period)

    @property
    def unit(self) -> Unit:
        """What the measure counts."""
        reading = self.actual or self.asked.target.reading
        return reading.unit if reading else Unit.NUMBER


@dataclass(frozen=True)
class Facts:
    """What one item's entry is held against: its row where it is a measure's, and the values of the whole report.

    ``item`` is the section of money where the entry is that of one of its rows, ``own`` then that row's own name.
    ``rows`` are those of all measures, by their identifier; ``council`` is the council's own name.
    """

    item: str
    row: Row | None = None
    values: Sequence[Value] = ()
    rows: Mapping[str, Row] = field(default_factory=dict)
    council: str = ""
    own: str = ""

    @property
    def period(self) -> str:
        """The label of the report's period; blank where nothing tells it."""
        if self.row:
            return self.row.period
        return next((value.printed for value in self.values if value.name == "period"), "")

    def is_own(self, value: Value) -> bool:
        """Whether a value is the item's, or its row's."""
        return value.item in (self.item, self.own)

    def of_item(self, *roles: Role) -> list[Value]:
        """The item's own values, or its row's, that have a figure, of the given roles or of all."""
        return [
            value
            for value in self.values
            if self.is_own(value) and value.exact is not None and (not roles or value.role in roles)
        ]

    def named(self, *names: str) -> list[Value]:
        """The amounts with one of these whole names."""
        return [value for value in self.values if value.name in names and value.exact is not None]


def printed(value: Value) -> Fraction:
    """The value as its pages print it, in whole units."""
    if value.exact is None:
        raise ValueError(f"{value.name} has no figure")
    step = Fraction(value.scale, 10**value.decimals)
    size = abs(value.exact) / step + Fraction(1, 2)
    return Fraction(size.numerator // size.denominator) * step * (-1 if value.exact < 0 else 1)
