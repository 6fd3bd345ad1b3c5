"""Retypes single figures in saved words when told to, and takes that back to the very bytes that stood before."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from pprr.commentary.entries import entries_of
from pprr.commentary.notebooks.cells import NotebookFile, source, with_text
from pprr.commentary.notebooks.notebook_files import load_whole, notebooks
from pprr.commentary.notebooks.save import save, until_saved
from pprr.domain.errors import CommentaryError

_BEFORE = ".before-tie"


@dataclass(frozen=True)
class Retyping:
    """One figure of an entry's words: from where in the words as typed, what stands there, and what is put for it."""

    item: str
    start: int
    typed: str
    put: str


def retype(folder: Path, wanted: Sequence[Retyping]) -> int:
    """Puts each in its place, and nothing else; the number that was put.

    A notebook is replaced whole or not at all, and never over words that somebody saves meanwhile. Raises
    CommentaryError where the words are no longer those that were looked at.
    """
    return sum(until_saved(path, partial(_attempt, path, wanted)) for path in notebooks(folder))


def undo(folder: Path) -> tuple[str, ...]:
    """Puts back the notebooks as they were before the last figures were retyped, to the byte; their names.

    Raises CommentaryError where one has been saved since, or where nothing is to be taken back.
    """
    kept = [(path, _kept(path)) for path in notebooks(folder) if _kept(path).is_file()]
    if not kept:
        raise CommentaryError("nothing-tied", folder=folder.name)
    for path, copy in kept:
        after, _, before = copy.read_bytes().partition(b"\n")
        now = path.read_bytes()
        if _hash(now) != after or not save(path, now, before):
            raise CommentaryError("saved-since-tied", file=f"{folder.name}/{path.name}")
        copy.unlink()
    return tuple(path.name for path, _ in kept)


def _attempt(path: Path, wanted: Sequence[Retyping]) -> int | None:
    """The number of figures put into the notebook; None where somebody else saved it meanwhile."""
    before, notebook = load_whole(path)
    here = {entry.item for entry in entries_of(notebook, path.name)}
    own = sorted((one for one in wanted if one.item in here), key=lambda one: one.start, reverse=True)
    if not own:
        return 0
    for one in own:  # the last one first, so that the places before it stay
        notebook = _retyped(notebook, path, one)
    after = (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode()
    _kept(path).write_bytes(_hash(after) + b"\n" + before)
    return len(own) if save(path, before, after) else None


def _retyped(notebook: NotebookFile, path: Path, one: Retyping) -> NotebookFile:
    """The notebook in which the entry's words, as they are read, have that and are else the same, as all others are."""
    entries = entries_of(notebook, path.name)
    meant = [_put(entry.text, one) if entry.item == one.item else entry.text for entry in entries]
    expected = [replace(entry, text=text) for entry, text in zip(entries, meant, strict=True)]
    for number, cell in enumerate(notebook["cells"]):
        text = source(cell)
        for found in re.finditer(re.escape(one.typed), text) if cell["cell_type"] == "markdown" else ():
            changed = with_text(cell, f"{text[: found.start()]}{one.put}{text[found.end() :]}")
            cells = [*notebook["cells"][:number], changed, *notebook["cells"][number + 1 :]]
            made: NotebookFile = {**notebook, "cells": cells}
            if entries_of(made, path.name) == expected:
                return made
    raise CommentaryError("words-changed-meanwhile", file=f"{path.parent.name}/{path.name}", item=one.item)


def _put(text: str, one: Retyping) -> str:
    is_there = text.startswith(one.typed, one.start)
    return f"{text[: one.start]}{one.put}{text[one.start + len(one.typed) :]}" if is_there else ""


def _kept(path: Path) -> Path:
    return path.with_name(f".{path.name}{_BEFORE}")


def _hash(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode()
