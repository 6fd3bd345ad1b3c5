"""A page asks nothing of any machine and runs nothing; and its policy holds even for what is put into it.

A server on this machine stands for another one: what it was asked is what got out.
"""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page

from browser.conftest import PAGES, OpenPage, until

pytestmark = [pytest.mark.browser, pytest.mark.kernel]

POLICY = "Content-Security-Policy"
RAN = "document.documentElement.dataset.ran === 'yes'"
RUN = "document.documentElement.dataset.ran = 'yes'"
LEAKS = [
    pytest.param(f"<script>{RUN}</script>", id="script"),
    pytest.param(f'<img src="data:," onerror="{RUN}">', id="picture that fails"),
    pytest.param(f'<svg onload="{RUN}"></svg>', id="drawing that loads"),
    pytest.param(f'<body onload="{RUN}">', id="page that loads"),
    pytest.param('<script src="ELSEWHERE/script.js"></script>', id="script from elsewhere"),
    pytest.param('<script type="module" src="ELSEWHERE/module.js"></script>', id="module from elsewhere"),
    pytest.param('<img src="ELSEWHERE/pixel.png">', id="picture from elsewhere"),
    pytest.param('<p style="background: url(ELSEWHERE/ground.png)">words</p>', id="background from elsewhere"),
    pytest.param('<link rel="stylesheet" href="ELSEWHERE/sheet.css">', id="style sheet from elsewhere"),
    pytest.param("<style>@import url(ELSEWHERE/sheet.css);</style>", id="import from elsewhere"),
    pytest.param(
        "<style>@font-face { font-family: away; src: url(ELSEWHERE/font.ttf) } * { font-family: away }</style>",
        id="font from elsewhere",
    ),
    pytest.param('<iframe src="ELSEWHERE/frame"></iframe>', id="frame from elsewhere"),
    pytest.param(f'<iframe srcdoc="<script>parent.{RUN}</script>"></iframe>', id="frame that is written here"),
    pytest.param('<object data="ELSEWHERE/thing"></object>', id="object from elsewhere"),
    pytest.param('<video src="ELSEWHERE/film" autoplay></video>', id="film from elsewhere"),
    pytest.param('<base href="ELSEWHERE/"><img src="pixel.png">', id="picture by an address that is turned elsewhere"),
]


class Elsewhere(ThreadingHTTPServer):
    """A server that answers everything with a picture's worth of nothing and remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Answer(BaseHTTPRequestHandler):
    server: Elsewhere

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        content = RUN.encode() if self.path.endswith(".js") else b""
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript" if content else "text/plain")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    with Elsewhere() as server:
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        yield server
        server.shutdown()
        serving.join(timeout=10)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_for_nothing_but_itself(open_page: OpenPage, address: Callable[[str], Path], name: str) -> None:
    page = open_page("index")
    asked, told = [], []
    page.context.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(message.text))
    page.goto(address(name).as_uri())
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    page.mouse.wheel(0, 100_000)
    page.emulate_media(media="print")
    page.wait_for_load_state("networkidle")

    assert [url for url in asked if not url.startswith("data:image/svg+xml")] == [address(name).as_uri()]
    assert told == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_holds_nothing_that_runs_and_everything_it_shows(open_page: OpenPage, name: str) -> None:
    held = open_page(name).evaluate("""() => ({
      running: [...document.querySelectorAll('script, iframe, object, embed, form, link, base')]
        .map(one => one.tagName),
      handlers: [...document.querySelectorAll('*')].flatMap(one => [...one.attributes].map(its => its.name))
        .filter(its => its.startsWith('on') || its === 'style'),
      away: [...document.querySelectorAll('[src], [srcset], [background], [data]')]
        .filter(one => !one.getAttribute('src')?.startsWith('data:image/svg+xml;base64,')).map(one => one.outerHTML),
      unseen: [...document.images].filter(one => !one.complete || !one.naturalWidth).map(one => one.alt),
    })""")

    assert held == {"running": [], "handlers": [], "away": [], "unseen": []}


@pytest.mark.parametrize("name", ["report", "index"])
def test_the_policy_holds_for_whatever_is_put_into_a_page(
    open_page: OpenPage, address: Callable[[str], Path], elsewhere: Elsewhere, tmp_path: Path, name: str
) -> None:
    text = with_leaks(address(name).read_text(encoding="utf-8"), elsewhere, *(leak.values[0] for leak in LEAKS))
    (tmp_path / "page.html").write_text(text, encoding="utf-8")

    page = settled(open_page(tmp_path / "page.html"))
    assert (page.evaluate(RAN), elsewhere.asked) == (False, [])


@pytest.mark.parametrize("leak", LEAKS)
def test_without_the_policy_each_of_them_gets_out(
    open_page: OpenPage, address: Callable[[str], Path], elsewhere: Elsewhere, tmp_path: Path, leak: str
) -> None:
    text = with_leaks(address("index").read_text(encoding="utf-8").replace(POLICY, "X-No-Policy"), elsewhere, leak)
    (tmp_path / "page.html").write_text(text, encoding="utf-8")

    page = settled(open_page(tmp_path / "page.html"))
    until(lambda: page.evaluate(RAN) or elsewhere.asked, "it got out")


def with_leaks(text: str, elsewhere: Elsewhere, *leaks: str) -> str:
    """The page with the leaks at the end of what it shows."""
    put_in = "\n".join(leaks).replace("ELSEWHERE", elsewhere.address)
    return text.replace("</main>", f"{put_in}</main>")


def settled(page: Page) -> Page:
    """The page when it has asked for all that it asks for."""
    page.wait_for_load_state("load")
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50))))")
    return page
