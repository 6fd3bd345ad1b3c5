"""A real JupyterLab for a test, started as an analyst starts it, and ended whatever happens."""

import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from builders.command import command
from pprr.project import Project

TOKEN = "for-the-test"  # noqa: S105
START_SECONDS, END_SECONDS = 240, 60
# However long a test takes, nothing is saved but what the test saves.
SETTINGS = "lab/user-settings/@jupyterlab/docmanager-extension/plugin.jupyterlab-settings"


@dataclass(frozen=True)
class Server:
    """A running JupyterLab: its address, with a slash at the end, and the folder that it shows."""

    url: str
    root: str

    def ask(self, method: str, address: str, data: bytes | None = None) -> int:
        """The status of the server's answer."""
        headers = {"Authorization": f"token {TOKEN}", "Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.url}{address}", data, headers, method=method)  # noqa: S310
        with urllib.request.urlopen(request, timeout=END_SECONDS) as answer:  # noqa: S310  # our own server
            return answer.status


@contextmanager
def running_lab(project: Project, folder: Path, environment: Mapping[str, str] | None = None) -> Iterator[Server]:
    """``pprr lab`` with nothing of the user's own settings, ended whatever happens, by force where it must be.

    ``folder`` holds its home and what it prints; a pipe that nobody reads would stop it once it is full.
    """
    home = folder / "home"
    home.mkdir()
    own = {name: str(home / name) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")}
    own |= {"HOME": str(home), "IPYTHONDIR": str(home / "ipython"), "PPRR_PROJECT": str(project.root)}
    settings = Path(own["JUPYTER_CONFIG_DIR"], SETTINGS)
    settings.parent.mkdir(parents=True)
    settings.write_text('{"autosave": false}', "utf-8")
    options = ["--no-browser", "--allow-root", "--ServerApp.port=0", f"--IdentityProvider.token={TOKEN}"]
    told = folder / "told.txt"
    with told.open("wb") as stream:
        process = subprocess.Popen(
            command(["lab", *options]),
            env={**os.environ, **own, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=stream,
            start_new_session=True,
        )
    try:
        yield _started(Path(own["JUPYTER_RUNTIME_DIR"]), process, told)
    finally:
        for end in (signal.SIGTERM, signal.SIGKILL):
            if process.poll() is None:
                os.killpg(process.pid, end)
                with suppress(subprocess.TimeoutExpired):
                    process.wait(timeout=END_SECONDS)


def _started(runtime: Path, process: "subprocess.Popen[bytes]", told: Path) -> Server:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        for path in runtime.glob("jpserver-*.json"):
            text = path.read_text("utf-8")
            if text.rstrip().endswith("}"):
                found = json.loads(text)
                server = Server(found["url"], found["root_dir"])
                with suppress(urllib.error.URLError):  # the file may be there before the port is
                    server.ask("GET", "api/status")
                    return server
        time.sleep(0.1)
    return pytest.fail(f"JupyterLab did not start: {told.read_text('utf-8')}")
