"""Creates a portfolio's commentary notebook, and completes it where entries are missing. Never changes a word."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from pprr.commentary.entries import entries_of, read_account
from pprr.commentary.notebooks.cell_text import heading_of, words_of
from pprr.commentary.notebooks.cells import CommentaryCell, NotebookFile, source, tags
from pprr.commentary.notebooks.census import GUIDE
from pprr.commentary.notebooks.guidance import GUIDE_TEXT, PREVIEW_TEXT
from pprr.commentary.notebooks.notebook_files import load_whole, notebooks
from pprr.commentary.notebooks.save import leftovers, save, until_saved
from pprr.domain.errors import CommentaryError

FILE = "commentary.ipynb"
_OPEN = 'from pprr import notebook as page\n\nreport = page.open_report("{portfolio}", "{period}")'


def draft(
    folder: Path,
    items: Sequence[str],
    *,
    portfolio: str,
    name: str,
    period: str,
    order: Sequence[str] = (),
    titles: Mapping[str, str] | None = None,
) -> tuple[str, ...]:
    """Adds an entry for each item that has none; the items added.

    A new cell goes behind the entry of the item before it in the order, which is that of ``items`` where none is
    given; its heading has the item's title behind the name, where a heading may. The file is replaced whole or not at
    all, and never over words that somebody saves meanwhile. Raises CommentaryError where a notebook cannot be read.
    """
    if left := leftovers(folder):
        raise CommentaryError("words-left-over", file=f"{folder.name}/{left[0]}")
    order = order or items

    def attempt() -> tuple[str, ...] | None:
        path = _file_of(folder)
        before, notebook = load_whole(path) if path.is_file() else (None, _new(portfolio, name, period))
        present = read_account(folder)  # after what is completed: what comes in between is not added again
        # Words that have lost their heading want that one back, and not another beside them.
        headed = {*present.entries, *(text.meant for text in present.headless)}
        missing = tuple(item for item in items if item not in headed)
        if not missing:
            return ()
        completed = _completed(notebook, missing, order, path.name, titles or {})
        is_saved = save(path, before, (json.dumps(completed, indent=1, ensure_ascii=False) + "\n").encode())
        return missing if is_saved else None

    return until_saved(_file_of(folder), attempt)


def _file_of(folder: Path) -> Path:
    paths = notebooks(folder)
    return next((path for path in paths if path.name == FILE), paths[0] if paths else folder / FILE)


def _completed(
    notebook: NotebookFile, missing: Sequence[str], order: Sequence[str], name: str, titles: Mapping[str, str]
) -> NotebookFile:
    """The notebook with an entry for each of the missing items; raises CommentaryError where words would change."""
    before = entries_of(notebook, name)
    cells = list(notebook["cells"])
    for item in missing:
        at = _place(cells, order[: order.index(item)])
        show, words = _entry_cells(item, {str(cell.get("id")) for cell in cells}, titles.get(item, ""))
        if notebook.get("nbformat_minor", 5) < 5:
            del show["id"], words["id"]  # the older format has none
        is_shown = at < len(cells) and source(cells[at]).strip() == source(show)
        cells[at : at + is_shown] = [cells[at] if is_shown else show, words]
    completed: NotebookFile = {**notebook, "cells": cells}
    after = {entry.item: entry.text for entry in entries_of(completed, name)}
    if any(after.get(entry.item) != entry.text for entry in before):
        raise CommentaryError("notebook-not-completed", file=name)
    return completed


def _place(cells: Sequence[CommentaryCell], earlier: Sequence[str]) -> int:
    """The place of the next entry: behind the nearest earlier item, else before the first one or the closing cells."""
    spoken = [_parts(cell) for cell in cells]
    for item in reversed(earlier):
        start = next((at for at, found in enumerate(spoken) if item in dict(found)), None)
        if start is not None:
            return _free(spoken, start + 1)
    end = next((at for at, cell in enumerate(cells) if "closing" in tags(cell)), len(cells))
    return _free(spoken, next((at for at, cell in enumerate(cells) if "page.item(" in source(cell)), end))


def _parts(cell: CommentaryCell) -> Sequence[tuple[str, str]]:
    is_words = cell["cell_type"] == "markdown" and GUIDE not in tags(cell)
    return words_of(source(cell)).parts if is_words else ()


def _free(spoken: Sequence[Sequence[tuple[str, str]]], at: int) -> int:
    """The first place from there on where a heading takes no one's words: another heading follows, or nothing."""
    following = next((place for place in range(at, len(spoken)) if spoken[place]), None)
    if following is None or spoken[following][0][0]:
        return at
    return _free(spoken, following + 1)


def _entry_cells(item: str, taken: set[str], title: str = "") -> tuple[CommentaryCell, CommentaryCell]:
    name = re.sub(r"[^a-z0-9]+", "-", item.lower())
    while {f"show-{name}", f"words-{name}"} & taken:
        name += "-again"
    titled = " ".join(("##", item, *title.split()))
    return (
        _code(f"show-{name}", f'page.item(report, "{item}")'),
        _markdown(f"words-{name}", f"{titled if heading_of(titled) == item else f'## {item}'}\n"),
    )


def _new(portfolio: str, name: str, period: str) -> NotebookFile:
    return {
        "cells": [
            _markdown("guide", GUIDE_TEXT.format(name=name, period=period), GUIDE),
            _code("open", _OPEN.format(portfolio=portfolio, period=period)),
            _markdown("closing", PREVIEW_TEXT, GUIDE, "closing"),
            _code("ties", "page.ties(report)"),
            _code("preview", "page.preview(report)"),
        ],
        "metadata": {
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _markdown(cell_id: str, text: str, *tags: str) -> CommentaryCell:
    return {
        "cell_type": "markdown",
        "id": cell_id,
        "metadata": {"tags": list(tags)} if tags else {},
        "source": text.splitlines(keepends=True),
    }


def _code(cell_id: str, text: str) -> CommentaryCell:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": cell_id,
        "metadata": {},
        "outputs": [],
        "source": text.splitlines(keepends=True),
    }
