"""Rates one figure against what is asked of it: the same for an actual, a profiled target and a forecast.

The printed report gives the words ("on track or above target", "below target", "significantly below target") and no
numbers; the margin between Amber and Red is the year's rule, or the measure's own.
"""

from fractions import Fraction

from pprr.domain import Rating, Reading, RuleKind, Status, TargetKind, TargetRule, Trend, Unit
from pprr.domain.vocabulary import Amber
from pprr.rules.trend import compare
from pprr.rules.zones import Zones, zones_of

NOT_RATED = "Not rated"


def rate(figure: Reading, asked: TargetRule) -> Rating:
    """The rating of one figure, compared as printed: an actual shown as 34% is on a target of 34%.

    A suspended measure is not rated, whatever its figure. Else a missing figure's kind wins over the target's, as
    printed reports have it ("Not Available" beside the target "Aim to maximise"). A figure for another period than the
    report's is shown and not rated; nor is one that is only known as a bound (``<5``) which allows two colours, or one
    that an improvement would make Amber where nobody knows whether it is one.
    """
    if asked.kind is RuleKind.SUSPENDED:
        return Rating(None, "Suspended", asked.reason)
    if figure.missing:
        return Rating(None, figure.missing, "There is no figure for this period.")
    if figure.figure_period:
        return Rating(None, NOT_RATED, f"The latest figure is for {figure.figure_period}.")
    if asked.kind is RuleKind.DATA_ONLY:
        return Rating(None, "Data only", "Activity: neither up nor down is better.")
    if asked.kind is RuleKind.JUDGEMENT:
        return _judged(asked)
    if asked.kind is RuleKind.MILESTONE:
        return _by_words(figure)
    if asked.target.reading is None:
        return Rating(None, asked.target.kind, "No status without a figure to meet.")
    zones = zones_of(asked)
    if zones is None:
        return Rating(None, NOT_RATED, _lacking(asked))
    printed, exact = figure.printed, figure.exact
    if printed is None or exact is None:
        raise ValueError("a figure that is rated has a value")
    status = _status(zones, figure.comparator, Fraction(printed))
    if status is None:
        bound = f"{figure.comparator}{printed:,f}{'%' if figure.unit is Unit.PERCENTAGE else ''}"
        return Rating(None, NOT_RATED, f"The figure is only known as {bound}, and such figures differ in status.")
    is_on_edge = _status(zones, figure.comparator, exact) is not status
    if status is Status.RED and asked.amber is Amber.IMPROVED and asked.stable_below:
        move = compare(figure, asked.base, good=asked.good, stable_below=asked.stable_below, asked=asked)
        if move.change is None:
            return Rating(
                None, NOT_RATED, f"{_short(asked)}, and whether it is getting better is not known: {move.reason}."
            )
        status = Status.AMBER if move.trend is Trend.BETTER else Status.RED
    return Rating(status, status, _reason(status, asked), is_on_edge)


def is_zero_target(asked: TargetRule) -> bool:
    """Tells whether the target leaves no room for Amber: it is 0 and the margin is a share of it."""
    target = asked.target
    return (
        asked.kind is RuleKind.TOLERANCE
        and asked.amber is None
        and target.kind is TargetKind.VALUE
        and asked.amber_within.is_relative
        and target.reading is not None
        and not target.reading.value
    )


def _judged(asked: TargetRule) -> Rating:
    if asked.judgement is None:
        return Rating(None, NOT_RATED, "Its status is a judgement, and nobody has given one.")
    return Rating(asked.judgement.status, asked.judgement.status, f"Judged by {asked.judgement.author}.")


def _by_words(figure: Reading) -> Rating:
    if figure.given is None:
        return Rating(None, NOT_RATED, f'Nobody has said which status "{figure.words}" stands for.')
    return Rating(figure.given, figure.given, f'"{figure.words}" stands for {figure.given}.')


def _lacking(asked: TargetRule) -> str:
    """Names what the agreement does not say, and a status needs."""
    if asked.kind is RuleKind.BAND:
        return "The agreement gives no upper end of the band."
    if asked.good is None:
        return "The register does not say whether high or low is good."
    return "The agreement gives no floor."


def _status(zones: Zones, comparator: str, value: Fraction) -> Status | None:
    return zones.status_of_all(comparator, value) if comparator else zones.status(value)


def _reason(status: Status, asked: TargetRule) -> str:
    if asked.amber:
        return _reason_without_margin(status, asked)
    margin = asked.amber_within.words("that end" if asked.kind is RuleKind.BAND else "the target", asked.unit)
    if status is Status.RED and is_zero_target(asked):
        return "The target is 0 and the margin a share of it, so any miss is Red."
    green, amber, red = {
        RuleKind.FLOOR: (
            "On target or better.",
            "Worse than the target, and no worse than the floor.",
            "Worse than the floor.",
        ),
        RuleKind.HIGH_AND_LOW: (
            "Meets the harder of its two targets.",
            "Meets the easier of its two targets, and not the harder.",
            "Short of both targets.",
        ),
        RuleKind.BAND: (
            "Within the band.",
            f"Outside the band by no more than {margin}.",
            f"Outside the band by more than {margin}.",
        ),
    }.get(
        asked.kind,
        (
            _on_target(asked),
            f"Worse than the target by no more than {margin}.",
            f"Worse than the target by more than {margin}.",
        ),
    )
    return {Status.GREEN: green, Status.AMBER: amber, Status.RED: red}[status]


def _reason_without_margin(status: Status, asked: TargetRule) -> str:
    if status is Status.GREEN:
        return "Within the band." if asked.kind is RuleKind.BAND else _on_target(asked)
    if asked.amber is Amber.NEVER:
        return f"{_short(asked)}."
    return f"{_short(asked)}, {'but' if status is Status.AMBER else 'and not'} getting better."


def _on_target(asked: TargetRule) -> str:
    near = asked.green_within
    return (
        f"On target, better, or worse by no more than {near.words('the target', asked.unit)}."
        if near
        else "On target or better."
    )


def _short(asked: TargetRule) -> str:
    """Says what is neither Green nor Amber by a margin."""
    if asked.kind is RuleKind.BAND:
        return "Outside the band"
    near = f" by more than {asked.green_within.words('the target', asked.unit)}" if asked.green_within else ""
    return f"Worse than the target{near}"
