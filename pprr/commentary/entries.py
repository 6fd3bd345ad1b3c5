"""Reads a portfolio's commentary: every Markdown cell from a heading ``## <item>`` to the next such heading."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pprr.commentary.files import unread_files
from pprr.commentary.notebooks.cells import NotebookFile, source
from pprr.commentary.notebooks.census import SETTLED, Claim, Text, texts_of
from pprr.commentary.notebooks.notebook_files import load_notebook, notebooks
from pprr.commentary.notebooks.pictures import with_pictures
from pprr.domain.catalogue import rows_of
from pprr.domain.errors import CommentaryError
from pprr.domain.picture import Piece

_OPENS = re.compile(r"""\.open_report\(\s*["']([^"']*)["']\s*,\s*["']([^"']*)["']""")


@dataclass(frozen=True)
class Entry:
    """The words for one item (a measure's identifier, ``overview``, ``outturn`` ...), in Markdown, and their place.

    ``place`` names notebook and heading, as a person finds them; ``cell`` the notebook's cell that the heading is in,
    counted from 1, which tells two of the same heading apart. ``typed`` is the text before its live values were filled
    in, where it has some. ``pieces`` are the words as they are shown: those of each cell, with its pictures.
    """

    item: str
    text: str
    place: str
    cell: str = ""
    typed: str = ""
    pieces: tuple[Piece, ...] = field(default=(), compare=False)

    @property
    def as_typed(self) -> str:
        """The words as they stand in the notebook, live values as their names."""
        return self.typed or self.text


@dataclass(frozen=True)
class Account:
    """All that a folder of notebooks says: its entries by item, the texts of its cells, and files that are not read.

    ``opened`` are the reports that its notebooks show the figures of: notebook, portfolio and period as typed there.
    """

    entries: Mapping[str, Entry]
    texts: tuple[Text, ...] = ()
    files: tuple[str, ...] = ()
    opened: tuple[tuple[str, str, str], ...] = ()

    @property
    def headless(self) -> tuple[Text, ...]:
        """The words below an item's figures that have lost its heading."""
        return tuple(text for text in self.texts if text.is_headless)

    @property
    def unprinted(self) -> tuple[Text, ...]:
        """The texts that are on no page, and are not known to be none."""
        return tuple(text for text in self.texts if text.claim not in SETTLED)


def read_account(folder: Path) -> Account:
    """The account of all notebooks in the folder; a folder that is not there has none.

    Raises CommentaryError for a notebook that cannot be read and for an item met twice, naming both places.
    """
    found: dict[str, Entry] = {}
    twice: list[tuple[str, str, str, str]] = []
    texts: list[Text] = []
    opened: list[tuple[str, str, str]] = []
    for path in notebooks(folder):
        notebook = load_notebook(path)
        of_notebook = texts_of(notebook, path.name)
        for entry in _entries(of_notebook, path.name, folder):
            if entry.item in found:
                twice.append((folder.name, entry.item, found[entry.item].cell, entry.cell))
            found.setdefault(entry.item, entry)
        texts += of_notebook
        opened += _opened(notebook, path.name)
    if twice:
        raise CommentaryError("heading-twice", headings=rows_of(twice))
    return Account(found, tuple(texts), unread_files(folder), tuple(opened))


def read_entries(folder: Path) -> dict[str, Entry]:
    """The entries of all notebooks in the folder, by item; raises as ``read_account``."""
    return dict(read_account(folder).entries)


def entries_of(notebook: NotebookFile, name: str) -> list[Entry]:
    """The entries of one notebook in their order; what stands before the first heading belongs to none."""
    return _entries(texts_of(notebook, name), name, None)


def _entries(texts: tuple[Text, ...], name: str, folder: Path | None) -> list[Entry]:
    entries: list[Entry] = []
    for text in texts:
        if text.claim is not Claim.ENTRY:
            continue
        piece = (with_pictures(text.text, text.attached, folder),) if text.text else ()
        if text.opens:
            entries.append(Entry(text.item, text.text, f'{name}, under "## {text.item}"', text.place, pieces=piece))
        else:
            joined = f"{entries[-1].text}\n\n{text.text}".strip()
            entries[-1] = replace(entries[-1], text=joined, pieces=(*entries[-1].pieces, *piece))
    return entries


def _opened(notebook: NotebookFile, name: str) -> list[tuple[str, str, str]]:
    return [
        (name, call[1], call[2])
        for cell in notebook["cells"]
        if cell["cell_type"] == "code"
        for call in _OPENS.finditer(source(cell))
    ]
