"""What pprr sources proposes: pasted, it works; what it cannot know it asks; and it never falls over a file."""

import re
import tomllib
from pathlib import Path

import pytest
import xlsxwriter
from builders.project import EXTRACTS, PERIOD, REPOSITORY
from builders.told import refused, sentence
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from pprr.cli.commands import app
from pprr.domain.errors import FileError
from pprr.domain.table import records
from pprr.ingest.clean import clean
from pprr.ingest.readers.files import read_rows
from pprr.ingest.suggest.propose import Proposal, propose
from pprr.project import Project, find_project

PERFORMANCE = (
    "Corporate performance,,,,\nKPI Ref,Portfolio,Measure,Polarity,Q1 Actual,Q2 Actual,Q1 RAG,Comments\n"
    "C1,Arts,Visits,Bigger is better,10,12,G,\nC2,Arts,Complaints,Lower is better,3,-,A,\n"
)


def _propose(folder: Path, text: str, *, name: str = "received.csv", table: str = "") -> Proposal:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return propose(path, table=table)


def _keys(proposal: Proposal) -> dict:
    return tomllib.loads(proposal.text)[proposal.table]


def test_the_examples_own_mapping_is_found_again(project_copy: Project) -> None:
    path = project_copy.root / EXTRACTS / "sources.toml"
    before = clean(project_copy, PERIOD).tables
    files = ("performance.xlsx", "budget.csv", "outturn.csv", "reserves.csv", "savings.csv")
    path.write_text("\n".join(propose(path.parent / name).text for name in files), encoding="utf-8")
    after = clean(project_copy, PERIOD).tables
    assert [name for name in before if records(before[name]) != records(after[name])] == []


def test_a_dirty_export_is_proposed_with_what_its_cells_tell(tmp_path: Path) -> None:
    proposal = _propose(tmp_path, PERFORMANCE)
    assert (proposal.table, proposal.problems) == ("performance", ())
    assert _keys(proposal) == {
        "file": "received.csv",
        "actuals": "{period} Actual",
        "ignore": ["Measure"],
        "statuses": "{period} RAG",
        "columns": {"measure_id": "KPI Ref", "portfolio": "Portfolio", "good_performance": "Polarity"},
        "polarity": {"Bigger is better": "High", "Lower is better": "Low"},
        "status_words": {"G": "Green", "A": "Amber"},
    }
    assert '# "-" = "Not available"' in proposal.text
    assert '# not read: column H, "Comments"' in proposal.text


SAVINGS = "Portfolio,Proposal,Value £m,Achieved £m,RAG\nArts,One,0.1,0.1,R\nArts,Two,0.2,0.1,G\n"
OUTTURN = "Portfolio,Cash limit,Net expenditure,Appropriations,Outturn,Variance\n"


