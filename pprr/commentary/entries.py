"""Reads a portfolio's commentary: every Markdown cell from a heading ``## <item>`` to the next such heading."""

import json
import re
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from pprr.commentary.cells import CommentaryCell, NotebookFile, source, tags
from pprr.domain.catalogue import rows_of
from pprr.domain.errors import CommentaryError

GUIDE = "guide"  # the tag of a cell that speaks to the analyst and is no one's words
# One word, or a PI code with its measure's name behind it. No two repeats side by side take the same characters: a line
# of a million blanks would be tried in every way to share them out.
_HEADING = re.compile(
    r" {0,3}##[ \t]+(?:([A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*)[ \t]*(?:#+[ \t]*)?|([A-Za-z]+[0-9]+(?:\.[0-9]+)+)[ \t:].*)",
    re.ASCII,
)
_OWN_HEADING = re.compile(r" {0,3}##[ \t]+(.*)")
_CONFLICT = re.compile(rb"^(?:<{7}|>{7})[ \r\n]", re.MULTILINE)
_SHOWN = re.compile(r"""\.item\(report, ["']([^"']+)["']\)""")
_OPENS = re.compile(r"""\.open_report\(\s*["']([^"']*)["']\s*,\s*["']([^"']*)["']""")
_FENCE = re.compile(r" {0,3}(?P<marks>`{3,}(?=[^`]*$)|~{3,})(?P<info>.*)")
_SAVE_SECONDS, _PAUSE_SECONDS = 1.0, 0.05
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")  # in JSON one of a pair may stand alone; in UTF-8 none may
# One that is not closed hides the rest of its cell, as it does in JupyterLab.
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


@dataclass(frozen=True)
class Entry:
    """The words for one item (a measure's identifier, ``overview``, ``outturn`` ...), in Markdown, and their place.

    ``place`` names notebook and heading, as a person finds them; ``cell`` the notebook's cell that the heading is in,
    counted from 1, which tells two of the same heading apart. ``typed`` is the text before its live values were filled
    in, where it has some.
    """

    item: str
    text: str
    place: str
    cell: str = ""
    typed: str = ""

    @property
    def as_typed(self) -> str:
        """The words as they stand in the notebook, live values as their names."""
        return self.typed or self.text


def read_entries(folder: Path) -> dict[str, Entry]:
    """The entries of all notebooks in the folder, by item; a folder that is not there has none.

    Raises CommentaryError for a notebook that cannot be read and for an item met twice, naming both places.
    """
    found: dict[str, Entry] = {}
    twice = []
    for path in notebooks(folder):
        for entry in entries_of(load_notebook(path), path.name):
            if entry.item in found:
                twice.append((folder.name, entry.item, found[entry.item].cell, entry.cell))
            found.setdefault(entry.item, entry)
    if twice:
        raise CommentaryError("heading-twice", headings=rows_of(twice))
    return found


def notebooks(folder: Path) -> list[Path]:
    """The folder's notebooks by name, without the editor's own copies."""
    return sorted(path for path in folder.glob("*.ipynb") if not path.name.startswith((".", "~")))


def load_notebook(path: Path) -> NotebookFile:
    """The notebook's JSON; raises CommentaryError where it is none."""
    return load_whole(path)[1]


def load_whole(path: Path) -> tuple[bytes, NotebookFile]:
    """The notebook's bytes and its JSON; raises CommentaryError where it is none.

    Jupyter empties a notebook before it writes it anew, so one that was changed a moment ago is read again.
    """
    while True:
        is_new = abs(time.time() - path.stat().st_mtime) < _SAVE_SECONDS
        data = path.read_bytes()
        try:
            return data, parse_notebook(data, path)
        except CommentaryError:
            if not is_new:
                raise
        time.sleep(_PAUSE_SECONDS)


def parse_notebook(data: bytes, path: Path) -> NotebookFile:
    """The notebook's JSON from its bytes; raises CommentaryError, naming the path, where they are none."""
    name = f"{path.parent.name}/{path.name}"
    if conflict := _CONFLICT.search(data):
        line = data[: conflict.start()].count(b"\n") + 1
        raise CommentaryError("notebook-in-conflict", file=name, line=line)
    try:
        notebook = json.loads(data.decode("utf-8-sig"))
        cells = notebook["cells"]
        if notebook["nbformat"] != 4 or not isinstance(cells, list) or not all(_is_cell(cell) for cell in cells):
            raise CommentaryError("notebook-of-another-format", file=name)
    except (json.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError, RecursionError) as error:
        raise CommentaryError("notebook-broken", file=name, problem=error) from error
    if _SURROGATE.search(data) and not _is_text(notebook):
        halved = [str(number) for number, cell in enumerate(cells, start=1) if not _is_text(cell)]
        where = f"cell {', '.join(halved)}" if halved else "its metadata"
        raise CommentaryError("half-a-character", file=name, place=where)
    return cast(NotebookFile, notebook)


