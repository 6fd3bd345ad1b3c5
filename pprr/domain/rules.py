"""The types of a year's rules, as ``rules.toml`` states them. The figures themselves live in that file."""

import re
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, field_validator, model_validator

from pprr.domain.figures.tolerance import NO_MARGIN, Tolerance
from pprr.domain.periods.period import Period
from pprr.domain.settings import Section
from pprr.domain.vocabulary import Amber

_MONEY = re.compile(r"£((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(m)?")


class Condition(StrEnum):
    """A condition that may make a measure an exception or a highlight, or want commentary."""

    RED = "red"
    AMBER = "amber"
    AMBER_AND_WORSE = "amber and getting worse"
    ON_TARGET_AND_WORSE = "on target but getting worse"
    WORSE_TWICE = "getting worse two reports running"
    GREEN_AND_BETTER = "green and getting better"
    STATUS_WORSE = "status worse than in the last report"
    STATUS_BETTER = "status better than in the last report"
    STATUS_CHANGED = "status changed since the last report"
    MISSING = "due and missing"

    @property
    def words(self) -> str:
        """The condition as a page prints it."""
        colour = self.value.partition(" ")[0]
        if colour in {"red", "amber", "green"}:
            return self.value.capitalize()
        return "figure due and missing" if self is Condition.MISSING else self.value


_ToleranceField = Annotated[Tolerance, BeforeValidator(Tolerance.parse)]


class Lagged(StrEnum):
    """The treatment of a measure whose figures come late by the register, once the figure that is due is there."""

    RATED = "rated"
    """It is rated on that figure, against the target of the figure's own period."""
    NOT_RATED = "not rated"
    """The figure is shown, and not rated."""


class StatusRule(Section):
    """The most that a Green and an Amber measure may be short of its target; and whether one that comes late is rated.

    Without ``green_within`` nothing short is Green; ``amber`` takes the place of the margin ``amber_within``. Rules
    without ``lagged`` leave measures that come late without a status, as reports did before there was this rule.
    """

    amber: Amber | None = None
    amber_within: _ToleranceField | None = Field(default=None, validate_default=True)
    green_within: _ToleranceField | None = None
    lagged: Lagged | None = None

    @property
    def margin(self) -> Tolerance:
        """The most that a figure may be short and still be Amber by how far that is."""
        return self.amber_within or NO_MARGIN

    @field_validator("amber_within", mode="after")
    @classmethod
    def _is_needed_or_refused(cls, margin: Tolerance | None, stated: ValidationInfo) -> Tolerance | None:
        if "amber" in stated.data and (margin is None) == (stated.data["amber"] is None):
            if margin is None:
                raise ValueError(
                    'this key is missing: a margin such as "10%", or amber = "improved" or "never" in its place'
                )
            raise ValueError(f'amber = "{stated.data["amber"]}" takes its place. Leave one of them out')
        return margin

    @model_validator(mode="after")
    def _keeps_room_for_amber(self) -> Self:
        green, amber = self.green_within, self.amber_within
        if green and amber and green.is_relative == amber.is_relative and green.amount >= amber.amount:
            raise ValueError(f"green_within is {green} and amber_within {amber}, so nothing would be Amber")
        return self


class Series(StrEnum):
    """The part that the verdict of a measure's control chart has in its trend."""

    LEADS = "leads"
    """It is the trend; the change from one period to another stands beside it as a figure."""
    BESIDE = "beside"
    """The trend is that of two periods, and the chart's verdict stands beside it."""


class OutsideBand(StrEnum):
    """The words for a series that has moved while its measure is outside its band."""

    JUDGED = "judged"
    """Towards the band is better, and away from it worse."""
    UP_OR_DOWN = "up or down"
    """Only that it is higher or lower."""


class NoneDue(StrEnum):
    """The figure that one is compared with where the report before was due none, as of a half-yearly measure."""

    LAST_YEAR = "last year"
    """That of the same point of last year."""
    NO_TREND = "no trend"
    """None, so there is no trend."""


class TrendRule(Section):
    """A change of less than this against the previous period is Stable; and whether a control chart's verdict leads.

    Rules without ``series`` keep both verdicts beside each other, those without ``outside_band`` say of a chart with a
    band only higher or lower, and those without ``none_due_before`` give a half-yearly measure no trend at mid-year, as
    reports did before there were these rules.
    """

    stable_below: _ToleranceField
    none_due_before: NoneDue = NoneDue.NO_TREND
    series: Series = Series.BESIDE
    outside_band: OutsideBand = OutsideBand.UP_OR_DOWN

    @property
    def has_series_first(self) -> bool:
        """True where the verdict of a control chart is the trend."""
        return self.series is Series.LEADS

    @property
    def goes_back_a_year(self) -> bool:
        """True where a figure is compared with last year's, if the report before was due none."""
        return self.none_due_before is NoneDue.LAST_YEAR

    @property
    def judges_bands(self) -> bool:
        """True where a series outside its band goes better or worse."""
        return self.outside_band is OutsideBand.JUDGED