@pytest.mark.parametrize(
    ("text", "table", "expected"),
    [
        pytest.param(SAVINGS, "savings", {"money_unit": "millions"}, id="the unit in the labels"),
        pytest.param(
            "Savings (£000)\n" + SAVINGS.replace(" £m", ""), "savings", {"money_unit": "thousands"}, id="above them"
        ),
        pytest.param(SAVINGS.replace(" £m", ""), "savings", {"money_unit": None}, id="nothing tells the unit"),
        pytest.param(
            SAVINGS.replace("Achieved £m", "Achieved £000"), "savings", {"money_unit": None}, id="two units at once"
        ),
        pytest.param(
            f"{SAVINGS}Arts,Total,0.3,0.2,\n",
            "savings",
            {"total": [{"column": "proposal", "label": "Total"}]},
            id="a portfolio's total, by its sum",
        ),
        pytest.param(
            f"{SAVINGS}Parks,Three,0.5,0,R\n,Grand total,0.8,0.2,\n",
            "savings",
            {"total": [{"column": "proposal", "label": "Grand total", "by": "council"}]},
            id="the council's total, by its sum",
        ),
        pytest.param(
            f"{SAVINGS}Arts,Arts total,0.3,0.2,\nParks,Three,0.5,0,R\nParks,Parks total,0.5,0,\n"
            ",Grand total,0.8,0.2,\n",
            "savings",
            {
                "total": [
                    {"column": "proposal", "label": "Arts total"},
                    {"column": "proposal", "label": "Parks total"},
                    {"column": "proposal", "label": "Grand total", "by": "council"},
                ]
            },
            id="totals of both",
        ),
        pytest.param(f"{SAVINGS}Arts,Total,9,9,\n", "savings", {"total": None}, id="a total that does not add"),
        pytest.param(
            "Portfolio,Proposal,Value £m,Achieved £m,At risk,Not deliverable\nArts,One,0.3,0.1,0.1,0.1\n",
            "savings",
            {"columns": "portfolio proposal value achieved at_risk not_deliverable"},
            id="what of a saving is at risk, and not deliverable",
        ),
        pytest.param(
            f"{OUTTURN}Arts,10,11,-3,8,2\nParks,10,12,0,12,-2\n",
            "outturn",
            {"signs": {"variance": "surplus positive"}},
            id="a surplus that is positive",
        ),
        pytest.param(f"{OUTTURN}Arts,10,11,-3,8,-2\n", "outturn", {"signs": None}, id="a surplus as ours"),
        pytest.param(SAVINGS.replace(",", ";"), "savings", {"delimiter": ";"}, id="parted by semicolons"),
        pytest.param(
            f"{SAVINGS}Source: the finance system,,,,\n",
            "savings",
            {"drop": [{"column": "Portfolio", "label": "Source: the finance system*"}]},
            id="a footnote",
        ),
        pytest.param(f"{SAVINGS}Parks,,,,\n", "savings", {"drop": None}, id="a row of one cell that may be anything"),
        pytest.param(SAVINGS, "savings", {"words.risk_rating": None}, id="letters of a rating are under words"),
        pytest.param(
            "Scheme,Portfolio,Budget £000,Forecast £000,Rephasing £000,Variance £000\nRoad,Arts,1,2,0,1\n",
            "capital",
            {"columns": "scheme portfolio budget forecast rephasing variance"},
            id="a capital programme",
        ),
        pytest.param("Indicator ID,Period,Value\nC1,2019/20 Q1,5\n", "series", {}, id="a series"),
        pytest.param(
            "PI Code,Comparator Group,Authority,Year,Value\nC1,North West,Anyborough,2019/20,5\n",
            "comparators",
            {},
            id="comparators",
        ),
        pytest.param(
            "Ref,Council,2018/19,2019/20\nC1,Anyborough,5,6\nC1,Otherton,7,8\nC1,Elsewhere,7,8\n",
            "comparators",
            {"periods": "{period}", "columns": "measure_id name"},
            id="other councils, a column a year",
        ),
        pytest.param(
            "Fund,Portfolio,Line,Budget £m,Forecast £m,Variance £m\nHRA,Homes,Rents,1,2,1\n",
            "accounts",
            {"columns": "account portfolio line budget forecast variance"},
            id="other accounts",
        ),
    ],
)
def test_what_sums_and_labels_tell_is_a_key_and_nothing_else(
    tmp_path: Path, text: str, table: str, expected: dict[str, object]
) -> None:
    proposal = _propose(tmp_path, text)
    keys = _keys(proposal)
    assert proposal.table == table
    for name, value in expected.items():
        found = keys.get(name)
        if name == "columns":
            assert set(found) == set(str(value).split())
        else:
            assert found == value, proposal.text


@pytest.mark.parametrize(
    ("text", "comment"),
    [
        pytest.param(
            "KPI Ref,Measure,2018/19,2019/20\nC1,Visits,1,2\n", '# portfolio = "..."', id="a field without a label"
        ),
        pytest.param(
            "KPI Ref,Directorate,2018/19,2019/20\nC1,Arts,1,2\n",
            '# portfolio = "Directorate"  # perhaps',
            id="a label that may be it",
        ),
        pytest.param(
            "KPI Ref,Portfolio,Actual\nC1,Arts,1\n",
            '# actuals = { 2019-20-annual = "Actual" }',
            id="actuals of no period",
        ),
        pytest.param(
            'KPI Ref,Portfolio,2019/20\n"C1; C2",Arts,1\n', '# code_separator = ";"', id="several codes in one cell"
        ),
        pytest.param(
            "KPI Ref,Portfolio,Short name,2019/20\nGMS,Arts,a,1\nGMS,Arts,b,1\n",
            '# code_told_by = "Short name"',
            id="one code on two rows",
        ),
        pytest.param(
            "KPI Ref,Portfolio,2019/20\nC1,Arts,1\nSee below,,\nC2,Arts,1\n",
            "# commentary = true  # a row of one cell, such as row 3: See below",
            id="perhaps commentary, perhaps a heading",
        ),
        pytest.param(
            "KPI Ref,Portfolio,Polarity,2019/20\nC1,Arts,Sideways,1\n", '# "Sideways" = "..."', id="another polarity"
        ),
    ],
)
def test_what_is_not_sure_is_asked(tmp_path: Path, text: str, comment: str) -> None:
    proposal = _propose(tmp_path, text)
    assert proposal.table == "performance"
    assert comment in proposal.text
    assert "..." not in str(_keys(proposal))


