"""The comparison of a measure with other councils: their figures, and where ours stands among each group of them."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pprr.domain.figures.reading import Reading
from pprr.domain.periods.data_period import DataPeriod


@dataclass(frozen=True)
class Comparator:
    """One figure of another council, or the average of several, with its own period and who published it.

    ``difference`` is ours of the same period less this one, in the measure's unit; None where we have none. ``is_own``
    is true where a list of a group names our own council too.
    """

    group: str
    name: str
    span: DataPeriod
    reading: Reading
    source: str
    is_average: bool = False
    is_own: bool = False
    difference: Decimal | None = None


@dataclass(frozen=True)
class Standing:
    """Where our figure of one period, ``span``, stands in one group: among ``count`` councils, ours among them.

    ``rank`` counts from the best, 1; ``is_joint`` says that another council has the same. ``quarter`` is 1 for the best
    quarter of the places, 4 for the last, None for fewer than four councils or a tie that reaches over two quarters.
    ``median`` is that of the others, ``difference`` ours less it. Without a rank, ``reason`` says why.
    """

    group: str
    span: DataPeriod
    ours: Reading | None = None
    count: int = 0
    rank: int | None = None
    is_joint: bool = False
    quarter: int | None = None
    median: Fraction | None = None
    difference: Fraction | None = None
    reason: str = ""


@dataclass(frozen=True)
class Comparison:
    """A measure beside others: every comparator, and a standing for each group, in the order of the extract."""

    span: DataPeriod
    comparators: tuple[Comparator, ...]
    standings: tuple[Standing, ...]
