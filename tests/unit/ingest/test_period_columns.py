"""Periods in labels and rows; and, through a whole period, what a layout says of its figures and totals."""

from pathlib import Path

import pytest
from builders.files import read_workbook, replace_text, write_workbook
from builders.project import EXTRACTS, PERFORMANCE, PERIOD, PORTFOLIO
from builders.told import sentence

from pprr.domain import Period, Severity
from pprr.domain.errors import FaultsError
from pprr.domain.table import records
from pprr.ingest.clean import clean
from pprr.ingest.mapping.header import Problem
from pprr.ingest.mapping.measure_layouts import PerformanceLayout
from pprr.ingest.mapping.period_labels import match_labels, period_of, second_columns
from pprr.project import Project

SOURCES = EXTRACTS / "sources.toml"
MAP = """[performance.actuals]
2017-18-annual = "2017/18 Actual"
2018-19-annual = "2018/19 Actual"
2019-20-annual = "2019/20 Actual"
"""


@pytest.mark.parametrize(
    ("text", "edition", "expected"),
    [
        pytest.param("2018/19", "2019-20-q3", "2018-19-annual", id="a year"),
        pytest.param("2019-20 Q1", "2019-20-q3", "2019-20-q1", id="a quarter and its year"),
        pytest.param("Q2", "2019-20-q3", "2019-20-q2", id="a quarter of the edition's year"),
        pytest.param("Q4", "2019-20-annual", "2019-20-annual", id="the last quarter"),
        pytest.param("Mid-Year", "2019-20-q3", "2019-20-q2", id="mid-year"),
        pytest.param("December 2019", "2019-20-q3", "2019-20-q3", id="a month and its year"),
        pytest.param("Sep", "2019-20-q3", "2019-20-q2", id="a month of the edition's year"),
        pytest.param("Mar", "2019-20-annual", "2019-20-annual", id="the year's last month"),
        pytest.param("Mar-19", "2019-20-annual", "2018-19-annual", id="last year's last month"),
        pytest.param("May", "2019-20-q3", None, id="a month within a quarter"),
        pytest.param("Ma", "2019-20-q3", None, id="two months at once"),
        pytest.param("Target", "2019-20-q3", None, id="no period"),
        pytest.param("", "2019-20-annual", None, id="nothing"),
        pytest.param("2019/21", "2019-20-q3", None, id="no financial year"),
    ],
)
def test_a_label_means_a_period_or_none(text: str, edition: str, expected: str | None) -> None:
    period = period_of(text, Period.parse(edition))
    assert (str(period) if period else None) == expected


@pytest.mark.parametrize(
    ("labels", "pattern", "expected"),
    [
        pytest.param(
            ["Code", "2018/19 Actual", "2019/20 Actual", "2020/21 Actual", "Target Actual"],
            "{period} Actual",
            {"2018-19-annual": "2018/19 Actual", "2019-20-q2": "Q2 Actual"},
            id="years and quarters",
        ),
        pytest.param(["Q1", "Q2", "Q3", "Q4"], "{period}", {"2019-20-q1": "Q1", "2019-20-q2": "Q2"}, id="quarters"),
        pytest.param(
            ["Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct"],
            "{period}",
            {"2019-20-q1": "Jun", "2019-20-q2": "Sep"},
            id="a column a month: those that end a reporting point",
        ),
        pytest.param(["RESULT 2018/19"], "Result {period}", {"2018-19-annual": "RESULT 2018/19"}, id="capitals"),
        pytest.param(["Actual (2018/19)"], "Actual ({period})", {"2018-19-annual": "Actual (2018/19)"}, id="brackets"),
        pytest.param(["Code"], "{period} Actual", 'no column fits "{period} Actual"', id="no column fits"),
        pytest.param(
            ["2018/19 / Jun", "2018/19 / Mar", "2018/19 / May"],
            "{period}",
            {"2018-19-annual": "2018/19 / Mar", "2018-19-q1": "2018/19 / Jun"},
            id="months below their year",
        ),
        pytest.param(
            ["Quarter 1", "Qtr 2"], "{period}", {"2019-20-q1": "Quarter 1", "2019-20-q2": "Qtr 2"}, id="in full"
        ),
        pytest.param(["Q1", "June"], "{period}", '"Q1" and "June" both fit', id="two columns of one period"),
    ],
)
def test_a_pattern_finds_the_columns_up_to_the_edition(
    labels: list[str], pattern: str, expected: dict[str, str] | str
) -> None:
    if isinstance(expected, dict) and "2019-20-q2" in expected and expected["2019-20-q2"] not in labels:
        labels = [*labels, expected["2019-20-q2"]]
    found = match_labels(labels, pattern, Period.parse("2019-20-q2"))
    if isinstance(expected, str):
        assert isinstance(found, Problem)
        assert expected in found.found
    else:
        assert found == expected


