"""Puts the covering paper together: the committee's portfolios, its meeting, what it asked, and its own words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pprr import formats
from pprr.documents.corporate import sums
from pprr.documents.covering.report import ITEMS, CoveringPaper
from pprr.documents.covering.standing_words import read_standing_words
from pprr.documents.covering.tables import tables_of_paper
from pprr.documents.frame import called_apart, finished, framed, parts_of
from pprr.domain import Query, query
from pprr.domain.actions import Action, Committee
from pprr.domain.documents import Document
from pprr.domain.figures.value import Value
from pprr.ingest import tables
from pprr.ingest.cleaned import Cleaned
from pprr.ingest.inputs import states_as_at
from pprr.ingest.subjects import slug_from
from pprr.project import Project
from pprr.report import Report
from pprr.report.actions import ActionOfItem
from pprr.report.items import OVERVIEW
from pprr.report.measures.past import Past
from pprr.report.queries.of_draft import Ask
from pprr.report.values.collect import values_of_counts
from pprr.rules.carried import carried


def covering_paper(
    project: Project,
    cleaned: Cleaned,
    document: Document,
    past: Past,
    *,
    is_writing: bool = False,
    ask: Ask | None = None,
) -> CoveringPaper:
    """The covering paper of a committee; raises FaultsError where its standing words cannot be used."""
    committees = cleaned.tables.records(tables.COMMITTEES)
    committee = next(one for one in committees if slug_from(one.committee) == document.subject.slug)
    parts = parts_of(project, cleaned, document, past)
    meeting = cleaned.next_meeting(committee.committee)
    since = states_as_at(project, past.last) if past.last else cleaned.period.previous.end
    listed = carried(_asked(cleaned, committee), as_at=cleaned.as_at, since=since)
    known = {one.action.action: one for part in parts for one in part.actions}
    own = replace(
        framed(project, cleaned, document, past, items=ITEMS, tabled=tables_of_paper, parts=parts),
        measures=called_apart([one for part in parts for one in part.measures]),
        actions=tuple(known.get(one.action) or ActionOfItem(one, "", committee.name) for one in listed),
        actions_as_at=cleaned.as_at,
    )
    names = {
        "committee": committee.name,
        "meeting": formats.day(meeting) if meeting else "a day that is not stated",
        "portfolios": formats.listed([part.portfolio.name for part in parts]),
        "report": cleaned.period.title,
        "year": cleaned.period.year.replace("-", "/"),
    }
    words = read_standing_words(project, document.kind).filled(names)
    paper = CoveringPaper(
        **vars(own),
        parts=tuple(parts),
        money=_money(cleaned, {part.portfolio.slug: part.portfolio.name for part in parts}),
        committee=committee,
        called={one.portfolio: one.name for one in cleaned.tables.records(tables.PORTFOLIOS)},
        meeting=meeting,
        standing_words=words,
    )
    values, asked = _values(paper), _queries(paper)
    of = paper.portfolios
    return finished(project, paper, values, past, of=of, queries=asked, is_writing=is_writing, ask=ask)


def _money(cleaned: Cleaned, names: Mapping[str, str]) -> Mapping[str, sums.CouncilSum]:
    """The revenue and the savings of the portfolios, and what they come to."""
    listed = {"revenue": (sums.POSITION, sums.position), "savings": (sums.SAVINGS, sums.savings)}
    return {name: sums.council_sum(columns, names, cleaned.money, own) for name, (columns, own) in listed.items()}


def _asked(cleaned: Cleaned, committee: Committee) -> Iterator[Action]:
    """Yields what the committee raised, of whatever portfolio, and what no known committee did about one of its own."""
    committees = {one.committee for one in cleaned.tables.records(tables.COMMITTEES)}
    for one in cleaned.tables.records(tables.ACTIONS):
        is_nobodys = one.committee not in committees and one.portfolio in committee.portfolios
        if one.committee == committee.committee or is_nobodys:
            yield one


def _values(paper: CoveringPaper) -> Sequence[Value]:
    """The values that its words may name: those counted over its portfolios, and those of each measure."""
    measures = {one.measure_id for one in paper.measures}
    return (*values_of_counts(paper), *(one for part in paper.parts for one in part.values if one.item in measures))


def _queries(paper: CoveringPaper) -> Iterator[Query]:
    name = paper.portfolio.slug
    if paper.meeting is None:
        yield query("paper-without-meeting", name, OVERVIEW, committee=paper.committee.name, day=_day(paper))
    elif paper.approval and paper.approval.date > paper.meeting:
        approved, day = formats.day(paper.approval.date), formats.day(paper.meeting)
        yield query("paper-after-its-meeting", name, OVERVIEW, approved=approved, meeting=day)
    for part in paper.parts:
        if not part.contacts:
            yield query("paper-without-officer", name, OVERVIEW, portfolio=part.portfolio.name)


def _day(paper: Report) -> str:
    return formats.day(paper.actions_as_at) if paper.actions_as_at else ""
