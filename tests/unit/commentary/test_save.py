"""A notebook that several may be saving at once: whole or not at all, and never over newer words."""

import json
import multiprocessing
import os
import resource  # neither this nor a fork is there on Windows, where these tests do not run
import signal
import time
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import pytest
from builders.commentary import draft_made_up, texts, words
from builders.commentary import notebook as notebook_of
from builders.told import refused
from hypothesis import given, settings
from hypothesis import strategies as st

from pprr import atomic as replace
from pprr.commentary.draft import FILE, draft
from pprr.commentary.entries import Account, read_account
from pprr.commentary.notebooks import notebook_files
from pprr.commentary.notebooks import save as saving
from pprr.commentary.notebooks.save import save
from pprr.domain.errors import CommentaryError

ITEMS = ("overview", "AB1.1", "AB1.2", "outturn")
complete = partial(draft_made_up, items=ITEMS)
Change = Callable[[], None]


def notebook(*texts: str) -> bytes:
    return json.dumps(notebook_of(*map(words, texts))).encode()


OLD, NEWER, NEWEST = (notebook(f"## AB1.1\n\n{text} words.") for text in ("Old", "Newer", "Newest"))


def in_place(path: Path, data: bytes) -> None:
    """As JupyterLab saves: into the same file."""
    path.write_bytes(data)


def by_replacement(path: Path, data: bytes) -> None:
    """As other editors save: another file in its place."""
    other = path.with_name("other.tmp")
    other.write_bytes(data)
    os.replace(other, path)


@pytest.fixture(params=["exchanged at once", "without an exchange"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways of putting a file in place: Linux's own, and that of other systems."""
    if request.param == "without an exchange":
        monkeypatch.setattr(replace.sys, "platform", "other")
    return str(request.param)


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """A notebook that cannot be read is not waited for as long as a person's save may take: nobody saves it."""
    monkeypatch.setattr(notebook_files, "_SAVE_SECONDS", 0.1)


@pytest.mark.usefixtures("way")
def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_bytes(OLD)
    path.chmod(0o640)
    assert save(path, OLD, NEWER)
    assert (path.read_bytes(), path.stat().st_mode & 0o777, list(tmp_path.iterdir())) == (NEWER, 0o640, [path])


@pytest.mark.usefixtures("way")
def test_a_new_file_never_replaces_one(tmp_path: Path) -> None:
    path = tmp_path / FILE
    assert save(path, None, OLD)
    assert not save(path, None, NEWER)
    assert (path.read_bytes(), list(tmp_path.iterdir())) == (OLD, [path])


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("saved", [in_place, by_replacement])
def test_what_was_saved_before_is_not_touched(tmp_path: Path, saved: Callable[[Path, bytes], None]) -> None:
    path = tmp_path / FILE
    path.write_bytes(OLD)
    saved(path, NEWER)
    assert not save(path, OLD, notebook("ours"))
    assert (path.read_bytes(), list(tmp_path.iterdir())) == (NEWER, [path])


@pytest.mark.parametrize("saved", [in_place, by_replacement])
def test_what_is_saved_at_the_very_last_moment_is_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, saved: Callable[[Path, bytes], None]
) -> None:
    """Between the last look at the file and its replacement."""
    path = tmp_path / FILE
    path.write_bytes(OLD)
    _before_each_exchange(monkeypatch, [lambda: saved(path, NEWER)])
    assert not save(path, OLD, notebook("ours"))
    assert (path.read_bytes(), list(tmp_path.iterdir())) == (NEWER, [path])


@pytest.mark.parametrize("saved", [in_place, by_replacement])
def test_nothing_of_two_saves_in_the_same_moment_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, saved: Callable[[Path, bytes], None]
) -> None:
    path = tmp_path / FILE
    path.write_bytes(OLD)
    _before_each_exchange(monkeypatch, [lambda: saved(path, NEWER), lambda: saved(path, NEWEST)])
    with refused(CommentaryError, "notebook-saved-twice", kept="commentary (kept 1).txt"):
        save(path, OLD, notebook("ours"))
    assert {found.read_bytes() for found in tmp_path.iterdir()} == {NEWER, NEWEST}


def _before_each_exchange(monkeypatch: pytest.MonkeyPatch, changes: list[Change]) -> None:
    left = iter(changes)
    real = saving.exchange

    def exchange(part: Path, path: Path) -> None:
        next(left, lambda: None)()
        real(part, path)

    monkeypatch.setattr(saving, "exchange", exchange)


def test_draft_takes_up_words_that_are_saved_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / FILE
    path.write_bytes(OLD)
    _before_each_exchange(monkeypatch, [lambda: in_place(path, NEWER)])
    assert complete(tmp_path) == ("overview", "AB1.2", "outturn")
    assert texts(tmp_path) == {**dict.fromkeys(ITEMS, ""), "AB1.1": "Newer words."}


def test_draft_waits_for_a_notebook_that_is_being_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / FILE
    path.write_bytes(NEWER[:40])
    monkeypatch.setattr(saving.time, "sleep", lambda seconds: in_place(path, NEWER))
    complete(tmp_path)
    assert texts(tmp_path)["AB1.1"] == "Newer words."


