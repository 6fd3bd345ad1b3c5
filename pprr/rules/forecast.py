"""The forecast of the year's end, rated against the year's target as the year itself will be."""

import pandas as pd

from pprr.model import Rules
from pprr.model.table import rows
from pprr.rules.status import Rating, rate


def add_forecast(measures: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """The measures with ``forecast_status`` (a Status or None) and ``forecast_words``; blank without a forecast.

    ``measures`` has one row per measure, with ``forecast`` (a Reading or None), ``year_target`` (Target),
    ``good_performance`` and ``tolerance``.
    """
    ratings: list[Rating | None] = [
        rate(
            row.forecast,
            row.year_target,
            good=row.good_performance,
            amber_within=row.tolerance or rules.status.amber_within,
        )
        if row.forecast
        else None
        for row in rows(measures)
    ]
    statuses = [rating.status if rating else None for rating in ratings]
    return measures.assign(
        forecast_status=pd.Series(statuses, index=measures.index, dtype=object),
        forecast_words=[rating.words if rating else "" for rating in ratings],
    )
