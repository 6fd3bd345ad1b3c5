"""The warm parent, seen from whoever asks it for pages: started, asked, heard, ended."""

import contextlib
import itertools
import multiprocessing
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from pprr.project import Project
from pprr.run.execute.environment import report_environment
from pprr.run.execute.fonts import fonts_lent
from pprr.run.item import ItemOutcome
from pprr.run.worker.contract import Asked, FromParent, Job
from pprr.run.worker.processes import MARK, end_marked
from pprr.run.worker.temporary import ENDING, run_folder

OF_PARENT = 0  # the number of no job: what is told under it is about the process itself
_END_SECONDS = 10


class WarmParent:
    """A process that has imported what every page needs, and makes one after another of what is asked for.

    Whatever becomes of it or of this process, nothing of it is left running, and no folder is left behind. It is
    started anew where it has ended, if that is asked. Ctrl-C is for this process alone.
    """

    def __init__(
        self,
        project: Project,
        *,
        workers: int = 1,
        home: Path | None = None,
        idle_seconds: float = 0,
        ahead: bool = False,
    ) -> None:
        """With ``home``, a folder that the caller takes away; with ``idle_seconds`` it ends when so long unasked.

        ``ahead``: where there is no fork, the process of the next job is started before there is one.
        """
        self._project, self._workers, self._idle_seconds, self._ahead = project, workers, idle_seconds, ahead
        self._given = home
        self._numbers = itertools.count(1)
        self._open = contextlib.ExitStack()

    def open(self) -> "WarmParent":
        """Starts it; ``close`` ends it, and what it has started."""
        with self._open as opened:
            self.home = self._given or opened.enter_context(run_folder())
            opened.callback(end_marked, self.home)
            opened.enter_context(fonts_lent(self._project, self.home))
            self.start()
            opened.callback(self.end)
            self._open = opened.pop_all()
        return self

    def close(self) -> None:
        """Ends it, and clears away whatever is left of it."""
        self._open.close()

    @property
    def is_alive(self) -> bool:
        """True where its process still runs."""
        return self._process.poll() is None

    def start(self) -> None:
        """Starts its process, which knows this one's modules, and the project instead of the user's settings."""
        (self.home / ENDING).unlink(missing_ok=True)
        self._way, theirs = multiprocessing.Pipe()
        told = (theirs.fileno(), str(self.home), self._workers, os.getpid(), self._idle_seconds, self._ahead)
        files, startup = _inheritance(theirs)
        self._process: subprocess.Popen[bytes] = subprocess.Popen(
            [
                sys.executable,
                "-c",
                f"import sys; sys.path[:] = {sys.path!r}\nfrom pprr.run.worker.begin import main\nmain(*{told!r})",
            ],
            stdin=subprocess.DEVNULL,
            env={**os.environ, **report_environment(self._project.root, self.home), MARK: str(self.home)},
            start_new_session=True,
            pass_fds=files,
            startupinfo=startup,
        )
        theirs.close()

    def ask(self, job: Job, *, is_first: bool = False) -> int:
        """Asks for a page, before those that wait if it is to be the first; the number under which it is told of."""
        number = next(self._numbers)
        self._send(Asked(number, job, is_first))
        return number

    def break_off(self, number: int) -> None:
        """Has a job ended that nobody waits for any more; it has no outcome."""
        self._send(number)

    def hear(self) -> tuple[int, FromParent]:
        """The next thing that is told, and of which job; waits for it. Raises EOFError when its process is gone.

        What is told of ``OF_PARENT`` keeps every job from being made: the package cannot be imported.
        """
        try:
            said = self._way.recv()
        except OSError as error:
            raise EOFError from error
        if said[0] == OF_PARENT:  # told before anything of the package could be used
            return OF_PARENT, ItemOutcome(False, said[1], trace=said[2])
        number, content = said
        return number, content

    def stop(self) -> None:
        """Ends its process, by force where it does not end; another thread, which hears it, hears the end."""
        self._ended(self._process.terminate, self._process.kill)

    def end(self) -> int | None:
        """Lets its process end, makes it where it does not; its exit code."""
        with contextlib.suppress(OSError):
            (self.home / ENDING).touch()
        self._way.close()
        self._ended(lambda: None, self._process.terminate, self._process.kill)
        return self._process.returncode

    def _ended(self, *ways: Callable[[], None]) -> None:
        for end in ways:
            end()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(_END_SECONDS)
                return

    def _send(self, asked: Asked | int) -> None:
        with contextlib.suppress(OSError):  # it has ended already, which is seen where its answer is awaited
            self._way.send(asked)


if sys.platform == "win32":

    def _inheritance(way: Connection) -> tuple[Sequence[int], subprocess.STARTUPINFO | None]:
        """The arguments that give the connection to a process that is started, under the number that it has here."""
        os.set_handle_inheritable(way.fileno(), True)
        return (), subprocess.STARTUPINFO(lpAttributeList={"handle_list": [way.fileno()]})

else:

    def _inheritance(way: Connection) -> tuple[Sequence[int], None]:
        """The arguments that give the connection to a process that is started, under the number that it has here."""
        return [way.fileno()], None