def test_draft_gives_up_on_a_notebook_that_is_never_still(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / FILE
    path.write_bytes(OLD)
    monkeypatch.setattr(saving, "_PAUSE_SECONDS", 0)
    _before_each_exchange(monkeypatch, [lambda n=n: in_place(path, OLD + b" " * n) for n in range(1, 30)])
    with pytest.raises(CommentaryError) as raised:
        complete(tmp_path)
    assert raised.value.kind in {"notebook-saved-elsewhere", "notebook-saved-twice"}
    assert raised.value.fields["file"] == f"{tmp_path.name}/{FILE}"
    assert texts(tmp_path) == {"AB1.1": "Old words."}


def test_a_read_only_notebook_is_left_alone_in_words(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_bytes(OLD)
    path.chmod(0o444)
    with refused(CommentaryError, "notebook-read-only", file=f"{tmp_path.name}/{FILE}"):
        complete(tmp_path)
    assert (path.read_bytes(), list(tmp_path.iterdir())) == (OLD, [path])


def test_a_notebook_that_is_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    real = tmp_path / "shared" / "words.ipynb"
    real.write_bytes(OLD)
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / FILE).symlink_to(real)
    complete(folder)
    assert (folder / FILE).is_symlink()
    assert texts(folder)["AB1.1"] == "Old words."


def test_a_full_disk_leaves_the_notebook_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_bytes(OLD)

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (600, 600))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        with pytest.raises(OSError, match="File too large"):
            complete(tmp_path)

    assert _in_a_child(limited) == 0
    assert (path.read_bytes(), list(tmp_path.iterdir())) == (OLD, [path])


CONFLICT = b'{"cells": [\n<<<<<<< HEAD\n {"a": 1}\n=======\n {"b": 2}\n>>>>>>> other\n]}'


@pytest.mark.usefixtures("soon")
def test_a_conflict_that_git_has_marked_is_told_with_its_line_and_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_bytes(CONFLICT)
    with refused(CommentaryError, "notebook-in-conflict", file=f"{tmp_path.name}/{FILE}", line=2):
        complete(tmp_path)
    assert path.read_bytes() == CONFLICT


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize(
    "cells",
    [
        pytest.param([words("## AB1.1\n\n<<<<<<< local\nYes.\n=======\nNo.\n>>>>>>> remote")], id="lines of one"),
        pytest.param(
            [words("<span style='color:red'>**<<<<<<< local**</span>"), words("## AB1.1")], id="cell of its own"
        ),
        pytest.param([words("## AB1.1"), words("&lt;&lt;&lt;&lt;&lt;&lt;&lt; local")], id="escaped"),
        pytest.param(
            [{**words("## AB1.1"), "metadata": {"nbdime-conflicts": {"local_diff": []}}}], id="metadata of a cell"
        ),
    ],
)
def test_a_conflict_that_a_tool_for_notebooks_has_marked_is_refused(
    tmp_path: Path, cells: list[dict[str, Any]]
) -> None:
    path, before = tmp_path / FILE, json.dumps(notebook_of(*cells)).encode()
    path.write_bytes(before)
    with refused(CommentaryError, "notebook-in-conflict", file=f"{tmp_path.name}/{FILE}", case="cell"):
        complete(tmp_path)
    assert path.read_bytes() == before


