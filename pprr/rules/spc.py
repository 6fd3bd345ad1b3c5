"""Statistical process control: whether a series shows more than its usual ups and downs (an XmR chart).

The limits stand 2.66 times the mean moving range from the mean (Shewhart's individuals chart; NHS England, Making Data
Count). A point is a signal where it is outside the limits, one of 7 or more in a row on one side of the mean, one of 7
or more in a row that each rose or each fell, or one of 2 in 3 in a row beyond two thirds of the way to a limit.

Ours: on a limit is not outside it; on the mean is on neither side; a point outside also counts as beyond two thirds,
and the third of 2 in 3 may be on the other side. Outliers are not screened: every change counts towards the mean
moving range. A missing period ends a row: no change is taken across it, and rows begin anew after it. Limits that start
anew need their own points, and nothing is lent to them by the earlier ones.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

from pprr.domain import (
    Aim,
    Assurance,
    Control,
    DataPeriod,
    Finding,
    Kind,
    Limits,
    Polarity,
    RegisterEntry,
    RuleKind,
    Segment,
    SeriesPoint,
    Signal,
    Target,
    Unit,
    Variation,
    follows,
    months_in,
)

FEWEST_POINTS = 12
_WIDTH = Fraction(266, 100)
_ROW = 7
_OUTER = Fraction(2, 3)
_WHOLE = Fraction(100)
_NEITHER_GOOD = (RuleKind.BAND, RuleKind.DATA_ONLY)
_NO_AIM = (RuleKind.DATA_ONLY, RuleKind.SUSPENDED)


def control_of(
    entry: RegisterEntry,
    points: Sequence[SeriesPoint],
    year_target: Target,
    *,
    leads: bool = False,
    judges_bands: bool = False,
) -> Control | None:
    """The control of a measure's series, its points being in the order of time; None for one without a series.

    Where its verdict ``leads`` it is to have one wherever it can: see ``judge``. Where it ``judges_bands``, a move that
    is more than chance is better towards the band that its latest point is outside of, and worse away from it.
    """
    if not points:
        return None
    good = entry.good_performance
    days = [span.start for span in entry.rebase]
    sign = good.sign if good and entry.rule not in _NEITHER_GOOD else 0
    aim, is_share = _aim(year_target, entry.rule, good), entry.unit is Unit.PERCENTAGE
    if aim and not _is_comparable(entry, points[-1].span):
        return replace(
            judge(points, sign=sign, rebase=days, leads=leads, is_share=is_share),
            assurance_reason="The target is for a longer time than each point, so it is not held against them.",
        )
    found = judge(points, sign=sign, rebase=days, aim=aim, leads=leads, is_share=is_share)
    if aim is None or entry.rule is not RuleKind.BAND or not judges_bands:
        return found
    return replace(found, variation=_by_band(found.variation, points[-1].value, aim))


def _by_band(variation: Variation | None, latest: Fraction, band: Aim) -> Variation | None:
    """The verdict on a latest point that is higher or lower than chance: better or worse where it is outside its band.

    >>> _by_band(Variation.HIGHER, Fraction(457), Aim(Fraction(400), Fraction(424))).name
    'WORSE'
    """
    is_above = band.highest is not None and latest > band.highest
    is_below = band.lowest is not None and latest < band.lowest
    if variation not in (Variation.HIGHER, Variation.LOWER) or not (is_above or is_below):
        return variation
    return Variation.WORSE if is_above == (variation is Variation.HIGHER) else Variation.BETTER


def _aim(target: Target, rule: RuleKind, good: Polarity | None) -> Aim | None:
    """The figures that meet the target under the measure's rule; None where no figure does."""
    asked = target.reading.exact if target.reading and rule not in _NO_AIM else None
    if asked is None:
        return None
    if rule is RuleKind.BAND:
        return Aim(asked, target.upper.exact) if target.upper else None
    return {Polarity.HIGH: Aim(lowest=asked), Polarity.LOW: Aim(highest=asked), None: None}[good]


