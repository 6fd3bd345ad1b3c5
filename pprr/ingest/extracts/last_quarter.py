"""The column of a fourth quarter: a period of its own for a measure of single quarters, the year's for any other."""

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation

from pprr.domain import Kind, Period, Query, query
from pprr.ingest.agreement.register import RegisteredMeasure
from pprr.ingest.mapping.period_labels import is_of_last_quarter
from pprr.ingest.mapping.records import Record


def columns_of(record: Record, names: Iterable[str], kind: Kind, prefix: str) -> dict[Period, str]:
    """The field of each period's figure, of the columns of those names.

    At the year's end a running total, a state or a rolling year is the same of the last quarter as of the year, so that
    either column may have it. The figure of one quarter alone is never taken for the year's.
    """
    found = {Period.of_data(name): f"{prefix}{name}" for name in names}
    for quarter in _quarters(found):
        year = quarter.report
        is_year_blank = not record.cells[found[year]] if year in found else True
        if kind is not Kind.QUARTER:
            field = found.pop(quarter)
            found[year] = field if is_year_blank else found[year]
        elif is_year_blank and record.cells[found[quarter]]:
            found.pop(year, None)
    return found


def about_last_quarter(
    record: Record,
    labels: Mapping[str, str],
    prefix: str,
    measure_id: str,
    measure: RegisteredMeasure,
    edition: Period,
) -> list[Query]:
    """Queries what the last quarter's column says otherwise than the year's, or instead of it.

    ``labels`` has the label of each period's column.
    """
    found = {Period.of_data(name): f"{prefix}{name}" for name in labels}
    queries = [
        query(
            "quarter-for-the-year",
            measure.portfolio,
            measure_id,
            record.at(field),
            own=record.cells[field],
            label=label,
        )
        for (period, field), label in zip(found.items(), labels.values(), strict=True)
        if measure.kind is Kind.QUARTER and period == edition == period.report and record.cells[field]
        if is_of_last_quarter(label, edition)
    ]
    for quarter in _quarters(found):
        own = record.cells[found[quarter]]
        of_year = record.cells[found[quarter.report]] if quarter.report in found else ""
        here = record.at(found[quarter])
        if measure.kind is not Kind.QUARTER and own and of_year and _figure(own) != _figure(of_year):
            queries.append(
                query(
                    "last-quarter-differs",
                    measure.portfolio,
                    measure_id,
                    here,
                    own=own,
                    year=of_year,
                    period=quarter.report.label,
                    kind=str(measure.kind),
                )
            )
        if measure.kind is Kind.QUARTER and own and not of_year and quarter.report == edition:
            queries.append(query("year-not-given", measure.portfolio, measure_id, here, own=own, period=str(edition)))
    return queries


def _quarters(columns: Iterable[Period]) -> list[Period]:
    return [period for period in columns if period.report != period]


def _figure(text: str) -> Decimal | str:
    """The text as a number where it is a plain one, so that 85% and 85.0% are the same."""
    plain = "".join(text.split()).casefold()
    try:
        return Decimal(plain.rstrip("%").replace(",", ""))
    except InvalidOperation:
        return plain
