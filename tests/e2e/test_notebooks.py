"""The notebooks keep to their conventions: thin cells, literal parameters, no outputs; and they run to their end."""

import ast
import html
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import nbformat
import pytest
from bs4 import BeautifulSoup
from builders.project import PERIOD, PORTFOLIO, REPOSITORY
from builders.published import PAGE, RECORD
from nbclient import NotebookClient

from pprr import notebook as page
from pprr.commentary.draft import draft
from pprr.commentary.entries import read_entries
from pprr.project import Project
from pprr.report import Report
from pprr.run.execute.proof import MIME

TEMPLATE = REPOSITORY / "notebooks" / "portfolio_report.ipynb"
OF_DOCUMENTS = sorted({*(REPOSITORY / "notebooks").glob("*.ipynb")} - {TEMPLATE})
COMMENTARY = sorted((REPOSITORY / "notebooks" / "commentary").rglob("*.ipynb"))
NOTEBOOKS = [
    pytest.param(path, id=path.relative_to(REPOSITORY).as_posix()) for path in (TEMPLATE, *OF_DOCUMENTS, *COMMENTARY)
]
WRITTEN = [pytest.param(path, id=path.relative_to(REPOSITORY).as_posix()) for path in COMMENTARY]
OPENING = "from pprr import notebook as page"
CHART = '<svg aria-label="'


@pytest.fixture(params=[*NOTEBOOKS, pytest.param(None, id="as pprr draft makes it")])
def cells(request: pytest.FixtureRequest, tmp_path: Path) -> list[dict[str, Any]]:
    """The cells of each notebook of the project, and of a commentary notebook that is new."""
    path = request.param
    if path is None:
        items = ["overview", "CFE1.1", "outturn"]
        draft(tmp_path, items, portfolio=PORTFOLIO, name="Example Services (made up)", period=str(PERIOD))
        [path] = tmp_path.glob("*.ipynb")
    return read(path)["cells"]


@pytest.mark.parametrize("path", NOTEBOOKS)
def test_a_notebook_holds_nothing_of_any_run(path: Path) -> None:
    notebook = read(path)

    nbformat.validate(notebook)
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert notebook["metadata"] == {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }


def test_cells_hold_nothing_of_any_run(cells: list[dict[str, Any]]) -> None:
    assert [(cell["outputs"], cell["execution_count"]) for cell in code(cells)] == [([], None)] * len(code(cells))
    assert [cell["id"] for cell in cells if set(cell["metadata"]) - {"tags"} or "attachments" in cell] == []
    assert len({cell["id"] for cell in cells}) == len(cells)


def test_cells_only_show(cells: list[dict[str, Any]]) -> None:
    others = [cell for cell in code(cells) if "parameters" not in tags(cell)]

    assert others
    assert {cell["id"]: too_much(source(cell)) for cell in others if too_much(source(cell))} == {}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("def show(report):\n    return report", id="function"),
        pytest.param("class Show:\n    pass", id="class"),
        pytest.param("show = lambda report: report", id="lambda"),
        pytest.param("if report:\n    page.cover(report)", id="if"),
        pytest.param("page.cover(report) if report else None", id="if within a line"),
        pytest.param("for name in names:\n    page.item(report, name)", id="for"),
        pytest.param("[page.item(report, name) for name in names]", id="comprehension"),
        pytest.param("while True:\n    pass", id="while"),
        pytest.param("page.item(report, 1 + 1)", id="arithmetic"),
        pytest.param("report.measures.assign(a=report.outturn / 1000)", id="arithmetic on tables"),
        pytest.param("import pandas as pd", id="pandas"),
        pytest.param("from pathlib import Path", id="paths"),
        pytest.param("import sys\nsys.exit()", id="exit"),
        pytest.param("exit()", id="exit of IPython"),
        pytest.param('page.open_report("data/raw/2019-20", period)', id="path"),
        pytest.param('page.open_report("C:\\\\reports", period)', id="path of Windows"),
        pytest.param('page.item(report, f"CFE{number}")', id="composed text"),
        pytest.param("page.publish(report)", id="no function of ours"),
        pytest.param('report.measures["actual"]', id="table"),
        pytest.param("%matplotlib inline", id="magic"),
        pytest.param("!ls", id="shell"),
    ],
)
def test_what_a_cell_may_not_do_is_noticed(text: str) -> None:
    assert too_much(text)


