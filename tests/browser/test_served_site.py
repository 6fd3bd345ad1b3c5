"""A site as readers have it: over a web server, in Chromium, its reports among its pages, before and after a correction.

Nothing of it asks another machine, nothing is written to the console, every link and every place leads somewhere, and
what somebody else's words hold runs nowhere.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from builders.editions import DAY, with_words
from builders.servers.web import web_server
from builders.sites import SETTINGS
from playwright.sync_api import Page

from browser.conftest import DESKTOP, PHONE, ZOOMED, Windows
from browser.test_accessibility import AXE, WIDEST
from browser.test_isolation import LEAKS, RAN
from pprr.domain import Period
from pprr.project import Project
from pprr.site import addresses
from pprr.site.brief import read_catalogue
from pprr.site.catalogue import ApprovalGiven, Catalogue, Correction
from pprr.site.data import data_files
from pprr.site.gather import Gathered, Gathering, gather
from pprr.site.listing import digest, read_listing
from pprr.site.pages import pages
from pprr.site.publish import open_site, publication_of
from pprr.site.targets.folder import FolderTarget

pytestmark = [pytest.mark.browser, pytest.mark.kernel]

PERIOD = "2025-26-q2"
HREF = re.compile(r'<(?:a|link) [^>]*?href="([^"]*)"')
ID = re.compile(r'\bid="([^"]+)"')
FOR_PROGRAMS = {addresses.CSV, addresses.PARQUET, addresses.PACKAGE, addresses.FEED}
# A page of each kind, by a pattern of its address.
KINDS = {
    "home": addresses.HOME,
    "period": f"{PERIOD}/index.html",
    "portfolio": "portfolios/*/index.html",
    "report's editions": f"{PERIOD}/adult-care-and-health/index.html",
    "report": f"{PERIOD}/adult-care-and-health/v1.1/index.html",
    "report that a newer one corrects": f"{PERIOD}/adult-care-and-health/v1.0/index.html",
    "members' edition": f"{PERIOD}/adult-care-and-health/v1.1/members.html",
    "corporate report": f"{PERIOD}/council.corporate/v1.0/index.html",
    "covering paper": f"{PERIOD}/first.covering_paper/v1.0/index.html",
    "measure": "measures/ac*-*.html",
    "A to Z": addresses.MEASURES,
    "guide": addresses.GUIDE,
    "data": addresses.DATA,
    "accessibility": addresses.ACCESS,
    "contacts": addresses.CONTACTS,
}
NOTHING_IS_HIDDEN = """() => [...document.querySelectorAll('main a, header.site a, footer.site a')].filter(link => {
  const box = link.getBoundingClientRect(), style = getComputedStyle(link);
  return link.checkVisibility() && box.width && style.forcedColorAdjust === 'none';
}).map(link => link.outerHTML.slice(0, 120))"""
FILLED = """() => [...document.querySelectorAll('main > figure svg.chart path')]
  .filter(path => getComputedStyle(path).fill !== 'none').map(path => path.outerHTML)"""
FOCUSED = """() => { const one = document.activeElement, style = getComputedStyle(one);
  return [one.tagName, one.textContent.trim().slice(0, 60), style.outlineStyle !== 'none' || style.boxShadow !== 'none'] }"""


@pytest.fixture(scope="module")
def published(council_site: Project, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[str]]:
    """The site in a folder after a correction of one report; every address that there was before it."""
    root = tmp_path_factory.mktemp("served") / "site"
    target = FolderTarget(root)
    for publish in (_first, _corrected):
        old = open_site(target)
        before = set(old.files)
        known = read_catalogue(target, old)
        found = Gathering(tuple(publish(council_site, known)))
        publication_of(target, old, known, found, SETTINGS).put_on(target)
    return root, before


def _first(project: Project, known: Catalogue) -> Iterator[Gathered]:
    """Yields the drafts of the council as if they were approved: their pages are what a reader gets."""
    for one in gather(project, Period.parse(PERIOD), known, with_drafts=True).new:
        yield _as(one, "1.0", one.files)


def _corrected(project: Project, known: Catalogue) -> Iterator[Gathered]:
    first = next(one for one in _first(project, Catalogue(())) if one.edition.document == "adult-care-and-health")
    page = first.files["index.html"].replace(b"</main>", b"<p>One more sentence.</p></main>")
    yield _as(first, "1.1", {**first.files, "index.html": page})


def _as(one: Gathered, version: str, files: Mapping[str, bytes]) -> Gathered:
    correction = Correction(supersedes="1.0", changed=("the words of overview",)) if version != "1.0" else None
    said = {"version": version, "approval": ApprovalGiven(name="A. N. Other", date=DAY, parts={})}
    hashes = {name: digest(data) for name, data in files.items()}
    edition = one.edition.model_copy(update={**said, "correction": correction, "files": hashes})
    return replace(one, edition=edition, files=files)


@pytest.fixture(scope="module")
def web(published: tuple[Path, set[str]]) -> Iterator[str]:
    with web_server(published[0]) as address:
        yield address


class Visit:
    """A page that was opened: what it asked for, and what it wrote to the console."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: list[str] = []
        self.told: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda message: self.told.append(message.text))
        page.on("pageerror", lambda error: self.told.append(str(error)))


