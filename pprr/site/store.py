"""Puts a publication on a target whole or not at all.

New bytes are written aside under a name that their hash is part of, and read back. What they replace is kept under its
hash. Only then are files moved to their addresses: first those that are new, which nothing leads to yet, then those in
the place of others, home last; then the pointer is replaced, and what is gone goes. A note says what is under way, so
that whoever comes after one that was killed puts back what the listing in force says.
"""

import hashlib
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from pydantic import ValidationError

from pprr.domain.errors import SiteError
from pprr.domain.settings import Section
from pprr.site.listing import (
    LISTS,
    POINTER,
    Listed,
    Listing,
    digest,
    lists_in_force,
    pointer_to,
    read_listing,
    read_proved,
)
from pprr.site.targets import HeldError, SiteTarget

KEPT, ASIDE, NOTE = ".site/kept", ".site/aside", ".site/under-way.json"
_PUBLICATIONS_KEPT = 5
_HOME = "index.html"
Bytes = Callable[[], bytes]


class UnderWay(Section):
    """The note of a publication that is under way: the listing in force, what is put there, and what in whose place."""

    before: str
    new: tuple[str, ...]
    replaced: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """The addresses in which a listing differs from the one in force."""

    new: tuple[str, ...]
    replaced: tuple[str, ...]
    gone: tuple[str, ...]

    @classmethod
    def between(cls, old: Mapping[str, Listed], new: Mapping[str, Listed]) -> "Difference":
        """The difference, home last of what is replaced."""
        changed = (address for address in new if address in old and new[address].sha256 != old[address].sha256)
        return cls(
            tuple(address for address in new if address not in old),
            tuple(sorted(changed, key=lambda address: (address == _HOME, address))),
            tuple(address for address in old if address not in new),
        )

    @property
    def sent(self) -> tuple[str, ...]:
        """The addresses whose bytes are sent."""
        return (*self.new, *self.replaced)


@dataclass
class Sent:
    """The result of a publication: what was put there, how many bytes were sent, and what a reader held open."""

    difference: Difference
    bytes: int = 0
    held: list[str] = field(default_factory=list)


def put_on(target: SiteTarget, old: Listing, new: Listing, contents: Mapping[str, Bytes]) -> Sent:
    """Makes the site what ``new`` says; ``contents`` gives the bytes of each file that is new or other than before.

    Raises SiteError or OSError, and the site is then what it was.
    """
    files, difference = new.files, Difference.between(old.files, new.files)
    sent = Sent(difference)
    if not (difference.sent or difference.gone):
        return sent
    places = {address: _aside(address, files[address].sha256) for address in difference.sent}
    sent.bytes = _write_aside(target, {address: contents[address]() for address in difference.sent}, files, places)
    _keep(target, old, (*difference.replaced, *difference.gone))
    note = UnderWay(before=old.name, new=difference.new, replaced=difference.replaced)
    _put(target, NOTE, note.model_dump_json().encode())
    try:
        if read_listing(target.read).name != old.name:
            raise SiteError("site-published-meanwhile", target=target.name)
        for address in difference.new:
            target.move(places[address], address)
        sent.held = [address for address in difference.replaced if not _moved(target, places[address], address)]
        # A page that a reader holds open stays the old one, and so it is listed: the next publication tries again.
        listed = {address: old.files[address] if address in sent.held else one for address, one in files.items()}
        listing = Listing(listed, before=new.before).named()
        _write_new(target, listing.documents())
        _put(target, POINTER, pointer_to(listing))
    except BaseException:
        undo(target)
        raise
    _finish(target, listing, difference.gone)
    return sent


def roll_back(target: SiteTarget) -> Listing:
    """Puts the listing before the one in force into force again; that listing. Raises SiteError where none is kept.

    A publication that was killed is undone first.
    """
    undo(target)
    now = read_listing(target.read)
    if not now.before:
        raise SiteError("nothing-to-roll-back", target=target.name)
    then = read_listing(target.read, now.before)
    kept = {
        address: (lambda sha256=one.sha256: read_proved(target.read, f"{KEPT}/{sha256}", sha256))
        for address, one in then.files.items()
    }
    put_on(target, now, then, kept)
    return then


