"""Puts a service's own words under headings that have none, when told to; no word that stands there is changed."""

import json
import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from pprr.commentary.entries import entries_of
from pprr.commentary.notebooks.cell_text import words_of
from pprr.commentary.notebooks.cells import NotebookFile, source, with_text
from pprr.commentary.notebooks.notebook_files import load_whole, notebooks
from pprr.commentary.notebooks.save import save, until_saved
from pprr.domain.errors import CommentaryError

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~$&!])|^([-+=]|[0-9]+(?=[.)]))")


def as_words(note: str) -> str:
    r"""A note as words of one paragraph that are shown as they stand, whatever they look like in Markdown.

    >>> print(as_words("# 5 * <b>\n2. {{ x }}"))
    \# 5 \* \<b\> 2. \{\{ x \}\}
    """
    return _MARKS.sub(lambda found: "\\" + found[0], " ".join(note.split()))


def begin(folder: Path, notes: Mapping[str, str]) -> tuple[str, ...]:
    """Puts each item's note under its heading where no words stand there yet; the items that were given one.

    A notebook is replaced whole or not at all, and never over words that somebody saves meanwhile. Raises
    CommentaryError where one cannot be read, or where other words would change.
    """

    def attempt(path: Path) -> tuple[str, ...] | None:
        before, notebook = load_whole(path)
        made, items = _begun(notebook, notes, path.name)
        is_saved = not items or save(path, before, (json.dumps(made, indent=1, ensure_ascii=False) + "\n").encode())
        return items if is_saved else None

    return tuple(item for path in notebooks(folder) for item in until_saved(path, partial(attempt, path)))


def _begun(notebook: NotebookFile, notes: Mapping[str, str], name: str) -> tuple[NotebookFile, tuple[str, ...]]:
    before = entries_of(notebook, name)
    wanted = {entry.item: as_words(notes[entry.item]) for entry in before if not entry.text and notes.get(entry.item)}
    cells = list(notebook["cells"])
    for number, cell in enumerate(cells):
        parts = words_of(source(cell)).parts if cell["cell_type"] == "markdown" else ()
        if parts and parts[-1][0] in wanted:
            cells[number] = with_text(cell, f"{source(cell).rstrip()}\n\n{wanted[parts[-1][0]]}\n")
    begun: NotebookFile = {**notebook, "cells": cells}
    after = {entry.item: entry.text for entry in entries_of(begun, name)}
    if after != {entry.item: wanted.get(entry.item, entry.text) for entry in before}:
        raise CommentaryError("notebook-not-completed", file=name)
    return begun, tuple(wanted)
