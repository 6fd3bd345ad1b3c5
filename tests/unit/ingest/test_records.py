"""Rows of cleaned tables as typed records: read by what a table declares, written as they are read."""

from decimal import Decimal

import pytest

from pprr.domain import Cell, Mark, Missing, Period, Reading, Status, Unit
from pprr.domain.table import TypedTable
from pprr.ingest import tables
from pprr.ingest.tables.codec import flat, reader
from pprr.ingest.tables.records import GivenReading
from pprr.ingest.tables.rows import rows_to_csv
from pprr.ingest.tables.stored import CleanedTables

CELL = Cell("a.xlsx", "Sheet 1", 4, "2019/20 Actual")
PERIOD = Period.parse("2019-20-annual")
READINGS = [
    GivenReading(
        "EXA1.1",
        PERIOD,
        Reading(
            Unit.PERCENTAGE,
            Decimal("81.8"),
            1,
            numerator=Decimal(191_118),
            denominator=Decimal(233_550),
            mark=Mark.PROVISIONAL,
            comparator="<",
            given=Status.AMBER,
            text="'81.8%",
            cell=CELL,
        ),
    ),
    GivenReading("EXA1.1", PERIOD.previous_year, Reading(Unit.PERCENTAGE, missing=Missing.NOT_DUE, cell=CELL)),
    GivenReading("EXA1.2", PERIOD, Reading(Unit.NUMBER, Decimal("-5"), text="-5", figure_period="2018", cell=CELL)),
]


def stored() -> CleanedTables:
    rows = [flat(reading) for reading in READINGS]
    return CleanedTables({"readings": rows_to_csv(tables.READINGS, rows)})


@pytest.mark.parametrize("table", [pytest.param(one, id=one.name) for one in tables.ALL if isinstance(one, TypedTable)])
def test_every_field_of_a_record_stands_in_a_column(table: TypedTable) -> None:
    reader(table.record, tuple(column.name for column in table.columns))


def test_a_record_without_its_column_is_refused() -> None:
    with pytest.raises(TypeError, match=r"GivenReading\.period has no column"):
        reader(GivenReading, ("measure_id", "unit", "file"))


def test_what_is_written_is_read_back() -> None:
    assert list(stored().records(tables.READINGS)) == READINGS


def test_records_are_found_by_what_stands_in_columns() -> None:
    found = stored().records(tables.READINGS)
    assert found.of(measure_id="EXA1.1") == tuple(READINGS[:2])
    assert found.of(measure_id="EXA1.1", period=str(PERIOD)) == (READINGS[0],)
    assert (found.of(measure_id="EXA1.3"), found.has(measure_id="EXA1.3"), found.has(measure_id="EXA1.2")) == (
        (),
        False,
        True,
    )
    assert found.of(measure_id="EXA1.2")[0] is found.of(period=str(PERIOD))[1]


def test_the_files_are_those_that_rows_were_read_from() -> None:
    assert stored().files() == {"a.xlsx"}
