"""The values beside a measure's own columns: the points of its series, other councils' figures, places among them."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from pprr import formats
from pprr.domain import Comparator, Comparison, Control, Standing
from pprr.domain.figures.value import Role, Value
from pprr.report.values.naming import NOT_KNOWN, Namer, quoted_keys


def series_values(named: Namer, row: Any) -> Iterator[Value]:
    """Each point of a measure's series by its period, the mean of the latest ones, and what the latest one says."""
    control: Control | None = row.control
    if control is None:
        return
    for point in control.points:
        printed = formats.figure(point.value, row.decimals, row.unit)
        yield named.value(
            f'series["{point.span.label}"]',
            Role.EARLIER,
            f"{printed} {point.mark}" if point.mark else printed,
            point.value,
            unit=row.unit,
            decimals=row.decimals,
            period=point.span.label,
        )
    limits = control.current.limits
    if limits:
        for name, value in (("mean", limits.mean), ("lower_limit", limits.lower), ("upper_limit", limits.upper)):
            decimals = formats.mean_decimals(value, row.decimals, row.unit)
            printed = formats.figure(value, decimals, row.unit)
            of = f"the series' {name.replace('_', ' ')}"
            yield named.value(name, Role.COMPARATOR, printed, value, unit=row.unit, decimals=decimals, of=of)
    yield named.words("variation", control.variation or control.reason)


def comparison_values(named: Namer, row: Any) -> Iterator[Value]:
    """Every comparator, by its name and period and by its name alone for the latest; and the place in each group."""
    comparison: Comparison | None = row.comparison
    if comparison is None:
        return
    who = list(dict.fromkeys((one.name, one.group) for one in comparison.comparators))
    keys = dict(zip(who, quoted_keys(who), strict=True))
    for (name, group), key in keys.items():
        listed = [one for one in comparison.comparators if (one.name, one.group) == (name, group)]
        for one in listed:
            yield from _comparator(named, row, f'comparators{key}["{one.span.label}"]', one)
        yield from _comparator(named, row, f"comparators{key}", max(listed, key=lambda one: one.span.end))
    groups = quoted_keys([(one.group, "") for one in comparison.standings])
    for standing, key in zip(comparison.standings, groups, strict=True):
        yield from _standing(named, row, f"standings{key}", standing)


def _comparator(named: Namer, row: Any, short: str, one: Comparator) -> Iterator[Value]:
    yield from named.reading(short, Role.COMPARATOR, one.reading, one.span.label, one.name)
    yield from _against(named, row, short, one.difference, one.span.label, one.name)


def _standing(named: Namer, row: Any, short: str, one: Standing) -> Iterator[Value]:
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
        decimals = formats.finer(one.median, row.decimals)
        printed = formats.figure(one.median, decimals, row.unit)
        yield named.value(
            f"{short}.median", Role.COMPARATOR, printed, one.median, unit=row.unit, decimals=decimals, **more
        )
    yield from _against(named, row, short, one.difference, one.span.label, f"the median of {one.group}")


def _against(named: Namer, row: Any, short: str, difference: Any, period: str, of: str) -> Iterator[Value]:
    """This council's figure against another, as pages print it, without the sign, and in words."""
    names = [f"{short}.difference{end}" for end in ("", ".size", ".words")]
    if difference is None:
        for name in names:
            yield named.missing(name, Role.DIFFERENCE, NOT_KNOWN, period=period, of=of)
        return
    exact = Fraction(difference)
    decimals = formats.finer(exact, row.decimals)
    printed = formats.change(exact, decimals, row.unit)
    size = printed.lstrip("+−")
    words = f"{size} {'higher' if exact > 0 else 'lower'}" if exact else "the same"
    for name, said in zip(names, (printed, size, words), strict=True):
        yield named.value(name, Role.DIFFERENCE, said, exact, unit=row.unit, decimals=decimals, period=period, of=of)