@pytest.mark.parametrize(
    ("actuals", "others", "expected"),
    [
        pytest.param("2019/20 Q2 Actual", ["2019/20 Q2 Actual (revised)"], [0], id="revised"),
        pytest.param("Q2", ["2019/20 Q2 final result"], [0], id="the year said, and other words for the same"),
        pytest.param("Sep", ["Q2 Actual"], [0], id="a month that ends a quarter"),
        pytest.param("Q2", ["Q2 (amended)", "Restated figure", "Owner"], [0, 1], id="with and without a period"),
        pytest.param("2019/20 Q2 Actual", ["2019/20 Q2 Actual"], [], id="the column itself"),
        pytest.param("2019/20 Q2 Actual", ["2019/20 Q2 Target", "Q2 RAG", "Q2 numerator"], [], id="other kinds"),
        pytest.param("2019/20 Q2 Actual", ["2019/20 Q1 Actual"], [], id="a period that nobody wants"),
        pytest.param("Actual", ["Actual (restated)", "Actual spend", "Target", ""], [0], id="no period in labels"),
        pytest.param("2019/20 Q2 Actual", ["Comments", "Measure"], [], id="no figures"),
    ],
)
def test_a_second_column_of_a_period_is_told_by_its_words(actuals: str, others: list[str], expected: list[int]) -> None:
    layout = PerformanceLayout.model_validate({"file": "p.csv", "actuals": {"2019-20-q2": actuals}})
    edition = Period.parse("2019-20-q2")
    found = list(second_columns(["Code", actuals, *others], layout, edition))
    assert found == [(others[place], actuals) for place in expected]
    silent = layout.model_copy(update={"ignore": tuple(f"{other[:6]}*" for other in others if other)})
    assert list(second_columns(["Code", actuals, *others], silent, edition)) == []


@pytest.mark.parametrize("key", ["", 'ignore = "* (revised)"'])
def test_a_second_column_is_a_note_until_a_key_says_that_it_is_left_out(project_copy: Project, key: str) -> None:
    sheet, rows = read_workbook(project_copy.root / PERFORMANCE)
    wider = [[*row, "2019/20 Actual (revised)" if number == 2 else ""] for number, row in enumerate(rows)]
    write_workbook(project_copy.root / PERFORMANCE, wider, sheet=sheet)
    replace_text(project_copy.root / SOURCES, "header_row = 3", f"header_row = 3\n{key}")
    found = [query for query in clean(project_copy, PERIOD).queries if query.key == "column-left-out"]
    assert [(query.portfolio, query.severity, query.fields["label"]) for query in found] == (
        [] if key else [("", Severity.NOTE, "2019/20 Actual (revised)")]
    )


@pytest.mark.parametrize(
    ("label", "text", "key", "expected"),
    [
        pytest.param("Caveat", "do not publish", "", ["Caveat"], id="words that nobody maps"),
        pytest.param("Flag", "p", "", ["Flag"], id="marks of one letter"),
        pytest.param("Flag", "y", "", [], id="a letter that says nothing"),
        pytest.param("Caveat", "do not publish", 'ignore = "Cav*"', [], id="left out on purpose"),
        pytest.param("Caveat", "do not publish", "notes = false", [], id="no notes at all"),
        pytest.param("2018/19 Q1", "Not available", "", [], id="another period without a figure"),
        pytest.param("Weight", "664 kg", "", [], id="figures with a unit"),
        pytest.param("As at", "31/03/2019", "", ["As at"], id="a day of the figure"),
        pytest.param("RAG", "G", "", ["RAG"], id="a status of one letter"),
        pytest.param("Confidential?", "Y", "", ["Confidential?"], id="a yes"),
        pytest.param("Sign", "<", "", ["Sign"], id="a sign of its own"),
        pytest.param("Scale", "000s", "", ["Scale"], id="a scale of its own"),
        pytest.param("Denominator", "40", "", ["Denominator"], id="a count"),
        pytest.param("Denominator", "40", 'ignore = "Den*"', [], id="a count that is left out on purpose"),
        pytest.param("Order", "40", "", [], id="a number of something else"),
        pytest.param("As at", "n/a", "", [], id="no day"),
        pytest.param("Title", "", "", [], id="what the register says, too"),
    ],
)
def test_words_in_a_labelled_column_are_a_note_until_a_key_says_that_they_are_left_out(
    project_copy: Project, label: str, text: str, key: str, expected: list[str]
) -> None:
    sheet, rows = read_workbook(project_copy.root / PERFORMANCE)
    names = {
        str(row["measure_id"]): str(row["name"]) for row in records(clean(project_copy, PERIOD).tables["measures"])
    }
    header, body = rows[:3], rows[3:]
    wider = [*header[:2], [*header[2], label], *([*row, text or names.get(row[0], "")] for row in body)]
    write_workbook(project_copy.root / PERFORMANCE, wider, sheet=sheet)
    replace_text(project_copy.root / SOURCES, "header_row = 3", f"header_row = 3\n{key}")
    found = [query for query in clean(project_copy, PERIOD).queries if query.key == "columns-not-read"]
    assert [(query.severity, query.fields["columns"]) for query in found] == [(Severity.NOTE, one) for one in expected]


