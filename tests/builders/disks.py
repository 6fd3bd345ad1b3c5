"""A small disk of its own, which becomes full; only root on Linux can have one."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class SmallDisk:
    """A disk that is mounted at a folder."""

    mount: Path

    def leave(self, room: int) -> None:
        """Fills it, but for so many bytes."""
        disk = os.statvfs(self.mount)
        (self.mount / "filled").write_bytes(b"\0" * (disk.f_bavail * disk.f_frsize - room))

    def make_room(self) -> None:
        """Takes away what has filled it."""
        (self.mount / "filled").unlink()


@contextmanager
def small_disk(mount: Path) -> Iterator[SmallDisk]:
    """A disk for as long as it is needed."""
    mount.mkdir(parents=True, exist_ok=True)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(mount)], capture_output=True).returncode:
        pytest.skip("no disk can be mounted here: it needs to be root on Linux")
    try:
        yield SmallDisk(mount)
    finally:
        subprocess.run(["umount", str(mount)], check=True)
