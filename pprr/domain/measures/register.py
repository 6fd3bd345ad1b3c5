"""The entries of the year's agreement about a priority and about a measure."""

from dataclasses import dataclass

from pprr.domain.cell import Cell
from pprr.domain.figures.tolerance import Tolerance
from pprr.domain.periods.data_period import DataPeriod
from pprr.domain.periods.period import Period
from pprr.domain.vocabulary import Frequency, Kind, Polarity, RuleKind, Shows, Unit


@dataclass(frozen=True)
class Priority:
    """One priority of a portfolio: its number, its title, and its text in Markdown."""

    portfolio: str
    priority: int
    title: str
    text: str
    cell: Cell


@dataclass(frozen=True)
class RegisterEntry:
    """One measure in the year's register.

    ``tolerance`` is its own Amber margin, None where the year's holds; ``lag`` the number of reporting points that its
    figures come late; ``rebase`` the periods at which its control limits start anew. ``first`` and ``until`` are
    its first and its last period, None where the register names none; ``also_called`` what words call it, parted by
    semicolons. ``definition`` says how it is calculated and ``why_chosen`` why it is among the measures, blank where
    the register does not; ``part_of`` is the identifier of the measure that it is a part of, by place or group.
    """

    measure_id: str
    code: str
    name: str
    portfolio: str
    priority: int
    good_performance: Polarity | None
    unit: Unit
    decimals: int
    kind: Kind
    owner: str
    framework: str
    tolerance: Tolerance | None
    frequency: Frequency
    lag: int
    rule: RuleKind
    rule_reason: str
    predecessors: tuple[str, ...]
    rebase: tuple[DataPeriod, ...]
    cell: Cell
    first: Period | None = None
    until: Period | None = None
    also_called: str = ""
    definition: str = ""
    shows: Shows | None = None
    part_of: str = ""
    why_chosen: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The identifiers that the measure has and had: its own, then those of its predecessors."""
        return (self.measure_id, *self.predecessors)

    @property
    def suites(self) -> tuple[str, ...]:
        """The wider frameworks and headline suites that the measure belongs to."""
        return tuple(filter(None, (name.strip() for name in self.framework.split(";"))))
