"""What has been saved is seen, however it was put in place, and in a folder that was taken away and put back."""

import asyncio
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pprr.preview import watch
from pprr.preview.watch import changes
from pprr.project import Project, find_project

SECONDS = 20
QUIET_SECONDS = 1  # many looks long


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """It looks more often than at a writer's desk."""
    monkeypatch.setattr(watch, "_POLL_SECONDS", 0.1)
    monkeypatch.setattr(watch, "_GUARD_SECONDS", 0.1)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for name in ("data/raw/2025-26", "notebooks/commentary"):
        (tmp_path / "project" / name).mkdir(parents=True)
    root = tmp_path / "project"
    (root / "pprr.toml").write_text('[organisation]\nname = "Anyborough (made up)"\n', encoding="utf-8")
    (root / "notebooks/words.ipynb").write_text("new words", encoding="utf-8")
    return find_project(root)


async def _seen(project: Project, poll: bool, *steps: Callable[[], object]) -> None:
    """Takes each step once something was told of the one before; raises TimeoutError where nothing is told."""
    told = changes(project, poll=poll)
    waiting = asyncio.ensure_future(anext(told))
    await asyncio.sleep(QUIET_SECONDS)  # it watches by now
    for step in steps:
        step()
        await asyncio.wait_for(asyncio.shield(waiting), SECONDS)
        waiting = asyncio.ensure_future(anext(told))
        while await asyncio.wait({waiting}, timeout=QUIET_SECONDS) != (set(), {waiting}):  # until nothing more is told
            waiting = asyncio.ensure_future(anext(told))
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    await told.aclose()


@pytest.mark.parametrize("poll", [pytest.param(True, id="polling"), pytest.param(False, id="told by the system")])
def test_an_older_copy_put_in_place_is_seen(project: Project, poll: bool) -> None:
    path = project.root / "notebooks/words.ipynb"
    copy = project.root / "older.txt"
    copy.write_text("old words", encoding="utf-8")
    os.utime(copy, (1_000_000, 1_000_000))
    asyncio.run(_seen(project, poll, lambda: shutil.copy2(copy, path), lambda: path.write_text("newer", "utf-8")))


@pytest.mark.parametrize("poll", [pytest.param(True, id="polling"), pytest.param(False, id="told by the system")])
def test_a_folder_that_was_put_back_is_watched_again(project: Project, poll: bool) -> None:
    folder = project.root / "notebooks"
    aside = project.root / "aside"
    shutil.copytree(folder, aside)
    asyncio.run(
        _seen(
            project,
            poll,
            lambda: shutil.rmtree(folder),
            lambda: shutil.copytree(aside, folder),
            lambda: (folder / "words.ipynb").write_text("words again", "utf-8"),
        )
    )
