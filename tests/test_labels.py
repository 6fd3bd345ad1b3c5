"""The labelled sentences are well formed: what they label stands in them, under headings that the report has."""

import csv
import re
import tomllib
from collections import Counter
from typing import Any

import pytest
from conftest import REPOSITORY

LABELLED = REPOSITORY / "tests" / "data" / "labelled_words"
REGISTER = REPOSITORY / "data" / "raw" / "2019-20" / "agreement" / "measures.csv"
SECTIONS = {"overview", "budget", "outturn", "reserves", "savings"}
LABELS = ("contradicts", "tied", "untied")
FIELDS = {"item", "kind", "text", "severity", *LABELS}
HALVES = ("known", "kept")


def _cases(half: str) -> list[dict[str, Any]]:
    return tomllib.loads((LABELLED / f"{half}.toml").read_text(encoding="utf-8"))["case"]


def _items() -> set[str]:
    with REGISTER.open(encoding="utf-8", newline="") as file:
        return {row["measure_id"] for row in csv.DictReader(file)} | SECTIONS


def _places(label: str, text: str) -> int:
    """How often the label stands in the text by itself: "5" does not stand in "5,000" nor in "2.5"."""
    return len(re.findall(rf"(?<![\w.,£]){re.escape(label)}(?![\w%]|[.,]\d)", text))


@pytest.mark.parametrize("half", HALVES)
def test_every_label_stands_once_in_its_sentence(half: str) -> None:
    astray = [
        (case["text"], label)
        for case in _cases(half)
        for labels in LABELS
        for label in case[labels]
        if _places(label, case["text"]) != 1
    ]
    assert astray == []


@pytest.mark.parametrize("half", HALVES)
def test_every_sentence_has_its_fields_and_a_heading_of_the_report(half: str) -> None:
    cases, items = _cases(half), _items()
    assert [case["text"] for case in cases if case.keys() - {"why"} != FIELDS] == []
    assert {case["item"] for case in cases} <= items


@pytest.mark.parametrize("half", HALVES)
def test_just_the_wrong_sentences_contradict_with_a_severity_and_a_reason_each(half: str) -> None:
    for case in _cases(half):
        is_wrong = case["kind"] == "wrong"
        assert bool(case["contradicts"]) is is_wrong, case["text"]
        assert (case["severity"] in {"blocking", "warning"}) is is_wrong, case["text"]
        assert len(case.get("why", ())) == len(case["contradicts"]), case["text"]
        assert case["kind"] != "right" or not case["untied"], case["text"]


@pytest.mark.parametrize(
    ("half", "expected"),
    [
        pytest.param(
            "known", {"wrong": 42, "right": 26, "other-period": 10, "not-from-data": 12, "trap": 13}, id="known"
        ),
        pytest.param(
            "kept", {"wrong": 41, "right": 27, "other-period": 11, "not-from-data": 10, "trap": 15}, id="kept"
        ),
    ],
)
def test_the_mix_of_each_half(half: str, expected: dict[str, int]) -> None:
    assert Counter(case["kind"] for case in _cases(half)) == expected


def test_the_halves_share_no_sentence_and_no_skeleton_of_one() -> None:
    """Nor one with other digits."""
    known, kept = ({re.sub(r"\d", "0", case["text"].lower()) for case in _cases(half)} for half in HALVES)
    assert known & kept == set()
    assert (len(known), len(kept)) == (103, 104)
