"""The Portfolio Agreement of one portfolio: priorities, measures with their targets, money, what is new in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pprr import formats
from pprr.documents.agreement.changes import AgreementChange
from pprr.domain import Measure, Period
from pprr.domain.money import AgreedReserve, AgreedSaving
from pprr.report import Report
from pprr.report.agreement import AgreementInForce, Amendment
from pprr.report.items import OVERVIEW

COMMENTS = "comments"
ITEMS = (OVERVIEW, COMMENTS)
"""What has words of its own: the introduction, and what the scrutiny committee said of the draft."""


@dataclass(frozen=True)
class AgreedMeasure:
    """A measure as the agreement has it: what last year asked and brought, what this year asks and why.

    ``attainable`` is what its series, or else the years before, say of the target, or why nothing can be said of it;
    ``compared`` where its figure stands among other councils, or what they have on average; ``eased`` says that less is
    asked than last year brought, ``amended`` what was asked before an amendment within the year, ``direction`` which
    figures are good where neither high nor low is. Each of these is blank where it is not known, or not so.
    """

    measure: Measure
    last_target: str
    last_actual: str
    target: str
    reason: str
    attainable: str
    compared: str
    eased: str = ""
    amended: str = ""
    direction: str = ""


@dataclass(frozen=True)
class Opening:
    """The cash limit that the year opened with, in pence, as the year's first report states it; None where it does not.

    ``first`` is the period of that report, ``is_readable`` false where its extracts must be mended first.
    """

    first: Period
    amount: int | None = None
    is_readable: bool = True


@dataclass(frozen=True, kw_only=True)
class PortfolioAgreement(Report):
    """The agreement of one portfolio and year. ``part`` is the portfolio's report of the period it is made with.

    ``agreed`` are its measures, ``opening`` its opening cash limit; ``changes`` what is otherwise than in last year's
    agreement, None where that is not here. ``year`` is the agreement of the year as it is approved, by this page or an
    earlier one; ``amended`` what that version changed within the year.
    """

    part: Report
    agreed: tuple[AgreedMeasure, ...]
    opening: Opening
    agreed_reserves: tuple[AgreedReserve, ...]
    agreed_savings: tuple[AgreedSaving, ...]
    changes: Sequence[AgreementChange] | None
    agreed_terms: Mapping[str, str]
    year: AgreementInForce
    amended: tuple[Amendment, ...] = ()

    @property
    def terms(self) -> Mapping[str, str]:
        """The terms that its approval agrees to."""
        return self.agreed_terms

    @property
    def title(self) -> str:
        """The title that a cover prints."""
        return f"Portfolio Agreement {self.period.year.replace('-', '/')}"

    @property
    def unapproved(self) -> str:
        """Words that nobody has approved this page: the agreement itself may have been approved outside it."""
        return "nobody has approved this page yet" if all(self.approved_by) else super().unapproved

    @property
    def covers(self) -> str:
        """The time that it covers: the whole year, whenever it is made."""
        return f"The year to {formats.day(Period(self.period.start).end)}"

    @cached_property
    def wanted(self) -> dict[str, str]:
        """The items that must have words: none, since the agreement's own texts are in its tables."""
        return {}

    @property
    def approved_by(self) -> tuple[str, date | None]:
        """Who approved it outside this page, and when, as the agreement's own table says."""
        return self.part.portfolio.agreement_approved_by, self.part.portfolio.agreement_approved_on

    def agreed_of(self, priority: int) -> tuple[AgreedMeasure, ...]:
        """The measures of a priority."""
        return tuple(one for one in self.agreed if one.measure.entry.priority == priority)
