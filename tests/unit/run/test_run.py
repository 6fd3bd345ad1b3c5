"""A run that fails leaves what is published as it was, byte for byte, and says why; the next good run mends it all.

Every fault is made for real: kernels are killed, disks are filled, cells hang.
"""

import base64
import datetime
import errno
import html
import io
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from builders.command import command, environment_for, left_running, pprr
from builders.files import bytes_of, replace_text, rewrite_workbook
from builders.project import EXTRACTS, PERFORMANCE, PERIOD, PORTFOLIO, REPOSITORY, SECOND_PORTFOLIO
from builders.published import DOWNLOADS, INDEX, LOG, NOTEBOOK, PAGE, RECORD, RUN, SUMMARY, copy_of, unmade
from builders.template import change_cell, delete_cell, insert_cell
from builders.told import sentence

from pprr.atomic import unwritten
from pprr.project import Project

pytestmark = pytest.mark.kernel

LAST_RUN = {INDEX, RUN, SUMMARY, LOG}  # the files that tell of runs, also of those that failed
LONGEST_SECONDS = 240  # a bound for a busy machine
NOT_RENEWED = "The report could not be made anew, so the page of "
REFUSED = sentence("another-pprr", remedy="run", lock="run", seconds=5)
NO_ROOM = {False: "No space left on device", True: "File too large"}  # as a full disk says it, and as a limit does


@pytest.fixture
def project(good: Project, tmp_path: Path) -> Project:
    """A published copy to be broken."""
    return earlier(good, tmp_path / "project")


def earlier(good: Project, folder: Path) -> Project:
    """A copy whose published files all differ from what a run would make now, as those of an earlier quarter do."""
    project = copy_of(good, folder)
    for name in bytes_of(project.site).keys() - LAST_RUN:
        with (project.site / name).open("ab") as file:
            file.write(b"\n")
    return project


@dataclass(frozen=True)
class Fault:
    """How a project is spoilt, and what is then said: a part of the reason, and the first line of the cell."""

    spoil: Callable[[Project], object]
    reason: str
    cell: str = ""


def short_of_time(project: Project) -> None:
    replace_text(project.root / "pprr.toml", "cell_timeout_seconds = 120", "cell_timeout_seconds = 2")
    insert_cell(project, "open", "import time\ntime.sleep(600)")


def another_portfolios_record(project: Project) -> None:
    change_cell(project, "record", 'record = page.record(report)\nrecord.data["portfolio"]["slug"] = "another"\nrecord')


def empty_record(project: Project) -> None:
    change_cell(
        project,
        "record",
        'from IPython.display import display\ndisplay({"application/vnd.pprr.record+json": {}}, raw=True)',
    )


def broken_commentary(project: Project, portfolio: str = PORTFOLIO) -> None:
    folder = project.commentary(PERIOD, portfolio)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "commentary.ipynb").write_text('{"cells": [', encoding="utf-8")


def download_held(project: Project) -> None:
    """A folder stands where a download belongs: replacing it fails, as it does on Windows while Excel has it open."""
    place = project.site / DOWNLOADS / f"{PORTFOLIO}.xlsx"
    place.unlink()
    place.mkdir()
    (place / "held").touch()


