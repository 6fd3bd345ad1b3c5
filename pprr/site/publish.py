"""Publishes a period: its approved reports as versions that never change, and the pages around all reports anew."""

from collections.abc import Mapping
from dataclasses import dataclass

from pprr.domain import Period
from pprr.domain.errors import SiteError
from pprr.project import Project, Settings
from pprr.site.brief import read_catalogue
from pprr.site.catalogue import Catalogue
from pprr.site.gather import Gathering, gather
from pprr.site.listing import Listing, read_listing
from pprr.site.own import OWN, is_under_way
from pprr.site.renew import Renewal
from pprr.site.store import Bytes, Difference, Sent, put_on
from pprr.site.targets import SiteTarget


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
    found = Renewal(target, old, before, after, settings).files(gathering.new)
    new = Listing({address: listed for address, (listed, _) in found.items()}, before=old.name)
    return Publication(gathering, old, new, {address: made for address, (_, made) in found.items()})


def _with(before: Catalogue, gathering: Gathering) -> Catalogue:
    """The catalogue with what is gathered; a draft goes where there is a later one, or the version it has become."""
    new = [one.edition for one in gathering.new]
    read = {one.folder: one for one in new}
    homes, folders = {one.home for one in new}, {one.folder for one in new}
    kept = (
        one for one in before.editions if one.folder not in folders and not (one.is_live_draft and one.home in homes)
    )
    return Catalogue.of((*kept, *new), lambda edition: read.get(edition.folder) or before.whole(edition))
