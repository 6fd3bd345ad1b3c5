"""The tables of a report's record, which are its downloads: columns of the cleaned tables, and what a report adds."""

from pprr.domain.table import Column, ColumnType
from pprr.ingest import tables as cleaned

_DECIMAL, _FLAG = ColumnType.DECIMAL, ColumnType.FLAG
WHERE = "file sheet row"
_WORDS = Column("commentary", "The words about it, in Markdown.", is_optional=True)
_AS_PRINTED = "The figure, or the kind of missing it is, as the page prints it."
MEASURES = cleaned.MEASURES.for_readers(
    "One row per measure: its figure, target, status and trend.",
    "measure_id code name priority good_performance",
    Column("unit", "number, or percentage (in points: 93.0 is 93.0%)."),
    Column("kind", "How it gathers over the year: annual, cumulative, snapshot, quarter or rolling."),
    "owner",
    Column("actual", "The figure for the period, in whole units; blank where there is none.", _DECIMAL, True),
    Column("actual_as_printed", _AS_PRINTED),
    Column("target", "The target in whole units; blank where there is no figure to meet.", _DECIMAL, True),
    Column("target_as_printed", "The target as the page prints it."),
    Column("target_for_the_year", "The year's target as the page prints it."),
    Column("status", "Green, Amber or Red; blank where not rated.", is_optional=True),
    Column("status_as_printed", "The status, or why there is none."),
    Column("earlier_status", "Its status in the last report; blank where that is not known.", is_optional=True),
    Column("trend", "Getting better, Stable or Getting worse; blank where there is none.", is_optional=True),
    Column("trend_reason", "Why there is no trend.", is_optional=True),
    Column("trend_against", "The period that the trend compares with."),
    Column("long_trend", "The trend against the same point of last year.", is_optional=True),
    Column("forecast_as_printed", "The forecast of the year's end.", is_optional=True),
    Column("forecast_status", "Its status against the year's target.", is_optional=True),
    Column("is_late", "Whether a figure was due and is missing.", _FLAG),
    Column("is_exception", "Whether it is an exception under the year's rules.", _FLAG),
    Column("exception_reason", "Why it is an exception.", is_optional=True),
    Column("is_highlight", "Whether it is a highlight under the year's rules.", _FLAG),
    Column("is_shown", "Whether the page shows it: an edition of new data leaves others out.", _FLAG),
    Column("is_on_edge", "Whether the unrounded figure would have another status.", _FLAG),
    "framework",
    Column("rule_as_printed", "The way its status comes about, in words, where it has a rule of its own."),
    "definition predecessors",
    _WORDS,
    key=("measure_id",),
)
READINGS = cleaned.READINGS.for_readers(
    "One row per measure and data period, with the cell it was read from.",
    "measure_id period",
    Column("value", "The figure in whole units; blank where there is none.", _DECIMAL, True),
    Column("as_printed", _AS_PRINTED),
    "numerator denominator figure_period missing",
    Column("as_received", "The cell as received."),
    WHERE,
    "column",
    key=("measure_id", "period"),
)
BUDGET = cleaned.BUDGET.for_readers("One row per line of the cash limit.", "line description amount", _WORDS, WHERE)
OUTTURN = cleaned.OUTTURN.for_readers(
    "One row: the portfolio's revenue outturn.",
    "cash_limit expenditure appropriations outturn variance",
    _WORDS,
    WHERE,
)
SERVICES = cleaned.SERVICES.for_readers(
    cleaned.SERVICES.row,
    "group line kind budget actual forecast variance previous_variance",
    Column("variance_percent", "The variance in percent of the budget; blank of a budget of 0.", _DECIMAL, True),
    Column("spent_percent", "What has been spent to date in percent of the budget.", _DECIMAL, True),
    "is_total",
    WHERE,
)
RESERVES = cleaned.RESERVES.for_readers(
    cleaned.RESERVES.row, "category narration purpose approved change balance", _WORDS, "is_total", WHERE
)
SAVINGS = cleaned.SAVINGS.for_readers(
    cleaned.SAVINGS.row,
    "proposal risk_rating value achieved at_risk not_deliverable information",
    _WORDS,
    "is_total",
    WHERE,
)
CAPITAL = cleaned.CAPITAL.for_readers(
    cleaned.CAPITAL.row, "scheme budget forecast rephasing variance information is_total", WHERE
)
ACCOUNTS = cleaned.ACCOUNTS.for_readers(cleaned.ACCOUNTS.row, "account line budget forecast variance is_total", WHERE)
ACTIONS = cleaned.ACTIONS.for_readers(
    "One row per action, question, promised reply, issue for Cabinet or good practice that the report carries.",
    "action kind raised committee by about",
    Column("item", "The item of the report that it is about; blank for the whole of it.", is_optional=True),
    "owner due text",
    Column("state", "open, answered, done or withdrawn, on the report's day."),
    Column("is_overdue", "Whether it was due before that day and is not settled.", _FLAG),
    "answered reply done withdrawn",
    WHERE,
    key=("action",),
)
PROJECTS = cleaned.PROJECTS.for_readers(
    cleaned.PROJECTS.row, "project measures state milestone effect owner", WHERE, key=("project",)
)
