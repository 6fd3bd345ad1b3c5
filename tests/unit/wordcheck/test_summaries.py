"""Summary sentences: counts, parts and percentages of measures, held against the counts of the report or priority.

The values have the shape of a portfolio's with 42 measures, 41 of them rated, and of one of its priorities.
"""

from fractions import Fraction

import pytest
from builders.words import RULES, contradicting, measure, percentage

from pprr.domain import Polarity, Role, Value
from pprr.wordcheck import BY_ITSELF, Facts, FigureOutcome, Values, check_entry


def counts(before: str, item: str, **named: int) -> list[Value]:
    return [
        Value(f"{before}.{name}", item, name, Role.COUNT, str(one), Fraction(one), of=f"{name} measures")
        for name, one in named.items()
    ]


VALUES = Values(
    [
        Value("period", "report", "period", Role.WORDS, "2025/26 Q2"),
        *counts("counts", "overview", measures=42, rated=41, green=28, amber=9, red=4),
        *counts("counts", "overview", better=10, stable=15, worse=6, with_trend=31, no_trend=11),
        *counts("priorities[1]", "priority-1", measures=12, rated=11, green=9, amber=1, red=1),
        *counts("priorities[1]", "priority-1", better=4, stable=4, worse=3, with_trend=11, no_trend=1),
        *counts("savings", "savings", count=4, green=3, amber=1, red=0),
    ]
)


def contradicted(text: str, item: str) -> list[str]:
    return contradicting(check_entry(text, Facts(item, values=VALUES), RULES))


@pytest.mark.parametrize(
    ("item", "text", "expected"),
    [
        pytest.param("overview", "29 of 42 measures are Green.", ["29 of 42"], id="part of all"),
        pytest.param("overview", "28 of 43 measures are Green.", ["28 of 43"], id="whole"),
        pytest.param("overview", "27 out of 41 indicators are at or above target.", ["27 out of 41"], id="of"),
        pytest.param("overview", "75.0% (9 of 11) KPIs met their target.", ["75.0% (9 of 11)"], id="wrong in itself"),
        pytest.param("overview", "70% of measures are Green.", ["70%"], id="percentage alone"),
        pytest.param(
            "overview", "Of our measures 68% are Green and 32% are Amber.", ["32%"], id="percentage that goes on"
        ),
        pytest.param("overview", "11 improved and 6 declined.", ["11"], id="improved"),
        pytest.param("overview", "10 improved and 7 declined.", ["7"], id="declined"),
        pytest.param("overview", "28 (68%) on track and 14 (34%) off track.", ["14"], id="count, not its percentage"),
        pytest.param("overview", "28 (68%) on track and 13 (31%) off track.", ["31%"], id="percentages of two wholes"),
        pytest.param(
            "overview", "28 measures (66%) are Green, 9 (22%) Amber.", ["66%"], id="percentage beside its count"
        ),
        pytest.param("overview", "At Q1 28 measures (68%) were Green and 14 (33%) Red.", ["33%"], id="no count near"),
        pytest.param("overview", "Of 41 measures, 28 (69%) are Green.", ["Of 41 measures, 28 (69%)"], id="whole"),
        pytest.param("overview", "6 (19%) declined and 11 (35%) improved.", ["11"], id="trends"),
        pytest.param("overview", "10 of 12 measures under priority 1 are Green.", ["10 of 12"], id="priority named"),
        pytest.param("priority-1", "75.0% (9 of 12) of measures improved.", ["75.0% (9 of 12)"], id="of the priority"),
        pytest.param(
            "priority-1",
            "Five of the twelve housing measures improved.",
            ["Five of the twelve"],
            id="what they are called",
        ),
        pytest.param("priority-1", "Ten of the eleven with data hit target.", [], id="no noun"),
        pytest.param(
            "priority-1", "Ten of the eleven measures with data hit target.", ["Ten of the eleven"], id="those rated"
        ),
        pytest.param("savings", "2 of 4 proposals are Green.", ["2 of 4"], id="proposals"),
        pytest.param("savings", "70% of proposals are Green.", ["70%"], id="percentage of proposals"),
    ],
)
def test_a_wrong_summary_is_contradicted(item: str, text: str, expected: list[str]) -> None:
    assert contradicted(text, item) == expected