FAULTS = {
    "a cell raises": Fault(
        lambda project: insert_cell(project, "overview", '# comment\nraise ValueError("no figures")'),
        sentence("cell-failed", error="ValueError", problem="no figures"),
        'raise ValueError("no figures")',
    ),
    "the kernel is killed": Fault(
        lambda project: insert_cell(project, "open", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"),
        sentence("kernel-died", case="alone"),
        "import os, signal",
    ),
    "a cell runs out of time": Fault(short_of_time, sentence("cell-too-long", seconds=2), "import time"),
    "a cell leaves as if all were well": Fault(
        lambda project: insert_cell(project, "open", "import sys\nsys.exit(0)"),
        sentence("cell-failed", error="SystemExit", problem=0),
        "import sys",
    ),
    "the notebook shows only half": Fault(lambda project: delete_cell(project, "record"), sentence("no-record")),
    "the record is another portfolio's": Fault(
        another_portfolios_record,
        sentence("record-of-another", found=f"another {PERIOD}", wanted=f"{PORTFOLIO} {PERIOD}"),
    ),
    "the record is none": Fault(empty_record, sentence("no-report-record")),
    "the commentary cannot be read": Fault(
        broken_commentary,
        sentence("notebook-broken", file=f"{PORTFOLIO}/commentary.ipynb"),
        "from pprr import notebook as page",
    ),
    "a parameter is misspelt": Fault(
        lambda project: change_cell(project, "parameters", 'portfolio = "a"\nperoid = "b"', tags=["parameters"]),
        sentence(
            "parameters-differ",
            problem="both",
            notebook="portfolio_report.ipynb",
            missing="period",
            unknown="peroid",
        ),
    ),
    "a parameter is missing": Fault(
        lambda project: change_cell(project, "parameters", 'portfolio = "a"', tags=["parameters"]),
        sentence("parameters-differ", problem="lacks", notebook="portfolio_report.ipynb", missing="period"),
    ),
    "no cell is tagged": Fault(
        lambda project: change_cell(project, "parameters", 'portfolio = "a"\nperiod = "b"'),
        sentence("no-parameters-cell", notebook="portfolio_report.ipynb", wanted="portfolio and period"),
    ),
    "the template is cut off": Fault(
        lambda project: project.template.write_text(project.template.read_text("utf-8")[:900], "utf-8"),
        sentence("template-unreadable", notebook="portfolio_report.ipynb"),
    ),
    "the template is other JSON": Fault(
        lambda project: project.template.write_text("[1, 2]", "utf-8"),
        sentence("template-unreadable", notebook="portfolio_report.ipynb"),
    ),
    "the template is missing": Fault(
        lambda project: project.template.unlink(), sentence("notebook-missing", notebook="portfolio_report.ipynb")
    ),
    "a download cannot be replaced": Fault(download_held, f"{PORTFOLIO}.xlsx could not be written: Is a directory"),
}


FOR_MENDING = "the notebook shows only half"


@dataclass(frozen=True)
class Ran:
    """What a run left behind, and what was published before it."""

    project: Project
    before: dict[str, bytes]
    result: subprocess.CompletedProcess[str]
    temporary: Path


@pytest.fixture(scope="module")
def ran(good: Project, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ran]:
    """The outcome of every fault that a chosen test asks for: all at once, each on its own copy."""
    tests = [item for item in request.session.items if isinstance(item, pytest.Function) and "ran" in item.fixturenames]
    asked = sorted({FOR_MENDING, *(item.callspec.params["name"] for item in tests if hasattr(item, "callspec"))})

    def run_with(name: str) -> Ran:
        folder = tmp_path_factory.mktemp("fault")
        project, temporary = earlier(good, folder / "project"), folder / "temporary"
        temporary.mkdir()
        FAULTS[name].spoil(project)
        before = bytes_of(project.site)
        result = pprr("run", str(PERIOD), project=project, environment={"TMPDIR": str(temporary)})
        return Ran(project, before, result, temporary)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(asked, pool.map(run_with, asked), strict=True))


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_changes_no_published_byte_and_is_told(ran: dict[str, Ran], name: str) -> None:
    fault, after = FAULTS[name], ran[name]

    assert after.result.returncode == 1, after.result.stderr
    assert pages(after.before) == pages(bytes_of(after.project.site))
    assert_told(after.project, after.result, fault.reason, fault.cell)
    assert left_running(after.project) == []
    assert list(after.temporary.iterdir()) == []


