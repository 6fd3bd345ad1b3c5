"""Holds what words expect of the year against its forecast: that it will meet its target, or end Amber."""

import re
from collections.abc import Iterator
from fractions import Fraction

from pprr.wordcheck.facts import Facts, MeasureFacts, Said
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.outcomes import Finding
from pprr.wordcheck.parse.mentions import strangers
from pprr.wordcheck.parse.points import forecast_of
from pprr.wordcheck.parse.sentences import begin_of
from pprr.wordcheck.told import wrong_beside
from pprr.wordcheck.words.verdicts import NOT, PART

_FORECASTS = section("forecasts")


def wrong_forecasts(sentence: str, row: MeasureFacts, facts: Facts) -> Iterator[Finding]:
    """Finds a target for the year or a colour at its end that is expected, and is not what the forecast comes to."""
    status = facts.values.printed(f'measures["{row.measure_id}"].forecast_status')
    forecast, target = ([*forecast_of(row, facts), None, None])[:2]
    if not forecast or not _FORECASTS.expected.search(sentence) or PART.search(sentence):
        return
    for found in _FORECASTS.verdict.finditer(sentence):
        start = begin_of(_FORECASTS.breaks, sentence, found.start())
        is_denied = bool(NOT.search(sentence, start, found.end()))
        if found["colour"]:
            is_so = None if not status else found["colour"].title() == status
        elif strangers(sentence[start : found.start()], row.name) and not _FORECASTS.expected.search(sentence, start):
            is_so = None
        else:
            is_so = _is_met(found, forecast, target, row)
        if is_so is is_denied:
            beside = target or forecast
            data = f"forecast {forecast.text}, {beside.text}, {status}"
            yield wrong_beside(found[0], sentence, forecast, beside, data)
        elif is_so is not None:
            yield found[0]


def _is_met(found: re.Match[str], forecast: Said, target: Said | None, row: MeasureFacts) -> bool | None:
    """Tells whether the forecast is on that side of the year's target; None where that is not to be told."""
    if target is None or row.asked.good is None:
        return None
    apart: Fraction = (forecast.value - target.value) * row.asked.good.sign
    return apart >= 0 if found["met"] else apart < 0
