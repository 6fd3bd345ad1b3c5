"""A reading of the whole in a few sentences, from the data alone: where it is behind, what turned, the largest sum."""

from collections.abc import Sequence
from fractions import Fraction

from pprr import formats
from pprr.domain import Measure, Status
from pprr.notebook.attention import amount_of, mention_of
from pprr.notebook.in_short import has_turned
from pprr.report import Report
from pprr.report.report import Concern

_FEWEST = 2  # shares, of which one is the least


def reading(
    report: Report, groups: Sequence[tuple[str, Sequence[Measure]]], listed: Sequence[tuple[Report, Concern]]
) -> str:
    """The sentences: ``groups`` are the parts of the whole with their measures, ``listed`` what needs attention.

    Each of that comes with the report of its portfolio.
    """
    return " ".join([*_furthest(groups), *_turned(report), *_money(report, listed)])


def _furthest(groups: Sequence[tuple[str, Sequence[Measure]]]) -> list[str]:
    """The groups with the least share of their rated measures on target, and with the most: all that are level."""
    shares: dict[Fraction, list[str]] = {}
    for name, measures in groups:
        rated = [one.status for one in measures if one.status]
        if rated:
            met = rated.count(Status.GREEN)
            shares.setdefault(Fraction(met, len(rated)), []).append(f"{name} ({met} of {len(rated)})")
    if len(shares) < _FEWEST:
        return []
    least, most = (formats.listed(shares[pick(shares)]) for pick in (min, max))
    return [f"The lowest share on target is that of {least}, the highest that of {most}."]


def _turned(report: Report) -> list[str]:
    ways = [has_turned(one) for one in report.measures]
    if report.last is None or not any(ways):
        return []
    worse = formats.plural(ways.count(-1), "measure")
    return [f"Since the {report.last.title}, {worse} turned worse and {ways.count(1)} better."]


def _money(report: Report, listed: Sequence[tuple[Report, Concern]]) -> list[str]:
    """The largest sum among what needs attention."""
    sums = [(part, found, amount_of(found.about)) for part, found in listed if not isinstance(found.about, Measure)]
    part, found, amount = max(sums, key=lambda one: one[2], default=(report, None, 0))
    if found is None or not amount:
        return []
    largest = mention_of(part, found)
    whose = "" if part is report else f" ({part.portfolio.name})"
    return [f"The largest sum that needs attention: {largest.name}{whose}, {largest.gap}."]
