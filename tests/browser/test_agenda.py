"""``pprr agenda``: the papers of a meeting, printed by a real browser and written as Word."""

from pathlib import Path

from builders.command import pprr
from builders.files import bytes_of
from builders.published import copy_of
from pypdf import PdfReader

from pprr.paper.word import read_back
from pprr.project import Project


def test_a_meeting_has_a_folder_with_its_papers(council_site: Project, tmp_path: Path) -> None:
    project = copy_of(council_site, tmp_path / "project")
    before = bytes_of(project.site)
    refused = pprr("agenda", "first", "2025-11-18", "--no-pdf", project=project)
    assert (refused.returncode, refused.stdout) == (2, "")  # all are drafts

    folder = project.root / "agendas" / "2025-11-18 first"
    folder.mkdir(parents=True)
    (folder / "Minutes.docx").write_bytes(b"the clerk's own")
    result = pprr("agenda", "first", "2025-11-18", "--draft", "--item", "6", project=project)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "left as it was  Minutes.docx" in result.stdout
    assert (folder / "Minutes.docx").read_bytes() == b"the clerk's own"
    assert bytes_of(project.site) == before

    printed, written = (sorted(folder.glob(f"Item 6 - *{ending}")) for ending in (".pdf", ".docx"))
    assert [path.stem for path in printed] == [path.stem for path in written]
    assert [path.stem for path in printed if " - Report - " in path.stem] == [
        "Item 6 - Report - Mid-Year Report 2025-26"
    ]
    assert sum("Appendix" in path.stem for path in printed) == 2 * sum(
        "Members' edition" in path.stem for path in printed
    )
    for pdf, word in zip(printed, written, strict=True):
        assert "Draft" in PdfReader(pdf).pages[0].extract_text()
        assert list(read_back(word.read_bytes()))
    names = {line.partition(",")[0] for line in (folder / "Contents.csv").read_text("utf-8-sig").splitlines()[1:]}
    assert names == {path.name for path in (*printed, *written)}


def test_a_meeting_that_takes_no_reports_is_refused(council_site: Project) -> None:
    result = pprr("agenda", "first", "2023-09-09", "--draft", project=council_site)
    assert (result.returncode, result.stdout) == (2, "")
