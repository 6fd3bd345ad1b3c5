"""matplotlib's list of the machine's fonts, kept from run to run: where it finds none it goes through every font.

That takes a tenth of a second on a server and many seconds on a laptop with all its fonts.
"""

import json
from contextlib import suppress
from pathlib import Path

from pprr.press.execution.environment import MATPLOTLIB
from pprr.project import Project
from pprr.replace import write_whole

_LISTS = "fontlist-*.json"  # one for each version of its format


def lend_fonts(project: Project, folder: Path) -> None:
    """Puts the lists that are kept where matplotlib looks for them in ``folder``; raises OSError where it cannot."""
    for kept in _kept(project).glob(_LISTS):
        write_whole(folder / MATPLOTLIB / kept.name, kept.read_bytes())


def keep_fonts(project: Project, folder: Path) -> None:
    """Keeps the list that was made in ``folder``, if none is kept; raises OSError where it cannot."""
    for made in (folder / MATPLOTLIB).glob(_LISTS):
        kept = _kept(project) / made.name
        if not kept.is_file():
            data = made.read_bytes()
            with suppress(ValueError):  # half of one, by a process that was ended meanwhile
                json.loads(data)
                write_whole(kept, data)


def _kept(project: Project) -> Path:
    return project.root / "data" / "processed" / ".fonts"
