"""Puts a file in place whole: a reader sees the old one or the new one, never a part."""

import os
import sys
import time
from pathlib import Path

# Excel, virus scanners and OneDrive hold a file for moments; Windows then refuses to replace it.
_HELD_BY_ANOTHER = {5, 32, 33}
_TRIES = 10
_PAUSE_SECONDS = 0.25


def write_whole(path: Path, data: bytes) -> None:
    """Writes the file, or leaves the old one as it was. Raises OSError where that cannot be done."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        write_part(part, data)
        put_in_place(part, path)
    finally:
        part.unlink(missing_ok=True)


def write_part(part: Path, data: bytes) -> None:
    """Writes the bytes and waits until the disk has them, so that a later replacement cannot bring half a file."""
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def put_in_place(part: Path, path: Path) -> None:
    """Renames the part over the file, with patience on Windows."""
    for attempt in range(1, _TRIES + 1):
        try:
            os.replace(part, path)
        except PermissionError as error:
            held = sys.platform == "win32" and getattr(error, "winerror", None) in _HELD_BY_ANOTHER
            if not held or attempt == _TRIES:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return
