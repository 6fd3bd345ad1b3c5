"""A notebook's JSON, as far as commentary reads and writes it: its cells, their text and their tags."""

from typing import NotRequired, TypedDict


class CellMetadata(TypedDict, total=False):
    """The metadata of a cell; other tools keep more in it, which stays."""

    tags: list[str]


class CommentaryCell(TypedDict):
    """One cell. The format allows its text as one string or as a list of lines; the older format has no ``id``."""

    cell_type: str
    source: NotRequired[str | list[str]]
    metadata: NotRequired[CellMetadata]
    id: NotRequired[str]
    execution_count: NotRequired[int | None]
    outputs: NotRequired[list[object]]
    attachments: NotRequired[dict[str, dict[str, str]]]


class NotebookFile(TypedDict):
    """A whole notebook of format 4."""

    cells: list[CommentaryCell]
    metadata: dict[str, dict[str, str]]
    nbformat: int
    nbformat_minor: NotRequired[int]


def source(cell: CommentaryCell) -> str:
    """A cell's text."""
    text = cell.get("source", "")
    return text if isinstance(text, str) else "".join(text)


def tags(cell: CommentaryCell) -> list[str]:
    """A cell's tags."""
    return list(cell.get("metadata", {}).get("tags", []))


def with_text(cell: CommentaryCell, text: str) -> CommentaryCell:
    """The cell with another text, written as its own was: one string, or a list of lines."""
    return {**cell, "source": text if isinstance(cell.get("source"), str) else text.splitlines(keepends=True)}
