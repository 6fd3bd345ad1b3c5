"""The values made of a measure's own figures: what is left of a percentage, a count's change, a quarter by itself."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from pprr import formats
from pprr.domain import Kind, Measure, Period, Reading, Unit
from pprr.domain.figures.value import Role, Value
from pprr.report.values.naming import Namer


def part_values(named: Namer, measure: Measure, period: Period) -> Iterator[Value]:
    """The parts of a measure that follow from its figures; of one that these do not make there is no value."""
    figures, actual = measure.figures, measure.actual
    if actual.printed is None or actual.comparator or actual.figure_period:
        return
    yield from _rest(named, actual, period.label)
    yield from _counts_moved(named, actual, figures.previous, figures.base.label)
    target = measure.target.reading
    if actual.unit is not Unit.PERCENTAGE and target and target.printed and not target.comparator:
        share = Fraction(actual.printed) * 100 / Fraction(target.printed)
        yield named.percent("target.share", Role.PART, share, 100, period=period.label, of="target")
    before = figures.before
    if measure.entry.kind is Kind.CUMULATIVE and before and _is_plain(before.reading) and before.reading.printed:
        alone = Fraction(actual.printed) - Fraction(before.reading.printed)
        decimals = 0 if actual.scale > 1 else actual.decimals
        printed = formats.figure(alone, decimals, actual.unit)
        more = {"unit": actual.unit, "decimals": decimals, "period": period.label}
        yield named.value("alone", Role.PART, printed, alone, of=f"figure since {before.period.label}", **more)


def _is_plain(reading: Reading | None) -> bool:
    return bool(reading and reading.printed is not None and not reading.comparator and not reading.figure_period)


def _rest(named: Namer, actual: Reading, period: str) -> Iterator[Value]:
    """What a percentage leaves of a hundred, and of its cases."""
    if actual.unit is not Unit.PERCENTAGE or not 0 <= (actual.printed or Decimal(0)) <= 100:
        return
    rest = 100 - Fraction(actual.printed or 0)
    printed = formats.figure(rest, actual.decimals, actual.unit)
    more = {"period": period, "of": "rest"}
    yield named.value("rest", Role.PART, printed, rest, unit=actual.unit, decimals=actual.decimals, **more)
    if actual.numerator is not None and actual.denominator is not None:
        left = actual.denominator - actual.numerator
        yield named.value("rest.count", Role.PART, f"{left:,f}", Fraction(left), **more)


def _counts_moved(named: Namer, actual: Reading, before: Reading | None, base: str) -> Iterator[Value]:
    """The change of each of a percentage's two counts, with its sign and without."""
    for name in (Role.NUMERATOR, Role.DENOMINATOR):
        now, then = getattr(actual, name), getattr(before, name, None)
        if now is not None and then is not None and _is_plain(before):
            printed = formats.change(Fraction(now - then), 0, Unit.NUMBER)
            for short, words in ((f"{name}.change", printed), (f"{name}.change.size", printed.lstrip("+−"))):
                yield named.value(
                    short, Role.CHANGE, words, Fraction(now - then), period=base, of=f"change of the {name}"
                )
