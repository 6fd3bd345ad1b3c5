"""What pprr sources makes of a folder: every sheet of every file, and each table of ours among them."""

import tomllib
from pathlib import Path

import pytest
import xlsxwriter
from typer.testing import CliRunner, Result

from pprr.cli.commands import app
from pprr.ingest.suggest.propose import propose

FILES = {
    "kpis.csv": "Ref,Portfolio,2024/25\nK1,Arts,5\nK2,Arts,6\n",
    "register.csv": (
        "Ref,Measure,Portfolio,Polarity,Unit\nK1,Visits,Arts,Higher is better,Number\nK2,Late,Arts,Lower is better,%\n"
    ),
    "targets.csv": "Ref,Target 2024/25\nK1,5\nK2,10%\n",
    "others.csv": "Ref,Group,Council,Year,Value\nK1,Near,Otherton,2023/24,5\nK1,Near,Elsewhere,2023/24,6\n",
    "spent.csv": "Cost Centre,Account,Date,Amount\nH1,1000,05/04/2024,100.00\nH1,1000,06/05/2024,(50.25)\n",
    "letter.txt": "Dear all\nHere are the files.\n",
}


def _sources(*words: str) -> Result:
    return CliRunner().invoke(app, ["sources", *words])


def _folder(root: Path) -> Path:
    for name, text in FILES.items():
        (root / name).write_text(text, encoding="utf-8")
    with xlsxwriter.Workbook(str(root / "money.xlsx")) as book:
        for sheet, rows in (
            ("Savings", [["Portfolio", "Proposal", "Value £m", "Achieved £m"], ["Arts", "One", 0.1, 0.1]]),
            ("Capital", [["Portfolio", "Scheme", "Budget £m", "Forecast £m", "Rephasing £m", "Variance £m"], ["Arts"]]),
            ("Notes", [["A note"]]),
        ):
            page = book.add_worksheet(sheet)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
    return root


def test_every_sheet_of_every_file_has_its_section(tmp_path: Path) -> None:
    result = _sources(str(_folder(tmp_path)))
    assert result.exit_code == 0, result.output
    sections = tomllib.loads(result.stdout)
    assert {name: keys["file"] for name, keys in sections.items()} == {
        "performance": "kpis.csv",
        "measures": "register.csv",
        "targets": "targets.csv",
        "comparators": "others.csv",
        "savings": "money.xlsx",
        "capital": "money.xlsx",
        "ledger": "spent.csv",
    }
    assert sections["savings"]["sheet"] == "Savings"
    told = " ".join(result.stderr.split())
    assert "letter.txt: no table that is known" in told
    assert "money.xlsx / Notes: " in told


def test_a_second_part_of_a_table_is_named(tmp_path: Path) -> None:
    for name, codes in (("arts.csv", ("A1", "A2")), ("parks.csv", ("P1", "P2"))):
        rows = "".join(f"{code},{name[:-4]},5\n" for code in codes)
        (tmp_path / name).write_text(f"Ref,Portfolio,2024/25\n{rows}", encoding="utf-8")
    result = _sources(str(tmp_path))
    assert list(tomllib.loads(result.stdout)) == ["performance"]
    assert "parks.csv: performance too" in result.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param([], "No table that is known", id="nothing that is known"),
        pytest.param(["--table", "savings"], "Name the file", id="one table of a folder"),
    ],
)
def test_a_folder_that_tells_nothing_is_refused(tmp_path: Path, words: list[str], said: str) -> None:
    (tmp_path / "letter.txt").write_text(FILES["letter.txt"], encoding="utf-8")
    result = _sources(str(tmp_path), *words)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())


@pytest.mark.parametrize(
    ("text", "table"),
    [
        pytest.param(FILES["register.csv"], "measures", id="a register"),
        pytest.param(FILES["register.csv"].replace("Unit\n", "2024/25\n"), "performance", id="with figures of a year"),
        pytest.param(FILES["register.csv"].replace("Unit\n", "Actual\n"), "performance", id="with actuals"),
        pytest.param(FILES["targets.csv"], "targets", id="targets"),
        pytest.param("Ref,Target,Q1 target,Q2 target\nK1,5,1,2\n", "targets", id="profiled targets"),
        pytest.param("Ref,Portfolio,Target,Q1,Q2\nK1,Arts,5,1,2\n", "performance", id="a target beside figures"),
    ],
)
def test_register_and_targets_are_told_from_figures(tmp_path: Path, text: str, table: str) -> None:
    path = tmp_path / "received.csv"
    path.write_text(text, encoding="utf-8")
    assert propose(path).table == table
