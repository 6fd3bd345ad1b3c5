"""The facts that an entry's words are held against: its measure's readings and target, and the report's values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from pprr.domain import Reading, Role, TargetRule, Unit, Value
from pprr.wordcheck.idioms import Idioms


def plain(reading: Reading | None) -> Fraction | None:
    """The figure as printed, of the very period and not only a bound of one; None where there is none."""
    is_plain = reading and reading.value is not None and not reading.figure_period and not reading.comparator
    return Fraction(reading.printed) if is_plain and reading and reading.printed is not None else None


class MeasureFacts(NamedTuple):
    """A measure as its figures are tied to it: its readings by the label of their period, and what is asked of it."""

    measure_id: str
    asked: TargetRule
    period: str
    previous_period: str
    readings: dict[str, Reading]
    base: str = ""
    """The period that the trend compares with, where that is not the previous one."""
    name: str = ""
    is_steady: bool = False
    """Its trend is Stable by its control chart, however far apart its two latest figures are."""

    @property
    def actual(self) -> Reading | None:
        """The reading of the report's own period."""
        return self.readings.get(self.period)

    @property
    def values(self) -> dict[str, Fraction]:
        """The printed figures that are plain, by the label of their period."""
        return {label: value for label, one in self.readings.items() if (value := plain(one)) is not None}

    @property
    def target(self) -> Fraction | None:
        """The target as printed, or the nearer end of its band."""
        reading = self.asked.target.reading
        return Fraction(reading.printed) if reading and reading.printed is not None else None

    @property
    def known(self) -> list[Fraction]:
        """Every figure that is printed of it: the readings and the target."""
        readings = (*self.readings.values(), self.asked.target.reading, self.asked.target.upper)
        return [Fraction(one.printed) for one in readings if one and one.printed is not None]

    @property
    def is_added_up(self) -> bool:
        """Tells whether it counts from April on, so that it is no more compared with last quarter's running total."""
        return " " in self.period and self.base in ("", self.previous_period)

    @property
    def unit(self) -> Unit:
        """The unit of what the measure counts."""
        reading = self.actual or self.asked.target.reading
        return reading.unit if reading else Unit.NUMBER


class Said(NamedTuple):
    """A figure that the data have, as printed, with the label of its period."""

    label: str
    value: Fraction
    text: str

    @classmethod
    def of(cls, value: Value) -> "Said":
        """The value as words may give it."""
        is_share, is_alone = value.unit is Unit.PERCENTAGE, value.short == "alone"
        text = value.printed.split(" ", maxsplit=1)[0] if is_share else value.printed
        return cls(f"{value.period} alone" if is_alone else value.period, printed(value), text)


class Values(tuple[Value, ...]):
    """The values of a report in their order, found by name and by role without a walk over all of them."""

    def named(self, name: str) -> Value | None:
        """The value of this whole name, where it has a figure."""
        value = self._by_name.get(name)
        return value if value and value.exact is not None else None

    def amount(self, name: str) -> Fraction | None:
        """The exact figure of the value of this whole name."""
        value = self._by_name.get(name)
        return value.exact if value else None

    def of_role(self, role: Role) -> list[Value]:
        """The values of a role that have a figure."""
        return self._by_role.get(role, [])

    def of_item(self, item: str) -> list[Value]:
        """The values of an item that have a figure."""
        return self._by_item.get(item, [])

    def levels(self, item: str) -> tuple[Said, ...]:
        """Every figure of a period that the data have of a measure: readings, months, a quarter alone."""
        if item not in self._levels:
            self._levels[item] = tuple(dict.fromkeys(map(Said.of, filter(_is_level, self.of_item(item)))))
        return self._levels[item]

    def printed(self, name: str) -> str:
        """The value of this whole name as printed; blank where there is none."""
        value = self._by_name.get(name)
        return value.printed if value else ""

    @property
    def period(self) -> str:
        """The label of the report's period; blank where no value tells it."""
        return self._by_name["period"].printed if "period" in self._by_name else ""

    @cached_property
    def last_points(self) -> dict[tuple[str, str, str], list[Any]]:
        """The periods that the sentence named which was asked about last, of a measure."""
        return {}

    @cached_property
    def _levels(self) -> dict[str, tuple[Said, ...]]:
        return {}  # filled as they are asked for, again and again for each sentence

    @cached_property
    def _by_name(self) -> Mapping[str, Value]:
        return {value.name: value for value in reversed(self)}

    @cached_property
    def _by_role(self) -> Mapping[Role, list[Value]]:
        found: dict[Role, list[Value]] = {}
        for value in self:
            if value.exact is not None:
                found.setdefault(value.role, []).append(value)
        return found

    @cached_property
    def _by_item(self) -> Mapping[str, list[Value]]:
        found: dict[str, list[Value]] = {}
        for value in self:
            if value.exact is not None:
                found.setdefault(value.item, []).append(value)
        return found


@dataclass(frozen=True)
class Facts:
    """The facts that one item's entry is held against: its measure where it is one's, and the whole report's values.

    ``item`` is the section of money where the entry is that of one of its rows, ``own`` then that row's own name.
    ``rows`` are those of all measures, by their identifier; ``idioms`` what the council says.
    """

    item: str
    row: MeasureFacts | None = None
    values: Values = field(default_factory=Values)
    rows: Mapping[str, MeasureFacts] = field(default_factory=dict)
    own: str = ""
    idioms: Idioms = field(default_factory=Idioms)

    @property
    def period(self) -> str:
        """The label of the report's period; blank where nothing tells it."""
        return self.row.period if self.row else self.values.period

    def is_own(self, value: Value) -> bool:
        """Tells whether a value is the item's, or its row's."""
        return value.item in (self.item, self.own)


def _is_level(value: Value) -> bool:
    is_part = value.name.endswith(("numerator", "denominator"))
    return value.short == "alone" or (value.role in (Role.ACTUAL, Role.EARLIER) and not is_part)


def printed(value: Value) -> Fraction:
    """The value as its pages print it, in whole units."""
    if value.exact is None:
        raise ValueError(f"{value.name} has no figure")
    step = Fraction(value.scale, 10**value.decimals)
    size = abs(value.exact) / step + Fraction(1, 2)
    return Fraction(size.numerator // size.denominator) * step * (-1 if value.exact < 0 else 1)
