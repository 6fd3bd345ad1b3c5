"""The covering paper: a committee and its meeting, the reports that it takes, and what it is recommended to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pprr.documents.covering.standing_words import StandingWords
from pprr.domain import Mark, Measure
from pprr.domain.actions import Committee
from pprr.report import Report
from pprr.report.items import OVERVIEW
from pprr.rules.concerns import Concern, worst_first

COMMENTS = "comments"
ITEMS = (OVERVIEW, COMMENTS)
"""What has words of its own: the background, and what finance, legal and other officers say."""
_MAY_CHANGE = {Mark.PROVISIONAL, Mark.ESTIMATED}


@dataclass(frozen=True, kw_only=True)
class CoveringPaper(Report):
    """The paper for one committee: its measures are those of the portfolios that it takes, its words its own.

    ``parts`` are the portfolios' reports. ``meeting`` is the day of the meeting that takes them, None where it is not
    known. ``actions`` are those that the committee raised, and those about its portfolios that no committee did.
    """

    parts: tuple[Report, ...]
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

    @property
    def provisional(self) -> tuple[Measure, ...]:
        """The measures whose figure may still change, or is due and not there yet."""
        return tuple(one for one in self.measures if one.rated.mark in _MAY_CHANGE or one.figures.is_late)
