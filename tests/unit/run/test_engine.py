"""papermill's engine of ours gives what an ordinary kernel gives, and reports that run side by side stay apart."""

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import papermill
import pytest
from builders.command import pprr
from builders.files import bytes_of
from builders.project import PERIOD, PORTFOLIO, SECOND_PORTFOLIO
from builders.published import INDEX, LOG, PAGE, RUN, SUMMARY, copy_of
from builders.tiny import outcomes_of
from builders.told import sentence

from pprr.project import Project
from pprr.run.execute.kernel import joined_streams
from pprr.run.execute.proof import index_entry
from pprr.run.item import Item

CELLS = {
    "value": "1 + 1",
    "two lines, one value": "x = 3\nx",
    "nothing": "x = 4",
    "a closing semicolon": "x;",
    "printed": 'print("a")\nprint("b")',
    "printed as an error": 'import sys\nprint("b", file=sys.stderr)',
    "shown": 'from IPython.display import HTML, display\ndisplay(HTML("<b>x</b>"))\nprint("after")\nHTML("<i>y</i>")',
    "several kinds": 'display({"text/plain": "x", "application/json": {"b": [1, (2, 3)], "a": None}}, raw=True)',
    "a table": 'import pandas as pd\npd.DataFrame({"n": [1, 2]})',
    "the shell is found": "type(get_ipython().user_ns).__name__",
    "the last value": "_ is None",
    "a picture in bytes": 'class Red(str):\n    def _repr_png_(self):\n        return b"\\x89PNG red"\nRed("red")',
    "several forms": 'class Both(str):\n    def _repr_html_(self):\n        return "<b>b</b>"\nBoth("b")',
    "a bundle": 'class Many(str):\n    def _repr_mimebundle_(self, **_):\n        return {"text/html": "b"}\nMany("b")',
    "LaTeX, Markdown, SVG": "from IPython.display import SVG, Latex, Markdown\n"
    'display(Markdown("*a*"), Latex("$b$"), SVG("<svg xmlns=\\"http://www.w3.org/2000/svg\\"/>"))',
    "with metadata": 'display(HTML("<b>m</b>", metadata={"isolated": True}))',
    "shown to be changed": 'handle = display("first", display_id="one")\nprint("between")',
    "changed later": 'from IPython.display import update_display\nupdate_display("second", display_id="one")',
    "changed at once": 'handle = display("x", display_id=True)\nhandle.update("y")\nhandle is None',
    "cleared": 'from IPython.display import clear_output\nprint("gone")\nclear_output()\nprint("stays")',
    "cleared when more comes": 'print("gone")\nclear_output(wait=True)\nprint("stays")',
    "cleared when more would come": 'print("stays")\nclear_output(wait=True)',
    "a warning": "import warnings\nwarnings.simplefilter('always')\n"
    "warnings.showwarning = lambda m, *_, **__: print(m)\n"
    'warnings.warn("beware")',
    "logged": 'import logging\nlogging.basicConfig(format="%(levelname)s %(message)s")\nlogging.warning("a log")',
    "printed without an end": 'print("a", end="")\nprint("b", end="", flush=True)',
    "written": 'sys.stdout.write("w")\nsys.stdout.writelines(["x", "y"])\nNone',
    "much": "for number in range(300):\n    print(number)",
    "an error that is shown": "try:\n    1 / 0\nexcept ZeroDivisionError as error:\n    print(error)",
    "a magic": "%who_ls handle",
    "figures inline": "%matplotlib inline",
    "a figure": "import matplotlib.pyplot as plt\nfigure = plt.figure(figsize=(1, 1))",
    "a line of the shell": "value = !echo hello\nvalue[0]",
    "a coroutine": "import asyncio\nawait asyncio.sleep(0)\n5",
    "a generator": "(number for number in range(3)).__class__.__name__",
    "not a number": 'display({"text/plain": "n", "application/json": {"n": None, "t": True}}, raw=True)',
    "the history": "In[1], Out[1]",
}
FAILING = {
    "an error": 'raise ValueError("no figures")',
    "a name that is not there": "nothing_of_that_name",
    "leaving": "import sys\nsys.exit(3)",
}
# Warm as a process of reports is; without what only takes it seconds.
OURS = """
import sys
from pprr.run.worker.warm import warm
warm(["nbformat"])
import papermill
papermill.execute_notebook(sys.argv[1], sys.argv[2], engine_name="pprr", kernel_name="python3", progress_bar=False)
"""


