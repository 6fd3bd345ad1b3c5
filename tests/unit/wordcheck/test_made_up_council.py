"""Measures the check of words over sentences about a made-up council, by somebody who had not seen the check.

``tests/data/labelled_words/README.md`` says what the labels mean.
"""

import csv
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from unittest import mock

import pytest
from builders.project import REPOSITORY

from pprr.demo.build import Size, write_demo
from pprr.project import Project, find_project
from pprr.report import Report, open_report
from pprr.report.queries.words import facts_of
from pprr.wordcheck import FigureOutcome, check_entry

CASES = REPOSITORY / "tests" / "data" / "labelled_words" / "made_up.toml"
MEASURES = CASES.with_name("made_up_measures.csv")  # those that the council had when the sentences were written
SEED = 73


@dataclass
class Measured:
    """The numbers of sentences by what the check made of them and what they turn on."""

    wrong: dict[str, Counter[str]] = field(default_factory=dict)
    right: dict[str, Counter[str]] = field(default_factory=dict)

    def total(self, kind: str, outcome: str) -> int:
        """The number of wrong or right sentences of which that was made."""
        return sum(one[outcome] for one in (self.wrong if kind == "wrong" else self.right).values())

    def __str__(self) -> str:
        lines = []
        for kind, by_turn in (("wrong", self.wrong), ("right", self.right)):
            whole: Counter[str] = sum(by_turn.values(), Counter())
            lines.append(f"{kind}: {dict(whole)}")
            lines += [f"  {turn:<12} {dict(counts)}" for turn, counts in sorted(by_turn.items())]
        return "\n".join(lines)


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("council") / "project"
    listed = tuple(csv.DictReader(MEASURES.read_text(encoding="utf-8").splitlines()))
    with mock.patch("pprr.demo.council._LISTED", listed):
        write_demo(folder, Size(seed=SEED, ledger_lines=0))
    return find_project(folder)


def measure(project: Project) -> Measured:
    """What the check makes of each sentence, as if it were the only words of its entry."""

    @cache
    def opened(portfolio: str, period: str) -> Report:
        return open_report(portfolio, period, project=project)

    measured = Measured()
    for case in tomllib.loads(Path(CASES).read_text(encoding="utf-8"))["case"]:
        report = opened(case["portfolio"], case["period"])
        checked = check_entry(case["text"], facts_of(report)[case["item"]], report.rules)
        graver = [one.contradiction for one in checked.figures if one.contradiction] + list(checked.beside)
        if graver:
            outcome = "blocking" if any(one.is_blocking for one in graver) else "contradicted"
        else:
            is_listed = any(one.outcome is FigureOutcome.NOT_TIED for one in checked.figures)
            outcome = "listed" if is_listed else "silent"
        of = measured.wrong if case["kind"] == "wrong" else measured.right
        of.setdefault(case["turns_on"], Counter())[outcome] += 1
    return measured


def test_the_sentences_about_the_made_up_council(council: Project) -> None:
    measured = measure(council)
    print(f"\n{measured}")
    found = measured.total("wrong", "contradicted") + measured.total("wrong", "blocking")
    false = measured.total("right", "contradicted") + measured.total("right", "blocking")
    assert found >= 79
    assert false == 0  # of 3 before they were read and the rules behind them narrowed
