"""Publishers killed at random points while readers read on: what they see is whole, and of one edition at a time.

To a folder and to real servers. How many kills: PPRR_FAULT_RUNS; how many reports each time: PPRR_FAULT_REPORTS, to a
server PPRR_FAULT_SERVER_REPORTS; how many reads at least: PPRR_FAULT_READS. ``tests/faults/publish.sh`` runs the long
form.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import obstore
import pytest
from builders.disks import small_disk
from builders.readers import Reader
from builders.servers.places import SERVERS, Server, make_bucket
from builders.sites import gathered, publish, reports, target_at

from pprr.domain.errors import SiteError
from pprr.site.gather import Gathered
from pprr.site.listing import POINTER
from pprr.site.store import roll_back
from pprr.site.targets import SiteTarget, patience
from pprr.site.verify import verify

RUNS = os.environ.get("PPRR_FAULT_RUNS", "")
SEED = int(os.environ.get("PPRR_FAULT_SEED", "1"))
REPORTS = int(os.environ.get("PPRR_FAULT_REPORTS", "12"))
SERVER_REPORTS = int(os.environ.get("PPRR_FAULT_SERVER_REPORTS", "2"))
READS = int(os.environ.get("PPRR_FAULT_READS", "0"))
SIZE = 20_000
LEAST_ROOM, MOST_ROOM = 4, 320  # KiB that are free on a disk
TESTS = Path(__file__).parents[1]
PUBLISHER = """
import sys
from builders.sites import publish, reports, target_at
work, target = reports(*map(int, sys.argv[2:])), target_at(sys.argv[1])
print("begins", flush=True)
publish(target, *work)
"""
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the servers are those of Linux")


@pytest.fixture(scope="module", params=list(SERVERS))
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that runs, and an environment that lets this process in."""
    with (
        SERVERS[request.param](tmp_path_factory.mktemp(request.param)) as running,
        pytest.MonkeyPatch.context() as patch,
    ):
        for name, value in running.environment.items():
            patch.setenv(name, value)
        if request.param == "s3":
            make_bucket(running)
        yield running


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tries that end soon."""
    monkeypatch.setattr(patience, "PAUSES_SECONDS", (0.1,))


def killed_after(seconds: float, address: str, number: int, count: int) -> None:
    """Publishes in a process of its own, which is killed after so long."""
    if address.startswith("s3://"):  # whose client does not live through a fork
        words = [sys.executable, "-c", PUBLISHER, address, str(number), str(count), str(SIZE)]
        with subprocess.Popen(words, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(TESTS)}) as child:
            assert child.stdout
            assert child.stdout.readline() == b"begins\n"
            time.sleep(seconds)
            child.kill()
        return
    forked = os.fork()
    if not forked:
        publish(target_at(address), *reports(number, count, SIZE))
        os._exit(0)
    time.sleep(seconds)
    os.kill(forked, signal.SIGKILL)
    os.waitpid(forked, 0)


def shown_of(target: SiteTarget, *found: Gathered) -> dict[str, bytes]:
    """What readers can see of the site, once those editions are published; not its pointer, which tells of the past."""
    if found:
        publish(target, *found)
    addresses = (one for one in target.addresses() if not one.startswith(".site/") and one not in {POINTER, "filled"})
    return {one: target.read(one) for one in sorted(addresses)}


def kill_and_mend(address: str, count: int, runs: int) -> None:
    """Publishes an edition after the other, kills each, and mends what is left; a reader reads all the while."""
    pick = random.Random(SEED)  # noqa: S311
    target, reader = target_at(address), Reader(target_at(address))
    publish(target, *reports(0, count, SIZE))
    reader.start()
    begun = time.monotonic()
    publish(target, *reports(1, count, SIZE))  # as slow as the reader makes it
    whole = time.monotonic() - begun
    ends = {"old": 0, "new": 0}
    for run in range(runs):
        # Half of the kills fall late, where files are moved.
        share = pick.uniform(0.7, 1.3) if run % 2 else pick.uniform(0, 1)
        before = target.read(POINTER)
        killed_after(whole * share, address, run + 2, count)
        is_new = target.read(POINTER) != before
        ends["new" if is_new else "old"] += 1
        publish(target, *([] if is_new else reports(run + 2, count, SIZE)))
        assert verify(target).wrong == (), (SEED, run)
        print(f"kill {run + 1} of {runs}: {'new' if is_new else 'old'}, {reader.reads:,} reads, {reader.wrong[:1]}")
    while reader.reads < READS:
        publish(target, *reports(runs + 2, count, SIZE))
        roll_back(target)
    reader.end()
    scheme = address.partition("://")[0] if "://" in address else "folder"
    print(
        f"{scheme}: {runs} kills of publishing {count} reports ({whole:.1f} s each): {ends}; "
        f"{reader.reads:,} reads, {reader.missing} missing, {reader.refused} refused, {len(reader.wrong)} wrong"
    )
    assert reader.wrong == []


def test_readers_of_a_folder_see_one_edition_at_a_time_whenever_the_publisher_is_killed(tmp_path: Path) -> None:
    kill_and_mend(str(tmp_path / "site"), REPORTS, int(RUNS or "4"))


def test_readers_of_a_server_see_one_edition_at_a_time_whenever_the_publisher_is_killed(server: Server) -> None:
    kill_and_mend(server.folder(), SERVER_REPORTS, int(RUNS or "2"))


def test_what_is_on_a_server_is_what_is_in_a_folder_and_nothing_unchanged_is_sent(
    server: Server, tmp_path: Path
) -> None:
    target, beside = target_at(server.folder()), target_at(str(tmp_path))
    first, second = gathered("1.0", "first"), gathered("1.1", "second", supersedes="1.0")
    for one in (first, second):
        on_server, in_folder = publish(target, one), publish(beside, one)
        assert (on_server.bytes, on_server.difference) == (in_folder.bytes, in_folder.difference)
    assert publish(target).bytes == 0
    assert publish(target, gathered("", "draft")).bytes < on_server.bytes * 2
    roll_back(target)
    for work in (lambda: None, lambda: (roll_back(target), roll_back(beside))):
        work()
        addresses = {one for one in beside.addresses() if not one.startswith(".site/")}
        assert {one for one in target.addresses() if not one.startswith(".site/")} == addresses
        assert all(target.read(one) == beside.read(one) for one in addresses - {POINTER})
        assert verify(target).wrong == ()
    target.write({"old/stray.txt": b"", "index.html": b"other"})
    assert len(verify(target).wrong) == 2


def test_two_publishers_of_a_server_are_told_apart(server: Server) -> None:
    target = target_at(server.folder())
    target.create("lease", b"mine")
    with pytest.raises(FileExistsError):
        target.create("lease", b"theirs")
    assert target.read("lease") == b"mine"
    target.write({"later": b""})
    assert 0 <= target.modified("later") - target.modified("lease") < 60
    target.remove("lease")
    target.remove("lease")
    with pytest.raises(FileNotFoundError):
        target.read("lease")
    assert list(target.addresses("no/such/folder")) == []


@pytest.mark.parametrize("server", ["s3"], indirect=True)
def test_a_service_that_writes_over_whatever_is_asked_has_one_publisher_at_a_time(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some services that speak as S3 does know no condition of a request."""
    put = obstore.put
    monkeypatch.setattr(obstore, "put", lambda *args, mode, **more: put(*args, **more, mode="overwrite"))
    target = target_at(server.folder())
    target.create("lease", b"mine")
    with pytest.raises(FileExistsError):
        target.create("lease", b"theirs")
    assert target.read("lease") == b"mine"


