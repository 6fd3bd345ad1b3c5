"""The warm process, seen from whoever asks it for pages: started, asked, ended."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pprr.run.execute.environment import report_environment

PACKAGE = Path(__file__).parents[1]
CODE = {".py", ".j2", ".css", ".toml", ".csv", ".json"}  # the package's files that a page can depend on
_END_SECONDS = 5
ENDED = "The process that makes the page ended before its time"


@dataclass(frozen=True)
class Answer:
    """What the warm process says.

    ``kind``: ``ready``, or ``broken`` where the package cannot be imported; then about a request: ``page``
    (``text``), ``queries`` (``html``, ``title``, ``state``), ``failed`` (``reason``, ``cell``, ``trace``), and
    ``done`` when there is no more; ``ended`` when the process is gone. ``about`` is the request's number.
    """

    kind: str
    about: int = 0
    said: dict[str, Any] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """One of the texts that it carries, blank where there is none."""
        return str(self.said.get(name, ""))


class Maker:
    """A process that has imported what every report needs, and makes one page after another of what is saved.

    It reads nothing until it is asked. It ends with ``end``, and by itself when this process ends, however that ends.
    """

    def __init__(self, root: Path, imports: Sequence[str]) -> None:
        self._home = tempfile.TemporaryDirectory(prefix="pprr-", ignore_cleanup_errors=True)
        begin = f"import sys; sys.path[:] = {sys.path!r}\nfrom pprr.preview.begin import main\n"
        with report_environment(root, Path(self._home.name)):
            self._process = subprocess.Popen(
                [sys.executable, "-c", f"{begin}main({str(root)!r}, {self._home.name!r}, {list(imports)!r})"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                # Ctrl-C is for the process that asks, which ends this one.
                start_new_session=True,
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            )
        # Both are pipes, so neither is None, which the type checker cannot know.
        self._in: Any = self._process.stdin
        self._out: Any = self._process.stdout
        self._asked = 0

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def ask(self, portfolio: str, period: str, *, is_linked: bool = True) -> int:
        """Asks for the page and the queries of what is saved now; the number that the answers will name.

        ``is_linked``: the queries lead to their places on the page. A request that has not been begun is given up for
        a newer one.
        """
        self._asked += 1
        request = {"about": self._asked, "portfolio": portfolio, "period": period, "is_linked": is_linked}
        with suppress(OSError):  # it has ended, which the next answer says
            self._in.write(json.dumps(request).encode() + b"\n")
            self._in.flush()
        return self._asked

    def answer(self) -> Answer:
        """The next thing that the process says; waits for it."""
        try:
            said = json.loads(self._out.readline())
        except ValueError:  # nothing more, or half a line
            return Answer("ended", said={"reason": ENDED})
        return Answer(said.pop("kind"), said.pop("about", 0), said)

    def end(self) -> None:
        """Ends the process, by force where it does not end, and clears away what it leaves."""
        with suppress(OSError):
            self._in.close()
        self._process.terminate()
        try:
            self._process.wait(timeout=_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._out.close()
        self._home.cleanup()
