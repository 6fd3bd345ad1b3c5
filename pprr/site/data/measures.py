"""Every measure of every report that is current, as one table: the columns of the reports' own, and whose they are."""

from collections.abc import Collection, Iterator

from pprr.changes.rows import Reported, Row, text
from pprr.domain.record import RecordTable
from pprr.domain.table import Column, Table
from pprr.project import PORTFOLIO
from pprr.report.record.tables import MEASURES
from pprr.site import addresses
from pprr.site.catalogue import Catalogue, PublishedEdition

_OF_PAGES = {"commentary", "is_shown"}  # words have their page, and only a page shows or leaves out
EVERY_MEASURE = Table(
    "measures",
    "One row per measure and period, as the current report of that period has it.",
    (
        Column("period", "The period of the report, by its name: 2019-20-annual."),
        Column("period_title", "The report by its title."),
        Column("period_end", "The last day of the period.", is_date=True),
        Column("portfolio", "The portfolio, by its name in addresses."),
        Column("portfolio_name", "The portfolio as that report calls it."),
        Column("version", "The version of the report; blank of a draft, whose figures may change.", is_optional=True),
        Column("approved_on", "The day on which that version was approved.", is_optional=True, is_date=True),
        *(column for column in MEASURES.columns if column.name not in _OF_PAGES),
        Column("report_page", "The address of the measure on the report's page, from the site's own."),
        Column("history_page", "The address of the measure's page, from the site's own."),
    ),
    key=("period", "portfolio", "measure_id"),
)


def every_measure(catalogue: Catalogue, of: Collection[str] | None = None) -> RecordTable:
    """The table, oldest period first. What a report keeps back is not in its record, and so not in here.

    A column that an old report has not is blank in its rows. ``of`` names the periods, where not all are asked for.
    """
    wanted = [one for one in catalogue.current if one.kind == PORTFOLIO and (of is None or one.period in of)]
    editions = list(map(catalogue.whole, reversed(wanted)))
    rows = [
        [row.get(column.name) for column in EVERY_MEASURE.columns]
        for edition in sorted(editions, key=lambda one: (one.of_period.end, one.document))
        for row in _rows(edition)
    ]
    columns = EVERY_MEASURE.columns
    return {
        "row": EVERY_MEASURE.row,
        "columns": [{"name": one.name, "type": str(one.type), "meaning": one.meaning} for one in columns],
        "rows": rows,
    }


def _rows(edition: PublishedEdition) -> Iterator[Row]:
    period, approval = edition.of_period, edition.approval
    whose = {
        "period": edition.period,
        "period_title": period.title,
        "period_end": period.end.isoformat(),
        "portfolio": edition.subject,
        "portfolio_name": edition.record["portfolio"]["name"],
        "version": edition.version or None,
        "approved_on": approval.date.isoformat() if approval else None,
    }
    for row in Reported(edition.record).rows("measures"):
        name = text(row, "measure_id")
        yield {**row, **whose, "report_page": edition.place_of(row), "history_page": addresses.of_measure(name)}
