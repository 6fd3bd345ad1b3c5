"""One report, ours against what a user would write today: papermill, then jupyter nbconvert, on the same notebook.

Run by hand: ``.venv/bin/python tests/benchmarks/one_report.py [ROUNDS]``. The two take turns in one run on one machine;
what counts is the median of the ratios, since machines are shared and their speed drifts.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
PERIOD, PORTFOLIO = "2019-20-annual", "citizen-focus-and-engagement"


def ours(project: Path) -> Path:
    """The page that ``pprr run`` puts in place."""
    subprocess.run([sys.executable, "-m", "pprr", "run", PERIOD], cwd=project, check=True, capture_output=True)
    return project / "reports" / PERIOD / f"{PORTFOLIO}.html"


def usual(project: Path) -> Path:
    """The page of papermill and nbconvert with their own templates and without code, one command after the other."""
    executed = project / "usual.ipynb"
    settings = {**os.environ, "PPRR_PROJECT": str(project)}
    template = project / "notebooks" / "portfolio_report.ipynb"
    parameters = ["-p", "portfolio", PORTFOLIO, "-p", "period", PERIOD]
    for command in (
        ["papermill", str(template), str(executed), *parameters],
        ["jupyter", "nbconvert", "--to", "html", "--no-input", str(executed)],
    ):
        program = Path(sys.executable).with_name(command[0])
        subprocess.run([program, *command[1:]], cwd=project, env=settings, check=True, capture_output=True)
    return executed.with_suffix(".html")


def content(page: Path) -> tuple[int, int]:
    """How many tables and pictures a page holds: a fast page that lost some of its content is no faster."""
    text = page.read_text(encoding="utf-8")
    return text.count("<table"), text.count("<img")


def main(rounds: int) -> None:
    """Prints seconds, sizes and their ratios."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        shutil.copy(ROOT / "pprr.toml", project)
        shutil.copytree(ROOT / "data" / "raw", project / "data" / "raw")
        shutil.copytree(ROOT / "notebooks", project / "notebooks")
        seconds: dict[str, list[float]] = {"ours": [], "usual": []}
        pages: dict[str, Path] = {}
        for number in range(rounds + 1):
            for name, make in (("ours", ours), ("usual", usual)):
                started = time.perf_counter()
                pages[name] = make(project)
                if number:  # the first round warms the disk and the cleaned tables
                    seconds[name].append(time.perf_counter() - started)
        sizes = {name: page.stat().st_size for name, page in pages.items()}
        contents = {name: content(page) for name, page in pages.items()}
    if contents["ours"] != contents["usual"]:
        sys.exit(f"The two pages do not hold the same tables and pictures, so the times say nothing: {contents}")
    ratios = [mine / theirs for mine, theirs in zip(seconds["ours"], seconds["usual"], strict=True)]
    for name, told in seconds.items():
        spread = f"{min(told):.2f} to {max(told):.2f}"
        print(f"{name:>6}: median {statistics.median(told):5.2f} s ({spread}), page {sizes[name]:,} bytes")
    tables, pictures = contents["ours"]
    spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
    print(f"time, ours / usual: median {statistics.median(ratios):.2f} ({spread}), {rounds} rounds")
    print(f"page size, ours / usual: {sizes['ours'] / sizes['usual']:.2f}")
    print(f"both pages hold {tables} tables and {pictures} pictures")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
