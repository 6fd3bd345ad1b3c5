"""Everything of a report that may have words: its sections, measures, priorities, and the rows of its money."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pprr.commentary.names import CHANGE, PRIORITY, RESERVE, SAVING, row_names
from pprr.domain import Priority, RegisterEntry
from pprr.domain.money import BudgetLine, CashLimitLine, Reserve, Saving, lines_of, without_totals

OVERVIEW, BUDGET, OUTTURN, RESERVES, SAVINGS = "overview", "budget", "outturn", "reserves", "savings"
SERVICES, CAPITAL, ACCOUNTS, PRIORITIES = "services", "capital", "accounts", "priorities"
SCOPE, STATEMENT, RISKS, OUTLOOK = "scope", "statement", "risks", "outlook"
_PLACES = ((STATEMENT, SCOPE), (RISKS, OUTLOOK))
OPTIONAL = (*_PLACES[0], *_PLACES[1])
"""Entries that a report has where somebody writes one."""
_MONEY = {BUDGET, OUTTURN, SERVICES, RESERVES, SAVINGS, CAPITAL, ACCOUNTS}
WithWords = Priority | BudgetLine | Reserve | Saving


@dataclass(frozen=True)
class RowItem:
    """One row that may have words of its own, beside those of its section.

    ``item`` is its name in headings, ``kind`` what it is in words, ``title`` what the page calls it, ``row`` the row.
    """

    item: str
    kind: str
    section: str
    title: str
    row: WithWords


def row_items(
    priorities: Sequence[Priority],
    budget: Sequence[BudgetLine],
    reserves: Sequence[Reserve],
    savings: Sequence[Saving],
    measures: Collection[str],
) -> tuple[RowItem, ...]:
    """The priorities, changes of the budget, reserves and savings, in the order of the page.

    The identifiers of ``measures`` are taken: no row goes by one of them.
    """
    listed: tuple[tuple[str, str, str, Sequence[WithWords]], ...] = (
        ("priority", PRIORITY, PRIORITIES, priorities),
        ("budget change", CHANGE, BUDGET, lines_of(budget, CashLimitLine.CHANGE)),
        ("reserve", RESERVE, RESERVES, without_totals(reserves)),
        ("saving", SAVING, SAVINGS, without_totals(savings)),
    )
    return tuple(
        RowItem(item, kind, section, title, row)
        for kind, begins, section, table in listed
        for item, (title, row) in _named(begins, table, set(measures))
    )


def items_of(measures: Sequence[RegisterEntry], rows: Sequence[RowItem], money: Iterable[str]) -> tuple[str, ...]:
    """Everything that may have words, in the order of the page; ``money`` are the sections of money that there are."""
    of_rows: dict[str, list[str]] = {}
    said = [OVERVIEW]
    for found in rows:
        of_rows.setdefault(found.section, []).append(found.item)
        if isinstance(found.row, Priority):
            said += [found.item, *(one.measure_id for one in measures if one.priority == found.row.priority)]
    said += [one.measure_id for one in measures if one.measure_id not in said]
    for section in money:
        said += [section, *of_rows.get(section, [])]
    return tuple(said)


def with_optional(items: Sequence[str], names: Collection[str]) -> tuple[str, ...]:
    """The items, and those of the ``OPTIONAL`` that are named: behind the overview, or before the money."""
    front, back = ([name for name in pair if name in names and name not in items] for pair in _PLACES)
    at = next((place for place, item in enumerate(items) if item in _MONEY), len(items))
    return (*items[:1], *front, *items[1:at], *back, *items[at:])


def _named(begins: str, table: Sequence[WithWords], taken: set[str]) -> Iterator[tuple[str, tuple[str, WithWords]]]:
    """Each row under the name of its item, with what the page calls it."""
    texts = [_texts(row) for row in table]
    names = row_names(begins, (text for text, _ in texts), taken)
    yield from zip(names, ((title, row) for (_, title), row in zip(texts, table, strict=True)), strict=True)


def _texts(row: WithWords) -> tuple[str, str]:
    """The text that the row's name is made of, the part that tells most first; and what the page calls it."""
    match row:
        case Priority():
            return str(row.priority), f"Priority {row.priority}: {row.title}"
        case BudgetLine():
            return row.description or "no reason given", row.description or "No reason given"
        case Reserve():
            return f"{row.purpose} {row.narration}", ": ".join(filter(None, (row.narration, row.purpose)))
        case Saving():
            return row.proposal, row.proposal
