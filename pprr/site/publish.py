"""Publishes a period: its approved reports as versions that never change, and the pages around all reports anew."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pydantic import ValidationError

from pprr.domain import Period
from pprr.domain.errors import SiteError
from pprr.project import Project, Settings
from pprr.run.plan.inputs import package_hash
from pprr.site.around import around, put_around, taken_out
from pprr.site.catalogue import RECORD, Catalogue, PublishedEdition
from pprr.site.content import PAGES
from pprr.site.data import data_files
from pprr.site.gather import Gathered, Gathering, gather
from pprr.site.listing import Listed, Listing, digest, read_listing, read_proved
from pprr.site.pages import coming_report, site_pages
from pprr.site.store import OWN, Bytes, Difference, Sent, is_under_way, put_on
from pprr.site.targets import SiteTarget

_DIGITS = 16
_PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True)
class Publication:
    """A publication that can be put on its target: what it is of, and the site as it is and as it would be."""

    gathering: Gathering
    old: Listing
    new: Listing
    contents: Mapping[str, Bytes]

    @property
    def difference(self) -> Difference:
        """The addresses in which the site would be another one."""
        return Difference.between(self.old.files, self.new.files)

    def put_on(self, target: SiteTarget) -> Sent:
        """Puts it on its target, whole or not at all; raises SiteError or OSError."""
        return put_on(target, self.old, self.new, self.contents)


def plan_publication(project: Project, period: Period, target: SiteTarget, *, with_drafts: bool = False) -> Publication:
    """The publication of what the period has and the site has not; nothing is changed yet.

    Raises SiteError where the site cannot be read.
    """
    old = open_site(target)
    before = read_catalogue(target, old)
    return publication_of(
        target, old, before, gather(project, period, before, with_drafts=with_drafts), project.settings
    )


def open_site(target: SiteTarget) -> Listing:
    """The listing in force; raises SiteError where something else lies there."""
    old = read_listing(target.read)
    if not old.name and not is_under_way(target) and any(not one.startswith(f"{OWN}/") for one in target.addresses()):
        raise SiteError("target-of-something-else", target=target.name)
    return old


def publication_of(
    target: SiteTarget, old: Listing, before: Catalogue, gathering: Gathering, settings: Settings
) -> Publication:
    """The publication that puts what is gathered on the site, and renews the pages around all of it."""
    after = _with(before, gathering)
    if not after.editions:
        return Publication(gathering, old, old, {})
    contents = dict(_contents(target, old, after, gathering, settings))
    files = {address: listed for address, (listed, _) in contents.items()}
    new = Listing(files, before=old.name)
    return Publication(gathering, old, new, {address: made for address, (_, made) in contents.items()})


def read_catalogue(target: SiteTarget, listing: Listing) -> Catalogue:
    """The editions on the site, from their records; raises SiteError where one is not what it was published as."""
    return Catalogue.of(read_records(target, listing))


def read_records(target: SiteTarget, listing: Listing) -> Iterator[PublishedEdition]:
    """Yields the record of each edition that is listed."""
    for address, listed in listing.files.items():
        if address.endswith(f"/{RECORD}"):
            data = read_proved(target.read, address, listed.sha256)
            try:
                yield PublishedEdition.model_validate_json(data)
            except ValidationError as error:
                raise SiteError("site-unreadable", file=address) from error


def _with(before: Catalogue, gathering: Gathering) -> Catalogue:
    """The catalogue with what is gathered; a draft goes where there is a later one, or the version it has become."""
    new = [one.edition for one in gathering.new]
    homes, folders = {one.home for one in new}, {one.folder for one in new}
    kept = (one for one in before.editions if one.folder not in folders and not (one.is_draft and one.home in homes))
    return Catalogue.of((*kept, *new))


def _contents(
    target: SiteTarget, old: Listing, catalogue: Catalogue, gathering: Gathering, settings: Settings
) -> Iterator[tuple[str, tuple[Listed, Bytes]]]:
    """Every file of the site as it will be: how it is listed, and what gives its bytes where they are asked for."""
    new = {one.edition.folder: one for one in gathering.new}
    for edition in catalogue.editions:
        text = around(edition, catalogue)
        if edition.folder in new:
            yield from _of_new(new[edition.folder], text)
        else:
            yield from _of_old(target, old, edition, text)
    yield from _pages(target, old, catalogue, settings)
    for address, data in data_files(catalogue, settings).items():
        yield address, (Listed(digest(data)), partial(bytes, data))


def _pages(
    target: SiteTarget, old: Listing, catalogue: Catalogue, settings: Settings
) -> Iterator[tuple[str, tuple[Listed, Bytes]]]:
    """The pages around the reports; one that rests on the same as on the site is not rendered again."""
    made_by = f"{package_hash(_PACKAGE)} {settings.model_dump_json()} {coming_report(catalogue, settings)}"
    for page in site_pages(catalogue, settings):
        mark = _mark(f"{made_by} {page.rests_on}") if page.rests_on else ""
        there = old.files.get(page.address)
        if there and mark and there.around == mark:
            yield page.address, (there, partial(read_proved, target.read, page.address, there.sha256))
        else:
            data = page.render()
            yield page.address, (Listed(digest(data), mark), partial(bytes, data))


def _of_new(found: Gathered, text: str) -> Iterator[tuple[str, tuple[Listed, Bytes]]]:
    files = {RECORD: found.edition.to_bytes(), **found.files}
    for name, data in files.items():
        is_page = name in PAGES
        shown = put_around(data, text) if is_page else data
        listed = Listed(digest(shown), _mark(text) if is_page else "")
        yield f"{found.edition.folder}/{name}", (listed, partial(bytes, shown))


def _of_old(
    target: SiteTarget, old: Listing, edition: PublishedEdition, text: str
) -> Iterator[tuple[str, tuple[Listed, Bytes]]]:
    """The files of an edition that is on the site; a page is read only where what is around it is another one now."""
    for name in (RECORD, *edition.files):
        address = f"{edition.folder}/{name}"
        listed = old.files[address]
        if name in PAGES and listed.around != _mark(text):
            content = taken_out(read_proved(target.read, address, listed.sha256))
            if digest(content) != edition.files[name]:
                raise SiteError("site-file-altered", file=address)
            shown = put_around(content, text)
            yield address, (Listed(digest(shown), _mark(text)), partial(bytes, shown))
        else:
            yield address, (listed, partial(read_proved, target.read, address, listed.sha256))


def _mark(text: str) -> str:
    return digest(text.encode())[:_DIGITS]
