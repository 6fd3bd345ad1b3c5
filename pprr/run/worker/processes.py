"""The processes of a report: all that it started, however it did, what memory they hold, and how they end with it."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path

import psutil

MARK = "PPRR_RUN"  # in the environment of every process of a run: the run's own folder
_END_SECONDS = 3
_LOOK_SECONDS = 0.01
_ROUNDS = 5
_LAST_WORDS = 300
# prctl(2)
_DEATH_SIGNAL, _SUBREAPER = 1, 36


def adopt() -> None:
    """Makes this process the parent of what its descendants leave behind, so that none gets away (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)


def is_gone(pid: int) -> bool:
    """Tells whether the process that has started this one, by that number, is there no more."""
    return not psutil.pid_exists(pid) if sys.platform == "win32" else os.getppid() != pid


def apart(parent: int) -> None:
    """Gives this process a session of its own and no core dump; it ends with its ``parent``."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that asked, which ends this one
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform == "win32":
        return
    import resource

    os.setsid()
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
        if is_gone(parent):  # before it could be asked for
            os._exit(1)


def limit_memory(most_bytes: int) -> None:
    """Limits what this process allocates itself, so that a cell fails before the system is in need (Linux only).

    What slips past it (shared memory, many processes) is for whoever watches.
    """
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (most_bytes, resource.getrlimit(resource.RLIMIT_DATA)[1]))


def peak_bytes() -> int:
    """The most memory that this process, or one that it started and has seen end, held at one time; 0 if not known."""
    if sys.platform == "win32":
        return int(psutil.Process().memory_info().peak_wset)
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return unit * max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def resident_bytes(pid: int) -> int:
    """The memory that a process and all that it started hold now; 0 where it is gone."""
    return sum(_resident(process) for process in _family(pid))


def end_family(process: BaseProcess) -> None:
    """Ends a report's process and all that it started, by force; returns when they are gone."""
    pid = process.pid or 0
    for _ in range(_ROUNDS):  # what was just being started is found in the next round
        found = [one for one in (*_family(pid), *_of_session(pid)) if _is_running(one)]
        if not found:
            break
        _kill(found, but=pid)
        _await(process)
    _await(process)


def end_all(pid: int) -> None:
    """Ends a process that is no report's, and all that it has started."""
    _kill(_family(pid))


def run_to_end(
    words: str | Sequence[str], told: bytes, *, folder: Path, environment: Mapping[str, str], limit: float
) -> tuple[int, str]:
    """The exit code and the last words of a command that is no report's; ``told`` is what it reads.

    Where it is ended before its time, so is all that it has started. Raises subprocess.TimeoutExpired after ``limit``
    seconds, and OSError where it cannot be started.
    """
    pipe = subprocess.PIPE
    with subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=pipe, cwd=folder, env=environment) as process:
        try:
            said, complained = process.communicate(told, timeout=limit)
        except BaseException:
            end_all(process.pid)
            raise
    return process.returncode, (complained or said).decode(errors="replace").strip()[-_LAST_WORDS:]


def end_strays(sessions: Collection[int]) -> None:
    """Ends what reports have left behind with this process, their adopter; ``sessions`` are those of reports under way.

    A program that puts itself into a session of its own and lets its parent end belongs to nobody else any more.
    """
    if sys.platform == "win32":
        return
    mine = os.getsid(0)
    for process in _children(os.getpid(), recursive=False):
        try:
            session, is_gone = os.getsid(process.pid), process.status() == psutil.STATUS_ZOMBIE
        except (ProcessLookupError, psutil.NoSuchProcess):
            continue
        if process.pid in sessions or (not is_gone and session in {mine, *sessions}):
            continue
        _kill(_family(process.pid))


def end_marked(folder: Path) -> None:
    """Ends whatever is left of the run that has that folder, wherever it has hidden, but for this very process."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.pid != os.getpid() and process.environ().get(MARK) == str(folder):
                found.append(process)
        except (psutil.Error, OSError):  # another person's process, or one that has just ended
            continue
    _kill(found)


def _await(process: BaseProcess) -> None:
    """Waits for the end of a report's process. Its ``join`` would wait for every copy that a cell has made of it."""
    deadline = time.monotonic() + _END_SECONDS
    while process.exitcode is None and time.monotonic() < deadline:
        time.sleep(_LOOK_SECONDS)


def _kill(processes: Iterable[psutil.Process], *, but: int = 0) -> None:
    """Ends the processes and waits for them, ``but`` for the one that its watcher waits for."""
    listed = list(processes)
    for process in listed:
        with contextlib.suppress(psutil.Error):
            process.kill()
    psutil.wait_procs([process for process in listed if process.pid != but], timeout=_END_SECONDS)


def _family(pid: int) -> list[psutil.Process]:
    try:
        return [psutil.Process(pid), *_children(pid, recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _of_session(pid: int) -> list[psutil.Process]:
    """The processes left of the session that the process leads, among this process's descendants."""
    if sys.platform == "win32":
        return []
    found = []
    for process in _children(os.getpid(), recursive=True):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if os.getsid(process.pid) == pid:
                found.append(process)
    return found


def _children(pid: int, *, recursive: bool) -> list[psutil.Process]:
    try:
        return list(psutil.Process(pid).children(recursive=recursive))
    except psutil.NoSuchProcess:
        return []


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def _is_running(process: psutil.Process) -> bool:
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False
