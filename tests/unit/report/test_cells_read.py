"""Every figure's cell is named, file by file; what is common to a file or a column is said once."""

from pprr.domain import Cell
from pprr.notebook.beside.cells_read import CellsOfFile, cells_read
from pprr.report.trace import Source


def read(text: str, file: str, row: int, column: str, sheet: str = "") -> Source:
    return Source(Cell(f"data/raw/{file}", sheet, row, column), text)


def test_a_file_with_a_column_for_each_period_has_a_row_for_each_measure() -> None:
    found = cells_read(
        [
            ("A1", "2018/19", read("80%", "kpi.xlsx", 4, "Last year", "KPI")),
            ("A1", "2019/20", read("85%", "kpi.xlsx", 4, "This year", "KPI")),
            ("A1", "Target", read("90%", "targets.csv", 2, "target")),
            ("A2", "2019/20", read("7", "kpi.xlsx", 5, "This year", "KPI")),
        ]
    )
    columns = ('2018/19: "Last year"', '2019/20: "This year"')
    assert found == [
        CellsOfFile('kpi.xlsx, sheet "KPI"', columns, (("A1", 4, ("80%", "85%")), ("A2", 5, ("Not read", "7")))),
        CellsOfFile("targets.csv", ('Target: "target"',), (("A1", 2, ("90%",)),)),
    ]


def test_a_file_with_a_row_for_each_period_names_it_there() -> None:
    found = cells_read(
        [("A1", "2018/19", read("80%", "long.csv", 4, "Value")), ("A1", "2019/20", read("85%", "long.csv", 9, "Value"))]
    )
    rows = (("A1, 2018/19", 4, ("80%",)), ("A1, 2019/20", 9, ("85%",)))
    assert found == [CellsOfFile("long.csv", ('"Value"',), rows)]


def test_columns_that_few_rows_have_are_named_in_their_rows() -> None:
    found = cells_read(
        [
            *(("A1", "Target", read("90%", "targets.csv", 2, column)) for column in ("target", "floor", "upper")),
            ("A2", "Target", read("7", "targets.csv", 3, "target")),
            ("A3", "Target", read("8", "targets.csv", 4, "target")),
        ]
    )
    named = 'Target: "floor": 90%; Target: "upper": 90%'
    rows = (("A1", 2, ("90%", named)), ("A2", 3, ("7", "None")), ("A3", 4, ("8", "None")))
    assert found == [CellsOfFile("targets.csv", ('Target: "target"', "Other cells"), rows)]
