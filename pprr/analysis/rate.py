"""The rules of status and trend, applied to the rows of an analyst's table."""

from pathlib import Path
from typing import Any

import pandas as pd

from pprr.analysis.values import needs, plain_rows
from pprr.domain import Period, Rules, Tolerance
from pprr.domain.errors import PeriodError, TableError
from pprr.domain.rules import StatusRule
from pprr.domain.table import ColumnType
from pprr.project import find_project
from pprr.report.frames import typed
from pprr.report.what_if import read_other_rules
from pprr.rules.basis import BASIS, NEEDED, Verdicts, verdicts_of

_DECIMALS = {"actual", "target"} | {column.name for column in BASIS if column.type is ColumnType.DECIMAL}
_INTEGERS = {column.name for column in BASIS if column.type is ColumnType.INTEGER}
_TEXTS = {"good_performance", "unit"} | {column.name for column in BASIS if column.type is ColumnType.TEXT}


def rate(table: pd.DataFrame, rules: Rules | str | Path | None = None) -> pd.DataFrame:
    """Adds status and trend to a table of measures, by the rules that reports are made with.

    Parameters
    ----------
    table
        One row per measure, as ``Report.table("measures")`` and ``tables(...)["measures"]`` give it, or any table with
        the columns ``actual`` and ``target`` (numbers in whole units, percentages in points; blank where there is
        none) and ``good_performance`` (``High`` or ``Low``; blank where it is not known). It may have ``unit``
        (``number``, else ``percentage``) and the columns that verdicts rest on beside these: ``decimals`` (to how many
        decimals the actual is compared; without it, as it is), ``rule``, ``rule_reason``, ``tolerance`` (``5%`` or
        ``2 points``; blank where the rules' own holds), ``floor``, ``upper``, ``judged_status``, ``judged_by``,
        ``late_figure``, ``comparator``, ``bound``, ``figure_period``, ``previous`` (the figure that the trend compares
        with) and what is known of that. ``table.attrs["columns"]`` of a report's own table says what each is.
    rules
        The rules, the period or year of which they are (``"2019-20"``), or the path of a ``rules.toml``. Without it
        those of the table's own period, which it has in ``attrs["rules"]``.

    Returns
    -------
    DataFrame
        A new table: the given one with ``status`` (Green, Amber, Red; blank where not rated), ``status_reason``,
        ``trend`` (Getting better, Stable, Getting worse; blank where there is none), ``trend_reason`` (why there is
        none), all of dtype string, and ``change`` (from the previous figure, in whole units or points; Float64).
        Columns of these names are replaced.

    Raises
    ------
    TableError
        A column is missing, or a value is none that its column may hold.
    FaultsError
        The rules cannot be read.
    ProjectError
        No project is found, and the rules are to be looked up in one.
    """
    needs("rate", table, NEEDED)
    status, stable_below = _in_force(table, rules)
    found = []
    for label, values in plain_rows(table, decimals=_DECIMALS, integers=_INTEGERS, texts=_TEXTS):
        try:
            found.append(verdicts_of(values, status=status, stable_below=stable_below))
        except ValueError as error:
            raise TableError("row-unratable", row=label, problem=error) from error
    return table.assign(**_columns(found))


def _columns(found: list[Verdicts]) -> dict[str, Any]:
    return {
        "status": typed((verdicts.rating.status for verdicts in found), ColumnType.TEXT),
        "status_reason": typed((verdicts.rating.reason for verdicts in found), ColumnType.TEXT),
        "trend": typed((verdicts.move.trend for verdicts in found), ColumnType.TEXT),
        "trend_reason": typed((verdicts.move.reason for verdicts in found), ColumnType.TEXT),
        "change": typed((verdicts.move.change for verdicts in found), ColumnType.DECIMAL),
    }


def _in_force(table: pd.DataFrame, rules: Rules | str | Path | None) -> tuple[StatusRule, Tolerance]:
    """The rules of status and trend that are meant."""
    if rules is None:
        if "rules" not in table.attrs:
            raise TableError("rules-not-named")
        stated = dict(table.attrs["rules"])
        stable_below = Tolerance.parse(stated.pop("stable_below"))
        return StatusRule.model_validate(stated), stable_below
    if not isinstance(rules, Rules):
        rules = read_other_rules(rules if isinstance(rules, Path) else _of_year(rules))
    return rules.status, rules.trend.stable_below


def _of_year(named: str) -> Path:
    """The file of a year's rules."""
    try:
        period = Period.parse(named)
    except PeriodError as error:
        raise TableError("rules-of-no-year", problem=error) from error
    return find_project().agreement(period) / "rules.toml"
