"""The editions that a period has to publish, from the reports in `reports/` and what is approved of them."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from pprr.commentary.approval import Approval, is_version, next_version, read_approval, version_key
from pprr.domain import Period
from pprr.domain.errors import SiteError, error_text
from pprr.domain.periods.days import day_label
from pprr.domain.rules import YearRules
from pprr.project import AGREEMENT, Project, Reports
from pprr.run.item import Item
from pprr.run.plan.inputs import Inputs
from pprr.run.plan.matrix import plans_of
from pprr.run.plan.selection import Selection
from pprr.run.record import PageEntry
from pprr.run.records.run_record import read_entries
from pprr.site.catalogue import (
    PAGE,
    ApprovalGiven,
    Catalogue,
    Correction,
    Provenance,
    PublishedEdition,
)
from pprr.site.content import content_of
from pprr.site.listing import digest

_FIRST = "1.0"
# Which is as somebody wants it.
_WAITING = ("not-approved-yet", "document-withheld", "edition-withdrawn", "draft-withdrawn")


@dataclass(frozen=True)
class Gathered:
    """An edition that is to be published, and the files of its folder by name, without its record."""

    edition: PublishedEdition
    files: Mapping[str, bytes]


@dataclass(frozen=True)
class Gathering:
    """The editions that a period has to publish; the reports that stand as they were published.

    ``drafts`` and ``refused`` are not published, each with why: the first are as somebody wants it.
    """

    new: tuple[Gathered, ...] = ()
    standing: tuple[str, ...] = ()
    drafts: Mapping[str, str] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)


def gather(project: Project, period: Period, catalogue: Catalogue, *, with_drafts: bool = False) -> Gathering:
    """The editions of the period that are not on the site yet, by name.

    Raises ProjectError or FaultsError where nothing of the period can be told.
    """
    [plan] = plans_of(project, Selection((period,), kinds=project.settings.reports.every), Inputs(project, cleans=True))
    if plan.fault:
        raise SiteError("period-not-publishable", period=period, problem=plan.fault)
    refused = {item.name: reason for item, reason in plan.stopped.items()}
    refused |= {planned.item.name: error_text("not-up-to-date", why="; ".join(planned.why)) for planned in plan.due}
    new: dict[str, Gathered] = {}
    drafts: dict[str, str] = {}
    standing = []
    entries = read_entries(project, period)
    items = led_to_first((planned.item for planned in plan.current), project.settings.reports)
    for item in items:
        page = entries[item.name].page
        if page is None:
            continue
        editions = Catalogue.of((*catalogue.editions, *(one.edition for one in new.values())), catalogue.whole)
        try:
            found = _edition(project, item, page, editions, with_drafts=with_drafts)
        except SiteError as error:
            (drafts if error.kind in _WAITING else refused)[item.name] = str(error)
            continue
        if found is None:
            standing.append(item.name)
        else:
            new[item.name] = found
    return Gathering(tuple(new.values()), tuple(standing), drafts, refused)


def _edition(
    project: Project, item: Item, page: PageEntry, catalogue: Catalogue, *, with_drafts: bool
) -> Gathered | None:
    """The edition of one report; None where it is on the site; raises SiteError where it may not be published."""
    rules = _rules(project, item.period)
    kept_back = YearRules.model_validate(rules).at(item.period).publication.withhold
    if item.name in kept_back:
        raise SiteError("document-withheld", reason=kept_back[item.name])
    is_final = page.state == "Final" and not page.blocking
    if not is_final and not with_drafts:
        case = ("plain", "one", "many")[min(page.blocking, 2)]
        raise SiteError("not-approved-yet", case=case, count=page.blocking)
    home = f"{item.period}/{item.name}"
    versions = [one for one in catalogue.by_home.get(home, ()) if not one.is_draft]
    approval = _approval(project, item) if is_final else None
    whole = [catalogue.whole(one) for one in versions[:1]]  # which says what was approved part by part
    version, correction = ("", None) if approval is None else version_of(item, approval, whole)
    standing = next((one for one in versions if one.version == version), None)
    if standing and standing.withdrawn:
        gone = standing.withdrawn
        raise SiteError("edition-withdrawn", version=version, day=day_label(gone.date), reason=gone.reason)
    if standing:
        return None
    files = content_of(
        project.reports(item.period),
        item.name,
        page.outputs,
        partial(page_elsewhere, catalogue, item.period, bool(version)),
    )
    edition = PublishedEdition(
        schema="pprr.edition/1",
        period=str(item.period),
        document=item.name,
        version=version,
        approval=approval and ApprovalGiven(name=approval.name, date=approval.date, parts=approval.parts),
        correction=correction,
        provenance=Provenance(commit=page.commit, inputs=page.inputs, rules=rules),
        files={name: digest(data) for name, data in files.items()},
        report=json.loads(files[f"{item.name}.json"]),
    )
    there = next((one for one in catalogue.by_home.get(home, ()) if one.folder == edition.folder), None)
    if there and there.withdrawn:
        raise SiteError("draft-withdrawn", day=day_label(there.withdrawn.date), reason=there.withdrawn.reason)
    return None if there else Gathered(edition, files)


def version_of(item: Item, approval: Approval, versions: list[PublishedEdition]) -> tuple[str, Correction | None]:
    """The version that the approval is of, and what it corrects; raises SiteError for one that is taken or none."""
    if approval.version and not is_version(approval.version):
        raise SiteError("no-version-number", version=approval.version, document=item.name, period=item.period)
    newest = versions[0] if versions else None
    before = newest.approval if newest else None
    if newest is None or before is None:
        return approval.version or _FIRST, None
    changed = approval.changed(before.parts)
    version = approval.version or (next_version(newest.version) if changed else newest.version)
    if version == newest.version and not changed:
        return version, None
    if version_key(version) <= version_key(newest.version):
        wanted = next_version(newest.version)
        raise SiteError(
            "version-taken",
            version=version,
            newest=newest.version,
            wanted=wanted,
            document=item.name,
            period=item.period,
        )
    return version, Correction(supersedes=newest.version, changed=changed)


def _approval(project: Project, item: Item) -> Approval:
    name = item.name if project.is_document(item.name) else item.subject
    found = read_approval(project.commentary(item.period, name))
    if found is None:
        raise SiteError("not-approved-yet", case="plain", count=0)
    return found


def led_to_first(items: Iterable[Item], reports: Reports) -> list[Item]:
    """The reports in the order in which they are put on a site.

    Documents lead to portfolios' reports, and these to their agreements, in the version that there is of them then.
    """
    return sorted(
        items, key=lambda item: (item.kind != AGREEMENT, reports.subject_of(item.kind) is not None, item.name)
    )


def page_elsewhere(catalogue: Catalogue, period: Period, is_final: bool, document: str, part: str) -> str:
    """The page of another report, from a version's folder; of the period, where its name has no other before it.

    An approved edition leads to the version that there was then, and so to just the part that is meant; a draft, which
    comes and goes, to the page of all editions. Blank where the report is not on the site.
    """
    of, _, name = document.rpartition("/")
    home = f"../../../{of}/{name}" if of else f"../../{name}"
    editions = catalogue.by_home.get(f"{of or period}/{name}", ())
    if not editions or (is_final and editions[0].is_draft):
        return ""
    return f"{home}/v{editions[0].version}/{PAGE}{part}" if is_final else f"{home}/{PAGE}"


def _rules(project: Project, period: Period) -> dict[str, object]:
    """The year's rules as their file states them."""
    return tomllib.loads((project.agreement(period) / "rules.toml").read_text(encoding="utf-8-sig"))