def _readings(project: Project) -> list[tuple[object, ...]]:
    """What a figure is, without where it stands."""
    table = clean(project, PERIOD).tables["readings"]
    wanted = ("measure_id", "period", "value", "decimals", "numerator", "missing", "text", "figure_period")
    return sorted(tuple(row[name] for name in wanted) for row in records(table))


def _long(project: Project) -> list[list[str]]:
    """Makes the project's performance extract one with a row for each period; its rows."""
    sheet, rows = read_workbook(project.root / PERFORMANCE)
    top, (header, *body) = rows[:2], rows[2:]
    places = [place for place, label in enumerate(header) if label.endswith(" Actual")]
    long = [
        [*(cell for place, cell in enumerate(row) if place not in places), header[at].removesuffix(" Actual"), row[at]]
        for at in places
        for row in body
    ]
    labels = [*(cell for place, cell in enumerate(header) if place not in places), "Year", "Result"]
    write_workbook(project.root / PERFORMANCE, [*top, labels, *long], sheet=sheet)
    return [*top, labels, *long]


def test_a_pattern_reads_as_the_map_does(project_copy: Project) -> None:
    before = _readings(project_copy)
    replace_text(project_copy.root / SOURCES, MAP, "")
    replace_text(project_copy.root / SOURCES, "header_row = 3", 'actuals = "{period} Actual"')
    assert _readings(project_copy) == before


def test_a_pattern_that_no_column_fits_is_loud(project_copy: Project) -> None:
    replace_text(project_copy.root / SOURCES, MAP, "")
    replace_text(project_copy.root / SOURCES, "header_row = 3", 'actuals = "{period} Result"')
    with pytest.raises(FaultsError, match="no column fits"):
        clean(project_copy, PERIOD)


def _set_long(project: Project) -> None:
    replace_text(project.root / SOURCES, MAP, "")
    replace_text(
        project.root / SOURCES,
        "header_row = 3",
        'actuals = ["2017-18-annual", "2018-19-annual", "2019-20-annual"]',
    )
    replace_text(
        project.root / SOURCES, "[performance.columns]\n", '[performance.columns]\nperiod = "Year"\nvalue = "Result"\n'
    )


def test_a_row_a_period_reads_as_a_column_a_period_and_keeps_each_figures_own_row(project_copy: Project) -> None:
    before = _readings(project_copy)
    rows = _long(project_copy)
    _set_long(project_copy)
    assert _readings(project_copy) == before
    table = clean(project_copy, PERIOD).tables["readings"]
    for row in records(table):
        assert rows[row["row"] - 1][-1] == row["text"]
        assert row["column"] == "Result"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(lambda rows: [*rows, rows[-1]], "has two rows for 2019/20", id="a period twice"),
        pytest.param(lambda rows: rows[:-1], sentence("cell-blank", "problem"), id="a period without a row"),
        pytest.param(
            lambda rows: [*rows[:-1], [*rows[-1][:-2], "last year", rows[-1][-1]]],
            '"last year" is no period of a report',
            id="a period that is none",
        ),
    ],
)
def test_a_row_a_period_that_is_not_whole_is_loud(project_copy: Project, change: object, said: str) -> None:
    rows = _long(project_copy)
    _set_long(project_copy)
    assert callable(change)
    write_workbook(project_copy.root / PERFORMANCE, change(rows))
    with pytest.raises(FaultsError, match=said):
        clean(project_copy, PERIOD)


