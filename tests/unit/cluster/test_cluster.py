"""Reports made on a real cluster: the same bytes, whatever becomes of its machines; other versions are refused."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from builders.command import pprr
from builders.files import bytes_of
from builders.project import PERIOD as A_PERIOD
from builders.project import REPOSITORY, copy_project
from builders.published import DOWNLOADS, PAGE, copy_of
from builders.servers.cluster import Machines, machines
from builders.tiny import PERIOD, item, outcomes_of, template, tiny
from builders.told import sentence

from pprr.cluster import client, tasks
from pprr.cluster.client import Cluster, SchedulerAddress, connected
from pprr.cluster.snapshot import snapshot_of, unpack
from pprr.cluster.versions import differences, versions_here
from pprr.domain.errors import ProjectError
from pprr.project import Project
from pprr.run.item import Item

SLUGS = [f"service-{number}" for number in range(6)]


@pytest.fixture(scope="module", autouse=True)
def patient() -> Iterator[None]:
    """However late a busy machine starts its workers, they are waited for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client, "CONNECT_SECONDS", 150)
        patch.setattr(client, "WORKER_SECONDS", 300)
        yield


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """A cluster of two workers."""
    with machines(tmp_path_factory.mktemp("cluster"), "one", "two") as found:
        yield found


@pytest.fixture(scope="module")
def cluster(two: Machines) -> Iterator[Cluster]:
    with connected(SchedulerAddress(two.address)) as found:
        found.client.wait_for_workers(2, timeout=120)
        yield found


def _items(project: Project, count: int) -> list[Item]:
    return [item(portfolio=slug) for slug in SLUGS[:count]]


def test_the_same_bytes_as_the_pool(tmp_path: Path, cluster: Cluster) -> None:
    here, there = tiny(tmp_path / "here"), tiny(tmp_path / "there")
    steps: list[str] = []

    pool = outcomes_of(here, _items(here, 3))
    made = dict(cluster.make(there, _items(there, 3), lambda _item, step: steps.append(step)))

    assert {one.name: outcome.made for one, outcome in made.items()} == {
        one.name: outcome.made for one, outcome in pool.items()
    }
    assert bytes_of(there.site) == bytes_of(here.site) != {}
    assert {step.rpartition(", on ")[2] for step in steps} <= {"one", "two"}
    assert steps[0].startswith("running the notebook, on ")


def test_a_worker_killed_in_mid_run_costs_its_reports_a_second_run(tmp_path: Path, cluster: Cluster) -> None:
    here, there = tiny(tmp_path / "here"), tiny(tmp_path / "there")
    for project in (here, there):
        template(project, "import time\ntime.sleep(0.5)")
    left_behind: list[psutil.Process] = []

    def kill(_item: Item, step: str) -> None:
        if not left_behind and step.startswith("running"):
            worker = psutil.Process(_worker_pids(cluster)[step.rpartition(", on ")[2]])
            left_behind.extend(worker.children(recursive=True))
            worker.send_signal(signal.SIGKILL)

    made = dict(cluster.make(there, _items(there, 6), kill))
    outcomes_of(here, _items(here, 6), workers=2)

    assert {one.name: outcome.reason for one, outcome in made.items() if not outcome.is_made} == {}
    assert len(made) == 6
    assert bytes_of(there.site) == bytes_of(here.site)
    _, alive = psutil.wait_procs(left_behind, timeout=150)
    assert (left_behind != [], alive) == (True, [])


def test_a_report_that_fails_fails_as_in_the_pool(tmp_path: Path, cluster: Cluster) -> None:
    here, there = tiny(tmp_path / "here"), tiny(tmp_path / "there")
    told, good = {}, {}
    for project, make in ((here, lambda *asked: outcomes_of(*asked).items()), (there, cluster.make)):
        assert all(outcome.is_made for _, outcome in make(project, _items(project, 2)))
        good[project.root] = bytes_of(project.site)
        template(project, "if portfolio == 'service-0':\n    raise ValueError('no figures')", edition=2)
        told[project.root] = {
            one.name: replace(outcome, seconds=0, peak_bytes=0) for one, outcome in make(project, _items(project, 2))
        }

    assert told[there.root] == told[here.root]
    assert told[there.root]["service-0"].reason == sentence("cell-failed", error="ValueError", problem="no figures")
    assert str(tmp_path) not in str(told[there.root])
    now = bytes_of(there.site)
    assert {name for name in now if now[name] == good[there.root][name]} >= {
        name for name in now if "service-0" in name
    }
    assert now == bytes_of(here.site)
    assert "ValueError: no figures" in there.failed(PERIOD, "service-0").read_text(encoding="utf-8")


def test_a_run_that_is_broken_off_leaves_no_report_under_way(tmp_path: Path, two: Machines, cluster: Cluster) -> None:
    project = tiny(tmp_path / "project")
    template(project, "import time\ntime.sleep(600)")
    under_way: list[psutil.Process] = []

    def break_off(_item: Item, _step: str) -> None:
        under_way.extend(process for name in two.workers for process in _report_processes(two, name))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(cluster.make(project, _items(project, 3), break_off))

    _, alive = psutil.wait_procs(under_way, timeout=150)
    assert (under_way != [], alive, bytes_of(project.site)) == (True, [], {})