@contextmanager
def full(site: Path, *, free: int) -> Iterator[str]:
    """A disk under the published pages with so many bytes left; yields what the process must do to itself first.

    Where no disk may be mounted, the process may write no file longer than that instead.
    """
    held = bytes_of(site)
    # A file takes whole pages of 4 kB, and so does each folder.
    size = sum(-(-len(data) // 4096) * 4096 for data in held.values()) + 4096 * 8 + free
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", site], capture_output=True)
    if mounted.returncode:
        limit = f"import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, ({free}, {free}))"
        yield limit
        return
    try:
        for name, data in held.items():
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_bytes(data)
        if not free:
            fill(site / "filler")
        yield ""
    finally:
        subprocess.run(["umount", site], check=True)


def fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return


def test_a_disk_that_fills_up_changes_no_published_byte(project: Project) -> None:
    with full(project.site, free=100_000) as before_start:
        before = bytes_of(project.site)

        result = pprr("run", str(PERIOD), project=project, before=before_start)

        assert result.returncode == 1, result.stderr
        assert pages(before) == pages(bytes_of(project.site))
        assert_told(project, result, NO_ROOM[bool(before_start)])
        assert left_running(project) == []


def test_a_disk_without_any_room_changes_nothing_at_all_and_says_so(project: Project) -> None:
    with full(project.site, free=0) as before_start:
        before = bytes_of(project.site)

        result = pprr("run", str(PERIOD), project=project, before=before_start)

        assert result.returncode == 2, result.stderr
        assert {**before, LOG: b""} == {**bytes_of(project.site), LOG: b""}, "the log may have had room for a line"
        assert sentence(
            "run-not-started", problem=f"reports/{PERIOD} could not be written: {NO_ROOM[bool(before_start)]}"
        ) in (result.stderr)
        assert "Making" not in result.stderr
        assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("reports/2025-26-q2/.one.part/new/one.html", "reports/2025-26-q2", id="in a folder of ours"),
        pytest.param("reports/2025-26-q2/.12.part", "reports/2025-26-q2", id="a part of ours"),
        pytest.param("data/processed/.run.lock", "data/processed", id="a lock"),
        pytest.param("reports/2025-26-q2/one.html", "reports/2025-26-q2/one.html", id="a page"),
        pytest.param("/elsewhere/one.html", "one.html", id="outside of the project"),
        pytest.param("", "a file", id="unknown"),
    ],
)
def test_what_could_not_be_written_is_named_by_its_place_in_the_project(name: str, expected: str) -> None:
    root = Path("/srv/council")
    error = OSError(errno.EROFS, "Read-only file system", str(root / name) if name else None)
    assert unwritten(error, root) == f"{expected} could not be written: Read-only file system"


def test_the_next_good_run_mends_everything_to_the_same_bytes(
    ran: dict[str, Ran], good: Project, tmp_path: Path
) -> None:
    """After a fault, in another folder, time zone and language than those of the first good run."""
    project = copy_of(ran[FOR_MENDING].project, tmp_path / "project")
    shutil.copyfile(good.template, project.template)
    left = project.site / str(PERIOD) / f".{PORTFOLIO}.part" / "half a page"
    left.parent.mkdir()
    left.touch()

    mended = pprr("run", str(PERIOD), project=project, environment={"TZ": "Pacific/Auckland", "LC_ALL": "C"})

    assert mended.returncode == 0, mended.stderr
    assert "failed" not in mended.stderr
    assert content(good) == content(project)


@pytest.mark.parametrize(
    "sent", [pytest.param(signal.SIGINT, id="Ctrl-C"), pytest.param(signal.SIGTERM, id="the scheduler ends it")]
)
def test_an_interrupted_run_changes_no_published_byte(project: Project, sent: signal.Signals) -> None:
    begun = project.root / "begun"
    insert_cell(project, "open", f"import pathlib, time\npathlib.Path({str(begun)!r}).touch()\ntime.sleep(600)")
    temporary = project.root / "temporary"
    temporary.mkdir()
    before = bytes_of(project.site)

    with started("run", str(PERIOD), project=project, environment={"TMPDIR": str(temporary)}) as process:
        wait_for(begun.is_file)
        process.send_signal(sent)
        process.communicate(timeout=LONGEST_SECONDS)

    assert process.returncode == 128 + sent
    assert pages(before) == pages(bytes_of(project.site))
    assert left_running(project) == []
    told = outcome(project, PORTFOLIO)
    assert (told["outcome"], told["reason"]) == ("stopped", sentence("run-stopped"))
    assert json.loads((project.site / RUN).read_bytes())["run"]["result"] == "interrupted"


