"""The labelled sentences are well formed: what they label stands in them, under headings that the report has."""

import re
import tomllib
from collections import Counter
from typing import Any

import pytest
from builders.project import REPOSITORY

from pprr.report import Report

LABELLED = REPOSITORY / "tests" / "data" / "labelled_words"
LABELS = ("contradicts", "tied", "untied")
FIELDS = {"item", "kind", "text", "severity", *LABELS}
SETS = ("known", "known_2", "known_3", "known_4", "unseen")


def _cases(name: str) -> list[dict[str, Any]]:
    return tomllib.loads((LABELLED / f"{name}.toml").read_text(encoding="utf-8"))["case"]


def _places(label: str, text: str) -> int:
    """How often the label stands in the text by itself: "5" does not stand in "5,000" nor in "2.5"."""
    return len(re.findall(rf"(?<![\w.,£]){re.escape(label)}(?![\w%]|[.,]\d)", text))


@pytest.mark.parametrize("name", SETS)
def test_every_label_stands_once_in_its_sentence(name: str) -> None:
    astray = [
        (case["text"], label)
        for case in _cases(name)
        for labels in LABELS
        for label in case[labels]
        if _places(label, case["text"]) != 1
    ]
    assert astray == []


@pytest.mark.parametrize("name", SETS)
def test_every_sentence_has_its_fields_and_a_heading_of_the_report(name: str, report: Report) -> None:
    cases = _cases(name)
    assert [case["text"] for case in cases if case.keys() - {"why"} != FIELDS] == []
    assert {case["item"] for case in cases} - set(report.items) == set()


@pytest.mark.parametrize("name", SETS)
def test_just_the_wrong_sentences_contradict_with_a_severity_and_a_reason_each(name: str) -> None:
    for case in _cases(name):
        is_wrong = case["kind"] == "wrong"
        assert bool(case["contradicts"]) is is_wrong, case["text"]
        assert (case["severity"] in {"blocking", "warning"}) is is_wrong, case["text"]
        assert bool(case.get("why")) is is_wrong, case["text"]
        assert case["kind"] != "right" or not case["untied"], case["text"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param(
            "known", {"wrong": 42, "right": 26, "other-period": 10, "not-from-data": 12, "trap": 13}, id="known"
        ),
        pytest.param(
            "known_2", {"wrong": 41, "right": 27, "other-period": 11, "not-from-data": 10, "trap": 15}, id="known_2"
        ),
        pytest.param(
            "known_3", {"wrong": 57, "right": 33, "other-period": 14, "not-from-data": 13, "trap": 20}, id="known_3"
        ),
        pytest.param(
            "known_4", {"wrong": 48, "right": 54, "other-period": 12, "not-from-data": 10, "trap": 14}, id="known_4"
        ),
        pytest.param(
            "unseen", {"wrong": 60, "right": 69, "other-period": 14, "not-from-data": 12, "trap": 14}, id="unseen"
        ),
    ],
)
def test_the_mix_of_each_set(name: str, expected: dict[str, int]) -> None:
    assert Counter(case["kind"] for case in _cases(name)) == expected


def test_the_sets_share_no_sentence_and_no_skeleton_of_one() -> None:
    """Nor one with other digits."""
    skeletons = [{re.sub(r"\d", "0", case["text"].lower()) for case in _cases(name)} for name in SETS]
    assert [len(one) for one in skeletons] == [len(_cases(name)) for name in SETS]
    assert len(set().union(*skeletons)) == sum(len(one) for one in skeletons)


def test_no_measure_and_no_section_of_the_report_is_without_an_unseen_sentence(report: Report) -> None:
    wanted = {item for item in report.items if item not in {row.item for row in report.row_items}}
    assert wanted - {case["item"] for case in _cases("unseen")} == set()