def test_the_scheduler_lost_in_mid_run_is_told_and_the_last_good_pages_stay(tmp_path: Path) -> None:
    project = tiny(tmp_path / "project")
    outcomes_of(project, _items(project, 2))
    before = bytes_of(project.site)
    template(project, "import time\ntime.sleep(600)", edition=2)

    with machines(tmp_path / "cluster", "one") as found, connected(SchedulerAddress(found.address)) as lost:
        outcomes = dict(lost.make(project, _items(project, 2), lambda *_: found.scheduler.kill()))

    reason = sentence("scheduler-lost", address=found.address)
    assert {one.name: outcome.reason for one, outcome in outcomes.items()} == dict.fromkeys(SLUGS[:2], reason)
    assert bytes_of(project.site) == before


def test_a_worker_that_is_lost_for_good_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "ALONE_SECONDS", 1)
    monkeypatch.setattr(tasks, "LOOK_SECONDS", 0.5)
    project = tiny(tmp_path / "project")
    template(project, "import time\ntime.sleep(600)")

    with machines(tmp_path / "cluster", "one") as found, connected(SchedulerAddress(found.address)) as alone:
        outcomes = dict(alone.make(project, _items(project, 1), lambda *_: _kill_all(found, "one")))

    [outcome] = outcomes.values()
    assert outcome.reason == sentence("cluster-empty", address=found.address, seconds=1)


def test_a_report_that_takes_its_worker_with_it_fails_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES", "0")
    project = tiny(tmp_path / "project")
    template(
        project, "import psutil\nif portfolio == 'service-0':\n    psutil.Process().parents()[1].kill()\n    input()"
    )

    with machines(tmp_path / "cluster", "one") as found, connected(SchedulerAddress(found.address)) as cluster:
        outcomes = {one.name: outcome for one, outcome in cluster.make(project, _items(project, 2))}

    assert outcomes["service-0"].reason == sentence("workers-lost", count=1)
    assert outcomes["service-1"].is_made


def test_a_worker_with_another_pprr_makes_nothing(tmp_path: Path, two: Machines, cluster: Cluster) -> None:
    project = tiny(tmp_path / "project")
    template(project, "import time\ntime.sleep(0.5)")
    shutil.copytree(REPOSITORY / "pprr", tmp_path / "code" / "pprr")
    with (tmp_path / "code" / "pprr" / "formats.py").open("a", encoding="utf-8") as file:
        file.write("# a later version\n")

    two.add_worker("other", code=tmp_path / "code")  # joins when the run is under way
    try:
        cluster.client.wait_for_workers(3, timeout=120)
        outcomes = dict(cluster.make(project, _items(project, 6)))
        refused = _refused(SchedulerAddress(two.address))
    finally:
        two.end_worker("other")

    assert [outcome.reason for outcome in outcomes.values() if not outcome.is_made] == []
    assert max(outcome.attempts for outcome in outcomes.values()) == 2  # the other worker was given one, and refused
    assert sentence("machines-differ", address=two.address) in refused
    assert "other: pprr is another version there" in refused
    assert "one:" not in refused
    assert "two:" not in refused


def test_machines_that_prove_who_they_are(tmp_path: Path) -> None:
    certificate, key = _certificate(tmp_path)
    words = ("--tls-ca-file", str(certificate), "--tls-cert", str(certificate), "--tls-key", str(key))
    project = tiny(tmp_path / "project")

    with machines(tmp_path / "cluster", "one", security=words) as found:
        with connected(SchedulerAddress(found.address, certificate, certificate, key)) as cluster:
            outcomes = dict(cluster.make(project, _items(project, 1)))
        refused = _refused(SchedulerAddress(found.address))

    assert [outcome.is_made for outcome in outcomes.values()] == [True]
    assert refused == sentence("scheduler-needs-tls", address=found.address)


def test_certificates_and_an_address_that_asks_for_none_are_told(tmp_path: Path) -> None:
    told = _refused(SchedulerAddress("tcp://127.0.0.1:1", tmp_path / "ca.pem"))
    assert told == sentence("scheduler-needs-tls", address="tcp://127.0.0.1:1")


def test_no_scheduler_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "CONNECT_SECONDS", 1)
    told = _refused(SchedulerAddress("tcp://127.0.0.1:1"))
    assert told.startswith(sentence("scheduler-unreachable", address="tcp://127.0.0.1:1"))
    assert told.endswith(sentence("scheduler-unreachable", "remedy"))


def test_a_scheduler_without_workers_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "WORKER_SECONDS", 1)
    with machines(tmp_path / "cluster") as found:
        told = _refused(SchedulerAddress(found.address))
    assert told == sentence("no-dask-worker", address=found.address)


