"""The tables of measures' figures: the period's own and earlier ones, series, those of others, statuses given."""

from pprr.domain import Mark, Missing, Status, TargetKind
from pprr.domain.projects import ProjectLine
from pprr.domain.table import Column, TypedTable
from pprr.ingest.tables.columns import CELL, COLUMN, DECIMAL, FIGURE, FLAG, INTEGER, PORTFOLIO, TEXT_CELL, UNIT
from pprr.ingest.tables.records import (
    ExtractWords,
    GivenComparator,
    GivenForecast,
    GivenJudgement,
    GivenPoint,
    GivenReading,
    GivenStatus,
)

READINGS = TypedTable(
    "readings",
    "One row per measure and data period.",
    (
        Column("measure_id", "The measure."),
        Column("period", "The period of the column it stands in."),
        UNIT,
        *FIGURE,
        Column("numerator", "The counted part of a percentage.", DECIMAL, is_optional=True),
        Column("denominator", "The whole it is a part of.", DECIMAL, is_optional=True),
        Column("rounded_to", "What the two counts are rounded to; 0 where they are exact.", INTEGER),
        Column("figure_period", "The figure's own period where it is not the column's.", is_optional=True),
        Column("missing", "Why there is no figure.", is_optional=True, choices=tuple(Missing)),
        Column("mark", "What the source says of it.", is_optional=True, choices=tuple(Mark)),
        Column("comparator", "Where the figure is a bound.", is_optional=True, choices=("<", "≤", ">", "≥")),
        Column("given", "A status that stood in the cell itself.", is_optional=True, choices=tuple(Status)),
        Column("text", "The cell as received; blank where no figure was due.", is_optional=True),
        *CELL,
        COLUMN,
    ),
    key=("measure_id", "period"),
    record=GivenReading,
)
FORECASTS = TypedTable(
    "forecasts",
    "One row per measure that has a forecast of its figure at the year's end.",
    (
        Column("measure_id", "The measure."),
        UNIT,
        *FIGURE,
        TEXT_CELL,
        *CELL,
        COLUMN,
    ),
    key=("measure_id",),
    record=GivenForecast,
)
JUDGEMENTS = TypedTable(
    "judgements",
    "One row per measure whose status somebody has judged.",
    (
        Column("measure_id", "The measure."),
        Column("status", "The status given.", choices=tuple(Status)),
        Column("author", "Who judged it."),
        *CELL,
        COLUMN,
    ),
    key=("measure_id",),
    record=GivenJudgement,
)
SERIES = TypedTable(
    "series",
    "One row per measure and point of its series.",
    (
        Column("measure_id", "The measure."),
        Column("period", "The point's own period."),
        Column("start", "The first day that it covers.", is_date=True),
        Column("end", "The last day that it covers.", is_date=True),
        UNIT,
        *FIGURE,
        Column("mark", "What the source says of it, such as provisional.", is_optional=True, choices=tuple(Mark)),
        TEXT_CELL,
        *CELL,
        COLUMN,
    ),
    key=("measure_id", "end"),
    record=GivenPoint,
)
COMPARATORS = TypedTable(
    "comparators",
    "One row per measure, group, body it is compared with, and period.",
    (
        Column("measure_id", "The measure."),
        Column("group", "The group, such as nearest neighbours."),
        Column("name", "The council, or the average."),
        Column("is_average", "Whether it is an average, which is not ranked.", FLAG),
        Column("period", "The figure's own period."),
        Column("start", "The first day that it covers.", is_date=True),
        Column("end", "The last day that it covers.", is_date=True),
        UNIT,
        *FIGURE,
        Column("mark", "What the source says of it, such as provisional.", is_optional=True, choices=tuple(Mark)),
        Column("source", "Who published it."),
        TEXT_CELL,
        *CELL,
        COLUMN,
    ),
    key=("measure_id", "group", "name", "end"),
    record=GivenComparator,
)
STATUSES = TypedTable(
    "statuses",
    "One row per measure and earlier period whose published status the extract gives.",
    (
        Column("measure_id", "The measure."),
        Column("period", "The period of the earlier report."),
        Column("status", "The status it printed.", choices=tuple(Status)),
        *CELL,
    ),
    key=("measure_id", "period"),
    record=GivenStatus,
)
EXTRACT_WORDS = TypedTable(
    "extract_words",
    "One row per measure of which the extract says something beside its figures, to be held against ours.",
    (
        Column("measure_id", "The measure."),
        Column("has_target", "Whether the extract has a column of targets.", FLAG),
        Column("target", "The target as received.", is_optional=True),
        Column(
            "target_kind", "What that is; blank where it cannot be read.", is_optional=True, choices=tuple(TargetKind)
        ),
        Column("target_value", "The target's figure in whole units.", DECIMAL, is_optional=True),
        Column("status", "The status that the sender gives.", is_optional=True, choices=tuple(Status)),
        Column("has_no_status", "Whether the sender says that there is none.", FLAG),
        Column("trend", "The trend that the sender gives, or the direction of the figure.", is_optional=True),
        Column("comment", "The service's own words.", is_optional=True),
        *CELL,
    ),
    key=("measure_id",),
    record=ExtractWords,
)
PROJECTS = TypedTable(
    "projects",
    "One row per project or programme of a portfolio.",
    (
        PORTFOLIO,
        Column("project", "Its name."),
        Column("measures", "The measures that it is about, parted by ';'.", is_optional=True),
        Column("state", "Where it stands, in the council's own words."),
        Column("milestone", "What comes next, and when.", is_optional=True),
        Column("effect", "What it is expected to bring.", is_optional=True),
        Column("owner", "The office that answers for it.", is_optional=True),
        *CELL,
    ),
    key=("portfolio", "project"),
    record=ProjectLine,
)