def test_a_row_fault_stops_its_portfolio_and_no_other(two_portfolios: Project) -> None:
    row = rewrite_workbook(two_portfolios.root / PERFORMANCE, "EXA1.1", "2019/20 Actual", "37 %%")

    result = pprr("run", str(PERIOD), project=two_portfolios)

    place = f'{PERFORMANCE.as_posix()}, sheet Measures, row {row}, "2019/20 Actual"'
    assert result.returncode == 1, result.stderr
    assert made(two_portfolios) == {PORTFOLIO: True, SECOND_PORTFOLIO: False}
    assert tuple(has_page(two_portfolios, slug) for slug in (PORTFOLIO, SECOND_PORTFOLIO)) == (True, False)
    assert f"failed  {SECOND_PORTFOLIO}: {place}: {sentence('cell-unreadable', text='37 %%')}" in result.stderr
    assert "There is no page of it yet." in result.stderr
    assert place in outcome(two_portfolios, SECOND_PORTFOLIO)["reason"]
    index = (two_portfolios.site / INDEX).read_text("utf-8")
    assert unmade(SECOND_PORTFOLIO) in index
    assert NOT_RENEWED not in index


def test_a_file_fault_renews_no_page_and_is_told(project: Project) -> None:
    (project.root / EXTRACTS / "budget.csv").unlink()
    before = bytes_of(project.site)

    result = pprr("run", str(PERIOD), project=project)

    told = outcome(project, PORTFOLIO)
    assert result.returncode == 2, result.stderr
    assert pages(before) == pages(bytes_of(project.site))
    assert f"{(EXTRACTS / 'budget.csv').as_posix()}: {sentence('no-file')}" in result.stderr
    assert f"{(EXTRACTS / 'budget.csv').as_posix()}: {sentence('no-file')}" in told["reason"]
    assert told["is_made"] is False
    assert (project.site / INDEX).read_text("utf-8").count(NOT_RENEWED) == 1


def test_a_failed_notebook_stops_its_portfolio_and_no_other(two_portfolios: Project) -> None:
    broken_commentary(two_portfolios, SECOND_PORTFOLIO)

    both = pprr("run", str(PERIOD), project=two_portfolios)
    one = pprr("run", PORTFOLIO, str(PERIOD), project=two_portfolios)

    assert (both.returncode, one.returncode) == (1, 0), both.stderr + one.stderr
    assert "1 of 2 made" in both.stdout
    assert "Nothing to do: 1 up to date" in one.stdout
    # The run of one portfolio says nothing new of the other, so what the last run of both said of it stands.
    assert made(two_portfolios) == {PORTFOLIO: True, SECOND_PORTFOLIO: False}
    assert tuple(has_page(two_portfolios, slug) for slug in (PORTFOLIO, SECOND_PORTFOLIO)) == (True, False)


