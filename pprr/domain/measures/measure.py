"""One measure of a report, whole: what rules, words and pages are about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pprr.domain.figures.comparison import Comparison
from pprr.domain.figures.control import Control
from pprr.domain.figures.reading import Reading, Target
from pprr.domain.figures.target_rule import TargetRule
from pprr.domain.measures.register import RegisterEntry
from pprr.domain.measures.verdicts import Attention, Forecast, Move, Rating
from pprr.domain.periods.period import Period
from pprr.domain.vocabulary import Status, Trend, Unit


class DatedReading(NamedTuple):
    """A figure, and the period of the column that it stands in."""

    period: Period
    reading: Reading


class Restated(NamedTuple):
    """A period whose figure is another now than its own report printed."""

    period: Period
    then: Reading
    now: Reading


class GivenBefore(NamedTuple):
    """A period whose figure is another now than the extract of an earlier ``report`` gave it."""

    period: Period
    then: Reading
    now: Reading
    report: Period


class TargetChange(NamedTuple):
    """The first period of a target that has changed within the year, the one before it, and why."""

    since: Period
    before: Target
    reason: str


@dataclass(frozen=True)
class Figures:
    """The figures of one measure.

    - ``actual``: that of the report's own period. ``rated``: the one that verdicts are about, of ``rated_of``: the
      actual, or the one that is due in its place where figures come late; ``unrated`` says why one that is due is not.
    - ``history``: those of the report's ``periods``, None where there is none; ``comparable``: those that may stand in
      one chart.
    - ``base``: the period that the trend compares with; ``previous`` its figure, ``long_previous`` that of the same
      point of last year.
    - ``latest``: the latest that is known, where this period has none.
    - ``earlier``, ``earlier_status``, ``earlier_trend``: what the last report printed for its own period, and the
      verdicts it had.
    - ``before``: that of the point before within the year, from which a running total goes on; ``last_year``: that of
      the whole year before.
    - ``quarters``: in an annual report the fourth quarter's own figure, where it is one of quarters, and the third's.
    - ``restated``: the periods whose figure is another now than their own report printed; ``given_before``: those whose
      report is not here, and whose figure is another than an earlier extract gave.
    - ``is_due``, ``is_late``: a figure is due in this report; it is due and missing. ``is_new``: the report has the
      figure that it is to hold.
    """

    actual: Reading
    history: tuple[Reading | None, ...]
    comparable: tuple[DatedReading, ...]
    base: Period
    previous: Reading | None
    long_previous: Reading | None
    rated: Reading
    rated_of: Period
    unrated: str = ""
    latest: DatedReading | None = None
    earlier: Reading | None = None
    earlier_status: Status | None = None
    earlier_trend: Trend | None = None
    before: DatedReading | None = None
    last_year: Reading | None = None
    quarters: tuple[DatedReading, ...] = ()
    restated: tuple[Restated, ...] = ()
    given_before: tuple[GivenBefore, ...] = ()
    is_due: bool = True
    is_late: bool = False
    is_new: bool = True

    def shown(self, periods: Sequence[Period]) -> Iterator[DatedReading]:
        """Every figure that pages show, by its period: those of the report's ``periods``, and the rated one."""
        figures = zip(periods, self.history, strict=True)
        yield from (DatedReading(period, reading) for period, reading in figures if reading)
        if self.rated_of not in periods:
            yield DatedReading(self.rated_of, self.rated)


@dataclass(frozen=True)
class Measure:
    """One measure with its figures and verdicts.

    ``called`` is its PI code, or its identifier where others share that code. ``asked`` is what the agreement asks of
    the rated figure, its target being the one in force: within the year a running total's profile. ``one_case`` says
    what one case more or fewer would make of the status. ``move`` is the trend against ``figures.base``, ``long_move``
    that against the same point of last year. ``target_reason`` is why the agreement asks just that.
    """

    entry: RegisterEntry
    figures: Figures
    asked: TargetRule
    year_target: Target
    rating: Rating
    move: Move
    long_move: Move
    attention: Attention
    one_case: str = ""
    forecast: Forecast | None = None
    control: Control | None = None
    comparison: Comparison | None = None
    called: str = ""
    target_change: TargetChange | None = None
    target_reason: str = ""

    @property
    def measure_id(self) -> str:
        """Its identifier, unique and stable over years."""
        return self.entry.measure_id

    @property
    def code(self) -> str:
        """The PI code as printed."""
        return self.entry.code

    @property
    def name(self) -> str:
        """The short name as printed."""
        return self.entry.name

    @property
    def named(self) -> str:
        """The words that tell it from others to a reader: its code, or its name where others share that code."""
        return self.name if self.called and self.called != self.code else self.code

    @property
    def unit(self) -> Unit:
        """The unit of its figures."""
        return self.entry.unit

    @property
    def decimals(self) -> int:
        """The number of decimals it is printed with."""
        return self.entry.decimals

    @property
    def actual(self) -> Reading:
        """The figure of the report's own period."""
        return self.figures.actual

    @property
    def rated(self) -> Reading:
        """The figure that verdicts are about."""
        return self.figures.rated

    @property
    def target(self) -> Target:
        """The target in force."""
        return self.asked.target

    @property
    def status(self) -> Status | None:
        """The status, or None where it is not rated."""
        return self.rating.status
