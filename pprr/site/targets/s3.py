"""A site in a bucket of S3, or of a service that speaks as S3 does. What is put there is put whole, or not at all."""

import mimetypes
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Final, Literal, TypeVar

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError, PermissionDeniedError, UnauthenticatedError
from obstore.store import S3Store

from pprr.domain.errors import SiteError
from pprr.site.targets.patience import LONGEST_SECONDS, PAUSES_SECONDS
from pprr.site.targets.place import NetworkPlace

CONNECT_SECONDS = 15
_PLAIN: Final = "application/octet-stream"
Result = TypeVar("Result")


class S3Target:
    """A bucket, or a folder of one: ``s3://bucket/reports``. Region, address and keys come from the environment."""

    def __init__(self, place: NetworkPlace) -> None:
        self._place = place
        self._store = S3Store(
            place.host,
            prefix=place.path.strip("/") or None,
            client_options={
                "allow_http": True,  # where AWS_ENDPOINT_URL says so
                "connect_timeout": timedelta(seconds=CONNECT_SECONDS),
                "timeout": timedelta(seconds=LONGEST_SECONDS),
            },
            retry_config={"max_retries": len(PAUSES_SECONDS), "retry_timeout": timedelta(seconds=LONGEST_SECONDS)},
        )

    @property
    def name(self) -> str:
        """The address."""
        return self._place.name

    def read(self, address: str) -> bytes:
        """The bytes of a file; raises FileNotFoundError where there is none."""
        return self._do(lambda: bytes(obstore.get(self._store, address).bytes()))

    def write(self, files: Mapping[str, bytes]) -> None:
        """Writes files, each whole, with their kind, so that browsers show them."""
        for address, data in files.items():
            self._do(partial(self._put, address, data))

    def create(self, address: str, data: bytes) -> None:
        """Writes a file where there is none; raises FileExistsError where somebody was faster.

        Some services that speak as S3 does write over a file whatever the request asks, so it is looked for first.
        """
        with suppress(FileNotFoundError):
            self.modified(address)
            raise FileExistsError(address)
        try:
            self._do(lambda: self._put(address, data, mode="create"))
        except FileExistsError:
            if self.read(address) != data:  # the answer to a first try was lost
                raise

    def copy(self, address: str, to: str) -> None:
        """Gives the file's bytes a second address; the service copies them."""
        self._do(lambda: obstore.copy(self._store, address, to))

    def move(self, address: str, to: str) -> None:
        """Puts the file in the place of another, whole: S3 knows no move, so the first stays until it is tidied up."""
        self.copy(address, to)

    def remove(self, address: str) -> None:
        """Takes a file away; one that is not there is no error."""
        try:
            self._do(lambda: obstore.delete(self._store, address))
        except FileNotFoundError:
            return

    def addresses(self, folder: str = "") -> Iterator[str]:
        """The addresses of all files in a folder and below it."""
        stream = obstore.list(self._store, prefix=folder or None)
        while found := self._do(lambda: next(stream, [])):
            yield from (one["path"] for one in found)

    def modified(self, address: str) -> float:
        """The second in which a file was written, by the clock of the service."""
        found = self._do(partial(obstore.head, self._store, address))
        return found["last_modified"].timestamp()

    def _put(self, address: str, data: bytes, *, mode: Literal["create", "overwrite"] = "overwrite") -> None:
        kind = mimetypes.guess_type(address)[0] or _PLAIN
        if kind.startswith("text/"):
            kind = f"{kind}; charset=utf-8"
        # No cache shows an old page after a correction without asking whether there is a newer one.
        told = {"Content-Type": kind, "Cache-Control": "no-cache"}
        obstore.put(self._store, address, data, attributes=told, mode=mode, use_multipart=False)

    def _do(self, work: Callable[[], Result]) -> Result:
        try:
            return work()
        except AlreadyExistsError as error:
            raise FileExistsError(str(error)) from error
        except (PermissionDeniedError, UnauthenticatedError) as error:
            raise SiteError("target-refuses-login", target=self.name, user="you") from error
        except BaseError as error:
            problem = str(error).strip().splitlines()[0][:200]
            raise SiteError("target-unreachable", target=self.name, problem=problem) from error
