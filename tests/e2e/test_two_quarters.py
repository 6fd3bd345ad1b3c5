"""A made-up council of two quarters and 45 measures with 30 errors of every day: how many are named, at what cost.

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

FOLDER = REPOSITORY / "tests" / "data" / "two_quarters"
WORDS = "commentary-missing"  # nobody has written any


class Planted(NamedTuple):
    """One error: its measure, what it is, in words, and the kind of query that names it."""

    measure_id: str
    what: str
    told: str
    named_by: str


PLANTED = [Planted(**row) for row in csv.DictReader((FOLDER / "planted.csv").read_text("utf-8").splitlines())]


@pytest.fixture(scope="module")
def queries(tmp_path_factory: pytest.TempPathFactory) -> list[Query]:
    """Every query of both quarters, but for those about words."""
    root = tmp_path_factory.mktemp("two") / "quarters"
    copytree(FOLDER / "project", root)
    project = find_project(root)
    found: list[Query] = []
    for period in project.periods():
        cleaned = clean(project, period)
        assert cleaned.faults == ()
        for slug in cleaned.tables["portfolios"]["portfolio"]:
            found += [query for query in assemble(project, cleaned, slug).queries if query.key != WORDS]
    return found


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: f"{planted.measure_id} {planted.what}")
def test_an_error_is_named_by_its_kind(planted: Planted, queries: list[Query]) -> None:
    found = {query.key for query in queries if query.item == planted.measure_id}
    assert planted.named_by in found or not planted.named_by, (planted.told, found)


def test_of_30_errors_25_or_more_are_named() -> None:
    """The kinds that no query names: a note in words of its own, a share of one decimal, a slip by just ten times."""
    assert len(PLANTED) == 30
    unnamed = Counter(planted.what for planted in PLANTED if not planted.named_by)
    assert unnamed == Counter({"note against figure": 1, "stale repeat": 1, "slipped point": 1})


def test_nothing_that_is_sound_is_queried(queries: list[Query]) -> None:
    wrong = {planted.measure_id for planted in PLANTED}
    assert [str(query) for query in queries if query.item not in wrong and query.severity is not Severity.NOTE] == []


def test_the_council_is_made_up_and_says_so() -> None:
    measures = list(csv.DictReader((FOLDER / "project/data/raw/2025-26/agreement/measures.csv").open(encoding="utf-8")))
    assert len(measures) == 45
    assert "(made up)" in Path(FOLDER / "project/pprr.toml").read_text("utf-8")
