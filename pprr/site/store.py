"""Puts a publication on a target whole or not at all.

New bytes are written aside under a name that their hash is part of, and read back. What they replace is kept under its
hash. Only then are files moved to their addresses: first those that are new, which nothing leads to yet, then those in
the place of others, home last; then the pointer is replaced, and what is gone goes. A note says what is under way, so
that whoever publishes after one that was killed puts back what the listing in force says. Whoever plans or looks
changes nothing.
"""

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

from pprr.domain.errors import SiteError
from pprr.site.lease import Lease, leased
from pprr.site.listing import (
    KEPT,
    LISTS,
    POINTER,
    Listed,
    Listing,
    digest,
    list_address,
    name_in_force,
    pointer_to,
    read_listing,
    read_proved,
)
from pprr.site.own import ASIDE, NOTE, UnderWay, aside, finish, is_there, is_under_way, tidy, undo
from pprr.site.targets import HeldError, SiteTarget

_BATCH = 200  # files that are written, and then read back, together
_HOME = "index.html"
Bytes = Callable[[], bytes]


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

    @property
    def is_any(self) -> bool:
        """True where the listings differ."""
        return bool(self.new or self.replaced or self.gone)


@dataclass
class Sent:
    """The result of a publication: what was put there, how many bytes were sent, and what a reader held open."""

    difference: Difference
    bytes: int = 0
    held: list[str] = field(default_factory=list)


def put_on(target: SiteTarget, old: Listing, new: Listing, contents: Mapping[str, Bytes]) -> Sent:
    """Makes the site what ``new`` says; ``contents`` gives the bytes of each file that is new or other than before.

    A publication that was killed is undone first. Raises SiteError, also where somebody else publishes or has
    published since ``old`` was read, or OSError; the site is then what it was.
    """
    sent = Sent(Difference.between(old.files, new.files))
    if not sent.difference.is_any and not is_under_way(target):
        return sent
    with leased(target) as lease:
        undo(target)
        if name_in_force(target.read) != old.name:
            raise SiteError("site-published-meanwhile", target=target.name)
        if sent.difference.is_any:
            try:
                _put_difference(target, lease, old, new, contents, sent)
            except BaseException as error:
                with suppress(OSError, SiteError):  # else whoever comes next does it
                    if lease.is_held():
                        undo(target)
                        if isinstance(error, OSError):  # a full disk is left no fuller
                            tidy(target, old)
                raise
    return sent


def _put_difference(
    target: SiteTarget, lease: Lease, old: Listing, new: Listing, contents: Mapping[str, Bytes], sent: Sent
) -> None:
    difference, files = sent.difference, new.files
    places = {address: aside(address, files[address].sha256) for address in difference.sent}
    waiting = set(target.addresses(ASIDE))  # from a try before; asked once, for a server answers each question slowly
    for begin in range(0, len(difference.sent), _BATCH):
        lease.heed()
        found = {address: contents[address]() for address in difference.sent[begin : begin + _BATCH]}
        sent.bytes += _write_aside(target, found, files, places, waiting)
    _keep(target, lease, old, (*difference.replaced, *difference.gone))
    listing = new.named()
    pointer = _written(target, old, listing)  # before anything is moved: a disk that is full says so now
    note = UnderWay(before=old.name, new=difference.new, replaced=difference.replaced)
    _put(target, NOTE, note.model_dump_json().encode())
    lease.heed(at_once=True)
    for address in difference.new:
        lease.heed()
        target.move(places[address], address)
    for address in difference.replaced:
        lease.heed()
        if not _moved(target, places[address], address):
            sent.held.append(address)
    if sent.held:
        # A page that a reader holds open stays the old one, and so it is listed: the next publication tries again.
        listed = {address: old.files[address] if address in sent.held else one for address, one in files.items()}
        listing = Listing(listed, before=new.before).named()
        pointer = _written(target, old, listing)
    lease.heed(at_once=True)
    target.move(pointer, POINTER)
    finish(target, listing, difference.gone)


def roll_back(target: SiteTarget) -> Listing:
    """Puts the listing before the one in force into force again; that listing. Raises SiteError where none is kept."""
    now = read_listing(target.read)
    if not now.before:
        raise SiteError("nothing-to-roll-back", target=target.name)
    then = read_listing(target.read, now.before)
    kept = {address: partial(read_proved, target.read, address, one.sha256) for address, one in then.files.items()}
    put_on(target, now, then, kept)
    return then


def _write_aside(
    target: SiteTarget,
    contents: Mapping[str, bytes],
    files: Mapping[str, Listed],
    places: Mapping[str, str],
    waiting: Collection[str],
) -> int:
    """Writes the bytes aside and reads them back; how many were sent. What is ``waiting`` there already is not sent."""
    for address, data in contents.items():
        if digest(data) != files[address].sha256:
            raise SiteError("site-file-altered", file=address)
    missing = [
        address
        for address in contents
        if places[address] not in waiting or not is_there(target, places[address], files[address].sha256)
    ]
    target.write({places[address]: contents[address] for address in missing})
    for address in missing:
        if not is_there(target, places[address], files[address].sha256):
            raise SiteError("site-not-as-written", file=address, target=target.name)
    return sum(len(contents[address]) for address in missing)


def _written(target: SiteTarget, old: Listing, listing: Listing) -> str:
    """Writes the lists that are not there yet, whole, and the pointer aside; where it waits.

    One that a killed publication has left may be torn; those that the site was read from are known to be whole.
    """
    known = {list_address(name) for name in (old.name, *old.folders)}
    lists = {address: data for address, data in listing.documents().items() if address not in known}
    waiting = set(target.addresses(LISTS))
    torn = {name: of for name, of in lists.items() if name not in waiting or not is_there(target, name, digest(of))}
    data = pointer_to(listing)
    place = aside(POINTER, digest(data))
    target.write({**torn, place: data})
    for address, of in torn.items():
        if not is_there(target, address, digest(of)):
            raise SiteError("site-not-as-written", file=address, target=target.name)
    return place


def _keep(target: SiteTarget, lease: Lease, old: Listing, addresses: Collection[str]) -> None:
    """Keeps the bytes of what is replaced or goes, under their hash. What a killed publication kept may be torn."""
    waiting, kept = set(target.addresses(KEPT)), set[str]()
    for address in addresses:
        lease.heed()
        sha256 = old.files[address].sha256
        place = f"{KEPT}/{sha256}"
        if place in kept or (place in waiting and is_there(target, place, sha256)):
            continue
        if is_there(target, address, sha256):  # what something else has written there is not kept
            target.copy(address, place)
            kept.add(place)


def _moved(target: SiteTarget, place: str, address: str) -> bool:
    try:
        target.move(place, address)
    except HeldError:
        return False
    return True


def _put(target: SiteTarget, address: str, data: bytes) -> None:
    """Writes one file aside, and moves it to its address."""
    place = aside(address, digest(data))
    target.write({place: data})
    target.move(place, address)
