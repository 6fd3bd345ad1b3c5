"""What a cell of a report's own notebook shows is on its page, or the run names the cell."""

import nbformat
import pytest
from builders.told import refused

from pprr.domain.errors import RunError
from pprr.run.execute.document import NotebookDocument
from pprr.run.execute.notebook import _plain
from pprr.run.execute.proof import FOR_WRITER, MIME, proven_record

RECORD = {"portfolio": {"slug": "parks"}, "period": {"name": "2025-26-q2"}}


def executed(*outputs: nbformat.NotebookNode, tags: tuple[str, ...] = ()) -> nbformat.NotebookNode:
    """A notebook whose first cell put out those, and whose last one its record."""
    record = nbformat.v4.new_output("display_data", {MIME: RECORD})
    cells = [
        nbformat.v4.new_code_cell(source, execution_count=number, outputs=shown)
        for number, (source, shown) in enumerate([("report.chart", list(outputs)), ("record", [record])], start=1)
    ]
    cells[0]["metadata"]["tags"] = list(tags)
    return nbformat.v4.new_notebook(cells=cells)


def proven(notebook: NotebookDocument) -> object:
    return proven_record(notebook, report="parks", period="2025-26-q2")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        pytest.param({"image/png": "ZnJvbSBQTkc=", "text/plain": "<Figure>"}, "a picture", id="a figure of matplotlib"),
        pytest.param({"image/svg+xml": "<svg></svg>"}, "a picture", id="a drawing"),
        pytest.param({"text/markdown": "**words**", "text/plain": "<Markdown>"}, "Markdown", id="Markdown"),
        pytest.param({"text/latex": "$x$"}, "a formula", id="a formula"),
        pytest.param({"text/plain": "0.93"}, "text", id="the value of a last line"),
        pytest.param({"application/json": {}}, "a result", id="anything else"),
    ],
)
def test_a_result_that_no_page_shows_is_refused_by_its_cell(data: dict[str, object], kind: str) -> None:
    for type_ in ("display_data", "execute_result"):
        notebook = executed(nbformat.v4.new_output(type_, data))
        with refused(RunError, "result-unseen", shown=kind) as raised:
            proven(notebook)
        assert raised.value.cell == "report.chart"


@pytest.mark.parametrize(
    ("output", "tags"),
    [
        pytest.param(nbformat.v4.new_output("display_data", {"text/html": "<p>", "text/plain": ""}), (), id="HTML"),
        pytest.param(nbformat.v4.new_output("display_data", {"text/plain": "x"}), ("guide",), id="a guide's cell"),
        pytest.param(nbformat.v4.new_output("stream", name="stdout", text="x"), (), id="what is printed is no result"),
        pytest.param(
            nbformat.v4.new_output("display_data", {"text/plain": "x"}, metadata={FOR_WRITER: True}), (), id="a list"
        ),
    ],
)
def test_what_is_on_the_page_or_for_its_maker_is_none(output: nbformat.NotebookNode, tags: tuple[str, ...]) -> None:
    assert proven(executed(output, tags=tags)) == RECORD


def test_the_writer_s_list_stays_off_the_page_and_everything_else_on_it() -> None:
    own = nbformat.v4.new_output("display_data", {"text/html": "still to be written"}, metadata={FOR_WRITER: True})
    shown = nbformat.v4.new_output("display_data", {"text/html": "a table"})
    plain = _plain(executed(own, shown))
    assert [output["data"] for output in plain["cells"][0]["outputs"]] == [{"text/html": "a table"}]
