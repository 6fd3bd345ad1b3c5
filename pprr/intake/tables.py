"""The cleaned tables: what a row is, and every column. Declared once, held on write and on read."""

from pprr.model import (
    Frequency,
    Kind,
    Mark,
    Missing,
    Polarity,
    RuleKind,
    Severity,
    Status,
    TargetKind,
    Unit,
)
from pprr.model.ledger import Dated, Part
from pprr.model.table import Column, ColumnType, Table

_TEXT, _DECIMAL, _INTEGER, _FLAG = ColumnType.TEXT, ColumnType.DECIMAL, ColumnType.INTEGER, ColumnType.FLAG

_PORTFOLIO = Column("portfolio", "Slug of the portfolio.")
_CELL = (
    Column("file", "The file the row was read from."),
    Column("sheet", "The sheet of a workbook.", is_optional=True),
    Column("row", "The row in that file, counted from 1.", _INTEGER),
)
_COLUMN = Column("column", "The label of the column the figure was read from.", is_optional=True)
_TEXT_CELL = Column("text", "The cell as received.")
_UNIT = Column("unit", "What the figure counts; a percentage is in points.", choices=tuple(Unit))
_FIGURE = (
    Column("value", "The figure, exact, in units of scale.", _DECIMAL, is_optional=True),
    Column("decimals", "How many decimals are printed.", _INTEGER),
    Column("scale", "1, or 1,000 or 1,000,000 for a figure in thousands or millions.", _INTEGER),
)
_MONEY_UNIT = Column("money_unit", "Pence to which the source is rounded.", _INTEGER)


def _bound(name: str, meaning: str) -> Column:
    return Column(name, f"{meaning} In units of scale.", _DECIMAL, is_optional=True)


def _money(name: str, meaning: str) -> Column:
    return Column(name, f"{meaning} In pence.", _INTEGER)


