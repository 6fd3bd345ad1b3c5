"""What a report is put together of: its own figures, its words, and what others have decided about both."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from pprr.commentary.approval import Approval
from pprr.commentary.decisions import Acceptance
from pprr.commentary.earlier import EarlierWords
from pprr.commentary.entries import Account, Entry
from pprr.commentary.written_for import NotedWords
from pprr.domain import Measure, Period, Priority, Query, Rules
from pprr.domain.figures.value import Value
from pprr.domain.money import AccountLine, BudgetLine, ListRow, Outturn, Position, Reserve, Saving, Scheme, ServiceLine
from pprr.domain.projects import Contact, ProjectLine
from pprr.domain.table import Table
from pprr.ingest.edition import Edition
from pprr.ingest.tables.records import ExtractWords
from pprr.report.actions import ActionOfItem
from pprr.report.agreement import AgreementInForce
from pprr.report.items import RowItem
from pprr.rules.money.finance import Identity

if TYPE_CHECKING:
    import pandas as pd  # a report does without until somebody asks for a table

    from pprr.report.report import Report
    from pprr.wordcheck import Checked, Idioms

Tabled = Sequence[tuple[Table, Sequence[Mapping[str, object]]]]
"""The tables of a record, each with its rows: at least its columns, decimals exact, money in £000."""


@dataclass(frozen=True)
class Portfolio:
    """The portfolio; the agreement that its report rests on, by its approval and address; its Cabinet Member."""

    slug: str
    name: str
    agreement_approved_by: str
    agreement_approved_on: date | None
    agreement_link: str = ""
    member: str = ""
    member_office: str = ""
    agreement_scrutinised_by: str = ""
    agreement_scrutinised_on: date | None = None


@dataclass(frozen=True)
class ReportParts:
    """All that one portfolio's report for one period is put together of. Amounts are in pence.

    - ``priorities``: by their numbers. ``measures``: in the register's order.
    - ``periods``: those whose figures stand beside each other, oldest first; ``last``: that of the last report, None
      where it is not known; ``was_in_last``: that report was of this portfolio too, under the same name in addresses.
    - ``row_items``: the priorities, changes of the budget, reserves and savings, which may have words beside their
      section's; ``items``: everything that may have words, in the order of the page.
    - ``earlier``: of each item the words that earlier reports had last.
    - ``written``: the words as a command saw them last, and the figures that they were written for.
    - ``account``: all that its notebooks hold, as it was read: every text, and what becomes of it.
    - ``acceptances``: the accepted queries by id, those that no longer hold too.
    - ``approval``: who has approved it, if anybody has; ``changed``: the parts of its content that have changed since.
    - ``budget``: the lines of the cash limit. ``outturn``: within the year it is a forecast; None where the council has
      no cash limit. ``last_outturn``: that of the last report, None where there is none.
    - ``position``: what may be spent against what is, by the outturn or else by the table of services; None without
      either. ``last_position``: that of the last report.
    - ``entries``: the words by item, live values filled in; ``live``: the values that each item's words have used;
      ``unfilled``: what of them cannot be looked up, in words, where the report is opened to write in its notebooks.
    - ``values``: every figure and verdict of the report under a name, as ``report.values`` gives them.
    - ``tabulate``: what makes its tables for ``table``, ``tabled`` those of its record. ``idioms``: what its words are
      known as.
    - ``extract_words``: what the extract itself says of each measure; no page shows it.
    - ``checks``: each entry that has been checked, by item, with what became of its figures, for who asks again.
    - ``actions``: what committees asked that is open, and what was settled since the last report, overdue first, as it
      stood on the day ``actions_as_at``.
    - ``projects``: the projects and programmes of the portfolio; ``contacts``: whom to ask about its report.
    - ``agreement``: the version of the agreement that it is measured against; None where that has no page.
    - ``taken_by``: the committees that take it, by name, each with the day of its next meeting, None where none is
      listed. ``formerly``: what the portfolio was called before, and up to which report; blank where it was not.
    - ``lacks``: what the council is said to have none of in the year. ``glossary``: its abbreviations with meanings.
    - ``services``, ``reserves``, ``savings``, ``capital``, ``accounts``: each service, reserve, proposal, scheme or
      line, and their totals where ``is_total``; ``money_lists``: those of them that the portfolio has, by section.
    """

    council: str
    portfolio: Portfolio
    period: Period
    periods: tuple[Period, ...]
    last: Period | None
    edition: Edition
    rules: Rules
    priorities: tuple[Priority, ...]
    measures: tuple[Measure, ...]
    budget: tuple[BudgetLine, ...]
    outturn: Outturn | None
    last_outturn: Outturn | None
    position: Position | None
    last_position: Position | None
    services: tuple[ServiceLine, ...]
    reserves: tuple[Reserve, ...]
    savings: tuple[Saving, ...]
    capital: tuple[Scheme, ...]
    accounts: tuple[AccountLine, ...]
    money_lists: Mapping[str, tuple[ListRow, ...]]
    identities: tuple[Identity, ...]
    row_items: tuple[RowItem, ...]
    items: tuple[str, ...]
    entries: Mapping[str, Entry]
    earlier: EarlierWords
    written: NotedWords
    account: Account
    queries: tuple[Query, ...]
    acceptances: Mapping[str, Acceptance]
    approval: Approval | None
    changed: tuple[str, ...]
    sources: Mapping[str, str]
    tabulate: Callable[["Report", str], "pd.DataFrame"]
    tabled: Callable[["Report"], "Tabled"]
    idioms: "Idioms"
    lacks: frozenset[str] = frozenset()
    glossary: Mapping[str, str] = field(default_factory=dict)
    actions: tuple[ActionOfItem, ...] = ()
    actions_as_at: date | None = None
    projects: tuple[ProjectLine, ...] = ()
    contacts: tuple[Contact, ...] = ()
    agreement: AgreementInForce | None = None
    taken_by: Mapping[str, date | None] = field(default_factory=dict)
    formerly: str = ""
    was_in_last: bool = False
    values: tuple[Value, ...] = ()
    live: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    unfilled: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    extract_words: Mapping[str, ExtractWords] = field(default_factory=dict)
    checks: "dict[str, tuple[Entry, Checked]]" = field(default_factory=dict, compare=False, repr=False)
