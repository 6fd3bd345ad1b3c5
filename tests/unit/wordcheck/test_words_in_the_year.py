"""What words about earlier quarters are held against, in a report within the year."""

import pytest
from builders.figures import number
from builders.words import check_beside, contradicting, measure, percentage

from pprr.domain import Polarity
from pprr.wordcheck import MeasureFacts
from pprr.wordcheck.parse.named_periods import dated


def in_the_year(base: str) -> MeasureFacts:
    """A measure that was 74.0% in Quarter 1, is 76.6%, and was 81.1% a year before; ``base`` is what it is against."""
    return measure(Polarity.HIGH, "79.1")._replace(
        period="2025/26 Q2",
        previous_period="2024/25 Q2",
        base=base,
        name="Percentage of people who needed no more support",
        readings={
            "2024/25 Q2": percentage("81.1", (361, 445)),
            "2024/25": percentage("76.9", (330, 429)),
            "2025/26 Q1": percentage("74.0", (296, 400)),
            "2025/26 Q2": percentage("76.6", (328, 428)),
        },
    )


SNAPSHOT, ADDED_UP = in_the_year("2025/26 Q1"), in_the_year("2024/25 Q2")


@pytest.mark.parametrize(
    ("period", "written", "expected"),
    [
        pytest.param("2025/26 Q2", "up on last quarter", "up on 2025/26 Q1", id="last quarter"),
        pytest.param("2025/26 Q2", "than in Quarter 1", "than in 2025/26 Q1", id="a quarter by its number"),
        pytest.param("2025/26 Q2", "in the first quarter", "in 2025/26 Q1", id="a quarter in words"),
        pytest.param("2025/26 Q1", "up on last quarter", "up on 2024/25", id="before the first is the last year"),
        pytest.param("2025/26 Q2", "at the same point last year", "at 2024/25 Q2", id="same point"),
        pytest.param("2025/26 Q2", "at this time a year ago", "at 2024/25 Q2", id="this time a year ago"),
        pytest.param("2025/26 Q2", "in Q3 of 2024/25", "in 2024/25 Q3", id="a quarter of a named year"),
        pytest.param("2025/26 Q2", "in Q2 last year", "in 2024/25 Q2", id="own quarter of last year"),
        pytest.param("2025/26 Q2", "by the end of September it was", " it was", id="own last day goes without saying"),
        pytest.param("2025/26 Q2", "by the end of August", "by the end of August", id="another day"),
        pytest.param("2025/26 Q2", "by Quarter 3", "by Quarter 3", id="a quarter to come"),
        pytest.param("2025/26 Q2", "over the last quarter", "over the last quarter", id="three months to now"),
        pytest.param("2025/26 Q2", "the last quarter of the year", "the last quarter of the year", id="a last one"),
        pytest.param("2019/20", "no change since Quarter 3", "no change since Quarter 3", id="a report of a year"),
        pytest.param("2019/20", "at 31 March 2020, 35", ", 35", id="last day of the year"),
    ],
)
def test_periods_get_their_labels(period: str, written: str, expected: str) -> None:
    assert dated(written, period) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Performance is down on last quarter.", ["down"], id="down, and it rose"),
        pytest.param("Performance is up on last quarter.", [], id="up, and so it is"),
        pytest.param("Performance has worsened since Quarter 1.", ["worsened"], id="worse since Quarter 1"),
        pytest.param("Performance is worse than a year ago.", [], id="worse than a year ago"),
        pytest.param("Performance is better than at the same point last year.", ["better"], id="same point"),
        pytest.param("Performance is better than last year.", ["better"], id="below that point and the whole year"),
        pytest.param("It was 76.0% in Quarter 1.", ["76.0%"], id="a wrong level of Quarter 1"),
        pytest.param("76.6%, up from 74.0% in Q1 but down on the 81.1% of a year ago.", [], id="both"),
        pytest.param("The rate rose by 4.6 points on the previous quarter.", ["4.6 points"], id="a wrong change"),
        pytest.param("The rate rose by 2.6 points on the previous quarter.", [], id="a right change"),
        pytest.param("76.6%, up from 81.1% at the same point last year.", ["up"], id="up between two figures"),
        pytest.param("Last year's outturn was 76.9%.", [], id="last year may be the whole of it"),
        pytest.param("Performance is ahead of where it was a year ago.", ["ahead of"], id="ahead of where we were"),
        pytest.param("The rate has not changed since last quarter.", ["has not changed"], id="not changed, and it has"),
        pytest.param("In July it fell to 71.2%, and last quarter was as hard.", [], id="a month is another period"),
    ],
)
def test_words_are_held_against_the_quarter_that_they_name(text: str, expected: list[str]) -> None:
    assert contradicting(check_beside(SNAPSHOT, text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Fewer needed none than last quarter: the rate is down on Quarter 1.", id="direction"),
        pytest.param("In Quarter 1 it was 37.0%.", id="a quarter's own number"),
    ],
)
def test_what_adds_up_over_the_year_is_not_held_against_last_quarter(text: str) -> None:
    assert contradicting(check_beside(ADDED_UP, text)) == []