class When(Section):
    """The conditions of which any one is enough."""

    when: tuple[Condition, ...]

    @property
    def listed(self) -> str:
        """The conditions as sentences of their own: ``Red. Amber and getting worse.``"""
        return " ".join(f"{words[:1].upper()}{words[1:]}." for words in (one.words for one in self.when))

    @property
    def words(self) -> str:
        """The conditions as a key prints them: ``Red; or Amber and getting worse``."""
        return "; or ".join(condition.words for condition in self.when)


def _is_share(tolerance: Tolerance) -> Tolerance:
    if not tolerance.is_relative:
        raise ValueError('expected a share, such as "1%"')
    return tolerance


_Share = Annotated[_ToleranceField, AfterValidator(_is_share)]


class MoneyRule(Section):
    """A variance of more than this share of the cash limit is an exception, and one of a scheme's budget.

    Rules without ``scheme_beyond`` make no exception of any capital scheme.
    """

    exception_beyond: _Share
    scheme_beyond: _Share | None = None


def _in_pence(text: object) -> int:
    match = _MONEY.fullmatch(str(text).strip())
    if not match:
        raise ValueError(f'cannot read "{text}" as an amount. Expected "£0.050m" or "£50,000".')
    pence = Decimal(match[1].replace(",", "")) * (100_000_000 if match[2] else 100)
    if pence != int(pence):
        raise ValueError(f'"{text}" is finer than a penny.')
    return int(pence)


class SavingsRule(Section):
    """The meaning of a Green risk rating for a saving: its share that is sure to be delivered, or what is short of it.

    The defaults are those of the printed key: "good confidence (90% plus)", "minor variances (under £0.050m)".
    """

    confident_from: _Share = Tolerance(Decimal(90), is_relative=True)
    minor_below: Annotated[int, BeforeValidator(_in_pence)] = 5_000_000
    """In pence; ``rules.toml`` has it as ``£0.050m``."""


class PlausibilityRule(Section):
    """An actual this many times its target, or more, is queried; and one of more than so many times its past."""

    times_target: int = Field(gt=1)
    times_history: int = Field(default=10, gt=1)


class PublicationRule(Section):
    """The figures that are kept from reports, since readers outside the council have them.

    - ``withhold``: a measure by its identifier, a section or a document, each with the reason that readers are told.
    - ``suppress_below``: counts from 1 up to below this are withheld, and shares whose counts they are, or whose rest
      they are.
    - ``add_up``: measures of which one is the sum of the others, or whose shares come to 100%: where one of them is
      withheld, so is the smallest other, which would reveal it.
    - ``no_counts``: measures whose figures are not counts of people or cases, such as days or tonnes.
    """

    withhold: dict[str, Annotated[str, Field(min_length=2)]] = Field(default_factory=dict)
    suppress_below: int | None = Field(default=None, ge=2, le=1000)
    add_up: tuple[Annotated[tuple[str, ...], Field(min_length=2)], ...] = ()
    no_counts: tuple[str, ...] = ()

    @property
    def is_stated(self) -> bool:
        """True where anything is kept from reports."""
        return bool(self.withhold or self.suppress_below)

    @property
    def looks_for_more(self) -> bool:
        """True where figures may have to go since they would reveal another."""
        return bool(self.suppress_below or (self.withhold and self.add_up))


class Rules(Section):
    """The rules of one year. An old period is always rated by its own year's."""

    status: StatusRule
    trend: TrendRule
    exceptions: When
    highlights: When
    commentary: When
    money: MoneyRule
    savings: SavingsRule = SavingsRule()
    plausibility: PlausibilityRule
    publication: PublicationRule = PublicationRule()


class RulesChange(Section):
    """The sections that stand in the place of the year's from a period on, and why."""

    since: Annotated[Period, BeforeValidator(Period.parse)] = Field(alias="from")
    reason: str = ""
    status: StatusRule | None = None
    trend: TrendRule | None = None
    exceptions: When | None = None
    highlights: When | None = None
    commentary: When | None = None
    money: MoneyRule | None = None
    savings: SavingsRule | None = None
    plausibility: PlausibilityRule | None = None
    publication: PublicationRule | None = None

    @property
    def sections(self) -> dict[str, Section]:
        """The sections that it names."""
        parts = ((name, getattr(self, name)) for name in Rules.model_fields)
        return {name: part for name, part in parts if part is not None}


class YearRules(Rules):
    """A year's ``rules.toml``: its rules, and what of them changes within the year."""

    changes: tuple[RulesChange, ...] = ()

    def at(self, period: Period) -> Rules:
        """The rules in force in the report of that period."""
        held = {name: getattr(self, name) for name in Rules.model_fields}
        for change in sorted(self.changes, key=lambda one: one.since.end):
            held |= change.sections if change.since.end <= period.end else {}
        return Rules.model_validate(held)