def _notebook(path: Path, cells: dict[str, str]) -> Path:
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [nbformat.v4.new_markdown_cell("words"), *map(nbformat.v4.new_code_cell, cells.values())]
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, path)
    return path


def _outputs(path: Path) -> list[tuple[object, list[dict[str, object]]]]:
    """Each code cell's number and outputs: a stream whole, in however many pieces a busy kernel has sent it."""
    cells = nbformat.read(path, as_version=4).cells
    return [
        (
            cell.execution_count,
            [{key: value for key, value in one.items() if key != "traceback"} for one in joined_streams(cell.outputs)],
        )
        for cell in cells
        if cell.cell_type == "code"
    ]


@pytest.mark.kernel
def test_outputs_are_those_of_an_ordinary_kernel(tmp_path: Path) -> None:
    source = _notebook(tmp_path / "source.ipynb", CELLS)
    papermill.execute_notebook(source, tmp_path / "kernel.ipynb", kernel_name="python3", progress_bar=False)

    done = subprocess.run(
        [sys.executable, "-c", OURS, source, tmp_path / "ours.ipynb"], capture_output=True, text=True, timeout=300
    )

    assert done.returncode == 0, done.stderr
    kernel, ours = _outputs(tmp_path / "kernel.ipynb"), _outputs(tmp_path / "ours.ipynb")
    assert [name for name, one, other in zip(CELLS, kernel, ours, strict=True) if one != other] == []
    assert all(number for number, _ in ours)


@pytest.mark.kernel
@pytest.mark.parametrize("name", FAILING)
def test_a_cell_that_fails_ends_the_notebook_as_in_an_ordinary_kernel(tmp_path: Path, name: str) -> None:
    source = _notebook(tmp_path / "source.ipynb", {"before": "1", name: FAILING[name], "after": "2"})
    with pytest.raises(papermill.PapermillExecutionError) as usual:
        papermill.execute_notebook(source, tmp_path / "kernel.ipynb", kernel_name="python3", progress_bar=False)

    done = subprocess.run(
        [sys.executable, "-c", OURS, source, tmp_path / "ours.ipynb"], capture_output=True, text=True, timeout=300
    )

    assert done.returncode != 0
    assert f"{usual.value.ename}: {usual.value.evalue}" in done.stderr
    errors = [
        [one["evalue"] for one in outputs if one["output_type"] == "error"]
        for _, outputs in _outputs(tmp_path / "ours.ipynb")
    ]
    assert [evalue for found in errors for evalue in found] == [usual.value.evalue]
    assert _outputs(tmp_path / "ours.ipynb")[-1] == (None, [])


@pytest.mark.kernel
def test_a_slip_in_the_code_is_told(tmp_path: Path) -> None:
    """A kernel gives the code a random file name, so the words are not compared whole."""
    source = _notebook(tmp_path / "source.ipynb", {"slip": "x = = 1"})
    done = subprocess.run(
        [sys.executable, "-c", OURS, source, tmp_path / "ours.ipynb"], capture_output=True, text=True, timeout=300
    )
    [(_, [error])] = _outputs(tmp_path / "ours.ipynb")
    assert (done.returncode, error["ename"], "invalid syntax" in error["evalue"]) == (1, "SyntaxError", True)


@pytest.mark.kernel
def test_a_process_runs_one_notebook_and_no_second(tmp_path: Path) -> None:
    inner = repr(str(tmp_path / "inner.ipynb"))
    nested = f"import papermill\npapermill.execute_notebook({inner}, None, engine_name='pprr', progress_bar=False)"
    source = _notebook(tmp_path / "source.ipynb", {"nested": nested})
    _notebook(tmp_path / "inner.ipynb", {"value": "1"})

    done = subprocess.run(
        [sys.executable, "-c", OURS, source, tmp_path / "ours.ipynb"], capture_output=True, text=True, timeout=300
    )

    assert "this process runs a notebook already" in done.stderr


