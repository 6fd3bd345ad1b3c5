"""The fault corpus: every planted fault is answered as it ought to be, and nothing else is said."""

from pathlib import Path

import pytest
from corpus.answers import answer
from corpus.ground import Ground, ground
from corpus.plant import PROJECTS, SEED, planted_in_extracts, write_project

# What must be said too where a row's own name cannot be used, or where a whole column is last year's.
CONSEQUENCES = {
    "figures-of-last-year": ("is exactly the figure for 2023/24",),
    # A figure that is not the one the words were written for has another status, so the overview counts wrongly.
    "figures-doubtful": ("the count of",),
    "figures-of-the-past": ("the count of",),
    "sheet-share": ("the count of",),
    "sheet-bound": ("the count of",),
    "sheet-word": ("the count of",),
    "words-missing": ("the count of",),
    "rows-within-a-cell": ("the rows' ",),
    # A cash limit that is another is none that the services make.
    "sums-unit": ("the services' budgets = net cash limit", "the services' forecasts = outturn"),
    "last-quarter-alone": ("the count of",),
    "keys-refused": ("there is no row for",),
    "register-slips": (
        "is not in the register",
        "there is no row for",
        "has no row in the targets",
        "whether high or low is good",
        "is not a portfolio of this year",
    ),
}


@pytest.fixture(scope="module")
def clean() -> Ground:
    return ground(SEED)


@pytest.mark.parametrize("name", PROJECTS)
def test_every_planted_fault_is_answered_and_nothing_else_is_said(name: str, clean: Ground, tmp_path: Path) -> None:
    told = answer(tmp_path / name, write_project(tmp_path / name, name, clean))
    unanswered = [one.what for one in told.unreported]
    otherwise = [f"{one.what}: {found}, not {one.expected}" for one, found in told.otherwise]
    # A row that cannot be read has consequences: those of its own project are no false alarms.
    alarms = [
        finding.text
        for finding in told.unexpected
        if not any(words in finding.text for words in CONSEQUENCES.get(name, ()))
    ]
    assert (unanswered, otherwise, alarms) == ([], [], [])
    assert told.reported


def test_the_corpus_is_large_and_expects_every_kind_of_answer(clean: Ground) -> None:
    planted = planted_in_extracts(clean)
    assert len(planted) > 200
    assert {one.expected for one in planted} == {"error", "blocking", "warning", "note", "read right"}
