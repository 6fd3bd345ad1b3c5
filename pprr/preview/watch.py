"""Watches what a page is made from: words, decisions, extracts, rules, settings, the report's notebook, the package."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from watchfiles import Change, awatch

from pprr.domain.errors import ProjectError
from pprr.preview.pages import CODE, PACKAGE
from pprr.project import SETTINGS_FILE, Project

# A save is a few writes close together: they are waited for, and no longer than that. Milliseconds.
_STEP, _LONGEST = 20, 200
_POLL = 300


async def changes(project: Project, *, poll: bool = False) -> AsyncIterator[bool]:
    """Yields whenever something has been saved: whether it was the package itself.

    ``poll`` looks at the files every now and then, for folders whose system tells of no changes (a network drive).
    """
    found: asyncio.Queue[bool] = asyncio.Queue()

    async def look(*places: Path, recursive: bool) -> None:
        async for changed in awatch(
            *places,
            watch_filter=_Counts(project),
            debounce=_LONGEST,
            step=_STEP,
            force_polling=poll or None,
            poll_delay_ms=_POLL,
            recursive=recursive,
        ):
            found.put_nowait(any(Path(path).is_relative_to(PACKAGE) for _, path in changed))

    folders = (project.root / "data" / "raw", project.root / "notebooks", PACKAGE)
    # The settings lie beside much that does not count, an environment of thousands of files among it.
    watching = [
        asyncio.create_task(look(*folders, recursive=True)),
        asyncio.create_task(look(project.root, recursive=False)),
    ]
    try:
        while True:
            getting = asyncio.create_task(found.get())
            done, _ = await asyncio.wait([getting, *watching], return_when=asyncio.FIRST_COMPLETED)
            if getting not in done:
                getting.cancel()
                for task in done:
                    _refuse(task.exception())
                return
            yield getting.result()
    finally:
        for task in watching:
            task.cancel()
        await asyncio.gather(*watching, return_exceptions=True)


def _refuse(error: BaseException | None) -> None:
    """Says what keeps the system from telling of changes: a folder that is not there, or too many that are watched."""
    if error:
        raise ProjectError("files-unwatched", problem=error) from error


class _Counts:
    """Tells whether a changed file can change a page."""

    def __init__(self, project: Project) -> None:
        self._root = project.root

    def __call__(self, change: Change, path: str) -> bool:
        place = Path(path)
        if place.is_relative_to(PACKAGE):
            return place.suffix in CODE
        if place.parent == self._root:
            return place.name == SETTINGS_FILE
        parts = place.relative_to(self._root).parts if place.is_relative_to(self._root) else place.parts
        return not any(part.startswith((".", "~")) or part.endswith("~") for part in parts)
