"""The claims of a sentence on a named period, a target, a colour or a row: held only where the words are certain.

The measure was 81.1% a year ago, 76.9% at the year's end and 74.0% in Quarter 1, is 76.6%, and was Red and is Amber.
"""

from dataclasses import replace
from fractions import Fraction

import pytest
from builders.words import RULES, contradicting, measure, percentage

from pprr.domain import Polarity, Role, Unit, Value
from pprr.wordcheck import Facts, MeasureFacts, Values, check_entry
from pprr.wordcheck.parse.points import points_in

OWN = 'measures["AB1.4"]'
COUNTED = {"2018/19": "222", "2019/20": "247"}
READINGS = {
    "2024/25 Q2": percentage("81.1", (361, 445)),
    "2024/25": percentage("76.9", (330, 429)),
    "2025/26 Q1": percentage("74.0", (296, 400)),
    "2025/26 Q2": percentage("76.6", (328, 428)),
}
ROW = measure(Polarity.HIGH, "79.1")._replace(
    period="2025/26 Q2",
    previous_period="2024/25 Q2",
    base="2025/26 Q1",
    name="Percentage of people who needed no more support",
    readings=READINGS,
)


def level(name: str, text: str, period: str, role: Role = Role.EARLIER) -> Value:
    percent = Unit.PERCENTAGE
    return Value(f"{OWN}.{name}", "AB1.4", name, role, f"{text}%", Fraction(text), percent, 1, period=period)


def words(name: str, text: str, of: str = "") -> Value:
    return Value(name, "AB1.4", name.rpartition(".")[2], Role.WORDS, text, of=of)


def amounts(item: str, row: str, **pounds: int) -> list[Value]:
    """The amounts of a row of money, or of all together; printed in whole pounds."""
    name, of = (f'{item}["{row}"]', row) if row else (f"{item}.total", "")
    own = [(f"{name}.{role}", role, Fraction(100 * one)) for role, one in pounds.items()]
    return [Value(name, item, role, Role.AMOUNT, f"£{pence / 100}", pence, of=of) for name, role, pence in own]


VALUES = Values(
    [
        words("period", "2025/26 Q2"),
        *(level(f'readings["{label}"]', str(one.printed), label) for label, one in READINGS.items()),
        level("earlier", "74.0", "2025/26 Q1"),
        level("forecast", "80.4", "2025/26", Role.FORECAST),
        level('comparators["England"]', "75.2", "2024/25", Role.COMPARATOR),
        Value(f'{OWN}.comparators["Neighbours"].rank', "AB1.4", "rank", Role.RANK, "4th", Fraction(4)),
        level("year_target", "81.0", "2025/26", Role.YEAR_TARGET),
        words(f"{OWN}.forecast_status", "Amber"),
        words(f"{OWN}.status", "Amber"),
        words(f"{OWN}.earlier_status", "Red"),
        words(f"{OWN}.trend", "Getting better"),
        words('savings["Shared audit"].risk_rating', "Amber", "Shared audit"),
        *amounts("savings", "Fewer buildings", value=540_000, achieved=388_000, shortfall=152_000),
        *amounts("savings", "Shared audit", value=85_000, achieved=79_000, shortfall=6_000),
        *amounts("savings", "", value=625_000, achieved=467_000, shortfall=158_000),
        *amounts("capital", "", budget=8_620_000, forecast=8_444_000, rephasing=105_000, variance=-71_000),
        Value("budget.change", "budget", "change", Role.AMOUNT, "£0.2m", Fraction(-20_000_000)),
        Value("savings.count", "savings", "count", Role.COUNT, "2", Fraction(2), of="savings"),
        *(Value(f"counts.{one}", "overview", one, Role.COUNT, "1", Fraction(1), of=one) for one in ("green", "red")),
    ]
)


def beside_row(text: str, row: MeasureFacts = ROW) -> list[str]:
    return contradicting(check_entry(text, Facts("AB1.4", row, VALUES), RULES))