def _is_comparable(entry: RegisterEntry, span: DataPeriod) -> bool:
    """Tells whether a year's target may be asked of each point: of a share, a state on a day, or points of a year."""
    return entry.unit is Unit.PERCENTAGE or entry.kind is Kind.SNAPSHOT or months_in(span) == 12


def judge(
    points: Sequence[SeriesPoint],
    *,
    sign: int = 0,
    rebase: Sequence[date] = (),
    aim: Aim | None = None,
    leads: bool = False,
    is_share: bool = False,
) -> Control:
    """The control of a series in the order of time, of one point or more.

    ``sign`` is +1 where a high figure is good, -1 where a low one is, 0 where neither is; limits start anew at the
    first point that begins on a day of ``rebase`` or later; ``aim`` is what the target asks of each point. Where the
    verdict ``leads``, points too often the same for limits are held against all that was seen before them. A share
    has no limit below 0 or beyond 100%, unless one of its points is there; signals keep the width that limits had.
    """
    segments = _segments(points, rebase)
    changes: list[Fraction | None] = []
    findings: list[tuple[Finding, ...]] = []
    for segment in segments:
        part = points[segment.first : segment.stop]
        changes += _changes(part)
        findings += _findings(part, segment.limits) if segment.limits else [()] * len(part)
    if is_share and all(0 <= point.value <= _WHOLE for point in points):
        segments = [replace(one, limits=_capped(one.limits)) if one.limits else one for one in segments]
    latest = segments[-1]
    if leads and not latest.limits:
        unseen = _unseen(points[latest.first : latest.stop])
        findings[len(findings) - len(unseen) :] = unseen
    return Control(
        tuple(points),
        tuple(segments),
        tuple(changes),
        tuple(findings),
        sign,
        variation=_variation(findings[-1], sign) if latest.limits or findings[-1] else None,
        reason=latest.reason,
        aim=aim,
        assurance=_assurance(latest.limits, aim) if latest.limits and aim else None,
    )


def _capped(found: Limits) -> Limits:
    """The limits of a share of a whole."""
    ends = (found.lower, found.upper)
    return Limits(found.mean, max(found.lower, Fraction(0)), min(found.upper, _WHOLE), ends)


def limits(points: Sequence[SeriesPoint]) -> Limits | str:
    """The mean and the limits of points that share them, or in words why there are none."""
    count = len(points)
    if count < FEWEST_POINTS:
        return f"{_points(count)}: at least {FEWEST_POINTS} are needed to tell signal from noise"
    known = [change for change in _changes(points) if change is not None]
    if 2 * len(known) < count - 1:
        return f"the missing periods leave only {len(known)} changes from one point to the next: too few for limits"
    most = max(Counter(point.value for point in points).values())
    if most == count:
        return f"all {count} points are the same figure, so there are no ups and downs to judge by"
    if 2 * most > count:
        return f"{most} of {count} points are the same figure: too many to judge ups and downs by"
    mean = sum((point.value for point in points), Fraction(0)) / count
    reach = _WIDTH * sum(known, Fraction(0)) / len(known)
    if not reach:
        return "no two neighbouring points differ, so there are no ups and downs to judge by"
    return Limits(mean, mean - reach, mean + reach)


def _segments(points: Sequence[SeriesPoint], rebase: Sequence[date]) -> list[Segment]:
    firsts = {next((at for at, point in enumerate(points) if point.span.start >= day), 0) for day in rebase}
    ends = [0, *sorted(firsts - {0}), len(points)]
    segments = []
    for first, stop in pairwise(ends):
        found = limits(points[first:stop])
        since = f" since the limits started anew in {points[first].span.label}" if first else ""
        reason = found.replace(":", f"{since}:", 1) if isinstance(found, str) else ""
        segments.append(Segment(first, stop, found if isinstance(found, Limits) else None, reason))
    return segments


