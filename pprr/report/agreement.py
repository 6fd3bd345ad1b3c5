"""The agreement that a report is measured against: its version in force, and what is otherwise than was approved.

A year's agreement is approved by its page, of one period or of several: the last approval up to a report's period is in
force there. What was agreed is kept with the approval, term by term, so that a later change can be named.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from pprr import formats
from pprr.commentary.approval import Approval, is_version, read_approval, version_key
from pprr.domain import Measure, Period, Priority, Query, query
from pprr.domain.money import AgreedReserve, AgreedSaving
from pprr.project import AGREEMENT, Project, report_name
from pprr.report.items import OVERVIEW

if TYPE_CHECKING:
    from pprr.report.report import Portfolio, Report

_RESERVE, _SAVING = "Reserve", "Saving"
_LACKED = {"agreed reserves": _RESERVE, "agreed savings": _SAVING}


@dataclass(frozen=True)
class Amendment:
    """A term that is otherwise than it was agreed; what it was or is now is blank where it was or is not there."""

    term: str
    before: str
    now: str

    @property
    def sentence(self) -> str:
        """The change in words."""
        if not self.before:
            return f"{self.term} is new: {self.now}"
        return f"{self.term} was {self.before}, and is {self.now}" if self.now else f"{self.term} has gone"


@dataclass(frozen=True)
class AgreementInForce:
    """The agreement by which a report measures.

    ``approval`` is the last one, None where nobody approved a page of it; ``amendments`` what is otherwise by now;
    ``at_once`` two approved versions of which neither is later than the other. ``page_of`` is the period of its newest
    page.
    """

    approval: Approval | None = None
    amendments: tuple[Amendment, ...] = ()
    at_once: tuple[Approval, ...] = ()
    page_of: Period | None = None


def terms_of(
    priorities: Iterable[Priority],
    measures: Iterable[Measure],
    reserves: Iterable[AgreedReserve],
    savings: Iterable[AgreedSaving],
) -> dict[str, str]:
    """The terms that are agreed for the year, each by a name that a person knows."""
    found: dict[str, str] = {}
    for one in priorities:
        found |= {f"Priority {one.priority}: title": one.title, f"Priority {one.priority}: text": one.text}
    for measure in measures:
        entry = measure.entry
        found |= {
            f"{measure.measure_id}: name": entry.name,
            f"{measure.measure_id}: priority": str(entry.priority),
            f"{measure.measure_id}: definition": entry.definition,
            f"{measure.measure_id}: good performance": str(entry.good_performance or ""),
            f"{measure.measure_id}: target": formats.asked(measure.year_target, entry.good_performance),
        }
    amounts = [(f"{_RESERVE}: {one.narration}, {one.purpose}", one.approved) for one in reserves]
    amounts += [(f"{_SAVING}: {one.proposal}", one.value) for one in savings]
    found |= {name: f"£000 {formats.thousands(pence)}" for name, pence in amounts}
    return {name: text for name, text in found.items() if text}


def amendments(before: Mapping[str, str], now: Mapping[str, str], kept_back: Collection[str]) -> Iterator[Amendment]:
    """Yields the terms that are otherwise, but for those of what is kept back now."""
    hidden = {*kept_back, *(of for name, of in _LACKED.items() if name in kept_back)}
    for name in dict.fromkeys((*before, *now)):
        was, is_now = before.get(name, ""), now.get(name, "")
        if was != is_now and name.partition(": ")[0] not in hidden:
            yield Amendment(name, was, is_now)


def in_force(
    project: Project, period: Period, portfolio: str, terms: Mapping[str, str], kept_back: Collection[str]
) -> AgreementInForce | None:
    """The agreement in force in a period; None where the year has no page of it, whose approval could be held."""
    folders = project.agreement_pages(period, portfolio)
    if not folders:
        return None
    newest = Period.parse(folders[-1].parent.name)
    found = [approval for folder in folders if (approval := read_approval(folder))]
    if not found:
        return AgreementInForce(page_of=newest)
    last = found[-1]
    # An approval that does not hold its terms says nothing of what has changed since.
    changed = tuple(amendments(last.agreed, terms, kept_back)) if last.agreed else ()
    return AgreementInForce(last, changed, clash(found), newest)


def clash(approvals: Sequence[Approval]) -> tuple[Approval, ...]:
    """Two approved versions of which the second is not the later one, of other terms; none where all are in order."""
    return next(((one, other) for one, other in pairwise(approvals) if not _follows(other, one)), ())


def _follows(other: Approval, one: Approval) -> bool:
    if other.agreed == one.agreed and other.version == one.version:
        return True
    if is_version(one.version) and is_version(other.version):
        return version_key(other.version) > version_key(one.version) and other.date >= one.date
    return other.date > one.date


def called(approval: Approval) -> str:
    """An approved version as a sentence names it."""
    version = f"version {approval.version}, " if approval.version else ""
    return f"{version}which {approval.name} approved on {formats.day(approval.date)}"


def agreement_address(report: "Report") -> str:
    """The address of the agreement: that of its own page, seen from the report's, else the one outside; blank for none.

    The page stands beside the report's, or in the folder of an earlier period of the year.
    """
    of = report.agreement.page_of if report.agreement else None
    if of is None:
        return report.portfolio.agreement_link
    folder = "" if of == report.period else f"../{of}/"
    return f"{folder}{report_name(report.portfolio.slug, AGREEMENT)}.html"


def address_outside(report: "Report") -> str:
    """The agreement's address outside pprr where its own page is led to: it stands in where that is not published."""
    return report.portfolio.agreement_link if report.agreement and report.agreement.page_of else ""


