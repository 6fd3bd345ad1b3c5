"""The work of a Dask worker for a run: makes its reports in a pool, as one machine does, and gives their files.

Each task under way has a pool of one, on a folder that is filled from the snapshot. The pool ends with this process,
with its run, or when nothing has been asked of it for a while.
"""

import contextlib
import os
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypedDict

from pprr.cluster.snapshot import Snapshot, unpack
from pprr.cluster.versions import differences, versions_here
from pprr.project import Project, find_project
from pprr.run.item import Item, ItemOutcome
from pprr.run.worker.pool import Pool
from pprr.run.worker.temporary import run_folder

IDLE_SECONDS = 60


@dataclass(frozen=True)
class Shared:
    """Data shared by all reports of a run: the inputs, the versions that they are made with, and who hears of steps."""

    snapshot: Snapshot
    versions: Mapping[str, str]
    topic: str


class StepOn(TypedDict):
    """The step that the item of that number in the run is at, and where, as Dask passes it on."""

    item: int
    step: str


@dataclass(frozen=True)
class MadeElsewhere:
    """The outcome of one report, its files by their addresses, and the notebook of one that failed, as far as it ran.

    Nothing in it names that machine's folders.
    """

    outcome: ItemOutcome
    files: Mapping[str, bytes] = field(default_factory=dict)
    failed: bytes | None = None


class VersionsDifferError(Exception):
    """A worker has other versions than whoever asks: its pages might be other pages."""


class ProcessLostError(Exception):
    """The process that makes reports beside a worker has ended before its time."""


def share(shared: Shared) -> Shared:
    """The same: as the result of a task it goes to each worker once, and comes again where a worker is lost."""
    return shared


def make_report(shared: Shared, item: Item, number: int) -> MadeElsewhere:
    """Makes one report on this worker; its steps are told under its number in the run.

    Raises VersionsDifferError where this worker's versions are others, ProcessLostError where its process is lost.
    """
    from distributed import get_worker

    worker = get_worker()

    def tell(_item: Item, words: str) -> None:
        worker.log_event(shared.topic, StepOn(item=number, step=f"{words}, on {worker.name}"))

    with _place_of(shared) as place:
        [(_, outcome)] = place.pool.make([item], tell)
        if place.is_over or not place.project.root.is_dir():
            raise ProcessLostError("The process that makes reports was ended before its time")
        return _taken_out(place.project, item, outcome)


def end_processes(snapshot: str) -> None:
    """Ends the processes of a run that is over, or that nobody waits for any more, and what they are making."""
    with _lock:
        places = _places.pop(snapshot, [])
        for place in places:
            place.is_over = True
    for place in places:
        threading.Thread(target=place.stop if place.is_busy else place.close, daemon=True).start()


def _taken_out(project: Project, item: Item, outcome: ItemOutcome) -> MadeElsewhere:
    """The outcome with everything that was made, taken out of this machine's folders."""
    folder = project.reports(item.period)
    files = {address: (folder / address).read_bytes() for address in outcome.made.files} if outcome.made else {}
    failed = project.root / outcome.notebook if outcome.notebook else None
    here = f"{project.root}{os.sep}"
    told = replace(
        outcome,
        reason=outcome.reason.replace(here, ""),
        cell=outcome.cell.replace(here, ""),
        trace=outcome.trace.replace(here, ""),
    )
    return MadeElsewhere(told, files, failed.read_bytes() if failed else None)


class _ReportPlace:
    """A pool of one, and a project of its own that is made from the snapshot; busy until it is given back."""

    def __init__(self, shared: Shared) -> None:
        # Asked for each place: pprr may have been replaced since.
        if differing := differences(shared.versions, versions_here()):
            raise VersionsDifferError("; ".join(differing))
        self.is_busy, self.is_over = True, False
        with contextlib.ExitStack() as opened:
            home = opened.enter_context(run_folder())
            unpack(shared.snapshot.packed, home / "project")
            self.project = find_project(home / "project")
            self.pool = opened.enter_context(Pool(self.project, home=home, idle_seconds=IDLE_SECONDS))
            self._open = opened.pop_all()

    def stop(self) -> None:
        """Ends what it makes; whoever awaits that closes it then."""
        self.pool.stop()

    def close(self) -> None:
        """Ends it, and takes its project away."""
        self._open.close()


_lock = threading.Lock()
_places: dict[str, list[_ReportPlace]] = {}


@contextlib.contextmanager
def _place_of(shared: Shared) -> Iterator[_ReportPlace]:
    """A place with that snapshot that is free, or another one; closed at the end where it is of no more use."""
    name = shared.snapshot.name
    with _lock:
        places = _places.setdefault(name, [])
        gone = [place for place in places if not place.is_busy and not place.pool.parent.is_alive]  # idle for too long
        places[:] = [place for place in places if place not in gone]
        place = next((place for place in places if not place.is_busy), None)
        if place:
            place.is_busy = True
        else:
            places.append(place := _ReportPlace(shared))
    for one in gone:
        one.close()
    try:
        yield place
    except BaseException:
        place.is_over = True
        raise
    finally:
        with _lock:
            place.is_busy = False
            if place.is_over:
                _places[name] = [one for one in _places.get(name, []) if one is not place]
        if place.is_over:
            place.close()
