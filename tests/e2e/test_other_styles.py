"""Three made-up councils whose files nobody of us has laid out: from received files to figures by init, against truth.

``edits`` are what a person mends in the files, each a fault that clean has named.
"""

import csv
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from builders.project import REPOSITORY

from pprr.domain import Period
from pprr.ingest.clean import Cleaned, clean
from pprr.project import find_project
from pprr.start.init import begin, look
from pprr.start.questions import Question

COUNCILS = REPOSITORY / "tests/data/councils"
PERIOD = Period.parse("2025-26-q2")
HALF_A_DECIMAL = Decimal("0.051")  # truth has figures as they are printed


def _without_rows(folder: Path) -> None:
    """Takes out a row that stands twice, a measure under the wrong one of two directorates, and last year's file."""
    (folder / "InPhase_export_annual_2024-25.xlsx").unlink()
    path = folder / "InPhase_export_people_2025-26_Q2.csv"
    lines = path.read_bytes().split(b"\n")
    path.write_bytes(
        b"\n".join(line for number, line in enumerate(lines, start=1) if number not in {318, *range(170, 175)})
    )


@dataclass(frozen=True)
class Style:
    """A council: the most that may be asked, what is mended, what stays stopped, and how many figures must be right."""

    name: str
    most_answers: int
    stopped: frozenset[str]
    fewest_right: int
    edits: Callable[[Path], None] = lambda folder: None


STYLES = (
    Style("pentana", 10, frozenset({"finance-and-corporate"}), 150),  # a duration in hours, minutes and seconds
    Style("inphase", 10, frozenset({"resources"}), 100, _without_rows),  # a time
)


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_no_figure_is_wrong(style: Style, tmp_path: Path) -> None:
    folder, root = tmp_path / "received", tmp_path / "project"
    shutil.copytree(COUNCILS / style.name / "received", folder)
    style.edits(folder)
    asked: list[Question] = []

    def ask(question: Question) -> str:
        asked.append(question)
        return "the quarter" if question.key == "target of" else question.default

    begun = begin(root, look([folder]), ask=ask)
    assert (str(begun.council.period), len(asked) <= style.most_answers) == (str(PERIOD), True)
    cleaned = clean(find_project(root), PERIOD)
    assert {fault.portfolio for fault in cleaned.faults} == style.stopped
    right, wrong = _against_truth(style.name, cleaned)
    assert wrong == []
    assert right >= style.fewest_right


def _against_truth(name: str, cleaned: Cleaned) -> tuple[int, list[str]]:
    """How many measures have the figure, or the lack of one, that truth has, and those that have another."""
    rows = cleaned.tables["readings"]
    own = rows[rows["period"] == str(PERIOD)].set_index("measure_id")
    measures = cleaned.tables["measures"]
    called = dict(zip(map(_squeezed, measures["name"]), measures["measure_id"], strict=True))
    right, wrong = 0, []
    with (COUNCILS / name / "truth.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            measure_id = called.get(_squeezed(row["name"]))
            if measure_id is None:
                continue  # of a portfolio that is stopped
            reading = own.loc[measure_id]
            is_bound = str(reading["comparator"]) in {"<", "≤"}
            value = None if reading["missing"] or is_bound else Decimal(str(reading["value"])) * int(reading["scale"])
            truth = Decimal(row["actual"].replace(",", "")) if row["actual_kind"] == "value" else None
            is_right = value == truth or (
                value is not None and truth is not None and abs(value - truth) < HALF_A_DECIMAL
            )
            right += is_right
            wrong += (
                [] if is_right else [f"{measure_id}: {reading['text']}, truth {row['actual_kind']} {row['actual']}"]
            )
    return right, wrong


def _squeezed(name: str) -> str:
    return re.sub(r"\W+", "", name.lower())


def test_what_is_in_doubt_is_asked_and_not_taken(tmp_path: Path) -> None:
    """A year above a quarter's figures, in a sheet kept by hand: nobody's default lets it pass."""
    received = look([COUNCILS / "byhand" / "received"])
    needed: list[str] = []

    def ask(question: Question) -> str:
        if question.problem(question.default):
            needed.append(question.key)
        return question.default or question.choices[-1]

    begun = begin(tmp_path, received, ask=ask)
    assert any(key.startswith("columns of 02") for key in needed)
    assert begun.council.name == "Ostley and Fenbrook Council"
