"""The names of a meeting's papers: a clerk can tell them apart, and none of them leaves its folder on any system."""

import csv
import io
import os
from pathlib import Path, PureWindowsPath

import pytest
from builders.tiny import PERIOD, tiny

from pprr.paper.agenda import CONTENTS, PaperMaker, ReportForMeeting, agenda_papers, folder_name, made_for_agenda
from pprr.project import Project
from pprr.run.item import Item

HOSTILE = [
    "../../etc/passwd",
    "..\\..\\x",
    "C:\\x",
    'a/b:c*?"<>|',
    "CON",
    "",
    "...",
    "\u202ecod.exe",
    "x" * 400,
    "\x00\n",
]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project where pages of three reports stand, two with a members' edition, and one that is printed already."""
    project = tiny(tmp_path / "project")
    folder = project.reports(PERIOD)
    for name in ("housing", "streets", "scrutiny.covering_paper"):
        (folder / name).mkdir(parents=True)
        (folder / f"{name}.html").write_text("<html><main><p>Words</p></main></html>")
        (folder / name / f"{name}.pdf").write_bytes(b"printed")
    for name in ("housing", "streets"):
        (folder / name / "members.html").write_text("<html><main><p>For members</p></main></html>")
        (folder / name / "members.pdf").write_bytes(b"printed for members")
    return project


def report(name: str, whose: str, title: str = "Mid-Year Report 2025/26", state: str = "Final") -> ReportForMeeting:
    return ReportForMeeting(Item.named(name, PERIOD), whose, title, state)


def test_papers_are_named_as_clerks_name_them(project: Project) -> None:
    reports = [report("scrutiny.covering_paper", "Scrutiny"), report("streets", "Streets"), report("housing", "Homes")]
    assert [one.name for one in agenda_papers(project, reports, number="6")] == [
        "Item 6 - Report - Mid-Year Report 2025-26",
        "Item 6 - Appendix 1 - Streets - Mid-Year Report 2025-26",
        "Item 6 - Appendix 1 - Streets - Mid-Year Report 2025-26 - Members' edition",
        "Item 6 - Appendix 2 - Homes - Mid-Year Report 2025-26",
        "Item 6 - Appendix 2 - Homes - Mid-Year Report 2025-26 - Members' edition",
    ]


@pytest.mark.parametrize("words", HOSTILE)
def test_no_name_leaves_its_folder(project: Project, words: str) -> None:
    papers = agenda_papers(project, [report("housing", words, words), report("streets", words, words)], number=words)
    names = [*(one.name for one in papers), folder_name(words)]
    assert len(set(names)) == len(names) == 5
    for name in names:
        assert name == os.path.basename(name) == PureWindowsPath(name).name != ""
        assert name.isprintable()
        assert not name.startswith(".")
        assert len(name) < 255 - len(".docx")
        assert not any(letter in name for letter in '<>:"/\\|?*\u202e')
    assert not PureWindowsPath(f"{names[0]}.pdf").is_reserved()


def test_what_is_printed_is_taken_and_listed_and_no_cell_is_a_formula(project: Project) -> None:
    papers = agenda_papers(project, [report("housing", "=Homes", state="Draft")])
    made = dict(made_for_agenda(papers, PaperMaker(Path("/nowhere"), 1, word=False), accent="#12436D"))
    rows = list(csv.DictReader(io.StringIO(made.pop(CONTENTS).decode("utf-8-sig"))))
    assert set(made.values()) == {b"printed", b"printed for members"}
    assert [row["File"] for row in rows] == list(made)
    assert [(row["Paper"], row["State"]) for row in rows] == [
        ("'=Homes: Mid-Year Report 2025/26", "Draft"),
        ("'=Homes: Mid-Year Report 2025/26, members' edition", "Draft"),
    ]
