"""Sheets of several services put together by init: each with its own labels, columns of periods, and notes."""

from decimal import Decimal
from pathlib import Path

import pytest

from pprr.domain import Period
from pprr.ingest.clean import Cleaned, clean
from pprr.project import find_project
from pprr.start.init import BegunProject, begin, look
from pprr.start.questions import Question

PERIOD = Period.parse("2025-26-q2")
FILES = {
    "arts.csv": (
        "Arts of Anytown Council Q2 2025/26,,,,,,\nRef,Indicator,Good is,2024/25,Q1 2025/26,Q2 2025/26,Target\n"
        "A1,Visits,High,400,90,95,100\nA2,Complaints upheld,Low,12,3,4,5\nSource: the box office,,,,,,\n"
    ),
    "parks.csv": (
        "PI,Measure,Better,24/25 outturn,Q2 25/26,Remarks\nP1,% of parks with a flag,Higher,61%,64.5%,\n"
        "Outdoors,,,,,\nP2,Trees planted,Higher,n/a,120,Fine\n"
    ),
    "cash.csv": "Portfolio,Line,Amount £000\n"
    + "".join(f"{name},{line},100\n" for name in ("Arts", "Parks") for line in ("Previously reported", "Current")),
    "year.csv": (
        "Portfolio,Cash limit £000,Net Expenditure £000,Appropriations £000,Outturn £000,Variance £000\n"
        "Arts,100,110,0,110,10\nParks,100,90,-5,85,-15\n"
    ),
    "reserves.csv": (
        "Portfolio,Reserve,Purpose,Approved £,Change £,Balance £\nArts,Fund,Stage,10,4,6\nParks,Fund,Trees,9,1,8\n"
    ),
    "savings.csv": "Portfolio,Proposal,Value £,Achieved £\nArts,Tickets,10,9\n",
}


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> tuple[BegunProject, list[Question]]:
    folder, root = tmp_path_factory.mktemp("mail"), tmp_path_factory.mktemp("council")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    asked: list[Question] = []

    def ask(question: Question) -> str:
        asked.append(question)
        answer = "the year" if question.key == "target of" else question.default
        assert not question.problem(answer), question
        return answer

    return begin(root, look([folder]), ask=ask), asked


@pytest.fixture(scope="module")
def cleaned(begun: tuple[BegunProject, list[Question]]) -> Cleaned:
    return clean(find_project(begun[0].root), PERIOD)


def test_each_sheet_is_read_by_its_own_labels(cleaned: Cleaned) -> None:
    rows = cleaned.tables["readings"]
    found = {(row.measure_id, row.period): row.value for row in rows.itertuples() if row.value is not None}
    assert found[("A1", "2025-26-q1")] == 90
    assert found[("A2", "2025-26-q2")] == 4
    assert found[("P1", "2024-25-annual")] == 61
    assert found[("P1", "2025-26-q2")] == Decimal("64.5")
    assert ("P2", "2025-26-q1") not in found


def test_the_portfolio_of_a_file_is_told_by_its_name(
    cleaned: Cleaned, begun: tuple[BegunProject, list[Question]]
) -> None:
    rows = cleaned.tables["measures"]
    assert dict(zip(rows["measure_id"], rows["portfolio"], strict=True)) == {
        "A1": "arts",
        "A2": "arts",
        "P1": "parks",
        "P2": "parks",
    }
    assert not [question for question in begun[1] if "portfolio" in question.key]


def test_the_register_says_what_the_sheets_say(cleaned: Cleaned) -> None:
    rows = cleaned.tables["measures"].set_index("measure_id")
    assert list(rows.loc[["A2", "P1"], "good_performance"]) == ["Low", "High"]
    assert list(rows.loc[["A1", "P1"], "unit"]) == ["number", "percentage"]
    assert list(rows.loc[["A1", "P1"], "decimals"]) == [0, 1]
    targets = cleaned.tables["targets"].set_index("measure_id")
    assert (targets.loc["A1", "value"], targets.loc["P1", "kind"]) == (100, "No target")


