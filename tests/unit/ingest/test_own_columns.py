"""The columns of an extract's own words that pprr sources proposes, and its words in them for ours."""

import tomllib
from pathlib import Path

import pytest

from pprr.ingest.suggest.propose import propose

CASES = [
    pytest.param(
        "Ref,Portfolio,Q1 2025/26,Q2 2025/26,Target,RAG,Direction of travel,Comments\n"
        "A1,Arts,9,8,10,r,Worsening,Late\n",
        {"target": "Target", "status": "RAG", "trend": "Direction of travel", "comment": "Comments"},
        {"status_words": {"r": "Red"}, "trend_words": {"Worsening": "Getting worse"}},
        id="one column each",
    ),
    pytest.param(
        "Ref,Portfolio,Q1 25/26 Value,Q1 25/26 Target,Q1 25/26 Status,Q2 25/26 Value,Q2 25/26 Target,Q2 25/26 Status\n"
        "A1,Arts,9,10,Alert,8,11,OK\n",
        {"target": "Q2 25/26 Target", "status": "Q2 25/26 Status"},
        {"status_words": {"OK": "Green", "Alert": "Red"}},
        id="those of the newest period",
    ),
    pytest.param(
        "Ref,Portfolio,Q1,Q2,Target 25/26,Num,Den\nA1,Arts,50%,60%,70%,6,10\n",
        {"target": "Target 25/26", "numerator": "Num", "denominator": "Den"},
        {},
        id="the year's target, two counts",
    ),
    pytest.param(
        "Ref,Portfolio,Q2 2025/26,Target 2024/25,RAG Q2 2024/25\nA1,Arts,9,10,Green\n",
        {},
        {},
        id="those of another time",
    ),
    pytest.param(
        "Ref,Portfolio,Q2 2025/26,RAG,Trend\nA1,Arts,9,Green,▲\nA2,Arts,9,Unknown,▼\n",
        {"status": "RAG"},
        {"no_status": ["Unknown"]},
        id="arrows may be of the figure; a word for no rating",
    ),
    pytest.param(
        "Ref,Portfolio,Q2 2025/26,RAG,Trend\nA1,Arts,9,No RAG,Same\nA2,Arts,9,Data only,Up\n",
        {"status": "RAG", "trend": "Trend"},
        {"no_status": ["No RAG", "Data only"], "trend_words": {"Same": "Stable"}},
        id="no rating is in force, directions are ours",
    ),
    pytest.param("Ref,Portfolio,Q2 2025/26,Target,RAG\nA1,Arts,9,,\n", {}, {}, id="columns that nobody fills"),
    pytest.param(
        "Ref,Portfolio,Q2 2025/26,RAG,Data Status\nA1,Arts,9,Green,Final\nA2,Arts,9,Red,Provisional\n",
        {"status": "RAG", "mark": "Data Status"},
        {},
        id="marks in a column of their own",
    ),
    pytest.param(
        "Ref,Portfolio,Q2 2025/26,RAG,Data Status\nA1,Arts,9,Green,Overdue\nA2,Arts,9,Red,Provisional\n",
        {"status": "RAG"},
        {},
        id="a column that says other things than marks",
    ),
    pytest.param(
        "Ref,Portfolio,Period,Value,Target,RAG\nA1,Arts,Q1 2025/26,9,10,Green\nA1,Arts,Q2 2025/26,8,10,Amber\n",
        {"target": "Target", "status": "RAG"},
        {},
        id="a row a period",
    ),
]


@pytest.mark.parametrize(("text", "columns", "words"), CASES)
def test_own_columns_are_proposed(tmp_path: Path, text: str, columns: dict[str, str], words: dict[str, object]) -> None:
    path = tmp_path / "received.csv"
    path.write_text(text, encoding="utf-8")
    proposal = propose(path)
    keys = tomllib.loads(proposal.text)["performance"]
    others = {"measure_id", "portfolio", "period", "value"}
    assert {field: label for field, label in keys["columns"].items() if field not in others} == columns
    assert {key: keys[key] for key in ("status_words", "trend_words", "no_status") if key in keys} == words
    assert proposal.problems == ()


def test_a_word_that_may_be_a_rating_or_none_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "received.csv"
    path.write_text("Ref,Portfolio,Q2 2025/26,RAG\nA1,Arts,9,Blue\n", encoding="utf-8")
    assert '# "Blue" = "..."' in propose(path).text
