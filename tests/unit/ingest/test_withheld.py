"""What the year's rules keep from reports is in nothing that is made of the tables, nor to be worked out from them."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
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
from pprr.ingest.tables import AGREED_SAVINGS, COMPARATORS, MEASURES, PROJECTS, READINGS
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
        part, _, whole = text.lstrip("<").partition(" of ")
        is_share = bool(whole) or text.endswith("%")
        value = str(round(int(part) * 100 / int(whole))) if whole else part.rstrip("%")
        told = {"value": value, "numerator": part if whole else "", "denominator": whole, "decimals": "0"}
        told |= {"unit": "percentage" if is_share else "number", "scale": "1", "text": text, "missing": "", "given": ""}
        told |= {"mark": "", "comparator": "<" if text.startswith("<") else ""}
        if text == "Withheld":
            told |= {"value": "", "missing": text}
        rows.append({**figure, "measure_id": name, "period": period, **told})
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


def suppressed(
    council: Project,
    cleaned: Cleaned,
    counts: Mapping[Place, str],
    *,
    earlier: Sequence[Mapping[Place, str]] = (),
    **rule: object,
) -> dict[Place, str]:
    names = dict.fromkeys([*(name for name, _ in counts), *(GROUP if "add_up" in rule else ())])
    kinds = {name: "cumulative" if name == "TOTAL" else "quarter" for name in names}
    made, *before = (planted(cleaned, one, kinds) for one in (counts, *earlier))
    tables = [one.tables for one in before]
    return shown(withheld(council, made, PublicationRule(**{"suppress_below": LIMIT, **rule}), earlier=tables))


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
        pytest.param({"PART": "Withheld", "REST": "40", "WHOLE": "43"}, {"WHOLE": "43"}, id="withheld by the source"),
        pytest.param({"PART": "<5", "REST": "40", "WHOLE": "43"}, {"PART": "5", "WHOLE": "43"}, id="told as a bound"),
    ],
)
def test_of_measures_that_add_up_none_reveals_another(
    council: Project, cleaned: Cleaned, counts: dict[str, str], kept: dict[str, str]
) -> None:
    given = {(name, str(YEAR)): text for name, text in counts.items()}
    found = suppressed(council, cleaned, given, add_up=(tuple(counts),))
    assert {name: text for (name, _), text in found.items()} == kept


@pytest.mark.parametrize("limit", [None, LIMIT])
def test_measures_that_add_up_do_not_reveal_one_that_is_withheld(
    council: Project, cleaned: Cleaned, limit: int | None
) -> None:
    given = {("PART", str(YEAR)): "30", ("REST", str(YEAR)): "40", ("WHOLE", str(YEAR)): "70"}
    rule = {"suppress_below": limit, "withhold": {"PART": "A reason."}, "add_up": (GROUP,), "no_counts": GROUP}
    assert suppressed(council, cleaned, given, **rule) == {("WHOLE", str(YEAR)): "70"}


Q1, Q2, Q3 = QUARTERS[:3]


@pytest.mark.parametrize(
    ("earlier", "counts", "kept"),
    [
        pytest.param([{("TOTAL", Q1): "250"}], {("TOTAL", Q2): "253"}, {}, id="a few more than the last report told"),
        pytest.param(
            [{("TOTAL", Q1): "250"}, {("TOTAL", Q2): "253"}],
            {("TOTAL", Q3): "258"},
            {("TOTAL", Q3): "258"},
            id="enough more than one that was withheld",
        ),
        pytest.param(
            [{("TOTAL", Q2): "253"}],
            {("TOTAL", Q1): "250", ("TOTAL", Q2): "253"},
            {("TOTAL", Q2): "253"},
            id="the later total was told first",
        ),
        pytest.param([{("TOTAL", Q1): "9 of 20"}], {("TOTAL", Q2): "12 of 40"}, {}, id="a share's running counts"),
        pytest.param([{("PART", Q2): "3 of 20"}], {("PART", Q2): "15%"}, {}, id="its share alone in a later report"),
        pytest.param(
            [{("PART", Q1): "3", ("REST", Q1): "40"}],
            {("REST", Q1): "40", ("WHOLE", Q1): "43"},
            {("WHOLE", Q1): "43"},
            id="a sum whose parts were withheld",
        ),
        pytest.param(
            [{("WHOLE", Q1): "0"}], {("WHOLE", Q1): "0", ("WHOLE", Q2): "9"}, {("WHOLE", Q1): "0", ("WHOLE", Q2): "9"}
        ),
    ],
)
def test_reports_side_by_side_do_not_reveal_a_small_count(
    council: Project,
    cleaned: Cleaned,
    earlier: list[dict[Place, str]],
    counts: dict[Place, str],
    kept: dict[Place, str],
) -> None:
    found = suppressed(council, cleaned, counts, earlier=earlier, add_up=(GROUP,))
    assert found == kept


def test_the_reports_of_a_project_are_held_against_each_other(tmp_path: Path) -> None:
    figures = {**FIGURES, "TOTAL": ("900", "480", "990", "260", "263")}
    project = quarters(tmp_path / "council", figures=figures, rules=f"{RULES}\n[publication]\nsuppress_below = 5\n")
    totals = [one for one in open_report(SLUG, NOW, project=project).measures if one.measure_id == "TOTAL"]
    assert [one.actual.text for one in totals] == ["Withheld"]
    last = load(project, Period.parse("2025-26-q1")).tables.records(READINGS)
    assert [one.reading.text for one in last.of(measure_id="TOTAL", period="2025-26-q1")] == ["260"]


def test_what_was_agreed_of_a_section_goes_with_it_and_no_row_names_a_withheld_measure(
    council: Project, cleaned: Cleaned
) -> None:
    data = dict.fromkeys((AGREED_SAVINGS, PROJECTS, COMPARATORS, READINGS, MEASURES), ())
    saving, project = {"portfolio": SLUG, "proposal": "Fewer", "value": "100"}, {"project": "P", "measures": "A; B"}
    own = {"measure_id": "A", "name": council.settings.organisation.name.upper(), "unit": "number", "value": "3"}
    listed = [{"measure_id": name} for name in "AB"]
    rows = {AGREED_SAVINGS: [saving], PROJECTS: [project], COMPARATORS: [own, {**own, "name": "B"}], MEASURES: listed}
    blank = {"flag": False, "integer": "1", "decimal": "", "money": "0"}
    made = {
        table.name: written(
            table,
            ([row.get(c.name) or blank.get(str(c.type), "") for c in table.columns] for row in rows.get(table, [])),
        )
        for table in data
    }
    rule = PublicationRule(withhold={"B": "A reason.", "savings": "A reason."}, suppress_below=LIMIT)
    found = withheld(council, replace(cleaned, tables=CleanedTables(made)), rule).tables
    cells = [found.cells(table.name) for table in (AGREED_SAVINGS, PROJECTS, COMPARATORS)]
    told = [dict(zip(columns, row, strict=True)) for columns, listed in cells for row in listed]
    assert [(row.get("measures"), row.get("name")) for row in told] == [("A", None), (None, "B")]


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
    assert "QUARTER" not in report.entries  # until somebody looks, no page and no document shows them
    say(project, str(NOW), {"QUARTER": "Three hundred came."})
    assert "QUARTER" not in open_report(SLUG, NOW, project=project, is_writing=True).entries
    say(project, str(NOW), {"QUARTER": "Fewer came than before.", "ROLLING": "It was 77.7%."})
    assert "QUARTER" in open_report(SLUG, NOW, project=project).entries
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