def in_section(item: str, text: str) -> list[str]:
    return contradicting(check_entry(text, Facts(item, values=VALUES, own=item), RULES))


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        pytest.param("in the first quarter", [["2025/26 Q1"]], id="a quarter"),
        pytest.param("since the last report", [["2025/26 Q1"]], id="the last report"),
        pytest.param("than a year ago", [["2024/25 Q2", "2024/25"]], id="its same point or the whole of it"),
        pytest.param("at the end of last year", [["2024/25"]], id="the end of last year is no same point"),
        pytest.param("in March and in April", [["2024/25"], []], id="a month that ends a period, another"),
    ],
)
def test_periods_are_those_that_the_measure_has(text: str, labels: list[list[str]]) -> None:
    found = points_in(text, ROW, Facts("AB1.4", ROW, VALUES))
    assert [sorted({one.label for one in point.figures}, reverse=True) for point in found] == [
        sorted(one, reverse=True) for one in labels
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("It was 81.1% at the end of last year.", ["81.1%"], id="level: of another period"),
        pytest.param("The share who needed no more support was 72.4%.", ["72.4%"], id="level: no figure that is known"),
        pytest.param("In June the share was 78.2%.", [], id="level: of a month that only ends a quarter"),
        pytest.param("Our average share was 72.4%.", ["72.4%"], id="level: an average of our own"),
        pytest.param("The share who needed no more within 20 weeks was 72.4%.", ["72.4%"], id="level: time allowed"),
        pytest.param("The target for the year as a whole is 79.1%.", [], id="target: before its figure"),
        pytest.param("The target for the year as a whole is 71.9%.", ["71.9%"], id="target: another figure"),
        pytest.param("The share was no higher than a year ago.", [], id="move: denied, and so"),
        pytest.param("The share was no lower than a year ago.", ["lower"], id="move: denied, and not so"),
        pytest.param("It was 76.9% at the end of last year.", [], id="level: of that period"),
        pytest.param("At the mid-point of 2024/25 it was 81.1%.", [], id="level: of the mid-point of a year"),
        pytest.param("At the mid-point of 2024/25 it was 76.9%.", ["76.9%"], id="level: of its end, not its mid-point"),
        pytest.param("We had set out to see 79.1% in need of no more.", [], id="target: what was set out to be"),
        pytest.param("The plan was for 79.1%.", [], id="target: the plan"),
        pytest.param("The share is lower than the 79.1% we had allowed for.", [], id="target: no bound of it"),
        pytest.param("The share has risen since March.", ["risen"], id="move: the other way"),
        pytest.param("The share has risen since June.", [], id="move: that way"),
        pytest.param("That puts us behind the England average.", ["behind"], id="reference: on the other side"),
        pytest.param("That puts us ahead of the England average.", [], id="reference: on that side"),
        pytest.param("In 2024/25 we were below the England average.", ["below"], id="reference: of the period named"),
        pytest.param("In 2024/25 we were above the England average.", [], id="reference: of that period, and so"),
        pytest.param("We had a lower share than the England average.", ["lower share than"], id="reference: a noun"),
        pytest.param("We had a lower rate of turnover than the England average.", [], id="reference: another noun"),
        pytest.param("We expect a share of 84.4% by the end of the year.", ["84.4%"], id="forecast: another"),
        pytest.param("We expect a share of 80.4% by the end of the year.", [], id="forecast: its own"),
        pytest.param("We ranked second of the eight councils in our group.", ["second"], id="rank: another"),
        pytest.param("We ranked 4th of the eight councils in our group.", [], id="rank: its own"),
        pytest.param("Another 79.9% asked for a leaflet about support.", [], id="target: asked for, by others"),
        pytest.param("In the first six months the share was 72.4%.", ["72.4%"], id="level: of the half year so far"),
        pytest.param("The measure has gone from Red to Green.", ["Green"], id="colour: the status now"),
        pytest.param("The measure has gone from Green to Amber.", ["Green"], id="colour: that of the last report"),
        pytest.param("The measure has gone from Red to Amber.", [], id="colour: both"),
        pytest.param("It finished the quarter at Green.", ["Green"], id="colour: at the end"),
        pytest.param("The direction of travel is Getting worse.", ["Getting worse"], id="trend: another"),
        pytest.param("The trend for this measure is getting better.", [], id="trend: its own"),
        pytest.param("The trend for staff turnover is getting worse.", [], id="trend: of something else"),
        pytest.param("The share who needed no more has doubled.", ["doubled"], id="move: a multiple"),
        pytest.param("We hit the mark again.", ["hit"], id="in words: the mark is a target"),
        pytest.param("The share is shy of where it should be.", [], id="in words: short of it, and so"),
        pytest.param("We trail the national average.", ["trail"], id="in words: others"),
        pytest.param("We lead the national average.", [], id="in words: others, and so"),
        pytest.param("Fewer people, as a share, needed no more.", [], id="in words: compared with nothing"),
        pytest.param("The share fell back after June but is now level with it.", [], id="in words: two periods"),
        pytest.param("The year's target will be beaten.", [], id="in words: no word of a forecast"),
        pytest.param("We are on course for 81.0% by March.", ["on course for"], id="in words: the forecast"),
        pytest.param("We expect to fall short of the 81.0% planned for March.", [], id="in words: so forecast"),
        pytest.param("The rating is unchanged.", ["unchanged"], id="colour: of the last report, and no longer"),
        pytest.param("The share is the highest since 2024/25.", [], id="record: only lower ones since"),
        pytest.param("The share is the lowest since 2024/25.", ["lowest"], id="record: a lower one since"),
    ],
)
def test_claims_of_a_measure(text: str, expected: list[str]) -> None:
    assert beside_row(text) == expected


