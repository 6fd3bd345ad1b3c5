"""The proof that a notebook ran to its end: the record that its last cell leaves."""

import json
from collections.abc import Mapping
from typing import cast

from pprr.domain.errors import RunError
from pprr.domain.record import ReportRecord
from pprr.run.execute.document import NotebookDocument, NotebookOutput, first_line, source_of
from pprr.scorecard.rows import variance_of

MIME = "application/vnd.pprr.record+json"
_SHOWN = {"image/": "a picture", "text/markdown": "Markdown", "text/latex": "a formula", "text/plain": "text"}
FOR_WRITER = "pprr-writer"  # in the metadata of an output that is no part of a report


def proven_record(notebook: NotebookDocument, *, report: str, period: str) -> ReportRecord:
    """The record of an executed notebook; raises RunError unless every code cell ran and the record is this report's.

    Nor may a cell of the report show something that is on no page: a page is HTML, and pictures and text are none.

    papermill's own marks are no proof: a killed kernel and a cell that ran out of time both read "completed".
    """
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code" and source_of(cell).strip()]
    for cell in code:
        if cell.get("execution_count") is None:
            raise RunError("notebook-stopped", cell=first_line(cell))
        for output in cell["outputs"]:
            if output["output_type"] == "error":
                raise RunError("cell-failed", cell=first_line(cell), error=output["ename"], problem=output["evalue"])
            if "guide" not in cast("list[str]", cell["metadata"].get("tags", [])) and (shown := _unseen(output)):
                raise RunError("result-unseen", cell=first_line(cell), shown=shown)
    records = [
        cast("ReportRecord", output["data"][MIME])
        for cell in code[-1:]
        for output in cell["outputs"]
        if MIME in output.get("data", {})
    ]
    if len(records) != 1:
        raise RunError("no-record")
    [record] = records
    try:
        found = (record["portfolio"]["slug"], record["period"]["name"])
    except (KeyError, TypeError) as error:
        raise RunError("no-report-record") from error
    if found != (report, period):
        raise RunError("record-of-another", found=" ".join(found), wanted=f"{report} {period}")
    return record


def _unseen(output: NotebookOutput) -> str:
    """The kind of a result that Jupyter shows and the page does not; blank where it is on the page, or for no page."""
    data = output.get("data", {})
    if not data or "text/html" in data or MIME in data or FOR_WRITER in output.get("metadata", {}):
        return ""
    return next((words for name, words in _SHOWN.items() if any(one.startswith(name) for one in data)), "a result")


def told_beside_record(notebook: NotebookDocument) -> Mapping[str, int]:
    """The numbers of queries that keep the report a draft, as its record's cell says them beside the record."""
    told = [
        cast("dict[str, int]", output.get("metadata", {}).get(MIME, {}))
        for cell in notebook["cells"]
        for output in cell.get("outputs", [])
    ]
    return next(filter(None, reversed(told)), {})


def index_entry(record: ReportRecord) -> dict[str, object]:
    """The entry of a page in the index of all reports."""
    return {
        "name": record["portfolio"]["name"],
        "title": record["title"],
        "state": record["state"],
        "counts": json.loads(json.dumps(record["counts"])),  # plain, so that whoever is told it needs no Jupyter
        "variance": variance_of(record),
        "notice": record["notice"],
    }
