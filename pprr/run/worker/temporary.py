"""The temporary folder of one run, and the end of those that runs have left behind that were killed."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

_PREFIX = "pprr-"
_LOCK, _OWNED = ".lock", ".owned"
ENDING = ".ending"  # in the folder: the run itself takes it away


@contextmanager
def run_folder() -> Iterator[Path]:
    """A folder that is gone at the end, however the run ends: if it is killed, the next run takes it away."""
    clear_left()
    home = Path(tempfile.mkdtemp(prefix=_PREFIX))
    try:
        with FileLock(home / _LOCK, thread_local=False):  # another thread may be the one that ends it
            (home / _OWNED).touch()
            yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


def clear_left() -> None:
    """Takes away the folders of runs that have been killed, with whatever process of theirs is left."""
    for owned in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*/{_OWNED}"):
        home = owned.parent
        try:
            with FileLock(home / _LOCK, timeout=0):
                pass
        except (Timeout, OSError):  # somebody's own run goes on, or the folder is another person's
            continue
        from pprr.run.worker.processes import end_marked  # whose libraries a run with nothing to clear does without

        end_marked(home)
        shutil.rmtree(home, ignore_errors=True)