def in_words(agreed: AgreementInForce | None, year: str, by: str, on: date | None) -> str:
    """The agreement that a report is measured against: its version and approval, or that it is a draft.

    ``by`` and ``on`` are who approved it, and when, by its page or else by the agreement's tables.
    """
    if agreed is None or (agreed.approval is None and by and on):
        said = f"This report is made under the {year} Portfolio Agreement"
        return f"{said}, which {by} approved on {formats.day(on)}." if by and on else f"{said}."
    said = f"This report is measured against the {year} Portfolio Agreement"
    if agreed.at_once:
        versions = formats.listed([f"{one.name} on {formats.day(one.date)}" for one in agreed.at_once])
        return f"{said}. Two versions of it are approved at once, by {versions}, so which holds is not certain."
    if agreed.approval is None:
        return f"{said}, which is a draft: nobody has approved it yet."
    said = f"{said}, {called(agreed.approval)}."
    changed = "; ".join(one.sentence for one in agreed.amendments)
    return f"{said} It has changed since, and nobody has approved the change yet: {changed}." if changed else said


def about_agreement(agreement: AgreementInForce | None, of: "Portfolio", name: str) -> Iterator[Query]:
    """Yields what is odd about the agreement in force; ``of`` is its portfolio, ``name`` the report that asks."""
    approval = agreement.approval if agreement else None
    approved, scrutinised = approval.date if approval else of.agreement_approved_on, of.agreement_scrutinised_on
    if approved and scrutinised and approved < scrutinised:
        early, late = formats.day(approved), formats.day(scrutinised)
        yield query("agreement-before-its-scrutiny", name, OVERVIEW, approved=early, scrutinised=late)
    if agreement is None:
        return
    if agreement.at_once:
        one, other = map(called, agreement.at_once)
        yield query("agreements-at-once", name, OVERVIEW, one=one, other=other)
    elif approval is None and not of.agreement_approved_on and name == of.slug:  # its page says so itself
        yield query("agreement-unapproved", name, OVERVIEW)
    elif approval and agreement.amendments:
        changed = "; ".join(one.sentence for one in agreement.amendments)
        yield query("agreement-amended", name, OVERVIEW, approved=called(approval), changed=changed)
