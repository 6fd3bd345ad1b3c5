"""From a council's exports alone to a page by one command: what is asked, what is made, and what stays as it is."""

import json
import shutil
from pathlib import Path

import pytest
from builders.command import pprr

from pprr.demo.build import Size, write_demo
from pprr.domain import Period
from pprr.ingest.clean import clean
from pprr.project import find_project
from pprr.start.init import ANSWERS, begin, look
from pprr.start.questions import OpenQuestionsError, Question, read_answers

PERIOD = Period.parse("2025-26-q2")
MOST_ANSWERS = 10


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("demo") / "council"
    write_demo(root, Size(2, 8, 3, 0))
    return root


@pytest.fixture(scope="module")
def received(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The exports of the demo's last period: its agreement, its sources and its words are taken away."""
    folder = tmp_path_factory.mktemp("mail") / "received"
    shutil.copytree(find_project(demo).extracts(PERIOD), folder)
    (folder / "sources.toml").unlink()
    return folder


@pytest.fixture(scope="module")
def made(received: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the one command was run."""
    root = tmp_path_factory.mktemp("council")
    result = pprr("init", str(received), folder=root)
    assert result.returncode == 0, result.stdout + result.stderr
    return root


def test_one_command_makes_the_pages(made: Path) -> None:
    pages = sorted(path.name for path in (made / "reports" / str(PERIOD)).glob("*.html"))
    assert len(pages) == 2
    assert "Anyborough Council (made up)" in (made / "reports" / str(PERIOD) / pages[0]).read_text(encoding="utf-8")


def test_at_most_ten_answers_are_asked_for(received: Path, tmp_path: Path) -> None:
    asked: list[Question] = []

    def ask(question: Question) -> str:
        asked.append(question)
        return ""  # Enter takes what is proposed

    begin(tmp_path, look([received]), ask=ask)
    assert 0 < len(asked) <= MOST_ANSWERS


def test_every_figure_is_that_of_the_councils_own_mapping(made: Path, demo: Path) -> None:
    """The demo maps its exports by hand; what init has made reads each figure and amount as that does."""
    theirs, ours = (clean(find_project(root), PERIOD).tables for root in (demo, made))
    bands = theirs["measures"].loc[theirs["measures"]["rule"] == "band", "measure_id"]
    neither = ours["measures"]["measure_id"].isin(bands)
    assert 0 < neither.sum() < len(neither)
    ours["measures"].loc[neither, "good_performance"] = ""  # which way is good init asks, and a band says neither
    columns = {
        "readings": ["measure_id", "period", "value", "missing", "mark"],
        "statuses": ["measure_id", "period", "status"],
        "series": ["measure_id", "period", "value"],
        "budget": ["portfolio", "line", "amount"],
        "outturn": ["portfolio", "cash_limit", "expenditure", "appropriations", "outturn", "variance"],
        "reserves": ["portfolio", "purpose", "approved", "change", "balance", "is_total"],
        "savings": ["portfolio", "proposal", "value", "achieved", "is_total"],
        "capital": ["portfolio", "scheme", "budget", "forecast", "rephasing", "variance"],
        "accounts": ["portfolio", "account", "line", "budget", "forecast", "variance"],
        "measures": ["measure_id", "name", "portfolio", "good_performance", "unit", "decimals"],
    }
    for name, of in columns.items():
        one, other = (sorted(map(str, table[name][of].itertuples(index=False))) for table in (theirs, ours))
        assert one == other, name


def test_what_a_person_has_changed_is_kept(made: Path, received: Path, tmp_path: Path) -> None:
    path = made / "pprr.toml"
    path.write_text(path.read_text(encoding="utf-8") + '\n[page]\naccent = "#003366"\n', encoding="utf-8")
    before = {file: file.read_bytes() for file in made.rglob("*") if file.is_file() and "data/raw" in file.as_posix()}
    ours = path.read_bytes()
    answers = tmp_path / "answers.toml"
    answers.write_text('"council" = "Anyborough"\n', encoding="utf-8")
    begun = begin(made, look([received]), answers=answers)
    assert begun.put.made == []
    assert begun.put.kept == ["pprr.toml"]
    assert path.read_bytes() == ours
    assert {file: file.read_bytes() for file in before} == before


def test_the_notebooks_of_documents_that_are_switched_on_are_written(received: Path, tmp_path: Path) -> None:
    begin(tmp_path, look([received]))
    with (tmp_path / "pprr.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[reports]\ncouncil = ["corporate", "of_our_own"]\nportfolios = ["agreement"]\n')
    again = begin(tmp_path, look([received]))
    assert sorted(again.put.made) == ["notebooks/agreement.ipynb", "notebooks/corporate_report.ipynb"]
    corporate = json.loads((tmp_path / "notebooks/corporate_report.ipynb").read_text("utf-8"))
    assert f'period = "{PERIOD}"' in "".join("".join(cell["source"]) for cell in corporate["cells"])


def test_one_that_was_interrupted_is_finished(made: Path, received: Path, tmp_path: Path) -> None:
    whole = begin(tmp_path, look([received]))
    files = [tmp_path / name for name in whole.put.made]
    for path in files[::2]:
        path.unlink()
    again = begin(tmp_path, look([received]))
    assert (again.put.kept, len(again.put.made)) == ([], len(files[::2]))
    assert all(path.is_file() for path in files)


WRONG = [
    ('"period" = "2025-27-q2"\n', "period", "financial year"),
    ('"savings.money_unit" = "pennies"\n', "savings.money_unit", "pounds"),
    ('"saving.money_unit" = "pounds"\n', "saving.money_unit", "savings.money_unit"),
    ('"running totals" = "XX9"\n', "running totals", "XX9"),
]


@pytest.mark.parametrize(("text", "key", "said"), WRONG, ids=[key for _, key, _ in WRONG])
def test_a_wrong_answer_is_named_and_nothing_is_written(
    received: Path, tmp_path: Path, text: str, key: str, said: str
) -> None:
    (tmp_path / ANSWERS).write_text(text, encoding="utf-8")
    result = pprr("init", str(received), folder=tmp_path)
    assert result.returncode == 2
    assert key in result.stderr
    assert said in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == [ANSWERS]


def test_what_nobody_can_propose_is_written_to_be_filled_in(received: Path, tmp_path: Path) -> None:
    """A file whose name tells no council and no portfolio: the open questions stand in a file, then it goes on."""
    folder, root = tmp_path / "received", tmp_path / "project"
    folder.mkdir()
    root.mkdir()
    (folder / "figures.csv").write_text(
        "Ref,Measure,Polarity,Target,2024/25,Q2 2025/26\nA1,Visits,High,100,90,95\nA2,% answered,High,90%,88%,91%\n",
        encoding="utf-8",
    )
    answers = root / ANSWERS
    with pytest.raises(OpenQuestionsError):
        begin(root, look([folder]))
    assert list(root.iterdir()) == []
    assert pprr("init", str(folder), folder=root).returncode == 2
    assert read_answers(answers) == {"period": "2025-26-q2"}
    filled = answers.read_text(encoding="utf-8").replace('# "council" = ""', '"council" = "Anytown Council"')
    answers.write_text(filled.replace('# "portfolio of figures.csv" = ""', '"portfolio of figures.csv" = "Leisure"'))
    begun = begin(root, look([folder]))
    assert (begun.council.name, begun.put.kept) == ("Anytown Council", [])


QUARTERS = ("2024/25 Q1", "2024/25 Q2", "2024/25 Q3", "2024/25 Q4", "2025/26 Q1", "2025/26 Q2")


@pytest.mark.parametrize(
    ("figures", "is_proposed"),
    [
        pytest.param([10210, 24803, 33120, 41877, 11350, 26004], True, id="a count that grows within each year"),
        pytest.param([12, 31, 45, 66, 14, 35], True, id="a small one"),
        pytest.param([10, 35, 61, 102, 17, 48], True, id="one that grows faster than the year"),
        pytest.param(["", 31, 45, 66, 14, 35], True, id="one that was not counted at first"),
        pytest.param([12, 31, 29, 66, 14, 28], False, id="one that falls within a year, and doubles within the next"),
        pytest.param([311, 324, 340, 352, 349, 361], False, id="a state that grows on, and pauses in April"),
        pytest.param([80, 84, 87, 91, 81, 86], False, id="quarters that grow, and begin a little lower"),
    ],
)
def test_a_running_total_is_proposed_where_its_quarters_prove_it(
    tmp_path: Path, figures: list[object], is_proposed: bool
) -> None:
    folder, root = tmp_path / "received", tmp_path / "project"
    folder.mkdir()
    root.mkdir()
    labels, cells = ",".join(QUARTERS), ",".join(map(str, figures))
    (folder / "figures.csv").write_text(
        f"Ref,Measure,Service,Polarity,{labels}\nA1,Visits to the museum,Leisure,High,{cells}\n", encoding="utf-8"
    )
    asked: dict[str, Question] = {}

    def ask(question: Question) -> str:
        asked[question.key] = question
        return question.default or "Anytown"

    begin(root, look([folder]), ask=ask)
    assert asked["running totals"].default == ("A1" if is_proposed else "none")
