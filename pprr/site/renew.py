"""Every file of a site as it will be: made anew where it rests on something else than before, else as it stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from pprr.domain.errors import SiteError
from pprr.project import Settings
from pprr.run.plan.inputs import package_hash
from pprr.site import addresses
from pprr.site.around import Surroundings, put_around, taken_out
from pprr.site.brief import EDITIONS, SCHEMA, PeriodInBrief
from pprr.site.catalogue import RECORD, Catalogue, named_in_full
from pprr.site.content import PAGES
from pprr.site.data.feed import feed
from pprr.site.data.standing import EarlierTable
from pprr.site.data.years import YearsTable, tables_of
from pprr.site.gather import Gathered
from pprr.site.listing import Listed, Listing, digest, read_proved
from pprr.site.pages import site_pages
from pprr.site.pages.render import rendered
from pprr.site.store import Bytes
from pprr.site.targets import SiteTarget

_DIGITS = 16
_INSIDE = 3  # folders lead to what is of one edition, and comes and goes with it
_GONE = "gone"
_PACKAGE = Path(__file__).parents[1]
File = tuple[str, tuple[Listed, Bytes]]
"""An address, how its file is listed, and what gives its bytes where they are asked for."""


@dataclass(frozen=True)
class Renewal:
    """The renewal of a site: what is on it, by its listing and its catalogue, and the catalogue that it will have."""

    target: SiteTarget
    old: Listing
    before: Catalogue
    after: Catalogue
    settings: Settings

    def files(self, gathered: Iterable[Gathered]) -> dict[str, tuple[Listed, Bytes]]:
        """Every file of the site as it will be, by address. An address that a page around reports once had answers."""
        found = dict(self._files(gathered))
        lost = (
            one for one in self.old.files if one not in found and one.endswith(".html") and one.count("/") < _INSIDE
        )
        return found | dict(map(self._gone, lost))

    def _gone(self, address: str) -> File:
        if self.old.files[address].around == _GONE:
            return self._standing(address)
        data = rendered("gone.html.j2", self.settings, address)
        return address, (Listed(digest(data), _GONE), partial(bytes, data))

    def _files(self, gathered: Iterable[Gathered]) -> Iterator[File]:
        new = {one.edition.folder: one for one in gathered}
        for edition in self.after.editions:
            shown = Surroundings.of(edition, self.after)
            yield from _of_new(new[edition.folder], shown) if edition.folder in new else self._of_old(shown)
        for period, editions in self.after.of_periods.items():
            yield self._made(
                f"{period}/{EDITIONS}",
                f"{SCHEMA} {named_in_full(editions)}",
                lambda editions=editions: PeriodInBrief.of(editions).to_bytes(),  # type: ignore[misc]
            )
        for page in site_pages(self.after, self.settings):
            yield self._made(page.address, page.rests_on and f"{self._made_by} {page.rests_on}", page.render)
        yield from self._data()

    def _made(self, address: str, rests_on: str, make: Bytes) -> File:
        """The file, which is not made where it rests on the same as the one that is there."""
        mark = _mark(rests_on) if rests_on else ""
        if mark and self.old.files.get(address, Listed("")).around == mark:
            return self._standing(address)
        data = make()
        return address, (Listed(digest(data), mark), partial(bytes, data))

    def _standing(self, address: str) -> File:
        listed = self.old.files[address]
        return address, (listed, partial(read_proved, self.target.read, address, listed.sha256))

    def _of_old(self, around: Surroundings) -> Iterator[File]:
        """The files of an edition that is on the site; a page is read only where what is around it is another now."""
        edition, mark = around.edition, _mark(around.rests_on)
        for name in (RECORD, *edition.files):
            address = f"{edition.folder}/{name}"
            listed, bytes_of = self._standing(address)[1]
            if name not in PAGES or listed.around == mark:
                yield address, (listed, bytes_of)
                continue
            content = taken_out(bytes_of())
            if digest(content) != edition.files[name]:
                raise SiteError("site-file-altered", file=address)
            shown = put_around(content, around.html())
            yield address, (Listed(digest(shown), mark), partial(bytes, shown))

    def _data(self) -> Iterator[File]:
        """The files for other programs: each table of some years by itself, and the feed."""
        before = {table.year: table for table in tables_of(self.before)}
        for table in tables_of(self.after):
            yield from self._table(table, before.get(table.year))
        yield self._made(
            addresses.FEED,
            f"{self._made_by} {named_in_full(self.after.editions)}",
            partial(feed, self.after, self.settings),
        )

    def _table(self, table: YearsTable, before: YearsTable | None) -> Iterator[File]:
        """The files of a table; of the one that is there the rows of all periods that are as they were."""
        there = {self.old.files.get(address, Listed("")).around for address in table.addresses}
        if there == {self._mark_of(table)}:
            yield from map(self._standing, table.addresses)
            return
        standing = None
        if before and there == {self._mark_of(before)}:
            csv, parquet = (self._standing(address)[1][1]() for address in table.addresses[:2])
            old, new = before.catalogue.of_periods, table.catalogue.of_periods
            standing = EarlierTable(csv, parquet, frozenset(name for name, of in new.items() if of == old.get(name)))
        for address, data in table.files(self.settings, standing).items():
            yield address, (Listed(digest(data), self._mark_of(table)), partial(bytes, data))

    def _mark_of(self, table: YearsTable) -> str:
        return _mark(f"{self._made_by} {named_in_full(table.catalogue.editions)} {table.older}")

    @cached_property
    def _made_by(self) -> str:
        """What a page around the reports rests on beside editions; those that tell of the next report say so."""
        return f"{package_hash(_PACKAGE)} {self.settings.model_dump_json(exclude={'site': {'next_report'}})}"


def _of_new(found: Gathered, around: Surroundings) -> Iterator[File]:
    files = {RECORD: found.edition.to_bytes(), **found.files}
    for name, data in files.items():
        is_page = name in PAGES
        shown = put_around(data, around.html()) if is_page else data
        listed = Listed(digest(shown), _mark(around.rests_on) if is_page else "")
        yield f"{found.edition.folder}/{name}", (listed, partial(bytes, shown))


def _mark(text: str) -> str:
    return digest(text.encode())[:_DIGITS]