def test_headings_rise_by_one(cells: list[dict[str, Any]]) -> None:
    levels = [
        len(marks)
        for cell in cells
        if cell["cell_type"] == "markdown"
        for marks in re.findall(r"(?m)^(#{1,6}) ", source(cell))
    ]

    assert levels[0] == 1
    assert [(before, after) for before, after in pairwise(levels) if after > before + 1] == []


def test_the_template_has_one_cell_of_literal_parameters() -> None:
    marked = [cell for cell in read(TEMPLATE)["cells"] if "parameters" in tags(cell)]
    assignments = [statement for cell in marked for statement in ast.parse(source(cell)).body]

    assert len(marked) == 1
    assert {
        ast.unparse(target): ast.literal_eval(assignment.value)
        for assignment in assignments
        for target in assignment.targets
    } == {"portfolio": PORTFOLIO, "period": str(PERIOD)}
    assert "injected-parameters" not in {tag for cell in read(TEMPLATE)["cells"] for tag in tags(cell)}


def test_the_template_opens_one_report_and_ends_with_its_record() -> None:
    sources = [source(cell) for cell in code(read(TEMPLATE)["cells"])]

    assert sources[1] == f"{OPENING}\n\nreport = page.open_report(portfolio, period)"
    assert sources[-1] == "page.record(report)"
    assert [text for text in sources[2:] if "\n" in text] == [], "each of the others is one line"
    assert read(TEMPLATE)["cells"][-1]["cell_type"] == "code"


@pytest.mark.parametrize("path", WRITTEN)
def test_a_commentary_notebook_shows_each_item_above_its_words(path: Path, report: Report) -> None:
    cells = read(path)["cells"]
    sources = [source(cell) for cell in code(cells)]
    shown = [re.fullmatch(r'page\.item\(report, "(.+)"\)', text) for text in sources[1:-1]]
    above = {
        heading: source(cells[place - 1])
        for place, cell in enumerate(cells)
        if cell["cell_type"] == "markdown" and "guide" not in tags(cell)
        for heading in re.findall(r"(?m)^## (\S+)$", source(cell))
    }

    assert sources[0] == f'{OPENING}\n\nreport = page.open_report("{path.parent.name}", "{path.parents[1].name}")'
    assert sources[-1] == "page.preview(report)"
    assert cells[-1]["cell_type"] == "code"
    assert [match[1] for match in shown if match] == list(above)
    assert above == {item: f'page.item(report, "{item}")' for item in above}


def test_the_examples_commentary_has_every_drafted_item_in_the_pages_order(report: Report) -> None:
    folder = REPOSITORY / "notebooks" / "commentary" / str(PERIOD) / PORTFOLIO

    assert list(report.drafted) == list(read_entries(folder))


@pytest.mark.kernel
def test_the_template_runs_as_it_is(good: Project) -> None:
    """In JupyterLab, from notebooks/, without papermill."""
    ran = executed(good.template)

    [record] = [output["data"][MIME] for output in ran[-1]["outputs"]]
    assert json.loads((good.site / RECORD).read_bytes()) == record


