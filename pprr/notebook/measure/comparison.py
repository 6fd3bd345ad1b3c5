"""A measure beside other councils: where it stands in each group, in sentences, as a table and as a chart."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pprr import formats
from pprr.domain import Comparator, Comparison, DataPeriod, Measure, Polarity, Reading, Standing, Unit
from pprr.html.drawing import Chart, sources_said_once
from pprr.html.strip_chart import RankedPlace, Strip, strip_chart
from pprr.notebook.measure.chart_titles import title_of_standing
from pprr.report.measures.held import month_alone

# Not "third quarter", which is a part of the year.
_QUARTERS = {1: "best", 2: "second-best", 3: "second-last", 4: "last"}


@dataclass(frozen=True)
class BesideOthers:
    """A card's part about comparators: a sentence a group, every figure as a table, a chart where ours is ranked.

    ``listed`` is empty where a sentence says each figure.
    """

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
    header, listed, read_from = _table(measure, comparison)
    said = _averages(measure, comparison)
    ranked = [one for one in comparison.standings if one.rank and one.ours]
    strips = [_strip(measure, comparison, one, one.ours) for one in ranked if one.ours]
    name = f"{measure.named} beside other councils"
    return BesideOthers(
        (*(_sentence(measure, comparison, one) for one in comparison.standings), *said),
        header,
        () if len(said) == len(listed) else listed,
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
    who = _of_time(measure, standing.group, standing.span)
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
            _of_time(measure, _average_name(one), one.span),
            f"{formats.reading_parts(one.reading).figure}; this council "
            f"{'is' if one.span.end == comparison.span.end else 'was'} "
            f"{_against(measure, comparison, one.difference) if one.difference else 'the same'}.",
        )
        for one in latest.values()
    ]


def _of_time(measure: Measure, name: str, span: DataPeriod) -> str:
    """Others with the time that their figures are of, and that of ours where it is a month of theirs alone."""
    alone = month_alone(measure.entry, span)
    return f"{name}, {span.label}{f' (ours: {alone} alone)' if alone else ''}"


def _average_name(one: Comparator) -> str:
    """The average with its group, where its own name does not say which it is."""
    return one.name if one.group.lower() in one.name.lower() else f"{one.group}: {one.name}"


def _table(measure: Measure, comparison: Comparison) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...], str]:
    """The header and the rows of every figure, and where they were read from where no column says it.

    A group or a period that they all have in common is no column: the heading above names the one, the sentences both.
    """
    every = comparison.comparators
    said, sources = sources_said_once([one.reading.cell.within for one in every])
    has_groups = len({one.group for one in every if not one.is_average}) > 1
    periods = list(dict.fromkeys(one.span.label for one in every))
    unit = ", percentage points" if measure.unit is Unit.PERCENTAGE else ""
    columns = {
        "Compared with": [_name(one) if has_groups or not one.is_average else _average_name(one) for one in every],
        "Group": [one.group for one in every] if has_groups else [],
        "Period": [one.span.label for one in every] if len(periods) > 1 else [],
        "Figure" if len(periods) > 1 else f"Figure, {periods[0]}": [formats.reading(one.reading) for one in every],
        f"This council against it{unit}": [_against_ours(measure, comparison, one) for one in every],
        said: sources,
    }
    shown = {label: cells for label, cells in columns.items() if cells}
    return tuple(shown), tuple(zip(*shown.values(), strict=True)), "" if sources else said


def _name(one: Comparator) -> str:
    return f"{one.name} (this council, as the source has it)" if one.is_own else one.name


def _against_ours(measure: Measure, comparison: Comparison, one: Comparator) -> str:
    if one.difference is None:
        return "Not compared"
    return _against(measure, comparison, one.difference, in_column=True) if one.difference else "The same"


def _against(
    measure: Measure, comparison: Comparison, difference: Decimal | Fraction, *, in_column: bool = False
) -> str:
    """Ours against another figure: ``2.3 percentage points better``, ``12 lower``; a column names the unit above."""
    exact = Fraction(difference)
    unit = Unit.NUMBER if in_column else measure.unit
    size = formats.spoken_change(abs(exact), formats.finer(exact, measure.decimals), unit).removeprefix("+")
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
