"""A site on a share of Windows or Samba that is not mounted here, by the protocol itself."""

import errno
import ntpath
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from typing import Final, TypeVar

import smbclient
import smbclient.shutil
from smbprotocol.exceptions import SMBException, SMBOSError

from pprr.domain.errors import SiteError
from pprr.site.targets import HeldError
from pprr.site.targets.patience import LONGEST_SECONDS, LostError, Patience, within
from pprr.site.targets.place import NetworkPlace

CONNECT_SECONDS = 15
_SHARED: Final = "rwd"
# Sharing violation, access denied, delete pending, cannot delete, user mapped file: somebody has it open.
_HELD = {0xC0000043, 0xC0000022, 0xC0000056, 0xC0000121, 0xC0000243}
# Wrong name or password, and an account or password that is expired, disabled or locked.
_NOT_LET_IN = {0xC000006D, 0xC000006E, 0xC000006F, 0xC0000071, 0xC0000072, 0xC0000193, 0xC0000224, 0xC0000234}
_FULL = {0xC000007F, 0xC0000044}  # a disk, a quota
_HELD_SECONDS = (0.25, 0.5, 1.0, 1.0)
Result = TypeVar("Result")


class SmbTarget:
    """A folder of a share: ``smb://me@server/share/reports``."""

    def __init__(self, place: NetworkPlace) -> None:
        share, _, folder = place.path.strip("/").partition("/")
        if not share:
            raise SiteError("target-unknown", target=place.name)
        self._place = place
        self._root = ntpath.join(rf"\\{place.host}\{share}", *(folder.split("/") if folder else []))
        self._cache: dict[str, object] = {}
        self._patience = Patience(place.name, self._connect)
        self._folders: set[str] = set()

    @property
    def name(self) -> str:
        """The address."""
        return self._place.name

    def read(self, address: str) -> bytes:
        """The bytes of a file; raises FileNotFoundError where there is none."""

        def work(_: bool) -> bytes:
            with smbclient.open_file(self._path(address), "rb", share_access=_SHARED, **self._options) as file:
                return bytes(file.read())

        return self._do(work)

    def write(self, files: Mapping[str, bytes]) -> None:
        """Writes files that nobody reads yet; when the server's disk has them is the server's affair."""
        for address, data in files.items():
            self._do(partial(self._send, address, data))

    def create(self, address: str, data: bytes) -> None:
        """Writes a file whole where there is none; raises FileExistsError where somebody was faster."""

        def work(is_again: bool) -> None:
            part = f"{address}.new"
            self._send(part, data, is_again)
            try:
                smbclient.rename(self._path(part), self._path(address), **self._options)  # which replaces nothing
            except SMBOSError as error:
                smbclient.remove(self._path(part), **self._options)
                if error.errno != errno.EEXIST:
                    raise
                if not is_again or self.read(address) != data:
                    raise FileExistsError(address) from error

        self._do(work)

    def copy(self, address: str, to: str) -> None:
        """Gives the file's bytes a second address; the server copies them."""

        def work(_: bool) -> None:
            self._make_folder(to)
            smbclient.shutil.copyfile(self._path(address), self._path(part), **self._options)

        part = f"{to}.new"
        self._do(work)
        self.move(part, to)

    def move(self, address: str, to: str) -> None:
        """Puts the file in the place of another, whole; patient with one that somebody has open."""

        def work(is_again: bool) -> None:
            self._make_folder(to)
            try:
                smbclient.replace(self._path(address), self._path(to), **self._options)
            except SMBOSError as error:
                if error.errno != errno.ENOENT or not is_again or not self._is_there(to):
                    raise

        self._while_held(work, to)

    def remove(self, address: str) -> None:
        """Takes a file away, and the folders that it leaves empty."""

        def work(_: bool) -> None:
            try:
                smbclient.remove(self._path(address), **self._options)
            except SMBOSError as error:
                if error.errno != errno.ENOENT:
                    raise

        self._while_held(work, address)
        self._do(lambda _: self._remove_empty(address))

    def addresses(self, folder: str = "") -> Iterator[str]:
        """The addresses of all files in a folder and below it; a link counts as a file, and is not followed."""
        try:
            found = self._do(lambda _: self._listed(folder))
        except FileNotFoundError:
            return
        for name, is_folder in found:
            address = f"{folder}/{name}" if folder else name
            if is_folder:
                yield from self.addresses(address)
            else:
                yield address

    def modified(self, address: str) -> float:
        """The second in which a file was written, by the server's clock."""
        return self._do(lambda _: float(smbclient.stat(self._path(address), **self._options).st_mtime))

    @property
    def _options(self) -> dict[str, object]:
        return {
            "username": self._place.user or None,
            "password": self._place.password(),
            "port": self._place.port or 445,
            "connection_timeout": CONNECT_SECONDS,
            "connection_cache": self._cache,
        }

    def _path(self, address: str) -> str:
        return ntpath.join(self._root, *address.split("/")) if address else self._root

    def _listed(self, folder: str) -> list[tuple[str, bool]]:
        entries = smbclient.scandir(self._path(folder), **self._options)
        return [(one.name, one.is_dir(follow_symlinks=False)) for one in entries]

    def _send(self, address: str, data: bytes, _: bool) -> None:
        self._make_folder(address)
        with smbclient.open_file(self._path(address), "wb", **self._options) as file:
            file.write(data)

    def _make_folder(self, address: str) -> None:
        folder = ntpath.dirname(self._path(address))
        if folder not in self._folders:
            smbclient.makedirs(folder, exist_ok=True, **self._options)
            self._folders.add(folder)

    def _remove_empty(self, address: str) -> None:
        folder, _, _ = address.rpartition("/")
        with suppress(SMBOSError):  # not empty
            while folder:
                smbclient.rmdir(self._path(folder), **self._options)
                self._folders.discard(self._path(folder))
                folder, _, _ = folder.rpartition("/")

    def _is_there(self, address: str) -> bool:
        with suppress(SMBOSError):
            smbclient.stat(self._path(address), **self._options)
            return True
        return False

    def _while_held(self, work: Callable[[bool], None], address: str) -> None:
        for pause in (*_HELD_SECONDS, None):
            try:
                return self._do(work)
            except OSError as error:
                if getattr(error.__cause__, "ntstatus", None) not in _HELD:
                    raise
                if pause is None:
                    raise HeldError(errno.EACCES, "somebody has it open", address) from error
                time.sleep(pause)
        return None

    def _do(self, work: Callable[[bool], Result]) -> Result:
        def once(is_again: bool) -> Result:
            try:
                return within(LONGEST_SECONDS, lambda: work(is_again))
            except SMBOSError as error:  # as Python's own kinds, which its errors are not
                if error.ntstatus in _NOT_LET_IN:
                    raise SiteError("target-refuses-login", target=self.name, user=self._place.user or "you") from error
                number = errno.ENOSPC if error.ntstatus in _FULL else error.errno
                raise OSError(number, error.strerror, str(error.filename)) from error
            except (FileExistsError, HeldError):
                raise
            except (SMBException, ValueError, OSError) as error:
                if getattr(error, "status", None) in _FULL:  # told while a file is written
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), self.name) from error
                raise LostError from error

        return self._patience.try_for(once)

    def _connect(self) -> None:
        with suppress(SMBException, OSError, ValueError, TimeoutError):
            within(
                CONNECT_SECONDS,
                lambda: smbclient.reset_connection_cache(fail_on_error=False, connection_cache=self._cache),
            )
        self._cache, self._folders = {}, set()
