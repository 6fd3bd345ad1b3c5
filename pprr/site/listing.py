"""The list of all files on a site, each with its hash, from which one small file, ``site.json``, leads to every byte.

A folder at the top of the site has a list of its own, and the list of those lists names the one before it. Lists lie
in ``.site/lists`` under their own hash, so that a publication writes those alone that differ, and the one before stays
readable for a rollback.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Final, Literal

from pydantic import Field, ValidationError

from pprr.domain.errors import SiteError
from pprr.domain.settings import Section
from pprr.run.record import Sha256

POINTER: Final = "site.json"
LISTS: Final = ".site/lists"
KEPT: Final = ".site/kept"
_PART = "[A-Za-z0-9_-]([A-Za-z0-9._-]*[A-Za-z0-9_-])?"
Address = Annotated[str, Field(pattern=f"^{_PART}(/{_PART})*$")]
"""An address that cannot leave the site's folder, on whatever system, whoever wrote it."""
Read = Callable[[str], bytes]


@dataclass(frozen=True)
class Listed:
    """A file on the site: the hash of its bytes, and a fingerprint ``around``.

    That is of what stands around a report's page, or of what a page around the reports was made from.
    """

    sha256: str
    around: str = ""


class SitePointer(Section):
    """The file that a publication replaces last."""

    schema_: Literal["pprr.site/1"] = Field("pprr.site/1", alias="schema")
    listing: Sha256


class ListOfLists(Section):
    """The list of each folder at the top of the site, and the list of lists that was in force before."""

    before: str = Field(pattern="^([0-9a-f]{64})?$")
    folders: dict[str, Sha256]


class FolderList(Section):
    """The files of a folder: of each the hash, and of a page what is around it."""

    files: dict[Address, tuple[Sha256, str]]


@dataclass(frozen=True)
class Listing:
    """All files of a site by address; ``name`` is the hash of the list of lists, ``before`` that of the one before."""

    files: Mapping[str, Listed] = field(default_factory=dict)
    name: str = ""
    before: str = ""
    folders: tuple[str, ...] = field(default=(), compare=False)
    """The names of the lists that it was read from."""

    def documents(self) -> dict[str, bytes]:
        """The lists as files by address, the list of lists last."""
        by_folder: dict[str, dict[str, tuple[str, str]]] = {}
        for address, one in sorted(self.files.items()):
            by_folder.setdefault(_folder_of(address), {})[address] = (one.sha256, one.around)
        lists = {folder: _plain({"files": files}) for folder, files in by_folder.items()}
        top = _plain({"before": self.before, "folders": {name: digest(data) for name, data in lists.items()}})
        return {list_address(digest(data)): data for data in (*lists.values(), top)}

    def named(self) -> "Listing":
        """The same with its name."""
        *_, last = self.documents()
        return Listing(self.files, last.rpartition("/")[2].removesuffix(".json"), self.before)


def digest(data: bytes) -> str:
    """The SHA-256 of the bytes."""
    return hashlib.sha256(data).hexdigest()


def list_address(name: str) -> str:
    """The address of the list of that hash."""
    return f"{LISTS}/{name}.json"


def pointer_to(listing: Listing) -> bytes:
    """The pointer that puts the listing in force."""
    return _plain({"schema": "pprr.site/1", "listing": listing.name})


def name_in_force(read: Read) -> str:
    """The name of the listing in force; blank where there is no site yet."""
    try:
        return SitePointer.model_validate_json(read(POINTER)).listing
    except FileNotFoundError:
        return ""
    except ValidationError as error:
        raise SiteError("site-unreadable", file=POINTER) from error


def read_listing(read: Read, name: str = "", known: dict[str, Mapping[str, Listed]] | None = None) -> Listing:
    """The listing in force, or the one of that name; an empty one where there is no site yet.

    ``known`` holds the lists of folders that were read for another, by name. Raises SiteError where a list is not what
    its name says: something else has written there.
    """
    name, known = name or name_in_force(read), {} if known is None else known
    if not name:
        return Listing()
    try:
        top = ListOfLists.model_validate_json(read_proved(read, list_address(name), name))
        files: dict[str, Listed] = {}
        for of_folder in top.folders.values():
            if of_folder not in known:
                found = FolderList.model_validate_json(read_proved(read, list_address(of_folder), of_folder))
                known[of_folder] = {address: Listed(*one) for address, one in found.files.items()}
            files |= known[of_folder]
    except ValidationError as error:
        raise SiteError("site-unreadable", file=list_address(name)) from error
    return Listing(files, name, top.before, tuple(top.folders.values()))


def read_proved(read: Read, address: str, sha256: str) -> bytes:
    """The bytes that a list has at an address; raises SiteError where they are not there, or other ones.

    While a publication is under way, or after one that was killed, they may be there only as what is kept.
    """
    is_there = False
    for place in (address, f"{KEPT}/{sha256}"):
        try:
            data = read(place)
        except FileNotFoundError:
            continue
        if digest(data) == sha256:
            return data
        is_there = True
    raise SiteError("site-file-altered" if is_there else "site-file-missing", file=address)


def lists_in_force(read: Read, name: str, most: int) -> Iterable[Listing]:
    """The listing of that name and those before it, newest first, as far as they are kept."""
    known: dict[str, Mapping[str, Listed]] = {}
    while name and most:
        try:
            found = read_listing(read, name, known)
        except SiteError:
            return
        yield found
        name, most = found.before, most - 1


def _folder_of(address: str) -> str:
    return address.partition("/")[0] if "/" in address else ""


def _plain(content: object) -> bytes:
    return f"{json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(',', ':'))}\n".encode()