def _in_a_child(act: Change) -> int:
    """What a process of its own ends with: 0, or minus the signal that ended it."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            act()
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _complete_and_die(folder: Path, at: int) -> None:
    """Completes the folder, and kills itself before the n-th call of a function that touches files."""
    calls = 0

    def killing(real: Callable[..., Any]) -> Callable[..., Any]:
        def called(*given: Any, **more: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == at:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*given, **more)

        return called

    for name in ("replace", "fsync", "link", "unlink", "rename", "chmod", "open", "stat", "scandir"):
        setattr(os, name, killing(getattr(os, name)))
    saving.exchange, saving.write_part = killing(saving.exchange), killing(saving.write_part)
    for name in ("unlink", "chmod", "read_bytes", "open", "mkdir", "exists"):
        setattr(Path, name, killing(getattr(Path, name)))
    complete(folder)


@pytest.mark.parametrize("before", [OLD, None], ids=["completed", "created"])
def test_killed_at_any_call_it_leaves_the_notebook_old_or_new(tmp_path: Path, before: bytes | None) -> None:
    """``kill -9`` at every call that touches a file, one after another, until none is left."""
    at, outcomes, code = 0, [], -signal.SIGKILL
    while code:
        at += 1
        folder = tmp_path / str(at)
        folder.mkdir()
        path = folder / FILE
        if before:
            path.write_bytes(before)
        code = _in_a_child(partial(_complete_and_die, folder, at))
        assert code in {0, -signal.SIGKILL}
        found = path.read_bytes() if path.exists() else None
        outcomes.append(found)
        missing = tuple(item for item in ITEMS if not before or item != "AB1.1")
        assert complete(folder) == (missing if found == before else ())
        assert [one.name for one in folder.iterdir()] == [FILE], "what was left behind is taken away"
        assert texts(folder) == {**dict.fromkeys(ITEMS, ""), **({"AB1.1": "Old words."} if before else {})}
    old, new = before, outcomes[-1]
    assert set(outcomes) == {old, new}
    assert outcomes[-2] == new, "it is killed after the replacement too"
    assert at > 10


@pytest.mark.parametrize("seed", range(20))
def test_killed_at_any_moment_it_leaves_the_notebook_old_or_new(tmp_path: Path, seed: int) -> None:
    path = tmp_path / FILE
    path.write_bytes(OLD)
    child = os.fork()
    if child == 0:
        try:
            complete(tmp_path)
        finally:
            os._exit(0)
    time.sleep(Random(seed).random() / 50)  # noqa: S311 - a moment is no secret
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert set(texts(tmp_path)) in ({"AB1.1"}, set(ITEMS))
    complete(tmp_path)
    assert texts(tmp_path) == {**dict.fromkeys(ITEMS, ""), "AB1.1": "Old words."}
    assert [one.name for one in tmp_path.iterdir()] == [FILE]


def _draft_in_a_process(folder: str, start: Any) -> None:
    start.wait()
    complete(Path(folder))


def test_two_drafts_at_once_add_each_heading_once(tmp_path: Path) -> None:
    """Without a lock, as from two machines."""
    context = multiprocessing.get_context("fork")
    for number in range(5):
        folder = tmp_path / str(number)
        folder.mkdir()
        if number % 2:
            (folder / FILE).write_bytes(OLD)
        start = context.Event()
        both = [context.Process(target=_draft_in_a_process, args=(str(folder), start)) for _ in range(2)]
        for one in both:
            one.start()
        start.set()
        for one in both:
            one.join(300)
        assert [one.exitcode for one in both] == [0, 0]
        assert set(texts(folder)) == set(ITEMS)
        assert [path.name for path in folder.iterdir()] == [FILE]


def test_a_draft_that_comes_between_a_drafts_two_looks_is_not_drafted_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / FILE).write_bytes(OLD)
    looks: list[Path] = []

    def look(folder: Path) -> Account:
        account = read_account(folder)
        looks.append(folder)
        if len(looks) == 1:
            complete(folder)
        return account

    monkeypatch.setattr("pprr.commentary.draft.read_account", look)
    complete(tmp_path)

    assert set(texts(tmp_path)) == set(ITEMS)


LAST_SAVED = "Saved for the last time."


def _save_as_jupyterlab(path: str, start: Any, drafted: Any) -> None:
    """Saves words again and again, keeping whatever headings have come: 60 times, and until enough was drafted."""
    from jupyter_server.services.contents.fileio import FileManagerMixin

    manager = FileManagerMixin()
    start.wait()
    for number in count():
        is_last = number >= 60 and drafted.is_set()
        found = json.loads(Path(path).read_bytes())
        cell = next(cell for cell in found["cells"] if "".join(cell["source"]).startswith("## AB1.1"))
        cell["source"] = f"## AB1.1\n\n{LAST_SAVED if is_last else f'Saved {number}.'}"
        with manager.atomic_writing(path) as file:
            json.dump(found, file)
        if is_last:
            return
        time.sleep(0.003)


def test_what_jupyterlab_saves_while_headings_are_added_survives(tmp_path: Path) -> None:
    """Its own way of saving, in another process, again and again while draft runs with ever new items."""
    path = tmp_path / FILE
    path.write_bytes(OLD)
    context = multiprocessing.get_context("fork")
    start, drafted = context.Event(), context.Event()
    writer = context.Process(target=_save_as_jupyterlab, args=(str(path), start, drafted))
    writer.start()
    start.set()
    number, refused = 0, []
    while writer.is_alive():
        number += 1
        try:
            draft(tmp_path, ("AB1.1", f"X{number}.1"), portfolio="a", name="A", period="2019-20-annual")
        except CommentaryError as error:
            refused.append(str(error))
        if number == 5:
            drafted.set()
    writer.join(300)
    assert writer.exitcode == 0
    assert texts(tmp_path)["AB1.1"] == LAST_SAVED
    assert [message for message in refused if "saved" not in message and "cannot be read" not in message] == []


LEFT = st.lists(st.sampled_from(["## AB1.1\n\nOld words.", "## AB1.2", "Other words.", "More."]), max_size=3)


@settings(max_examples=40)
@given(left=LEFT, cut=st.booleans())
def test_a_part_with_words_that_are_nowhere_else_is_never_taken_away(
    tmp_path_factory: pytest.TempPathFactory, left: list[str], cut: bool
) -> None:
    folder = tmp_path_factory.mktemp("left")
    (folder / FILE).write_bytes(OLD)
    part = folder / f".{FILE}.1.part"
    data = notebook(*left)
    part.write_bytes(data[:-9] if cut else data)
    os.utime(part, (1, 1))  # left long ago, so that none waits for the rest of one that was cut
    has_others = not cut and bool({"Other words.", "More."} & set(left))
    with pytest.raises(CommentaryError, match=part.name) if has_others else nullcontext():
        complete(folder)
    assert part.exists() == has_others