@pytest.mark.parametrize(
    ("item", "text", "expected"),
    [
        pytest.param("savings", "Shared audit has delivered £388,000.", ["£388,000"], id="money: another row's"),
        pytest.param("savings", "Shared audit has delivered £79,000.", [], id="money: that row's"),
        pytest.param("savings", "£6,000 of the Shared audit saving was achieved.", ["£6,000"], id="money: row behind"),
        pytest.param("savings", "The shared audit saving is rated Red.", ["Red"], id="colour: of a saving"),
        pytest.param("savings", "The shared audit saving is rated Amber.", [], id="colour: that saving's"),
        pytest.param("capital", "We expect to rephase £8.444m.", ["£8.444m"], id="money: of another role"),
        pytest.param("capital", "We expect to rephase £105,000.", [], id="money: of that role"),
        pytest.param(
            "savings", "Every one of the savings has now been banked.", ["Every one"], id="money: some are short"
        ),
        pytest.param("savings", "Not all of the savings have been delivered.", [], id="money: denied"),
        pytest.param(
            "budget", "The budget is unchanged since the first update.", ["unchanged"], id="money: the other way"
        ),
        pytest.param("budget", "The cash limit is lower than in the last report.", [], id="money: that way"),
        pytest.param("overview", "There are fewer Reds than last quarter.", ["fewer Reds"], id="count: the other way"),
        pytest.param("overview", "There are as many Reds as last quarter.", [], id="count: that way"),
        pytest.param("overview", "There are more Greens than Reds.", ["more"], id="count: one colour and another"),
        pytest.param("overview", "There are as many Greens as Reds.", [], id="count: as many of both"),
        pytest.param("overview", "None of them is Red.", ["None of them is Red"], id="count: none of them"),
        pytest.param("savings", "Shared audit has saved all of it, in full.", ["in full"], id="money: a row short"),
        pytest.param("savings", "All but £158,000 has been delivered.", [], id="money: all but the shortfall"),
        pytest.param("savings", "Nearly all of the savings have been made.", [], id="money: nearly all"),
    ],
)
def test_claims_of_a_section(item: str, text: str, expected: list[str]) -> None:
    assert in_section(item, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Amber after a Red first quarter, having risen from 74.0% to 76.6%.", [], id="beside a colour"),
        pytest.param("After a poor first quarter, the share came back to 76.6%.", [], id="of the clause before"),
        pytest.param("In the first quarter the share was 76.6%.", ["76.6%"], id="opens the sentence"),
        pytest.param("The share was 76.6% in the first quarter.", ["76.6%"], id="right behind"),
        pytest.param("After a poor first quarter, the share was 81.2%.", ["81.2%"], id="a figure of no period"),
    ],
)
def test_the_figure_of_now_is_held_against_no_period_that_is_not_its_own(text: str, expected: list[str]) -> None:
    assert beside_row(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("In quarter one it was 74.0%, and the measure was Red.", [], id="was"),
        pytest.param("In quarter one it was 74.0%, and the measure is Red.", ["Red"], id="is"),
        pytest.param("The share was 76.6%, and the measure was Red.", ["Red"], id="was, of no other period"),
        pytest.param("It was 74.0% in quarter one, when it turned Red.", [], id="when"),
    ],
)
def test_a_past_colour_is_that_of_the_period_named(text: str, expected: list[str]) -> None:
    assert beside_row(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("29 proposals of 32 are on track.", [], id="its own count"),
        pytest.param("In quarter one it was the same 29, but of 35.", [], id="the same count is no same share"),
        pytest.param("Performance is the same as in quarter one.", ["the same"], id="the same"),
        pytest.param("Two of the measures are Green.", ["Two"], id="a count of other things"),
    ],
)
def test_the_own_counts_of_a_measure_come_before_others(text: str, expected: list[str]) -> None:
    readings = {"2025/26 Q1": percentage("83", (29, 35)), "2025/26 Q2": percentage("91", (29, 32))}
    row = ROW._replace(name="Percentage of savings proposals on track", readings=READINGS | readings)
    assert beside_row(text, row) == expected