def test_sentences_below_a_measure_are_commentary(tmp_path: Path) -> None:
    text = "KPI Ref,Portfolio,2019/20\nC1,Arts,1\nFewer people came in March than in February.,,\nC2,Arts,1\n"
    proposal = _propose(tmp_path, text)
    assert (_keys(proposal)["commentary"], proposal.problems) == (True, ())


def test_two_levels_of_labels_are_found(tmp_path: Path) -> None:
    text = "KPI Ref,Portfolio,2018/19,,2019/20,\n,,Actual,Target,Actual,Target\nC1,Arts,1,2,3,4\n"
    keys = _keys(_propose(tmp_path, text))
    assert (keys["header_rows"], keys["actuals"]) == (2, "{period} / Actual")


@pytest.mark.parametrize(
    ("header", "merged", "levels", "actuals"),
    [
        pytest.param(
            ["Ref,Portfolio,Actual,Target,Actual,Target"],
            ["C:D=2018/19", "E:F=2019/20"],
            2,
            {"2018-19-annual": "1", "2019-20-annual": "3"},
            id="a year above its columns",
        ),
        pytest.param(
            ["Ref,Portfolio,2018/19,2019/20,2018/19,2019/20"],
            ["C:D=Actual", "E:F=Target"],
            2,
            {"2018-19-annual": "1", "2019-20-annual": "2"},
            id="a name above its years",
        ),
        pytest.param(
            ["Code,Portfolio,Actual,Target,Actual,Target"],
            ["A:B=Measure", "C:D=2018/19", "E:F=2019/20"],
            2,
            {"2018-19-annual": "1", "2019-20-annual": "3"},
            id="a heading above the codes too",
        ),
        pytest.param(
            ["Ref,Portfolio,Q3,Q4,Q1,Q2"],
            ["C:D=2018/19", "E:F=2019/20"],
            2,
            {"2018-19-q3": "1", "2018-19-q4": "2", "2019-20-q1": "3", "2019-20-q2": "4"},
            id="a year above its quarters",
        ),
        pytest.param(
            ["Ref,Portfolio,Sep,Dec,May,Jun"],
            ["C:D=2018/19", "E:F=2019/20"],
            2,
            {"2018-19-q2": "1", "2018-19-q3": "2", "2019-20-q1": "4"},
            id="a year above its months",
        ),
        pytest.param(
            ["Ref,Portfolio,Actual,Target,Actual,Target"],
            ["C:D=Quarter 1 2019/20", "E:F=Quarter 2 2019/20"],
            2,
            {"2019-20-q1": "1", "2019-20-q2": "3"},
            id="a quarter in full",
        ),
        pytest.param(
            [",,Q4,,Q1,", "Ref,Portfolio,Actual,Target,Actual,Target"],
            ["C:D=2018/19", "E:F=2019/20"],
            3,
            {"2018-19-q4": "1", "2019-20-q1": "3"},
            id="a year above quarters above their columns",
        ),
    ],
)
def test_a_merged_row_above_the_labels_is_a_level_of_them(
    tmp_path: Path, header: list[str], merged: list[str], levels: int, actuals: dict[str, str]
) -> None:
    """As a council's workbook has it: a title, a row of merged cells, the labels, the measures."""
    path = tmp_path / "received.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("KPIs")
        page.write(0, 0, "Corporate performance")
        for span in merged:
            columns, _, text = span.partition("=")
            page.merge_range(f"{columns[0]}3:{columns[2]}3", text)
        for number, row in enumerate([*header, "C1,Arts,1,2,3,4", "C2,Arts,5,6,7,8"], start=3):
            page.write_row(number, 0, row.split(","))
    proposal = propose(path)
    keys = _keys(proposal)
    own = {"target": "4"} if header[-1].endswith("Target") else {}  # that of the newest period
    named = {"measure_id", "portfolio", *own}
    assert (keys["header_rows"], set(keys["columns"]), proposal.problems) == (levels, named, ())
    found = dict(zip(proposal.columns, proposal.rows[0][1], strict=True))
    figures = {f"actual {of}": text for of, text in actuals.items()}
    assert found == {"measure_id": "C1", "portfolio": "Arts"} | figures | own


