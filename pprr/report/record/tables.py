"""The tables of a report's record, which are its downloads: what a row is, and every column."""

from pprr.domain.table import Column, ColumnType, Table

_DECIMAL, _INTEGER, _FLAG = ColumnType.DECIMAL, ColumnType.INTEGER, ColumnType.FLAG


def _thousands(name: str, meaning: str) -> Column:
    return Column(name, f"{meaning} In £000.", _DECIMAL)


_WHERE = (
    Column("file", "The file it was read from."),
    Column("sheet", "The sheet of a workbook.", is_optional=True),
    Column("row", "The row in that file, counted from 1.", _INTEGER),
)
_WORDS = Column("commentary", "The words about it, in Markdown.", is_optional=True)
MEASURES = Table(
    "measures",
    "One row per measure: its figure, target, status and trend.",
    (
        Column("measure_id", "Unique and stable over years."),
        Column("code", "The PI code as printed; several measures may share one."),
        Column("name", "The short name."),
        Column("priority", "Number of the priority it belongs to.", _INTEGER),
        Column("good_performance", "Whether a high or a low figure is good.", is_optional=True),
        Column("unit", "number, or percentage (in points: 93.0 is 93.0%)."),
        Column("kind", "How it gathers over the year: annual, cumulative, snapshot, quarter or rolling."),
        Column("owner", "Who answers for it.", is_optional=True),
        Column("actual", "The figure for the period, in whole units; blank where there is none.", _DECIMAL, True),
        Column("actual_as_printed", "The figure, or the kind of missing it is, as the page prints it."),
        Column("target", "The target in whole units; blank where there is no figure to meet.", _DECIMAL, True),
        Column("target_as_printed", "The target as the page prints it."),
        Column("target_for_the_year", "The year's target as the page prints it."),
        Column("status", "Green, Amber or Red; blank where not rated.", is_optional=True),
        Column("status_as_printed", "The status, or why there is none."),
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
        Column("is_on_edge", "Whether the unrounded figure would have another status.", _FLAG),
        Column("framework", "The wider framework or headline suite that it belongs to.", is_optional=True),
        _WORDS,
    ),
    key=("measure_id",),
)
READINGS = Table(
    "readings",
    "One row per measure and data period, with the cell it was read from.",
    (
        Column("measure_id", "The measure."),
        Column("period", "The period of the column it stands in."),
        Column("value", "The figure in whole units; blank where there is none.", _DECIMAL, True),
        Column("as_printed", "The figure, or the kind of missing it is, as the page prints it."),
        Column("numerator", "The counted part of a percentage.", _DECIMAL, True),
        Column("denominator", "The whole it is a part of.", _DECIMAL, True),
        Column("figure_period", "The figure's own period where it is not the column's.", is_optional=True),
        Column("missing", "Why there is no figure.", is_optional=True),
        Column("as_received", "The cell as received."),
        *_WHERE,
        Column("column", "The label of the column."),
    ),
    key=("measure_id", "period"),
)
BUDGET = Table(
    "budget",
    "One row per line of the cash limit.",
    (
        Column("line", "Previously reported, Change or Current."),
        Column("description", "The reason for a change.", is_optional=True),
        _thousands("amount", "The line's amount."),
        _WORDS,
        *_WHERE,
    ),
)
OUTTURN = Table(
    "outturn",
    "One row: the portfolio's revenue outturn.",
    (
        _thousands("cash_limit", "The net cash limit."),
        _thousands("expenditure", "Net expenditure."),
        _thousands("appropriations", "To reserves (positive) or from them (negative)."),
        _thousands("outturn", "Net expenditure and appropriations together."),
        _thousands("variance", "Outturn less cash limit: negative is a surplus."),
        _WORDS,
        *_WHERE,
    ),
)
RESERVES = Table(
    "reserves",
    "One row per use of an earmarked reserve, and the totals as received.",
    (
        Column("category", "The reserve's category.", is_optional=True),
        Column("narration", "The reserve's name.", is_optional=True),
        Column("purpose", "What it is to be used for.", is_optional=True),
        _thousands("approved", "The approved amount."),
        _thousands("change", "What was drawn from it: a draw is positive."),
        _thousands("balance", "What is left."),
        _WORDS,
        Column("is_total", "Whether the row is a total of the others.", _FLAG),
        *_WHERE,
    ),
)
SAVINGS = Table(
    "savings",
    "One row per savings proposal, and the totals as received.",
    (
        Column("proposal", "The proposal's name."),
        Column("risk_rating", "The judgement of its delivery.", is_optional=True),
        _thousands("value", "The saving agreed."),
        _thousands("achieved", "The saving achieved."),
        Column("information", "What was done.", is_optional=True),
        _WORDS,
        Column("is_total", "Whether the row is a total of the others.", _FLAG),
        *_WHERE,
    ),
)
CAPITAL = Table(
    "capital",
    "One row per scheme of the capital programme, and the totals as received.",
    (
        Column("scheme", "The scheme's name."),
        _thousands("budget", "What the programme holds for the year."),
        _thousands("forecast", "What is forecast to be spent, or at the year's end was spent."),
        _thousands("rephasing", "What moves to later years."),
        _thousands("variance", "Forecast and rephasing less budget: negative is an underspend."),
        Column("information", "What was done.", is_optional=True),
        Column("is_total", "Whether the row is a total of the others.", _FLAG),
        *_WHERE,
    ),
)
ACCOUNTS = Table(
    "accounts",
    "One row per line of an account outside the cash limit, and the totals as received.",
    (
        Column("account", "The account."),
        Column("line", "The line's name."),
        _thousands("budget", "The line's budget."),
        _thousands("forecast", "What is forecast, or at the year's end was spent or received (negative)."),
        _thousands("variance", "Forecast less budget: negative is a surplus."),
        Column("is_total", "Whether the row is a total of the account's others.", _FLAG),
        *_WHERE,
    ),
)
