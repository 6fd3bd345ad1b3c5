"""The notebooks of a commentary folder, read whole; one that cannot be read is told, never guessed at."""

import json
import re
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

from pprr.commentary.notebooks.cells import CommentaryCell, NotebookFile, source
from pprr.domain.errors import CommentaryError

_CONFLICT = re.compile(rb"^(?:<{7}|>{7})[ \r\n]", re.MULTILINE)
# As notebook merge tools write them: in the lines of a cell, in cells of their own, or in the metadata.
_CONFLICT_IN_CELL = re.compile(r"(?:^|[\s*>])(?:<{7}|>{7}|(?:&[lg]t;){7})(?![<>])")
_CONFLICT_NOTED = "nbdime-conflicts"
_SAVE_SECONDS, _PAUSE_SECONDS = 1.0, 0.05
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")  # in JSON one of a pair may stand alone; in UTF-8 none may


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
        raise CommentaryError("notebook-in-conflict", file=name, case="git", line=line)
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
    _refuse_conflicts(notebook, cells, name)
    return cast(NotebookFile, notebook)


def _refuse_conflicts(notebook: Mapping[str, object], cells: Sequence[CommentaryCell], name: str) -> None:
    """Raises CommentaryError where a tool that merges notebooks has left both sides."""
    for number, cell in enumerate(cells, start=1):
        if _CONFLICT_IN_CELL.search(source(cell)) or _CONFLICT_NOTED in cell.get("metadata", {}):
            raise CommentaryError("notebook-in-conflict", file=name, case="cell", line=number)
    if _CONFLICT_NOTED in str(notebook.get("metadata", "")):
        raise CommentaryError("notebook-in-conflict", file=name, case="metadata", line="")


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
