"""The records of oversight: views of measures, the issues of directorates, inspections, returns, recommendations."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pprr.domain.cell import Cell
from pprr.domain.periods.period import Period


class ViewKind(StrEnum):
    """The reader that a view is cut for."""

    DIRECTORATE = "directorate"
    COMMITTEE = "committee"
    MANAGEMENT = "management team"
    RETURN = "statutory return"


@dataclass(frozen=True)
class View:
    """A selection of measures: what it is for, the committee that takes it, and the office that signs it off.

    ``wards`` and ``key_decision`` are what the front of a paper says of it.
    """

    view: str
    name: str
    kind: ViewKind
    purpose: str
    committee: str
    signed_by: str
    wards: str
    key_decision: str


@dataclass(frozen=True)
class ViewMeasure:
    """A measure of a view, and the portfolio that has it.

    ``since`` and ``until`` are its periods in the view, with the reason why it came or goes.
    """

    view: str
    measure_id: str
    portfolio: str
    since: Period | None
    until: Period | None
    reason: str

    def is_in(self, period: Period) -> bool:
        """Tells whether the view has the measure in the period."""
        return not (self.since and period.end < self.since.end) and not self.is_over(period)

    def is_over(self, period: Period) -> bool:
        """Tells whether the measure has left the view before the period."""
        return self.until is not None and self.until.end < period.end


class IssueState(StrEnum):
    """The state of an issue, or of a recommendation, on a day."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True)
class WorryIssue:
    """An issue of a directorate's worry list, as it was last noted: why it is not acceptable, and what is known of it.

    ``view`` is the directorate, ``portfolios`` are those of its measures; ``first`` is the day on which it was noted
    first, ``noted`` that of this wording.
    """

    issue: str
    view: str
    first: date
    noted: date
    title: str
    why: str
    theme: str
    measures: tuple[str, ...]
    portfolios: tuple[str, ...]
    audit: str
    projects: str
    risk: str
    state: IssueState
    cell: Cell


@dataclass(frozen=True)
class Inspection:
    """An inspection of what a view is about: who inspected, when, and the judgement in words."""

    view: str
    body: str
    subject: str
    inspected: date
    judgement: str
    next_due: date | None
    cell: Cell


@dataclass(frozen=True)
class StatutoryReturn:
    """A statutory return of what a view is about: to whom, when it is due and when it was sent."""

    view: str
    name: str
    body: str
    due: date
    sent: date | None
    cell: Cell

    def is_overdue(self, day: date) -> bool:
        """Tells whether it should have been sent before the day."""
        return self.sent is None and self.due < day


class Adopted(StrEnum):
    """The answer that a council gave to a recommendation."""

    YES = "adopted"
    PART = "adopted in part"
    NO = "not adopted"
    OPEN = "not decided"


@dataclass(frozen=True)
class Recommendation:
    """A recommendation of a review, as it was last noted: the answer to it, its progress and the evidence."""

    recommendation: str
    view: str
    review: str
    first: date
    noted: date
    text: str
    adopted: Adopted
    owner: str
    due: date | None
    progress: str
    evidence: str
    state: IssueState
    cell: Cell

    def is_overdue(self, day: date) -> bool:
        """Tells whether it should have been done before the day."""
        return self.state is IssueState.OPEN and self.due is not None and self.due < day