def test_a_year_that_stands_over_the_second_of_its_columns_is_asked_about(tmp_path: Path) -> None:
    """Centred over both without being merged; taken as it stands, each year's actual would be the one before's."""
    text = ",,,2018/19,,2019/20\nRef,Portfolio,Actual,Target,Actual,Target\nC1,Arts,1,2,3,4\n"
    proposal = _propose(tmp_path, text)
    assert "actuals" not in _keys(proposal)
    assert '# actuals = "{period} / Actual"  # a column "Actual" has no label above it' in proposal.text
    assert proposal.columns == ("measure_id", "portfolio")


def test_a_quarter_without_a_year_is_shown_without_one(tmp_path: Path) -> None:
    path = tmp_path / "kpi.csv"
    path.write_text(
        "Ref,Portfolio,Q1 Actual,Q1 RAG,Q2 Actual,2024/25 Actual\nEXA1.1,Adults,60%,Green,64%,59%\n", encoding="utf-8"
    )
    periods = [name for name in propose(path).columns if " " in name]
    assert sorted(periods) == ["actual 2024-25-annual", "actual q1", "actual q2", "status q1"]


def test_a_column_called_by_its_unit_may_be_the_amount(tmp_path: Path) -> None:
    proposal = _propose(tmp_path, "Portfolio,Line,£\nArts,Current,10\n")
    assert proposal.table == "budget"
    assert '# amount = "£"  # perhaps; is this label the field?' in proposal.text


def test_a_header_below_other_rows_of_a_table_is_named(tmp_path: Path) -> None:
    text = "Team,Lead,Phone,Date\nArts,A. Person,1,2\nKPI Ref,Portfolio,2018/19,2019/20\nC1,Arts,1,2\n"
    proposal = _propose(tmp_path, text)
    assert (_keys(proposal)["header_row"], proposal.problems) == (3, ())


LONG = "KPI Ref,Portfolio,Year,Result\nC1,Arts,2017/18,1\nC1,Arts,2018/19,2\nC1,Arts,2019/20,3\nC1,Arts,2016/17,4\n"


def test_a_row_a_period_is_figures_where_it_names_portfolios(tmp_path: Path) -> None:
    proposal = _propose(tmp_path, LONG)
    assert (proposal.table, proposal.problems) == ("performance", ())
    assert _keys(proposal)["actuals"] == ["2017-18-annual", "2018-19-annual", "2019-20-annual"]
    assert _keys(proposal)["columns"] == {
        "measure_id": "KPI Ref",
        "portfolio": "Portfolio",
        "period": "Year",
        "value": "Result",
    }
    assert any("else --table series" in note for note in proposal.notes)
    series = _propose(tmp_path, LONG, table="series")
    assert (series.table, set(_keys(series)["columns"])) == ("series", {"measure_id", "period", "value"})


def test_fractions_are_asked_about_in_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "received.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("KPIs")
        for number, row in enumerate([["KPI Ref", "Portfolio", "2019/20"], ["C1", "Arts", 0.37]]):
            page.write_row(number, 0, row)
    assert '# percentages = "fractions"  # 1 cells hold a fraction, such as 0.37' in propose(path).text


def test_the_sheet_that_fits_best_is_taken_and_the_others_are_named(tmp_path: Path) -> None:
    path = tmp_path / "received.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for sheet, rows in (
            ("Notes", [["A note"]]),
            ("KPIs", [["KPI Ref", "Portfolio", "2019/20"], ["C1", "Arts", 5]]),
        ):
            page = book.add_worksheet(sheet)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
    proposal = propose(path)
    assert _keys(proposal)["sheet"] == "KPIs"
    assert any('The sheet "Notes" is like no table' in note for note in proposal.notes)
    with refused(FileError, "no-known-table"):
        propose(path, sheet="Notes")


