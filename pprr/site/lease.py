"""The lease of who publishes: one publisher at a time changes a site, whichever machine it works on.

A lease is a file that only one can create. It is renewed while its holder works. One whose holder is dead, or that
nobody has renewed for long by the clock of the place itself, is taken over; whoever had it finds that out before the
next change.
"""

import os
import platform
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

import psutil
from pydantic import Field, ValidationError

from pprr.domain.errors import SiteError
from pprr.domain.settings import Section
from pprr.site.targets import SiteTarget

LEASE: Final = ".site/lease.json"
_CLOCK = ".site/lease-clock"
_RENEWED_SECONDS = 20
_EXPIRED_SECONDS = 600


class LeaseHolder(Section):
    """The process that publishes: its machine, its number there and when it began, and one word of its own."""

    machine: str = Field(max_length=255)
    process: int = Field(ge=0)
    began: float
    token: str = Field(max_length=64)

    @classmethod
    def me(cls) -> "LeaseHolder":
        """This process, for one publication."""
        began = psutil.Process().create_time()
        return cls(machine=platform.node(), process=os.getpid(), began=began, token=secrets.token_hex(8))

    @property
    def is_dead(self) -> bool:
        """True of a process of this machine that has ended, or that has ended its publication: this very one."""
        if self.machine != platform.node() or self.process == os.getpid():
            return self.machine == platform.node()
        try:
            return bool(abs(psutil.Process(self.process).create_time() - self.began) > 1)
        except psutil.NoSuchProcess:
            return True


class Lease:
    """A lease that is held."""

    def __init__(self, target: SiteTarget) -> None:
        self._target = target
        self._words = LeaseHolder.me().model_dump_json().encode()
        self._renewed = time.monotonic()

    def take(self) -> None:
        """Takes it; raises SiteError where another publisher has it."""
        for is_last in (False, False, True):
            try:
                self._target.create(LEASE, self._words)
            except FileExistsError:
                if holder := self._alive():
                    raise SiteError("site-being-published", target=self._target.name, machine=holder) from None
                self._target.remove(LEASE)
            except FileNotFoundError:  # whoever has just ended has tidied up
                if is_last:
                    raise
            else:
                return
        raise SiteError("site-published-meanwhile", target=self._target.name)

    def heed(self, *, at_once: bool = False) -> None:
        """Renews it, from time to time or at once; raises SiteError where somebody has taken it over."""
        if not at_once and time.monotonic() - self._renewed < _RENEWED_SECONDS:
            return
        if not self.is_held():
            raise SiteError("site-published-meanwhile", target=self._target.name)
        part = f"{LEASE}.part"
        self._target.write({part: self._words})
        self._target.move(part, LEASE)
        self._renewed = time.monotonic()

    def is_held(self) -> bool:
        """True where nobody has taken it over."""
        try:
            return self._target.read(LEASE) == self._words
        except FileNotFoundError:
            return False

    def _alive(self) -> str:
        """The machine of a holder that may be at work still; blank where it is dead or has not renewed its lease."""
        try:
            holder = LeaseHolder.model_validate_json(self._target.read(LEASE))
            self._target.write({_CLOCK: b""})
            age = self._target.modified(_CLOCK) - self._target.modified(LEASE)
        except (FileNotFoundError, ValidationError):  # given back just now, or no lease of ours
            return ""
        finally:
            self._target.remove(_CLOCK)
        return "" if holder.is_dead or age > _EXPIRED_SECONDS else holder.machine


@contextmanager
def leased(target: SiteTarget) -> Iterator[Lease]:
    """A lease while the work goes on; a place that cannot be reached at its end is left with it, and it expires."""
    lease = Lease(target)
    lease.take()
    try:
        yield lease
    finally:
        with suppress(OSError, SiteError):
            if lease.is_held():
                target.remove(LEASE)
