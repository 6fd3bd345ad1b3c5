"""Nothing of one report reaches the next, and hundreds of them leave the process that makes them as it was.

How many reports in a row: PPRR_LEAK_ITEMS.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from builders.tiny import PERIOD, item, outcomes, template, tiny

from pprr.project import Project
from pprr.run.worker.pool import Pool

pytestmark = [
    pytest.mark.kernel,
    pytest.mark.skipif(sys.platform != "linux", reason="the reports are forks of one process"),
]

ITEMS = int(os.environ.get("PPRR_LEAK_ITEMS", "40"))
FEW = 10  # by then everything that is made once has been made
GROWTH_BYTES = 2_000_000 + 2 * 2**20  # the second part is for a system that rounds up to huge pages
# Shows whatever a report could find changed. Left out: its own folder, and what a cell of the same notebook set.
LOOK = """
import builtins, decimal, gc, hashlib, json, locale, logging, os, random, signal, sys, threading, warnings
import matplotlib, numpy, pandas, pprr.formats, pprr.run.publish.page

def told(value):
    return hashlib.sha256(repr(value).encode()).hexdigest()[:12]

folder = os.getcwd()
seen = {
    "random": random.getstate() == random.Random(1).getstate(),  # Python seeds it anew in each fork
    "numpy": numpy.random.get_state()[1].tolist() == numpy.random.RandomState(1).get_state()[1].tolist(),  # seeded anew
    "numpy errors": str(numpy.geterr()),
    "numpy print": str(numpy.get_printoptions()),
    "matplotlib": told(sorted((name, str(value)) for name, value in matplotlib.rcParams.items())),
    "backend": matplotlib.get_backend(),
    "pandas": [pandas.get_option(name) for name in ("display.max_rows", "display.precision")],
    "environment": sorted((name, value) for name, value in os.environ.items() if folder not in value),
    "locale": locale.setlocale(locale.LC_ALL),
    "umask": (os.umask(0o22), os.umask(0o22)),
    "warnings": str(warnings.filters),
    "path": sys.path,
    "modules": told(sorted(sys.modules)),
    "patched": (pprr.formats.__dict__.get("MARK"), hasattr(builtins, "MARK"), json.dumps.__module__),
    "decimal": str(decimal.getcontext()),
    "logging": (logging.root.level, len(logging.root.handlers), logging.root.manager.disable),
    "files": len(os.listdir("/proc/self/fd")),
    "signals": [str(signal.getsignal(number)) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM)],
    "alarm": signal.getitimer(signal.ITIMER_REAL),
    "threads": [thread.name for thread in threading.enumerate()],
    "recursion": sys.getrecursionlimit(),
    "collection": (gc.isenabled(), gc.get_threshold()),
    "exporter": pprr.run.publish.page.page_of.__name__,
    "hooks": (sys.excepthook.__name__, sys.gettrace(), str(sys.getswitchinterval())),
}
display(HTML(f"<pre>{json.dumps(seen, indent=1, default=str)}</pre>"))
"""
CHANGE = """
import builtins, decimal, gc, json, locale, logging, os, random, signal, sys, threading, time, warnings
import matplotlib, numpy, pandas, pprr.formats, pprr.run.publish.page
random.seed(1)
numpy.random.seed(1)
numpy.seterr(all="ignore")
numpy.set_printoptions(precision=2)
matplotlib.rcParams["font.size"] = 3.0
matplotlib.use("pdf")
pandas.set_option("display.max_rows", 7)
os.environ.update({"MARK": "set", "TZ": "Pacific/Auckland"})
del os.environ["MPLBACKEND"]
time.tzset()
locale.setlocale(locale.LC_ALL, "C.UTF-8")
warnings.simplefilter("error")
sys.path.insert(0, "/nowhere")
sys.modules["pprr.nothing"] = sys
pprr.formats.MARK = builtins.MARK = True
json.loads = json.dumps
pprr.run.publish.page.clean_html = None
decimal.getcontext().prec = 2
decimal.getcontext().rounding = decimal.ROUND_DOWN
logging.disable(logging.CRITICAL)
logging.root.setLevel(1)
logging.root.addHandler(logging.NullHandler())
kept_open = [open("/dev/null") for _ in range(50)]
signal.signal(signal.SIGTERM, signal.SIG_IGN)
signal.signal(signal.SIGALRM, signal.SIG_IGN)
signal.setitimer(signal.ITIMER_REAL, 100)
threading.Thread(target=time.sleep, args=(600,), name="left").start()
sys.setrecursionlimit(5000)
gc.disable()
sys.excepthook = print
os.umask(0o77)
os.chdir("/")
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return tiny(tmp_path / "project", limits="memory_megabytes = 600")


@pytest.fixture
def pool(project: Project) -> Iterator[Pool]:
    with Pool(project) as opened:
        yield opened


def warm_parent() -> psutil.Process:
    [found] = [child for child in psutil.Process().children() if "worker.begin" in " ".join(child.cmdline())]
    return found


def test_a_report_that_changes_all_it_can_find_does_not_change_the_next(project: Project, pool: Pool) -> None:
    template(project, LOOK)
    template(project, CHANGE + LOOK, kind="changing")
    page = project.reports(PERIOD) / f"{item().name}.html"

    [(_, before)] = pool.make([item()])
    first = page.read_bytes()
    found = outcomes(pool, [item("changing")])
    [(_, after)] = pool.make([item()])

    assert (before.reason, after.reason) == ("", "")
    assert "json" in found["changing"].reason or not found["changing"].is_made  # it has broken its own conversion
    assert b"MPLBACKEND" in first
    assert page.read_text("utf-8").splitlines() == first.decode().splitlines()


def test_hundreds_of_reports_leave_no_trace_in_the_process_that_makes_them(project: Project, pool: Pool) -> None:
    def made(count: int) -> tuple[int, int, int, int]:
        found = list(pool.make([item(portfolio=f"portfolio-{number}") for number in range(count)]))
        assert [outcome.reason for _, outcome in found if not outcome.is_made] == []
        warm = warm_parent()
        folders = sum(path.is_dir() for path in pool.folder.iterdir())
        return warm.memory_info().rss, warm.num_fds(), len(warm.children(recursive=True)), folders

    memory, files, children, folders = made(FEW)
    after = made(ITEMS)

    print(f"{ITEMS} reports: {memory:,} to {after[0]:,} bytes, {files} to {after[1]} open files")
    assert after[1:] == (files, children, folders)
    assert children == 0
    assert after[0] - memory < GROWTH_BYTES


def test_the_warm_parent_is_fit_to_be_forked(project: Project, pool: Pool) -> None:
    """It has one thread, no socket, and no file of the project open, and its libraries start no threads later."""
    list(pool.make([item()]))
    warm = warm_parent()
    environment = warm.environ()

    assert warm.num_threads() == 1
    assert warm.net_connections() == []
    assert [file.path for file in warm.open_files() if str(project.root) in file.path] == []
    assert (environment["OPENBLAS_NUM_THREADS"], environment["OMP_NUM_THREADS"]) == ("1", "1")
