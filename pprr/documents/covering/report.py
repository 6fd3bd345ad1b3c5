"""The covering paper: a committee and its meeting, the reports that it takes, and what it is recommended to do."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pprr.documents.corporate.sums import CouncilSum
from pprr.documents.covering.standing_words import StandingWords
from pprr.domain import Mark, Measure, Status
from pprr.domain.actions import Committee
from pprr.report import Report
from pprr.report.items import OVERVIEW
from pprr.rules.concerns import Concern, worst_first

COMMENTS = "comments"
ITEMS = (OVERVIEW, COMMENTS)
"""What has words of its own: the background, and what finance, legal and other officers say."""
_MAY_CHANGE = {Mark.PROVISIONAL, Mark.ESTIMATED}


@dataclass(frozen=True)
class Counted:
    """A portfolio's rated measures by status, and in the last report how many were on target, of how many rated."""

    slug: str
    name: str
    by_status: Mapping[Status, int]
    on_target_then: int
    rated_then: int

    @property
    def rated(self) -> int:
        """The number that have a status."""
        return sum(self.by_status.values())


def _counted(part: Report) -> Counted:
    now, then = Counter(one.status for one in part.measures), [one.figures.earlier_status for one in part.measures]
    return Counted(
        part.portfolio.slug,
        part.portfolio.name,
        {status: now[status] for status in Status},
        then.count(Status.GREEN),
        sum(status is not None for status in then),
    )


def counted_together(counts: Sequence[Counted]) -> Counted:
    """The measures of several portfolios as those of one."""
    by_status = {status: sum(one.by_status[status] for one in counts) for status in Status}
    then = sum(one.on_target_then for one in counts), sum(one.rated_then for one in counts)
    return Counted("", "", by_status, *then)


@dataclass(frozen=True, kw_only=True)
class CoveringPaper(Report):
    """The paper for one committee: its measures are those of the portfolios that it takes, its words its own.

    ``parts`` are the portfolios' reports. ``meeting`` is the day of the meeting that takes them, None where it is not
    known. ``actions`` are those that the committee raised, and those about its portfolios that no committee did.
    ``money`` is what its portfolios' revenue and savings come to, each by its name. ``called`` are the names of all the
    council's portfolios by slug: a committee may ask about one that it does not take.
    """

    parts: tuple[Report, ...]
    money: Mapping[str, CouncilSum]
    called: Mapping[str, str]
    committee: Committee
    meeting: date | None
    standing_words: StandingWords

    @property
    def title(self) -> str:
        """The title that a cover prints."""
        return f"Portfolio Performance and Resources: Covering Paper to the {self.period.title}"

    @property
    def portfolios(self) -> Mapping[str, str]:
        """The names of its portfolios by slug, in the council's order."""
        return {part.portfolio.slug: part.portfolio.name for part in self.parts}

    @cached_property
    def wanted(self) -> dict[str, str]:
        """The items that must have words: none, since the rest of the paper stands without them."""
        return {}

    @cached_property
    def by_portfolio(self) -> tuple[tuple[Report, Concern], ...]:
        """All that needs attention in its portfolios, the worst first, each with that portfolio's report."""
        found = [(part, concern) for part in self.parts for concern in part.concerns]
        return tuple(sorted(found, key=lambda pair: worst_first(pair[1])))

    @cached_property
    def concerns(self) -> tuple[Concern, ...]:
        """The same, without its portfolios."""
        return tuple(concern for _, concern in self.by_portfolio)

    @cached_property
    def counts(self) -> tuple["Counted", ...]:
        """The measures of each portfolio by status, now and in the last report."""
        return tuple(_counted(part) for part in self.parts)

    @property
    def provisional(self) -> tuple[Measure, ...]:
        """The measures whose figure may still change, or is due and not there yet."""
        return tuple(one for one in self.measures if one.rated.mark in _MAY_CHANGE or one.figures.is_late)
