"""A notebook as its file holds it: plain JSON, which whoever watches a report reads without any of Jupyter.

``NotebookNode``, as nbformat reads it, is such a dict.
"""

from typing import NotRequired, TypedDict


class NotebookOutput(TypedDict):
    """Something that a cell has put out: a stream's ``text``, what it shows as ``data`` by media type, or an error."""

    output_type: str
    name: NotRequired[str]
    text: NotRequired[str]
    data: NotRequired[dict[str, object]]
    metadata: NotRequired[dict[str, object]]
    execution_count: NotRequired[int | None]
    ename: NotRequired[str]
    evalue: NotRequired[str]
    traceback: NotRequired[list[str]]


class NotebookCell(TypedDict):
    """A cell; one of code has outputs, and a count once it has run."""

    cell_type: str
    source: str | list[str]
    metadata: dict[str, object]
    outputs: NotRequired[list[NotebookOutput]]
    execution_count: NotRequired[int | None]


class NotebookDocument(TypedDict):
    """A notebook."""

    cells: list[NotebookCell]
    metadata: dict[str, object]


def is_stream_of(output: NotebookOutput, name: str) -> bool:
    """Tells whether it is text of the stream of that name."""
    return output["output_type"] == "stream" and output["name"] == name


def source_of(cell: NotebookCell) -> str:
    """The text of a cell, which a file may hold in lines."""
    return "".join(cell["source"])


def first_line(cell: NotebookCell) -> str:
    """The line that names a cell to a person."""
    return line_naming(source_of(cell))


def line_naming(source: str) -> str:
    """The line of a cell's text that names it: its first that says something."""
    lines = [line.strip() for line in source.splitlines()]
    return next((line for line in lines if line and not line.startswith("#")), "an empty cell")
