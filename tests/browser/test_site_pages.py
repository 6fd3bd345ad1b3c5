"""The pages around the reports can be read by everyone: axe finds nothing, nothing is cut off, nobody else is asked."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from builders.editions import demo_catalogue
from builders.sites import SETTINGS
from playwright.sync_api import Browser

from browser.conftest import DESKTOP, PHONE, OpenPage
from browser.test_accessibility import AXE, WIDEST
from pprr.site import addresses
from pprr.site.pages import pages

pytestmark = [pytest.mark.browser]


@pytest.fixture(scope="module")
def root(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of a made-up council without its reports."""
    folder = tmp_path_factory.mktemp("pages")
    for address, data in pages(demo_catalogue(folder / "council"), SETTINGS).items():
        path = folder / "site" / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder / "site"


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
@pytest.mark.parametrize(
    "pattern",
    [
        addresses.HOME,
        "2025-26-q2/index.html",
        "portfolios/adult-care-and-health/index.html",
        "2025-26-q1/adult-care-and-health/index.html",
        "measures/ac3-*.html",
        *(addresses.MEASURES, addresses.GUIDE, addresses.ACCESS, addresses.CONTACTS),
    ],
)
def test_a_page_around_the_reports_is_for_everyone(open_page: OpenPage, root: Path, pattern: str, width: int) -> None:
    page = open_page(sorted(root.glob(pattern))[0], width=width)
    found = Axe().run(page, options=AXE).response["violations"]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate(WIDEST) <= width
    assert page.evaluate("() => performance.getEntriesByType('resource').length") == 0
