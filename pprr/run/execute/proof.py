"""The proof that a notebook ran to its end: the record that its last cell leaves."""

import json
from collections.abc import Mapping
from typing import Any

from pprr.domain.errors import RunError
from pprr.run.item import IndexEntry

MIME = "application/vnd.pprr.record+json"


def proven_record(notebook: Mapping[str, Any], *, portfolio: str, period: str) -> dict[str, Any]:
    """The record of an executed notebook; raises RunError unless every code cell ran and the record is this report's.

    papermill's own marks are no proof: a killed kernel and a cell that ran out of time both read "completed".
    """
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code" and "".join(cell["source"]).strip()]
    for cell in code:
        if cell.get("execution_count") is None:
            raise RunError("The notebook stopped before its end", cell=first_line(cell))
        for output in cell["outputs"]:
            if output["output_type"] == "error":
                raise RunError(f"A cell failed with {output['ename']}: {output['evalue']}", cell=first_line(cell))
    records = [
        output["data"][MIME] for cell in code[-1:] for output in cell["outputs"] if MIME in output.get("data", {})
    ]
    if len(records) != 1:
        raise RunError("The notebook's last cell left no record, so nothing proves that it ran to its end")
    [record] = records
    try:
        found = (record["portfolio"]["slug"], record["period"]["name"])
    except (KeyError, TypeError) as error:
        raise RunError("The notebook's last cell left something that is not a report's record") from error
    if found != (portfolio, period):
        raise RunError(f"The notebook reported {' '.join(found)} where {portfolio} {period} was asked for")
    return dict(record)


def blocking_queries(notebook: Mapping[str, Any]) -> int:
    """How many open queries keep the report a draft, as its record's cell says beside the record."""
    told = [
        output["metadata"][MIME]["blocking"]
        for cell in notebook["cells"]
        for output in cell.get("outputs", [])
        if "blocking" in output.get("metadata", {}).get(MIME, {})
    ]
    return int(told[-1]) if told else 0


def index_entry(record: Mapping[str, Any]) -> IndexEntry:
    """What the index of all reports says of a page."""
    return {
        "name": record["portfolio"]["name"],
        "title": record["title"],
        "state": record["state"],
        "counts": json.loads(json.dumps(record["counts"])),  # plain, so that whoever is told it needs no Jupyter
        "notice": record["notice"],
    }


def first_line(cell: Mapping[str, Any]) -> str:
    """What names a cell to a person: its first line that says something."""
    lines = [line.strip() for line in "".join(cell["source"]).splitlines()]
    return next((line for line in lines if line and not line.startswith("#")), "an empty cell")
