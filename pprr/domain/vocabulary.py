"""Closed vocabularies, in the words that reports print."""

from enum import StrEnum


class Polarity(StrEnum):
    """Good performance: whether a high or a low figure is the good one."""

    HIGH = "High"
    LOW = "Low"

    @property
    def sign(self) -> int:
        """+1 where more is better, -1 where less is: multiply once, never write a rule twice."""
        return 1 if self is Polarity.HIGH else -1


class Unit(StrEnum):
    """The unit of a figure. A percentage is held in points: 85.5, never 0.855."""

    NUMBER = "number"
    PERCENTAGE = "percentage"
    MILESTONE = "milestone"
    """No figure: what became of it, in words such as "On track"."""


class Kind(StrEnum):
    """The way a measure gathers over the year: what one of its figures is, and so what it may be compared with."""

    ANNUAL = "annual"
    """One figure a year, compared with last year's."""
    CUMULATIVE = "cumulative"
    """A running total since April: only the same point of another year is like it."""
    SNAPSHOT = "snapshot"
    """The state on a day: that of a year's end is like any other."""
    QUARTER = "quarter"
    """The figure of one quarter alone; at the year's end that of the whole year."""
    ROLLING = "rolling"
    """The twelve months up to the period's end."""


class Frequency(StrEnum):
    """The frequency at which a measure has a new figure."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    ANNUAL = "annual"
    BIENNIAL = "biennial"
    """Every other year, counted from its first period."""


class RuleKind(StrEnum):
    """The kind of rule by which a measure's status comes about."""

    TOLERANCE = "tolerance"
    """Worse than the target by no more than a margin is Amber."""
    FLOOR = "floor"
    """Worse than the target, and not below a floor, is Amber."""
    BAND = "band"
    """Within a band is Green; outside it by no more than a margin is Amber."""
    HIGH_AND_LOW = "high and low"
    """Meeting the higher of two targets is Green, the lower Amber."""
    JUDGEMENT = "judgement"
    """Somebody who is named has judged it."""
    SUSPENDED = "suspended"
    """Not rated for a stated reason."""
    DATA_ONLY = "data only"
    """Activity: its figure goes up or down, and neither is good."""
    MILESTONE = "milestone"
    """What became of it is said in words, each of which stands for a status."""


class Shows(StrEnum):
    """The kind of thing that a measure tells of."""

    OUTCOME = "outcome"
    """What has become of people or places."""
    OUTPUT = "output"
    """What the service has done."""
    COST = "cost"
    """What it took."""
    PERCEPTION = "perception"
    """What people say of it when they are asked."""
    STAFF = "staff survey"
    """What those who work for the council say when they are asked."""
    CONTACT = "contact"
    """What people ask of the council, or tell it, unasked."""

    @property
    def is_voice(self) -> bool:
        """Tells whether residents and users say it themselves."""
        return self in {Shows.PERCEPTION, Shows.CONTACT}

    @property
    def is_survey(self) -> bool:
        """Tells whether people were asked, whoever they are."""
        return self in {Shows.PERCEPTION, Shows.STAFF}


class Mark(StrEnum):
    """The mark that a source puts on a figure that is not yet, or no longer, the plain one."""

    PROVISIONAL = "provisional"
    REVISED = "revised"
    ESTIMATED = "estimated"
    FORECAST = "forecast"


class Status(StrEnum):
    """Performance against target."""

    RED = "Red"
    AMBER = "Amber"
    GREEN = "Green"


class Trend(StrEnum):
    """Performance against the previous period; never the direction of the number itself."""

    BETTER = "Getting better"
    STABLE = "Stable"
    WORSE = "Getting worse"


class Missing(StrEnum):
    """Why there is no figure. Blank and 0 are neither of these."""

    NOT_AVAILABLE = "Not available"
    NOT_APPLICABLE = "Not applicable"
    NOT_DUE = "Not due"
    WITHHELD = "Withheld"


class Severity(StrEnum):
    """The effect of an open query on a report: blocking keeps it a draft."""

    BLOCKING = "blocking"
    WARNING = "warning"
    NOTE = "note"

    def counted(self, count: int) -> str:
        """So many queries of it: ``2 blocking``, ``1 warning``, ``5 warnings``."""
        return f"{count} {self}{'s' if count != 1 and self is not Severity.BLOCKING else ''}"


class Amber(StrEnum):
    """The measures short of their target that are Amber, where no margin says so."""

    IMPROVED = "improved"
    """Those that are getting better by the year's rule of trends."""
    NEVER = "never"
    """None: there are two states, Green and Red."""
