"""What the tests in a real browser need: Chromium, the pages, and a hand to open them with.

The browser lives no longer than this folder's tests: its event loop would stand in the way of other tests' own.
"""

import os
import shutil
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from builders.command import pprr
from builders.once import made_once
from builders.project import PERIOD, PORTFOLIO, SECOND_PORTFOLIO
from builders.published import COUNCIL, DOWNLOADS, INDEX, PAGE, copy_of, published, published_council
from builders.told import sentence
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from browser.made_up import made_up_project
from pprr.project import Project
from pprr.run.item import Item, ItemOutcome
from pprr.run.record import LastRun, RunState
from pprr.run.records.index import write_index
from pprr.run.records.run_record import RunRecord, now

DESKTOP, ZOOMED, PHONE = 1280, 640, 320  # CSS pixels: a desktop, the same at 200 %, the least that WCAG 1.4.10 asks for
EXECUTABLES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
LONGEST_MILLISECONDS = 150_000  # a bound for a busy machine
# The pages there are to look at: the fixture of the site that holds each, and its file there.
PAGES = {
    "report": ("site", PAGE),
    "report of a made-up council": ("made_up_site", f"{PERIOD}/{SECOND_PORTFOLIO}.html"),
    "corporate report": ("council_site", f"{COUNCIL}/council.corporate.html"),
    "covering paper": ("council_site", f"{COUNCIL}/first.covering_paper.html"),
    "performance update": ("council_site", f"{COUNCIL}/people.performance_update.html"),
    "agreement": ("council_site", f"{COUNCIL}/adult-care-and-health.agreement.html"),
    "view of measures": ("council_site", f"{COUNCIL}/management-team.view.html"),
    "members' edition": ("site", f"{DOWNLOADS}/members.html"),
    "members' edition of a made-up council": ("made_up_site", f"{PERIOD}/{SECOND_PORTFOLIO}/members.html"),
    "members' edition for Cabinet": ("council_site", f"{COUNCIL}/council.corporate/members.html"),
    "index": ("site", INDEX),
    "index after a run that failed": ("failed_site", INDEX),
}
REPORTS = [name for name in PAGES if name.startswith("report")]

OpenPage = Callable[..., Page]
expect.set_options(timeout=LONGEST_MILLISECONDS)  # else five seconds


def until(holds: Callable[[], object], what: str) -> None:
    """Waits until that holds."""
    deadline = time.monotonic() + LONGEST_MILLISECONDS / 1000
    while not holds():
        assert time.monotonic() < deadline, f"waited {LONGEST_MILLISECONDS / 1000} seconds until {what}"
        time.sleep(0.1)


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium; without one the tests are skipped, but never where CI is set."""
    found = [path for path in map(shutil.which, EXECUTABLES) if path]
    found += [path for path in [playwright.chromium.executable_path] if Path(path).is_file()]
    if not found:
        told = f"There is no Chromium: none of {', '.join(EXECUTABLES)} is on the path, and Playwright has none"
        if os.environ.get("CI"):
            pytest.fail(f"{told}. CI is set, so this is not skipped.", pytrace=False)
        pytest.skip(told)
    started = playwright.chromium.launch(executable_path=found[0], args=ARGUMENTS, timeout=LONGEST_MILLISECONDS)
    yield started
    started.close()


@pytest.fixture(scope="package")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project after one good run. It asks for the browser first: without one nothing need be made."""
    return published(tmp_path_factory)


@pytest.fixture(scope="package")
def made_up_site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A made-up council whose names and commentary are longer and stranger than those of the example."""
    return made_once(tmp_path_factory, "made-up", _publish_made_up)


def _publish_made_up(folder: Path) -> None:
    result = pprr("run", SECOND_PORTFOLIO, str(PERIOD), project=made_up_project(folder))
    assert result.returncode == 0, result.stderr


@pytest.fixture(scope="package")
def council_site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A council of two portfolios with the report of both together."""
    return published_council(tmp_path_factory)


@pytest.fixture(scope="package")
def failed_site(site: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy whose last run could renew one report and make the other not at all."""
    project = copy_of(site, tmp_path_factory.mktemp("failed") / "project")
    ran = LastRun(started=now(), ended=now(), result=RunState.FINISHED, reason="", asked="run all")
    record = RunRecord(project, PERIOD, run=ran, commit="")
    for slug in (PORTFOLIO, SECOND_PORTFOLIO):
        record.tell(
            Item(slug, PERIOD), ItemOutcome(False, sentence("cell-failed", error="ValueError", problem="no figures"))
        )
    record.write()
    write_index(project)
    return project


@pytest.fixture
def address(request: pytest.FixtureRequest) -> Callable[[str], Path]:
    """The file of each kind of page, by its name in ``PAGES``; made when it is first asked for."""

    def found(name: str) -> Path:
        fixture, file = PAGES[name]
        return request.getfixturevalue(fixture).site / file

    return found


class Windows:
    """Windows of Chromium, each used by one test after another: to open one takes longer than most pages do."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: defaultdict[tuple[float, bool], list[Page]] = defaultdict(list)
        self._taken: list[tuple[tuple[float, bool], Page]] = []

    def take(self, *, scale: float, bypass_csp: bool) -> Page:
        """An empty page of a desktop's size, with what cannot be changed of a window once it is open."""
        kind = (scale, bypass_csp)
        page = self._free[kind].pop() if self._free[kind] else self._open(*kind)
        self._taken.append((kind, page))
        return page

    def give_back(self) -> None:
        """Leaves every page that was taken, and forgets how it was to be shown."""
        for kind, page in self._taken:
            page.goto("about:blank")
            page.emulate_media(media="null", color_scheme="light", forced_colors="null")
            self._free[kind].append(page)
        self._taken.clear()

    def _open(self, scale: float, bypass_csp: bool) -> Page:
        context = self._browser.new_context(device_scale_factor=scale, bypass_csp=bypass_csp)
        context.set_default_timeout(LONGEST_MILLISECONDS)
        return context.new_page()


@pytest.fixture(scope="package")
def windows(browser: Browser) -> Windows:
    return Windows(browser)


@pytest.fixture
def open_page(windows: Windows, address: Callable[[str], Path]) -> Iterator[OpenPage]:
    """Opens a page by its name in ``PAGES``, or any file, in a window of its own: ``open_page("index", width=320)``."""

    def opening(
        name: str | Path, *, width: int = DESKTOP, scale: float = 1, bypass_csp: bool = False, details: bool = False
    ) -> Page:
        page = windows.take(scale=scale, bypass_csp=bypass_csp)
        page.set_viewport_size({"width": width, "height": 900})
        page.goto((address(name) if isinstance(name, str) else name).as_uri())
        if details:
            page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        return page

    yield opening
    windows.give_back()
