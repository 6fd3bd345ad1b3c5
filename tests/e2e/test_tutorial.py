"""The tutorial, step by step as it is written: every command of it is run, in its order, with its edits."""

import csv
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from builders.commentary import rewrite_entry
from builders.files import write_csv
from builders.project import REPOSITORY
from typer.testing import CliRunner, Result

from pprr.cli.commands import app

PERIOD, SLUG = "2025-26-q2", "adult-care-and-health"
STAYS_OPEN = {"lab", "preview"}  # servers: tests/browser has them
WORDS = {
    "overview": "Care at home grew, and admissions to care homes did too. The plan for the second half is unchanged.",
    "AC1.2": "The figure is {{ actual }}, above its target of {{ target }}: the new way of booking is in use.",
    "PLAN-AC2.1": "There were 160 admissions, against a target of 125. Demand was higher than expected; the head of "
    "service reviews the plan every month.",
    "budget": "The cash limit changed by the pay award and by the transfer of a team.",
    "outturn": "The year is expected to end with a surplus. Posts that stood empty explain most of it.",
}


@pytest.fixture(scope="module")
def section() -> str:
    return (REPOSITORY / "docs/tutorial/first-quarter.md").read_text(encoding="utf-8")


@pytest.fixture
def commands(section: str) -> list[list[str]]:
    """The lines of the section's blocks, each as words."""
    return [shlex.split(line) for line in "".join(blocks_of(section, "")).splitlines()]


def blocks_of(section: str, language: str) -> list[str]:
    """The section's blocks of that language: blank for those of commands."""
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)
    return [text for named, text in blocks if named == language]


@pytest.fixture
def pprr(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[list[str]], Result]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PPRR_PROJECT", raising=False)
    return lambda words: CliRunner().invoke(app, words)


def test_the_tutorial_ends_with_an_approved_page(
    section: str,
    commands: list[list[str]],
    pprr: Callable[[list[str]], Result],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    steps = iter(commands)

    def run_next(*expected: str) -> Result:
        words = next(steps)
        assert words[:3] == ["pprr", *expected][:3]
        return pprr(words[1:])

    assert run_next("demo", "first-quarter").exit_code == 0
    assert next(steps) == ["cd", "first-quarter"]
    project = tmp_path / "first-quarter"
    monkeypatch.chdir(project)

    extracts = project / "data" / "raw" / "2025-26" / PERIOD
    told = run_next("new-period", PERIOD)
    assert told.exit_code == 0
    received = sorted((project / "received").iterdir())
    assert len(received) == 4
    for path in received:
        assert path.name in told.output
        shutil.copy(path, extracts)
    for line in re.findall(r'`(20[^`]+ = "[^"]+")`', section):
        assert line in (extracts / "sources.toml").read_text(encoding="utf-8")
    told = run_next("clean", PERIOD)
    assert told.exit_code == 1
    assert "measures_export.csv, row 5" in told.output
    assert "16O" in told.output
    _replace(extracts / "measures_export.csv", "16O", "160")
    assert run_next("clean", PERIOD).exit_code == 0

    [asked] = blocks_of(section, "text")
    (project / "asked.csv").write_text(asked, "utf-8")
    told = run_next("minutes", "first")
    assert told.exit_code == 0
    assert "A021" in told.output
    assert "`A021`" in section
    _answer(project / "data" / "raw" / "actions.csv", "A021", section)

    assert "AC1.2" in run_next("draft", PERIOD).output
    told = run_next("check", PERIOD)
    assert told.exit_code == 0
    wanted = re.findall(r"warning (\S+) commentary missing", told.output)
    assert sorted(wanted) == sorted(WORDS)

    folder = project / "notebooks" / "commentary" / PERIOD / SLUG
    for item, words in WORDS.items():
        rewrite_entry(folder, item, words)
    assert next(steps)[1] in STAYS_OPEN
    assert next(steps)[1] in STAYS_OPEN
    told = pprr(["check", PERIOD])
    assert 'The words say "125"; the target is 152.' in told.output
    _replace(folder / "commentary.ipynb", "a target of 125", "a target of 152")

    told = run_next("check", PERIOD)
    assert told.exit_code == 0
    assert not re.findall(r"^  (?:blocking|warning) ", told.output, re.MULTILINE)
    assert "approved" in run_next("approve", SLUG).output
    assert run_next("run", PERIOD).exit_code == 0
    page = (project / "reports" / PERIOD / f"{SLUG}.html").read_text(encoding="utf-8")
    assert "Final" in page
    assert "Head of Performance" in page
    assert "The figure is 1,255, above its target of 1,200" in page
    assert "The figures by ward were sent to all members." in page

    [settings] = blocks_of(section, "toml")
    with (project / "pprr.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n{settings}")
    assert "Made notebooks/covering_paper.ipynb" in run_next("new-period", "2025-26-q3").output
    assert run_next("run", "--kind").exit_code == 0
    [made] = re.findall(r"`(reports/\S+\.html)`:", section)
    paper = (project / made).read_text(encoding="utf-8")
    assert "18 November 2025" in paper
    assert "The figures by ward were sent to all members." in paper
    assert list(steps) == []


def _answer(path: Path, name: str, section: str) -> None:
    """Fills in the day and the words of a reply in the row of that name, as the section has them."""
    [(day, reply)] = re.findall(r"`answered` the day\s+`([^`]+)`, and `reply` the words `([^`]+)`", section)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row.update({"answered": day, "reply": reply} if row["id"] == name else {})
    write_csv(path, [list(rows[0]), *(list(row.values()) for row in rows)])


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode("utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new).encode("utf-8"))
