"""The basis of a measure's verdicts as plain values: taken from a measure, and rated again from the values alone.

Figures are in whole units, as printed, which is what verdicts compare; a percentage is in points.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pprr.domain import (
    Judgement,
    Mark,
    Measure,
    Missing,
    Move,
    Polarity,
    Rating,
    Reading,
    RuleKind,
    Rules,
    Status,
    Target,
    TargetKind,
    TargetRule,
    Tolerance,
    Unit,
    Variation,
)
from pprr.domain.figures.reading import COMPARATORS
from pprr.domain.figures.tolerance import NO_MARGIN
from pprr.domain.rules import StatusRule
from pprr.domain.table import Column, ColumnType
from pprr.rules.rating import rate
from pprr.rules.status import with_margins
from pprr.rules.trend import by_series, compare

_DECIMAL, _INTEGER = ColumnType.DECIMAL, ColumnType.INTEGER
BASIS = (
    Column("decimals", "To how many decimals its figure is compared; -3 is to the thousand.", _INTEGER),
    Column("late_figure", "The figure that is rated in place of the actual, where it comes late.", _DECIMAL, True),
    Column("comparator", "<, ≤, > or ≥ where the figure is only known as a bound.", is_optional=True),
    Column("bound", "That bound, in whole units.", _DECIMAL, True),
    Column(
        "figure_period",
        "The figure's own period where it is not the column's: such a one is not rated.",
        is_optional=True,
    ),
    Column("rule", "How its status comes about.", choices=tuple(RuleKind)),
    Column("rule_reason", "Why it has that rule or margin.", is_optional=True),
    Column("tolerance", "Its own Amber margin (5%, 2 points); blank where the year's holds.", is_optional=True),
    Column("floor", "The least that is Amber, under a rule with a floor or with two targets.", _DECIMAL, True),
    Column("upper", "The upper end of a band.", _DECIMAL, True),
    Column(
        "judged_status",
        "The status that somebody has judged, or that a milestone's words stand for.",
        is_optional=True,
        choices=tuple(Status),
    ),
    Column("judged_by", "Who has judged it; of a milestone the words that stand for its status.", is_optional=True),
    Column("previous", "The figure that the trend compares with; blank where there is none.", _DECIMAL, True),
    Column("previous_comparator", "<, ≤, > or ≥ where that is only known as a bound.", is_optional=True),
    Column("previous_figure_period", "Its own period where it is not the column's.", is_optional=True),
    Column("previous_mark", "What its source says of it, such as provisional.", is_optional=True),
    Column(
        "variation",
        "The verdict of its control chart, where that is its trend by the year's rules.",
        is_optional=True,
        choices=tuple(Variation),
    ),
)
NEEDED = ("actual", "target", "good_performance")


@dataclass(frozen=True)
class Verdicts:
    """The rating and the trend of one measure."""

    rating: Rating
    move: Move


def basis_of(measure: Measure, rules: Rules) -> dict[str, Any]:
    """The values of ``BASIS`` for a measure under the year's rules."""
    rated, previous, asked = measure.rated, measure.figures.previous, measure.asked
    judgement = asked.judgement
    return {
        "decimals": rated.decimals - len(str(rated.scale)) + 1,  # a scale is a power of ten
        "late_figure": rated.printed if rated is not measure.actual else None,
        "comparator": rated.comparator,
        "bound": rated.printed if rated.comparator else None,
        "figure_period": rated.figure_period,
        "rule": asked.kind,
        "rule_reason": asked.reason,
        "tolerance": str(measure.entry.tolerance or ""),
        "floor": asked.target.floor.printed if asked.target.floor else None,
        "upper": asked.target.upper.printed if asked.target.upper else None,
        "judged_status": judgement.status if judgement else rated.given if rated.words else None,
        "judged_by": judgement.author if judgement else rated.words,
        "previous": previous.printed if previous else None,
        "previous_comparator": previous.comparator if previous else "",
        "previous_figure_period": previous.figure_period if previous else "",
        "previous_mark": previous.mark if previous else None,
        "variation": measure.control.variation if measure.control and rules.trend.has_series_first else None,
    }


def verdicts_of(values: Mapping[str, Any], *, status: StatusRule, stable_below: Tolerance) -> Verdicts:
    """The verdicts on one measure's values: ``NEEDED``, and what there is of ``unit`` and ``BASIS``.

    The rules are the year's; the measure's own margin takes the place of theirs. Decimals are exact; None stands for a
    blank. Raises ValueError, in words, for a value that is none of its column.
    """
    unit = Unit(values.get("unit") or Unit.NUMBER)
    good = Polarity(values["good_performance"]) if values["good_performance"] else None
    own = values.get("tolerance")
    asked = TargetRule(
        RuleKind(values.get("rule") or RuleKind.TOLERANCE),
        _target(values, unit),
        good,
        NO_MARGIN,
        _judgement(values),
        values.get("rule_reason") or "",
        base=_previous(values, unit),
        stable_below=stable_below,
    )
    asked = with_margins(asked, status, Tolerance.parse(own) if own else None)
    figure = _figure(values, unit)
    move = compare(figure, asked.base, good=good, stable_below=stable_below, asked=asked)
    variation = values.get("variation")
    return Verdicts(rate(figure, asked), by_series(move, Variation(variation) if variation else None, asked.kind))


def _figure(values: Mapping[str, Any], unit: Unit) -> Reading:
    if unit is Unit.MILESTONE and values.get("judged_by"):
        given = values.get("judged_status")
        return Reading(unit, given=Status(given) if given else None, text=values["judged_by"])
    comparator = values.get("comparator") or ""
    late, actual = values.get("late_figure"), values["actual"]
    value = values.get("bound") if comparator else late if late is not None else actual
    return _reading(unit, value, values.get("decimals"), comparator, values.get("figure_period"))


def _previous(values: Mapping[str, Any], unit: Unit) -> Reading | None:
    mark = values.get("previous_mark")
    comparator, period = values.get("previous_comparator"), values.get("previous_figure_period")
    found = _reading(unit, values.get("previous"), None, comparator, period, Mark(mark) if mark else None)
    return found if found.value is not None else None


def _target(values: Mapping[str, Any], unit: Unit) -> Target:
    if values["target"] is None:
        return Target(TargetKind.NONE)
    aim, floor, upper = (_reading(unit, values.get(name)) for name in ("target", "floor", "upper"))
    lower, higher = (bound if bound.value is not None else None for bound in (floor, upper))
    return Target(TargetKind.VALUE, aim, lower, higher)


def _judgement(values: Mapping[str, Any]) -> Judgement | None:
    status = values.get("judged_status")
    return Judgement(Status(status), values.get("judged_by") or "") if status else None


def _reading(
    unit: Unit,
    value: Decimal | None,
    decimals: int | None = None,
    comparator: str | None = "",
    figure_period: str | None = "",
    mark: Mark | None = None,
) -> Reading:
    """The value as a figure; without ``decimals`` it is compared as it is."""
    if value is None:
        return Reading(unit, missing=Missing.NOT_AVAILABLE)
    if comparator and comparator not in COMPARATORS:
        raise ValueError(f'"{comparator}" is no comparator')
    own = max(0, -int(value.as_tuple().exponent))
    places = own if decimals is None else decimals
    return Reading(unit, value, places, figure_period=figure_period or "", mark=mark, comparator=comparator or "")
