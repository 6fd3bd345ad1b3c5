"""The ways to make a batch of reports that tests/benchmarks/batch.py compares, and the council they make them of."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

LATER_RULES = ("lagged =",)
HERE, ROOT = Path(__file__).parent, Path(__file__).parents[2]

API = """
import json, sys
from pathlib import Path
import papermill
from nbconvert.exporters import HTMLExporter
template, folder, *items = sys.argv[1:]
exporter = HTMLExporter(exclude_input=True)
for item in items:
    portfolio, period = item.split("/")
    place = Path(folder) / period / f"{portfolio}.html"
    place.parent.mkdir(parents=True, exist_ok=True)
    executed = place.with_suffix(".ipynb")
    parameters = {"portfolio": portfolio, "period": period}
    papermill.execute_notebook(template, executed, parameters=parameters, progress_bar=False)
    place.write_text(exporter.from_filename(str(executed))[0], "utf-8")
"""


@dataclass(frozen=True)
class Ground:
    """A project to make reports of, the code that makes them, and the environment that finds both."""

    project: Path
    code: Path
    bytecode: Path

    @property
    def environment(self) -> dict[str, str]:
        """Byte code is kept, as on any machine, and kept apart from the packages' own folders."""
        held = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        return held | {
            "PPRR_PROJECT": str(self.project),
            "PYTHONPATH": str(self.code),
            "PYTHONPYCACHEPREFIX": str(self.bytecode),
            "MPLCONFIGDIR": str(self.bytecode / "matplotlib"),
        }

    @property
    def template(self) -> Path:
        return self.project / "notebooks" / "portfolio_report.ipynb"

    def start(self, *command: str | Path) -> "Running":
        """Starts a command of the environment that this script runs in."""
        program = Path(sys.executable).with_name(str(command[0]))
        return Running(
            psutil.Popen(
                [str(program), *map(str, command[1:])],
                cwd=self.project,
                env=self.environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
            )
        )


@dataclass(frozen=True)
class Running:
    process: psutil.Popen

    def end(self) -> None:
        """Waits for its end; leaves this script, with what it said, where it failed."""
        _, said = self.process.communicate()
        if self.process.returncode:
            sys.exit(f"{' '.join(self.process.args)} failed:\n{said.decode()[-2000:]}")


@dataclass(frozen=True)
class Way:
    """One way to make a batch: its letter and name, what it takes items and a folder for pages to, where pages are."""

    letter: str
    name: str
    make: Callable[[Sequence[str], Path], None]
    pages: Callable[[Path], Path]


def ways(now: Ground, before: Ground | None, other: Ground | None) -> list[Way]:
    """Every way; those of older code and of another checkout where there are such."""

    def loop(items: Sequence[str], folder: Path) -> None:
        for item in items:
            portfolio, period = item.split("/")
            executed = folder / period / f"{portfolio}.ipynb"
            executed.parent.mkdir(parents=True, exist_ok=True)
            parameters = ["-p", "portfolio", portfolio, "-p", "period", period]
            now.start("papermill", now.template, executed, *parameters).end()
            now.start("jupyter", "nbconvert", "--to", "html", "--no-input", executed).end()

    def api(items: Sequence[str], folder: Path) -> None:
        now.start("python", "-c", API, now.template, folder, *items).end()

    def ours(workers: int, ground: Ground = now) -> Callable[[Sequence[str], Path], None]:
        def make(items: Sequence[str], _: Path) -> None:
            periods = dict.fromkeys(item.split("/")[1] for item in items)
            ground.start("python", "-m", "pprr", "run", "--force", "--workers", str(workers), *periods).end()

        return make

    def floor(ground: Ground) -> Callable[[Sequence[str], Path], None]:
        def make(items: Sequence[str], folder: Path) -> None:
            started = [
                ground.start("python", HERE / "floor.py", ground.template, folder, *part)
                for part in (items[::2], items[1::2])
                if part
            ]
            for one in started:
                one.end()

        return make

    in_folder, in_project = (lambda folder: folder), (lambda _: now.project / "reports")
    found = [
        Way("a", "papermill and nbconvert commands in a loop", loop, in_folder),
        Way("b", "papermill API and one exporter, one process", api, in_folder),
        Way("c1", "pprr run, 1 worker", ours(1), in_project),
        Way("c2", "pprr run, 2 workers", ours(2), in_project),
        Way("d", "the work alone, 2 processes", floor(now), in_folder),
    ]
    if before:
        found.append(Way("d0", "the same with the earlier code", floor(before), in_folder))
    if other:
        reports = other.project / "reports"
        found.append(Way("c0", "pprr run of the other checkout, 2 workers", ours(2, other), lambda _: reports))
    return found


@contextmanager
def grounds(
    home: Path, before: str, against: Path | None, council: Mapping[str, int]
) -> Iterator[tuple[Ground, Ground | None, Ground | None]]:
    """A made-up council of those sizes for today's code, and copies for an earlier commit's and another checkout's.

    Each has its tables cleaned by its own code, so that none is cleaned while a way is measured.
    """
    now, earlier, other = (
        Ground(home / f"council{at}", code, home / f"bytecode{at}")
        for at, code in enumerate((ROOT, home / "code", against or ROOT))
    )
    chosen = [now, *([earlier] if before else []), *([other] if against else [])]
    options = [word for name, size in council.items() for word in (f"--{name}", str(size))]
    home.joinpath("council0").mkdir()
    now.start("python", "-m", "pprr", "demo", now.project, "--ledger-lines", "0", *options).end()
    settings = now.project / "pprr.toml"  # portfolios' reports are compared, which earlier code has alone
    settings.write_text(settings.read_text("utf-8").partition("[reports]")[0], "utf-8")
    git = ["git", "-C", str(ROOT), "worktree"]
    try:
        if before:
            forget_later_rules(now.project)
            subprocess.run([*git, "add", "--detach", str(earlier.code), before], check=True, capture_output=True)
        for ground in chosen[1:]:
            shutil.copytree(now.project, ground.project)
        for ground in chosen:
            for period in periods(ground.project):
                ground.start("python", "-m", "pprr", "clean", period).end()
        yield now, earlier if before else None, other if against else None
    finally:
        if before:
            subprocess.run([*git, "remove", "--force", str(earlier.code)], check=True, capture_output=True)


def forget_later_rules(project: Path) -> None:
    """Takes out of the years' rules what the earlier code does not know, and so refuses."""
    for path in project.glob("data/raw/*/agreement/rules.toml"):
        lines = path.read_text("utf-8").splitlines(keepends=True)
        path.write_text("".join(line for line in lines if not line.startswith(LATER_RULES)), "utf-8")


def periods(project: Path) -> list[str]:
    """The council's periods, the latest first."""
    return sorted((path.name for path in project.glob("data/raw/*/*-*-*")), key=_in_time, reverse=True)


def all_items(project: Path) -> list[str]:
    """Every portfolio's report as ``portfolio/period``, the latest period's first."""
    words = project / "notebooks" / "commentary"
    return [
        f"{path.name}/{one}"
        for one in periods(project)
        for path in sorted((words / one).iterdir())
        if path.is_dir() and "." not in path.name  # which is a report over all portfolios
    ]


def _in_time(period: str) -> tuple[str, int]:
    return period[:7], ("q1", "q2", "q3", "annual").index(period[8:])