@pytest.fixture
def visit(windows: Windows) -> Iterator[Callable[..., Visit]]:
    """Opens an address in a window of its own."""

    def visiting(address: str, *, bypass_csp: bool = False) -> Visit:
        found = Visit(windows.take(scale=1, bypass_csp=bypass_csp))
        found.page.set_viewport_size({"width": DESKTOP, "height": 900})
        found.page.goto(address)
        return found

    yield visiting
    windows.give_back()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_is_for_everyone_and_asks_nobody_else(
    web: str, published: tuple[Path, set[str]], visit: Callable[..., Visit], kind: str
) -> None:
    address = sorted(published[0].glob(KINDS[kind]))[0].relative_to(published[0]).as_posix()
    found = visit(f"{web}{address}")
    violations = Axe().run(found.page, options=AXE).response["violations"]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in violations] == []
    assert found.page.evaluate(FILLED) == []  # a line of a chart is no area
    for width in (PHONE, ZOOMED):  # 320 CSS pixels; a desktop at 200 %
        found.page.set_viewport_size({"width": width, "height": 900})
        assert found.page.evaluate(WIDEST) <= width
    found.page.emulate_media(forced_colors="active")
    assert found.page.evaluate(NOTHING_IS_HIDDEN) == []
    found.page.emulate_media(forced_colors="none")
    found.page.keyboard.press("Tab")
    assert found.page.evaluate(FOCUSED)[0::2] == ["A", True]  # the way past the head of the page, which is then seen
    found.page.keyboard.press("Enter")
    assert found.page.evaluate("document.activeElement.tagName") == "MAIN"
    assert {one for one in found.asked if not one.startswith(web)} == set()
    assert [one for one in found.asked if urldefrag(one)[0] != f"{web}{address}" and "favicon" not in one] == []
    assert [one for one in found.told if "favicon" not in one] == []


def test_every_link_and_place_leads_somewhere_and_every_file_is_answered(
    web: str, published: tuple[Path, set[str]]
) -> None:
    listing = read_listing(FolderTarget(published[0]).read)
    read: dict[str, str] = {}
    for address in listing.files:
        with urlopen(f"{web}{address}") as answer:  # noqa: S310 - our own server
            data = answer.read()
        assert digest(data) == listing.files[address].sha256
        if address.endswith(".html"):
            read[address] = data.decode()
    ids = {address: set(ID.findall(page)) for address, page in read.items()}
    wrong = []
    for address, page in read.items():
        for link in HREF.findall(page):
            path, part = urldefrag(urljoin(f"/{address}", link.replace("&amp;", "&")))
            to = unquote(path).removeprefix("/")
            if ":" in to or to in FOR_PROGRAMS:
                continue
            if to not in listing.files or (part and unquote(part) not in ids.get(to, ())):
                wrong.append((address, link))
    assert wrong == []
    assert len(read) > 30


def test_every_address_of_the_first_version_answers_after_the_second(
    web: str, published: tuple[Path, set[str]]
) -> None:
    assert f"{PERIOD}/adult-care-and-health/v1.0/index.html" in published[1]
    for address in published[1]:
        with urlopen(f"{web}{address}") as answer:  # noqa: S310 - our own server
            assert answer.status == 200, address


@contextmanager
def _hostile_site(catalogue: Catalogue, words: str, root: Path) -> Iterator[str]:
    """Serves the pages, the feed and the data of the site whose every text is those words."""

    hostile = with_words(catalogue, words)
    settings = SETTINGS.model_copy(
        update={"organisation": SETTINGS.organisation.model_copy(update={"name": f"Anyborough {words}"})}
    )
    for address, data in {**pages(hostile, settings), **data_files(hostile, settings)}.items():
        (root / address).parent.mkdir(parents=True, exist_ok=True)
        (root / address).write_bytes(data)
    with web_server(root) as served:
        yield served


@pytest.mark.parametrize("bypass_csp", [False, True], ids=["with the policy", "without the policy"])
def test_nobodys_words_run_on_any_page(
    published: tuple[Path, set[str]], visit: Callable[..., Visit], tmp_path: Path, bypass_csp: bool
) -> None:
    target = FolderTarget(published[0])
    words = "".join(str(one.values[0]) for one in LEAKS) + "=1+1|cmd]]>\"'"
    with _hostile_site(read_catalogue(target, open_site(target)), words, tmp_path / "hostile") as served:
        every = sorted((tmp_path / "hostile").rglob("*.html"))
        some = [path for path in every if path.parent.name != "measures"] + sorted(every, key=str)[-2:]
        found = visit(f"{served}{addresses.HOME}", bypass_csp=bypass_csp)
        for path in [*some, tmp_path / "hostile" / addresses.FEED]:
            found.page.goto(f"{served}{path.relative_to(tmp_path / 'hostile').as_posix()}")
            assert not found.page.evaluate(RAN), path
            assert [one for one in found.asked if not one.startswith(served)] == []
