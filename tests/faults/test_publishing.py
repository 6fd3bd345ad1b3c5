"""Publishers killed at random points while readers read on: what they see is whole, and of one edition at a time.

How many kills: PPRR_FAULT_RUNS; how many reports each time: PPRR_FAULT_REPORTS. ``tests/faults/publish.sh`` runs the
long form.
"""

import os
import random
import re
import signal
import sys
import threading
import time
from pathlib import Path

import pytest
from builders.sites import folder, gathered, publish, shown

from pprr.site.gather import Gathered
from pprr.site.listing import POINTER
from pprr.site.store import undo
from pprr.site.verify import verify

RUNS = int(os.environ.get("PPRR_FAULT_RUNS", "6"))
SEED = int(os.environ.get("PPRR_FAULT_SEED", "1"))
REPORTS = int(os.environ.get("PPRR_FAULT_REPORTS", "12"))
SIZE = 20_000
_EDITION = re.compile(rb"edition (\d+) of \w+")
_LINK = re.compile(r'href="([^"#]+)')


def reports(number: int) -> list[Gathered]:
    """All reports in that edition, which each file of theirs names."""
    before = f"1.{number - 1}" if number else ""
    return [
        gathered(f"1.{number}", f"edition {number} of p{one}", document=f"p{one}", supersedes=before, size=SIZE)
        for one in range(REPORTS)
    ]


class Reader(threading.Thread):
    """Follows the links of the site from home, over and over, as readers do."""

    def __init__(self, root: Path) -> None:
        super().__init__(daemon=True)
        self.root, self.reads, self.missing, self.is_over = root, 0, 0, False
        self.wrong: list[str] = []

    def run(self) -> None:
        while not self.is_over:
            for page in self._links(self.root / "index.html"):
                self._read_edition(page)

    def _links(self, page: Path) -> list[Path]:
        text = page.read_text("utf-8")
        self.reads += 1
        if not text.endswith("</html>\n"):
            self.wrong.append(f"torn: {page}")
        return [page.parent / link for link in _LINK.findall(text)]

    def _read_edition(self, page: Path) -> None:
        """The page and the downloads beside it are of one edition."""
        try:
            found = {one: one.read_bytes() for one in (page, *page.parent.glob("*.csv"), *page.parent.glob("p*.json"))}
            self.missing += sum(not link.resolve().is_file() for link in self._links(page))
        except FileNotFoundError:  # its publication was taken back meanwhile
            self.missing += 1
            return
        self.reads += len(found)
        editions = {edition for data in found.values() for edition in _EDITION.findall(data)}
        is_of_an_edition = page.parent.name.startswith(("v", "draft-"))  # the site's own pages speak of many
        if is_of_an_edition and len(editions) != 1:
            self.wrong.append(f"{page}: {editions}")


def killed_after(seconds: float, work: list[Gathered], root: Path) -> None:
    """Publishes in a process of its own, which is killed after so long."""
    child = os.fork()
    if not child:
        publish(folder(root), *work)
        os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="the process that is killed is a fork")
def test_readers_see_one_edition_at_a_time_whenever_the_publisher_is_killed(tmp_path: Path) -> None:
    pick = random.Random(SEED)  # noqa: S311
    root = tmp_path / "site"
    publish(folder(root), *reports(0))
    reader = Reader(root)
    reader.start()
    begun = time.monotonic()
    publish(folder(root), *reports(1))  # as slow as the reader makes it
    whole = time.monotonic() - begun
    ends = {"old": 0, "new": 0}
    number = 2
    for run in range(RUNS):
        # Half of the kills fall late, where files are moved.
        share = pick.uniform(0.7, 1.5) if run % 2 else pick.uniform(0, 1)
        before = shown(root)
        killed_after(whole * share, reports(number), root)
        is_new = shown(root)[POINTER] != before[POINTER]
        ends["new" if is_new else "old"] += 1
        if is_new:
            undo(folder(root))
        publish(folder(root), *([] if is_new else reports(number)))
        assert verify(folder(root)).wrong == (), (SEED, run)
        number += 1
        print(f"kill {run + 1} of {RUNS}: {'new' if is_new else 'old'}, {reader.reads:,} reads, {reader.wrong[:1]}")
    reader.is_over = True
    reader.join()
    print(
        f"{RUNS} kills of publishing {REPORTS} reports: {ends}; "
        f"{reader.reads:,} reads, {reader.missing} missing, {len(reader.wrong)} wrong"
    )
    assert reader.wrong == []
