"""A process that is killed between two changes to the disk."""

import os
from collections.abc import Callable, Iterable

KILLED = 9


def dies_at(step: int, work: Callable[[], object], *, steps: Iterable[str]) -> bool:
    """Whether a process that ends before so many more changes to the disk could not end its work."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == KILLED
    left = [step]

    def counted(real):
        def call(*arguments, **named):
            left[0] -= 1
            if left[0] < 0:
                os._exit(KILLED)
            return real(*arguments, **named)

        return call

    for name in steps:
        setattr(os, name, counted(getattr(os, name)))
    work()
    os._exit(0)
