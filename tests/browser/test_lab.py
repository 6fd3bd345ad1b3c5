"""An analyst's way through JupyterLab: open, run all, see the page's parts, save; and only the words are kept."""

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from builders.project import PERIOD, PORTFOLIO, copy_project
from builders.servers.lab import END_SECONDS, START_SECONDS, TOKEN, running_lab
from playwright.sync_api import Browser, Page, expect

from browser.colours import contrast
from browser.conftest import until
from browser.overflow import overflowing
from pprr.project import Project

pytestmark = [pytest.mark.browser, pytest.mark.kernel]

RUN_SECONDS = 300
REPORT = "notebooks/portfolio_report.ipynb"
COMMENTARY = f"notebooks/commentary/{PERIOD}/{PORTFOLIO}/commentary.ipynb"
AT_HOME = {"127.0.0.1", "localhost"}

OUTPUTS = """() => {
  const all = selector => [...document.querySelectorAll(`.jp-OutputArea-output ${selector}`)];
  return {
    chips: [...new Set(all('.status').map(one =>
      `${getComputedStyle(one, '::before').content[1]} ${one.textContent.trim()} ${getComputedStyle(one).backgroundColor}`))],
    unseen: all('svg.chart').filter(one => !one.getBoundingClientRect().width).length,
    charts: all('svg.chart').length,
    headings: all('h3, h4').length,
    striped: all('tbody tr').filter(one => getComputedStyle(one).backgroundColor !== 'rgba(0, 0, 0, 0)').length,
    words: [...new Set(all('td:not(.number)').map(one => getComputedStyle(one).textAlign))],
    figures: [...new Set(all('td.number').map(one => getComputedStyle(one).textAlign))],
    sideways: all('.pprr').filter(one => one.scrollWidth > one.clientWidth + 1).length,
    complaints: [...document.querySelectorAll('.jp-OutputArea-output')]
      .filter(one => /stderr|error/.test(one.dataset.mimeType)).map(one => one.innerText),
  };
}"""


# The inks of what the page's parts say, each with the ground it stands on.
INKS = """() => {
  const ground = one => {
    for (; one; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor;
      if (colour !== 'rgba(0, 0, 0, 0)') return colour;
    }
  };
  return [...document.querySelectorAll('.jp-OutputArea-output :is(.pprr, .beside-page) *')]
    .filter(one => [...one.childNodes].some(its => its.nodeType === Node.TEXT_NODE && its.data.trim()))
    .map(one => [one.tagName, getComputedStyle(one).color, ground(one)]);
}"""


# The parts of JupyterLab that are switched off.
PLUGINS = """() => {
  const found = JSON.parse(document.getElementById('jupyter-config-data').textContent).disabledExtensions;
  return Array.isArray(found) ? found : Object.keys(found);
}"""


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab and the project it shows."""

    project: Project
    address: str

    def address_of(self, notebook: str) -> str:
        """The notebook alone, in a workspace of its own: none that an earlier test has left open."""
        return f"{self.address}lab/workspaces/{Path(notebook).stem}/tree/{notebook}?token={TOKEN}"


@pytest.fixture(scope="module")
def lab(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """``pprr lab`` on a copy of the project, with nothing of the user's own settings; ended whatever happens."""
    folder = tmp_path_factory.mktemp("lab")
    project = copy_project(folder / "project")
    with running_lab(project, folder) as server:
        yield Lab(project, server.url)
    assert left_behind(folder / "home") == []


@pytest.fixture
def hosts() -> set[str]:
    """The hosts that the browser asked for something."""
    return set()


