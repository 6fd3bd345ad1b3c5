"""A site on an SSH server. The server's key must be known, and posix-rename puts one file in the place of another."""

import posixpath
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

import paramiko

from pprr.domain.errors import SiteError
from pprr.site.targets.patience import LONGEST_SECONDS, LostError, Patience
from pprr.site.targets.place import NetworkPlace

CONNECT_SECONDS = 15
_KNOWN, _SETTINGS = "~/.ssh/known_hosts", "~/.ssh/config"
Result = TypeVar("Result")


class SftpTarget:
    """A folder that is reached by SFTP: ``sftp://me@host/srv/reports``, or ``/~/reports`` in the user's own folder.

    What ``~/.ssh/config`` says of the host holds: its name, port, user, key and known hosts.
    """

    def __init__(self, place: NetworkPlace) -> None:
        self._place = place
        self._root = place.path.removeprefix("/~/") if place.path.startswith("/~/") else place.path or "/"
        self._client = paramiko.SSHClient()
        self._sftp: paramiko.SFTPClient | None = None
        self._patience = Patience(place.name, self._connect)
        self._folders: set[str] = set()

    @property
    def name(self) -> str:
        """The address."""
        return self._place.name

    def read(self, address: str) -> bytes:
        """The bytes of a file; raises FileNotFoundError where there is none."""

        def work(sftp: paramiko.SFTPClient, _: bool) -> bytes:
            with sftp.open(self._path(address), "rb") as file:
                file.prefetch(file.stat().st_size)
                return bytes(file.read())

        return self._do(work)

    def write(self, files: Mapping[str, bytes]) -> None:
        """Writes files that nobody reads yet; when the server's disk has them is the server's affair."""
        for address, data in files.items():
            self._do(partial(self._send, address, data))

    def create(self, address: str, data: bytes) -> None:
        """Writes a file whole where there is none; raises FileExistsError where somebody was faster."""

        def work(sftp: paramiko.SFTPClient, is_again: bool) -> None:
            part = f"{address}.new"
            self._send(part, data, sftp, is_again)
            try:
                sftp.rename(self._path(part), self._path(address))  # which replaces nothing
            except OSError as error:
                with suppress(OSError):
                    sftp.remove(self._path(part))
                if self._is_there(sftp, self._path(address)) and not (is_again and self._is(sftp, address, data)):
                    raise FileExistsError(address) from error
                if not self._is_there(sftp, self._path(address)):
                    raise

        self._do(work)

    def copy(self, address: str, to: str) -> None:
        """Gives the file's bytes a second address: over the network and back, for the server copies nothing."""
        part = f"{to}.new"
        self.write({part: self.read(address)})
        self.move(part, to)

    def move(self, address: str, to: str) -> None:
        """Puts the file in the place of another, whole."""

        def work(sftp: paramiko.SFTPClient, is_again: bool) -> None:
            self._make_folder(sftp, to)
            try:
                sftp.posix_rename(self._path(address), self._path(to))
            except FileNotFoundError:
                if not (is_again and self._is_there(sftp, self._path(to))):
                    raise
            except OSError as error:
                if "unsupported" in str(error).lower():
                    raise SiteError("target-cannot-replace", target=self.name) from error
                raise

        self._do(work)

    def remove(self, address: str) -> None:
        """Takes a file away, and the folders that it leaves empty."""

        def work(sftp: paramiko.SFTPClient, _: bool) -> None:
            with suppress(FileNotFoundError):
                sftp.remove(self._path(address))
            with suppress(OSError):  # not empty
                folder = posixpath.dirname(address)
                while folder:
                    sftp.rmdir(self._path(folder))
                    self._folders.discard(folder)
                    folder = posixpath.dirname(folder)

        self._do(work)

    def addresses(self, folder: str = "") -> Iterator[str]:
        """The addresses of all files in a folder and below it; a link counts as a file, and is not followed."""
        try:
            found = self._do(lambda sftp, _: sftp.listdir_attr(self._path(folder)))
        except FileNotFoundError:
            return
        for one in found:
            address = posixpath.join(folder, one.filename)
            if stat.S_ISDIR(one.st_mode):
                yield from self.addresses(address)
            else:
                yield address

    def modified(self, address: str) -> float:
        """The second in which a file was written, by the server's clock."""
        return float(self._do(lambda sftp, _: sftp.stat(self._path(address)).st_mtime))

    def _path(self, address: str) -> str:
        return posixpath.join(self._root, address) if address else self._root

    def _send(self, address: str, data: bytes, sftp: paramiko.SFTPClient, _: bool) -> None:
        self._make_folder(sftp, address)
        path = self._path(address)
        try:
            with sftp.open(path, "wb") as file:
                file.set_pipelined(True)
                file.write(data)
            if sftp.stat(path).st_size != len(data):
                raise OSError(None, "the server has not all of it. Is its disk full?", path)
        except OSError as error:
            error.filename = error.filename or path
            raise

    def _make_folder(self, sftp: paramiko.SFTPClient, address: str) -> None:
        folder = posixpath.dirname(address)
        if folder in self._folders:
            return
        missing, path = [], self._path(folder)
        while path not in {"", "/"} and not self._is_there(sftp, path):
            missing.append(path)
            path = posixpath.dirname(path)
        for path in reversed(missing):
            with suppress(OSError):  # another was faster
                sftp.mkdir(path)
        self._folders.add(folder)

    @staticmethod
    def _is_there(sftp: paramiko.SFTPClient, path: str) -> bool:
        try:
            sftp.stat(path)
        except FileNotFoundError:
            return False
        return True

    def _is(self, sftp: paramiko.SFTPClient, address: str, data: bytes) -> bool:
        with sftp.open(self._path(address), "rb") as file:
            return bytes(file.read()) == data

    def _do(self, work: Callable[[paramiko.SFTPClient, bool], Result]) -> Result:
        def once(is_again: bool) -> Result:
            try:
                if self._sftp is None:
                    self._connect()
                return work(self._sftp, is_again)
            except (SiteError, LostError):
                raise
            except (paramiko.SSHException, EOFError, ConnectionError, TimeoutError) as error:
                raise LostError from error
            except OSError as error:
                transport = self._client.get_transport()
                if error.errno is None and not (transport and transport.is_active()):
                    raise LostError from error
                raise

        return self._patience.try_for(once)

    def _connect(self) -> None:
        self._client.close()
        self._client, self._sftp, self._folders = paramiko.SSHClient(), None, set()
        asked = self._settings()
        host = asked.get("hostname", self._place.host)
        known = [asked.get("userknownhostsfile", _KNOWN), "/etc/ssh/ssh_known_hosts"]
        for name in (one for names in known for one in names.split()):
            with suppress(FileNotFoundError):
                self._client.load_system_host_keys(str(Path(name).expanduser()))
        self._client.set_missing_host_key_policy(_Refused())
        try:
            self._client.connect(
                host,
                port=self._place.port or int(asked.get("port", paramiko.config.SSH_PORT)),
                username=self._place.user or asked.get("user"),
                password=self._place.password(),
                key_filename=asked.get("identityfile"),
                timeout=CONNECT_SECONDS,
                banner_timeout=CONNECT_SECONDS,
                auth_timeout=CONNECT_SECONDS,
                channel_timeout=CONNECT_SECONDS,
            )
            self._sftp = self._client.open_sftp()
            self._sftp.get_channel().settimeout(LONGEST_SECONDS)
        except paramiko.BadHostKeyException as error:
            raise SiteError("host-key-changed", target=self.name, host=host) from error
        except (paramiko.AuthenticationException, paramiko.PasswordRequiredException) as error:
            raise SiteError("target-refuses-login", target=self.name, user=self._place.user or "you") from error
        except (paramiko.SSHException, OSError, EOFError) as error:
            if "authentication methods" in str(error):  # neither a key nor a password was there to try
                raise SiteError("target-refuses-login", target=self.name, user=self._place.user or "you") from error
            raise LostError from error

    def _settings(self) -> paramiko.SSHConfigDict:
        try:
            config = paramiko.SSHConfig.from_path(str(Path(_SETTINGS).expanduser()))
        except FileNotFoundError:
            config = paramiko.SSHConfig()
        return config.lookup(self._place.host)


class _Refused:
    """Refuses every server whose key is not known."""

    def missing_host_key(self, client: paramiko.SSHClient, hostname: str, key: paramiko.PKey) -> None:
        """Raises SiteError with the key's fingerprint."""
        raise SiteError("host-key-unknown", host=hostname, key=key.fingerprint)