PORTFOLIOS = Table(
    "portfolios",
    "One row per portfolio of the year.",
    (
        _PORTFOLIO,
        Column("name", "The portfolio's name as printed."),
        Column("agreement_approved_by", "The body that approved its agreement.", is_optional=True),
        Column("agreement_approved_on", "The day of that approval, as YYYY-MM-DD.", is_optional=True),
        *_CELL,
    ),
    key=("portfolio",),
)
PRIORITIES = Table(
    "priorities",
    "One row per priority of a portfolio.",
    (
        _PORTFOLIO,
        Column("priority", "Number of the priority.", _INTEGER),
        Column("title", "The priority's title."),
        Column("text", "What the agreement says of it, in Markdown."),
        *_CELL,
    ),
    key=("portfolio", "priority"),
)
MEASURES = Table(
    "measures",
    "One row per measure in the year's register.",
    (
        Column("measure_id", "Unique and stable over years."),
        Column("code", "The PI code as printed; several measures may share one."),
        Column("name", "The short name as printed."),
        _PORTFOLIO,
        Column("priority", "Number of the priority it belongs to.", _INTEGER),
        Column(
            "good_performance",
            "Whether a high or a low figure is good.",
            is_optional=True,
            choices=tuple(Polarity),
        ),
        _UNIT,
        Column("decimals", "How many decimals the measure is printed with.", _INTEGER),
        Column("kind", "How it gathers over the year.", choices=tuple(Kind)),
        Column("owner", "Who answers for it.", is_optional=True),
        Column("framework", "The wider framework or headline suite that it belongs to.", is_optional=True),
        Column("tolerance", "Its own Amber margin; blank where the year's holds.", is_optional=True),
        Column("frequency", "How often it has a new figure.", choices=tuple(Frequency)),
        Column("lag", "How many reporting points its figures come late.", _INTEGER),
        Column("rule", "How its status comes about.", choices=tuple(RuleKind)),
        Column("rule_reason", "Why it has that rule or margin.", is_optional=True),
        Column("predecessors", "The measures of earlier years that it goes on from, parted by ';'.", is_optional=True),
        Column("rebase", "The periods at which its control limits start anew, parted by ';'.", is_optional=True),
        *_CELL,
    ),
    key=("measure_id",),
)
TARGETS = Table(
    "targets",
    "One row per measure: its target for the year.",
    (
        Column("measure_id", "The measure."),
        Column("kind", "A value, a direction, or none.", choices=tuple(TargetKind)),
        _UNIT,
        *_FIGURE,
        _bound("floor", "The least that is Amber, under a rule with a floor or with two targets."),
        _bound("upper", "The upper end of a band."),
        *(_bound(f"q{quarter}", f"What is to be reached by the end of quarter {quarter}.") for quarter in (1, 2, 3)),
        Column("reason", "Why the target was set or changed.", is_optional=True),
        _TEXT_CELL,
        *_CELL,
        _COLUMN,
    ),
    key=("measure_id",),
)
READINGS = Table(
    "readings",
    "One row per measure and data period.",
    (
        Column("measure_id", "The measure."),
        Column("period", "The period of the column the figure stands in."),
        _UNIT,
        *_FIGURE,
        Column("numerator", "The counted part of a percentage, where given.", _DECIMAL, is_optional=True),
        Column("denominator", "The whole it is a part of.", _DECIMAL, is_optional=True),
        Column("figure_period", "The figure's own period where it is not the column's.", is_optional=True),
        Column("missing", "Why there is no figure.", is_optional=True, choices=tuple(Missing)),
        Column("mark", "What the source says of it.", is_optional=True, choices=tuple(Mark)),
        Column("comparator", "Where the figure is a bound.", is_optional=True, choices=("<", "≤", ">", "≥")),
        Column("given", "A status that stood in the cell itself.", is_optional=True, choices=tuple(Status)),
        Column("text", "The cell as received; blank where no figure was due.", is_optional=True),
        *_CELL,
        _COLUMN,
    ),
    key=("measure_id", "period"),
)
FORECASTS = Table(
    "forecasts",
    "One row per measure that has a forecast of its figure at the year's end.",
    (
        Column("measure_id", "The measure."),
        _UNIT,
        *_FIGURE,
        _TEXT_CELL,
        *_CELL,
        _COLUMN,
    ),
    key=("measure_id",),
)
JUDGEMENTS = Table(
    "judgements",
    "One row per measure whose status somebody has judged.",
    (
        Column("measure_id", "The measure."),
        Column("status", "The status given.", choices=tuple(Status)),
        Column("author", "Who judged it."),
        *_CELL,
        _COLUMN,
    ),
    key=("measure_id",),
)
SERIES = Table(
    "series",
    "One row per measure and point of its series.",
    (
        Column("measure_id", "The measure."),
        Column("period", "The point's own period, as printed."),
        Column("start", "The first day that it covers, as YYYY-MM-DD."),
        Column("end", "The last day that it covers, as YYYY-MM-DD."),
        _UNIT,
        *_FIGURE,
        Column("mark", "What the source says of it.", is_optional=True, choices=tuple(Mark)),
        _TEXT_CELL,
        *_CELL,
        _COLUMN,
    ),
    key=("measure_id", "end"),
)
COMPARATORS = Table(
    "comparators",
    "One row per measure, group, body it is compared with, and period.",
    (
        Column("measure_id", "The measure."),
        Column("group", "The group, such as nearest neighbours."),
        Column("name", "The council or average that the figure is of."),
        Column("is_average", "Whether it is an average and no council.", _FLAG),
        Column("period", "The period of the figure, as printed."),
        Column("start", "The first day that it covers, as YYYY-MM-DD."),
        Column("end", "The last day that it covers, as YYYY-MM-DD."),
        _UNIT,
        *_FIGURE,
        Column("mark", "What the source says of it.", is_optional=True, choices=tuple(Mark)),
        Column("source", "Who published it."),
        _TEXT_CELL,
        *_CELL,
        _COLUMN,
    ),
    key=("measure_id", "group", "name", "end"),
)
STATUSES = Table(
    "statuses",
    "One row per measure and earlier period whose published status the extract gives.",
    (
        Column("measure_id", "The measure."),
        Column("period", "The period of the earlier report."),
        Column("status", "The status it printed.", choices=tuple(Status)),
        *_CELL,
    ),
    key=("measure_id", "period"),
)
BUDGET = Table(
    "budget",
    "One row per line that makes up a cash limit.",
    (
        _PORTFOLIO,
        Column("line", "What the line is.", choices=("Previously reported", "Change", "Current")),
        Column("description", "The reason for a change.", is_optional=True),
        _money("amount", "The line's amount."),
        _MONEY_UNIT,
        *_CELL,
    ),
)
OUTTURN = Table(
    "outturn",
    "One row per portfolio: its revenue outturn.",
    (
        _PORTFOLIO,
        _money("cash_limit", "The net cash limit."),
        _money("expenditure", "Net expenditure."),
        _money("appropriations", "Appropriations to (positive) or from (negative) reserves."),
        _money("outturn", "Net expenditure and appropriations together."),
        _money("variance", "Outturn less cash limit: negative is a surplus."),
        _MONEY_UNIT,
        *_CELL,
    ),
    key=("portfolio",),
)
LEDGER = Table(
    "ledger",
    "One row per portfolio, cost centre, part of the outturn and place of the days, from the ledger's lines.",
    (
        _PORTFOLIO,
        Column("cost_centre", "The cost centre's code."),
        Column("part", "What its accounts are to the outturn; none is in no figure.", choices=tuple(Part)),
        Column("dated", "Where the lines' days lie: only those in the period are in a figure.", choices=tuple(Dated)),
        _money("amount", "What the lines add to, expenditure positive."),
        Column("lines", "How many lines.", _INTEGER),
        Column("file", "The files of the ledger."),
    ),
    key=("portfolio", "cost_centre", "part", "dated"),
)
RESERVES = Table(
    "reserves",
    "One row per use of an earmarked reserve, and the total rows as received.",
    (
        _PORTFOLIO,
        Column("group", "The group the reserve stands in.", is_optional=True),
        Column("category", "The reserve's category.", is_optional=True),
        Column("narration", "The reserve's name.", is_optional=True),
        Column("purpose", "What it is to be used for.", is_optional=True),
        _money("approved", "The approved amount."),
        _money("change", "The change in the year: a draw is positive."),
        _money("balance", "What is left."),
        Column("is_total", "Whether the row is a total of the others.", _FLAG),
        _MONEY_UNIT,
        *_CELL,
    ),
)
SAVINGS = Table(
    "savings",
    "One row per savings proposal, and the total rows as received.",
    (
        _PORTFOLIO,
        Column("proposal", "The proposal's name."),
        Column("risk_rating", "The judgement of its delivery.", is_optional=True, choices=tuple(Status)),
        _money("value", "The saving agreed."),
        _money("achieved", "The saving achieved."),
        Column("information", "What was done.", is_optional=True),
        Column("is_total", "Whether the row is a total of the others.", _FLAG),
        _MONEY_UNIT,
        *_CELL,
    ),
)
CAPITAL = Table(
    "capital",
    "One row per scheme of the capital programme, and the total rows as received.",
    (
        _PORTFOLIO,
        Column("scheme", "The scheme's name."),
        _money("budget", "What the programme holds for the year."),
        _money("forecast", "What is forecast to be spent, or at the year's end was spent."),
        _money("rephasing", "What moves to later years: positive."),
        _money("variance", "Forecast and rephasing less budget: negative is an underspend."),
        Column("information", "What was done.", is_optional=True),
        Column("is_total", "Whether the row is a total of the others.", _FLAG),
        _MONEY_UNIT,
        *_CELL,
    ),
)
ACCOUNTS = Table(
    "accounts",
    "One row per line of an account outside the cash limit, and the total rows as received.",
    (
        _PORTFOLIO,
        Column("account", "The account: Housing Revenue Account, Dedicated Schools Grant, Non-cash limit."),
        Column("line", "The line's name."),
        _money("budget", "The line's budget."),
        _money("forecast", "What is forecast, or at the year's end was spent or received (negative)."),
        _money("variance", "Forecast less budget: negative is a surplus."),
        Column("is_total", "Whether the row is a total of the account's others.", _FLAG),
        _MONEY_UNIT,
        *_CELL,
    ),
)
AGREED_RESERVES = Table(
    "agreed_reserves",
    "One row per use of an earmarked reserve in the year's agreement.",
    (
        _PORTFOLIO,
        Column("category", "The reserve's category.", is_optional=True),
        Column("narration", "The reserve's name."),
        Column("purpose", "What it is to be used for."),
        _money("approved", "The approved amount."),
        _MONEY_UNIT,
        *_CELL,
    ),
    key=("portfolio", "narration", "purpose"),
)
AGREED_SAVINGS = Table(
    "agreed_savings",
    "One row per savings proposal in the year's agreement.",
    (
        _PORTFOLIO,
        Column("proposal", "The proposal's name."),
        _money("value", "The saving agreed."),
        _MONEY_UNIT,
        *_CELL,
    ),
    key=("portfolio", "proposal"),
)
QUERIES = Table(
    "queries",
    "One row per oddity that was found while reading.",
    (
        Column("severity", "Blocking, warning or note.", choices=tuple(Severity)),
        Column("kind", "What sort of oddity it is."),
        Column("portfolio", "Slug of the portfolio; blank where a whole file is meant.", is_optional=True),
        Column("item", "The measure or item it is about."),
        Column("found", "What was found."),
        Column("expected", "What was expected."),
        Column("action", "What to do."),
        Column("source", "Where.", is_optional=True),
    ),
)
FAULTS = Table(
    "faults",
    "One row per fault that stopped a portfolio.",
    (
        _PORTFOLIO,
        Column("problem", "What is wrong."),
        Column("remedy", "What to do.", is_optional=True),
        Column("file", "The file."),
        Column("sheet", "The sheet of a workbook.", is_optional=True),
        Column("row", "The row, counted from 1; 0 where the whole file is meant.", _INTEGER),
        _COLUMN,
    ),
)
ALL = (
    PORTFOLIOS,
    PRIORITIES,
    MEASURES,
    TARGETS,
    READINGS,
    FORECASTS,
    JUDGEMENTS,
    SERIES,
    COMPARATORS,
    STATUSES,
    BUDGET,
    OUTTURN,
    LEDGER,
    RESERVES,
    SAVINGS,
    CAPITAL,
    ACCOUNTS,
    AGREED_RESERVES,
    AGREED_SAVINGS,
    QUERIES,
    FAULTS,
)
