"""Commentary notebooks: written with entries, changed under a heading, drafted and read."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pprr.commentary.draft import FILE, draft
from pprr.commentary.entries import read_entries
from pprr.commentary.notebooks.cell_text import heading_of

Cell = dict[str, Any]


def words(text: str | list[str], *tags: str) -> Cell:
    """A cell of Markdown."""
    return {"cell_type": "markdown", "metadata": {"tags": list(tags)} if tags else {}, "source": text}


def notebook(*cells: Cell, minor: int = 4) -> dict[str, Any]:
    """A notebook of the cells."""
    return {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": minor}


def write_entries(folder: Path, entries: Mapping[str, str], name: str = FILE) -> Path:
    """Writes a notebook with those words by item, and gives the folder that it is in."""
    folder.mkdir(parents=True, exist_ok=True)
    cells = [words(f"## {item}\n\n{text}") for item, text in entries.items()]
    (folder / name).write_text(json.dumps(notebook(*cells)), encoding="utf-8")
    return folder


def rewrite_entry(folder: Path, item: str, text: str, name: str = FILE) -> None:
    """Puts the text in the place of all words in the cell of an item's heading."""
    path = folder / name
    content = json.loads(path.read_text(encoding="utf-8"))
    [(cell, heading)] = [
        (cell, heading)
        for cell in content["cells"]
        if heading_of(heading := "".join(cell["source"]).partition("\n")[0]) == item
    ]
    cell["source"] = f"{heading}\n\n{text}"
    path.write_text(json.dumps(content), encoding="utf-8")


def draft_made_up(folder: Path, items: tuple[str, ...]) -> tuple[str, ...]:
    """Drafts the commentary of a made-up portfolio; the items that it added."""
    return draft(folder, items, portfolio="anyborough", name="Anyborough (made up)", period="2019-20-annual")


def texts(folder: Path) -> dict[str, str]:
    """The words of each entry of a folder's notebooks."""
    return {item: entry.text for item, entry in read_entries(folder).items()}
