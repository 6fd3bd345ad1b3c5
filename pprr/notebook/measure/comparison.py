"""A measure beside other councils: where it stands in each group, in sentences, as a table and as a chart."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pprr import formats
from pprr.domain import Comparator, Comparison, Measure, Polarity, Reading, Standing
from pprr.html.drawing import Chart, sources_said_once
from pprr.html.strip_chart import RankedPlace, Strip, strip_chart
from pprr.notebook.chart_titles import title_of_standing

# Not "third quarter", which is a part of the year.
_QUARTERS = {1: "best", 2: "second-best", 3: "second-last", 4: "last"}
_HEADER = ("Compared with", "Group", "Period", "Figure", "This council against it")


@dataclass(frozen=True)
class BesideOthers:
    """A card's part about comparators: a sentence a group, every figure as a table, a chart where ours is ranked."""

    sentences: tuple[tuple[str, str], ...]
    header: tuple[str, ...]
    listed: tuple[tuple[str, ...], ...]
    read_from: str
    drawn: Chart | None


def beside_others(measure: Measure) -> BesideOthers | None:
    """The comparison of a measure; None for one without comparators."""
    comparison = measure.comparison
    if comparison is None:
        return None
    said, sources = sources_said_once([one.reading.cell.within for one in comparison.comparators])
    header = (*_HEADER, *([said] if sources else []))
    read_from = "" if sources else said
    listed = tuple(
        (*_listed(measure, comparison, one), *sources[at : at + 1]) for at, one in enumerate(comparison.comparators)
    )
    ranked = [one for one in comparison.standings if one.rank and one.ours]
    strips = [_strip(measure, comparison, one, one.ours) for one in ranked if one.ours]
    name = f"{measure.named}, beside other councils"
    return BesideOthers(
        (*(_sentence(measure, comparison, one) for one in comparison.standings), *_averages(measure, comparison)),
        header,
        listed,
        read_from,
        strip_chart(title_of_standing(ranked[0]), name, strips, header, listed, read_from=read_from)
        if strips
        else None,
    )


def _sentence(measure: Measure, comparison: Comparison, standing: Standing) -> tuple[str, str]:
    """The group with its period, and what is said of it."""
    if standing.median is None or standing.difference is None or standing.ours is None:
        return standing.group, f"not ranked: {standing.reason}."
    said = formats.place(standing)
    is_earlier = standing.span.end != comparison.span.end
    if is_earlier:
        figure = formats.reading_parts(standing.ours).figure
        said = f"the group has none for {comparison.span.label} yet; in {standing.span.label} {figure} was {said}"
    said += f" ({standing.reason})" if standing.reason else ""
    said += f", in the {_QUARTERS[standing.quarter]} quarter of the group" if standing.quarter else ""
    against = f"{_against(measure, comparison, standing.difference)} than" if standing.difference else "the same as"
    who = f"{standing.group}, {standing.span.label}"
    middle = _figure(measure, standing.median)
    return who, f"{said}. It {'was' if is_earlier else 'is'} {against} the median of the others, {middle}."


def _averages(measure: Measure, comparison: Comparison) -> list[tuple[str, str]]:
    """The latest figure of each average, with this council's of the same period against it."""
    latest = {
        (one.group, one.name): one
        for one in sorted(comparison.comparators, key=lambda one: one.span.end)
        if one.is_average and one.difference is not None
    }
    return [
        (
            f"{_average_name(one)}, {one.span.label}",
            f"{formats.reading_parts(one.reading).figure}; this council "
            f"{'is' if one.span.end == comparison.span.end else 'was'} "
            f"{_against(measure, comparison, one.difference) if one.difference else 'the same'}.",
        )
        for one in latest.values()
    ]


def _average_name(one: Comparator) -> str:
    """The average with its group, where its own name does not say which it is."""
    return one.name if one.group.lower() in one.name.lower() else f"{one.group}: {one.name}"


def _listed(measure: Measure, comparison: Comparison, one: Comparator) -> tuple[str, ...]:
    if one.difference is None:
        against = "Not compared"
    elif not one.difference:
        against = "The same"
    else:
        against = _against(measure, comparison, one.difference).capitalize()
    name = f"{one.name} (this council, as the source has it)" if one.is_own else one.name
    return name, one.group, one.span.label, formats.reading(one.reading), against


def _against(measure: Measure, comparison: Comparison, difference: Decimal | Fraction) -> str:
    """Ours against another figure, in the measure's unit: ``2.3 percentage points better``, ``12 lower``."""
    exact = Fraction(difference)
    size = formats.spoken_change(abs(exact), formats.finer(exact, measure.decimals), measure.unit).removeprefix("+")
    good = measure.entry.good_performance
    if good is None or any(one.reason for one in comparison.standings if one.difference is not None):
        return f"{size} {'higher' if exact > 0 else 'lower'}"
    return f"{size} {'better' if exact * good.sign > 0 else 'worse'}"


def _strip(measure: Measure, comparison: Comparison, standing: Standing, ours: Reading) -> Strip:
    others = [
        RankedPlace(formats.reading(one.reading), float(one.reading.printed))
        for one in comparison.comparators
        if one.group == standing.group
        and not one.is_average
        and not one.is_own
        and one.span.end == standing.span.end
        and one.difference is not None
        and one.reading.printed is not None
    ]
    middle = standing.median or Fraction(0)
    return Strip(
        f"{standing.group}, {standing.span.label}",
        RankedPlace(formats.reading_parts(ours).figure, float(ours.printed or 0)),
        tuple(others),
        RankedPlace(_figure(measure, middle), float(middle)),
        formats.place(standing),
        measure.entry.good_performance is Polarity.HIGH,
    )


def _figure(measure: Measure, value: Fraction) -> str:
    return formats.figure(value, formats.finer(value, measure.decimals), measure.unit)
