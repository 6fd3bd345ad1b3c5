"""The columns that several cleaned tables have."""

from pprr.domain import Unit
from pprr.domain.table import Column, ColumnType

DECIMAL, INTEGER, FLAG = ColumnType.DECIMAL, ColumnType.INTEGER, ColumnType.FLAG

PORTFOLIO = Column("portfolio", "Slug of the portfolio.")
CELL = (
    Column("file", "The file it was read from."),
    Column("sheet", "The sheet of a workbook.", is_optional=True),
    Column("row", "The row in that file, counted from 1.", INTEGER),
)
COLUMN = Column("column", "The label of the column.", is_optional=True)
TEXT_CELL = Column("text", "The cell as received.")
UNIT = Column("unit", "What the figure counts; a percentage is in points.", choices=tuple(Unit))
FIGURE = (
    Column("value", "The figure, exact, in units of scale.", DECIMAL, is_optional=True),
    Column("decimals", "How many decimals are printed.", INTEGER),
    Column("scale", "1, or 1,000 or 1,000,000 for a figure in thousands or millions.", INTEGER),
)
MONEY_UNIT = Column("money_unit", "Pence to which the source is rounded.", INTEGER)
RECEIVED = Column("received", "As JSON: the label of each column and the cell as received.", is_optional=True)


def money(name: str, meaning: str, *, is_optional: bool = False) -> Column:
    """A column of amounts."""
    return Column(name, f"{meaning} In pence.", ColumnType.MONEY, is_optional)
