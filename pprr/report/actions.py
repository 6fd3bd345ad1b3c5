"""The actions of committees, as one report carries it: each action with the item of the report that it is about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pprr.domain import Query, RegisterEntry, query
from pprr.domain.actions import Action
from pprr.ingest import tables
from pprr.ingest.cleaned import Cleaned
from pprr.report.items import OVERVIEW, RowItem
from pprr.rules.carried import carried


@dataclass(frozen=True)
class ActionOfItem:
    """An action; the item of the report that it is about, blank for the whole of it; and where it was asked."""

    action: Action
    item: str
    committee: str


def actions_of(
    cleaned: Cleaned,
    portfolio: str,
    since: date,
    measures: Sequence[RegisterEntry],
    rows: Sequence[RowItem],
    items: Sequence[str],
) -> tuple[ActionOfItem, ...]:
    """The actions of a portfolio that its report carries, in its order: those settled up to ``since`` are over."""
    committees = {one.committee: one.name for one in cleaned.tables.records(tables.COMMITTEES)}
    listed = carried(cleaned.tables.records(tables.ACTIONS).of(portfolio=portfolio), as_at=cleaned.as_at, since=since)
    names = {**_of_issues(cleaned, measures), **_names(measures, rows, items)} if listed else {}
    return tuple(
        ActionOfItem(one, names.get(_plain(one.about), ""), committees.get(one.committee, one.committee))
        for one in listed
    )


def about_actions(actions: Sequence[ActionOfItem], portfolio: str) -> Iterator[Query]:
    """The queries about actions whose item is none of the report."""
    for one in actions:
        said = one.action.about
        if said and not one.item:
            yield query(
                "action-item-unknown", portfolio, OVERVIEW, one.action.cell, number=one.action.action, about=said
            )


def _of_issues(cleaned: Cleaned, measures: Sequence[RegisterEntry]) -> Mapping[str, str]:
    """The item that each issue of a directorate's worry list stands at: its first measure here, else the overview."""
    own = {one.measure_id for one in measures}
    return {
        _plain(issue.issue): next((one for one in issue.measures if one in own), OVERVIEW)
        for issue in cleaned.tables.records(tables.ISSUES)
    }


def _names(measures: Sequence[RegisterEntry], rows: Sequence[RowItem], items: Sequence[str]) -> Mapping[str, str]:
    """Each item by what an action may call it: its name in headings, a row's title, an earlier name of a measure."""
    found = {_plain(row.title): row.item for row in rows}
    found |= {_plain(name): one.measure_id for one in measures for name in (*one.predecessors, one.measure_id)}
    return found | {_plain(item): item for item in items}


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
