"""The values beside a measure's own columns: the points of its series, other councils' figures, places among them."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from pprr import formats
from pprr.domain import Comparator, Measure, Standing
from pprr.domain.figures.value import Role, Value
from pprr.report.values.naming import NOT_KNOWN, Namer, quoted_keys


def series_values(named: Namer, measure: Measure) -> Iterator[Value]:
    """Each point of a measure's series by its period, the mean of the latest ones, and what the latest one says."""
    control = measure.control
    if control is None:
        return
    for point in control.points:
        printed = formats.figure(point.value, measure.decimals, measure.unit)
        yield named.value(
            f'series["{point.span.label}"]',
            Role.EARLIER,
            f"{printed} {point.mark}" if point.mark else printed,
            point.value,
            unit=measure.unit,
            decimals=measure.decimals,
            period=point.span.label,
        )
    limits = control.current.limits
    if limits:
        for name, value in (("mean", limits.mean), ("lower_limit", limits.lower), ("upper_limit", limits.upper)):
            decimals = formats.mean_decimals(value, measure.decimals, measure.unit)
            printed = formats.figure(value, decimals, measure.unit)
            of = f"the series' {name.replace('_', ' ')}"
            yield named.value(name, Role.COMPARATOR, printed, value, unit=measure.unit, decimals=decimals, of=of)
    yield named.words("variation", control.variation or control.reason)


def comparison_values(named: Namer, measure: Measure) -> Iterator[Value]:
    """Every comparator, by its name and period and by its name alone for the latest; and the place in each group."""
    comparison = measure.comparison
    if comparison is None:
        return
    who = list(dict.fromkeys((one.name, one.group) for one in comparison.comparators))
    keys = dict(zip(who, quoted_keys(who), strict=True))
    for (name, group), key in keys.items():
        listed = [one for one in comparison.comparators if (one.name, one.group) == (name, group)]
        for one in listed:
            yield from _comparator(named, measure, f'comparators{key}["{one.span.label}"]', one)
        yield from _comparator(named, measure, f"comparators{key}", max(listed, key=lambda one: one.span.end))
    groups = quoted_keys([(one.group, "") for one in comparison.standings])
    for standing, key in zip(comparison.standings, groups, strict=True):
        yield from _standing(named, measure, f"standings{key}", standing)


def _comparator(named: Namer, measure: Measure, short: str, one: Comparator) -> Iterator[Value]:
    yield from named.reading(short, Role.COMPARATOR, one.reading, one.span.label, one.name)
    yield from _against(named, measure, short, one.difference, one.span.label, one.name)


def _standing(named: Namer, measure: Measure, short: str, one: Standing) -> Iterator[Value]:
    more = {"period": one.span.label, "of": one.group}
    yield named.words(f"{short}.period", one.span.label, **more)
    yield named.words(f"{short}.place", formats.place(one), **more)
    if one.rank is None:
        yield named.missing(f"{short}.rank", Role.RANK, formats.place(one), **more)
    else:
        yield named.value(f"{short}.rank", Role.RANK, formats.ordinal(one.rank), Fraction(one.rank), **more)
    yield named.value(f"{short}.councils", Role.COUNT, f"{one.count:,}", Fraction(one.count), **more)
    if one.median is None:
        yield named.missing(f"{short}.median", Role.COMPARATOR, NOT_KNOWN, **more)
    else:
        decimals = formats.finer(one.median, measure.decimals)
        printed = formats.figure(one.median, decimals, measure.unit)
        yield named.value(
            f"{short}.median", Role.COMPARATOR, printed, one.median, unit=measure.unit, decimals=decimals, **more
        )
    yield from _against(named, measure, short, one.difference, one.span.label, f"the median of {one.group}")


def _against(
    named: Namer, measure: Measure, short: str, difference: Decimal | Fraction | None, period: str, of: str
) -> Iterator[Value]:
    """This council's figure against another, as pages print it, without the sign, and in words."""
    names = [f"{short}.difference{end}" for end in ("", ".size", ".words")]
    if difference is None:
        for name in names:
            yield named.missing(name, Role.DIFFERENCE, NOT_KNOWN, period=period, of=of)
        return
    exact = Fraction(difference)
    decimals = formats.finer(exact, measure.decimals)
    printed = formats.change(exact, decimals, measure.unit)
    size = printed.lstrip("+−")
    words = f"{size} {'higher' if exact > 0 else 'lower'}" if exact else "the same"
    for name, said in zip(names, (printed, size, words), strict=True):
        yield named.value(
            name, Role.DIFFERENCE, said, exact, unit=measure.unit, decimals=decimals, period=period, of=of
        )
