"""The preview in a real browser: it follows each save, keeps the reader's place, says what is wrong, and runs nothing."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from builders.files import replace_text
from builders.project import PERIOD, PORTFOLIO, REPOSITORY
from builders.published import copy_of
from builders.servers.preview import LONGEST_SECONDS, Preview, running_preview
from builders.template import insert_cell, read_template, write_template
from builders.told import sentence
from playwright.sync_api import Browser, BrowserContext, Frame, Page, expect

from browser.conftest import DESKTOP, PHONE
from browser.overflow import overflowing
from browser.test_accessibility import faults
from pprr.project import Project

pytestmark = [pytest.mark.browser]

COMMENTARY = Path("notebooks/commentary") / str(PERIOD) / PORTFOLIO / "commentary.ipynb"
WORDS = "The funded project finished"
LONGEST_MILLISECONDS = LONGEST_SECONDS * 1000
SHOWN = """words => {
  const frame = document.querySelector('iframe:not(.coming)');
  return frame && frame.contentDocument.body.textContent.includes(words);
}"""
PLACE = "() => document.querySelector('iframe').contentDocument.getElementById('CFE1.6').getBoundingClientRect().top"
GO = "() => document.querySelector('iframe').contentDocument.getElementById('CFE1.6').scrollIntoView()"


@pytest.fixture(scope="module")
def project(site: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    return copy_of(site, tmp_path_factory.mktemp("previewed") / "project")


@pytest.fixture(scope="module")
def preview(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    with running_preview(project, tmp_path_factory.mktemp("told")) as running:
        yield running


@pytest.fixture
def hosts() -> set[str]:
    """The hosts that the browser asked for something."""
    return set()


@pytest.fixture
def context(browser: Browser, hosts: set[str]) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": DESKTOP, "height": 900})
    opened.set_default_timeout(LONGEST_MILLISECONDS)
    opened.on("request", lambda request: hosts.add(urlsplit(request.url).netloc or urlsplit(request.url).scheme))
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext, preview: Preview) -> Page:
    """The preview with its page and its queries."""
    preview.settled()
    opened = context.new_page()
    opened.goto(preview.address)
    shown(opened, WORDS)
    expect(opened.locator("#listed .query").first).to_be_attached()
    return opened


def shown(page: Page, words: str) -> None:
    page.wait_for_function(SHOWN, arg=words, timeout=LONGEST_MILLISECONDS)


def test_each_save_is_seen_and_the_reader_stays_where_he_is(page: Page, project: Project) -> None:
    text = (project.root / COMMENTARY).read_text("utf-8")
    page.evaluate(GO)
    page.evaluate("() => { document.querySelector('iframe').contentDocument.querySelector('details').open = true }")
    before = page.evaluate(PLACE)
    # A long entry, far above where the reader is.
    replace_text(project.root / COMMENTARY, WORDS, f"{'More words. ' * 200}{WORDS}")
    shown(page, "More words. More words. ")
    assert page.evaluate(PLACE) == pytest.approx(before, abs=2)
    assert page.evaluate("() => document.querySelector('iframe').contentDocument.querySelector('details').open")
    assert page.locator("iframe").count() == 1
    (project.root / COMMENTARY).write_text(text, "utf-8")
    page.wait_for_function(f"words => !({SHOWN})(words)", arg="More words. More words. ")
    assert page.evaluate(PLACE) == pytest.approx(before, abs=2)


def test_an_error_is_told_beside_the_last_good_page(page: Page, project: Project) -> None:
    notebook = read_template(project)
    standing = page.locator("#listed .standing")
    expect(standing).to_contain_text("from being approved")
    insert_cell(project, "cover", "raise RuntimeError('no figure')")
    try:
        expect(page.locator("#failure")).to_contain_text(
            sentence("cell-failed", error="RuntimeError", problem="no figure")
        )
        expect(page.locator("#status")).to_have_text("Not made: the page is old")
        expect(page.locator("#old")).to_contain_text("This page is old")
        assert page.title().startswith("Failed: Preview")
        expect(page.locator("#failure")).to_contain_text("Until it can be, nothing can be approved.")
        expect(standing.filter(visible=True)).to_have_count(0)
        shown(page, WORDS)
        assert faults(page) == []
    finally:
        write_template(project, notebook)
    expect(page.locator("#old")).to_be_hidden()
    expect(page.locator("#failure")).to_be_empty()


def test_a_query_leads_to_its_place(page: Page) -> None:
    page.locator("#listed a", has_text="CFE1.4").first.click()
    top = page.evaluate(PLACE.replace("CFE1.6", "CFE1.4"))
    assert 0 <= top < 60


def test_a_link_out_of_the_page_takes_nothing_away(page: Page) -> None:
    page.frames[1].locator("a", has_text="All reports").click()
    expect(page.locator("#status")).to_contain_text("That link leads to what pprr run makes beside the page")
    shown(page, WORDS)


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_everyone_can_read_the_frame(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.reload()
    shown(page, WORDS)
    expect(page.locator("#listed .query").first).to_be_attached()
    assert faults(page) == []
    if width == PHONE:
        expect(page.locator("#queries")).to_be_hidden()
        page.locator("#fold").click()
        expect(page.locator("#queries")).to_be_visible()
        assert faults(page) == []
    assert overflowing(page, "body") == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_nothing_is_asked_of_another_machine(page: Page, preview: Preview, hosts: set[str]) -> None:
    page.reload()
    shown(page, WORDS)
    assert hosts <= {urlsplit(preview.address).netloc, "data"}


def test_hostile_words_run_nothing(page: Page, project: Project) -> None:
    """In the words and, since a query quotes them, beside the page."""
    text = (project.root / COMMENTARY).read_text("utf-8")
    hostile = "<img src=x onerror=parent.ran=1><script>parent.ran=1</script> 61 of 179 (34%)"
    try:
        replace_text(project.root / COMMENTARY, "61 of 179 (34%)", hostile)
        shown(page, "parent.ran")
        expect(page.locator("#listed .query").first).to_be_attached()
        assert page.evaluate("() => window.ran") is None
        assert page.locator("#listed :is(script, img)").count() == 0
    finally:
        (project.root / COMMENTARY).write_text(text, "utf-8")
    page.wait_for_function(f"words => !({SHOWN})(words)", arg="parent.ran")  # else it would come under the next test


def test_the_policies_hold_even_for_what_is_put_into_page_and_frame(page: Page) -> None:
    put = "() => { const one = document.createElement('p'); one.innerHTML = '<img src=x onerror=top.ran=1>'; "
    frame: Frame = page.frames[1]
    page.evaluate(f"{put} document.body.append(one) }}")
    page.evaluate(
        f"{put} document.querySelector('iframe').contentDocument.body.append(one) }}"
    )  # a sandboxed frame runs nothing by itself, so it is put in from outside
    page.wait_for_timeout(300)
    assert page.evaluate("() => window.ran") is None
    assert frame.url.startswith(page.url)


def test_the_benchmark_sees_its_edits(page: Page, project: Project) -> None:
    """Loosely: that it refreshes at all. How fast it does is measured by hand, on a quiet machine."""
    path = REPOSITORY / "tests" / "benchmarks" / "preview.py"
    spec = importlib.util.spec_from_file_location("preview_benchmark", path)
    benchmark = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    [found] = benchmark.seconds_to_see([(page, project.root / COMMENTARY)], 2)
    assert len(found) == 2
    assert max(found) < 60
