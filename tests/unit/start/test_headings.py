"""What init makes of exports whose headings are their system's own: names, portfolios, good performance, the period."""

from pathlib import Path

import pytest

from pprr.domain import Period
from pprr.ingest.clean import clean
from pprr.project import find_project
from pprr.start.init import begin, look
from pprr.start.questions import Question

PERIOD = Period.parse("2025-26-q2")
EXPORTS = {
    "a unit of measure beside the title, and the way that is sought": """\
KPI Ref,KPI Title,Directorate,Direction of travel sought,Unit of measure,2024/25 Result,Q2 2025/26 Result,2025/26 Target
K1,Waste recycled,Environment,Higher is better,%,44.1%,44.6%,45%
K2,Missed bins,Environment,Lower is better,Number,58,49,60
""",
    "service areas, and a note": """\
Code,Short Name,Service Area,Gauge Format,Value 2024/25,Value Q2 2025/26,Annual Target 2025/26,Latest Note
K1,Waste recycled,Environment,Bigger is Better,44.1%,44.6%,45%,
K2,Missed bins,Environment,Smaller is Better,58,49,60,On track.
""",
    "last year's outturn in words of its own, and short years": """\
Ref,What we measure,Portfolio,Good is,24/25 outturn,Q2 25/26,Target 25/26
K1,Waste recycled,Environment,High,44.1%,44.6%,45%
K2,Missed bins,Environment,Low,58,49,60
""",
}


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in EXPORTS.items()])
def test_names_portfolio_way_and_period_are_those_of_the_export(tmp_path: Path, text: str) -> None:
    (tmp_path / "kpis.csv").write_text(text, encoding="utf-8")
    asked: list[str] = []

    def answer(question: Question) -> str:
        asked.append(question.text)
        return question.default or "Anytown Council"

    begin(tmp_path / "project", look([tmp_path / "kpis.csv"]), ask=answer)
    tables = clean(find_project(tmp_path / "project"), PERIOD).tables
    names = tables["measures"].set_index("measure_id")[["name", "portfolio", "good_performance"]]
    assert names.to_numpy().tolist() == [
        ["Waste recycled", "environment", "High"],
        ["Missed bins", "environment", "Low"],
    ]
    now = tables["readings"].loc[tables["readings"]["period"] == str(PERIOD), "value"]
    assert [str(value) for value in now] == ["44.6", "49"]
    assert not [text for text in asked if "low figure good" in text or "portfolio" in text]


def test_a_portfolio_that_nothing_names_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "kpis.csv").write_text("Ref,Measure,Good is,2024/25,Q2 2025/26\nK1,Waste,High,44.1%,44.6%\n", "utf-8")
    asked: list[str] = []

    def answer(question: Question) -> str:
        asked.append(question.text)
        return "Environment" if "portfolio" in question.text else question.default or "Anytown Council"

    begin(tmp_path / "project", look([tmp_path / "kpis.csv"]), ask=answer)
    assert [text for text in asked if "of which portfolio are its rows" in text]
    assert clean(find_project(tmp_path / "project"), PERIOD).tables["portfolios"]["name"].tolist() == ["Environment"]
