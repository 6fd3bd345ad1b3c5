"""The values of one measure under their names: ``actual`` in its own entry, ``measures["CFE2.1"].actual`` elsewhere."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from pprr import formats
from pprr.domain import Measure, Period, Reading, Target
from pprr.domain.figures.value import Role, Value
from pprr.report.values.naming import NOT_KNOWN, Namer
from pprr.report.values.of_comparison import comparison_values, series_values
from pprr.report.values.of_parts import part_values


def measure_values(measure: Measure, period: Period, periods: Sequence[Period], last: Period | None) -> Iterator[Value]:
    """Every value of a measure; ``periods`` are those of its history."""
    figures = measure.figures
    named = Namer(f'measures["{measure.measure_id}"]', measure.measure_id)
    base, long_base = figures.base.label, figures.rated_of.previous_year.label
    yield from named.reading("actual", Role.ACTUAL, measure.actual, period.label)
    yield from named.reading("previous", Role.EARLIER, figures.previous, base)
    yield named.words("base", base)
    yield from _change(named, "change", measure.move.change, measure.rated, figures.previous, base)
    yield from _targets(named, measure, period)
    yield named.words("status", measure.rating.words)
    yield named.words("trend", measure.move.words)
    yield named.words("trend.words", measure.move.words.lower())
    yield named.words("earlier_status", figures.earlier_status or NOT_KNOWN)
    if figures.base != figures.rated_of.previous_year:
        yield from named.reading("long_previous", Role.EARLIER, figures.long_previous, long_base)
        yield named.words("long_base", long_base)
        yield from _change(
            named, "long_change", measure.long_move.change, measure.rated, figures.long_previous, long_base
        )
        yield named.words("long_trend", measure.long_move.words)
    if measure.forecast:
        yield from named.reading("forecast", Role.FORECAST, measure.forecast.reading, period.year.replace("-", "/"))
        yield named.words("forecast_status", measure.forecast.rating.words)
    for of, reading in zip(periods, figures.history, strict=True):
        role = Role.ACTUAL if of == period else Role.EARLIER
        yield from named.reading(f'readings["{of.label}"]', role, reading, of.label)
    if figures.latest:
        yield from named.reading("latest", Role.EARLIER, figures.latest.reading, figures.latest.period.label)
        yield named.words("latest.period", figures.latest.reading.figure_period or figures.latest.period.label)
    if last and figures.earlier:
        yield from named.reading("earlier", Role.EARLIER, figures.earlier, last.label, "as the last report printed it")
    for of, then, _ in figures.restated:
        yield from named.reading(
            f'restated["{of.label}"]', Role.EARLIER, then, of.label, "as its own report printed it"
        )
    yield from part_values(named, measure, period)
    yield from series_values(named, measure)
    yield from comparison_values(named, measure)
    for name, words in (
        ("code", measure.code),
        ("name", measure.name),
        ("good_performance", measure.entry.good_performance),
    ):
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


def _targets(named: Namer, measure: Measure, period: Period) -> Iterator[Value]:
    """The target in force and the year's, each with its bounds, and how far the figure is from the one in force."""
    year = Period(period.start).label
    for short, role, target in (
        ("target", Role.TARGET, measure.target),
        ("year_target", Role.YEAR_TARGET, measure.year_target),
    ):
        of = measure.figures.rated_of.label if short == "target" and measure.target != measure.year_target else year
        yield _target(named, short, role, target, of)
        ends = (("lower", target.reading if target.upper else None), ("upper", target.upper), ("floor", target.floor))
        for name, bound in ends:
            if bound:
                yield from named.reading(f"{short}.{name}", Role.BOUND, bound, of)
    difference = _from_target(measure)
    if difference is None or measure.target.reading is None:
        for name in ("difference", "difference.size", "difference.words", "difference.percent"):
            yield named.missing(name, Role.DIFFERENCE, NOT_KNOWN, of="target")
        return
    decimals = 0 if measure.rated.scale > 1 else max(measure.rated.decimals, measure.target.reading.decimals)
    printed = formats.change(difference, decimals, measure.unit)
    size = printed.lstrip("+−")
    words = f"{size} {'above' if difference > 0 else 'below'}" if difference else "equal to"
    if measure.target.upper and not difference:
        words = "within"
    for name, said in (("difference", printed), ("difference.size", size), ("difference.words", words)):
        yield named.value(name, Role.DIFFERENCE, said, difference, unit=measure.unit, decimals=decimals, of="target")
    aim = measure.target.upper if measure.target.upper and difference > 0 else measure.target.reading
    yield named.percent("difference.percent", Role.DIFFERENCE, difference, _printed(aim), of="target")


def _target(named: Namer, short: str, role: Role, target: Target, period: str) -> Value:
    """The target as prose prints it: a band as one, and without the words about a floor."""
    if target.reading is None:
        return named.value(short, role, str(target.kind), period=period)
    printed = formats.target(Target(target.kind, target.reading, upper=target.upper))
    of = "lower end of the band" if target.upper else ""
    return replace(next(named.reading(short, role, target.reading, period, of)), printed=printed)


def _from_target(measure: Measure) -> Fraction | None:
    """The figure less the target in force, both as printed; from the nearer end of a band, 0 within it."""
    target, figure = measure.target, measure.rated
    if figure.printed is None or target.reading is None or figure.comparator or figure.figure_period:
        return None
    if target.reading.comparator:
        return None
    now, lower = _printed(figure), _printed(target.reading)
    if target.upper is None:
        return now - lower
    return max(now - _printed(target.upper), Fraction(0)) + min(now - lower, Fraction(0))


def _printed(reading: Reading) -> Fraction:
    """A figure that is there, as printed."""
    return Fraction(reading.printed or 0)
