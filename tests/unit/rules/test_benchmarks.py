"""Benchmarks: ranks both ways, ties, quarters and medians; never across periods; from an extract to the page."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from builders.files import write_csv
from builders.measures import an_entry
from builders.project import EXTRACTS, PERIOD, PORTFOLIO
from builders.told import fault_at
from hypothesis import given
from hypothesis import strategies as st

from pprr import formats
from pprr.domain import (
    Cell,
    Comparator,
    Comparison,
    DataPeriod,
    Frequency,
    Kind,
    Mark,
    Missing,
    Period,
    Polarity,
    Reading,
    Severity,
    Standing,
    Unit,
)
from pprr.domain.errors import FaultsError
from pprr.formats import ordinal
from pprr.notebook.measure.card import measure
from pprr.notebook.measure.comparison import beside_others
from pprr.project import Project
from pprr.report import Report, open_report
from pprr.report.measures.held import month_alone
from pprr.report.record.record import record_of
from pprr.rules.benchmarks import compare, own_span

HIGH, LOW = Polarity.HIGH, Polarity.LOW
GROUP = "Nearest neighbours"
YEAR, LAST_YEAR = DataPeriod.parse("2019/20"), DataPeriod.parse("2018/19")


def figure(text: str, **more: object) -> Reading:
    return Reading(Unit.NUMBER, Decimal(text), 1, cell=Cell("file.csv"), **more)  # type: ignore[arg-type]


def other(
    value: str, name: str = "", *, group: str = GROUP, span: DataPeriod = YEAR, is_average: bool = False
) -> Comparator:
    return Comparator(group, name or f"Council {value}", span, figure(value), "Statistics", is_average)


def compared(
    ours: str | Reading, *others: str | Comparator, good: Polarity | None = HIGH, last: str = ""
) -> Comparison:
    own = {YEAR: figure(ours) if isinstance(ours, str) else ours}
    listed = [other(one) if isinstance(one, str) else one for one in others]
    return compare(own | ({LAST_YEAR: figure(last)} if last else {}), listed, now=YEAR, good=good, council="Ourselves")


def standing(ours: str | Reading, *others: str | Comparator, good: Polarity | None = HIGH, last: str = "") -> Standing:
    [found] = compared(ours, *others, good=good, last=last).standings
    return found


@pytest.mark.parametrize(
    ("ours", "high", "low"),
    [
        pytest.param("9", "1st of 5", "5th of 5", id="the highest"),
        pytest.param("1", "5th of 5", "1st of 5", id="the lowest"),
        pytest.param("5", "3rd of 5", "3rd of 5", id="in the middle"),
        pytest.param("8", "joint 1st of 5", "joint 4th of 5", id="level with the highest"),
        pytest.param("4", "joint 3rd of 5", "joint 2nd of 5", id="level with one within"),
        pytest.param("8.04", "joint 1st of 5", "joint 4th of 5", id="level as printed"),
        pytest.param("8.05", "1st of 5", "5th of 5", id="not level as printed"),
    ],
)
def test_the_place_among_others(ours: str, high: str, low: str) -> None:
    found = [formats.place(standing(ours, "2", "4", "6", "8", good=good)) for good in (HIGH, LOW)]
    assert found == [high, low]


def test_equals_share_the_best_of_their_places() -> None:
    assert formats.place(standing("5", "9", "8", "5", "5", "1")) == "joint 3rd of 6"


@pytest.mark.parametrize(
    ("rank", "count", "quarter"),
    [
        pytest.param(2, 8, 1, id="2nd of 8: exactly a quarter"),
        pytest.param(3, 8, 2, id="3rd of 8: just beyond"),
        pytest.param(2, 10, 1, id="2nd of 10"),
        pytest.param(3, 10, 2, id="3rd of 10: 3 would be more than a quarter"),
        pytest.param(5, 10, 2, id="5th of 10: exactly a half"),
        pytest.param(6, 10, 3, id="6th of 10"),
        pytest.param(7, 10, 3, id="7th of 10"),
        pytest.param(8, 10, 4, id="8th of 10"),
        pytest.param(1, 4, 1, id="1st of 4"),
        pytest.param(4, 4, 4, id="4th of 4"),
        pytest.param(1, 3, None, id="too few for quarters"),
    ],
)
def test_the_quarter_of_the_places(rank: int, count: int, quarter: int | None) -> None:
    others = [str(place) for place in range(count, 0, -1) if place != count + 1 - rank]
    found = standing(str(count + 1 - rank), *others)
    assert (found.rank, found.count, found.quarter) == (rank, count, quarter)


@pytest.mark.parametrize(
    ("others", "quarter"),
    [
        pytest.param(["5", "4", "3", "2", "1", "1", "1"], 1, id="joint 1st and 2nd of 8: one quarter"),
        pytest.param(["5", "5", "3", "2", "1", "1", "1"], None, id="joint 1st to 3rd of 8: over two"),
    ],
)
def test_a_tie_over_two_quarters_is_in_neither(others: list[str], quarter: int | None) -> None:
    assert standing("5", *others).quarter == quarter


@pytest.mark.parametrize(
    ("others", "median", "difference"),
    [
        pytest.param(["2", "4", "9"], 4, 1, id="odd: the middle one"),
        pytest.param(["2", "4", "5", "9"], Fraction(9, 2), Fraction(1, 2), id="even: between the middle two"),
        pytest.param(["7"], 7, -2, id="one"),
    ],
)
def test_the_median_is_that_of_the_others(others: list[str], median: Fraction, difference: Fraction) -> None:
    found = standing("5", *others)
    assert (found.median, found.difference) == (median, difference)


def test_averages_and_our_own_figure_are_shown_and_not_ranked() -> None:
    found = compared("5", "4", other("9", "England average", is_average=True), other("6", "OURSELVES"))
    assert [(one.is_average, one.is_own) for one in found.comparators] == [
        (False, False),
        (True, False),
        (False, True),
    ]
    assert [(one.rank, one.count) for one in found.standings] == [(1, 2)]


def test_a_group_of_averages_alone_has_no_place() -> None:
    assert compared("5", other("9", "England average", is_average=True)).standings == ()


def test_figures_of_another_period_are_not_ranked() -> None:
    found = standing("5", other("4", span=LAST_YEAR), other("6", span=LAST_YEAR))
    assert (found.rank, found.median, found.reason) == (
        None,
        None,
        "the group's latest figures are for 2018/19, and this council has no exact one for that",
    )


def test_an_earlier_period_is_compared_with_our_own_figure_of_it() -> None:
    found = standing("9", other("4", span=LAST_YEAR), other("6", span=LAST_YEAR), last="5")
    assert (found.span, found.rank, found.difference) == (LAST_YEAR, 2, 0)


def test_the_reports_own_period_comes_before_earlier_ones() -> None:
    found = standing("5", other("4"), other("1", "A", span=LAST_YEAR), other("2", "B", span=LAST_YEAR), last="9")
    assert (found.span, found.rank, found.count) == (YEAR, 1, 2)


@pytest.mark.parametrize(
    "ours",
    [
        pytest.param(Reading(Unit.NUMBER, missing=Missing.NOT_AVAILABLE), id="no figure"),
        pytest.param(figure("5", figure_period="2016"), id="of another period"),
        pytest.param(figure("5", comparator="<"), id="a bound"),
        pytest.param(figure("5", mark=Mark.FORECAST), id="a forecast"),
    ],
)
def test_what_is_not_our_exact_figure_is_not_ranked(ours: Reading) -> None:
    assert standing(ours, "4", "6").rank is None


def test_a_provisional_figure_is_ranked() -> None:
    assert standing(figure("5", mark=Mark.PROVISIONAL), "4", "6").rank == 2


def test_without_a_good_direction_there_is_a_difference_and_no_rank() -> None:
    found = standing("5", "4", "8", good=None)
    assert (found.rank, found.quarter, found.difference) == (None, None, -1)
    assert found.reason == "neither a high nor a low figure is said to be good"


def test_a_state_on_a_day_is_of_the_day_its_period_ends_on() -> None:
    day = other("4", span=DataPeriod.parse("31 March 2020"))
    ranks = [
        compare({YEAR: figure("5")}, [day], now=YEAR, good=HIGH, is_state=is_state).standings[0].rank
        for is_state in (True, False)
    ]
    assert ranks == [1, None]


@pytest.mark.parametrize(
    ("kind", "period", "expected"),
    [
        pytest.param(Kind.ANNUAL, "2019-20-annual", "2019/20", id="year"),
        pytest.param(Kind.CUMULATIVE, "2019-20-q2", "April to September 2019", id="running total"),
        pytest.param(Kind.QUARTER, "2019-20-q2", "2019/20 Q2", id="a quarter's own"),
        pytest.param(Kind.QUARTER, "2019-20-annual", "2019/20", id="a quarter's own, at the year's end"),
        pytest.param(Kind.ROLLING, "2019-20-q3", "12 months to December 2019", id="rolling year"),
        pytest.param(Kind.ROLLING, "2019-20-q1", "12 months to June 2019", id="rolling year in summer"),
        pytest.param(Kind.ROLLING, "2019-20-annual", "2019/20", id="rolling year at the year's end"),
    ],
)
def test_the_days_that_our_own_figure_is_of(kind: Kind, period: str, expected: str) -> None:
    assert own_span(kind, Period.parse(period)) == DataPeriod.parse(expected)


values = st.lists(st.integers(0, 30).map(str), min_size=1, max_size=20)


@given(st.integers(0, 30).map(str), values, st.sampled_from([HIGH, LOW]))
def test_the_place_agrees_with_an_ordered_list(ours: str, others: list[str], good: Polarity) -> None:
    listed = [other(value, f"Council {at}") for at, value in enumerate(others)]
    ordered = sorted([*map(int, others), int(ours)], reverse=good is HIGH)
    found = standing(ours, *listed, good=good)
    assert (found.rank, found.is_joint) == (ordered.index(int(ours)) + 1, ordered.count(int(ours)) > 1)


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"), (21, "21st")],
)
def test_a_place_in_words(number: int, words: str) -> None:
    assert ordinal(number) == words


HEADER = ["measure_id", "group", "name", "period", "value", "source"]
MEASURE = "CFE1.3"  # a percentage where high is good: 87.0% in 2018/19, 93.0% in 2019/20
SOURCE = "Made-up statistics"


def with_comparators(project: Project, *rows: Sequence[str]) -> Project:
    """The project with those figures of other councils: group, name, period, value."""
    listed = [[MEASURE, *row, SOURCE] for row in rows]
    write_csv(project.root / EXTRACTS / "comparators.csv", [HEADER, *listed])
    sources = project.root / EXTRACTS / "sources.toml"
    text = sources.read_text(encoding="utf-8") + '\n[comparators]\nfile = "comparators.csv"\n'
    sources.write_text(text, encoding="utf-8")
    return project


def report(project: Project, *rows: Sequence[str]) -> Report:
    return open_report(PORTFOLIO, PERIOD, project=with_comparators(project, *rows))


THREE = ((GROUP, "Northborough", "2019/20", "90.0%"), (GROUP, "Southborough", "2019/20", "95.5%"))


def test_the_page_says_where_a_measure_stands(project_copy: Project) -> None:
    shown = beside_others(
        report(project_copy, *THREE, ("England", "England average", "2019/20", "91.0%")).measure(MEASURE)
    )
    assert shown is not None
    assert shown.sentences == (
        (f"{GROUP}, 2019/20", "2nd of 3. It is 0.25 percentage points better than the median of the others, 92.75%."),
        ("England average, 2019/20", "91.0%; this council is 2.0 percentage points better."),
    )
    assert shown.header[:3] == ("Compared with", "Figure, 2019/20", "This council against it, percentage points")
    assert [row[:3] for row in shown.listed] == [
        ("Northborough", "90.0%", "3.0 better"),
        ("Southborough", "95.5%", "2.5 worse"),
        ("England average", "91.0%", "2.0 better"),
    ]
    assert shown.drawn is not None


@pytest.mark.parametrize(
    ("kind", "frequency", "period", "expected"),
    [
        pytest.param(Kind.SNAPSHOT, Frequency.MONTHLY, "2019/20", "March 2020", id="a month beside a year"),
        pytest.param(Kind.SNAPSHOT, Frequency.MONTHLY, "March 2020", "", id="a month beside a month"),
        pytest.param(Kind.SNAPSHOT, Frequency.MONTHLY, "31 March 2020", "", id="beside a day"),
        pytest.param(Kind.SNAPSHOT, Frequency.QUARTERLY, "2019/20", "", id="not of a month"),
        pytest.param(Kind.ANNUAL, Frequency.ANNUAL, "2019/20", "", id="a year beside a year"),
    ],
)
def test_a_month_of_ours_beside_a_year_of_others(kind: Kind, frequency: Frequency, period: str, expected: str) -> None:
    assert month_alone(an_entry(kind=kind, frequency=frequency), DataPeriod.parse(period)) == expected


def test_the_page_says_that_ours_is_of_a_month_alone(project_copy: Project) -> None:
    found = report(project_copy, *THREE, ("England", "England average", "2019/20", "91.0%")).measure(MEASURE)
    monthly = replace(found.entry, kind=Kind.SNAPSHOT, frequency=Frequency.MONTHLY)
    shown = beside_others(replace(found, entry=monthly))
    assert shown is not None
    ours = "2019/20 (ours: March 2020 alone)"
    assert [who for who, _ in shown.sentences] == [f"{GROUP}, {ours}", f"England average, {ours}"]


def test_groups_and_periods_are_columns_where_there_are_several(project_copy: Project) -> None:
    shown = beside_others(report(project_copy, *THREE, ("Core", "Eastborough", "2018/19", "88.0%")).measure(MEASURE))
    assert shown is not None
    assert shown.header[:4] == ("Compared with", "Group", "Period", "Figure")
    assert ("Northborough", GROUP, "2019/20", "90.0%") in [row[:4] for row in shown.listed]


def test_an_average_is_told_with_its_group(project_copy: Project) -> None:
    regions = [(region, "Average", "2019/20", "93.0%") for region in ("North West", "England")]
    shown = beside_others(report(project_copy, *regions).measure(MEASURE))
    assert shown is not None
    assert shown.sentences == (
        ("North West: Average, 2019/20", "93.0%; this council is the same."),
        ("England: Average, 2019/20", "93.0%; this council is the same."),
    )
    assert shown.listed == (), "a sentence says each of them"


def test_the_page_says_when_a_group_is_of_an_earlier_period(project_copy: Project) -> None:
    shown = beside_others(report(project_copy, (GROUP, "Northborough", "2018/19", "90.0%")).measure(MEASURE))
    assert shown is not None
    [(who, said)] = shown.sentences
    assert (who, said) == (
        f"{GROUP}, 2018/19",
        "the group has none for 2019/20 yet; in 2018/19 87.0% was 2nd of 2. It was 3.0 percentage points worse than "
        "the median of the others, 90.0%.",
    )


def test_a_group_that_cannot_be_compared_is_shown_and_not_drawn(project_copy: Project) -> None:
    made = report(project_copy, (GROUP, "Northborough", "2016/17", "90.0%"))
    shown = beside_others(made.measure(MEASURE))
    assert shown is not None
    assert [who for who, _ in shown.sentences] == [GROUP]
    assert [row[2] for row in shown.listed] == ["Not compared"]
    assert shown.drawn is None
    # A plain table, which nobody has to open.
    beside = measure(made, made.measure(MEASURE)).text.partition("Beside other councils")[2]
    assert "Northborough</th>" in beside
    assert "<details>" not in beside


def test_a_measure_without_comparators_shows_nothing_of_them(project_copy: Project) -> None:
    found = report(project_copy, *THREE)
    assert {beside_others(found.measure(name)) for name in found.measure_ids if name != MEASURE} == {None}


def test_comparators_and_places_are_downloads(project_copy: Project) -> None:
    held = record_of(report(project_copy, *THREE))["tables"]
    names = [column["name"] for column in held["standings"]["columns"]]
    [place] = [dict(zip(names, row, strict=True)) for row in held["standings"]["rows"]]
    assert (place["rank"], place["councils"], place["median"], place["difference"]) == (2, 3, "92.75", "0.25")
    assert [row[2] for row in held["comparators"]["rows"]] == ["Northborough", "Southborough"]


def test_a_report_without_comparators_has_no_tables_of_them(project_copy: Project) -> None:
    held = record_of(open_report(PORTFOLIO, PERIOD, project=project_copy))["tables"]
    assert {"comparators", "standings"} & set(held) == set()


def test_another_figure_of_our_own_is_queried(project_copy: Project) -> None:
    council = project_copy.settings.organisation.name
    found = report(project_copy, *THREE, (GROUP, council, "2019/20", "92.0%"), (GROUP, council, "2018/19", "87.0%"))
    [query] = [query for query in found.queries if query.kind == "own figure differs"]
    assert (query.severity, query.item) == (Severity.WARNING, MEASURE)
    assert query.found.startswith(f"{SOURCE} has 92.0% for {council} in 2019/20")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param(("", "A", "2019/20", "90%"), fault_at('"group"', "cell-blank"), id="no group"),
        pytest.param((GROUP, "", "2019/20", "90%"), fault_at('"name"', "cell-blank"), id="no name"),
        pytest.param((GROUP, "A", "", "90%"), fault_at('"period"', "cell-blank"), id="no period"),
        pytest.param(
            (GROUP, "A", "2019/20", "many"), fault_at('"value"', "cell-unreadable", text="many"), id="no figure"
        ),
        pytest.param(
            (GROUP, "northborough", "2019/20", "91%"),
            fault_at('"name"', "comparator-twice", measure=MEASURE, name="northborough", end="2020-03-31", row=2),
            id="a council twice",
        ),
    ],
)
def test_a_comparator_that_cannot_be_used_is_a_fault(
    project_copy: Project, row: tuple[str, str, str, str], expected: str
) -> None:
    with pytest.raises(FaultsError) as error:
        report(project_copy, *THREE, row)
    [fault] = error.value.faults
    assert f"comparators.csv, row 4, {expected}" in str(fault)


def test_a_comparator_without_a_figure_is_left_out_and_noted(project_copy: Project) -> None:
    found = report(project_copy, *THREE, (GROUP, "Eastborough", "2019/20", "Not available"))
    assert len(found.measure(MEASURE).comparison.comparators) == 2
    assert [query.found for query in found.queries if query.kind == "comparator left out"] == [
        'the figure of Eastborough for 2019/20 is "Not available".'
    ]