def _with_actual(project: Project, measure: str, value: str | float) -> None:
    sheet, rows = read_workbook(project.root / PERFORMANCE)
    place = rows[2].index("2019/20 Actual")
    next(row for row in rows if row[0] == measure)[place] = value
    write_workbook(project.root / PERFORMANCE, rows, sheet=sheet)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(0.37, ("37", "0.37"), id="as Excel holds 37%"),
        pytest.param(0.375, ("37.5", "0.375"), id="with more digits"),
        pytest.param(1.0, ("100", "1"), id="all"),
        pytest.param("37%", ("37", "37%"), id="text with its sign"),
    ],
)
def test_a_percentage_that_is_said_to_be_a_fraction_is_read_as_points(
    project_copy: Project, value: str | float, expected: tuple[str, str]
) -> None:
    replace_text(project_copy.root / SOURCES, "header_row = 3", 'percentages = "fractions"')
    _with_actual(project_copy, "CFE1.4", value)
    cleaned = clean(project_copy, PERIOD)
    row = next(
        row
        for row in records(cleaned.tables["readings"])
        if (row["measure_id"], row["period"]) == ("CFE1.4", str(PERIOD))
    )
    assert (f"{row['value']:f}", row["text"]) == expected
    assert [query.kind for query in cleaned.queries if query.item == "CFE1.4"] == []


def test_a_fraction_that_is_too_large_to_be_one_is_refused(project_copy: Project) -> None:
    replace_text(project_copy.root / SOURCES, "header_row = 3", 'percentages = "fractions"')
    _with_actual(project_copy, "CFE1.4", 37.0)
    with pytest.raises(FaultsError, match=r'cannot read "37"\. Expected a fraction such as 0\.9 for 90%'):
        clean(project_copy, PERIOD)


def test_words_for_what_is_missing_are_kept_as_received(project_copy: Project) -> None:
    replace_text(project_copy.root / SOURCES, "header_row = 3", 'missing = { "~" = "Not available" }')
    _with_actual(project_copy, "CFE1.4", "~")
    row = next(
        row
        for row in records(clean(project_copy, PERIOD).tables["readings"])
        if (row["measure_id"], row["period"]) == ("CFE1.4", str(PERIOD))
    )
    assert (row["missing"], row["text"], row["value"]) == ("Not available", "~", None)


def test_commentary_in_the_extract_is_a_note_for_the_analyst(project_copy: Project) -> None:
    sheet, rows = read_workbook(project_copy.root / PERFORMANCE)
    place = next(number for number, row in enumerate(rows) if row[0] == "CFE1.4")
    rows.insert(place + 1, ["Fewer visits in March.", *[""] * (len(rows[2]) - 1)])
    write_workbook(project_copy.root / PERFORMANCE, rows, sheet=sheet)
    with pytest.raises(FaultsError, match="the row holds nothing but"):
        clean(project_copy, PERIOD)
    replace_text(project_copy.root / SOURCES, "header_row = 3", "commentary = true")
    found = [query for query in clean(project_copy, PERIOD).queries if query.kind == "words in the extract"]
    assert [(query.item, query.severity, query.portfolio) for query in found] == [("CFE1.4", Severity.NOTE, PORTFOLIO)]
    assert found[0].found == sentence("words-in-the-extract", words="Fewer visits in March.")


def test_a_code_renamed_by_the_agreement_is_known_in_every_extract(project_copy: Project) -> None:
    before = _readings(project_copy)
    sheet, rows = read_workbook(project_copy.root / PERFORMANCE)
    next(row for row in rows if row[0] == "CFE1.4")[0] = "OLD4"
    write_workbook(project_copy.root / PERFORMANCE, rows, sheet=sheet)
    with pytest.raises(FaultsError, match=sentence("unknown-measure", "problem", measure="OLD4")):
        clean(project_copy, PERIOD)
    path = project_copy.root / EXTRACTS.parent / "agreement" / "sources.toml"
    path.write_text(f'{path.read_text(encoding="utf-8")}\n[codes]\n"OLD4" = "CFE1.4"\n', encoding="utf-8")
    assert _readings(project_copy) == before


