"""A PDF of a page holds what a screen reader needs, as a library reads it: headings, header cells, words for charts."""

import stat
import time
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from bs4 import BeautifulSoup
from builders.command import pprr
from builders.project import PERIOD, PORTFOLIO
from builders.published import DOWNLOADS, INDEX, copy_of
from builders.told import sentence
from pypdf.generic import DictionaryObject

from pprr.project import Project

pytestmark = [pytest.mark.browser, pytest.mark.kernel]

HEADINGS = ["H1", "H2", "H3", "H4", "H5", "H6"]
PDF = f"{DOWNLOADS}/{PORTFOLIO}.pdf"


@pytest.fixture(scope="module")
def project(site: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy of the published project whose pages are printed, in an environment where a browser leaves its traces."""
    project = copy_of(site, tmp_path_factory.mktemp("printed") / "project")
    home = tmp_path_factory.mktemp("home")
    before = sorted(home.iterdir())
    result = pprr("pdf", str(PERIOD), project=project, environment={"HOME": str(home), "TMPDIR": str(home)})
    assert result.returncode == 0, result.stderr
    assert sorted(home.iterdir()) == before
    return project


@pytest.fixture(scope="module")
def printed(project: Project) -> pypdf.PdfReader:
    return pypdf.PdfReader(project.site / PDF)


@pytest.fixture(scope="module")
def page(project: Project) -> BeautifulSoup:
    """The page, without what a print leaves out."""
    found = BeautifulSoup((project.site / f"{DOWNLOADS}.html").read_text(encoding="utf-8"), "html.parser")
    found.select_one("#sources").find_parent(class_="pprr").decompose()
    return found


def elements(printed: pypdf.PdfReader) -> Iterator[tuple[str, DictionaryObject]]:
    """Every element of the PDF's structure with its type, in reading order."""
    waiting = [printed.trailer["/Root"]["/StructTreeRoot"]["/K"]]
    while waiting:
        found = waiting.pop(0).get_object()
        if isinstance(found, list):
            waiting[:0] = found
        elif isinstance(found, DictionaryObject) and "/S" in found:
            yield found["/S"].removeprefix("/"), found
            waiting[:0] = [found["/K"]] if "/K" in found else []


def words(tag: object) -> str:
    return "".join(tag.get_text("").split())


def bookmarks(outline: list[object]) -> Iterator[str]:
    for one in outline:
        if isinstance(one, list):
            yield from bookmarks(one)
        else:
            yield "".join(one.title.split())


def test_it_has_the_title_and_the_language_of_the_page(printed: pypdf.PdfReader, page: BeautifulSoup) -> None:
    assert printed.metadata.title == page.title.get_text()
    assert printed.trailer["/Root"]["/Lang"] == page.html["lang"]
    assert printed.trailer["/Root"]["/MarkInfo"]["/Marked"] == True  # noqa: E712  # an object of the PDF


def test_its_bookmarks_and_headings_are_those_of_the_page(printed: pypdf.PdfReader, page: BeautifulSoup) -> None:
    headings = page.select("main :is(h1, h2, h3, h4, h5, h6)")
    kinds = [kind for kind, _ in elements(printed) if kind in HEADINGS]

    assert kinds == [tag.name.upper() for tag in headings]
    assert list(bookmarks(printed.outline)) == [words(tag) for tag in headings]


def test_its_header_cells_say_of_what_they_are_the_head(printed: pypdf.PdfReader, page: BeautifulSoup) -> None:
    found = [one for kind, one in elements(printed) if kind == "TH"]
    scopes = {str(attribute.get("/Scope")) for one in found for attribute in _attributes(one) if "/Scope" in attribute}

    assert len(found) > len(page.select("main thead tr"))
    assert [one for one in found if not any("/Scope" in attribute for attribute in _attributes(one))] == []
    assert scopes == {"/Column", "/Row"}


def _attributes(element: DictionaryObject) -> list[DictionaryObject]:
    found = element.get("/A", DictionaryObject()).get_object()
    return [one.get_object() for one in found] if isinstance(found, list) else [found]


def test_every_figure_has_its_words(printed: pypdf.PdfReader, page: BeautifulSoup) -> None:
    found = [str(one.get("/Alt", "")) for kind, one in elements(printed) if kind == "Figure"]
    named = [tag["aria-label"] for tag in page.select("main svg[role=img]")]

    assert found == named
    assert all(found)


def test_it_holds_no_address_of_this_machine(project: Project) -> None:
    printed = sorted((project.site / DOWNLOADS).glob("*.pdf"))

    assert [path.name for path in printed] == [f"{PORTFOLIO}.pdf", "members.pdf"]
    assert [path.name for path in printed if b"file:" in path.read_bytes()] == []


def test_figures_behind_charts_are_printed_and_sources_are_not(printed: pypdf.PdfReader) -> None:
    text = " ".join(page.extract_text() for page in printed.pages)

    assert "Figures: " in text
    assert "performance.xlsx" not in text
    assert "SHA-256" not in text


def test_no_run_looks_at_it_until_its_page_is_renewed(project: Project, tmp_path: Path) -> None:
    copy = copy_of(project, tmp_path / "project")
    index = (copy.site / INDEX).read_bytes()

    assert "Nothing to do" in pprr("run", str(PERIOD), project=copy).stdout
    assert ((copy.site / PDF).is_file(), (copy.site / INDEX).read_bytes()) == (True, index)
    assert pprr("run", str(PERIOD), "--force", project=copy).returncode == 0
    assert not (copy.site / PDF).exists()


def executable(path: Path, lines: str) -> Path:
    path.write_text(f"#!/bin/sh\n{lines}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_a_browser_that_does_not_end_is_ended(project: Project, tmp_path: Path) -> None:
    marker = tmp_path / "alive"
    slow = executable(tmp_path / "slow", f"sleep 600 & while true; do touch {marker}; sleep 0.1; done")
    begun = time.monotonic()
    result = pprr("pdf", str(PERIOD), "--browser", str(slow), "--limit", "1", project=project)

    told = sentence("print-too-long", page=f"{PORTFOLIO}.html", seconds="1", browser=slow)
    assert (result.returncode, told in " ".join(result.stderr.split())) == (2, True)
    assert time.monotonic() - begun < 300, "it waited for what the browser has left behind"
    seen = marker.stat().st_mtime
    time.sleep(0.5)
    assert marker.stat().st_mtime == seen


@pytest.mark.parametrize(
    ("script", "kind"),
    [
        pytest.param("echo broken >&2; exit 3", "not-printed", id="it fails"),
        pytest.param("exit 0", "not-printed", id="it prints nothing"),
        pytest.param(
            'for one in "$@"; do case "$one" in --print-to-pdf=*) echo %PDF > "${one#*=}";; esac; done',
            "print-without-tags",
            id="it prints without tags",
        ),
    ],
)
def test_a_browser_that_prints_no_tagged_pdf_is_refused(
    project: Project, tmp_path: Path, script: str, kind: str
) -> None:
    before = (project.site / PDF).read_bytes()
    found = executable(tmp_path / "browser", script)
    result = pprr("pdf", str(PERIOD), "--browser", str(found), project=project)
    fields = {"page": f"{PORTFOLIO}.html"} if kind == "not-printed" else {}
    told = sentence(kind, **fields, browser=found)

    assert (result.returncode, told in " ".join(result.stderr.split())) == (2, True)
    assert (project.site / PDF).read_bytes() == before


def test_without_a_browser_the_command_says_what_to_do(project: Project, tmp_path: Path) -> None:
    result = pprr("pdf", str(PERIOD), project=project, environment={"PATH": str(tmp_path)})

    assert (result.returncode, sentence("no-browser") in result.stderr) == (2, True)


def test_without_a_page_the_command_says_which_run_makes_it(project: Project) -> None:
    result = pprr("pdf", "no-such-portfolio", str(PERIOD), project=project)

    assert (result.returncode, f"pprr run no-such-portfolio {PERIOD}" in result.stderr) == (2, True)