@pytest.mark.usefixtures("impatient")
def test_a_server_that_dies_half_way_leaves_the_old_site_and_the_next_publication_mends_all(server: Server) -> None:
    """At one move; in the long form at every third, up to one that is never reached."""
    deaths, at, is_dead = 0, 3, True
    while is_dead and (RUNS or not deaths):
        target = target_at(server.folder())
        publish(target, gathered("1.0", "first"))
        old = shown_of(target)
        is_dead = dies_at_move(server, target, at)
        deaths, at = deaths + is_dead, at + 3
        if server.process is None:
            server.begin()
        if is_dead and server.disk is None:
            make_bucket(server)  # what it held was in its memory
            continue
        left = shown_of(target)
        publish(target, gathered("1.1", "second", supersedes="1.0"))
        assert (verify(target).wrong, verify(target).editions) == ((), 2), at
        new = shown_of(target)
        assert all(left[name] in {old[name], new[name]} for name in old), "each file that was there is whole"
    print(f"{server.address.partition('://')[0]}: a server that died half-way {deaths} times")
    assert deaths


def dies_at_move(server: Server, target: SiteTarget, at: int) -> bool:
    """Publishes a second version, and ends the server before a move of it; False where it came to its end before."""
    real, left = type(target).move, [at]

    def moved(self: object, address: str, to: str) -> None:
        left[0] -= 1
        if left[0] == 0:
            server.end()
        real(self, address, to)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(target), "move", moved)
        try:
            publish(target, gathered("1.1", "second", supersedes="1.0"))
        except SiteError as error:
            assert error.kind == "target-unreachable"  # noqa: PT017
            return True
    return False


