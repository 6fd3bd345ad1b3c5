"""Three made-up councils whose files nobody of us has laid out: from received files to figures by init, against truth.

``edits`` are what a person mends in the files: what clean has named and no mapping can hold.
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
from pprr.project import Project, find_project
from pprr.report import open_report
from pprr.start.init import BegunProject, begin, look
from pprr.start.questions import Question

COUNCILS = REPOSITORY / "tests/data/councils"
PERIOD = Period.parse("2025-26-q2")
MOST_ANSWERS = 10


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
    """A council: how many figures and lines of money must be right, what the answer to the one open question is.

    ``told_zero`` are figures of which the export's own words say that there are none.
    """

    name: str
    fewest_right: int
    money: int
    targets_of: str
    edits: Callable[[Path], None] = lambda folder: None
    told_zero: frozenset[str] = frozenset()


STYLES = (
    Style("pentana", 183, 50, "the quarter"),
    Style("inphase", 186, 51, "the quarter", _without_rows),
    Style("byhand", 151, 56, "the year", told_zero=frozenset({"CL22"})),
)


@dataclass(frozen=True)
class Made:
    """A council as init has made it: the style, what was asked, the project, and its tables."""

    style: Style
    asked: list[Question]
    begun: BegunProject
    project: Project
    cleaned: Cleaned


@pytest.fixture(scope="module", params=STYLES, ids=lambda style: style.name)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    style: Style = request.param
    root = tmp_path_factory.mktemp(style.name)
    shutil.copytree(COUNCILS / style.name / "received", root / "received")
    style.edits(root / "received")
    asked: list[Question] = []

    def ask(question: Question) -> str:
        """Enter, but for the question that nothing proposes an answer to."""
        asked.append(question)
        return style.targets_of if question.key == "target of" else question.default

    begun = begin(root / "project", look([root / "received"]), ask=ask)
    project = find_project(root / "project")
    return Made(style, asked, begun, project, clean(project, PERIOD))


def test_few_answers_are_asked_for_and_nothing_is_stopped(made: Made) -> None:
    assert str(made.begun.council.period) == str(PERIOD)
    assert len(made.asked) <= MOST_ANSWERS
    assert made.cleaned.faults == ()


def test_no_figure_is_wrong(made: Made) -> None:
    right, wrong = _figures_against_truth(made)
    assert wrong == made.style.told_zero
    assert right == made.style.fewest_right


def test_no_money_is_wrong(made: Made) -> None:
    """Each line of each portfolio, totals too; one that does not add up is queried."""
    rows = made.cleaned.tables["services"]
    names = dict(zip(*(made.cleaned.tables["portfolios"][name] for name in ("portfolio", "name")), strict=True))
    ours = {
        (_squeezed(names[row.portfolio]), _squeezed(row.line)): (row.budget, row.forecast, row.variance)
        for row in rows.itertuples()
    }
    theirs = {
        (_squeezed(row["portfolio"]), _squeezed(row["line"])): tuple(
            int(Decimal(row[name]) * 100) for name in ("budget", "forecast", "variance")
        )
        for row in _truth(made.style.name, "money")
    }
    assert {key: amounts for key, amounts in ours.items() if theirs[key] != amounts} == {}
    assert len(ours) == made.style.money


ODD = {  # what the export's own words say against its figures, as its makers have put it there
    "pentana": {("FIN-15", "note-against-figure"), ("FIN-23", "status-of-the-extract-differs")},
    "inphase": {("HAN.005", "note-against-figure"), ("RES.023", "status-of-the-extract-differs")},
    "byhand": {
        ("CS10", "note-against-figure"),
        ("CS20", "status-of-the-extract-differs"),
        ("CL22", "note-against-figure"),
    },
}


def test_what_the_export_says_against_its_own_figures_is_asked(made: Made) -> None:
    """A rating by judgement, a note with another figure, a zero where nothing was recorded."""
    slugs = made.cleaned.tables["portfolios"]["portfolio"]
    reports = [open_report(slug, PERIOD, project=made.project) for slug in slugs]
    asked = {(query.item, query.key) for report in reports for query in report.queries}
    assert ODD[made.style.name] - asked == set()


def _figures_against_truth(made: Made) -> tuple[int, set[str]]:
    """How many measures have the figure, or the lack of one, that truth has, and those that have another."""
    rows = made.cleaned.tables["readings"]
    own = rows[rows["period"] == str(PERIOD)].set_index("measure_id")
    measures = made.cleaned.tables["measures"]
    called = dict(zip(map(_squeezed, measures["name"]), measures["measure_id"], strict=True))
    right, wrong = 0, set()
    for row in _truth(made.style.name, "truth"):
        measure_id = called[_squeezed(row["name"])]
        reading = own.loc[measure_id]
        is_bound = str(reading["comparator"]) in {"<", "≤"}
        value = None if reading["missing"] or is_bound else Decimal(str(reading["value"])) * int(reading["scale"])
        truth = Decimal(row["actual"].replace(",", "")) if row["actual_kind"] == "value" else None
        if value == truth or (value is not None and truth is not None and _is_shown_as(value, truth)):
            right += 1
        else:
            wrong.add(measure_id)
    return right, wrong


def _is_shown_as(value: Decimal, truth: Decimal) -> bool:
    """Tells whether the value is the other but for rounding: truth has figures as they are printed."""
    return abs(value - truth) <= Decimal("0.5").scaleb(int(truth.as_tuple().exponent))


def _truth(name: str, table: str) -> list[dict[str, str]]:
    with (COUNCILS / name / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _squeezed(name: str) -> str:
    return re.sub(r"\W+", "", name.lower())


def test_what_is_in_doubt_is_asked_and_not_taken(tmp_path: Path) -> None:
    """A year that may be a heading over a quarter's figures: nobody's default lets it pass."""
    path = tmp_path / "received.csv"
    path.write_text(
        "Indicators of Anytown Council,,,\nRef,Measure,2024/25,2025/26,\n,,Q2,Q1,Q2\n"
        "A1,Visits,5,6,7\nA2,Loans,8,9,10\n",
        encoding="utf-8",
    )
    needed: list[str] = []

    def ask(question: Question) -> str:
        if question.problem(question.default):
            needed.append(question.key)
        return question.default or (question.choices or ("Arts",))[-1]

    begin(tmp_path / "project", look([path]), ask=ask)
    assert not [key for key in needed if key.startswith("columns of")]
