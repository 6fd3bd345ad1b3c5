"""The analyst's page of data quality can be read by everyone, in a real browser, at every width."""

from itertools import pairwise
from pathlib import Path

import pytest
from builders.command import pprr
from builders.doubtful import doubtful_project
from builders.project import PERIOD
from playwright.sync_api import Browser

from browser.conftest import DESKTOP, PHONE, ZOOMED, OpenPage
from browser.overflow import overflowing
from browser.test_accessibility import SPACING, WIDEST, faults
from pprr.review.page import FILE

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def quality_page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = doubtful_project(tmp_path_factory.mktemp("doubtful") / "project")
    assert pprr("check", str(PERIOD), project=project).returncode == 1
    return project.processed(PERIOD) / FILE


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_axe_finds_nothing(open_page: OpenPage, quality_page: Path, width: int) -> None:
    assert faults(open_page(quality_page, width=width)) == []


def test_headings_are_one_first_and_then_never_jump(open_page: OpenPage, quality_page: Path) -> None:
    levels = open_page(quality_page).eval_on_selector_all(
        "h1, h2, h3, h4", "all => all.map(one => Number(one.tagName[1]))"
    )
    assert (levels[0], levels.count(1)) == (1, 1)
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


def test_every_table_is_named_and_its_rows_are_whole(open_page: OpenPage, quality_page: Path) -> None:
    tables = open_page(quality_page).eval_on_selector_all(
        "table",
        """all => all.map(table => [
          table.caption.innerText.trim(),
          [...table.rows].every(row => row.cells.length === table.tHead.rows[0].cells.length),
          [...table.tBodies[0].rows].every(row => row.querySelectorAll('th[scope=row]').length === 1),
          [...table.querySelectorAll('td, th')].every(cell => cell.innerText.trim()),
        ])""",
    )
    assert len(tables) == len({caption for caption, *_ in tables}) > 5
    assert [table for table in tables if not all(table)] == []


@pytest.mark.parametrize("width", [DESKTOP, ZOOMED, PHONE])
@pytest.mark.parametrize("style", [pytest.param("* {}", id="as it is"), pytest.param(SPACING, id="text spaced out")])
def test_it_does_not_scroll_sideways(open_page: OpenPage, quality_page: Path, width: int, style: str) -> None:
    page = open_page(quality_page, width=width)
    page.add_style_tag(content=style)
    assert page.evaluate(WIDEST) <= width
    assert overflowing(page) == []


def test_it_prints_within_the_paper(open_page: OpenPage, quality_page: Path) -> None:
    page = open_page(quality_page, width=718)  # A4 without its margins
    page.emulate_media(media="print")
    assert page.evaluate(WIDEST) <= 718
    assert overflowing(page) == []


def test_the_skip_link_leads_past_the_header(open_page: OpenPage, quality_page: Path) -> None:
    page = open_page(quality_page)
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("class") == "skip"
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'main'")
