"""Proves every file of a site: against the listing in force, and the content of each edition against its record."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from pprr.domain.errors import SiteError, error_text
from pprr.site.around import taken_out
from pprr.site.brief import EDITIONS, PeriodInBrief
from pprr.site.catalogue import RECORD, Catalogue, PublishedEdition
from pprr.site.content import PAGES
from pprr.site.listing import KEPT, Listing, digest, read_listing
from pprr.site.own import is_own, is_under_way
from pprr.site.targets import SiteTarget


@dataclass(frozen=True)
class Proof:
    """The result of a proof: how many files and editions there are, and what is wrong, a sentence each."""

    files: int
    editions: int
    wrong: tuple[str, ...]


def verify(target: SiteTarget) -> Proof:
    """The proof of the whole site; raises SiteError where there is none, or its lists cannot be read."""
    listing = read_listing(target.read)
    if not listing.name:
        raise SiteError("no-site", target=target.name)
    records: dict[str, bytes] = {}
    contents: dict[str, str] = {}  # the hash of each file's content, without what is around a page
    wrong: list[str] = [error_text("site-under-way")] if is_under_way(target) else []
    for address, listed in listing.files.items():
        try:
            data = target.read(address)
        except FileNotFoundError:
            wrong.append(error_text("site-file-missing", file=address))
            continue
        if digest(data) != listed.sha256:
            wrong.append(error_text("site-file-altered", file=address))
        name = address.rpartition("/")[2]
        contents[address] = digest(taken_out(data)) if name in PAGES and listed.around else digest(data)
        if name == RECORD:
            records[address] = data
    editions: list[PublishedEdition] = []
    for address, data in records.items():
        try:
            editions.append(PublishedEdition.model_validate_json(data))
        except ValidationError:
            wrong.append(error_text("site-file-altered", file=address))
            continue
        wrong += _against_record(address, editions[-1], listing, contents)
    wrong += _against_brief(editions, contents)
    wrong += _strangers(target, listing)
    return Proof(len(listing.files), len(records), tuple(dict.fromkeys(wrong)))


def _against_brief(editions: Iterable[PublishedEdition], contents: Mapping[str, str]) -> Iterator[str]:
    """The periods whose editions in brief are not what their records say."""
    for period, of_period in Catalogue.of(editions).of_periods.items():
        address = f"{period}/{EDITIONS}"
        brief = digest(PeriodInBrief.of(of_period).to_bytes())
        if contents.get(address, brief) != brief:
            yield error_text("site-file-altered", file=address)


def _against_record(
    address: str, edition: PublishedEdition, listing: Listing, contents: Mapping[str, str]
) -> Iterator[str]:
    """What the folder of a record holds other than the record says."""
    folder = address.removesuffix(f"/{RECORD}")
    if edition.folder != folder:
        yield error_text("site-file-altered", file=address)
    for name, sha256 in edition.files.items():
        if contents.get(f"{folder}/{name}", sha256) != sha256:
            yield error_text("site-file-altered", file=f"{folder}/{name}")
        if f"{folder}/{name}" not in listing.files:
            yield error_text("site-file-missing", file=f"{folder}/{name}")


def _strangers(target: SiteTarget, listing: Listing) -> Iterator[str]:
    """The files on the target that no list has, wherever they lie, and what is kept for a rollback and is another."""
    for address in sorted(target.addresses()):
        if address.startswith(f"{KEPT}/") and digest(target.read(address)) != address.rpartition("/")[2]:
            yield error_text("site-file-altered", file=address)
        elif address not in listing.files and not is_own(address):
            yield error_text("site-file-strange", file=address)
