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
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
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


def seconds_to_see(shown: Sequence[tuple[Page, Path]], edits: int) -> list[list[float]]:
    """Of each page and the notebook behind it, the seconds from each save until it is seen.

    An entry is changed so many times, by turns, and taken back.
    """
    texts = [commentary.read_text("utf-8") for _, commentary in shown]
    found: list[list[float]] = [[] for _ in shown]
    for page, _ in shown:
        page.wait_for_selector("#page[data-shown]", timeout=START_MILLISECONDS)
    try:
        for number in range(1, edits + 1):
            for (page, commentary), text, seconds in zip(shown, texts, found, strict=True):
                page.wait_for_timeout(PAUSE_SECONDS * 1000)
                words = f"Edit {number} of {edits}. {WORDS}"
                saved = time.perf_counter()
                commentary.write_text(text.replace(WORDS, words), "utf-8")
                page.wait_for_function(SEEN, arg=words, polling="raf", timeout=LONGEST_MILLISECONDS)
                seconds.append(time.perf_counter() - saved)
    finally:
        for (_, commentary), text in zip(shown, texts, strict=True):
            commentary.write_text(text, "utf-8")
    return found


@contextmanager
def preview_of(project: Path, code: Path) -> Iterator[str]:
    """The address of a preview of the example, made by that checkout's code."""
    project.mkdir()
    shutil.copy(ROOT / "pprr.toml", project)
    shutil.copytree(ROOT / "data" / "raw", project / "data" / "raw")
    shutil.copytree(ROOT / "notebooks", project / "notebooks")
    words = [sys.executable, "-m", "pprr", "preview", PORTFOLIO, PERIOD, "--no-browser"]
    settings = {**os.environ, "PPRR_PROJECT": str(project), "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(code)}
    pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
    process = subprocess.Popen(words, cwd=project, env=settings, stdout=pipe, stderr=nothing, text=True)
    try:
        told = re.search(r"http://\S+", process.stdout.readline() if process.stdout else "")
        if not told:
            sys.exit(f"The preview of {code} did not start.")
        yield told[0]
    finally:
        process.terminate()
        process.wait()


def main(edits: int, against: Path | None) -> None:
    """Prints the seconds from save to seen, and where there is another checkout, which takes turns, their ratio."""
    program = next(path for path in map(shutil.which, EXECUTABLES) if path)
    codes = [ROOT, *([against] if against else [])]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright, ExitStack() as opened:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        shown = []
        for at, code in enumerate(codes):
            project, page = Path(folder, str(at)), browser.new_page()
            page.goto(opened.enter_context(preview_of(project, code)))
            shown.append((page, project / "notebooks" / "commentary" / PERIOD / PORTFOLIO / "commentary.ipynb"))
        found = seconds_to_see(shown, edits)
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
