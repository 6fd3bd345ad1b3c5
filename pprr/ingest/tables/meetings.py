"""The tables of what runs over years: committees, their meetings, and what was asked there."""

from pprr.domain.actions import Action, ActionKind, Committee, Meeting
from pprr.domain.table import Column, TypedTable
from pprr.ingest.tables.columns import CELL


def _day(name: str, meaning: str) -> Column:
    return Column(name, f"{meaning}, as YYYY-MM-DD.", is_optional=True, is_date=True)


COMMITTEES = TypedTable(
    "committees",
    "One row per committee.",
    (
        Column("committee", "Its identifier, which is unique and stays."),
        Column("name", "The committee's name as printed."),
        Column("terms_of_reference", "What it is there for.", is_optional=True),
        Column("portfolios", "The portfolios whose reports it takes, parted by ';'.", is_optional=True),
        *CELL,
    ),
    key=("committee",),
    record=Committee,
)
MEETINGS = TypedTable(
    "meetings",
    "One row per meeting of a committee.",
    (
        Column("committee", "The committee's identifier."),
        Column("date", "The day of the meeting, as YYYY-MM-DD.", is_date=True),
        *CELL,
    ),
    key=("committee", "date"),
    record=Meeting,
)
ACTIONS = TypedTable(
    "actions",
    "One row per action, question, promised reply, issue for Cabinet or good practice to share, as it stood on the "
    "report's day.",
    (
        Column("action", "Its identifier, which is unique and stays."),
        Column("kind", "What was asked for or promised.", choices=tuple(ActionKind)),
        Column("raised", "The day on which it was asked, as YYYY-MM-DD.", is_date=True),
        Column("committee", "Where it was asked.", is_optional=True),
        Column("by", "By whom: a role.", is_optional=True),
        Column("portfolio", "The portfolio that reports of it; blank where none of the year does.", is_optional=True),
        Column("about", "The item that it is about; blank for the portfolio as a whole.", is_optional=True),
        Column("owner", "The office that answers for it.", is_optional=True),
        _day("due", "The day on which it is due"),
        Column("text", "What was asked."),
        _day("answered", "The day on which it was answered"),
        Column("reply", "The answer.", is_optional=True),
        _day("done", "The day on which it was done"),
        _day("withdrawn", "The day on which it was withdrawn"),
        *CELL,
    ),
    key=("action",),
    record=Action,
)
