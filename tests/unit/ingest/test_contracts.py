"""Every declared table is held to its columns, and comes back from its CSV as it was, formula-like text included."""

import csv
import datetime
import io
from decimal import Decimal

import pandas as pd
import pandera.errors
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pprr.domain.table import Column, ColumnType, Table, records
from pprr.ingest import tables
from pprr.ingest.tables import contracts
from pprr.ingest.tables.names import NAMES
from pprr.ingest.tables.rows import is_sound, rows_to_csv

AWKWARD = (
    *("=1+1", "+44", "-44", "@SUM(A1)", "\tx", "\rx", "'", "'quoted'", "''", '="a"', "=cmd|' /C calc'!A0"),
    *(
        "a,b",
        'say "so"',
        "line\nline",
        "line\r\nline",
        " space ",
        "£000",
        "\ufeffmark",
        "x",
        "N/A",
        "nan",
        "None",
        "yes",
    ),
)
TEXTS = st.one_of(
    st.sampled_from(AWKWARD),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=20),
)


def _cells(column: Column) -> st.SearchStrategy[object]:
    if column.type in (ColumnType.INTEGER, ColumnType.MONEY):
        return st.integers(-(2**63), 2**63 - 1)
    if column.type is ColumnType.FLAG:
        return st.booleans()
    if column.type is ColumnType.DECIMAL:
        values = st.decimals(allow_nan=False, allow_infinity=False)
        return st.none() | values if column.is_optional else values
    texts = st.sampled_from([str(choice) for choice in column.choices]) if column.choices else TEXTS
    return st.just("") | texts if column.is_optional else texts


def _rows(table: Table) -> st.SearchStrategy[list[dict[str, object]]]:
    row = st.fixed_dictionaries({column.name: _cells(column) for column in table.columns})
    return st.lists(row, max_size=4, unique_by=lambda found: tuple(found[name] for name in table.key or found))


@pytest.mark.parametrize("table", [pytest.param(table, id=table.name) for table in tables.ALL])
# Not shrunk: a failure says the row that failed at once, instead of the smallest one minutes later.
@settings(max_examples=15, phases=(Phase.generate,))
@given(data=st.data())
def test_a_table_comes_back_from_its_csv_as_it_was(table: Table, data: st.DataObject) -> None:
    rows = data.draw(_rows(table))
    before = contracts.frame(table, rows)
    written = contracts.to_csv(table, before)
    assert (is_sound(table, rows), rows_to_csv(table, rows)) == (True, written)
    after = contracts.from_csv(table, written)
    pd.testing.assert_frame_equal(after, before)
    assert records(after) == rows
    assert rows_to_csv(table, records(after)) == written  # to the last digit, which equal decimals may differ in


@pytest.mark.parametrize("text", AWKWARD)
def test_no_text_in_a_csv_is_computed_by_a_spreadsheet(text: str) -> None:
    table = Table("made_up", "One row per example.", (Column("text", "An example."),))
    written = contracts.to_csv(table, contracts.frame(table, [{"text": text}]))
    assert written.startswith(b"\xef\xbb\xbf")
    ((cell,),) = list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))[1:]
    assert cell in (text, f"'{text}")
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("text", AWKWARD)
def test_a_text_that_a_spreadsheet_would_change_is_kept(text: str) -> None:
    table = Table("made_up", "One row per example.", (Column("text", "An example."),))
    frame = contracts.frame(table, [{"text": text}])
    assert list(contracts.from_csv(table, contracts.to_csv(table, frame))["text"]) == [text]


@pytest.mark.parametrize("table", [pytest.param(table, id=table.name) for table in tables.ALL])
def test_an_empty_table_keeps_its_columns_and_types(table: Table) -> None:
    empty = contracts.frame(table, [])
    assert list(empty.columns) == [column.name for column in table.columns]
    pd.testing.assert_frame_equal(contracts.from_csv(table, contracts.to_csv(table, empty)), empty)