@pytest.mark.parametrize(
    ("item", "text"),
    [
        pytest.param("overview", "28 of 42 measures are Green.", id="of all"),
        pytest.param("overview", "28 of the 41 rated measures are Green.", id="of those rated"),
        pytest.param("overview", "68% of measures are Green.", id="percentage of those rated"),
        pytest.param("overview", "67% of measures are Green.", id="percentage of all"),
        pytest.param("overview", "Two thirds of measures are on or above target.", id="in words"),
        pytest.param("overview", "10 improved and 6 declined.", id="trends"),
        pytest.param("overview", "28 (68%) on track and 13 (32%) off track.", id="on and off track"),
        pytest.param("overview", "28 measures (68%) are Green, 9 (22%) Amber and 4 (10%) Red.", id="statuses"),
        pytest.param("overview", "28 measures (68%) are Green and 10 (32%) are getting better.", id="status and trend"),
        pytest.param("overview", "32% (10 of 31) indicators improved.", id="of those with a trend"),
        pytest.param("priority-1", "75.0% (9 of 12) KPIs met their target.", id="of the priority"),
        pytest.param("savings", "3 of 4 proposals (75%) are Green.", id="proposals"),
    ],
)
def test_a_right_summary_is_tied(item: str, text: str) -> None:
    figures = check_entry(text, Facts(item, values=VALUES), RULES).figures
    assert {one.outcome for one in figures} == {FigureOutcome.AGREES}


@pytest.mark.parametrize(
    ("item", "text"),
    [
        pytest.param("overview", "In Quarter 1 60% of measures were Green.", id="another period"),
        pytest.param("overview", "At year end 75% of measures should be Green.", id="hoped for"),
        pytest.param("overview", "About 70% of measures are Green.", id="roughly"),
        pytest.param("overview", "More than 60% of measures are Green.", id="more than"),
        pytest.param("overview", "Across the council 75% of measures are Green.", id="of the council"),
        pytest.param("overview", "60% of corporate measures are Green.", id="corporate"),
        pytest.param("overview", "20 of 26 measures that were Green last year are still Green.", id="relative clause"),
        pytest.param("overview", "3 of 5 complaints measures are Red.", id="fewer of them"),
        pytest.param("overview", "Of the 12 schools inspected 9 (75%) are Green.", id="schools"),
        pytest.param("overview", "9 of 12 schools (75%) met their target.", id="schools that met it"),
        pytest.param(
            "overview", "Applications went well: 32 were approved and 6 declined.", id="applications declined"
        ),
        pytest.param("overview", "FOI at 93% is Green and calls at 80% are Amber.", id="figures of measures"),
        pytest.param("overview", "Among the measures FOI is Green at 93%.", id="figure of one measure"),
        pytest.param("overview", "28 measures (68%) are Green, up from 25 (61%) in Quarter 1.", id="up from"),
        pytest.param(
            "priority-1", "Two of the four housing measures missed their target.", id="some of the priority's"
        ),
        pytest.param("priority-1", "Nine of the twelve housing measures hit target.", id="what they are called"),
    ],
)
def test_what_is_no_summary_of_the_report_raises_no_alarm(item: str, text: str) -> None:
    assert contradicted(text, item) == []


def test_a_share_of_measures_in_a_measure_s_own_words_is_not_the_report_s() -> None:
    row = measure(Polarity.HIGH, "80", y2018=percentage("75"), y2019=percentage("78"))
    checked = check_entry("29 of 42 measures are Green.", Facts("AB1.4", row, VALUES), RULES)
    assert contradicting(checked) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("14 of 20 libraries (75%) open late.", ["14 of 20 libraries (75%)"], id="wrong"),
        pytest.param("15 of 20 libraries (75%) open late.", [], id="right"),
    ],
)
def test_a_share_of_anything_is_listed_and_told_where_it_is_not_that_of_its_counts(
    text: str, expected: list[str]
) -> None:
    checked = check_entry(text, Facts("overview", values=VALUES), RULES)
    assert contradicting(checked) == []
    assert checked.tally.untied > 0
    told = [one.contradiction for one in checked.figures if one.contradiction]
    assert [(one.key, one.words) for one in told] == [(BY_ITSELF, words) for words in expected]