@pytest.mark.parametrize(
    ("item", "text", "expected"),
    [
        pytest.param("savings", "Fewer buildings made £388,000, so that overall we made £467,000.", [], id="overall"),
        pytest.param("savings", "Fewer buildings fell short, so in all we secured £467,000.", [], id="in all"),
        pytest.param("savings", "Fewer buildings has secured £467,000.", ["£467,000"], id="of the row"),
        pytest.param("capital", "£8.444m will be spent and £105,000 carried into the next.", [], id="its own verb"),
        pytest.param("capital", "We will have spent £105,000.", ["£105,000"], id="the verb ahead of it"),
    ],
)
def test_an_amount_is_held_where_its_row_and_its_role_are_certain(item: str, text: str, expected: list[str]) -> None:
    assert in_section(item, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("At 74.0% the share reflects hard work.", ["74.0%"], id="now: another period's figure"),
        pytest.param("At 76.6% the share reflects hard work.", [], id="now: its own"),
        pytest.param("We beat the 81.1% that we were aiming for.", ["81.1%"], id="target: another figure"),
        pytest.param("The share improved between June and September.", [], id="move: between two periods"),
        pytest.param("It is shown as Green.", ["Green"], id="colour: whatever the verb"),
        pytest.param("A quarter of people needed no more.", ["A quarter"], id="share in words: another"),
        pytest.param("About three quarters of people needed no more.", [], id="share in words: that"),
    ],
)
def test_figures_are_held_in_the_role_that_words_give_them(text: str, expected: list[str]) -> None:
    assert beside_row(text) == expected


@pytest.mark.parametrize(
    ("item", "text", "expected"),
    [
        pytest.param("savings", "Fewer buildings is £388,000 short.", ["£388,000"], id="role behind: another's"),
        pytest.param("savings", "Fewer buildings is £152,000 short.", [], id="role behind: its own"),
        pytest.param(
            "savings", "We banked £158,000 of the £625,000 planned.", ["£158,000"], id="part of a whole: another's"
        ),
        pytest.param(
            "capital", "We spend £71,000 more than budgeted.", ["more than"], id="sign of a variance: the other"
        ),
        pytest.param("capital", "We spend £71,000 less than budgeted.", [], id="sign of a variance: its own"),
        pytest.param("overview", "There are no Red measures.", ["no Red measures"], id="none: there is one"),
    ],
)
def test_amounts_and_counts_are_held_by_row_role_and_sign(item: str, text: str, expected: list[str]) -> None:
    assert in_section(item, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Two hundred and twenty families were helped.", ["Two hundred and twenty"], id="another number"),
        pytest.param("Two hundred and forty-seven families were helped.", [], id="that number"),
        pytest.param("Families helped at a good level rose this year.", [], id="a word for a way in the name"),
    ],
)
def test_a_count_is_held_however_it_is_written(text: str, expected: list[str]) -> None:
    readings = {year: replace(percentage(text), unit=Unit.NUMBER) for year, text in COUNTED.items()}
    row = ROW._replace(name="Families helped at a good level", period="2019/20", previous_period="2018/19", base="")
    own = Values([Value(f"{OWN}.actual", "AB1.4", "actual", Role.ACTUAL, "247", Fraction(247), period="2019/20")])
    facts = Facts("AB1.4", row._replace(readings=readings), own)
    assert contradicting(check_entry(text, facts, RULES)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Staff morale has improved.", ["improved"], id="a direction of something else"),
        pytest.param("The share has risen since June.", [], id="a direction that is held"),
        pytest.param("Morale will be better than ever.", [], id="what may come is no claim"),
    ],
)
def test_words_that_claim_something_and_are_held_against_nothing_are_told(text: str, expected: list[str]) -> None:
    checked = check_entry(text, Facts("AB1.4", ROW, VALUES), RULES)
    assert [word for _, words in checked.unheld for word in words] == expected
    assert [query.key for query in checked.queries("x", "AB1.4", "here")] == ["words-held-against-nothing"] * len(
        checked.unheld
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("We expect to meet the target for the year.", ["meet the target"], id="forecast: met"),
        pytest.param("We expect to miss the target for the year.", [], id="forecast: missed"),
        pytest.param("The forecast is that it will end Green.", ["end Green"], id="forecast: a colour"),
        pytest.param("The forecast is that it will end Amber.", [], id="forecast: its own colour"),
        pytest.param("The year-end forecast is 84.4%.", ["84.4%"], id="forecast: another figure"),
        pytest.param("The year-end forecast is 80.4%.", [], id="forecast: its own figure"),
        pytest.param(
            "Of four hundred and twenty-eight people, 382 were found to need no more.",
            ["Of four hundred and twenty-eight people, 382"],
            id="in words: the whole",
        ),
        pytest.param("Three hundred and twenty-eight people needed no more.", [], id="in words: a count of it"),
        pytest.param("The service was aiming for 72.1%.", ["72.1%"], id="wish: another figure"),
        pytest.param("The ambition remains that 79.1% need no more support.", [], id="wish: the target"),
        pytest.param("We hope that 85.0% will need no more support by 2030.", [], id="wish: of another time"),
        pytest.param("It was never above 70%.", ["70%"], id="bound: denied"),
        pytest.param("It was never above 80%.", [], id="bound: denied, rightly"),
        pytest.param("Just over 70% needed no more support.", ["70%"], id="bound: far from it"),
        pytest.param("Just over 75% needed no more support.", [], id="bound: near it"),
        pytest.param("We rank second among our neighbours.", ["second"], id="rank: in words"),
        pytest.param("The share is well above last year's level.", ["above"], id="way: above another period's"),
        pytest.param("The share is well below last year's level.", [], id="way: below it, rightly"),
        pytest.param("The share is lower than at this point last year.", [], id="way: at the same point alone"),
        pytest.param("The head of service has judged this one Green.", ["Green"], id="colour: judged"),
        pytest.param("Key workers had more people to see than was planned.", [], id="wish: of something else"),
    ],
)
def test_claims_are_heard_as_officers_put_them(text: str, expected: list[str]) -> None:
    assert beside_row(text) == expected


