"""What is different between two periods or two versions: all that was planted is found, and nothing else is told."""

import copy
import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from builders.command import pprr
from builders.council import SLUG, quarters, say
from builders.files import add_csv_rows, change_rows, replace_text, rewrite_csv
from builders.told import refused

from pprr.changes import Change, ChangeKind, Changes, changes_between
from pprr.demo.build import Size, write_demo
from pprr.domain.errors import ProjectError
from pprr.domain.record import ReportRecord
from pprr.ingest.load import load
from pprr.ingest.tables import PORTFOLIOS
from pprr.project import Project, find_project
from pprr.report import open_report
from pprr.report.record.record import read_record, record_of

DEMO = Size(portfolios=2, measures=12, years=1, ledger_lines=0)
WHERE = {"file", "sheet", "row", "column", "as_received", "commentary"}
DERIVED = {  # says in other words or exactly what another column of its table says
    *("actual", "actual_as_printed", "target", "status", "predecessors"),
    *("value", "numerator", "denominator", "figure_period", "missing"),
    *("variance_percent", "spent_percent"),
}
THEN, NOW = "2024-25-annual", "2025-26-q1"
MORE = ("definition", "predecessors", "tolerance")
Planted = tuple[ChangeKind, str, str, str, str]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> list[ReportRecord]:
    """The records of the made-up council's newest period."""
    folder = tmp_path_factory.mktemp("demo") / "council"
    newest = write_demo(folder, DEMO)[-1]
    project = find_project(folder)
    slugs = [one.portfolio for one in load(project, newest).tables.records(PORTFOLIOS)]
    return [record_of(open_report(slug, newest, project=project)) for slug in slugs]


def told(changes: Iterable[Change]) -> set[Planted]:
    return {(one.kind, one.item, one.what, one.then, one.now) for one in changes}


def test_a_version_is_as_itself(demo: list[ReportRecord]) -> None:
    assert changes_between(demo, copy.deepcopy(demo)).found == ()


def test_whatever_is_planted_in_a_version_is_found_and_nothing_else(demo: list[ReportRecord]) -> None:
    """Every column of every table of every report, one at a time, in its first and its last row."""
    planted, other = 0, copy.deepcopy(demo)
    for place, record in enumerate(demo):
        for name, table in record["tables"].items():
            for at, column in enumerate(table["columns"]):
                if not table["rows"] or column["name"] in WHERE | DERIVED:
                    continue
                for row in (0, -1):
                    cells = other[place]["tables"][name]["rows"][row]
                    before, cells[at] = cells[at], another(cells[at], column["type"])
                    found = changes_between(demo, other).found
                    cells[at] = before
                    assert found, (name, column, row)
                    assert {one.portfolio for one in found} == {record["portfolio"]["slug"]}, (name, column, found)
                    # One that tells rows apart makes a row that is gone and one that is new; any other is one change.
                    assert len({one.item for one in found}) <= 2, (name, column, found)
                    planted += 1
    assert other == demo
    assert planted > 150


def another(value: object, kind: str) -> object:
    if kind == "flag":
        return not value
    if kind in {"decimal", "integer"}:
        return "12345" if kind == "decimal" else 12345
    return f"{value or ''} changed"


@pytest.mark.parametrize(
    ("plant", "expected"),
    [
        pytest.param(lambda record: record["commentary"][0].update(words="Other words."), ChangeKind.WORDS, id="words"),
        pytest.param(lambda record: record["commentary"].pop(), ChangeKind.WORDS, id="words that are gone"),
        pytest.param(lambda record: record.update(state="Final"), ChangeKind.OTHER, id="the state"),
        pytest.param(lambda record: record["rules"].update(Status="Otherwise."), ChangeKind.RULE, id="a rule"),
    ],
)
def test_what_stands_in_no_table_is_found_too(
    demo: list[ReportRecord], plant: Callable[[ReportRecord], object], expected: ChangeKind
) -> None:
    other = copy.deepcopy(demo)
    plant(other[0])
    assert [one.kind for one in changes_between(demo, other).found] == [expected]


def test_a_report_that_is_new_or_gone_is_told(demo: list[ReportRecord]) -> None:
    found = changes_between(demo, demo[:1])
    assert [(one.item, one.now) for one in found.of(ChangeKind.REPORT)] == [(demo[1]["portfolio"]["slug"], "")]
    assert {one.portfolio for one in found.of(ChangeKind.GONE)} == {demo[1]["portfolio"]["slug"]}
    assert {one.kind for one in found.found} == {ChangeKind.REPORT, ChangeKind.GONE}


def plain(folder: Path) -> Project:
    return quarters(folder, points=(THEN, NOW))