def test_without_dask_the_command_that_installs_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert _refused(SchedulerAddress("tcp://127.0.0.1:1")) == sentence("dask-not-installed")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param({}, [], id="the same"),
        pytest.param({"pytest": "9.0"}, [], id="a library that only the other has"),
        pytest.param({"pandas": None}, [], id="a library that only this one has"),
        pytest.param({"pandas": "3.0.1"}, ["pandas is 3.0.1 there and 3.1.0 here"], id="another library"),
        pytest.param({"Python": "3.12.1"}, ["Python is 3.12.1 there and 3.13.2 here"], id="another Python"),
        pytest.param({"pprr": "b"}, ["pprr is another version there"], id="another pprr"),
    ],
)
def test_what_differs_between_two_machines(change: dict[str, str | None], expected: list[str]) -> None:
    here = {"Python": "3.13.2", "pprr": "a", "pandas": "3.1.0"}
    there = {name: version for name, version in (here | change).items() if version is not None}

    assert differences(here, there) == expected


def test_a_machine_is_like_itself() -> None:
    assert differences(versions_here(), versions_here()) == []
    assert {"Python", "pprr", "pandas", "matplotlib", "nbconvert"} <= set(versions_here())


def test_a_snapshot_holds_what_reports_are_made_from_and_nothing_else(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    expected = bytes_of(project.root)
    before = snapshot_of(project)
    for name in (
        "reports/index.html",
        ".git/HEAD",
        "data/raw/.~lock.x.xlsx#",
        "data/raw/~$x.xlsx",
        "data/processed/.run.lock",
    ):
        (project.root / name).parent.mkdir(parents=True, exist_ok=True)
        (project.root / name).write_text("x", encoding="utf-8")
    project.failed(A_PERIOD, "a").parent.mkdir(parents=True, exist_ok=True)
    project.failed(A_PERIOD, "a").write_text("x", encoding="utf-8")

    unpack(before.packed, tmp_path / "unpacked")

    assert snapshot_of(project) == before
    assert bytes_of(tmp_path / "unpacked") == expected
    os.utime(project.root / "pprr.toml", (0, 0))
    assert snapshot_of(project).name == before.name
    (project.root / "pprr.toml").write_text("", encoding="utf-8")
    assert snapshot_of(project).name != before.name


def test_the_command_makes_the_same_site_and_takes_up_what_is_left(
    tmp_path: Path, good: Project, two: Machines
) -> None:
    there = copy_project(tmp_path / "there")
    downloads = [DOWNLOADS + "/" + path.name for path in (good.site / DOWNLOADS).iterdir()]
    for place in (there.site / name for name in (PAGE, *downloads)):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(b"old")

    made = pprr("run", str(A_PERIOD), "--scheduler", two.address, project=there)
    again = pprr("run", str(A_PERIOD), "--scheduler", "tcp://127.0.0.1:1", project=there)

    assert (made.returncode, "1 of 1 made" in made.stdout) == (0, True), made.stderr
    assert "running the notebook, on " in made.stderr
    records = {f"{A_PERIOD}/run.json", f"{A_PERIOD}/run.txt", "run.log"}
    pages, expected = (
        {name: data for name, data in bytes_of(site).items() if name not in records} for site in (there.site, good.site)
    )
    assert pages == expected
    # No cluster is asked for where there is nothing to make.
    assert (again.returncode, "1 up to date" in again.stdout) == (0, True), again.stderr


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param([], sentence("scheduler-unreachable", address="tcp://127.0.0.1:1"), id="no scheduler"),
        pytest.param(["--workers", "2"], sentence("workers-of-a-cluster"), id="workers of this machine"),
    ],
)
def test_the_command_starts_nothing_without_a_cluster(
    tmp_path: Path, good: Project, options: list[str], expected: str
) -> None:
    there = copy_of(good, tmp_path / "there")
    before = bytes_of(there.site)

    soon = "from pprr.cluster import client\nclient.CONNECT_SECONDS = 1"
    refused = pprr(
        "run", str(A_PERIOD), "--force", "--scheduler", "tcp://127.0.0.1:1", *options, project=there, before=soon
    )

    assert (refused.returncode, expected in refused.stderr) == (2, True), refused.stderr
    assert bytes_of(there.site) == before


def _refused(scheduler: SchedulerAddress) -> str:
    """Why no run can be made there."""
    with pytest.raises(ProjectError) as told, connected(scheduler):
        pass
    return str(told.value)


def _worker_pids(cluster: Cluster) -> dict[str, int]:
    """The process of each worker, by its name."""
    workers = cluster.client.scheduler_info(n_workers=-1)["workers"]
    return {workers[address]["name"]: pid for address, pid in cluster.client.run(os.getpid).items()}


def _report_processes(found: Machines, name: str) -> list[psutil.Process]:
    """The processes that make reports beside a worker, with what they have started."""
    makers = []
    for process in found.family(name):
        with suppress(psutil.NoSuchProcess):  # a worker asks other programs what machine this is
            if "pprr.run.worker.begin" in " ".join(process.cmdline()):
                makers += [process, *process.children(recursive=True)]
    return makers


def _kill_all(found: Machines, name: str) -> None:
    """The worker's machine loses its power."""
    nanny = psutil.Process(found.workers[name].pid)
    for process in (nanny, *nanny.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):  # it ends by itself without the nanny
            process.kill()


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate that is its own authority, and its key."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"),
            *("-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    return certificate, key
