"""Patience with a place on the network: what is lost is connected anew and tried again, for a while that ends."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from pprr.domain.errors import SiteError

PAUSES_SECONDS = (0.5, 2.0, 5.0)
LONGEST_SECONDS = 120.0  # for one file
Result = TypeVar("Result")


class LostError(Exception):
    """The connection is lost, or was not made."""


@dataclass(frozen=True)
class Patience:
    """The way a place is reached; ``connect`` makes its connection anew, and nothing else does."""

    name: str
    connect: Callable[[], None]

    def try_for(self, work: Callable[[bool], Result]) -> Result:
        """The result of the work, which is told whether it was tried before, and must bear to be done twice.

        Raises SiteError where the place could not be reached at any time.
        """
        for number, pause in enumerate((*PAUSES_SECONDS, None)):
            try:
                if number:
                    self.connect()
                return work(number > 0)
            except LostError as error:
                if pause is None:
                    problem = str(error.__cause__ or error) or type(error.__cause__).__name__
                    raise SiteError("target-unreachable", target=self.name, problem=problem) from error
                time.sleep(pause)
        raise AssertionError


def within(seconds: float, work: Callable[[], Result]) -> Result:
    """The result of the work; raises TimeoutError where it does not end, for clients that wait for ever."""
    found: list[Result] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            found.append(work())
        except BaseException as error:  # noqa: BLE001
            failed.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if failed:
        raise failed[0]
    if not found:
        raise TimeoutError(f"no answer within {seconds:.0f} seconds")
    return found[0]
