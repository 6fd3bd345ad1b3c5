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
    """What a figure counts. A percentage is held in points: 85.5, never 0.855."""

    NUMBER = "number"
    PERCENTAGE = "percentage"


class Kind(StrEnum):
    """How a measure gathers over the year."""

    ANNUAL = "annual"
    CUMULATIVE = "cumulative"


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
    """What an open query does to a report: blocking keeps it a draft."""

    BLOCKING = "blocking"
    WARNING = "warning"
    NOTE = "note"
