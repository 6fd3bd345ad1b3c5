"""Kills whoever puts a report in place, at random moments, and looks each time at what stands there.

PYTHONPATH=tests python tests/benchmarks/kills.py 50
"""

import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from builders.files import bytes_of

from pprr.run.publish.put import put, recover

VERSIONS = (b"first", b"second")
OWN = {"a/own/notes.txt": b"somebody's own"}
LONGEST_SECONDS = 0.05


def report_of(version: bytes) -> dict[str, bytes]:
    """The files of a version: each says which, so that two of them cannot be taken for one."""
    names = ("a/a.json", *(f"a/table-{number}.csv" for number in range(10)), "a/a.xlsx", "a/members.html", "a.html")
    return dict.fromkeys(names, version * 20000)


def killed_puts(folder: Path, kills: int, seed: int = 0) -> Counter[str]:
    """Counts what stood there after each kill: a whole version, or its page alone; raises AssertionError for a mix."""
    chance = random.Random(seed)  # noqa: S311 - moments to kill at
    whole = [{**report_of(version), **OWN} for version in VERSIONS]
    put(folder, "a", report_of(VERSIONS[0]))
    (folder / "a/own").mkdir()
    (folder / "a/own/notes.txt").write_bytes(OWN["a/own/notes.txt"])
    found: Counter[str] = Counter()
    for _ in range(kills):
        child = os.fork()
        if not child:
            while True:
                for version in VERSIONS:
                    put(folder, "a", report_of(version))
        time.sleep(chance.uniform(0, LONGEST_SECONDS))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        there = bytes_of(folder)
        is_bare = set(there) <= {"a.html"}
        assert there in whole or is_bare, sorted(there)
        found["a page alone" if is_bare else "a whole version"] += 1
        recover(folder, "a")
        assert bytes_of(folder) in whole
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        print(dict(killed_puts(Path(name) / "project/reports/2025-26-q2", int(sys.argv[1]))))