@pytest.mark.kernel
def test_without_a_fork_the_bytes_are_the_same(good: Project, tmp_path: Path) -> None:
    """As on Windows: each report in a fresh process, its notebook in an ordinary kernel."""
    project = copy_of(good, tmp_path / "project")
    before = bytes_of(project.site)
    (project.site / PAGE).unlink()
    tells = dict.fromkeys((RUN, SUMMARY, LOG), b"")  # of the run itself
    result = pprr(
        "run",
        str(PERIOD),
        project=project,
        environment={"PPRR_NO_FORK": "1"},
    )
    assert result.returncode == 0, result.stderr
    assert bytes_of(project.site) | tells == before | tells
    assert INDEX in before


@pytest.mark.kernel
def test_nothing_of_one_report_reaches_another(two_portfolios: Project) -> None:
    """Both change whatever they can find, one after the other; neither finds what the other has changed."""
    marks = [
        "import os, random, matplotlib, pandas, pprr.formats",
        'marks = (os.environ.get("MARK"), matplotlib.rcParams["font.size"], pandas.get_option("display.max_rows"),',
        '         hasattr(pprr.formats, "MARK"), random.getstate()[1][0] == 2147483648 and random.getstate()[1][-1])',
        'with open("marks.txt", "x") as file:',
        "    file.write(repr(marks))",
        'os.environ["MARK"], pprr.formats.MARK = "set", True',
        'matplotlib.rcParams["font.size"] = 3.0',
        'pandas.set_option("display.max_rows", 7)',
        'raise ValueError(f"found {marks[:4]}")',
    ]
    notebook = json.loads(two_portfolios.template.read_text("utf-8"))
    at = next(place for place, cell in enumerate(notebook["cells"]) if "".join(cell["source"]).startswith("from pprr"))
    cell = {**notebook["cells"][at], "id": "marks", "source": "\n".join(marks)}
    notebook["cells"].insert(at, cell)
    two_portfolios.template.write_text(json.dumps(notebook), "utf-8")
    items = [Item(slug, PERIOD) for slug in (PORTFOLIO, SECOND_PORTFOLIO)]

    found = list(outcomes_of(two_portfolios, items).values())

    assert [outcome.is_made for outcome in found] == [False, False]
    assert len({outcome.reason for outcome in found}) == 1
    assert "found (None, " in found[0].reason
    assert "MARK" not in os.environ


UNFORESEEN = """
import multiprocessing, os, pathlib, sys, tempfile
import pprr.run.make
from pprr.project import find_project
from pprr.run.worker.child import work
from pprr.run.worker.report_job import ReportJob
from pprr.run.item import Item
from pprr.domain import Period

def odd(*_, **__):
    raise ValueError("nobody foresaw this")

pprr.run.make.make = odd
told, tell = multiprocessing.Pipe(duplex=False)
place = pathlib.Path(tempfile.mkdtemp())
job = ReportJob(find_project(pathlib.Path(sys.argv[1])), Item("a-portfolio", Period(2019)))
arguments = (job, place, tell, os.getpid(), multiprocessing.Pipe()[0])
process = multiprocessing.get_context("fork").Process(target=work, args=arguments)
process.start()
_limits, ended = told.recv(), told.recv()
print(ended)
process.join()
"""


def test_what_nobody_foresaw_is_told_and_is_no_dead_kernel(project_copy: Project) -> None:
    done = subprocess.run(
        [sys.executable, "-c", UNFORESEEN, project_copy.root], capture_output=True, text=True, timeout=300
    )

    assert done.returncode == 0, done.stderr
    assert sentence("not-made", error="ValueError", problem="nobody foresaw this") in done.stdout
    assert "is_made=False" in done.stdout
    assert "is_dead=False" in done.stdout


def test_what_is_told_of_a_page_is_plain_data() -> None:
    """Else the process that asked for it would have to import all of nbformat, half a second, to read it."""
    record = nbformat.from_dict(
        {"portfolio": {"name": "Example"}, "title": "T", "state": "Draft", "counts": {"Red": 1}, "notice": ""}
    )

    told = index_entry(record)

    assert told == {
        "name": "Example",
        "title": "T",
        "state": "Draft",
        "counts": {"Red": 1},
        "notice": "",
        "variance": None,
    }
    assert type(told["counts"]) is dict
