"""The fault corpus: every planted fault is answered as it ought to be, and nothing else is said."""

from collections import Counter

import pytest
from corpus.answers import Answer, answer
from corpus.plant import write_corpus
from corpus.planted import Planted

# What must be said too where a row's own name cannot be used, or where a whole column is last year's.
CONSEQUENCES = {
    "figures-of-last-year": ("is exactly the figure for 2023/24",),
    # A figure that is not the one the words were written for has another status, so the overview counts wrongly.
    "figures-doubtful": ("the count of",),
    "figures-of-the-past": ("the count of",),
    "sheet-fraction": ("the count of",),
    "words-missing": ("the count of",),
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
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Answer]:
    """The answer to each project of the corpus, by its name."""
    folder = tmp_path_factory.mktemp("corpus")
    planted: dict[str, list[Planted]] = {}
    for one in write_corpus(folder):
        planted.setdefault(one.project, []).append(one)
    return {name: answer(folder / name, found) for name, found in planted.items()}


def test_every_planted_fault_is_reported(answers: dict[str, Answer]) -> None:
    counts = Counter[str]()
    print(f"\n{'project':<28}{'planted':>8}{'reported':>9}{'otherwise':>10}{'unreported':>11}")
    for name, told in answers.items():
        row = (len(told.reported), len(told.otherwise), len(told.unreported))
        print(f"{name:<28}{sum(row):>8}{row[0]:>9}{row[1]:>10}{row[2]:>11}")
        counts.update(planted=sum(row), reported=row[0])
    print(f"{'all':<28}{counts['planted']:>8}{counts['reported']:>9}")
    missed = {(name, one.what) for name, told in answers.items() for one in told.unreported}
    missed |= {(name, one.what) for name, told in answers.items() for one, _ in told.otherwise}
    assert sorted(missed) == []
    assert counts["planted"] > 200


def test_nothing_else_is_said(answers: dict[str, Answer]) -> None:
    """A row that cannot be read has consequences: those of its own project are no false alarms."""
    alarms = [
        (name, finding.text)
        for name, told in answers.items()
        for finding in told.unexpected
        if not any(words in finding.text for words in CONSEQUENCES.get(name, ()))
    ]
    assert alarms == []


def test_every_kind_of_answer_is_expected_of_something(answers: dict[str, Answer]) -> None:
    expected = {one.expected for told in answers.values() for one in told.reported}
    assert expected == {"error", "blocking", "warning", "note", "read right"}