def _changes(points: Sequence[SeriesPoint]) -> list[Fraction | None]:
    """The moving range at each point: None at the first one and after a gap."""
    found: list[Fraction | None] = [None]
    for before, now in pairwise(points):
        found.append(abs(now.value - before.value) if follows(now.span, before.span) else None)
    return found


def _findings(points: Sequence[SeriesPoint], within: Limits) -> list[tuple[Finding, ...]]:
    found: list[list[Finding]] = [[] for _ in points]
    for stretch in _rows(len(points), lambda at: follows(points[at].span, points[at - 1].span)):
        for sign in (1, -1):
            heights = {at: sign * (points[at].value - within.mean) for at in stretch}
            for signal, places in _signals(stretch, heights, within.upper - within.mean):
                for at in places:
                    found[at].append(Finding(signal, is_up=sign > 0))
    return [tuple(one) for one in found]


def _signals(stretch: Sequence[int], heights: dict[int, Fraction], reach: Fraction) -> list[tuple[Signal, list[int]]]:
    """The places of each signal of high figures in points in a row, ``heights`` being their distance from the mean."""
    first = stretch[0]
    sides = _rows(len(stretch), lambda at: heights[first + at - 1] > 0 and heights[first + at] > 0)
    moves = _rows(len(stretch), lambda at: heights[first + at] > heights[first + at - 1])
    beyond = {at for at in stretch if heights[at] > reach * _OUTER}
    pairs = {
        at
        for start in stretch[:-2]
        for at in beyond & {start, start + 1, start + 2}
        if len(beyond & {start, start + 1, start + 2}) >= 2
    }
    return [
        (Signal.OUTSIDE, [at for at in stretch if heights[at] > reach]),
        (Signal.ONE_SIDE, [first + at for row in sides if len(row) >= _ROW for at in row]),
        (Signal.MOVING, [first + at for row in moves if len(row) >= _ROW for at in row]),
        (Signal.OUTER_THIRD, sorted(pairs)),
    ]


def _unseen(points: Sequence[SeriesPoint]) -> list[tuple[Finding, ...]]:
    """The findings of the latest points of those without limits, all beyond every one of the 12 or more before them."""
    for count in range(1, len(points) - FEWEST_POINTS + 1):
        before, latest = ([one.value for one in part] for part in (points[:-count], points[-count:]))
        for is_up, is_beyond in ((True, min(latest) > max(before)), (False, max(latest) < min(before))):
            if is_beyond:
                return [(Finding(Signal.UNSEEN, is_up),)] * count
    return []


def _rows(count: int, goes_on: Callable[[int], bool]) -> list[range]:
    """The places from 0 to ``count`` in unbroken rows; ``goes_on`` says whether a place continues the one before."""
    breaks = [at for at in range(1, count) if not goes_on(at)]
    return [range(first, stop) for first, stop in pairwise([0, *breaks, count])]


def _variation(latest: Sequence[Finding], sign: int) -> Variation:
    ways = {finding.is_up for finding in latest}
    if not ways:
        return Variation.USUAL
    if len(ways) == 2:
        return Variation.MIXED
    way = 1 if ways == {True} else -1
    if not sign:
        return Variation.HIGHER if way > 0 else Variation.LOWER
    return Variation.BETTER if way == sign else Variation.WORSE


def _assurance(within: Limits, aim: Aim) -> Assurance:
    """Relied upon where both limits are on target, out of reach where no figure between them is, else chance."""
    if (aim.lowest is None or within.lower >= aim.lowest) and (aim.highest is None or within.upper <= aim.highest):
        return Assurance.RELIABLE
    if (aim.lowest is not None and within.upper < aim.lowest) or (
        aim.highest is not None and within.lower > aim.highest
    ):
        return Assurance.OUT_OF_REACH
    return Assurance.CHANCE


def _points(count: int) -> str:
    return f"{count} point" if count == 1 else f"{count} points"
