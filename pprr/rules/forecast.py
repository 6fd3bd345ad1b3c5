"""The forecast of the year's end, rated against the year's target as the year itself will be."""

from dataclasses import replace

import pandas as pd

from pprr.domain import Rules
from pprr.domain.table import rows
from pprr.rules.rating import Rating, rate
from pprr.rules.status import asked_of


def add_forecast(measures: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """The measures with ``forecast_status`` (a Status or None) and ``forecast_words``; blank without a forecast.

    ``measures`` is as ``add_status`` has it, with ``forecast`` (a Reading or None) and ``year_target`` (Target). A
    judgement is of the figure so far, and says nothing of the year's end.
    """
    ratings: list[Rating | None] = [
        rate(row.forecast, replace(asked_of(row, rules, target=row.year_target), judgement=None))
        if row.forecast
        else None
        for row in rows(measures)
    ]
    statuses = [rating.status if rating else None for rating in ratings]
    return measures.assign(
        forecast_status=pd.Series(statuses, index=measures.index, dtype=object),
        forecast_words=[rating.words if rating else "" for rating in ratings],
    )
