"""The preview, from save to seen: a changed entry of the example, in a real Chromium, on a warm process.

Run by hand: ``.venv/bin/python tests/benchmarks/preview.py [EDITS] [--against CHECKOUT]``. A save is the writing of
the notebook; seen is when the page that the browser shows holds the new words.
"""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[2]
PERIOD, PORTFOLIO = "2019-20-annual", "citizen-focus-and-engagement"
WORDS = "The funded project finished"
EXECUTABLES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
START_MILLISECONDS, LONGEST_MILLISECONDS = 180_000, 60_000
PAUSE_SECONDS = 1.0  # between edits: the last one's queries have been made
SEEN = """words => {
  const frame = document.querySelector('iframe:not(.coming)');
  return frame && frame.contentDocument.body.textContent.includes(words);
}"""


class Shown:
    """A preview of the example, made by one checkout's code and open in a browser; ``see`` times one edit."""

    def __init__(self, code: Path, home: Path, browser: Browser) -> None:
        project = home / "project"
        project.mkdir(parents=True)
        shutil.copy(ROOT / "pprr.toml", project)
        shutil.copytree(ROOT / "data" / "raw", project / "data" / "raw")
        shutil.copytree(ROOT / "notebooks", project / "notebooks")
        self._commentary = project / "notebooks" / "commentary" / PERIOD / PORTFOLIO / "commentary.ipynb"
        self._text = self._commentary.read_text("utf-8")
        settings = {**os.environ, "PPRR_PROJECT": str(project), "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(code)}
        words = [sys.executable, "-m", "pprr", "preview", PORTFOLIO, PERIOD, "--no-browser"]
        pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
        self.process = subprocess.Popen(words, cwd=home, env=settings, stdout=pipe, stderr=nothing, text=True)
        told = re.search(r"http://\S+", self.process.stdout.readline() if self.process.stdout else "")
        if not told:
            sys.exit(f"The preview of {code} did not start.")
        self._page = browser.new_page()
        self._page.goto(told[0])
        self._page.wait_for_selector("#page[data-shown]", timeout=START_MILLISECONDS)

    def see(self, words: str) -> float:
        """The seconds from a save until its words are seen."""
        self._page.wait_for_timeout(PAUSE_SECONDS * 1000)
        saved = time.perf_counter()
        self._commentary.write_text(self._text.replace(WORDS, f"{words} {WORDS}"), "utf-8")
        self._page.wait_for_function(SEEN, arg=words, polling="raf", timeout=LONGEST_MILLISECONDS)
        return time.perf_counter() - saved

    def end(self) -> None:
        """Ends the preview."""
        self.process.terminate()
        self.process.wait()


def main(edits: int, against: Path | None) -> None:
    """Prints the seconds from save to seen, and where there is another checkout, which takes turns, their ratio."""
    program = next(path for path in map(shutil.which, EXECUTABLES) if path)
    codes = [ROOT, *([against] if against else [])]
    found: list[list[float]] = [[] for _ in codes]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright, ExitStack() as opened:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        shown = []
        for at, code in enumerate(codes):
            shown.append(Shown(code, Path(folder, str(at)), browser))
            opened.callback(shown[-1].end)
        for number in range(1, edits + 1):
            for one, seconds in zip(shown, found, strict=True):
                seconds.append(one.see(f"Edit {number} of {edits}."))
    for code, seconds in zip(codes, found, strict=True):
        median, p95 = statistics.median(seconds), sorted(seconds)[max(0, -(-95 * edits // 100) - 1)]
        print(f"{code}: save to seen, {edits} edits: p50 {median:.2f} s, p95 {p95:.2f} s, max {max(seconds):.2f} s")
    if against:
        ratios = [one / other for one, other in zip(*found, strict=True)]
        print(f"  ratio in each turn: median {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})")
    print(f"load of the machine: {', '.join(f'{load:.1f}' for load in os.getloadavg())} on {os.cpu_count()} processors")


if __name__ == "__main__":
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("edits", type=int, nargs="?", default=20)
    reader.add_argument("--against", type=Path, metavar="PATH", help="Another checkout, whose preview takes turns.")
    asked = reader.parse_args()
    main(asked.edits, asked.against)
