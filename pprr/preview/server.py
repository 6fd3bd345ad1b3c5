"""Serves the preview on loopback, to this machine's browser alone: the page's own bytes, and the frame around it.

Tornado, since Jupyter's own server brings it: it keeps many slow listeners in one thread, and reads requests strictly.
"""

import asyncio
import json
import signal
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path

from tornado.httpserver import HTTPServer
from tornado.iostream import StreamClosedError
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from pprr.domain.errors import ProjectError
from pprr.html.elements import render
from pprr.preview.latest import Latest, State
from pprr.preview.panel import STYLE, Shell
from pprr.project import Project
from pprr.run.item import Item

LOOPBACK = "127.0.0.1"
_HERE = Path(__file__).parent
_SHELL_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# The page has its own policy in it as well; this one holds where somebody opens the address of the page alone.
_PAGE_POLICY = "sandbox allow-same-origin; frame-ancestors 'self'"


async def serve(
    project: Project,
    latest: Latest,
    item: Item,
    *,
    port: int,
    poll: bool,
    opened: Callable[[str], None],
) -> None:
    """Serves until Ctrl-C or SIGTERM; ``opened`` is told the address. Raises ProjectError where the port is taken."""
    try:
        sockets = bind_sockets(port, LOOPBACK)
    except OSError as error:
        raise ProjectError("port-in-use", port=port, problem=error.strerror or error) from error
    found = sockets[0].getsockname()[1]
    shell = Shell(
        portfolio=item.name,
        period=str(item.period),
        language=project.settings.page.language,
        accent=project.settings.page.accent,
    )
    server = HTTPServer(_application(latest, {f"{LOOPBACK}:{found}", f"localhost:{found}"}, shell))
    server.add_sockets(sockets)
    keeping = asyncio.create_task(latest.keep(poll=poll))
    ending = asyncio.create_task(_asked_to_end())
    opened(f"http://{LOOPBACK}:{found}/")
    try:
        await asyncio.wait([keeping, ending], return_when=asyncio.FIRST_COMPLETED)
        if keeping.done():
            keeping.result()
    finally:
        server.stop()
        for task in (keeping, ending):
            task.cancel()
        await asyncio.gather(keeping, ending, return_exceptions=True)
        await latest.end()
        await server.close_all_connections()


def _application(latest: Latest, hosts: set[str], shell: Shell) -> Application:
    """The handlers by address; ``hosts`` are the names that they answer to, ``shell`` what the frame says."""
    shared = {"latest": latest, "hosts": hosts}
    return Application(
        [
            (r"/", _Frame, {**shared, "shell": shell}),
            (r"/preview\.(css|js)", _FramePart, shared),
            (r"/page", _Page, shared),
            (r"/events", _Events, shared),
            (r".*", _Nothing, shared),
        ]
    )


async def _asked_to_end() -> None:
    """Returns when Ctrl-C is pressed or SIGTERM comes."""
    loop, asked = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, asked.set)
        except NotImplementedError:  # Windows
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(asked.set))
    await asked.wait()


class _Handler(RequestHandler):
    """One address: refused where another site's name leads here, and never kept or shown by another site."""

    def initialize(self, latest: Latest, hosts: set[str], shell: Mapping[str, object] | None = None) -> None:
        self.latest, self.hosts, self.shell = latest, hosts, shell or {}

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("Cross-Origin-Opener-Policy", "same-origin")
        self.set_header("Content-Security-Policy", _SHELL_POLICY)
        self.clear_header("Server")

    def prepare(self) -> None:
        if self.request.host not in self.hosts:
            self.set_status(421)
            self.set_header("Content-Type", "text/plain; charset=utf-8")
            self.finish("This is a preview on another address. Open the one that pprr preview printed.\n")

    def compute_etag(self) -> None:
        """Nothing is kept, so nothing need be compared."""

    def log_exception(self, *_: object) -> None:
        """A listener who has gone is no error."""

    def write_error(self, status_code: int, **_: object) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish("There is nothing here.\n")


class _Frame(_Handler):
    def get(self) -> None:
        self.finish(f"{render('preview.html.j2', 'shell', **self.shell)}\n")


class _FramePart(_Handler):
    """The frame's own style and script, as they are now."""

    def get(self, kind: str) -> None:
        text = (_HERE / f"shell.{kind}").read_text(encoding="utf-8")
        self.set_header("Content-Type", f"text/{'css' if kind == 'css' else 'javascript'}; charset=utf-8")
        self.finish(text + (STYLE if kind == "css" else ""))


class _Page(_Handler):
    """The last good page, byte for byte."""

    def get(self) -> None:
        self.set_header("Content-Security-Policy", _PAGE_POLICY)
        if not self.latest.state.page:
            self.set_status(404)
            self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(self.latest.state.page or "There is no page yet.\n")


class _Events(_Handler):
    """Each state as it comes, as server-sent events."""

    async def get(self) -> None:
        self.set_header("Content-Type", "text/event-stream; charset=utf-8")
        try:
            async for state in self.latest.follow():
                self.write(f"data: {json.dumps(_told(state))}\n\n")
                await self.flush()
        except StreamClosedError:
            return


class _Nothing(_Handler):
    """Every other address: what a page links to beside it is made by a run, and no other file is served."""

    def get(self) -> None:
        self.set_status(404)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish("The preview holds one page. Downloads and the index are made by pprr run.\n")


def _told(state: State) -> dict[str, object]:
    """The state as the frame's script takes it: the page by its name, its age in seconds."""
    return {
        "page": state.name,
        "queries": asdict(state.queries) if state.queries else {},
        "failure": state.failure,
        "working": state.is_working,
        "seconds": state.seconds,
        "age": time.monotonic() - state.made,
    }
