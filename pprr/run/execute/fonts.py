"""matplotlib's list of the machine's fonts, kept from run to run: where it finds none it goes through every font.

That takes a tenth of a second on a server and many seconds on a laptop with all its fonts.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pprr.atomic import write_whole
from pprr.project import Project
from pprr.run.execute.environment import MATPLOTLIB

_LISTS = "fontlist-*.json"  # one for each version of its format


@contextmanager
def fonts_lent(project: Project, folder: Path) -> Iterator[None]:
    """Within it matplotlib finds the lists in ``folder``; a list that is not at hand costs time, and nothing else."""
    with suppress(OSError):
        lend_fonts(project, folder)
    try:
        yield
    finally:
        with suppress(OSError):
            keep_fonts(project, folder)


def lend_fonts(project: Project, folder: Path) -> None:
    """Puts the lists that are kept where matplotlib looks for them in ``folder``; raises OSError where it cannot."""
    for kept in _kept(project).glob(_LISTS):
        write_whole(folder / MATPLOTLIB / kept.name, kept.read_bytes())


def keep_fonts(project: Project, folder: Path) -> None:
    """Keeps the list that was made in ``folder``, unless it is the one that was lent; raises OSError where it cannot.

    matplotlib makes another where a font has gone, or something has spoilt the list.
    """
    for made in (folder / MATPLOTLIB).glob(_LISTS):
        kept, data = _kept(project) / made.name, made.read_bytes()
        if not kept.is_file() or kept.read_bytes() != data:
            with suppress(ValueError):  # half of one, by a process that was ended meanwhile
                json.loads(data)
                write_whole(kept, data)


def _kept(project: Project) -> Path:
    return project.root / "data" / "processed" / ".fonts"
