"""One measure as its card: verdict, figures, words and chart."""

from collections.abc import Mapping, Sequence
from typing import TypedDict

from markupsafe import Markup

from pprr import formats
from pprr.domain import Measure, Period, Trend, Unit
from pprr.html import marks
from pprr.html.drawing import Chart
from pprr.html.elements import Html, render
from pprr.html.markdown import words
from pprr.html.measure_chart import PeriodColumn, measure_chart
from pprr.notebook.attention import height_of
from pprr.notebook.beside.odd import oddities
from pprr.notebook.measure.chart_titles import title_of_measure
from pprr.notebook.measure.comparison import BesideOthers, beside_others
from pprr.notebook.measure.control import OverTime, over_time
from pprr.report import Report
from pprr.report.measures.held import held_of, weight_of

_LONG = {Trend.BETTER: "better", Trend.WORSE: "worse"}  # of the change against last year
_MEASURE = 4  # the level of the heading that its words stand under


class MeasureCard(TypedDict):
    """One measure: its verdict, figures, words and charts."""

    row: Measure
    with_words: bool
    now: Period
    target_label: str
    change: str | None
    long_label: str
    long_words: Mapping[Trend, str]
    long_change: str | None
    commentary: Markup
    asked_about: int
    weight: str
    held: Sequence[tuple[str, str]]
    read_from: str
    drawn: Chart | None
    over_time: OverTime | None
    others: BesideOthers | None


def measure(report: Report, row: Measure, *, with_words: bool = True) -> Html:
    """One measure: its verdict, figures, words and chart."""
    decimals = 0 if row.rated.scale > 1 else row.rated.decimals  # a change is in whole units
    printed = [
        None if change is None else formats.spoken_change(change, decimals, row.unit)
        for change in (row.move.change, row.long_move.change)
    ]
    last_year = row.figures.rated_of.previous_year
    has_long = row.figures.base != last_year and row.rated.value is not None
    return render(
        "measure.html.j2",
        **MeasureCard(
            row=row,
            with_words=with_words,
            now=report.period,
            target_label=_target_label(row, report.period),
            change=printed[0],
            long_label=last_year.label if has_long else "",
            long_words={} if row.control and row.control.variation and report.rules.trend.has_series_first else _LONG,
            long_change=printed[1],
            commentary=words(report.shown_words(row.measure_id), below=_MEASURE),
            asked_about=sum(one.is_open and one.item == row.measure_id for one in oddities(report)),
            weight=weight_of(row),
            held=held_of(row, report.period),
            read_from=_file_of(report, row),
            drawn=None if row.control else _measure_chart(report, row),
            over_time=over_time(row),
            others=beside_others(row),
        ),
    )


def _file_of(report: Report, row: Measure) -> str:
    """The name of the file that its figure was read from; blank for that of most, which the appendix lists."""
    files = [one.rated.cell.file for one in report.measures]
    usual = max(files, key=files.count)
    return "" if row.rated.cell.file == usual else row.rated.cell.file.rpartition("/")[2]


def _target_label(measure: Measure, period: Period) -> str:
    """The name of the target in force, by the period that it is of where that is not the report's."""
    of = measure.figures.rated_of
    label = "Target" if measure.target == measure.year_target or of.start != period.start else "Profiled target"
    return label if of == period else f"{label} for {of.label}"


def _measure_chart(report: Report, measure: Measure) -> Chart | None:
    columns = [
        PeriodColumn(
            period.label,
            formats.reading_parts(reading).figure,
            formats.reading(reading),
            height_of(reading),
        )
        for period, reading in measure.figures.comparable
    ]
    is_whole = len(columns) == len(report.periods)
    aim, bound = measure.target.reading, measure.target.upper or measure.target.floor
    zones, rated = report.zones(measure), measure.rated
    ends = (zones.green.low, zones.green.high, zones.amber.low, zones.amber.high) if zones else ()
    is_rate = measure.unit is Unit.PERCENTAGE or (rated.decimals > 0 and rated.scale == 1)
    return measure_chart(
        title_of_measure(report, measure),
        f"{measure.named}, {'' if is_whole else 'comparable '}{'years' if report.period.is_annual else 'periods'}",
        columns,
        target=formats.asked(measure.target, measure.entry.good_performance),
        zones=marks.Shades(*(None if end is None else float(end) for end in ends)) if ends else None,
        axis="" if not is_rate else "%" if measure.unit is Unit.PERCENTAGE else " ",
        target_height=height_of(aim) if aim else None,
        bound_height=height_of(bound) if bound else None,
        figures_at=f"{measure.measure_id}-row",
    )
