"""The preview, from save to seen: a changed entry of the example, in a real Chromium, on a warm process.

Run by hand: ``.venv/bin/python tests/benchmarks/preview.py [EDITS]``. A save is the writing of the notebook; seen is
when the page that the browser shows holds the new words.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

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


def seconds_to_see(page: Page, commentary: Path, edits: int) -> list[float]:
    """Changes an entry so many times, and takes it back; the seconds from each save until it is seen."""
    text, found = commentary.read_text("utf-8"), []
    page.wait_for_selector("#page[data-shown]", timeout=START_MILLISECONDS)
    try:
        for number in range(1, edits + 1):
            page.wait_for_timeout(PAUSE_SECONDS * 1000)
            words = f"Edit {number} of {edits}. {WORDS}"
            saved = time.perf_counter()
            commentary.write_text(text.replace(WORDS, words), "utf-8")
            page.wait_for_function(SEEN, arg=words, polling="raf", timeout=LONGEST_MILLISECONDS)
            found.append(time.perf_counter() - saved)
    finally:
        commentary.write_text(text, "utf-8")
    return found


@contextmanager
def preview_of(project: Path) -> Iterator[str]:
    """The address of a preview of the example."""
    words = [sys.executable, "-m", "pprr", "preview", PORTFOLIO, PERIOD, "--no-browser"]
    settings = {**os.environ, "PPRR_PROJECT": str(project), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(words, env=settings, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        told = re.search(r"http://\S+", process.stdout.readline() if process.stdout else "")
        if not told:
            sys.exit("The preview did not start.")
        yield told[0]
    finally:
        process.terminate()
        process.wait()


def main(edits: int) -> None:
    """Prints the seconds from save to seen."""
    browser = next(path for path in map(shutil.which, EXECUTABLES) if path)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        project = Path(folder)
        shutil.copy(ROOT / "pprr.toml", project)
        shutil.copytree(ROOT / "data" / "raw", project / "data" / "raw")
        shutil.copytree(ROOT / "notebooks", project / "notebooks")
        commentary = project / "notebooks" / "commentary" / PERIOD / PORTFOLIO / "commentary.ipynb"
        with preview_of(project) as address:
            page = playwright.chromium.launch(
                executable_path=browser, args=["--no-sandbox", "--disable-gpu"]
            ).new_page()
            page.goto(address)
            found = sorted(seconds_to_see(page, commentary, edits))
    slowest = found[-1]
    p95 = found[max(0, -(-95 * len(found) // 100) - 1)]
    print(f"save to seen, {edits} edits: p50 {statistics.median(found):.2f} s, p95 {p95:.2f} s, max {slowest:.2f} s")
    print(f"load of the machine: {', '.join(f'{load:.1f}' for load in os.getloadavg())} on {os.cpu_count()} processors")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