def undo(target: SiteTarget) -> bool:
    """Puts back what a publication that did not come to its end had moved; true where there was one.

    Where the pointer had been replaced already it had come to its end, and only what is gone was left to be taken away.
    """
    try:
        note = UnderWay.model_validate_json(target.read(NOTE))
    except FileNotFoundError:
        return False
    except ValidationError:  # a disk that lost it before anything was moved
        target.remove(NOTE)
        return True
    listing = read_listing(target.read)
    if listing.name != note.before:
        before = _listed(target, note.before)
        _finish(target, listing, [address for address in before if address not in listing.files])
        return True
    for address in reversed(note.replaced):  # home first, so that nothing leads to what goes
        _restore(target, address, listing.files[address].sha256)
    for address in note.new:
        target.remove(address)
    _finish(target, listing, ())
    return True


def _listed(target: SiteTarget, name: str) -> Mapping[str, Listed]:
    """The files of an earlier listing; none where it is not kept."""
    return next((one.files for one in lists_in_force(target.read, name, 1)), {})


def _restore(target: SiteTarget, address: str, sha256: str) -> None:
    """Puts back a file, where it is not what it was and its bytes are kept."""
    if not _is(target, address, sha256) and _is(target, f"{KEPT}/{sha256}", sha256):
        _put(target, address, target.read(f"{KEPT}/{sha256}"))


def _is(target: SiteTarget, address: str, sha256: str) -> bool:
    """Tells whether the file is there, and has that hash."""
    try:
        return digest(target.read(address)) == sha256
    except FileNotFoundError:
        return False


def _write_aside(
    target: SiteTarget, contents: Mapping[str, bytes], files: Mapping[str, Listed], places: Mapping[str, str]
) -> int:
    """Writes the bytes aside and reads them back; how many were sent. What is there from a try before is not sent."""
    there = target.names(ASIDE)
    missing = []
    for address, place in places.items():
        if digest(contents[address]) != files[address].sha256:
            raise SiteError("site-file-altered", file=address)
        if place.rpartition("/")[2] not in there or not _is(target, place, files[address].sha256):
            missing.append(address)
    target.write({places[address]: contents[address] for address in missing})
    for address in missing:
        if not _is(target, places[address], files[address].sha256):
            raise SiteError("site-not-as-written", file=address, target=target.name)
    return sum(len(contents[address]) for address in missing)


def _write_new(target: SiteTarget, files: Mapping[str, bytes]) -> None:
    """Writes the files of a folder whose names their bytes give, but for those that are there."""
    known = {f"{LISTS}/{name}" for name in target.names(LISTS)}
    target.write({address: data for address, data in files.items() if address not in known})


def _keep(target: SiteTarget, old: Listing, addresses: Collection[str]) -> None:
    """Keeps the bytes of what is replaced or goes, under their hash."""
    kept = target.names(KEPT)
    for address in addresses:
        sha256 = old.files[address].sha256
        if sha256 not in kept and _is(target, address, sha256):  # what something else has written there is not kept
            target.copy(address, f"{KEPT}/{sha256}")
            kept.add(sha256)


def _moved(target: SiteTarget, place: str, address: str) -> bool:
    try:
        target.move(place, address)
    except HeldError:
        return False
    return True


def _put(target: SiteTarget, address: str, data: bytes) -> None:
    """Writes one file aside, and moves it to its address."""
    place = _aside(address, digest(data))
    target.write({place: data})
    target.move(place, address)


def _finish(target: SiteTarget, listing: Listing, gone: Collection[str]) -> None:
    for address in gone:
        with suppress(HeldError):  # no page leads there any more
            target.remove(address)
    _tidy(target, listing)
    target.remove(NOTE)


def _tidy(target: SiteTarget, listing: Listing) -> None:
    """Takes away what is left aside, and what is kept for publications that nobody rolls back to any more."""
    lists: set[str] = set()
    files: set[str] = set()
    for one in lists_in_force(target.read, listing.name, _PUBLICATIONS_KEPT):
        lists |= {address.rpartition("/")[2] for address in one.documents()}
        files |= {found.sha256 for found in one.files.values()}
    unused = {LISTS: target.names(LISTS) - lists, KEPT: target.names(KEPT) - files, ASIDE: target.names(ASIDE)}
    for folder, names in unused.items():
        for name in names:
            with suppress(HeldError):
                target.remove(f"{folder}/{name}")


def _aside(address: str, sha256: str) -> str:
    """Where the bytes for an address wait: two addresses may have the same bytes."""
    return f"{ASIDE}/{sha256}-{hashlib.sha256(address.encode()).hexdigest()[:12]}"
