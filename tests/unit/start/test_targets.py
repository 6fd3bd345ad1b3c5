"""What init makes of an export's targets (a figure, a band, a bound, a profile, words) and of kinds in names."""

import pytest

from pprr.domain import Period
from pprr.ingest.clean import Cleaned, clean
from pprr.project import find_project
from pprr.start.init import begin, look
from pprr.start.questions import Question

PERIOD = Period.parse("2025-26-q2")
EXPORT = """\
Performance of Anytown Council,,,,,,,,
Ref,Measure,Portfolio,Good is,Q1 2025/26,Q1 2025/26 Target,Q2 2025/26,Q2 2025/26 Target,Trend
A1,Visits in the quarter,Arts,↑,90,100,95,100,▲
A2,Staff turnover,Arts,In range,11.5%,10% - 13%,12.1%,10% - 13%,▼
A3,Halls open,Arts,Higher,9,≥10,9,≥10,▲
A4,Loans since 1 April,Arts,Higher,400,450,800,900,▲
A5,Time to answer a call,Arts,Lower,3m 10s,3m 20s,3m 05s,3m 20s,▼
A6,Loans of laptops,Arts,Neither,4,Data only,9,Data only,▲
A7,New library opened,Arts,Higher,On track,Open by March,Delayed by the weather,Open by March,▼
A8,Archive moved,Arts,Higher,Met,,n/a,,▲
,Total measures,,,,,,,
"""
TARGETS = {
    "A1": ("value", 100, None, None),
    "A2": ("value", 10, 13, None),
    "A3": ("value", 10, None, None),
    "A4": ("No target", None, None, 900),
    "A5": ("value", 200, None, None),
    "A6": ("No target", None, None, None),
    "A7": ("Milestone", None, None, None),
    "A8": ("Milestone", None, None, None),
}
MEANT = {"Delayed by the weather": "Amber"}  # what a person says, where Enter takes what is proposed


def _answer(question: Question) -> str:
    return next((said for words, said in MEANT.items() if words in question.text), question.default)


@pytest.fixture(scope="module")
def cleaned(tmp_path_factory: pytest.TempPathFactory) -> Cleaned:
    root = tmp_path_factory.mktemp("council")
    (root / "measures.csv").write_text(EXPORT, encoding="utf-8")
    begin(root / "project", look([root / "measures.csv"]), ask=_answer)
    return clean(find_project(root / "project"), PERIOD)


def test_nothing_is_stopped(cleaned: Cleaned) -> None:
    assert cleaned.faults == ()


def test_targets_are_as_the_export_means_them(cleaned: Cleaned) -> None:
    rows = cleaned.tables["targets"]
    found = {row.measure_id: (row.kind, row.value, row.upper, row.q2) for row in rows.itertuples()}
    assert found == TARGETS


def test_a_profile_without_the_years_target_is_kept_and_asked_about(cleaned: Cleaned) -> None:
    assert [query.item for query in cleaned.queries if query.key == "profile-without-target"] == ["A4"]


def test_rules_and_kinds_are_as_the_export_says(cleaned: Cleaned) -> None:
    rows = cleaned.tables["measures"].set_index("measure_id")
    assert [rows.loc[name, "rule"] for name in ("A2", "A6")] == ["band", "data only"]
    assert (rows.loc["A4", "kind"], rows.loc["A1", "kind"]) == ("cumulative", "quarter")
    assert (rows.loc["A1", "good_performance"], rows.loc["A5", "good_performance"]) == ("High", "Low")


def test_a_length_of_time_is_in_the_unit_that_was_answered(cleaned: Cleaned) -> None:
    rows = cleaned.tables["readings"]
    [row] = rows[(rows["measure_id"] == "A5") & (rows["period"] == str(PERIOD))].itertuples()
    assert (row.value, row.text) == (185, "3m 05s")


def test_what_is_reported_in_words_is_a_milestone(cleaned: Cleaned) -> None:
    rows = cleaned.tables["measures"].set_index("measure_id")
    assert [rows.loc[name, "unit"] for name in ("A1", "A7", "A8")] == ["number", "milestone", "milestone"]
    readings = cleaned.tables["readings"]
    own = readings[readings["measure_id"].isin(["A7", "A8"])]
    found = [(row.measure_id, row.text, row.given, row.missing) for row in own.itertuples()]
    assert found == [
        ("A7", "On track", "Green", ""),
        ("A7", "Delayed by the weather", "Amber", ""),
        ("A8", "Met", "Green", ""),
        ("A8", "n/a", "", "Not applicable"),
    ]
