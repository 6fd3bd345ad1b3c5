"""The way to a Dask cluster, every machine of which would make the same bytes as this one."""

import contextlib
import logging
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pprr.cluster.tasks import Tasks
from pprr.cluster.versions import differences, versions_here
from pprr.domain.errors import ProjectError
from pprr.project import Project
from pprr.run.item import Item, ItemOutcome
from pprr.run.worker.interrupts import Interrupts
from pprr.run.worker.pool import Progress

if TYPE_CHECKING:  # the extra, which may not be installed
    from distributed import Client

CONNECT_SECONDS, WORKER_SECONDS = 10, 30


@dataclass(frozen=True)
class SchedulerAddress:
    """Where a cluster's scheduler is, and the files with which both sides prove who they are, if they do."""

    address: str
    tls_ca: Path | None = None
    tls_cert: Path | None = None
    tls_key: Path | None = None

    @property
    def is_tls(self) -> bool:
        """True where the sides prove who they are."""
        return bool(self.tls_ca or self.tls_cert or self.tls_key)


@contextmanager
def connected(scheduler: SchedulerAddress) -> Iterator["Cluster"]:
    """The cluster, every worker of which would make the same bytes as this machine.

    Raises ProjectError where Dask is not installed, no scheduler answers, no worker is there, or its versions differ.
    """
    try:
        from distributed import Client
        from distributed.security import Security
    except ImportError as error:
        raise ProjectError("dask-not-installed") from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what it has to say is said here, in words
    # Refused here: one of Dask's clients that finds this out by itself leaves a half behind, which can hang the next.
    if scheduler.is_tls != scheduler.address.startswith("tls://"):
        raise ProjectError("scheduler-needs-tls", address=scheduler.address)
    security = None
    if scheduler.is_tls:
        security = Security(
            tls_ca_file=str(scheduler.tls_ca) if scheduler.tls_ca else None,
            tls_client_cert=str(scheduler.tls_cert) if scheduler.tls_cert else None,
            tls_client_key=str(scheduler.tls_key) if scheduler.tls_key else None,
            require_encryption=True,
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            client = Client(scheduler.address, timeout=CONNECT_SECONDS, security=security, set_as_default=False)
        except (OSError, ValueError, TypeError, ImportError) as error:
            raise ProjectError("scheduler-unreachable", address=scheduler.address, problem=_in_a_line(error)) from error
    with contextlib.closing(client):
        _check_versions(client, scheduler.address)
        yield Cluster(client, scheduler.address)


def _check_versions(client: "Client", address: str) -> None:
    with contextlib.suppress(TimeoutError):
        client.wait_for_workers(1, timeout=WORKER_SECONDS)
    names = {address: worker["name"] for address, worker in client.scheduler_info(n_workers=-1)["workers"].items()}
    workers = client.run(versions_here, on_error="return")
    there = {
        "the scheduler": _of_scheduler(client),
        **{f"{address}, {names.get(address, address)}": found for address, found in workers.items()},
    }
    if len(there) == 1:
        raise ProjectError("no-dask-worker", address=address)
    here = versions_here()
    told = []
    for name, found in there.items():
        if isinstance(found, BaseException):
            told.append(f"{name}: pprr cannot be used there ({_in_a_line(found)})")
        elif differing := differences(here, found):
            told.append(f"{name}: {'; '.join(differing)}")
    if told:
        raise ProjectError("machines-differ", address=address, machines="\n".join(f"  {line}" for line in told))


def _of_scheduler(client: "Client") -> Mapping[str, str] | Exception:
    try:
        found: Mapping[str, str] = client.run_on_scheduler(versions_here)
    except Exception as error:  # noqa: BLE001  # whatever it is, it keeps the scheduler from its work, and is told
        return error
    return found


class Cluster:
    """A cluster to have reports made by."""

    def __init__(self, client: "Client", address: str) -> None:
        self.client, self._address = client, address

    def make(
        self,
        project: Project,
        items: Sequence[Item],
        progress: Progress = lambda _item, _step: None,
    ) -> Iterator[tuple[Item, ItemOutcome]]:
        """Has the items made and gives each with its outcome as it comes; ``progress`` is told each step of each.

        A report that is lost with its worker is made by another. Where the scheduler is lost, or every worker for a
        minute, what is left is not made.
        """
        with Interrupts(), Tasks(self.client, self._address, project, items) as tasks:
            yield from tasks.answers(progress)


def _in_a_line(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
