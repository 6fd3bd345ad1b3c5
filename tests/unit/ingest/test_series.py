"""Series: from an extract to points, with every fault and query about them; and their tables in the record."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from builders.files import change_rows, rewrite_csv, write_csv
from builders.project import AGREEMENT, EXTRACTS, PERIOD, PORTFOLIO
from builders.told import fault_at, sentence

from pprr.domain import Assurance, DataPeriod, Severity, Variation, follows, months_in
from pprr.domain.errors import FaultsError
from pprr.domain.table import records
from pprr.ingest.clean import Cleaned, clean
from pprr.notebook import definitions
from pprr.notebook.measure.control import over_time
from pprr.project import Project
from pprr.report import Report, open_report
from pprr.report.record.record import record_of, table_names

HEADER = ["measure_id", "period", "value"]
MONTHS = [f"{2018 + (at + 3) // 12}-{(at + 3) % 12 + 1:02d}" for at in range(24)]
MEASURE = "CFE1.3"  # a percentage of one decimal where high is good; its target is 90.0%


def with_series(project: Project, points: Sequence[tuple[str, str]], *, measure: str = MEASURE) -> Project:
    """The project with those points of one measure in an extract of series."""
    write_csv(project.root / EXTRACTS / "series.csv", [HEADER, *([measure, *point] for point in points)])
    sources = project.root / EXTRACTS / "sources.toml"
    sources.write_text(sources.read_text(encoding="utf-8") + '\n[series]\nfile = "series.csv"\n', encoding="utf-8")
    return project


def cleaned(project: Project, points: Sequence[tuple[str, str]], *, measure: str = MEASURE) -> Cleaned:
    return clean(with_series(project, points, measure=measure), PERIOD)


def faults(project: Project, points: Sequence[tuple[str, str]], *, measure: str = MEASURE) -> list[str]:
    with pytest.raises(FaultsError) as error:
        cleaned(project, points, measure=measure)
    return [str(fault).partition("series.csv, ")[2] for fault in error.value.faults]


def told(project: Project, points: Sequence[tuple[str, str]]) -> list[tuple[Severity, str, str]]:
    return [
        (query.severity, query.kind, query.found)
        for query in cleaned(project, points).queries
        if query.item == MEASURE and "series.csv" in query.source
    ]


@pytest.mark.parametrize(
    ("text", "months"),
    [
        pytest.param("April 2019", 1, id="month"),
        pytest.param("2019/20 Q4", 3, id="quarter"),
        pytest.param("2019/20 H1", 6, id="half-year"),
        pytest.param("2019/20", 12, id="year"),
        pytest.param("31 March 2020", 0, id="day"),
        pytest.param("12 months to 15 March 2020", 0, id="from the middle of a month"),
    ],
)
def test_how_many_months_a_period_is(text: str, months: int) -> None:
    assert months_in(DataPeriod.parse(text)) == months


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        pytest.param("December 2019", "January 2020", True, id="months over the year's end"),
        pytest.param("2019/20 Q4", "2020/21 Q1", True, id="quarters over the financial year's end"),
        pytest.param("April 2019", "June 2019", False, id="a month between them"),
        pytest.param("12 months to April 2019", "12 months to May 2019", False, id="rolling years overlap"),
    ],
)
def test_whether_a_period_follows_another(earlier: str, later: str, expected: bool) -> None:
    assert follows(DataPeriod.parse(later), DataPeriod.parse(earlier)) is expected


@pytest.mark.parametrize(
    ("mapping", "cell", "expected"),
    [
        pytest.param('marks = { "#" = "provisional" }', "8.5% #", ("8.5", "provisional", "8.5% #"), id="a mark"),
        pytest.param('status_words = { "Orange" = "Amber" }', "Orange 8.5%", ("8.5", "", "Orange 8.5%"), id="a status"),
        pytest.param('percentages = "fractions"', "0.085", ("8.5", "", "0.085"), id="a fraction"),
        pytest.param('percentages = "fractions"', "0.085 (p)", ("8.5", "provisional", "0.085 (p)"), id="a marked one"),
    ],
)
def test_the_words_of_sources_toml_hold_in_a_series_too(
    project_copy: Project, mapping: str, cell: str, expected: tuple[str, str, str]
) -> None:
    sources = with_series(project_copy, [("2019-04", cell)]).root / EXTRACTS / "sources.toml"
    sources.write_text(f"{sources.read_text(encoding='utf-8')}{mapping}\n", encoding="utf-8")
    found = clean(project_copy, PERIOD)
    assert [(f"{row['value'].normalize()}", row["mark"], row["text"]) for row in records(found.tables["series"])] == [
        expected
    ]
    assert [query.kind for query in found.queries if "series.csv" in query.source] == []


def test_points_are_read_in_the_order_of_time(project_copy: Project) -> None:
    table = cleaned(project_copy, [("2019-05", "9.5%"), ("2019-04", "8.25%")]).tables["series"]
    shown = [(row["period"], row["start"], row["end"], row["value"], row["row"]) for row in records(table)]
    assert shown == [
        ("April 2019", "2019-04-01", "2019-04-30", Decimal("8.25"), 3),
        ("May 2019", "2019-05-01", "2019-05-31", Decimal("9.5"), 2),
    ]


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        pytest.param(
            [("2019-04", "8%"), ("April 2019", "9%")],
            fault_at('row 3, "value"', "point-twice", measure=MEASURE, period="April 2019", row=2),
            id="a point twice",
        ),
        pytest.param(
            [("2018-19-q4", "8%"), ("2019-04", "9%")],
            fault_at(
                'row 2, "value"',
                "points-of-unlike-length",
                measure=MEASURE,
                period="2018/19 Q4",
                latest="April 2019",
            ),
            id="a quarter among months",
        ),
        pytest.param(
            [("spring", "8%")],
            fault_at('row 2, "period"', "cell-unreadable", text="spring") + " a period",
            id="no period",
        ),
        pytest.param(
            [("31 March 2020", "8%")],
            fault_at(
                'row 2, "period"',
                "cell-unreadable",
                text="31 March 2020",
                expected="a month, a quarter, a half-year or a year",
            ),
            id="a day",
        ),
        pytest.param(
            [("12 months to March 2020", "8%"), ("12 months to April 2020", "8%")],
            fault_at(
                'row 3, "value"',
                "points-overlap",
                measure=MEASURE,
                before="2019/20",
                now="12 months to April 2020",
            ),
            id="rolling years",
        ),
        pytest.param([("2019-04", "")], fault_at('row 2, "value"', "cell-blank"), id="blank"),
        pytest.param(
            [("2019-04", "8% 2016")],
            fault_at('row 2, "value"', "figure-with-a-period", text="8% 2016"),
            id="a figure with a period",
        ),
        pytest.param(
            [("2019-04", "120 135")],
            fault_at(
                'row 2, "value"',
                "cell-unreadable",
                text="120 135",
                expected="a figure with commas between thousands, since a space may part two figures",
            ),
            id="a space that may part two figures",
        ),
    ],
)
def test_a_point_that_cannot_be_used_is_a_fault(
    project_copy: Project, points: list[tuple[str, str]], expected: str
) -> None:
    [fault] = faults(project_copy, points)
    assert fault.startswith(expected)


def test_a_series_of_no_measure_is_a_fault(project_copy: Project) -> None:
    [fault] = faults(project_copy, [("2019-04", "8")], measure="CFE9.9")
    assert fault == fault_at('row 2, "measure_id"', "unknown-measure", remedy="series", measure="CFE9.9")


def test_a_fault_of_one_portfolios_series_spares_the_other(two_portfolios: Project) -> None:
    found = cleaned(two_portfolios, [("2019-04", "x")])
    assert {fault.portfolio for fault in found.faults} == {PORTFOLIO}


def test_a_period_at_which_limits_start_anew_must_be_one(project_copy: Project) -> None:
    register = project_copy.root / AGREEMENT / "measures.csv"
    change_rows(register, lambda rows: [[*row, "" if at else "rebase"] for at, row in enumerate(rows)])
    row = rewrite_csv(register, MEASURE, "rebase", "2019-04; spring")
    with pytest.raises(FaultsError, match=rf'measures.csv, row {row}, "rebase": "spring" is no period of data'):
        cleaned(project_copy, [("2019-04", "8%")])


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        pytest.param([("2019-04", "8%"), ("2019-05", "9%")], [], id="whole"),
        pytest.param([("Apr-19", "8%"), ("May-19", "9%")], [], id="Excel's short months"),
        pytest.param([("2019-20;Q1", "8%"), ("Jul-Sep 2019", "9%")], [], id="quarters however they are named"),
        pytest.param(
            [("2019-04", "8%"), ("2019-07", "9%"), ("2019-08", "9%"), ("2019-10", "9%")],
            [
                (
                    Severity.NOTE,
                    "gap in a series",
                    sentence("gap-in-a-series", gaps="April 2019 and July 2019, August 2019 and October 2019"),
                )
            ],
            id="gaps",
        ),
        pytest.param(
            [("2019-04", "8%"), ("2019-05", "Not available")],
            [(Severity.NOTE, "point left out", sentence("point-left-out", value="Not available", period="2019-05"))],
            id="a point without a figure",
        ),
        pytest.param(
            [("2019-04", "8%"), ("2019-05", "0.09"), ("2019-06", "0.08")],
            [
                (
                    Severity.BLOCKING,
                    "perhaps a fraction",
                    sentence("perhaps-a-fraction", case="column", text="0.09"),
                )
            ],
            id="perhaps fractions, said once",
        ),
        pytest.param(
            [("2018", "8%"), ("2019", "9%")],
            [
                (
                    Severity.WARNING,
                    "period assumed",
                    sentence("period-assumed", assumed="the calendar year 2018, January to December"),
                )
            ],
            id="calendar years, said once",
        ),
    ],
)
def test_what_is_odd_in_a_series_is_queried(
    project_copy: Project, points: list[tuple[str, str]], expected: list[tuple[Severity, str, str]]
) -> None:
    assert told(project_copy, points) == expected


def report(project: Project, values: Sequence[str]) -> Report:
    points = [(month, f"{value}%") for month, value in zip(MONTHS, values, strict=False) if value]
    return open_report(PORTFOLIO, PERIOD, project=with_series(project, points))


def test_the_page_says_what_a_series_says(project_copy: Project) -> None:
    row = report(project_copy, [*["4.0", "6.0"] * 6, "99.0"]).measure(MEASURE)
    shown = over_time(row)
    assert shown is not None
    assert shown.verdict == row.control.variation + ": the latest point, April 2019, is above the limits."
    # 12 points of 60 in all and one of 99: 159 / 13; the changes 11 * 2 + 93 over 12, times 2.66.
    assert shown.sentences[0] == "Mean 12.2%, usual range up to 37.7%, from 13 points, April 2018 to April 2019."
    assert shown.drawn.shows == f"{row.code}, each month and the usual range"
    assert shown.drawn.note == "; lines where years begin"
    # What the usual range would bring is not said of a measure that has just left it.
    assert row.control.assurance is not None
    assert len(shown.sentences) == 1


def test_a_chart_names_a_measure_whose_code_others_share(project_copy: Project) -> None:
    row = report(project_copy, ["4.0", "6.0"] * 6).measure(MEASURE)
    shown = over_time(replace(row, called=f"{row.code}-{MEASURE}"))
    assert shown is not None
    assert shown.drawn.shows == f"{row.name}, each month and the usual range"


@pytest.mark.parametrize(
    ("values", "explained"),
    [
        pytest.param(["4.0", "6.0"] * 6, True, id="a verdict"),
        pytest.param(["4.0", "6.0"] * 4, False, id="too few points for one"),
        pytest.param([], False, id="no series"),
    ],
)
def test_the_usual_ups_and_downs_are_explained_before_they_are_first_spoken_of(
    project_copy: Project, values: list[str], explained: bool
) -> None:
    assert ('"Only the usual ups and downs" means' in str(definitions(report(project_copy, values)))) is explained


def test_usual_ups_and_downs_say_what_follows_from_them(project_copy: Project) -> None:
    shown = over_time(report(project_copy, ["4.0", "6.0"] * 6).measure(MEASURE))
    assert shown is not None
    assert shown.verdict == "Only the usual ups and downs: no sign of a real change now."
    assert any("the usual range meets" in sentence for sentence in shown.sentences)


def test_changes_before_the_usual_ups_and_downs_are_counted(project_copy: Project) -> None:
    shown = over_time(report(project_copy, [*["4.0", "6.0"] * 3, "99.0", *["4.0", "6.0"] * 3]).measure(MEASURE))
    assert shown is not None
    assert shown.verdict == "Only the usual ups and downs: no sign of a real change now."
    assert "There was one before: 1 of the 13 points, October 2018." in shown.sentences


def test_too_few_points_are_said_and_nothing_else(project_copy: Project) -> None:
    shown = over_time(report(project_copy, ["4.0", "6.0"] * 4).measure(MEASURE))
    assert shown is not None
    assert (shown.verdict, shown.sentences) == (
        "8 points: at least 12 are needed to tell signal from noise.",
        (),
    )


def test_a_measure_without_a_series_shows_nothing_of_it(project_copy: Project) -> None:
    found = report(project_copy, ["4.0", "6.0"] * 6)
    others = [name for name in found.measure_ids if name != MEASURE]
    assert {over_time(found.measure(name)) for name in others} == {None}


def test_series_and_verdicts_are_downloads(project_copy: Project) -> None:
    found = report(project_copy, [*["4.0", "6.0"] * 6, "99.0"])
    held = record_of(found)["tables"]
    assert list(table_names(found)) == record_of(found)["order"]
    series, control = (
        [
            dict(zip([column["name"] for column in held[name]["columns"]], row, strict=True))
            for row in held[name]["rows"]
        ]
        for name in ("series", "control")
    )
    assert [row["value"] for row in series] == ["4", "6"] * 6 + ["99"]
    assert [row["signals"] for row in series] == [
        *["lower: one of 7 or more in a row on one side of the mean"] * 12,
        "higher: outside the limits",
    ]
    [verdict] = control
    assert (verdict["points"], verdict["latest"], verdict["mean"]) == (13, "April 2019", "12.2308")
    assert verdict["variation"] == Variation.BETTER
    assert verdict["assurance"] == Assurance.OUT_OF_REACH


def test_a_report_without_series_has_no_tables_of_them(project_copy: Project) -> None:
    found = open_report(PORTFOLIO, PERIOD, project=project_copy)
    held = record_of(found)["tables"]
    assert list(table_names(found)) == record_of(found)["order"]
    assert {"series", "control"} & set(held) == set()
