"""The tables of views, and of what directorates and reviews are watched for."""

from pprr.domain.oversight import (
    Adopted,
    Inspection,
    IssueState,
    Recommendation,
    StatutoryReturn,
    View,
    ViewKind,
    ViewMeasure,
    WorryIssue,
)
from pprr.domain.table import Column, TypedTable
from pprr.ingest.tables.columns import CELL

_VIEW = Column("view", "The view that it is of.")
_STATE = Column("state", "Whether it is open.", choices=tuple(IssueState))
_NOTED = Column("noted", "The day of this note of it, as YYYY-MM-DD.", is_date=True)
_FIRST = Column("first", "The day on which it was noted first, as YYYY-MM-DD.", is_date=True)
_DUE = Column("due", "The day on which it is due, as YYYY-MM-DD.", is_optional=True, is_date=True)

VIEWS = TypedTable(
    "views",
    "One row per view: a selection of measures for a directorate, a committee, a management team or a return.",
    (
        Column("view", "Its identifier, which names its pages and stays."),
        Column("name", "The view's name as printed."),
        Column("kind", "The reader that it is cut for.", choices=tuple(ViewKind)),
        Column("purpose", "What it is for: terms of reference, for example.", is_optional=True),
        Column("committee", "The committee that takes it.", is_optional=True),
        Column("signed_by", "The office that signs it off.", is_optional=True),
        Column("wards", "The wards that it is about, as a paper says it.", is_optional=True),
        Column("key_decision", "Whether a paper about it asks for a key decision.", is_optional=True),
        *CELL,
    ),
    key=("view",),
    record=View,
)
VIEW_MEASURES = TypedTable(
    "view_measures",
    "One row per view and measure that it has, or had, by the period.",
    (
        _VIEW,
        Column("measure_id", "The measure."),
        Column("portfolio", "Slug of the portfolio that has it; blank for one that left.", is_optional=True),
        Column("since", "Its first period in the view; blank where it was there before.", is_optional=True),
        Column("until", "Its last period in the view; blank where it has none.", is_optional=True),
        Column("reason", "Why it came or goes.", is_optional=True),
        *CELL,
    ),
    key=("view", "measure_id"),
    record=ViewMeasure,
)
ISSUES = TypedTable(
    "issues",
    "One row per issue of a directorate's worry list, as it stood on the report's day.",
    (
        Column("issue", "Its identifier, which is unique and stays."),
        Column("view", "The directorate."),
        _FIRST,
        _NOTED,
        Column("title", "The issue in a few words."),
        Column("why", "Why it is not acceptable.", is_optional=True),
        Column("theme", "What it has in common with issues of other directorates.", is_optional=True),
        Column("measures", "Its indicators, parted by ';'.", is_optional=True),
        Column("portfolios", "The portfolios of these, parted by ';'.", is_optional=True),
        Column("audit", "What internal audit notes of it.", is_optional=True),
        Column("projects", "What projects and programmes note of it.", is_optional=True),
        Column("risk", "What risk management notes of it.", is_optional=True),
        _STATE,
        *CELL,
    ),
    key=("issue",),
    record=WorryIssue,
)
INSPECTIONS = TypedTable(
    "inspections",
    "One row per inspection of what a view is about.",
    (
        _VIEW,
        Column("body", "Who inspected."),
        Column("subject", "What was inspected."),
        Column("inspected", "The day of the judgement, as YYYY-MM-DD.", is_date=True),
        Column("judgement", "The judgement in the inspector's words."),
        Column("next_due", "The day of the next one, as YYYY-MM-DD.", is_optional=True, is_date=True),
        *CELL,
    ),
    key=("view", "body", "subject", "inspected"),
    record=Inspection,
)
RETURNS = TypedTable(
    "returns",
    "One row per statutory return that was due by the report's day.",
    (
        _VIEW,
        Column("name", "The return."),
        Column("body", "To whom it goes."),
        Column("due", "The day on which it is due, as YYYY-MM-DD.", is_date=True),
        Column("sent", "The day on which it was sent, as YYYY-MM-DD.", is_optional=True, is_date=True),
        *CELL,
    ),
    key=("view", "name", "due"),
    record=StatutoryReturn,
)
RECOMMENDATIONS = TypedTable(
    "recommendations",
    "One row per recommendation of a review, as it stood on the report's day.",
    (
        Column("recommendation", "Its identifier, which is unique and stays."),
        _VIEW,
        Column("review", "The review that made it."),
        _FIRST,
        _NOTED,
        Column("text", "What was recommended."),
        Column("adopted", "The council's answer to it.", choices=tuple(Adopted)),
        Column("owner", "The office that answers for it.", is_optional=True),
        _DUE,
        Column("progress", "What has become of it.", is_optional=True),
        Column("evidence", "What shows that.", is_optional=True),
        _STATE,
        *CELL,
    ),
    key=("recommendation",),
    record=Recommendation,
)