@pytest.mark.parametrize(
    ("text", "is_blocking"),
    [
        pytest.param("66.7% of people needed no more support.", True, id="the measure's own"),
        pytest.param("66.7% of people in the west team needed no more support.", False, id="a part"),
        pytest.param("We had set out to see 66.7% of people need no more support.", False, id="wished for"),
        pytest.param("100 of the 428 people came back to us.", False, id="the cases that it does not count"),
    ],
)
def test_only_a_figure_that_is_certain_blocks(text: str, is_blocking: bool) -> None:
    checked = check_entry(text, Facts("AB1.4", ROW, VALUES), RULES)
    wrong = [one.contradiction for one in checked.figures if one.contradiction]
    assert any(one.is_blocking for one in wrong) is is_blocking


def test_a_section_s_sentence_about_one_measure_is_held_as_its_own() -> None:
    facts = Facts("overview", values=VALUES, rows={ROW.measure_id: ROW})
    text = "AB1.4 stands at 76.6%, from 71.3% in the first quarter."
    assert contradicting(check_entry(text, facts, RULES)) == ["71.3%"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # 2.6 points lie between 74.0 and 76.6, 4.5 between 76.6 and 81.1; 2.5 under the target.
        (
            "At 76.6% the share of people who needed no more is a climb of 4.1 points on the 74.0% of June.",
            ["4.1 points"],
        ),
        ("At 76.6% the share of people who needed no more is a climb of 2.6 points on the 74.0% of June.", []),
        (
            "We were at 76.6%, 3.4 points away from the 79.1% that people who needed support were promised.",
            ["3.4 points"],
        ),
        ("We were at 76.6%, 2.5 points away from the 79.1% that people who needed support were promised.", []),
        # Of what it is that the sentence speaks is not certain.
        ("Half a point away from the 79.1% that people were promised, we were at 76.6%.", ["Half a point"]),
        ("Our 76.6% for people who needed no more was lower than our 74.0% in Quarter 1.", ["lower"]),
        ("Our 76.6% for people who needed no more was higher than our 74.0% in Quarter 1.", []),
        ("Of people who had support 41 of the 428 lived in flats.", []),
        # Amber now, Red in the last report: it was never Green.
        ("A good summer for people who needed no more, Green at that.", ["Green"]),
        ("At 76.6% the share is as it was, while staff turnover fell by 3.3 points.", []),
        ("A survey of carers put their satisfaction with the service at 63%.", []),
    ],
)
def test_a_figure_of_the_measure_is_one_of_what_the_sentence_names(text: str, expected: list[str]) -> None:
    assert beside_row(text) == expected
