"""The verdicts of a year's rules on a measure, each with its words and its reason."""

from dataclasses import dataclass
from fractions import Fraction

from pprr.domain.figures.reading import Reading
from pprr.domain.vocabulary import Status, Trend


@dataclass(frozen=True)
class Rating:
    """A status, or none; the words that stand for it on a page; why; and whether rounding decides it."""

    status: Status | None
    words: str
    reason: str
    is_on_edge: bool = False


@dataclass(frozen=True)
class Forecast:
    """The forecast of the year's end, and its rating against the year's target."""

    reading: Reading
    rating: Rating


@dataclass(frozen=True)
class Move:
    """A trend, or none; the words for it; the reason where there is none; the change in the measure's own unit.

    ``alone`` has the words for the two figures alone where the trend is the verdict of a control chart.
    """

    trend: Trend | None
    words: str
    reason: str = ""
    change: Fraction | None = None
    alone: str = ""


@dataclass(frozen=True)
class Attention:
    """Why a measure is an exception, why it is a highlight, and why words are wanted; each blank where it is not so."""

    exception: str = ""
    highlight: str = ""
    wants_words: str = ""
