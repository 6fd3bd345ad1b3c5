"""Words that hold several figures together: runs of years, two measures at once, a change with its two ends."""

import pytest
from builders.words import check_in, contradicting

from pprr.report import Report


@pytest.mark.parametrize(
    ("item", "text", "expected"),
    [
        pytest.param("CFE2.1", "The rate has fallen for the second year running.", [], id="a run that is one"),
        pytest.param(
            "CFE1.5", "The share has risen for the second year running.", ["the second year running"], id="run"
        ),
        pytest.param("CFE1.6", "It got worse two years in a row.", ["two years in a row"], id="run of two years"),
        pytest.param("CFE1.3", "It improved for the third year running.", [], id="a run longer than the table"),
        pytest.param("CFE1.3", "It rose by 5.5 points, from 87.0% to 93.0%.", ["5.5 points"], id="change of its ends"),
        pytest.param("CFE1.3", "It rose by 6.0 points, from 87.0% to 93.0%.", [], id="change that is its ends'"),
        pytest.param(
            "CFE1.3", "87.0% of FOI requests were responded to in time this year.", ["87.0%"], id="last year's as this"
        ),
        pytest.param("CFE1.3", "87.0% of FOI requests were responded to in time last year.", [], id="last year's own"),
        pytest.param(
            "overview",
            "FOI requests responded to in time (93.0%) and visits to museums (156,557) were both below target.",
            ["below target"],
            id="two at once",
        ),
        pytest.param(
            "overview",
            "FOI requests responded to in time (93.0%) and visits to museums (156,557) were both above target.",
            [],
            id="two at once, rightly",
        ),
        pytest.param("CFE2.1", "Calls answered: 80.7% (target 81.0%).", ["81.0%"], id="a target in brackets"),
        pytest.param("CFE1.5", "Stage 2 is Amber at year end.", ["Amber"], id="the colour of a stage"),
        pytest.param("CFE1.5", "Stage 1 is Amber at year end.", [], id="the colour of the other stage"),
        pytest.param("GMS-digital-skills", "The measure is rated Green.", ["Green"], id="a colour where there is none"),
        pytest.param("priority-1", "Upheld complaints: 37% at Stage 1 and 28% at Stage 2.", ["28%"], id="each stage"),
        pytest.param("CFE1.7", "At Stage 2, 78% of replies were in time.", ["78%"], id="replies in time"),
        pytest.param(
            "CFE1.7", "In 2018/19: 74% of replies were in time.", ["74%"], id="a year right before its figure"
        ),
        pytest.param("priority-1", "Three of the seven measures here are Red.", ["Three"], id="here"),
        pytest.param("priority-3", "Visits to museums, at 156,557, were 65% above target.", ["65%"], id="above target"),
    ],
)
def test_figures_are_held_together(report: Report, item: str, text: str, expected: list[str]) -> None:
    assert contradicting(check_in(report, item, text)) == expected
