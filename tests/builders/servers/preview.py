"""A preview as an analyst starts it, listened to as a browser listens, and ended whatever happens."""

import http.client
import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
import pytest

from builders.command import command, environment_for
from builders.project import PERIOD, PORTFOLIO
from pprr.project import Project

LONGEST_SECONDS = 150  # a bound for a busy machine, not what a preview takes
_ADDRESS = re.compile(r"is at (http://\S+)")


@dataclass(frozen=True)
class Preview:
    """A running preview: its process, its address, with a slash at the end, and where its words go."""

    process: "subprocess.Popen[bytes]"
    address: str
    told: Path

    def ask(self, address: str = "", *, host: str = "") -> tuple[int, bytes, http.client.HTTPMessage]:
        """The status, the body and the headers of the answer."""
        connection = self._connection()
        connection.request("GET", f"/{address}", headers={"Host": host} if host else {})
        answer = connection.getresponse()
        try:
            return answer.status, answer.read(), answer.headers
        finally:
            connection.close()

    def until(self, holds: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The first state for which that holds; there must be one in good time."""
        connection = self._connection()
        deadline, last = time.monotonic() + LONGEST_SECONDS, ""
        try:
            connection.request("GET", "/events")
            answer = connection.getresponse()
            while time.monotonic() < deadline and (line := answer.readline()):
                if line.startswith(b"data: "):
                    last = line.decode()
                    state = json.loads(line[6:])
                    if holds(state):
                        return state
        finally:
            connection.close()
        return pytest.fail(f"no such state came; the last: {last[:2000]}; told: {self.told.read_text('utf-8')}")

    def settled(self, *, after: str = "") -> dict[str, Any]:
        """The state once a page, other than the one named, is there with its queries, and nothing is under way."""
        return self.until(lambda state: is_settled(state) and state["page"] not in {"", after} and state["queries"])

    def shows(self, page: str) -> dict[str, Any]:
        """The state once that page is there, nothing is in the way of it, and nothing is under way."""
        return self.until(lambda state: is_settled(state) and state["page"] == page and not state["failure"])

    def failed(self, words: str) -> dict[str, Any]:
        """The state once those words are in the way of the page."""
        return self.until(lambda state: is_settled(state) and words in state["failure"])

    def family(self) -> list[psutil.Process]:
        """Every process that it has started, and those started by them."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def _connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=LONGEST_SECONDS)


def is_settled(state: Mapping[str, Any]) -> bool:
    return not state["working"]


@contextmanager
def running_preview(
    project: Project, folder: Path, *options: str, environment: Mapping[str, str] | None = None
) -> Iterator[Preview]:
    """``pprr preview`` of the example; what it prints goes into the folder, and nothing of it is left."""
    told = folder / "told.txt"
    words = command(["preview", PORTFOLIO, str(PERIOD), "--no-browser", *options])
    with told.open("wb") as stream:
        process = subprocess.Popen(
            words,
            cwd=folder,  # the package is found where PYTHONPATH says, not here
            env=environment_for(project, environment),
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=stream,
            start_new_session=True,
        )
    try:
        yield Preview(process, _address(process, told), told)
    finally:
        end(process)


def end(process: "subprocess.Popen[bytes]", number: signal.Signals = signal.SIGTERM) -> int:
    """Ends it as told, by force where it does not end; its exit code."""
    for each in (number, signal.SIGKILL):
        if process.poll() is None:
            os.kill(process.pid, each)
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=LONGEST_SECONDS)
    return process.wait()


def _address(process: "subprocess.Popen[bytes]", told: Path) -> str:
    deadline = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if found := _ADDRESS.search(told.read_text("utf-8").replace("\n", " ")):
            return found[1]
        time.sleep(0.1)
    return pytest.fail(f"the preview did not start: {told.read_text('utf-8')}")