@pytest.mark.parametrize("table", [pytest.param(table, id=table.name) for table in tables.ALL])
def test_a_table_says_what_a_row_is_and_what_each_column_means(table: Table) -> None:
    names = [column.name for column in table.columns]
    assert table.row.startswith("One row per ")
    assert (len(set(names)), set(table.key) - set(names)) == (len(names), set())
    assert [column.name for column in table.columns if not column.meaning.endswith(".")] == []
    flags = [column.name for column in table.columns if column.type is ColumnType.FLAG]
    assert [name for name in flags if not name.startswith(("is_", "has_", "in_"))] == []


def test_the_tables_have_different_names() -> None:
    assert len({table.name for table in tables.ALL}) == len(tables.ALL)


EXAMPLE = Table(
    "example",
    "One row per example.",
    (
        Column("example_id", "The example."),
        Column("status", "Its status.", choices=("Red", "Green")),
        Column("rating", "Its rating, if any.", is_optional=True, choices=("Red", "Green")),
        Column("value", "Its figure.", ColumnType.DECIMAL),
        Column("aim", "Its aim, if any.", ColumnType.DECIMAL, is_optional=True),
        Column("count", "How many.", ColumnType.INTEGER),
        Column("is_total", "Whether it is a total.", ColumnType.FLAG),
    ),
    key=("example_id",),
)
ROW = {
    "example_id": "one",
    "status": "Red",
    "rating": "",
    "value": Decimal("93.0"),
    "aim": None,
    "count": 3,
    "is_total": False,
}


def test_a_day_is_written_as_the_text_that_it_is_read_as() -> None:
    table = Table("made_up", "One row per example.", (Column("day", "Its day.", is_date=True),))
    days, texts = [{"day": datetime.date(2025, 4, 1)}], [{"day": "2025-04-01"}]
    assert (is_sound(table, days), rows_to_csv(table, days)) == (True, rows_to_csv(table, texts))


def test_a_sound_row_is_taken() -> None:
    assert records(contracts.frame(EXAMPLE, [ROW])) == [ROW]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        pytest.param([{**ROW, "example_id": ""}], "not blank", id="a blank where text is due"),
        pytest.param([{**ROW, "status": "Blue"}], "isin", id="a word that is no choice"),
        pytest.param([{**ROW, "status": ""}], "isin", id="a blank where a choice is due"),
        pytest.param([{**ROW, "rating": "Blue"}], "isin", id="a word that is no choice of an optional column"),
        pytest.param([{**ROW, "value": 93.0}], "exact decimal", id="a binary float"),
        pytest.param([{**ROW, "value": 93}], "exact decimal", id="an integer for a decimal"),
        pytest.param([{**ROW, "value": None}], "value", id="no figure where one is due"),
        pytest.param([{**ROW, "aim": 93.0}], "exact decimal", id="a binary float in an optional column"),
        pytest.param([ROW, {**ROW, "status": "Green"}], "example_id", id="a key met twice"),
    ],
)
def test_a_row_that_breaks_the_contract_is_refused(rows: list[dict[str, object]], reason: str) -> None:
    with pytest.raises((pandera.errors.SchemaErrors, pandera.errors.SchemaError), match=reason):
        rows_to_csv(EXAMPLE, rows)
    assert not is_sound(EXAMPLE, rows)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda frame: frame.assign(more="x"), id="a column that is not declared"),
        pytest.param(lambda frame: frame.drop(columns="status"), id="a column that is not there"),
        pytest.param(lambda frame: frame[list(reversed(frame.columns))], id="columns in another order"),
        pytest.param(lambda frame: frame.astype({"count": "float64"}), id="a column of another type"),
    ],
)
def test_a_table_that_breaks_the_contract_is_not_written(change) -> None:
    with pytest.raises((pandera.errors.SchemaErrors, pandera.errors.SchemaError)):
        contracts.to_csv(EXAMPLE, change(contracts.frame(EXAMPLE, [ROW])))


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(pandera.errors.SchemaErrors) as raised:
        rows_to_csv(EXAMPLE, [{**ROW, "status": "Blue", "value": 93.0, "example_id": ""}])
    assert set(raised.value.failure_cases["column"]) == {"example_id", "status", "value"}


def test_the_names_are_those_of_the_tables_in_their_order() -> None:
    assert tuple(table.name for table in tables.ALL) == NAMES
