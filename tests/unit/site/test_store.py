"""A publication is on its target whole or not at all, whatever ends it, and whoever comes next mends what is left."""

import errno
import json
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from builders.disks import small_disk
from builders.killed import dies_at
from builders.sites import folder, gathered, planned, publish, shown

from pprr.domain.errors import SiteError
from pprr.site.lease import LEASE
from pprr.site.listing import KEPT, POINTER, digest
from pprr.site.own import ASIDE, NOTE, undo
from pprr.site.store import roll_back
from pprr.site.targets.folder import FolderTarget
from pprr.site.verify import verify

FIRST = gathered("1.0", "first")
SECOND = gathered("1.1", "second", supersedes="1.0")
OTHER = gathered("1.0", "other", document="parks")
STEPS = ("replace", "link", "unlink", "fsync", "rmdir", "mkdir")
HOME = "index.html"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with one version on it; for reading only."""
    root = tmp_path_factory.mktemp("first") / "site"
    publish(folder(root), FIRST, OTHER)
    return root


@pytest.fixture(scope="module")
def second(first: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a second version; for reading only."""
    root = copied(first, tmp_path_factory.mktemp("second") / "site")
    publish(folder(root), SECOND)
    return root


def copied(site: Path, to: Path) -> Path:
    return Path(shutil.copytree(site, to))


@pytest.mark.skipif(sys.platform == "win32", reason="the process that is killed is a fork")
def test_killed_at_whatever_step_it_is_the_old_site_or_the_new(first: Path, second: Path, tmp_path: Path) -> None:
    old, new, seen = shown(first), shown(second), set[str]()
    for step in range(0, 400, 5):
        root = copied(first, tmp_path / str(step))
        is_dead = dies_at(step, lambda root=root: publish(folder(root), SECOND), steps=STEPS)
        left = shown(root)
        for address in old:  # each file whole, and what was there still there
            assert left[address] in {old[address], new.get(address, old[address])}, (step, address)
        is_new = left[POINTER] == new[POINTER]
        undo(folder(root))
        assert shown(root) == (new if is_new else old), step
        seen.add("new" if is_new else "moved" if left != old else "old")
        publish(folder(root), SECOND)
        assert (shown(root), verify(folder(root)).wrong) == (new, ()), step
        shutil.rmtree(root)
        if not is_dead:
            break
    assert (is_dead, seen) == (False, {"old", "moved", "new"})


@pytest.mark.skipif(sys.platform == "win32", reason="the process that is killed is a fork")
def test_killed_in_the_first_publication_leaves_no_site(tmp_path: Path) -> None:
    for step in range(0, 60, 7):
        root = tmp_path / str(step)
        dies_at(step, lambda root=root: publish(folder(root), FIRST), steps=STEPS)
        publish(folder(root), FIRST)
        assert verify(folder(root)).wrong == ()


@pytest.mark.parametrize("fails_at", ["write", "move", "copy"])
@pytest.mark.parametrize("call", [0, 1, 5, 9])
def test_what_fails_leaves_the_site_as_it_was(
    first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: str, call: int
) -> None:
    root = copied(first, tmp_path / "site")
    target = folder(root)
    real, left = getattr(FolderTarget, fails_at), [call]

    def failing(self, *arguments):
        left[0] -= 1
        if left[0] == -1:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(self, *arguments)

    monkeypatch.setattr(FolderTarget, fails_at, failing)
    if left[0] < 3 or fails_at == "move":
        with pytest.raises(OSError, match="No space left"):
            publish(target, SECOND)
    else:
        publish(target)
    assert shown(root) == shown(first)
    monkeypatch.undo()
    publish(target, SECOND)
    assert verify(target).wrong == ()


def test_a_publication_that_was_killed_sends_again_only_what_was_not_written(first: Path, tmp_path: Path) -> None:
    root = copied(first, tmp_path / "site")
    target = folder(root)
    found = planned(target, SECOND)
    whole = sum(len(found.contents[address]()) for address in found.difference.sent)
    torn, done = list(found.difference.new)[:2]
    from pprr.site.own import aside

    for address, length in ((torn, 3), (done, None)):
        place = root / aside(address, found.new.files[address].sha256)
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(found.contents[address]()[:length])
    assert found.put_on(target).bytes == whole - len(found.contents[done]())
    assert verify(target).wrong == ()


