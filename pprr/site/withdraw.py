"""Takes a version or draft down: its address goes on answering, and what it held is nowhere on the site any more."""

from dataclasses import dataclass, replace

from pprr.domain.errors import SiteError
from pprr.project import PORTFOLIO, Settings
from pprr.site.brief import read_catalogue
from pprr.site.catalogue import Provenance, PublishedEdition, Withdrawal
from pprr.site.content import PAGES
from pprr.site.gather import Gathered, Gathering
from pprr.site.listing import digest
from pprr.site.pages.render import rendered
from pprr.site.publish import Publication, open_site, publication_of
from pprr.site.targets import SiteTarget

_NAMED = ("schema", "council", "title", "portfolio", "period")  # what of a report its empty record still says
_TEMPLATE = "withdrawn.html.j2"


@dataclass(frozen=True)
class Withdrawn:
    """A withdrawal that can be put on its target; the folders of editions that may show the same content."""

    publication: Publication
    alike: tuple[str, ...]

    def left_on(self, target: SiteTarget) -> list[str]:
        """The addresses that should be gone and are still there: somebody holds them open."""
        there = set(target.addresses())
        return [address for address in self.publication.difference.gone if address in there]


def plan_withdrawal(target: SiteTarget, settings: Settings, folder: str, withdrawal: Withdrawal) -> Withdrawn:
    """The withdrawal of the version or draft in that folder of the site; nothing is changed yet.

    What is kept for a rollback goes with it, so that nothing brings it back. One that is withdrawn already gets that
    day and reason. Raises SiteError where there is no such edition, or the site cannot be read.
    """
    old = open_site(target)
    catalogue = read_catalogue(target, old)
    there = {one.folder: one for one in catalogue.editions}
    if folder not in there:
        raise SiteError("no-such-version", folder=folder, target=target.name)
    found = _without_content(catalogue.whole(there[folder]), withdrawal, settings)
    publication = publication_of(target, old, catalogue, Gathering((found,)), settings)
    own = there.pop(folder)
    alike = (one for one in there.values() if one.period == own.period and not one.withdrawn)
    return Withdrawn(
        replace(publication, new=replace(publication.new, before="")),
        tuple(one.folder for one in alike if one.home == own.home or one.kind != PORTFOLIO),
    )


def _without_content(edition: PublishedEdition, withdrawal: Withdrawal, settings: Settings) -> Gathered:
    """The edition with a page that says that it was withdrawn, and a record of what it was and no more."""
    empty = {"state": "Withdrawn", "notice": "", "counts": {}, "commentary": [], "order": [], "tables": {}}
    draft = "" if edition.version else edition.folder.rpartition("/")[2]
    said = edition.model_copy(
        update={
            "withdrawn": withdrawal.model_copy(update={"draft": draft}),
            "provenance": Provenance(commit=edition.provenance.commit, inputs={}, rules={}),
            "report": {**{name: edition.report[name] for name in _NAMED}, **empty},
        }
    )
    page = rendered(_TEMPLATE, settings, said.page, edition=said)
    files = {name: page for name in PAGES if name in edition.files}
    return Gathered(said.model_copy(update={"files": {name: digest(data) for name, data in files.items()}}), files)