def entries_of(notebook: NotebookFile, name: str) -> list[Entry]:
    """The entries of one notebook in their order; what stands before the first heading belongs to none."""
    entries: list[Entry] = []
    for number, cell in enumerate(notebook["cells"], start=1):
        for item, text in parts(cell):
            if item:
                entries.append(Entry(item, text.strip(), f'{name}, under "## {item}"', f"{name}, cell {number}"))
            elif entries:
                entries[-1] = replace(entries[-1], text=f"{entries[-1].text}\n\n{text}".strip())
    return entries


def headless(folder: Path) -> tuple[tuple[str, str], ...]:
    """The items whose figures are shown above words that have lost the item's heading, each with its place."""
    found = []
    for path in notebooks(folder):
        shown = ""
        for number, cell in enumerate(load_notebook(path)["cells"], start=1):
            call = _SHOWN.search(source(cell)) if cell["cell_type"] == "code" else None
            spoken = parts(cell)
            if call:
                shown = call[1]
            elif shown and spoken:
                if not spoken[0][0]:
                    found.append((shown, f"{path.name}, cell {number}"))
                shown = ""
    return tuple(found)


def unread(folder: Path) -> tuple[tuple[str, str], ...]:
    """The items with a heading in a cell of code or of raw text, where words count for nothing, each with its place.

    One key in JupyterLab makes such a cell of a Markdown one.
    """
    return tuple(
        (heading[1] or heading[2], f"{path.name}, cell {number}")
        for path in notebooks(folder)
        for number, cell in enumerate(load_notebook(path)["cells"], start=1)
        if cell["cell_type"] != "markdown"
        for heading in map(_HEADING.fullmatch, source(cell).splitlines())
        if heading
    )


def opened(folder: Path) -> tuple[tuple[str, str, str], ...]:
    """The reports that the folder's notebooks show the figures of: notebook, portfolio and period as typed there."""
    return tuple(
        (path.name, call[1], call[2])
        for path in notebooks(folder)
        for cell in load_notebook(path)["cells"]
        if cell["cell_type"] == "code"
        for call in _OPENS.finditer(source(cell))
    )


def parts(cell: CommentaryCell) -> list[tuple[str, str]]:
    """The words of one cell, each part with the item of its heading; those before the first heading have a blank one.

    A cell of code or of guidance has no words, and what is commented out is none.
    """
    if cell["cell_type"] != "markdown" or GUIDE in tags(cell):
        return []
    found: list[tuple[str, list[str]]] = [("", [])]
    fence = ""
    for line in _COMMENT.sub("", source(cell)).splitlines():
        heading = None if fence else _HEADING.fullmatch(line)
        fence = _fence_after(line, fence)
        if heading:
            found.append((heading[1] or heading[2], []))
        else:
            found[-1][1].append(line)
    return [(item, "\n".join(lines)) for item, lines in found if item or "".join(lines).strip()]


def own_headings(text: str) -> list[str]:
    """The headings of the second level within an entry's words, each as typed behind its marks."""
    found, fence = [], ""
    for line in text.splitlines():
        match = None if fence else _OWN_HEADING.fullmatch(line)
        fence = _fence_after(line, fence)
        if match:
            found.append(match[1].rstrip(" \t#"))
    return found


def _fence_after(line: str, fence: str) -> str:
    """The code fence that is open after the line, or none: a heading inside one is an example, not a heading."""
    match = _FENCE.fullmatch(line)
    if not match:
        return fence
    marks = match["marks"]
    if not fence:
        return marks
    return "" if marks[0] == fence[0] and len(marks) >= len(fence) and not match["info"].strip() else fence


def _is_text(content: object) -> bool:
    """Tells whether the content of a notebook can be written: half of a character cannot."""
    try:
        json.dumps(content, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_cell(cell: object) -> bool:
    if not isinstance(cell, dict) or not isinstance(cell.get("cell_type"), str):
        return False
    text, metadata = cell.get("source", ""), cell.get("metadata", {})
    is_text = isinstance(text, str) or (isinstance(text, list) and all(isinstance(line, str) for line in text))
    return is_text and isinstance(metadata, dict) and isinstance(metadata.get("tags", []), list)