@pytest.mark.kernel
def test_a_commentary_notebook_shows_figures_charts_queries_and_the_page(good: Project, report: Report) -> None:
    """In a real kernel, started in the notebook's own folder."""
    before = (good.commentary(PERIOD, PORTFOLIO) / "commentary.ipynb").read_bytes()
    ran = executed(good.commentary(PERIOD, PORTFOLIO) / "commentary.ipynb")
    shown = {
        match[1]: BeautifulSoup(html_of(cell), "html.parser")
        for cell in ran
        if (match := re.fullmatch(r'page\.item\(report, "(.+)"\)', source(cell)))
    }

    assert "--accent: #12436D;" in html_of(ran[0])
    assert list(report.drafted) == list(shown)
    published_page = BeautifulSoup((good.site / PAGE).read_text("utf-8"), "html.parser")
    charted = []
    for item in report.measure_ids:
        # What the analyst sees of a measure is what its page shows, chart included.
        on_page = published_page.find("section", {"aria-labelledby": item})
        here = shown[item].find("section", {"aria-labelledby": item})
        assert on_page.find("dl", class_="facts").get_text() == here.find("dl", class_="facts").get_text(), item
        assert on_page.find("p", class_="verdict").get_text() == here.find("p", class_="verdict").get_text(), item
        charts = [str(image) for image in here.find_all("svg", class_="chart")]
        assert [str(image) for image in on_page.find_all("svg", class_="chart")] == charts, item
        assert charts or "No chart: fewer than two periods have a figure." in here.get_text(), item
        charted += charts
    assert len(charted) >= len(report.measures) - 2
    assert [source_ for source_ in charted if not source_.startswith(CHART)] == []
    assert "Blocking: words disagree with figure." in shown["CFE1.4"].get_text()
    assert "Words are wanted for CFE1.4:" in shown["CFE1.4"].get_text()
    assert [item for item in ("budget", "outturn", "reserves", "savings") if not shown[item].find("table")] == []

    preview = html_of(ran[-1])
    assert '<iframe title="Preview of the page" sandbox="" srcdoc="' in preview
    assert [(good.site / PAGE).read_text("utf-8")] == [
        html.unescape(held) for held in re.findall(r'srcdoc="([^"]*)"', preview)
    ]
    assert before == (good.commentary(PERIOD, PORTFOLIO) / "commentary.ipynb").read_bytes()


def executed(path: Path) -> list[nbformat.NotebookNode]:
    """The code cells of the notebook, run in a kernel in its own folder; none may fail or be left out."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(path.parent)}}).execute()
    ran = code(notebook.cells)
    assert list(range(1, len(ran) + 1)) == [cell["execution_count"] for cell in ran]
    assert {output["output_type"] for cell in ran for output in cell["outputs"]} <= {"display_data", "execute_result"}
    return ran


def html_of(cell: nbformat.NotebookNode) -> str:
    return "".join(output["data"]["text/html"] for output in cell["outputs"] if "text/html" in output["data"])


def read(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text("utf-8"))


def source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def tags(cell: dict[str, Any]) -> list[str]:
    return cell["metadata"].get("tags", [])


def code(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [cell for cell in cells if cell["cell_type"] == "code"]


def too_much(text: str) -> list[str]:
    """What the code of a cell holds beyond opening a report and showing its parts by our own functions."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return ["no plain Python"]
    found = []
    for statement in tree.body:
        if isinstance(statement, ast.ImportFrom):
            found += [] if ast.unparse(statement) == OPENING else [ast.unparse(statement)]
        elif not isinstance(statement, (ast.Expr, ast.Assign)) or not _shows(statement.value):
            found.append(ast.unparse(statement))
    return found


def _shows(value: ast.expr) -> bool:
    """Whether it is a call of one of the functions that notebooks have, on names and plain texts."""
    return (
        isinstance(value, ast.Call)
        and isinstance(value.func, ast.Attribute)
        and ast.unparse(value.func.value) == "page"
        and value.func.attr in page.__all__
        and not value.keywords
        and all(isinstance(argument, ast.Name) or _is_plain(argument) for argument in value.args)
    )


def _is_plain(argument: ast.expr) -> bool:
    return (
        isinstance(argument, ast.Constant)
        and isinstance(argument.value, str)
        and re.fullmatch(r"[A-Za-z0-9._-]+", argument.value) is not None
    )
