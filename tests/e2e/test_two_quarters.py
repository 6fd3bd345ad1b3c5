"""Two made-up councils of two quarters and 45 measures with 30 errors of every day: how many are named, at what cost.

``planted.csv`` says of each error what it is and which kind of query names it, blank where none does yet. It was
written down before the checks were held against it; the other 15 measures are sound, and many look odd.
"""

import csv
from collections import Counter
from pathlib import Path
from shutil import copytree
from typing import NamedTuple

import pytest
from builders.project import REPOSITORY

from pprr.domain import Query, Severity
from pprr.ingest.clean import clean
from pprr.project import find_project
from pprr.report.assemble import assemble

COUNCILS = {name: REPOSITORY / "tests" / "data" / name for name in ("two_quarters", "second_and_third_quarter")}
# The kinds that no query names: a note in words of its own, a share of one decimal, a slip by just ten times.
UNNAMED = {
    "two_quarters": {"note against figure": 1, "stale repeat": 1, "slipped point": 1},
    "second_and_third_quarter": {"stale repeat": 1},
}
WORDS = "commentary-missing"  # nobody has written any


class Planted(NamedTuple):
    """One error: its measure, what it is, in words, and the kind of query that names it."""

    measure_id: str
    what: str
    told: str
    named_by: str


def planted_in(council: str) -> list[Planted]:
    """The errors of a council."""
    return [
        Planted(**row) for row in csv.DictReader((COUNCILS[council] / "planted.csv").read_text("utf-8").splitlines())
    ]


PLANTED = [(council, planted) for council in COUNCILS for planted in planted_in(council)]


@pytest.fixture(scope="module")
def queries(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Query]]:
    """Every query of each council's quarters, but for those about words."""
    return {council: _asked(tmp_path_factory.mktemp(council) / "quarters", council) for council in COUNCILS}


def _asked(root: Path, council: str) -> list[Query]:
    copytree(COUNCILS[council] / "project", root)
    project = find_project(root)
    found: list[Query] = []
    for period in project.periods():
        cleaned = clean(project, period)
        assert cleaned.faults == ()
        for slug in cleaned.tables["portfolios"]["portfolio"]:
            found += [query for query in assemble(project, cleaned, slug).queries if query.key != WORDS]
    return found


@pytest.mark.parametrize(
    ("council", "planted"), PLANTED, ids=[f"{planted.measure_id} {planted.what}" for _, planted in PLANTED]
)
def test_an_error_is_named_by_its_kind(council: str, planted: Planted, queries: dict[str, list[Query]]) -> None:
    found = {query.key for query in queries[council] if query.item == planted.measure_id}
    assert planted.named_by in found or not planted.named_by, (planted.told, found)


@pytest.mark.parametrize("council", COUNCILS)
def test_of_30_errors_25_or_more_are_named(council: str) -> None:
    planted = planted_in(council)
    assert len(planted) == 30
    assert Counter(one.what for one in planted if not one.named_by) == UNNAMED[council]


@pytest.mark.parametrize(
    ("council", "of_all"),
    [
        ("two_quarters", set()),
        ("second_and_third_quarter", {"figures-repeated"}),  # four of the five that repeat in a portfolio are planted
    ],
)
def test_nothing_that_is_sound_is_queried(council: str, of_all: set[str], queries: dict[str, list[Query]]) -> None:
    wrong = {planted.measure_id for planted in planted_in(council)}
    others = [query for query in queries[council] if query.item not in wrong and query.severity is not Severity.NOTE]
    assert {query.key for query in others} == of_all, [str(query) for query in others]


@pytest.mark.parametrize("council", COUNCILS)
def test_the_council_is_made_up_and_says_so(council: str) -> None:
    project = COUNCILS[council] / "project"
    measures = list(csv.DictReader((project / "data/raw/2025-26/agreement/measures.csv").open(encoding="utf-8")))
    assert len(measures) == 45
    assert "(made up)" in (project / "pprr.toml").read_text("utf-8")
