"""Watches what a page is made from: words, decisions, extracts, rules, settings, the report's notebook, the package."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from watchfiles import Change, awatch

from pprr.domain.errors import ProjectError
from pprr.preview.pages import CODE, PACKAGE
from pprr.project import SETTINGS_FILE, Project

# A save is a few writes close together: they are waited for, and no longer than that. Milliseconds.
_STEP, _LONGEST = 20, 200
_POLL_SECONDS, _GUARD_SECONDS = 0.3, 0.5
Seen = dict[str, tuple[int, int, int]]


async def changes(project: Project, *, poll: bool = False) -> AsyncIterator[bool]:
    """Yields whenever something has been saved: whether it was the package itself.

    ``poll`` looks at the files every now and then, for folders whose system tells of no changes (a network drive). A
    folder that is taken away and put back is watched again.
    """
    found: asyncio.Queue[bool] = asyncio.Queue()
    counts = _Counts(project)
    folders = (project.root / "data" / "raw", project.root / "notebooks", PACKAGE)
    # The settings lie beside much that does not count, an environment of thousands of files among it.
    if poll:
        watching = [asyncio.create_task(_poll(project, folders, counts, found))]
    else:
        watching = [asyncio.create_task(_look([folder], counts, found, recursive=True)) for folder in folders]
        watching.append(asyncio.create_task(_look([project.root], counts, found, recursive=False)))
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


async def _look(places: Sequence[Path], counts: "_Counts", found: "asyncio.Queue[bool]", *, recursive: bool) -> None:
    """Puts what the system tells of, and watches anew where a place has become another one."""
    while True:
        over = asyncio.Event()
        guarding = asyncio.create_task(_guard(places, over))
        try:
            async for changed in awatch(
                *places,
                watch_filter=counts,
                debounce=_LONGEST,
                step=_STEP,
                force_polling=False,
                recursive=recursive,
                stop_event=over,
            ):
                found.put_nowait(any(Path(path).is_relative_to(PACKAGE) for _, path in changed))
                if any(change is Change.deleted and Path(path) in places for change, path in changed):
                    over.set()  # it may be there again already, with the number that it had
        finally:
            guarding.cancel()
        found.put_nowait(PACKAGE in places)  # of what was seen when it ended, the watcher tells nothing
        while not all(place.is_dir() for place in places):
            await asyncio.sleep(_GUARD_SECONDS)
        found.put_nowait(PACKAGE in places)


async def _guard(places: Sequence[Path], over: asyncio.Event) -> None:
    """Says when a place is no longer the folder that it was: of that the system tells nothing more."""
    before = [_inode(place) for place in places]
    while [_inode(place) for place in places] == before:
        await asyncio.sleep(_GUARD_SECONDS)
    over.set()


def _inode(place: Path) -> int:
    try:
        return place.stat().st_ino
    except OSError:
        return 0


async def _poll(project: Project, folders: Sequence[Path], counts: "_Counts", found: "asyncio.Queue[bool]") -> None:
    """Puts what differs from the look before, whichever way its time has gone: a copy put in place may be older."""
    for folder in folders:
        folder.stat()
    before = await asyncio.to_thread(_seen, project, folders, counts)
    while True:
        await asyncio.sleep(_POLL_SECONDS)
        now = await asyncio.to_thread(_seen, project, folders, counts)
        changed = [path for path in before.keys() | now.keys() if before.get(path) != now.get(path)]
        before = now
        if changed:
            found.put_nowait(any(Path(path).is_relative_to(PACKAGE) for path in changed))


def _seen(project: Project, folders: Sequence[Path], counts: "_Counts") -> Seen:
    """Each file that counts, with its time, its size and the file that it is."""
    found: Seen = {}
    paths = (Path(folder, name) for top in folders for folder, _, names in os.walk(top) for name in names)
    for path in (project.root / SETTINGS_FILE, *paths):
        if counts(Change.modified, str(path)):
            with contextlib.suppress(FileNotFoundError):  # taken away meanwhile, which the next look sees
                about = path.stat()
                found[str(path)] = (about.st_mtime_ns, about.st_size, about.st_ino)
    return found


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
