"""A site in a folder: of this machine, of a share, or one that a program keeps in step with a cloud."""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from pprr.atomic import HELD_BY_ANOTHER, put_in_place, put_new, write_part, write_whole
from pprr.site.targets import HeldError

_WRITERS = 8  # which wait for the disk


class FolderTarget:
    """A folder; it is made with its first file."""

    def __init__(self, root: Path) -> None:
        self._root = root

    @property
    def name(self) -> str:
        """The folder's path."""
        return str(self._root)

    def read(self, address: str) -> bytes:
        """The bytes of a file; raises FileNotFoundError where there is none."""
        return (self._root / address).read_bytes()

    def write(self, files: Mapping[str, bytes]) -> None:
        """Writes files that nobody reads yet, and waits until the disk has them all."""
        for folder in {(self._root / address).parent for address in files}:
            folder.mkdir(parents=True, exist_ok=True)
        for address, data in files.items():
            self._write(self._root / address, data)
        with ThreadPoolExecutor(_WRITERS) as pool:
            for _ in pool.map(_settle, (self._root / address for address in files)):
                pass

    def create(self, address: str, data: bytes) -> None:
        """Writes a file whole where there is none; raises FileExistsError where somebody was faster."""
        path = self._root / address
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            write_part(part, data)
            put_new(part, path)
        finally:
            part.unlink(missing_ok=True)

    def copy(self, address: str, to: str) -> None:
        """Gives the file a second name, or a copy where the disk knows no second names."""
        old, new = self._root / address, self._root / to
        new.parent.mkdir(parents=True, exist_ok=True)
        new.unlink(missing_ok=True)
        try:
            os.link(old, new)
        except FileNotFoundError:
            raise
        except OSError:
            write_whole(new, old.read_bytes())

    def move(self, address: str, to: str) -> None:
        """Puts the file in the place of another; patient on Windows with a file that somebody has open."""
        new = self._root / to
        new.parent.mkdir(parents=True, exist_ok=True)
        try:
            put_in_place(self._root / address, new)
        except PermissionError as error:
            raise _told(error, new) from error

    def remove(self, address: str) -> None:
        """Takes a file away, and the folders that it leaves empty."""
        path = self._root / address
        try:
            path.unlink(missing_ok=True)
        except PermissionError as error:
            raise _told(error, path) from error
        with suppress(OSError):  # not empty
            for folder in _between(path, self._root):
                folder.rmdir()

    def addresses(self, folder: str = "") -> Iterator[str]:
        """The addresses of all files in a folder and below it; a link counts as a file, and is not followed."""
        for place, folders, files in os.walk(self._root / folder):
            links = (name for name in folders if os.path.islink(os.path.join(place, name)))
            for name in (*files, *links):
                yield Path(place, name).relative_to(self._root).as_posix()

    def modified(self, address: str) -> float:
        """The second in which a file was written, by the clock of the disk."""
        return (self._root / address).stat().st_mtime

    @staticmethod
    def _write(path: Path, data: bytes) -> None:
        try:
            with path.open("wb") as file:
                file.write(data)
        except OSError as error:  # a full disk does not say where
            error.filename = error.filename or str(path)
            raise


def _told(error: PermissionError, path: Path) -> OSError:
    """The error as one of a file that is open elsewhere, which only Windows knows; else as it is."""
    is_held = getattr(error, "winerror", None) in HELD_BY_ANOTHER
    return HeldError(error.errno, error.strerror, str(path)) if is_held else error


def _settle(path: Path) -> None:
    """Waits until the disk has the file."""
    with path.open("rb" if sys.platform != "win32" else "rb+") as file:
        os.fsync(file.fileno())


def _between(path: Path, root: Path) -> Iterable[Path]:
    """The folders from that of the file upwards, below the root."""
    return (folder for folder in path.parents if folder.is_relative_to(root) and folder != root)
