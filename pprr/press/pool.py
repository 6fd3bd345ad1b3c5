"""Runs reports side by side, each in a process of its own, forked from one warm parent where the system can fork.

The warm parent imports what every report needs and does nothing else: it reads no data, starts no thread and opens no
socket. A report's process ends with it, so nothing of one report reaches another. Where there is no fork (Windows),
each process starts afresh and gives its notebook an ordinary kernel: slower, and the same bytes.
"""

import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from pprr.errors import RunError
from pprr.press.item import Item, Outcome
from pprr.press.record import first_line
from pprr.press.surroundings import surroundings
from pprr.press.warm import warm
from pprr.project import Project, find_project

# A person may switch forking off, and so may a system that has it and must not use it.
_CAN_FORK = (
    "fork" in multiprocessing.get_all_start_methods()
    and sys.platform != "darwin"
    and not os.environ.get("PPRR_NO_FORK")
)
_WARM = ("pprr.press.make", "matplotlib.backends.backend_svg")
_LOOK_SECONDS = 0.5
_END_SECONDS = 5
_TRACE_LINES = 4


def run_pool(
    project: Project,
    items: Sequence[Item],
    *,
    workers: int,
    imports: Sequence[str] = (),
    progress: Callable[[Item, str], None],
) -> Iterator[tuple[Item, Outcome]]:
    """Makes the items, so many at once, and gives each with its outcome as it comes; ``progress`` is told each step.

    ``imports`` names the modules that the notebook will ask for, which the warm parent has ready.

    What a report's process leaves behind is cleared away whatever becomes of it. Ended from outside, it ends them all.
    """
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory(prefix="pprr-", ignore_cleanup_errors=True) as home:
        told, tell = context.Pipe(duplex=False)
        warm = context.Process(
            target=_serve, args=(project.root, list(items), workers, tuple(imports), tell), name="pprr"
        )
        with _clean_end():
            with surroundings(project.root, Path(home)):
                warm.start()
            tell.close()
            left = set(items)
            try:
                while left:
                    kind, item, said = told.recv()
                    if kind == "step":
                        progress(item, said)
                    else:
                        left.remove(item)
                        yield item, said
            except EOFError:
                for item in left:
                    yield item, Outcome(item.portfolio, False, "The process that makes reports ended before its time")
            finally:
                _stop(warm)


def _stop(process: BaseProcess) -> None:
    """Lets a process end, makes it where it does not."""
    process.join(timeout=_END_SECONDS)
    for end in (process.terminate, process.kill):
        if process.is_alive():
            end()
            process.join(timeout=_END_SECONDS)


def _serve(root: Path, items: list[Item], workers: int, imports: tuple[str, ...], tell: Connection) -> None:
    """What the warm parent does: starts a process for each item, so many at once, and passes on what they say."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that asked, which ends this one
    if _CAN_FORK:
        warm([*_WARM, *imports])
    project = find_project(root)
    parent = multiprocessing.parent_process()
    waiting, running = list(items), list[_Running]()
    with _clean_end():
        try:
            while waiting or running:
                while waiting and len(running) < workers:
                    running.append(_start(project, waiting.pop(0)))
                ready = wait([*(one.told for one in running), *([parent.sentinel] if parent else [])], _LOOK_SECONDS)
                if parent and parent.sentinel in ready:
                    return
                for one in list(running):
                    outcome = _look(one, project, tell)
                    if outcome:
                        running.remove(one)
                        _end(one)
                        tell.send(("outcome", one.item, outcome))
        finally:
            for one in running:
                _end(one)


@dataclass
class _Running:
    """One report under way: what its process last said, and when."""

    item: Item
    process: BaseProcess
    told: Connection
    folder: Path
    cell: str = ""
    since: float = field(default_factory=time.monotonic)
    begun: float = field(default_factory=time.monotonic)


def _start(project: Project, item: Item) -> _Running:
    folder = Path(tempfile.mkdtemp(prefix="pprr-"))
    told, tell = multiprocessing.Pipe(duplex=False)
    context = multiprocessing.get_context("fork") if _CAN_FORK else multiprocessing.get_context("spawn")
    process = context.Process(target=_work, args=(project.root, item, folder, tell), name=item.name)
    process.start()
    tell.close()
    return _Running(item, process, told, folder)


def _look(one: _Running, project: Project, tell: Connection) -> Outcome | None:
    """What has become of a report by now: its outcome, or None while it is under way."""
    try:
        while one.told.poll():
            kind, said = one.told.recv()
            one.since = time.monotonic()
            if kind == "outcome":
                told: Outcome = said
                return replace(told, seconds=time.monotonic() - one.begun)
            if kind == "step":
                one.cell = ""
                tell.send(("step", one.item, said))
            else:
                one.cell = first_line({"source": said})
    except (EOFError, OSError):
        return _failed(one, "The notebook's kernel died")
    limit = project.settings.run.cell_timeout_seconds
    if one.cell and time.monotonic() - one.since > limit:
        return _failed(one, f"A cell took longer than {limit} seconds, the limit in pprr.toml")
    return None


def _failed(one: _Running, reason: str) -> Outcome:
    """The outcome of a report whose process can tell none itself."""
    return Outcome(one.item.portfolio, False, reason, one.cell, seconds=time.monotonic() - one.begun)


def _end(one: _Running) -> None:
    """Ends the report's process, by force where it has not ended, and clears its folder away."""
    one.process.join(timeout=0 if one.process.is_alive() and one.cell else _END_SECONDS)
    if one.process.is_alive():
        one.process.kill()
        one.process.join()
    one.told.close()
    shutil.rmtree(one.folder, ignore_errors=True)


@contextmanager
def _clean_end() -> Iterator[None]:
    """Lets SIGTERM end this process as Ctrl-C does, its reports with it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _work(root: Path, item: Item, folder: Path, tell: Connection) -> None:
    """Makes one report in this process and tells its steps and its outcome; what a report's process does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends this process
    threading.Thread(target=_watch_parent, daemon=True).start()
    os.environ["PPRR_PROJECT"] = str(root)
    from pprr.press.make import ENGINE, make

    try:
        made = make(
            find_project(root),
            item,
            folder,
            engine=ENGINE if _CAN_FORK else None,
            progress=lambda step: tell.send(("step", step)),
            on_cell=lambda source: tell.send(("cell", source)),
        )
        outcome = Outcome(item.portfolio, True, made=made)
    except RunError as error:
        outcome = Outcome(item.portfolio, False, error.reason, error.cell, error.trace)
    except OSError as error:
        outcome = Outcome(item.portfolio, False, unwritten(error))
    except Exception as error:  # noqa: BLE001  # told with its traceback, and the other reports go on
        trace = "".join(traceback.format_exception(error)[-_TRACE_LINES:])
        reason = f"It could not be made: {type(error).__name__}: {error}"
        outcome = Outcome(item.portfolio, False, reason, trace=trace)
    tell.send(("outcome", outcome))


def _watch_parent() -> None:
    """Ends this process with the one that asked for it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def unwritten(error: OSError) -> str:
    """What could not be written and why, without this machine's folders."""
    place = error.filename2 or error.filename
    hint = ". Is it open in another program?" if isinstance(error, PermissionError) else ""
    return f"{Path(place).name if place else 'A file'} could not be written: {error.strerror or error}{hint}"
