"""Reads a portfolio's commentary: every Markdown cell from a heading ``## <item>`` to the next such heading."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pprr.errors import CommentaryError

GUIDE = "guide"  # the tag of a cell that speaks to the analyst and is no one's words
_HEADING = re.compile(r"##[ \t]+([A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*)[ \t]*#*[ \t]*", re.ASCII)
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True)
class Entry:
    """The words for one item (a measure's identifier, ``overview``, ``outturn`` ...), in Markdown, and their place."""

    item: str
    text: str
    place: str


def read_entries(folder: Path) -> dict[str, Entry]:
    """The entries of all notebooks in the folder, by item; a folder that is not there has none.

    Raises CommentaryError for a notebook that cannot be read and for an item met twice, naming both places.
    """
    found: dict[str, Entry] = {}
    for path in notebooks(folder):
        for entry in entries_of(load_notebook(path), path.name):
            if entry.item in found:
                raise CommentaryError(
                    f'{folder.name}: the heading "## {entry.item}" stands in {found[entry.item].place} and again in '
                    f"{entry.place}. Join the two, or delete the one that is not wanted."
                )
            found[entry.item] = entry
    return found


def notebooks(folder: Path) -> list[Path]:
    """The folder's notebooks by name, without the editor's own copies."""
    return sorted(path for path in folder.glob("*.ipynb") if not path.name.startswith((".", "~")))


def load_notebook(path: Path) -> dict[str, Any]:
    """The notebook's JSON; raises CommentaryError where it is none."""
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(notebook["cells"], list) or notebook["nbformat"] != 4:
            raise CommentaryError(f"{path.name} is not a notebook of format 4. Open it in JupyterLab and save it.")
    except (json.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise CommentaryError(
            f"{path.name} cannot be read as a notebook ({error}). Restore it from your last copy."
        ) from error
    return dict(notebook)


def entries_of(notebook: Mapping[str, Any], name: str) -> list[Entry]:
    """The entries of one notebook in their order; what stands before the first heading belongs to none."""
    entries: list[Entry] = []
    item, place = "", ""
    lines: list[str] = []

    def close() -> None:
        if item:
            entries.append(Entry(item, _COMMENT.sub("", "\n".join(lines)).strip(), place))

    for number, cell in enumerate(notebook["cells"], start=1):
        if cell["cell_type"] != "markdown" or GUIDE in cell.get("metadata", {}).get("tags", []):
            continue
        fence = ""
        lines.append("")
        for line in source(cell).splitlines():
            fence = _fence_after(line, fence)
            heading = None if fence else _HEADING.fullmatch(line)
            if heading:
                close()
                item, lines, place = heading[1], [], f"{name}, cell {number}"
            else:
                lines.append(line)
    close()
    return entries


def source(cell: Mapping[str, Any]) -> str:
    """A cell's text, which the format allows as one string or as a list of lines."""
    text = cell.get("source", "")
    return text if isinstance(text, str) else "".join(text)


def _fence_after(line: str, fence: str) -> str:
    """The code fence that is open after the line, or none: a heading inside one is an example, not a heading."""
    match = _FENCE.match(line)
    if not match:
        return fence
    if not fence:
        return match[1]
    return "" if match[1][0] == fence[0] and len(match[1]) >= len(fence) else fence