HELPED = ADDED_UP._replace(
    asked=measure(Polarity.HIGH, "1200").asked,
    name="Number of people helped to live at home (cumulative)",
    readings={
        "2024/25 Q2": number("1120"),
        "2025/26 Q1": number("433"),
        "2025/26 Q2": number("1255"),
    },
)
SHORT = HELPED._replace(asked=measure(Polarity.HIGH, "1500").asked)


@pytest.mark.parametrize(
    ("text", "row", "expected"),
    [
        pytest.param("After 76.9% at the year end, performance is 76.6% now.", SNAPSHOT, [], id="a year end"),
        pytest.param("After a dip to 74.0%, performance has recovered.", ADDED_UP, [], id="a figure's period"),
        pytest.param("Performance has recovered on last year.", SNAPSHOT, ["recovered"], id="last year"),
        pytest.param("822 in the second quarter, nearly twice as many as in the first.", HELPED, [], id="two quarters"),
        pytest.param("Nearly twice as many people were helped as last year.", HELPED, ["twice"], id="twice last year"),
        pytest.param("We are 45 people short of 1,300, our own stretch goal.", HELPED, [], id="a goal of its own"),
        pytest.param("We are 65 people short of 1,300, our own stretch goal.", HELPED, [], id="a goal not known"),
        pytest.param("We are 45 people above last year's 1,120.", HELPED, ["45"], id="a figure that is known"),
        pytest.param("1,255 people were helped, 55 inside the target.", HELPED, [], id="a margin"),
        pytest.param("1,255 people were helped, 65 inside the target.", HELPED, ["65"], id="another margin"),
        pytest.param("In the six months 14 people were helped to stay at home abroad.", HELPED, [], id="a tenth of it"),
        pytest.param("Numbers rose by less than a third, from 1,120 to 1,255.", HELPED, [], id="a bound of the change"),
        pytest.param("Numbers fell, from 1,120 to 1,255.", HELPED, ["fell"], id="the change itself"),
        pytest.param("The measure has worsened from green to red.", SHORT, [], id="a change of colour"),
        pytest.param("The measure has worsened from 1,120.", SHORT, ["worsened"], id="a change of the figure"),
        pytest.param("Three of the four measures here are Green.", SHORT, [], id="a colour of other measures"),
        pytest.param("The measure is Green.", SHORT, ["Green"], id="a colour of its own"),
    ],
)
def test_figures_tell_what_a_sentence_compares_with(text: str, row: MeasureFacts, expected: list[str]) -> None:
    assert contradicting(check_beside(row, text)) == expected


def test_a_query_quotes_the_words_as_written() -> None:
    [wrong] = check_beside(SNAPSHOT, "Performance is down on last quarter.").beside
    assert wrong.found == (
        'the words say "Performance is down on last quarter."; from 74.0% in 2025/26 Q1 to 76.6% in 2025/26 Q2 it is '
        "+2.6 points (3.5% of the earlier figure)."
    )
    assert wrong.sentence == "Performance is down on last quarter."
