"""The preview inside a notebook: the saved page and its queries, from one warm process that follows the package."""

import html
import os
import re
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from builders.files import replace_text
from builders.project import PERIOD, PORTFOLIO
from builders.published import PAGE, copy_of

from pprr.preview import inline as module
from pprr.preview.inline import end, inline
from pprr.project import Project
from pprr.run.item import Item

COMMENTARY = Path("notebooks/commentary") / str(PERIOD) / PORTFOLIO / "commentary.ipynb"
WORDS = "The funded project finished"


@pytest.fixture(scope="module")
def project(good: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A copy of the published example; the warm process is gone at the end."""
    yield copy_of(good, tmp_path_factory.mktemp("inline") / "project")
    warm = children()
    end()
    assert [one for one in warm if one.is_running() and one.status() != psutil.STATUS_ZOMBIE] == []


def children() -> list[psutil.Process]:
    return [one for one in psutil.Process().children() if "pprr.run.worker.begin" in " ".join(one.cmdline())]


def show(project: Project) -> str:
    return inline(project, Item(PORTFOLIO, PERIOD))


def page_in(shown: str) -> str:
    [held] = re.findall(r'srcdoc="([^"]*)"', shown)
    return html.unescape(held)


def test_it_shows_the_published_page_in_a_frame_that_runs_nothing_and_the_queries_beside_it(project: Project) -> None:
    shown = show(project)
    assert page_in(shown) == (project.site / PAGE).read_text("utf-8")
    assert 'sandbox="" srcdoc=' in shown
    assert "words disagree with figure" in shown.partition("</iframe>")[2]
    assert "data-place" not in shown, "nothing follows a link there"


def test_one_process_serves_again_and_again(project: Project) -> None:
    show(project)
    [before] = children()
    replace_text(project.root / COMMENTARY, WORDS, f"Saved again. {WORDS}")
    assert f"Saved again. {WORDS}" in page_in(show(project))
    replace_text(project.root / COMMENTARY, "Saved again. ", "")
    assert children() == [before]


def test_what_is_in_the_way_is_said_and_no_page_shown(project: Project) -> None:
    replace_text(project.root / COMMENTARY, WORDS, "{{ actaul }} <b>")
    shown = show(project)
    replace_text(project.root / COMMENTARY, "{{ actaul }} <b>", WORDS)
    assert "<iframe" not in shown
    assert "there is no value {{ actaul }}. Did you mean {{ actual }}?" in html.unescape(shown)
    assert "<b>" not in shown
    assert "approved" in shown
    assert "Nothing keeps it from being approved" not in shown
    assert "keeps it from being approved" not in shown
    assert "words disagree with figure" in shown, "what else is queried is listed all the same"
    assert "<iframe" in show(project)


def test_a_changed_package_and_a_dead_process_bring_a_new_one(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = tmp_path / "module.py"
    code.write_text("", "utf-8")
    monkeypatch.setattr(module, "PACKAGE", tmp_path)
    show(project)
    [first] = children()
    os.utime(code, ns=(0, 0))
    assert "<iframe" in show(project)
    [second] = children()
    assert second != first
    second.kill()
    second.wait()
    assert "<iframe" in show(project)
    assert children() != [second]
