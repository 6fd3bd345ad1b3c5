"""The places that a site can be put on, and what each must be able to do."""

from collections.abc import Iterator, Mapping
from typing import Protocol


class HeldError(OSError):
    """A file is open in another program, and may not be replaced now."""


class SiteTarget(Protocol):
    """A place that holds a site. Addresses have forward slashes and are relative to the site's root.

    What cannot be done raises OSError, or SiteError where the place is out of reach: each tries for a while that ends.
    """

    @property
    def name(self) -> str:
        """The place as messages name it, without secrets."""

    def read(self, address: str) -> bytes:
        """The bytes of a file; raises FileNotFoundError where there is none."""

    def write(self, files: Mapping[str, bytes]) -> None:
        """Writes files that nobody reads yet; once it returns, a loss of power does not lose them."""

    def create(self, address: str, data: bytes) -> None:
        """Writes a file whole where there is none; raises FileExistsError where somebody was faster."""

    def copy(self, address: str, to: str) -> None:
        """Gives the file's bytes a second address, whole or not at all: whoever comes next trusts what is there."""

    def move(self, address: str, to: str) -> None:
        """Puts the file in the place of another, whole, or raises HeldError where a reader has that open."""

    def remove(self, address: str) -> None:
        """Takes a file away; one that is not there is no error. Raises HeldError where a reader has it open."""

    def addresses(self, folder: str = "") -> Iterator[str]:
        """The addresses of all files in a folder and below it; none where there is no such folder."""

    def modified(self, address: str) -> float:
        """The second in which a file was written, by the place's own clock; raises FileNotFoundError."""
