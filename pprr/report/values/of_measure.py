"""The values of one measure under their names: ``actual`` in its own entry, ``measures["CFE2.1"].actual`` elsewhere."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from pprr import formats
from pprr.domain import Period, Reading, Target
from pprr.domain.figures.value import Role, Value
from pprr.report.values.naming import NOT_KNOWN, Namer
from pprr.report.values.of_comparison import comparison_values, series_values


def measure_values(row: Any, period: Period, periods: Sequence[Period], last: Period | None) -> Iterator[Value]:
    """Every value of a measure; ``row`` is a row of the report's measures, ``periods`` those of its history."""
    named = Namer(f'measures["{row.measure_id}"]', row.measure_id)
    base, long_base = row.base.label, row.rated_of.previous_year.label
    yield from named.reading("actual", Role.ACTUAL, row.actual, period.label)
    yield from named.reading("previous", Role.EARLIER, row.previous, base)
    yield named.words("base", base)
    yield from _change(named, "change", row.change, row.rated, row.previous, base)
    yield from _targets(named, row, period)
    yield named.words("status", row.status_words)
    yield named.words("trend", row.trend_words)
    yield named.words("trend.words", row.trend_words.lower())
    yield named.words("earlier_status", row.earlier_status or NOT_KNOWN)
    if row.base != row.rated_of.previous_year:
        yield from named.reading("long_previous", Role.EARLIER, row.long_previous, long_base)
        yield named.words("long_base", long_base)
        yield from _change(named, "long_change", row.long_change, row.rated, row.long_previous, long_base)
        yield named.words("long_trend", row.long_trend_words)
    if row.forecast:
        yield from named.reading("forecast", Role.FORECAST, row.forecast, period.year.replace("-", "/"))
        yield named.words("forecast_status", row.forecast_words)
    for of, reading in zip(periods, row.history, strict=True):
        role = Role.ACTUAL if of == period else Role.EARLIER
        yield from named.reading(f'readings["{of.label}"]', role, reading, of.label)
    if row.latest:
        yield from named.reading("latest", Role.EARLIER, row.latest[1], row.latest[0].label)
        yield named.words("latest.period", row.latest[1].figure_period or row.latest[0].label)
    if last and row.earlier:
        yield from named.reading("earlier", Role.EARLIER, row.earlier, last.label, "as the last report printed it")
    for of, then, _ in row.restated:
        yield from named.reading(
            f'restated["{of.label}"]', Role.EARLIER, then, of.label, "as its own report printed it"
        )
    yield from series_values(named, row)
    yield from comparison_values(named, row)
    for name, words in (("code", row.code), ("name", row.name), ("good_performance", row.good_performance)):
        yield named.words(name, words or "Not stated")


def _change(
    named: Namer, short: str, change: Fraction | None, now: Reading, before: Reading | None, base: str
) -> Iterator[Value]:
    """A change as pages print it, its size without the sign, in words, and as a percentage of the earlier figure."""
    if change is None or before is None or before.printed is None:
        for name in (short, f"{short}.size", f"{short}.words", f"{short}.percent"):
            yield named.missing(name, Role.CHANGE, NOT_KNOWN, period=base)
        return
    decimals = 0 if now.scale > 1 else now.decimals  # a change is in whole units
    printed = formats.change(change, decimals, now.unit)
    size = printed.lstrip("+−")
    way = "unchanged" if not change else f"{'up' if change > 0 else 'down'} {size}"
    for name, words in ((short, printed), (f"{short}.size", size), (f"{short}.words", way)):
        yield named.value(name, Role.CHANGE, words, change, unit=now.unit, decimals=decimals, period=base)
    yield named.percent(f"{short}.percent", Role.CHANGE, change, Fraction(before.printed), period=base)


def _targets(named: Namer, row: Any, period: Period) -> Iterator[Value]:
    """The target in force and the year's, each with its bounds, and how far the figure is from the one in force."""
    year = Period(period.start).label
    for short, role, target in (
        ("target", Role.TARGET, row.target),
        ("year_target", Role.YEAR_TARGET, row.year_target),
    ):
        of = row.rated_of.label if short == "target" and row.target != row.year_target else year
        yield _target(named, short, role, target, of)
        ends = (("lower", target.reading if target.upper else None), ("upper", target.upper), ("floor", target.floor))
        for name, bound in ends:
            if bound:
                yield from named.reading(f"{short}.{name}", Role.BOUND, bound, of)
    difference = _from_target(row)
    if difference is None or row.target.reading is None:
        for name in ("difference", "difference.size", "difference.words", "difference.percent"):
            yield named.missing(name, Role.DIFFERENCE, NOT_KNOWN, of="target")
        return
    decimals = 0 if row.rated.scale > 1 else max(row.rated.decimals, row.target.reading.decimals)
    printed = formats.change(difference, decimals, row.unit)
    size = printed.lstrip("+−")
    words = f"{size} {'above' if difference > 0 else 'below'}" if difference else "equal to"
    if row.target.upper and not difference:
        words = "within"
    for name, said in (("difference", printed), ("difference.size", size), ("difference.words", words)):
        yield named.value(name, Role.DIFFERENCE, said, difference, unit=row.unit, decimals=decimals, of="target")
    aim = row.target.upper if row.target.upper and difference > 0 else row.target.reading
    yield named.percent("difference.percent", Role.DIFFERENCE, difference, Fraction(aim.printed), of="target")


def _target(named: Namer, short: str, role: Role, target: Target, period: str) -> Value:
    """The target as prose prints it: a band as one, and without the words about a floor."""
    if target.reading is None:
        return named.value(short, role, str(target.kind), period=period)
    printed = formats.target(Target(target.kind, target.reading, upper=target.upper))
    of = "lower end of the band" if target.upper else ""
    return replace(next(named.reading(short, role, target.reading, period, of)), printed=printed)


def _from_target(row: Any) -> Fraction | None:
    """The figure less the target in force, both as printed; from the nearer end of a band, 0 within it."""
    target, figure = row.target, row.rated
    if figure.printed is None or target.reading is None or figure.comparator or figure.figure_period:
        return None
    if target.reading.comparator:
        return None
    now, lower = Fraction(figure.printed), Fraction(target.reading.printed)
    if target.upper is None:
        return now - lower
    return max(now - Fraction(target.upper.printed), Fraction(0)) + min(now - lower, Fraction(0))
