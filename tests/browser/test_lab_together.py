"""One notebook open and edited in JupyterLab, completed by ``pprr draft`` and shown by ``pprr preview``, all at once."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders.command import pprr
from builders.project import PERIOD, PORTFOLIO, copy_project
from builders.servers.lab import START_SECONDS, TOKEN, Server, running_lab
from builders.servers.preview import LONGEST_SECONDS, Preview, running_preview
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from browser.conftest import until
from browser.test_lab import COMMENTARY, choose, is_saved
from browser.test_preview import shown
from pprr.project import Project

pytestmark = [pytest.mark.browser, pytest.mark.kernel]

SAVED, LATER = "Saved in JupyterLab. ", "Typed while draft was at work. "
LOST = "CFE2.2"  # the item whose entry is not there yet


@pytest.fixture(scope="module")
def project(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy whose notebook lacks one entry."""
    project = copy_project(tmp_path_factory.mktemp("together") / "project")
    notebook = json.loads((project.root / COMMENTARY).read_text("utf-8"))
    notebook["cells"] = [cell for cell in notebook["cells"] if LOST not in "".join(cell["source"])]
    (project.root / COMMENTARY).write_text(json.dumps(notebook, indent=1, ensure_ascii=False), "utf-8")
    return project


@pytest.fixture(scope="module")
def lab(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_lab(project, tmp_path_factory.mktemp("lab")) as server:
        yield server


@pytest.fixture(scope="module")
def preview(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    with running_preview(project, tmp_path_factory.mktemp("told")) as running:
        yield running


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": 1400, "height": 1000})
    opened.set_default_timeout(START_SECONDS * 1000)
    yield opened
    opened.close()


@pytest.mark.parametrize("answer", ["Overwrite", "Revert"])
def test_saved_words_survive_draft_and_the_dialog_about_it(
    project: Project, lab: Server, preview: Preview, context: BrowserContext, tmp_path: Path, answer: str
) -> None:
    path = project.root / COMMENTARY
    before = path.read_text("utf-8")
    page, seen = context.new_page(), context.new_page()
    preview.settled()
    seen.goto(preview.address)
    shown(seen, "The funded project finished")
    page.bring_to_front()
    page.goto(f"{lab.url}lab/workspaces/{answer.lower()}/tree/{COMMENTARY}?token={TOKEN}")
    page.add_style_tag(content="* { content-visibility: visible !important }")

    write(cell(page, "The funded project finished"), SAVED)
    save(page)
    until(lambda: is_saved(path, SAVED), "JupyterLab has saved")
    shown(seen, SAVED.strip())

    # Words that are not saved yet, while draft completes the very file.
    write(cell(page, "This portfolio was created"), LATER)
    result = pprr("draft", PORTFOLIO, str(PERIOD), project=project)
    assert (result.returncode, LOST in result.stdout) == (0, True), result.stdout + result.stderr
    drafted = path.read_text("utf-8")
    assert (SAVED in drafted, f"## {LOST}" in drafted, LATER in drafted) == (True, True, False)

    choose(page, "File", "Save Notebook")
    dialog = page.locator(".jp-Dialog")
    expect(dialog).to_contain_text("changed on disk", timeout=LONGEST_SECONDS * 1000)
    page.screenshot(path=tmp_path / f"dialog-{answer.lower()}.png")
    dialog.get_by_role("button", name=answer).click()
    expect(dialog).to_have_count(0)

    if answer == "Overwrite":  # what is open in JupyterLab wins: it has every word, and draft adds the heading again
        until(lambda: is_saved(path, LATER), "JupyterLab has saved over it")
        assert SAVED in path.read_text("utf-8")
        assert pprr("draft", PORTFOLIO, str(PERIOD), project=project).returncode == 0
        assert [words in path.read_text("utf-8") for words in (SAVED, LATER, f"## {LOST}")] == [True] * 3
        shown(seen, LATER.strip())
    else:  # what is on disk wins: what was saved is there, and the new heading comes into JupyterLab
        expect(cell(page, LOST, code=True)).to_be_attached()
        assert path.read_text("utf-8") == drafted
    page.screenshot(path=tmp_path / f"after-{answer.lower()}.png")
    seen.bring_to_front()
    seen.screenshot(path=tmp_path / f"preview-{answer.lower()}.png")
    assert preview.settled()["failure"] == ""
    page.close(run_before_unload=False)
    path.write_text(before, "utf-8")


def cell(page: Page, words: str, *, code: bool = False) -> Locator:
    """The cell that holds the words."""
    return page.locator(".jp-CodeCell" if code else ".jp-MarkdownCell", has_text=words).first


def write(found: Locator, words: str) -> None:
    """Opens a cell of words and types at its end, as a person does."""
    found.scroll_into_view_if_needed()
    found.locator(".jp-RenderedMarkdown").dblclick()
    editor = found.locator(".cm-content")
    editor.click()
    found.page.keyboard.press("Control+End")
    found.page.keyboard.type(f" {words}")
    expect(editor).to_contain_text(words.strip())


def save(page: Page) -> None:
    page.keyboard.press("Control+s")