def test_what_was_left_out_is_said(begun: tuple[BegunProject, list[Question]], tmp_path: Path) -> None:
    told = "\n".join(begun[0].council.taken)
    assert "Source: the box" in told
    assert "Outdoors" in told


SCORECARD = (
    "Traffic Light Icon,Code & Short Name,Q1 2025/26 Value,Q2 2025/26 Value,Current Target,Portfolio\n"
    "Red,HOU 01 Average time to re-let council homes (days),24.6,27.1,22,Housing\n"
    "Amber,HOU 02 % of rent collected,98.2%,97.9%,98.5%,Housing\n"
    "Green,ENV 03 Fly-tips cleared within 2 working days,91%,92%,90%,Housing\n"
)


def test_a_code_and_a_name_in_one_cell_are_taken_apart(tmp_path: Path) -> None:
    (tmp_path / "received").mkdir()
    (tmp_path / "received/scorecard.csv").write_text(SCORECARD, encoding="utf-8")
    asked: dict[str, Question] = {}

    def ask(question: Question) -> str:
        asked[question.key] = question
        return "Anytown Council" if question.key == "council" else question.default

    begin(tmp_path / "project", look([tmp_path / "received"]), ask=ask)
    tables = clean(find_project(tmp_path / "project"), PERIOD).tables
    assert [(row.measure_id, row.code, row.name) for row in tables["measures"].itertuples(index=False, name="Row")] == [
        ("HOU-01", "HOU 01", "Average time to re-let council homes (days)"),
        ("HOU-02", "HOU 02", "% of rent collected"),
        ("ENV-03", "ENV 03", "Fly-tips cleared within 2 working days"),
    ]
    assert asked["low is good"].default == "HOU-01"
    assert list(tables["extract_words"]["status"]) == ["Red", "Amber", "Green"]


RATED = (
    "PI Code,Short Name,Parent Scorecard,Q1 2025/26 Value,Q1 2025/26 Target,Q1 2025/26 Status,Q2 2025/26 Value,"
    "Q2 2025/26 Target,Q2 2025/26 Status,Short Trend\n"
    "H1,Days to re-let a home,Housing,24.5,21,Alert,22.1,21,Alert,Improving\n"
    "H2,Complaints answered on time,Housing,88.2%,90%,Alert,n/a,90%,Unknown,\n"
    "E1,Litter picked up in time,Streets,93%,95%,Alert,96%,95%,OK,Improving\n"
    "E2,Bins missed,Streets,71,60,Alert,58,60,OK,Improving\n"
    "E3,Deaths on roads,Streets,3,4,Alert,3,4,OK,\n"
)
BY_PORTFOLIO = (
    "Portfolio,Current Budget,Forecast Outturn,Variance\nHousing,120,130,10\nStreets,80,75,-5\nTotal,200,205,5\n"
)


def test_ratings_show_which_way_is_good_and_a_portfolio_may_be_a_line(tmp_path: Path) -> None:
    """Days to re-let speak of no way; complaints on time of the wrong one; E3's ratings contradict each other."""
    (tmp_path / "received").mkdir()
    (tmp_path / "received/scorecard.csv").write_text(RATED, encoding="utf-8")
    (tmp_path / "received/money in £000.csv").write_text(BY_PORTFOLIO, encoding="utf-8")
    asked: dict[str, Question] = {}

    def ask(question: Question) -> str:
        asked[question.key] = question
        said = {"council": "Anytown Council", "services.money_unit": "thousands"}
        return said.get(question.key, question.default)

    begin(tmp_path / "project", look([tmp_path / "received"]), ask=ask)
    tables = clean(find_project(tmp_path / "project"), PERIOD).tables
    assert asked["low is good"].default == "H1; E2; E3"
    assert list(tables["measures"]["portfolio"]) == ["housing", "housing", "streets", "streets", "streets"]
    services = tables["services"]
    own = [(row.portfolio, row.line, row.variance) for row in services.itertuples() if not row.is_total]
    assert own == [("housing", "Housing", 10_000_00), ("streets", "Streets", -5_000_00)]