def planted(folder: Path) -> Project:
    """The same council with a change of each kind in its newest period, and words that were copied."""
    restated = {"STATE": "85%"}
    project = quarters(folder, points=(THEN, NOW), before=restated)
    agreement = folder / "data/raw/2025-26/agreement"
    measures = agreement / "measures.csv"
    change_rows(measures, lambda rows: [[*rows[0], *MORE], *([*row, *[""] * len(MORE)] for row in rows[1:])])
    rewrite_csv(measures, "ROLLING", "name", "Examples: rolling on")
    rewrite_csv(measures, "TOTAL", "definition", "All of them, since April.")
    rewrite_csv(measures, "LATE", "good_performance", "Low")
    rewrite_csv(measures, "LAGGED", "tolerance", "5%")
    change_rows(measures, lambda rows: [[cell.replace("YEAR", "YEARLY") for cell in row] for row in rows])
    rewrite_csv(measures, "YEARLY", "predecessors", "YEAR")
    rewrite_csv(agreement / "targets.csv", "YEAR", "measure_id", "YEARLY")
    rewrite_csv(agreement / "targets.csv", "STATE", "target", "91%")
    replace_text(agreement / "rules.toml", 'amber_within = "10%"', 'amber_within = "12%"')
    extracts = folder / "data/raw/2025-26" / NOW
    rewrite_csv(extracts / "performance.csv", "YEAR", "measure_id", "YEARLY")
    add_csv_rows(measures, ["MORE", "MORE", "Examples: more", SLUG, "1", "High", "number", "0", "snapshot", *[""] * 6])
    add_csv_rows(agreement / "targets.csv", ["MORE", "10", "", "", ""])
    add_csv_rows(extracts / "performance.csv", ["MORE", SLUG, "11", "", "Not applicable"])
    say(project, THEN, {"STATE": "Nothing was done yet."})
    say(project, NOW, {"STATE": "Nothing was  done yet.", "TOTAL": "New words."})
    return project


def changes_of(project: Project) -> Changes:
    return changes_between(*([record_of(open_report(SLUG, when, project=project))] for when in (THEN, NOW)))


def test_every_change_that_was_planted_between_two_periods_is_found_and_none_invented(tmp_path: Path) -> None:
    before, after = (changes_of(make(tmp_path / make.__name__)) for make in (plain, planted))
    found, base = told(after.found), told(before.found)
    new, lost = found - base, base - found
    margin = "Green on target or better; Amber worse by no more than {} of the target; Red worse by more."
    assert {(*one[:3], *(words.partition(" A figure")[0] for words in one[3:])) for one in new} == {
        (ChangeKind.FIGURE, "STATE", "2024/25", "89%", "85%"),
        (ChangeKind.TARGET, "STATE", "target for the year", "90%", "91%"),
        (ChangeKind.NAME, "ROLLING", "name", "Examples: rolling", "Examples: rolling on"),
        (ChangeKind.DEFINITION, "TOTAL", "definition", "none", "All of them, since April."),
        (ChangeKind.DEFINITION, "LATE", "good performance", "High", "Low"),
        (ChangeKind.RULE, "LAGGED", "rule", "The year's rule", "Amber when worse by no more than 5% of the target"),
        (ChangeKind.RULE, "rules", "Status", margin.format("10%"), margin.format("12%")),
        (ChangeKind.NAME, "YEARLY", "identifier", "YEAR", "YEARLY"),
        (ChangeKind.NAME, "YEARLY", "code", "YEAR", "YEARLY"),
        (ChangeKind.STATUS, "YEARLY", "status", "Amber", "Not due"),
        (ChangeKind.STATUS, "LATE", "status", "Amber", "Green"),
        (ChangeKind.STATUS, "LAGGED", "status", "Amber", "Red"),
        (ChangeKind.NEW, "MORE", "measure", "", "11"),
        (ChangeKind.SAME_WORDS, "STATE", "words", "Nothing was done yet.", "Nothing was  done yet."),
    }
    assert lost == {(ChangeKind.STATUS, "YEAR", "status", "Amber", "Not due")}


def test_statuses_that_flipped_are_just_those_of_the_two_reports(tmp_path: Path) -> None:
    project = plain(tmp_path / "council")
    then, now = (
        {one.measure_id: one.status for one in open_report(SLUG, when, project=project).measures}
        for when in (THEN, NOW)
    )
    flipped = {name for name in now if now[name] != then[name]}
    assert flipped
    assert {one.item for one in changes_of(project).of(ChangeKind.STATUS)} == flipped


def test_money_that_moved_is_told_in_thousands(tmp_path: Path) -> None:
    found = changes_of(plain(tmp_path / "council")).of(ChangeKind.MONEY)
    assert {(one.called, one.what, one.then, one.now) for one in found} == {
        ("outturn", "expenditure", "975", "1,040"),
        ("outturn", "outturn", "975", "1,040"),
        ("outturn", "variance", "(25)", "40"),
    }


def test_the_command_tells_periods_and_records_apart(tmp_path: Path, demo: list[ReportRecord]) -> None:
    project = plain(tmp_path / "council")
    result = pprr("diff", THEN, NOW, project=project)
    assert result.returncode == 0, result.stderr
    for one in changes_of(project).found:
        assert f"{one.called}: {one.sentence}" in result.stdout
    for name, found in (("a.json", demo[0]), ("record.json", {"schema": "pprr.edition/1", "report": demo[0]})):
        (tmp_path / name).write_text(json.dumps(found), encoding="utf-8")
    same = pprr("diff", str(tmp_path / "a.json"), str(tmp_path / "record.json"), project=project)
    assert (same.returncode, same.stdout.splitlines()[-1]) == (0, "Nothing is different.")


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"schema": "another/1"}'])
def test_what_is_no_record_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    with refused(ProjectError, "no-record-in-file", file=path):
        read_record(path)
