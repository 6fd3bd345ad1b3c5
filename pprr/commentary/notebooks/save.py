"""Saves a notebook that somebody may be saving at the same moment: whole or not at all, and never over newer words."""

import os
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pprr.atomic import exchange, put_new, write_part
from pprr.commentary.notebooks.census import SETTLED, Claim, texts_of
from pprr.commentary.notebooks.notebook_files import load_notebook, notebooks
from pprr.domain.errors import CommentaryError

Done = TypeVar("Done")
_SUFFIX = ".part"
_TRIES, _PAUSE_SECONDS = 5, 0.2  # JupyterLab writes a notebook in much less


def save(path: Path, before: bytes | None, after: bytes) -> bool:
    """Puts ``after`` in the place of ``before``; None stands for no file. Whether that was done.

    It was not where the file is no longer ``before``: then what somebody else has saved stands as it was. Killed at any
    point, it leaves the old file or the new one. Raises OSError where it cannot be written, and CommentaryError where
    the file is read-only, or is saved again and again meanwhile.
    """
    path = path.resolve()  # a link stays a link
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}{_SUFFIX}")
    if before is not None:
        mode = path.stat().st_mode
        if not mode & stat.S_IWUSR:
            raise CommentaryError("notebook-read-only", file=_name(path))
    is_ours = True  # what stands in the part; else it is somebody's words
    try:
        write_part(part, after)
        if before is None:
            return _created(part, path)
        part.chmod(stat.S_IMODE(mode))
        if path.read_bytes() != before:
            return False
        is_ours = False
        exchange(part, path)
        if part.read_bytes() == before:
            is_ours = True
            return True
        exchange(part, path)  # somebody has saved in between: theirs is put back
        is_ours = part.read_bytes() == after
    except FileNotFoundError:
        return False  # somebody has taken the notebook away or renamed it
    finally:
        if is_ours:
            part.unlink(missing_ok=True)
    if not is_ours:
        raise CommentaryError("notebook-saved-twice", file=_name(path), kept=_keep(part, path).name)
    return False


def until_saved(path: Path, attempt: Callable[[], Done | None]) -> Done:
    """Makes the attempt until it has an answer, which is given; None says that somebody else saved meanwhile.

    Each attempt reads the notebook anew. Raises CommentaryError where none of them could save it.
    """
    for _ in range(_TRIES):
        if (done := attempt()) is not None:
            return done
        time.sleep(_PAUSE_SECONDS)
    raise CommentaryError("notebook-saved-elsewhere", file=_name(path))


def leftovers(folder: Path) -> tuple[str, ...]:
    """The parts that a killed command has left and that hold words which no notebook has; others are taken away.

    A part that is not whole was never in a notebook's place.
    """
    held = {text for path in notebooks(folder) for text in _words(path)}
    kept = []
    for part in sorted(folder.glob(f".*.ipynb.*{_SUFFIX}")):
        if _words(part) <= held:
            part.unlink(missing_ok=True)
        else:
            kept.append(part.name)
    return tuple(kept)


def _created(part: Path, path: Path) -> bool:
    try:
        put_new(part, path)
    except FileExistsError:
        return False
    return True


def _keep(part: Path, path: Path) -> Path:
    number = 1
    while (kept := path.with_name(f"{path.stem} (kept {number}).txt")).exists():
        number += 1
    os.rename(part, kept)
    return kept


def _words(path: Path) -> set[str]:
    """The words of a notebook's cells, headings of items aside; one that cannot be read has none."""
    try:
        texts = texts_of(load_notebook(path), path.name)
    except (CommentaryError, OSError):
        return set()
    return {one.text for one in texts if one.claim is Claim.ENTRY or one.claim not in SETTLED} - {""}


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"