@pytest.fixture
def page(browser: Browser, hosts: set[str]) -> Iterator[Page]:
    """A fresh page that notes the host of every request and every socket."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    context.set_default_timeout(START_SECONDS * 1000)
    opened = context.new_page()
    note = lambda address: hosts.add(urlsplit(address).hostname or urlsplit(address).scheme)  # noqa: E731
    context.on("request", lambda request: note(request.url))
    opened.on("websocket", lambda socket: note(socket.url))
    yield opened
    context.close()


@pytest.mark.parametrize(
    "notebook", [pytest.param(REPORT, id="the report"), pytest.param(COMMENTARY, id="the commentary")]
)
def test_run_all_shows_the_page_and_save_keeps_the_words(
    lab: Lab, page: Page, hosts: set[str], tmp_path: Path, notebook: str
) -> None:
    path = lab.project.root / notebook
    before = json.loads(path.read_text(encoding="utf-8"))
    code = [cell for cell in before["cells"] if cell["cell_type"] == "code"]

    page.goto(lab.address_of(notebook))
    run_all(page, notebook, len(code))
    page.add_style_tag(content="* { content-visibility: visible !important }")  # cells out of sight are laid out too
    page.wait_for_function("() => [...document.images].every(one => one.complete)")
    shown = page.evaluate(OUTPUTS)
    page.screenshot(path=tmp_path / "run.png")

    assert shown.pop("charts") > 10
    assert shown.pop("headings") > 10
    assert set(shown.pop("chips")) == {
        "● Green rgb(255, 255, 255)",
        "▲ Amber rgb(242, 169, 0)",
        "■ Red rgb(179, 32, 26)",
    }
    assert (shown.pop("words"), shown.pop("figures")) == (["left"], ["right"])
    assert shown == {"unseen": 0, "striped": 0, "sideways": 0, "complaints": []}
    assert overflowing(page, ".jp-OutputArea-output .pprr") == []
    if notebook == COMMENTARY:
        assert_previewed(page, tmp_path)
    choose(page, "Settings", "Theme", "JupyterLab Dark")
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "false", timeout=START_SECONDS * 1000)
    page.screenshot(path=tmp_path / "dark.png")
    assert {tuple(found) for found in page.evaluate(INKS) if contrast(*found[1:]) < 4.5} == set()
    choose(page, "Settings", "Theme", "JupyterLab Light")

    saved = path.stat().st_mtime_ns
    page.keyboard.press("Control+s")
    until(lambda: path.stat().st_mtime_ns != saved and is_saved(path), "the notebook is saved")
    after = json.loads(path.read_text(encoding="utf-8"))
    assert words(after) == words(before)
    assert [(cell["outputs"], cell["execution_count"]) for cell in after["cells"] if cell["cell_type"] == "code"] == [
        ([], None)
    ] * len(code)
    expect(page.locator(".jp-Dialog")).to_have_count(0)
    assert hosts <= {*AT_HOME, "data", "blob"}


def test_nothing_is_asked_about_news(lab: Lab, page: Page) -> None:
    """JupyterLab asks a new user whether it may fetch news, once it stands; by then nothing of ours is asked."""
    page.goto(f"{lab.address}lab/workspaces/news?token={TOKEN}")
    page.locator(".jp-Launcher").wait_for()
    page.locator("#filebrowser .jp-DirListing-item").first.wait_for()
    asks = [plugin for plugin in page.evaluate(PLUGINS) if "announcements" in plugin]
    assert asks == ["@jupyterlab/apputils-extension:announcements"]
    expect(page.get_by_text("official Jupyter news")).to_have_count(0)


@pytest.mark.parametrize("place", [pytest.param("h2", id="on the heading"), pytest.param("p", id="on the words")])
def test_a_double_click_leaves_the_writer_ready_to_type(lab: Lab, page: Page, place: str) -> None:
    """What is typed at once, as a person does, stands below the heading; no letter of it is a command."""
    path = lab.project.root / COMMENTARY
    before = json.loads(path.read_text(encoding="utf-8"))
    typed = f"added xx dd by a slow hand ({place})."
    page.goto(lab.address_of(COMMENTARY))
    cell = page.locator(".jp-MarkdownCell", has=page.get_by_role("heading", name="CFE1.7"))
    cell.locator(f".jp-RenderedMarkdown {place}").first.dblclick()
    page.keyboard.type(f" {typed}", delay=20)
    page.keyboard.press("Control+s")
    until(lambda: is_saved(path, typed), "the notebook is saved")
    after = json.loads(path.read_text(encoding="utf-8"))
    changed = [(old, new) for old, new in zip(words(before), words(after), strict=True) if old != new]
    [(old, new)] = changed
    assert new[2] == f"{old[2]} {typed}"


def run_all(page: Page, notebook: str, cells: int) -> None:
    """Chooses Run, Run All Cells, and waits until every cell has run."""
    until(lambda: is_connected(page, notebook), "the notebook has its kernel")
    choose(page, "Run", "Run All Cells")
    done = page.locator(".jp-CodeCell > .jp-Cell-inputWrapper .jp-InputPrompt", has_text="[")
    expect(done).to_have_text([f"[{number}]:" for number in range(1, cells + 1)], timeout=RUN_SECONDS * 1000)


def choose(page: Page, menu: str, *items: str) -> None:
    """Chooses from a menu as a person does."""
    page.locator(".lm-MenuBar-itemLabel").get_by_text(menu, exact=True).click()
    for item in items:
        page.locator(".lm-Menu-itemLabel").get_by_text(item, exact=True).click()


def is_connected(page: Page, notebook: str) -> bool:
    """Whether the server has a kernel for the notebook, idle and with someone listening; and the page shows it."""
    sessions = page.request.get(urljoin(page.url, "/api/sessions"), headers={"Authorization": f"token {TOKEN}"}).json()
    [kernel] = [session["kernel"] for session in sessions if session["path"] == notebook] or [{}]
    shown = page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]")
    return kernel.get("connections", 0) > 0 and kernel["execution_state"] == "idle" and shown.is_visible()


def assert_previewed(page: Page, folder: Path) -> None:
    frame = page.locator("iframe[title='Preview of the page']")
    frame.scroll_into_view_if_needed()
    inner = frame.content_frame
    expect(inner.locator("h1")).to_contain_text("Annual Report 2019/20")
    expect(inner.locator("svg.chart").first).to_be_visible()
    page.screenshot(path=folder / "preview.png")
    queries = page.locator("[aria-label='Queries, not part of the page']")
    expect(queries.locator(".blocking .query")).to_contain_text("words disagree with figure")
    beside, box = queries.bounding_box(), frame.bounding_box()
    assert beside["x"] >= box["x"] + box["width"], "the queries stand beside the page"


def words(notebook: dict) -> list[tuple[str, str, str]]:
    return [(cell["cell_type"], cell["id"], "".join(cell["source"])) for cell in notebook["cells"]]


def is_saved(path: Path, words: str = "") -> bool:
    """Whether a save has ended, of a notebook with those words: Jupyter empties the notebook and writes it anew."""
    try:
        text = path.read_text(encoding="utf-8")
        json.loads(text)
    except ValueError:  # no JSON yet, or half a letter
        return False
    return words in text


def left_behind(home: Path) -> list[str]:
    """The processes that still live with that home, where a system tells of processes in /proc."""
    if sys.platform != "linux":
        return []

    def living() -> list[str]:
        found = []
        for path in Path("/proc").glob("[0-9]*"):
            try:
                if f"HOME={home}\0".encode() in (path / "environ").read_bytes():
                    found.append((path / "cmdline").read_bytes().replace(b"\0", b" ").decode())
            except OSError:  # it has ended meanwhile, or is not ours to look at
                continue
        return found

    deadline = time.monotonic() + END_SECONDS
    while living() and time.monotonic() < deadline:
        time.sleep(0.2)
    return living()
