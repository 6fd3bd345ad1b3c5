"""Puts a file in place whole: a reader sees the old one or the new one, never a part."""

import ctypes
import errno
import os
import sys
import time
from pathlib import Path

# Excel, virus scanners and OneDrive hold a file for moments; Windows then refuses to replace it.
HELD_BY_ANOTHER = {5, 32, 33}
_TRIES = 10
_PAUSE_SECONDS = 0.25
_HERE, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of Linux


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
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:  # a full disk does not say where
        if error.filename is None:
            error.filename = str(part)
        raise


def put_in_place(part: Path, path: Path) -> None:
    """Renames the part over the file, with patience on Windows."""
    for attempt in range(1, _TRIES + 1):
        try:
            os.replace(part, path)
        except PermissionError as error:
            held = sys.platform == "win32" and getattr(error, "winerror", None) in HELD_BY_ANOTHER
            if not held or attempt == _TRIES:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return


def put_new(part: Path, path: Path) -> None:
    """Gives the part its name where there is no such file yet. Raises FileExistsError where somebody was faster."""
    if sys.platform == "win32":
        os.rename(part, path)  # which replaces nothing there
        return
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError as error:  # a disk without links
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from error
        os.rename(part, path)
        return
    part.unlink()


def exchange(part: Path, path: Path) -> None:
    """Puts the part in the file's place, and what stood there at that very moment in the part's.

    So nothing that somebody saves meanwhile is lost: it is in the one or in the other. Where the system cannot
    exchange two files at once, what stood there is read just before.
    """
    if sys.platform == "linux":
        renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
        if renameat2 is not None:
            if renameat2(_HERE, os.fsencode(part), _HERE, os.fsencode(path), _EXCHANGE) == 0:
                return
            code = ctypes.get_errno()
            if code not in {errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP}:  # a disk that cannot
                raise OSError(code, os.strerror(code), str(path))
    was = part.with_name(f"{part.stem}.was{part.suffix}")
    write_part(was, path.read_bytes())
    put_in_place(part, path)
    put_in_place(was, part)


def unwritten(error: OSError, root: Path) -> str:
    """Says what was not written and why: its place in the project's folder, never a part of ours or another folder."""
    place = Path(str(error.filename2 or error.filename or "a file"))
    ours = next((folder for folder in (*place.parents[::-1], place) if _is_part(folder)), None)
    place = ours.parent if ours else place
    name = place.relative_to(root).as_posix() if place.is_relative_to(root) and place != root else place.name
    hint = ". Is it open in another program?" if isinstance(error, PermissionError) and not ours else ""
    return f"{name} could not be written: {error.strerror or error}{hint}"


def _is_part(path: Path) -> bool:
    return path.name.startswith(".") and path.name.endswith((".part", ".lock"))
