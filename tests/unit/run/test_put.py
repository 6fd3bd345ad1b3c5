"""The files of a report are all new, or all what they were, at whatever step the process that puts them is killed."""

import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from benchmarks.kills import killed_puts
from builders.files import bytes_of
from builders.killed import dies_at
from builders.tiny import PERIOD, tiny

from pprr.run.publish.put import put, recover, repair

OLD = {"a/gone.csv": b"old table", "a/one.csv": b"old one", "a/two.json": b"old two", "a.html": b"old page"}
OWN = {"a/notes.txt": b"somebody's own", "a/own/deep.txt": b"and deeper"}
NEW = {"a/one.csv": b"new one", "a/three.csv": b"new three", "a/two.json": b"new two", "a.html": b"new page"}
WHOLE = ({**OLD, **OWN}, {**NEW, **OWN})
STEPS = ("replace", "link", "unlink", "fsync", "rmdir", "mkdir", "open")


def published(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def refuse(*_: object, **__: object) -> None:
    raise OSError("no second names here")


@pytest.mark.skipif(sys.platform == "win32", reason="the process that is killed is a fork")
@pytest.mark.parametrize("has_links", [pytest.param(True, id="links"), pytest.param(False, id="copies")])
def test_all_or_nothing_at_whatever_step_it_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_links: bool
) -> None:
    if not has_links:
        monkeypatch.setattr(os, "link", refuse)
    bare = 0
    for step in range(200):
        folder = published(tmp_path / str(step), {**OLD, **OWN})
        is_dead = dies_at(step, lambda folder=folder: put(folder, "a", NEW), steps=STEPS)
        found = bytes_of(folder)
        assert found in WHOLE or set(found) <= {"a.html"}, step  # a page is never beside what is not its own
        bare += set(found) <= {"a.html"}
        assert not list(folder.rglob(".*"))  # nothing of ours lies in the folder that people look into
        recover(folder, "a")
        assert bytes_of(folder) in WHOLE, step
        assert not (tmp_path.parent / ".putting").exists()
        if not is_dead:
            break
    assert (is_dead, bytes_of(folder)) == (False, {**NEW, **OWN})
    assert bare >= 2  # it died between any two of the three names that change, too


@pytest.mark.skipif(sys.platform == "win32", reason="the process that is killed is a fork")
def test_no_page_is_beside_downloads_of_another_version_whenever_it_is_killed(tmp_path: Path) -> None:
    assert killed_puts(tmp_path / "project" / "reports" / str(PERIOD), 10).total() == 10


@pytest.mark.parametrize("held", [name for name in NEW if name in OLD])
def test_one_that_cannot_be_replaced_leaves_all_as_they_were(tmp_path: Path, held: str) -> None:
    folder = published(tmp_path, {name: data for name, data in OLD.items() if name != held})
    (folder / held).mkdir()
    (folder / held / "inside").write_bytes(b"held")
    before = bytes_of(folder)

    with pytest.raises(IsADirectoryError):
        put(folder, "a", NEW)

    assert bytes_of(folder) == before


@pytest.mark.parametrize(
    "note", [pytest.param(b"", id="lost with the power"), pytest.param(None, id="not yet written")]
)
def test_what_tells_nothing_is_cleared_away(tmp_path: Path, note: bytes | None) -> None:
    folder = published(tmp_path, {**OLD, ".a.part/new/a.html": b"new page"})
    if note is not None:
        (folder / ".a.part/putting.json").write_bytes(note)
    recover(folder, "a")
    assert bytes_of(folder) == OLD


def test_the_next_run_puts_right_whatever_was_left(tmp_path: Path) -> None:
    project = tiny(tmp_path / "project")
    folder = published(project.reports(PERIOD), OLD)
    assert dies_at(24, lambda: put(folder, "a", NEW), steps=STEPS)
    (folder / ".run.json.77.part").write_bytes(b"{")
    (project.site / ".index.html.77.part").write_bytes(b"<")

    repair(project)

    assert bytes_of(project.site) == {f"{PERIOD}/{name}": data for name, data in OLD.items()}


def test_where_reports_are_a_disk_of_their_own_files_wait_beside_their_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = published(tmp_path / "reports" / "period", OLD)
    real = Path.stat

    def stat(self: Path, **named: bool) -> os.stat_result:
        found = real(self, **named)
        is_other = self.is_relative_to(tmp_path / "reports")
        return os.stat_result([*found[:2], found.st_dev + is_other, *found[3:]])

    monkeypatch.setattr(Path, "stat", stat)
    put(folder, "a", NEW)
    monkeypatch.undo()
    assert bytes_of(tmp_path) == {f"reports/period/{name}": data for name, data in NEW.items()}


def _again_and_again(folder: Path, report: str) -> None:
    for _ in range(100):
        put(folder, report, {f"{report}.html": b"a page", f"{report}/measures.csv": b"its rows"})


def test_reports_that_are_put_at_once_do_not_take_each_others_folders_away(tmp_path: Path) -> None:
    folder = tmp_path / "project" / "reports" / str(PERIOD)
    folder.mkdir(parents=True)
    with ProcessPoolExecutor(4) as pool:
        for done in [pool.submit(_again_and_again, folder, f"report-{number}") for number in range(4)]:
            done.result()
    assert len(list(folder.glob("*.html"))) == 4
    assert not (folder.parents[1] / ".putting").exists()