def test_what_reads_back_otherwise_is_not_published(
    first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copied(first, tmp_path / "site")
    real = FolderTarget.read
    monkeypatch.setattr(
        FolderTarget, "read", lambda self, address: real(self, address)[: -1 if ASIDE in address else None]
    )
    with pytest.raises(SiteError) as refused:
        publish(folder(root), SECOND)
    assert (refused.value.kind, shown(root)) == ("site-not-as-written", shown(first))


def test_of_two_publishers_the_second_is_refused_and_can_publish_again(first: Path, tmp_path: Path) -> None:
    root = copied(first, tmp_path / "site")
    mine, theirs = planned(folder(root), SECOND), planned(folder(root), gathered("1.0", "third", document="roads"))
    theirs.put_on(folder(root))
    then = shown(root)
    with pytest.raises(SiteError) as refused:
        mine.put_on(folder(root))
    assert (refused.value.kind, shown(root)) == ("site-published-meanwhile", then)
    publish(folder(root), SECOND)
    assert verify(folder(root)).editions == 4


def test_a_plan_changes_nothing_and_sees_the_site_in_force_also_after_a_kill(first: Path, tmp_path: Path) -> None:
    for step in range(0, 120, 15):
        root = copied(first, tmp_path / str(step))
        dies_at(step, lambda root=root: publish(folder(root), SECOND), steps=STEPS)
        left = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
        is_new = shown(root)[POINTER] != shown(first)[POINTER]
        assert (planned(folder(root), SECOND).difference == planned(folder(first), SECOND).difference) != is_new
        assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == left, step


@contextmanager
def leased_by(root: Path, **holder: object) -> Iterator[Path]:
    """A site that another machine publishes to, or this one."""
    lease = root / LEASE
    fields = {"machine": "their-pc", "process": 1, "began": 0.0, "token": "x", **holder}
    lease.write_text(json.dumps(fields))
    yield lease
    lease.unlink(missing_ok=True)


def test_while_another_machine_publishes_nothing_is_changed_and_its_name_is_told(first: Path, tmp_path: Path) -> None:
    root = copied(first, tmp_path / "site")
    with leased_by(root) as lease:
        left = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
        with pytest.raises(SiteError, match="their-pc is publishing") as refused:
            publish(folder(root), SECOND)
        assert refused.value.kind == "site-being-published"
        assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == left
        os.utime(lease, (lease.stat().st_mtime - 3600,) * 2)  # nobody has renewed it
        publish(folder(root), SECOND)
        assert (verify(folder(root)).wrong, lease.exists()) == ((), False)


def test_a_lease_of_a_process_that_has_ended_is_taken_over_at_once(first: Path, tmp_path: Path) -> None:
    root = copied(first, tmp_path / "site")
    with leased_by(root, machine=platform.node(), process=os.getppid(), began=1.0):  # another had that number
        publish(folder(root), SECOND)
    began = psutil.Process(os.getppid()).create_time()
    with (
        leased_by(root, machine=platform.node(), process=os.getppid(), began=began),
        pytest.raises(SiteError, match="is publishing"),
    ):
        publish(folder(root), FIRST, SECOND, OTHER, gathered("1.0", "third", document="roads"))
    assert verify(folder(root)).wrong == ()


def test_whoever_has_lost_the_lease_finds_out_and_changes_nothing_more(
    first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copied(first, tmp_path / "site")
    real = FolderTarget.copy

    def taken_over(self: FolderTarget, address: str, to: str) -> None:
        (root / LEASE).write_text("{}")
        real(self, address, to)

    monkeypatch.setattr(FolderTarget, "copy", taken_over)
    with pytest.raises(SiteError) as refused:
        publish(folder(root), SECOND)
    assert (refused.value.kind, shown(root)) == ("site-published-meanwhile", shown(first))
    assert (root / LEASE).read_text() == "{}"


def test_a_full_disk_leaves_the_site_as_it_was_and_the_next_publication_mends_all(
    first: Path, second: Path, tmp_path: Path
) -> None:
    """At whatever point it becomes full, up to one that has just room enough."""
    old, new, seen = shown(first), shown(second), set[bool]()
    for room in range(28, 400, 24):
        with small_disk(tmp_path / "disk") as disk:
            root = copied(first, tmp_path / "disk/site")
            disk.leave(room * 1024)
            errors: list[int | None] = []
            try:
                publish(folder(root), SECOND)
            except OSError as error:
                errors.append(error.errno)
            assert set(errors) <= {errno.ENOSPC}
            is_new = not errors
            assert shown(root) == (new if is_new else old), room
            seen.add(is_new)
            disk.make_room()
            publish(folder(root), SECOND)
            assert (shown(root), verify(folder(root)).wrong) == (new, ()), room
        if is_new:
            break
    assert seen == {False, True}


def test_a_page_that_a_reader_holds_open_stays_old_and_is_renewed_the_next_time(
    first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copied(first, tmp_path / "site")
    real = os.replace

    def held(source: Path, to: Path) -> None:
        if Path(to) == root / HOME:
            error = PermissionError(errno.EACCES, "in use")
            error.winerror = 32
            raise error
        real(source, to)

    monkeypatch.setattr(os, "replace", held)
    assert publish(folder(root), SECOND).held == [HOME]
    assert (shown(root)[HOME], verify(folder(root)).wrong) == (shown(first)[HOME], ())
    monkeypatch.undo()
    assert publish(folder(root)).difference.replaced == (HOME,)
    assert b"v1.1/" in shown(root)[HOME]


def test_the_site_before_can_be_put_back_and_the_one_before_that(second: Path, first: Path, tmp_path: Path) -> None:
    root = copied(second, tmp_path / "site")
    publish(folder(root), gathered("1.2", "third", supersedes="1.1"))
    roll_back(folder(root))
    assert (shown(root), verify(folder(root)).wrong) == (shown(second), ())
    roll_back(folder(root))
    assert (shown(root), verify(folder(root)).wrong) == (shown(first), ())
    with pytest.raises(SiteError) as refused:
        roll_back(folder(root))
    assert refused.value.kind == "nothing-to-roll-back"


@pytest.mark.skipif(sys.platform == "win32", reason="the process that is killed is a fork")
def test_what_was_killed_is_undone_before_the_site_is_put_back(first: Path, second: Path, tmp_path: Path) -> None:
    third, seen = gathered("1.2", "third", supersedes="1.1"), set[bool]()
    for step in range(60, 200, 20):
        root = copied(second, tmp_path / str(step))
        dies_at(step, lambda root=root: publish(folder(root), third), steps=STEPS)
        is_new = shown(root)[POINTER] != shown(second)[POINTER]
        roll_back(folder(root))
        assert (shown(root), verify(folder(root)).wrong) == (shown(second if is_new else first), ()), step
        seen.add(is_new)
        shutil.rmtree(root)
    assert False in seen


def test_the_same_again_sends_nothing_and_leaves_nothing(second: Path, tmp_path: Path) -> None:
    root = copied(second, tmp_path / "site")
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*") if path.is_file()}
    sent = publish(folder(root))
    assert (sent.bytes, sent.difference.sent, sent.difference.gone) == (0, (), ())
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*") if path.is_file()} == before


def test_no_working_file_is_left_and_what_is_kept_does_not_grow(tmp_path: Path) -> None:
    root = tmp_path / "site"
    publish(folder(root), gathered("1.0", "0"))
    counts = []
    for number in range(1, 14):
        publish(folder(root), gathered("", f"{number}", document="parks"))
        assert not list((root / ASIDE).glob("*"))
        assert not (root / NOTE).exists()
        counts.append(len(list((root / ".site").rglob("*"))))
    assert counts[-1] == counts[-4]


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / HOME).write_bytes(b"ours")
    with pytest.raises(SiteError) as refused:
        publish(folder(tmp_path), FIRST)
    assert (refused.value.kind, shown(tmp_path)) == ("target-of-something-else", {HOME: b"ours"})


def test_a_list_that_a_killed_publication_left_torn_is_written_again(first: Path, tmp_path: Path) -> None:
    target = folder(copied(first, tmp_path / "site"))
    lists = planned(target, SECOND).new.documents()
    there = set(target.addresses(".site/lists"))
    target.write({address: data[:20] for address, data in lists.items() if address not in there})
    publish(target, SECOND)
    assert verify(target).wrong == ()


def test_a_kept_file_that_a_killed_publication_left_torn_is_kept_again(first: Path, tmp_path: Path) -> None:
    root = copied(first, tmp_path / "site")
    target = folder(root)
    replaced = planned(target, SECOND).difference.replaced
    target.write({f"{KEPT}/{digest(shown(first)[name])}": shown(first)[name][:20] for name in replaced})
    publish(target, SECOND)
    assert verify(target).wrong == ()
    roll_back(target)
    assert (shown(root), verify(target).wrong) == (shown(first), ())


@pytest.mark.skipif(sys.platform == "win32", reason="the process that is killed is a fork")
def test_a_copy_that_is_killed_on_a_disk_without_links_is_whole_or_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", no_links)
    target, whole = folder(tmp_path), b"whole" * 100_000
    target.write({"a": whole})
    is_dead, step, seen = True, 0, set[bool]()
    while is_dead:
        target.remove("b")
        is_dead = dies_at(step, lambda: target.copy("a", "b"), steps=(*STEPS, "sendfile"))
        step += 1
        is_there = (tmp_path / "b").exists()
        assert not is_there or target.read("b") == whole, step
        seen.add(is_there)
    assert seen == {False, True}
