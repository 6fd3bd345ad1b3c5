"""The sums of an outturn, for the rows of an analyst's table."""

from decimal import Decimal

import pandas as pd

from pprr.analysis.values import needs, plain_rows
from pprr.domain.table import ColumnType
from pprr.report.frames import typed
from pprr.rules.money.finance import outturn_addends, variance_addends

_NOTHING = Decimal(0)
_NEEDED = ("cash_limit", "expenditure", "appropriations")


def variance(table: pd.DataFrame) -> pd.DataFrame:
    """Adds outturn and variance to a table of revenue, by the sums that reports are held to.

    Parameters
    ----------
    table
        One row per portfolio (or service), as ``tables(...)["outturn"]`` gives it, or any table with the numbers
        ``cash_limit``, ``expenditure`` (net) and ``appropriations`` (to reserves positive, from them negative), all in
        one unit. Tables of reports are in £000.

    Returns
    -------
    DataFrame
        A new table: the given one with ``outturn`` (net expenditure and appropriations together) and ``variance``
        (outturn less cash limit: a surplus is negative), both Float64 and in the unit of the table; blank where an
        amount is. Columns of these names are replaced.

    Raises
    ------
    TableError
        A column is missing, or a value is no number.
    """
    needs("variance", table, _NEEDED)
    outturns: list[Decimal | None] = []
    variances: list[Decimal | None] = []
    for _, values in plain_rows(table, decimals=set(_NEEDED)):
        limit, spent, put_aside = (values[name] for name in _NEEDED)
        outturn = None if spent is None or put_aside is None else sum(outturn_addends(spent, put_aside), _NOTHING)
        outturns.append(outturn)
        variances.append(None if outturn is None or limit is None else sum(variance_addends(outturn, limit), _NOTHING))
    return table.assign(outturn=typed(outturns, ColumnType.DECIMAL), variance=typed(variances, ColumnType.DECIMAL))
