"""What the year's rules keep from reports is in nothing that is made of the tables, nor to be worked out from them."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from builders.command import pprr
from builders.council import FIGURES, RULES, SLUG, quarters, say
from builders.files import bytes_of
from hypothesis import given, settings
from hypothesis import strategies as st

from pprr.domain import Period
from pprr.domain.errors import ProjectError
from pprr.domain.rules import PublicationRule
from pprr.ingest.cleaned import Cleaned
from pprr.ingest.load import load
from pprr.ingest.tables import MEASURES, READINGS
from pprr.ingest.tables.rows import written
from pprr.ingest.tables.stored import CleanedTables
from pprr.ingest.withheld import withheld
from pprr.project import Project
from pprr.report import open_report

NOW, YEAR = Period.parse("2025-26-q2"), Period.parse("2024-25-annual")
QUARTERS = ("2024-25-q1", "2024-25-q2", "2024-25-q3", "2024-25-q4", "2024-25-annual")
LIMIT = 5
Place = tuple[str, str]
GROUP = ("PART", "REST", "WHOLE")


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return quarters(tmp_path_factory.mktemp("withheld") / "council")


@pytest.fixture(scope="module")
def cleaned(council: Project) -> Cleaned:
    return load(council, YEAR)


def planted(cleaned: Cleaned, counts: Mapping[Place, str], kinds: Mapping[str, str]) -> Cleaned:
    """The tables with those readings alone: a count, or a part of a whole."""
    measures, readings = cleaned.tables.cells(MEASURES.name), cleaned.tables.cells(READINGS.name)
    one, figure = (dict(zip(columns, rows[0], strict=True)) for columns, rows in (measures, readings))
    listed = [{**one, "measure_id": name, "code": name, "kind": kind} for name, kind in kinds.items()]
    rows = []
    for (name, period), text in counts.items():
        part, _, whole = text.partition(" of ")
        is_share = bool(whole)
        value = str(round(int(part) * 100 / int(whole))) if is_share else part
        told = {"value": value, "numerator": part if is_share else "", "denominator": whole, "decimals": "0"}
        told |= {"unit": "percentage" if is_share else "number", "scale": "1", "text": text, "missing": "", "given": ""}
        rows.append({**figure, "measure_id": name, "period": period, "mark": "", "comparator": "", **told})
    data = {
        table.name: written(table, ([row[column.name] for column in table.columns] for row in found))
        for table, found in ((MEASURES, listed), (READINGS, rows))
    }
    return replace(cleaned, tables=CleanedTables(data))


def shown(found: Cleaned) -> dict[Place, str]:
    """What stands of each reading, as an attacker has it: the count, or the part and the whole."""
    columns, rows = found.tables.cells(READINGS.name)
    told = [dict(zip(columns, row, strict=True)) for row in rows]
    assert all((row["text"] == "Withheld") == bool(row["missing"]) for row in told)
    return {(row["measure_id"], row["period"]): row["numerator"] or row["value"] for row in told if not row["missing"]}


def suppressed(council: Project, cleaned: Cleaned, counts: Mapping[Place, str], **rule: object) -> dict[Place, str]:
    kinds = {name: "cumulative" if name == "TOTAL" else "quarter" for name, _ in counts}
    made = planted(cleaned, counts, kinds)
    return shown(withheld(council, made, PublicationRule(suppress_below=LIMIT, **rule)))


@pytest.mark.parametrize(
    ("text", "is_shown"),
    [
        ("0", True),
        ("1", False),
        ("4", False),
        ("5", True),
        ("4 of 20", False),
        ("5 of 20", True),
        ("16 of 20", False),
        ("15 of 20", True),
        ("20 of 20", True),
        ("0 of 20", True),
        ("0 of 4", False),
        ("191118 of 233550", True),
    ],
)
def test_a_small_count_is_withheld_with_the_share_that_tells_it(
    council: Project, cleaned: Cleaned, text: str, is_shown: bool
) -> None:
    place = ("ALONE", str(YEAR))
    assert (place in suppressed(council, cleaned, {place: text})) is is_shown


@pytest.mark.parametrize(
    ("counts", "kept"),
    [
        pytest.param({"PART": "3", "REST": "40", "WHOLE": "43"}, {"WHOLE": "43"}, id="the smallest other goes too"),
        pytest.param({"PART": "3", "REST": "2", "WHOLE": "5"}, {"WHOLE": "5"}, id="two are withheld anyway"),
        pytest.param({"PART": "9", "REST": "40"}, {"PART": "9", "REST": "40"}, id="none is withheld"),
        pytest.param({"PART": "3", "REST": "40"}, {}, id="the whole may stand elsewhere"),
    ],
)
def test_of_measures_that_add_up_none_reveals_another(
    council: Project, cleaned: Cleaned, counts: dict[str, str], kept: dict[str, str]
) -> None:
    given = {(name, str(YEAR)): text for name, text in counts.items()}
    found = suppressed(council, cleaned, given, add_up=(tuple(counts),))
    assert {name: text for (name, _), text in found.items()} == kept


def test_a_measure_that_counts_nobody_is_shown(council: Project, cleaned: Cleaned) -> None:
    place = ("DAYS", str(YEAR))
    assert suppressed(council, cleaned, {place: "3"}, no_counts=("DAYS",)) == {place: "3"}


COUNTS = st.integers(0, 12)


@settings(max_examples=60, deadline=None)
@given(
    parts=st.lists(st.tuples(COUNTS, COUNTS), min_size=4, max_size=4), added=st.lists(COUNTS, min_size=4, max_size=4)
)
def test_no_small_count_can_be_worked_out_from_what_is_shown(
    council: Project, cleaned: Cleaned, parts: tuple[tuple[int, int], ...], added: tuple[int, ...]
) -> None:
    """The attacker knows which measures add up, that quarters come to their year, and how running totals grow."""
    counts: dict[Place, int] = {}
    for quarter, (part, rest) in zip(QUARTERS, parts, strict=False):
        counts |= dict(zip([(name, quarter) for name in GROUP], (part, rest, part + rest), strict=True))
    for name in GROUP:
        counts[name, QUARTERS[-1]] = sum(counts[name, quarter] for quarter in QUARTERS[:-1])
    counts |= {("TOTAL", quarter): sum(added[: place + 1]) for place, quarter in enumerate(QUARTERS[:-1])}
    found = suppressed(council, cleaned, {place: str(count) for place, count in counts.items()}, add_up=(GROUP,))
    known = {place: int(text) for place, text in found.items()}
    while more := {place: count for place, count in _worked_out(known) if place not in known}:
        known |= more
    assert {place: count for place, count in known.items() if 0 < count < LIMIT} == {}
    steps = [known[after] - known[before] for before, after in _steps() if before in known and after in known]
    assert [step for step in steps if 0 < step < LIMIT] == []


def _worked_out(known: Mapping[Place, int]) -> Iterator[tuple[Place, int]]:
    """What a sum gives away where one of its terms alone is not known."""
    for quarter in QUARTERS:
        yield from _last_term([(name, quarter) for name in GROUP[:2]], ("WHOLE", quarter), known)
    for name in GROUP:
        yield from _last_term([(name, quarter) for quarter in QUARTERS[:-1]], (name, QUARTERS[-1]), known)


def _last_term(terms: list[Place], total: Place, known: Mapping[Place, int]) -> Iterator[tuple[Place, int]]:
    unknown = [place for place in (*terms, total) if place not in known]
    if unknown == [total]:
        yield total, sum(known[place] for place in terms)
    elif len(unknown) == 1:
        yield unknown[0], known[total] - sum(known[place] for place in terms if place != unknown[0])


def _steps() -> list[tuple[Place, Place]]:
    places = [("TOTAL", quarter) for quarter in QUARTERS[:-1]]
    return list(pairwise(places))


@pytest.mark.parametrize("name", ["STATES", "saving", "housing", ""])
def test_a_name_that_nothing_has_is_refused(council: Project, cleaned: Cleaned, name: str) -> None:
    with pytest.raises(ProjectError) as refused:
        withheld(council, cleaned, PublicationRule(withhold={name: "A reason"}))
    assert refused.value.kind == "withhold-unknown"


def test_without_a_rule_nothing_changes(council: Project, cleaned: Cleaned) -> None:
    assert withheld(council, cleaned, PublicationRule()) is cleaned


@pytest.mark.kernel
def test_what_is_kept_back_is_in_no_file_that_is_made(tmp_path: Path) -> None:
    """A small count, a share of one, a measure and a section: in no byte of page, downloads and record."""
    rule = '\n[publication]\nsuppress_below = 400\nno_counts = ["HALF", "LATE", "LAGGED"]\n'
    rule += '[publication.withhold]\nROLLING = "It is told in another report."\nsavings = "They are not agreed yet."\n'
    secret = {
        "QUARTER": ("60", "317", "666", "319", "313"),
        "STATE": ("80%", "27.3% 323 of 1,183", "89%", "92%", "26.9% 331 of 1,231"),
        "ROLLING": ("70.0%", "71.3%", "72.0%", "74.0%", "77.7%"),
    }
    project = quarters(tmp_path / "council", figures={**FIGURES, **secret}, rules=RULES + rule)
    say(project, str(NOW), {"QUARTER": "There were 313 of them."})
    report = open_report(SLUG, NOW, project=project)
    assert [query.severity for query in report.queries if query.key == "figures-beside-withheld"] == ["blocking"]
    assert "ROLLING" not in report.measure_ids
    say(project, str(NOW), {"QUARTER": "Fewer came than before.", "ROLLING": "It was 77.7%."})
    result = pprr("run", str(NOW), project=project)
    assert result.returncode == 0, result.stderr
    files = bytes_of(project.reports(NOW))
    published = {name: data for name, data in files.items() if not name.endswith((".ipynb", "run.json", "run.txt"))}
    assert {name.rpartition(".")[2] for name in published} == {"html", "csv", "json", "xlsx"}
    assert any(b"Withheld" in data for data in published.values())
    secrets = ("313", "319", "317", "331", "1,231", "26.9", "323", "27.3", "77.7", "ROLLING", "saving")
    for name, data in published.items():
        text = "".join(_parts(data)) if name.endswith(".xlsx") else data.decode()
        found = [told for told in secrets if re.search(rf"(?<![\w.]){re.escape(told)}(?!\w)", text)]
        assert found == [], name


def _parts(workbook: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        yield from (archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/"))