def test_nothing_published_tells_where_or_when_it_was_made(
    good: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    year = datetime.datetime.now().astimezone().year
    places = [str(tmp_path_factory.getbasetemp()), str(REPOSITORY), tempfile.gettempdir(), f"{Path.home()}{os.sep}"]
    texts = dict(readable(bytes_of(good.site)))
    tells = {RUN, SUMMARY, LOG}  # of the run itself

    assert {PAGE, RECORD, NOTEBOOK, *tells, INDEX, f"{DOWNLOADS}/measures.csv"} <= set(texts)
    assert [(name, place) for name, text in texts.items() for place in places if place in text] == []
    assert [name for name, text in texts.items() if name not in tells and re.search(rf"\b{year}\b", text)] == []
    assert [name for name, text in texts.items() if re.search(r"\bat 0x[0-9a-f]+", text)] == []


def test_the_kept_notebook_has_no_times_and_no_places(good: Project) -> None:
    notebook = json.loads((good.site / NOTEBOOK).read_bytes())

    assert {"kernelspec", "language_info"} == set(notebook["metadata"])
    assert notebook["metadata"]["language_info"] == {"name": "python"}
    assert {"tags"} >= {name for cell in notebook["cells"] for name in cell["metadata"]}
    assert [f'portfolio = "{PORTFOLIO}"', f'period = "{PERIOD}"'] == [
        line.strip()
        for cell in notebook["cells"]
        if "injected-parameters" in cell["metadata"].get("tags", [])
        for line in cell["source"]
        if "=" in line
    ]


def test_an_example_is_called_an_example_on_its_page_and_on_the_index(good: Project) -> None:
    notice = json.loads((good.site / RECORD).read_bytes())["notice"]

    assert notice.startswith("This is an example. Its figures are those of")
    for name in (PAGE, INDEX):
        text = (good.site / name).read_text("utf-8")
        asides = re.findall(r'<aside [^>]*class="notice"[^>]*>(.*?)</aside>', text, re.DOTALL)
        assert [f"<p>{notice}</p>"] == [html.unescape(aside) for aside in asides], name


def test_of_two_runs_at_once_one_is_made_and_the_other_waits_or_is_refused_in_words(
    project: Project, good: Project
) -> None:
    with started("run", str(PERIOD), project=project) as first:
        second = pprr("run", str(PERIOD), project=project)
        _, told = first.communicate(timeout=LONGEST_SECONDS)

    codes = {first.returncode: told, second.returncode: second.stderr}
    assert 0 in codes, told + second.stderr
    assert [told for code, told in codes.items() if code and (code != 2 or REFUSED not in told)] == []
    assert content(good) == content(project)


def test_a_second_run_is_refused_in_words_while_the_first_goes_on(project: Project) -> None:
    before = bytes_of(project.site)

    with project.lock("run"):
        refused = pprr("run", str(PERIOD), project=project)

    assert refused.returncode == 2
    assert REFUSED in refused.stderr
    assert "Traceback" not in refused.stderr
    assert before == bytes_of(project.site)


def pages(files: dict[str, bytes]) -> dict[str, bytes]:
    """The published files but those that tell of the last run."""
    return {name: data for name, data in files.items() if name not in LAST_RUN}


def content(project: Project) -> dict[str, bytes]:
    """The pages, the downloads and the index: what the same data give the same bytes of."""
    files = bytes_of(project.site)
    return pages(files) | {INDEX: files[INDEX]}


def assert_told(project: Project, result: subprocess.CompletedProcess[str], reason: str, cell: str = "") -> None:
    """The failure is named on the terminal, in the run record and in the index, in the same words."""
    told = outcome(project, PORTFOLIO)
    index = (project.site / INDEX).read_text("utf-8")

    assert reason in told["reason"]
    assert (False, cell) == (told["is_made"], told["cell"])
    assert f"failed  {PORTFOLIO}: {told['reason']}" in result.stderr
    assert (f"In the cell: {cell}" in result.stderr) is bool(cell)
    assert "The last good page was kept." in result.stderr
    assert (f"As far as it ran: {told['notebook']}" in result.stderr) is bool(told["notebook"])
    assert not told["notebook"] or (project.root / told["notebook"]).is_file()
    assert "0 of 1 made" in result.stdout
    assert index.count(NOT_RENEWED) == 1
    assert str(project.root) not in json.dumps(told)


def outcome(project: Project, portfolio: str) -> dict[str, object]:
    record = json.loads((project.site / RUN).read_bytes())
    [found] = [report for report in record["reports"] if report["portfolio"] == portfolio]
    return found


def made(project: Project) -> dict[str, bool]:
    record = json.loads((project.site / RUN).read_bytes())
    return {report["portfolio"]: report["is_made"] for report in record["reports"]}


def has_page(project: Project, portfolio: str) -> bool:
    return (project.reports(PERIOD) / f"{portfolio}.html").is_file()


@contextmanager
def started(*arguments: str, project: Project, environment: dict[str, str] | None = None) -> Iterator[subprocess.Popen]:
    """The command under way; what is left of it at the end is ended."""
    with subprocess.Popen(
        command(arguments),
        env=environment_for(project, environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_for(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + LONGEST_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            pytest.fail(f"nothing came of it within {LONGEST_SECONDS} seconds")
        time.sleep(0.05)


def readable(files: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Every file as text: charts decoded, the parts of workbooks each by itself, fingerprints left out."""
    for name, data in files.items():
        if name.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(data)) as book:
                for part in book.infolist():
                    assert part.date_time[:3] == (1980, 1, 1), part.filename
                    yield f"{name}/{part.filename}", book.read(part).decode("utf-8")
            continue
        text = data.decode("utf-8-sig")
        for number, chart in enumerate(re.findall(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)", text)):
            yield f"{name}/chart {number}", base64.b64decode(chart).decode("utf-8")
        text = re.sub(r"base64,[A-Za-z0-9+/=]+", "", text)
        yield name, re.sub(r"\b[0-9a-f]{12,64}\b", "", text)
