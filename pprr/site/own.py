"""What a site keeps for itself beside what readers see: what waits aside, what was replaced, and what is under way.

Whoever publishes after one that was killed puts back from it what the listing in force says.
"""

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import PurePosixPath

from pydantic import ValidationError

from pprr.domain.settings import Section
from pprr.site.lease import LEASE
from pprr.site.listing import (
    KEPT,
    LISTS,
    POINTER,
    Address,
    Listed,
    Listing,
    digest,
    list_address,
    lists_in_force,
    read_listing,
)
from pprr.site.targets import HeldError, SiteTarget

OWN, ASIDE, NOTE = ".site", ".site/aside", ".site/under-way.json"
_PUBLICATIONS_KEPT = 5


class UnderWay(Section):
    """The note of a publication that is under way: the listing in force, what is put there, and what in whose place."""

    before: str
    new: tuple[Address, ...]
    replaced: tuple[Address, ...]


def is_under_way(target: SiteTarget) -> bool:
    """True where a publication is under way, or was killed."""
    try:
        target.read(NOTE)
    except FileNotFoundError:
        return False
    return True


def is_own(address: str) -> bool:
    """True of a file that the site keeps for itself, and no reader needs."""
    return address in {POINTER, NOTE, LEASE} or address.startswith((f"{LISTS}/", f"{KEPT}/", f"{ASIDE}/"))


def undo(target: SiteTarget) -> None:
    """Puts back what a publication that did not come to its end had moved, where there was one.

    Where the pointer had been replaced already it had come to its end, and only what is gone was left to be taken away.
    """
    try:
        note = UnderWay.model_validate_json(target.read(NOTE))
    except FileNotFoundError:
        return
    except ValidationError:  # a disk that lost it before anything was moved
        target.remove(NOTE)
        return
    listing = read_listing(target.read)
    if listing.name != note.before:
        before = _listed(target, note.before)
        finish(target, listing, [address for address in before if address not in listing.files])
        return
    _remove_all(target, target.addresses(ASIDE))  # first, so that a full disk has room
    for address in reversed(note.replaced):  # home first, so that nothing leads to what goes
        if address in listing.files:
            _restore(target, address, listing.files[address].sha256)
    for address in note.new:
        if address not in listing.files:
            target.remove(address)
    finish(target, listing, ())


def _listed(target: SiteTarget, name: str) -> Mapping[str, Listed]:
    """The files of an earlier listing; none where it is not kept."""
    return next((one.files for one in lists_in_force(target.read, name, 1)), {})


def _restore(target: SiteTarget, address: str, sha256: str) -> None:
    """Puts back a file, where it is not what it was and its bytes are kept; on a full disk the kept file itself."""
    kept, place = f"{KEPT}/{sha256}", aside(address, sha256)
    if is_there(target, address, sha256) or not is_there(target, kept, sha256):
        return
    try:
        target.copy(kept, place)
    except OSError:
        place = kept
    target.move(place, address)


def is_there(target: SiteTarget, address: str, sha256: str) -> bool:
    """Tells whether the file is there, and has that hash."""
    try:
        return digest(target.read(address)) == sha256
    except FileNotFoundError:
        return False


def finish(target: SiteTarget, listing: Listing, gone: Iterable[str]) -> None:
    """Ends a publication: takes away what is gone, and then the note of it."""
    _remove_all(target, gone)  # no page leads there any more
    tidy(target, listing)
    target.remove(NOTE)


def tidy(target: SiteTarget, listing: Listing) -> None:
    """Takes away what the site has for itself and needs no more: left aside, or kept for what nobody rolls back to."""
    used: set[str] = set()
    for one in lists_in_force(target.read, listing.name, _PUBLICATIONS_KEPT):
        used |= {list_address(name) for name in (one.name, *one.folders)}
        used |= {f"{KEPT}/{found.sha256}" for found in one.files.values()}
    if not used:  # what is in force cannot be read: nothing tells what it needs
        return
    _remove_all(target, set(target.addresses(OWN)) - used - {NOTE, LEASE})


def _remove_all(target: SiteTarget, addresses: Iterable[str]) -> None:
    for address in addresses:
        with suppress(HeldError):
            target.remove(address)


def aside(address: str, sha256: str) -> str:
    """Where the bytes for an address wait: two addresses may have the same bytes. Its ending says what they are."""
    return f"{ASIDE}/{sha256}-{hashlib.sha256(address.encode()).hexdigest()[:12]}{PurePosixPath(address).suffix}"