def test_sheets_of_the_same_labels_are_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "received.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for sheet in ("Arts", "Parks"):
            page = book.add_worksheet(sheet)
            for number, row in enumerate([["KPI Ref", "Portfolio", "2019/20"], [f"{sheet}1", sheet, 5]]):
                page.write_row(number, 0, row)
    proposal = propose(path)
    assert _keys(proposal)["sheet"] == "Arts"
    assert '# also = [{ sheet = "Parks" }]  # the same labels' in proposal.text


def test_the_command_writes_the_section_to_its_output_and_the_rest_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "received.csv"
    path.write_text(PERFORMANCE, encoding="utf-8")
    result = CliRunner().invoke(app, ["sources", str(path)])
    assert result.exit_code == 0
    assert list(tomllib.loads(result.stdout)) == ["performance"]
    assert "It looks like performance" in result.stderr
    assert "C1" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["nothing.csv"], f"nothing.csv: {sentence('no-file')}", id="no file"),
        pytest.param(["words.csv"], sentence("no-known-table"), id="no table"),
        pytest.param(["words.csv", "--table", "wages"], sentence("no-such-table", table="wages"), id="no such table"),
    ],
)
def test_the_command_says_what_it_cannot_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("words.csv").write_text("Dear all\nHere is the file.\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["sources", *arguments])
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in " ".join(result.stderr.split())


CELL = st.sampled_from(
    [
        "",
        "Portfolio",
        "KPI Ref",
        "2019/20 Actual",
        "Q1",
        "Value £000",
        "Achieved",
        "Proposal",
        "Total",
        "12",
        "(3)",
        "a",
        "*",
    ]
) | st.text(max_size=6)


@settings(max_examples=150)
@given(st.lists(st.lists(CELL, max_size=6), max_size=8), st.sampled_from(["", "performance", "savings", "outturn"]))
def test_no_grid_makes_it_fall_over(
    tmp_path_factory: pytest.TempPathFactory, grid: list[list[str]], table: str
) -> None:
    path = tmp_path_factory.mktemp("grid") / "received.csv"
    path.write_text(
        "\n".join(",".join(f'"{cell.replace(chr(34), "")}"' for cell in row) for row in grid),
        encoding="utf-8",
        errors="replace",
        newline="",
    )
    try:
        rows = read_rows(path)
        proposal = propose(path, table=table)
    except FileError:
        return
    assert tomllib.loads(proposal.text)[proposal.table]["file"] == "received.csv"
    assert {number for number, _ in proposal.rows} <= {row.number for row in rows}


def test_the_repositorys_own_extracts_are_each_told_for_what_they_are() -> None:
    found = {
        path.name: propose(path).table for path in sorted((REPOSITORY / EXTRACTS).iterdir()) if path.suffix != ".toml"
    }
    assert found == {
        "budget.csv": "budget",
        "outturn.csv": "outturn",
        "performance.xlsx": "performance",
        "reserves.csv": "reserves",
        "savings.csv": "savings",
    }


def test_a_whole_councils_extracts_can_be_mapped_by_what_is_proposed(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["demo", str(tmp_path / "town"), "--portfolios=2", "--measures=12", "--years=1"])
    assert result.exit_code == 0, result.output
    project = find_project(tmp_path / "town")
    period = project.periods()[-1]
    path = project.extracts(period) / "sources.toml"
    mapped = tomllib.loads(path.read_text(encoding="utf-8"))
    before = clean(project, period).tables
    proposals = [propose(path.parent / keys["file"]) for table, keys in mapped.items() if table != "edition"]
    assert {proposal.table for proposal in proposals} == set(mapped) - {"edition"}
    edition = re.search(r"^\[edition\].*?(?=^\[|\Z)", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert edition  # its day is not in the extracts, and says which actions the report knows
    path.write_text("\n".join([edition[0], *(proposal.text for proposal in proposals)]), encoding="utf-8")
    after = clean(project, period).tables
    assert [name for name in before if records(before[name]) != records(after[name])] == []