@pytest.mark.parametrize("server", ["sftp", "smb"], indirect=True)  # the other keeps all in its memory
def test_a_disk_of_a_server_that_is_full_leaves_the_old_site_and_the_next_publication_mends_all(
    server: Server, tmp_path: Path
) -> None:
    """At whatever point it becomes full, up to one that has just room enough."""
    assert server.disk
    first, second = gathered("1.0", "first", size=SIZE), gathered("1.1", "second", supersedes="1.0", size=SIZE)
    sides = [shown_of(target_at(str(tmp_path)), one) for one in (first, second)]
    seen = {False: 0, True: 0}
    rooms = int(RUNS or "3")
    for number in range(rooms):
        address = server.folder()
        with small_disk(server.disk / address.rpartition("/")[2]) as disk:
            target = target_at(address)
            publish(target, first)
            disk.leave((LEAST_ROOM + MOST_ROOM * number // max(rooms - 1, 1)) * 1024)
            errors: list[OSError] = []
            try:
                publish(target, second)
            except OSError as error:
                errors.append(error)
            assert all(one.filename for one in errors), "whoever publishes is told where"
            is_new = not errors
            disk.make_room()
            assert shown_of(target) == sides[is_new], number
            publish(target, second)
            assert (shown_of(target), verify(target).wrong) == (sides[True], ()), number
            roll_back(target)
            assert (shown_of(target), verify(target).wrong) == (sides[False], ()), number
            seen[is_new] += 1
    scheme = server.address.partition("://")[0]
    print(f"{scheme}: a disk that was full {seen[False]} times, and had room enough {seen[True]} times")
    assert all(seen.values())


def test_a_server_that_hangs_is_given_up(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "PAUSES_SECONDS", ())
    for module in ("sftp", "smb", "s3"):
        monkeypatch.setattr(f"pprr.site.targets.{module}.LONGEST_SECONDS", 1)
        monkeypatch.setattr(f"pprr.site.targets.{module}.CONNECT_SECONDS", 1)
    target = target_at(server.folder())
    target.write({"a": b"a"})
    server.pause()
    try:
        with pytest.raises(SiteError) as refused:
            target.read("a")
    finally:
        server.pause(is_over=True)
    assert refused.value.kind == "target-unreachable"
    assert target.read("a") == b"a"


def test_a_share_on_which_somebody_holds_a_page_open_keeps_it_old_until_the_next_time(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not server.address.startswith("smb://"):
        return
    import smbclient

    monkeypatch.setattr("pprr.site.targets.smb._HELD_SECONDS", (0.05,))
    target = target_at(server.folder())
    publish(target, gathered("1.0", "first"))
    before = target.read("index.html")
    page = target._path("index.html")  # type: ignore[attr-defined]
    with smbclient.open_file(page, "rb", share_access="r", **target._options):  # type: ignore[attr-defined]
        sent = publish(target, gathered("1.1", "second", supersedes="1.0"))
    assert (sent.held, target.read("index.html"), verify(target).wrong) == (["index.html"], before, ())
    assert publish(target).difference.replaced == ("index.html",)


def test_who_is_not_let_in_is_told_so_and_no_password(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in server.environment:
        if name not in {"HOME", "AWS_ENDPOINT_URL"}:
            monkeypatch.setenv(name, "secret-word")
    monkeypatch.setenv("AWS_SKIP_SIGNATURE", "")
    if "HOME" in server.environment:
        home = Path(server.environment["HOME"])
        monkeypatch.setenv("HOME", str(home / "empty"))
        with pytest.raises(SiteError) as refused:
            target_at(server.folder()).read("a")
        assert refused.value.kind == "host-key-unknown"
        (home / "empty/.ssh").mkdir(parents=True)
        known = (home / ".ssh/known_hosts").read_text()
        (home / "empty/.ssh/known_hosts").write_text(known)
        monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    if server.address.startswith("s3://"):
        return  # moto lets everybody in
    with pytest.raises(SiteError) as refused:
        target_at(server.folder()).read("a")
    assert refused.value.kind == "target-refuses-login"
    assert "secret-word" not in str(refused.value)