def test_a_councils_total_that_does_not_add_is_a_blocking_query_of_the_period(project_copy: Project) -> None:
    path = project_copy.root / EXTRACTS / "outturn.csv"
    data = path.read_text(encoding="utf-8")
    path.write_text(f'{data}All portfolios,"5,642","5,630",(32),"5,598",(54)\n', encoding="utf-8")
    replace_text(
        project_copy.root / SOURCES,
        'file = "outturn.csv"\n',
        'file = "outturn.csv"\ntotal = { column = "portfolio", label = "All portfolios", by = "council" }\n',
    )
    found = [query for query in clean(project_copy, PERIOD).queries if query.kind == "total does not add"]
    assert [(query.item, query.is_blocking, query.source) for query in found] == [
        ("outturn", True, f'{(EXTRACTS / "outturn.csv").as_posix()}, row 3, "(Surplus)/Deficit £000"')
    ]


def test_a_surplus_that_is_positive_in_the_file_is_turned(project_copy: Project) -> None:
    before = records(clean(project_copy, PERIOD).tables["outturn"].drop(columns="received"))
    path: Path = project_copy.root / EXTRACTS / "outturn.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("(44)", "44"), encoding="utf-8")
    replace_text(
        project_copy.root / SOURCES,
        'file = "outturn.csv"\n',
        'file = "outturn.csv"\nsigns = { variance = "surplus positive" }\n',
    )
    assert records(clean(project_copy, PERIOD).tables["outturn"].drop(columns="received")) == before


WIDE = "KPI,Q1 2018/19,Q2 2018/19,Apr 2019,Target,Q3 2018/19\nCFE1.3,0.81,,x,99,0.9\nOLD,36%,35%,,99,34%\n"


def test_a_series_with_a_column_a_period_has_a_point_for_each_figure(project_copy: Project) -> None:
    folder = project_copy.root / EXTRACTS
    (folder / "series.csv").write_text(WIDE.replace(",x,", ",,"), encoding="utf-8")
    mapping = (
        '\n[series]\nfile = "series.csv"\nperiods = "{period}"\npercentages = "fractions"\n'
        'codes = { OLD = "CFE1.4" }\ncolumns = { measure_id = "KPI" }\n'
    )
    sources = project_copy.root / SOURCES
    sources.write_text(sources.read_text(encoding="utf-8") + mapping, encoding="utf-8")
    points = records(clean(project_copy, PERIOD).tables["series"])
    assert [(row["measure_id"], row["period"], f"{row['value']:f}", row["row"], row["column"]) for row in points] == [
        ("CFE1.3", "2018/19 Q1", "81", 2, "Q1 2018/19"),
        ("CFE1.3", "2018/19 Q3", "90", 2, "Q3 2018/19"),
        ("CFE1.4", "2018/19 Q1", "36", 3, "Q1 2018/19"),
        ("CFE1.4", "2018/19 Q2", "35", 3, "Q2 2018/19"),
        ("CFE1.4", "2018/19 Q3", "34", 3, "Q3 2018/19"),
    ]


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        pytest.param("{period}", 'row 2, "Apr 2019": cannot read "x"', id="a cell that is no figure"),
        pytest.param("{period} figure", 'no column fits "{period} figure"', id="a pattern that no column fits"),
    ],
)
def test_a_series_with_a_column_a_period_that_does_not_fit_is_loud(
    project_copy: Project, pattern: str, said: str
) -> None:
    (project_copy.root / EXTRACTS / "series.csv").write_text(WIDE.replace("OLD", "CFE1.4"), encoding="utf-8")
    sources = project_copy.root / SOURCES
    mapping = f'\n[series]\nfile = "series.csv"\nperiods = "{pattern}"\ncolumns = {{ measure_id = "KPI" }}\n'
    sources.write_text(sources.read_text(encoding="utf-8") + mapping, encoding="utf-8")
    with pytest.raises(FaultsError) as raised:
        clean(project_copy, PERIOD)
    assert said in str(raised.value)


def test_targets_may_be_fractions_too(project_copy: Project) -> None:
    folder = project_copy.root / EXTRACTS.parent / "agreement"
    before = {row["measure_id"]: row["value"] for row in records(clean(project_copy, PERIOD).tables["targets"])}
    replace_text(folder / "targets.csv", "CFE1.4,34%", "CFE1.4,0.34")
    with pytest.raises(FaultsError, match="a target with its % sign"):
        clean(project_copy, PERIOD)
    sources = folder / "sources.toml"
    mapping = '\n[targets]\nfile = "targets.csv"\npercentages = "fractions"\n'
    sources.write_text(sources.read_text(encoding="utf-8") + mapping, encoding="utf-8")
    after = {row["measure_id"]: row["value"] for row in records(clean(project_copy, PERIOD).tables["targets"])}
    assert after == before
