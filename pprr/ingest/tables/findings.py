"""The tables of what was found while reading: queries, and the faults that stopped a portfolio."""

from pprr.domain import Severity
from pprr.domain.table import Column, TypedTable
from pprr.ingest.tables.columns import COLUMN, INTEGER, PORTFOLIO
from pprr.ingest.tables.records import FoundFault, FoundQuery

QUERIES = TypedTable(
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
        Column("key", "The kind's key in the catalogue of queries."),
        Column("fields", "What its sentences and its id hold, as JSON."),
    ),
    record=FoundQuery,
)
FAULTS = TypedTable(
    "faults",
    "One row per fault that stopped a portfolio.",
    (
        PORTFOLIO,
        Column("problem", "What is wrong."),
        Column("remedy", "What to do.", is_optional=True),
        Column("file", "The file."),
        Column("sheet", "The sheet of a workbook.", is_optional=True),
        Column("row", "The row, counted from 1; 0 where the whole file is meant.", INTEGER),
        COLUMN,
        Column("key", "The kind's key in the catalogue of faults."),
        Column("fields", "What its sentences hold, as JSON."),
    ),
    record=FoundFault,
)
