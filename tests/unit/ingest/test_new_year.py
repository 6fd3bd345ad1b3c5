"""A year's agreement is started from the last one: nothing of it is published by mistake, and nothing is lost."""

import csv
import io
import tomllib
from pathlib import Path

import pytest
from builders.command import pprr
from builders.council import quarters
from builders.files import bytes_of, change_rows, replace_text, rewrite_csv
from builders.project import AGREEMENT
from builders.told import fault_at, refused

from pprr.domain import Period
from pprr.domain.errors import FaultsError, ProjectError
from pprr.ingest.agreement.new_year import start_year
from pprr.ingest.clean import clean
from pprr.project import Project


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def test_what_stays_is_carried_over_and_what_must_be_decided_is_blank(project_copy: Project) -> None:
    before = bytes_of(project_copy.root / AGREEMENT)
    (project_copy.root / AGREEMENT / "notes.txt").write_text("kept", "utf-8")

    folder, left = start_year(project_copy, 2020)

    old = project_copy.root / AGREEMENT
    assert folder == project_copy.root / "data/raw/2020-21/agreement"
    for name, columns in {
        "measures.csv": ("measure_id", "code", "name", "portfolio", "good_performance", "unit", "kind"),
        "priorities.csv": ("portfolio", "priority", "title", "text"),
        "portfolios.csv": ("portfolio", "name"),
    }.items():
        carried, had = _rows(folder / name), _rows(old / name)
        assert [[row[c] for c in columns] for row in carried] == [[row[c] for c in columns] for row in had], name
    targets = {row["measure_id"]: (row["target"], row["last_year"]) for row in _rows(folder / "targets.csv")}
    assert (targets["CFE1.1"], targets["CFE1.2"]) == (("", "5,000"), ("", "45"))
    assert {name: cells for name, cells in targets.items() if cells[0]} == {
        name: (cells[0], cells[1]) for name, cells in targets.items() if cells[1].startswith("Aim")
    }
    assert {row["approved"] for row in _rows(folder / "reserves.csv")} == {""}
    assert {row["agreement_approved_on"] for row in _rows(folder / "portfolios.csv")} == {""}
    assert _rows(folder / "savings.csv") == []
    assert (folder / "rules.toml").read_bytes() == (old / "rules.toml").read_bytes()
    assert (folder / "notes.txt").read_text("utf-8") == "kept"
    assert tomllib.loads((folder / "sources.toml").read_text("utf-8"))["reserves"]["money_unit"] == "thousands"
    assert any("targets" in line for line in left)
    assert {name: data for name, data in bytes_of(old).items() if name != "notes.txt"} == before


def test_blanks_are_refused_until_they_are_filled_in(project_copy: Project) -> None:
    start_year(project_copy, 2020)
    period = Period.parse("2020-21-annual")
    extracts = project_copy.extracts(period)
    extracts.mkdir(parents=True)
    for path in project_copy.extracts(Period.parse("2019-20-annual")).iterdir():
        (extracts / path.name).write_bytes(path.read_bytes())
    replace_text(extracts / "sources.toml", "2019-20-annual = ", "2020-21-annual = ")

    with pytest.raises(FaultsError) as found:
        clean(project_copy, period)

    assert fault_at('targets.csv, row 2, "target"', "cell-blank") in str(found.value)
    assert fault_at('reserves.csv, row 2, "approved"', "cell-blank") in str(found.value)


def test_history_goes_on_and_last_years_bounds_and_profiles_stand_beside_the_blanks(tmp_path: Path) -> None:
    project = quarters(tmp_path / "project", points=("2025-26-q1", "2025-26-q2"))
    old = project.root / "data/raw/2025-26/agreement"
    change_rows(
        old / "measures.csv",
        lambda rows: [
            [*row, said] for row, said in zip(rows, ("predecessors", "OLD.1; OLD.2", *[""] * 8), strict=True)
        ],
    )
    rewrite_csv(old / "targets.csv", "TOTAL", "target", "1k")
    rewrite_csv(old / "targets.csv", "TOTAL", "q1", "0.25k")

    folder, left = start_year(project, 2026)

    measures = {row["measure_id"]: row["predecessors"] for row in _rows(folder / "measures.csv")}
    assert (measures["STATE"], measures["TOTAL"]) == ("OLD.1; OLD.2", "")
    targets = {row["measure_id"]: row for row in _rows(folder / "targets.csv")}
    assert (targets["TOTAL"]["last_year"], targets["STATE"]["last_year"]) == ("1k (q1 250, q2 500, q3 750)", "90%")
    assert [targets["TOTAL"][name] for name in ("target", "q1", "q2", "q3")] == [""] * 4
    assert [line for line in left if "profiles" in line] == [
        "targets: the profiles of 1, q1 to q3; clean does not refuse blank ones"
    ]


def test_codes_and_the_layouts_of_copied_tables_are_carried_over(project_copy: Project) -> None:
    old = project_copy.root / AGREEMENT
    sections = (
        '[codes]\n"KPI \\"1\\"" = "CFE1.1"\n[targets]\nfile = "asked.csv"\n'
        '[cost_centres]\nfile = "cc – list.csv"\ncolumns = { cost_centre = "CC", portfolio = "Whose" }\n'
        'drop = [{ column = "CC", label = ["Total*", "Sum"] }]\nheader_row = 2\nmend_letters = true\n'
    )
    with (old / "sources.toml").open("a", encoding="utf-8") as file:
        file.write(sections)
    (old / "targets.csv").rename(old / "asked.csv")
    (old / "targets.csv").write_text("a list of another year\n", "utf-8")
    (old / "cc – list.csv").write_text("Cost centres\nCC,Whose\nC1,none\n", "utf-8")

    folder, _ = start_year(project_copy, 2020)

    told = [tomllib.loads((place / "sources.toml").read_text("utf-8")) for place in (old, folder)]
    del told[0]["targets"]
    assert told[0] == told[1]
    assert (folder / "cc – list.csv").read_bytes() == (old / "cc – list.csv").read_bytes()
    assert not (folder / "asked.csv").exists()
    assert _rows(folder / "targets.csv")[0]["last_year"] == "5,000"


def test_a_year_that_is_there_is_left_alone(project_copy: Project) -> None:
    before = bytes_of(project_copy.root / "data")
    with pytest.raises(ProjectError, match="data/raw/2019-20/agreement is there already"):
        start_year(project_copy, 2019)
    assert bytes_of(project_copy.root / "data") == before


def test_a_year_needs_the_one_before(project_copy: Project) -> None:
    with refused(ProjectError, "no-earlier-agreement", folder="data/raw/2029-30/agreement"):
        start_year(project_copy, 2030)


def test_an_agreement_with_faults_starts_nothing(project_copy: Project) -> None:
    (project_copy.root / AGREEMENT / "measures.csv").unlink()
    with refused(FaultsError, "agreement-faulty", year="2019-20") as raised:
        start_year(project_copy, 2020)
    assert [(fault.key, Path(fault.cell.file).name) for fault in raised.value.faults] == [("no-file", "measures.csv")]
    assert not (project_copy.root / "data/raw/2020-21/agreement").exists()


def test_the_command_says_what_is_left_to_fill_in(project_copy: Project) -> None:
    result = pprr("new-year", "2020/21", project=project_copy)
    assert (result.returncode, "Made data/raw/2020-21/agreement." in result.stdout) == (0, True), result.stderr
    assert "targets; last year's stand beside the blanks" in result.stdout
