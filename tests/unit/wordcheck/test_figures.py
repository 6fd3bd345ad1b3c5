"""Figures in prose, held against their row: what contradicts it, what blocks, and the sentences that are no fault.

The rows have the shape of a printed report's: a measure where low is good, 28% and then 37% against a target of 34%,
whose words may say 61 of 179. That is 34%: right by itself, equal to the target, and not the row's figure.
"""

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from builders.words import RULES, check_beside, measure, percentage
from hypothesis import given
from hypothesis import strategies as st

from pprr.domain import (
    Missing,
    Polarity,
    Query,
    Reading,
    RuleKind,
    Severity,
    Target,
    TargetKind,
    TargetRule,
    Tolerance,
    Unit,
    round_half_up,
)
from pprr.domain import query as make_query
from pprr.wordcheck import MeasureFacts, as_filled
from pprr.wordcheck import check as entry

BLOCKING, WARNING, PRECISION = "blocking", "warning", "precision"


UPHELD = measure(Polarity.LOW, "34", y2017=percentage("36"), y2018=percentage("28"), y2019=percentage("37"))
REQUESTS = measure(Polarity.HIGH, "90.0", y2017=percentage("85.5"), y2018=percentage("87.0"), y2019=percentage("93.0"))
ANSWERED_IN_TIME = measure(Polarity.HIGH, "90", y2017=percentage("90"), y2018=percentage("91"), y2019=percentage("88"))
CALLS = measure(
    Polarity.HIGH,
    "82.0",
    y2017=percentage("81.8", (191_118, 233_550)),
    y2018=percentage("81.3", (182_397, 224_365)),
    y2019=percentage("80.7", (192_836, 238_982)),
)
DIGITAL = measure(Polarity.HIGH, "75.0", y2017=percentage("72.0"), y2018=percentage("75.1"), y2019=percentage("73.6"))


def check(text: str, row: MeasureFacts = UPHELD) -> tuple[Query, ...]:
    return check_beside(row, text).queries("anyborough", row.measure_id, "commentary.ipynb, cell 4")


def found(text: str, row: MeasureFacts = UPHELD) -> list[tuple[str, str]]:
    """What is said against the text: how grave it is, and against which figure of the row."""
    result = []
    for query in check(text, row):
        if query.kind not in ("words disagree with figure", "precision of words"):
            continue
        against = re.search(r"; the (\S+(?: Q\d)?) (?:figure )?is |; from (?:\S+) .* to (\S+) ", query.found)
        assert against, query.found
        is_precision = query.kind == "precision of words" and query.severity is Severity.WARNING
        result.append((PRECISION if is_precision else str(query.severity), against[1] or "change"))
    return result


def test_a_contradiction_is_told_in_full() -> None:
    (found,) = check("The Council upheld 61 of 179 (34%).")
    expected = make_query(
        "words-disagree-with-figure",
        "anyborough",
        "AB1.4",
        "commentary.ipynb, cell 4; performance.csv, row 5",
        severity=Severity.BLOCKING,
        sentence="The Council upheld 61 of 179 (34%).",
        found="row-made",
        expected="status",
        action="words",
        words="61 of 179 (34%)",
        made="34%",
        period="2019/20",
        figure="37%",
        data="37%",
        by_figure="Amber",
        by_words="Green",
    )
    assert expected == found


CONTRADICTIONS = (
    pytest.param("61 of 179 (34%) were upheld.", id="n of d (p%)"),
    pytest.param("61 of 179 complaints (34%) were upheld.", id="a noun between"),
    pytest.param("61 of the 179 first complaints received (34%) were upheld.", id="several words between"),
    pytest.param("61 of 179 were dealt with within 20 working days (34%).", id="another number between"),
    pytest.param("61 out of 179 (34%) were upheld.", id="out of"),
    pytest.param("61 out of a total of 179 (34%) were upheld.", id="out of a total of"),
    pytest.param("61 of all the 179 (34%) were upheld.", id="of all the"),
    pytest.param("61 complaints were upheld out of 179 (34%).", id="the noun before out of"),
    pytest.param("61 (34%) of the 179 complaints were upheld.", id="the percentage in the middle"),
    pytest.param("61/179 (34%) were upheld.", id="with a stroke"),
    pytest.param("34% (61/179) were upheld.", id="with a stroke, in brackets"),
    pytest.param("34% (61 of 179) were upheld.", id="p% (n of d)"),
    pytest.param("34% of complaints were upheld, 61 out of 179.", id="p% ..., n out of d"),
    pytest.param("34% of complaints were upheld: 61 of 179.", id="p% ...: n of d"),
    pytest.param("61 of 179, or 34%, were upheld.", id="n of d, or p%"),
    pytest.param("61 of 179, which is 34%, were upheld.", id="n of d, which is p%"),
    pytest.param("61 of 179 – 34% – were upheld.", id="between en dashes"),
    pytest.param("61 of 179 — 34% — were upheld.", id="between em dashes"),
    pytest.param("61 of 179 - 34% - were upheld.", id="between hyphens"),
    pytest.param("61 of 179 (34 per cent) were upheld.", id="per cent in two words"),
    pytest.param("61 of 179 (34 percent) were upheld.", id="percent in one word"),
    pytest.param("61 of 179 (34 %) were upheld.", id="a space before the sign"),
    pytest.param("61 of\u00a0179 (34\u00a0%) were upheld.", id="non-breaking spaces"),
    pytest.param("61 of 179 (34.1%) were upheld.", id="more decimals than the row"),
    pytest.param("61 OUT OF 179 (34%) WERE UPHELD.", id="capitals"),
    pytest.param("61 of\n179 complaints\n(34%) were upheld.", id="over lines"),
    pytest.param("**61 of 179 (34%)** were upheld.", id="bold"),
    pytest.param("61 of **179** (*34%*) were __upheld__.", id="marks inside"),
    pytest.param("61 of 179 ([34%](https://anyborough.example/35%)) were upheld.", id="in a link"),
    pytest.param("Complaints:\n\n- received: 179\n- upheld: 61 of 179 (34%)", id="in a list"),
    pytest.param("> 61 of 179 (34%) were upheld.", id="in a quotation"),
    pytest.param("### Upheld\n61 of 179 (34%) were upheld.", id="under a heading"),
    pytest.param("Of these 179 complaints, 61 (34%) were upheld.", id="of these d, n (p%)"),
    pytest.param("Of these, 179 complaints, 61 (34%) were upheld.", id="of these, d, n (p%), as printed once"),
    pytest.param("Of the 179 complaints received, 61 (34%) were upheld.", id="of the d received, n (p%)"),
    pytest.param("Of 179 complaints, 61 (34%) were upheld.", id="of d, n (p%)"),
    pytest.param("Of these 179 Stage 1 complaints, 61 (34%) were upheld.", id="a number within the noun"),
    pytest.param("Of a total of 179 complaints we upheld 61 (34%).", id="of a total of d we upheld n (p%)"),
    pytest.param("There were 179 complaints, of which 61 (34%) were upheld.", id="d, of which n (p%)"),
    pytest.param("The Council received 179 complaints. Of these, 61 (34%) were upheld.", id="d. Of these, n (p%)"),
    pytest.param("In 2019/20, 61 of 179 (34%) were upheld.", id="the year before the figure"),
    pytest.param("61 of 179 (34%) were upheld in 2019/20.", id="the year after the figure"),
    pytest.param("In 2019-20, 61 of 179 (34%) were upheld.", id="the year with a hyphen"),
    pytest.param("In 2019–20, 61 of 179 (34%) were upheld.", id="the year with an en dash"),
    pytest.param("In 2019/2020, 61 of 179 (34%) were upheld.", id="the year in full"),
    pytest.param("61 of 179 (34%) were upheld this year.", id="this year"),
    pytest.param("61 of 179 (34%) were upheld, more than in 2018/19.", id="compared with a year"),
    pytest.param("61 of 179 (34%) were upheld, compared with 45 of 161 (28%) in 2018/19.", id="compared with figures"),
    pytest.param("61 of 179 (34%) were upheld (28% in 2018/19).", id="compared in brackets"),
    pytest.param(
        "61 of 179 (34%) were upheld, which may be due to Covid-19 since March.", id="a month in another clause"
    ),
    pytest.param("61 of 179 (34%) were upheld, in line with the target of 34%.", id="equal to the target and said so"),
    pytest.param("61 of 179 (34%) were upheld, against a 34% target.", id="equal to the target, against it"),
    pytest.param("In 2019/20, 34% were upheld.", id="p% of the year"),
    pytest.param("34% were upheld in 2019/20.", id="p% in the year"),
    pytest.param("By year end, 34% were upheld.", id="p% by year end"),
    pytest.param("Thirty-seven were late, and 34 per cent were upheld in 2019/20.", id="per cent of the year"),
    pytest.param("The share rose from 28% in 2018/19 to 34% in 2019/20.", id="from one year to the next"),
    pytest.param("In 2019/20 the share rose from 28% to 34%.", id="rose to, in the year"),
    pytest.param("28% in 2018/19 and 34% in 2019/20.", id="two years side by side"),
    pytest.param("In 2018/19 28% were upheld; in 2019/20 it was 34%.", id="two years, two clauses"),
    pytest.param("34% were upheld in 2019/20, up from 28% in 2018/19.", id="up from"),
)


@pytest.mark.parametrize("text", CONTRADICTIONS)
def test_words_that_would_change_the_status_block(text: str) -> None:
    assert found(text) == [(BLOCKING, "2019/20")]


AGREEING = (
    pytest.param("66 of 179 (37%) were upheld.", id="n of d (p%)"),
    pytest.param("66 of 179 (36.9%) were upheld.", id="with a decimal that the row has not"),
    pytest.param("66 of 179 were upheld.", id="n of d alone"),
    pytest.param("66 of 179 were upheld, against a target of 34%.", id="the target behind it is not its share"),
    pytest.param("66 of 179 were upheld, above the 34% target.", id="the target behind it, turned"),
    pytest.param("66 of 179 were upheld, 3% above target.", id="the distance behind it is not its share"),
    pytest.param("66 of 179 were upheld, up from 28% in 2018/19.", id="the year before behind it is not its share"),
    pytest.param("37% were upheld in 2019/20, 28% in 2018/19 and 36% in 2017/18.", id="three years"),
    pytest.param("37% were upheld in 2019/20 (2018/19: 28%).", id="the year before in brackets, with a colon"),
    pytest.param("37% were upheld (28% in 2018/19, 36% in 2017/18).", id="both in brackets"),
    pytest.param("37% were upheld, up from 28% in 2018/19.", id="up from an earlier year"),
    pytest.param("37% were upheld, compared with 28% in 2018/19.", id="compared with an earlier year"),
    pytest.param("37% were upheld, in 2018/19 it was 28%.", id="a comma between the years"),
    pytest.param("66 of 179 (37%) were upheld, compared with 45 of 161 (28%) in 2018/19.", id="compared, with counts"),
    pytest.param(
        "66 of 179 (37%) were upheld, against 45 of 161 (28%) the year before.", id="the year before, in words"
    ),
    pytest.param("66 of 179 (37%) were upheld this year and 45 of 161 (28%) last year.", id="this year and last year"),
    pytest.param("66 of 179 (37%) were upheld, compared to 2018/19 when it was 45 of 161 (28%).", id="when it was"),
    pytest.param("66 of 179 (37%) were upheld, a rise on 2018/19.", id="a rise on an earlier year"),
    pytest.param("66 of 179 (37%) were upheld, more than last year.", id="more than last year"),
    pytest.param("Compared with 2018/19, 66 of 179 (37%) were upheld.", id="compared, at the beginning"),
    pytest.param("Compared with 28% in 2018/19, 37% were upheld in 2019/20.", id="compared, both with figures"),
    pytest.param("In 2019/20 this rose from 28% to 37%.", id="rose from and to"),
    pytest.param("In 2018/19, 45 of 161 (28%) were upheld and this rose to 66 of 179 (37%).", id="rose to, no year"),
    pytest.param("In 2017/18 it was 36%, in 2018/19 28% and in 2019/20 37%.", id="three years, oldest first"),
    pytest.param("Against 2018/19 (28%) this is a rise.", id="a year with its figure in brackets"),
    pytest.param("45 of 161 (28%) (2018/19) and 66 of 179 (37%) (2019/20).", id="years in brackets behind"),
    pytest.param("| Year | Upheld |\n|---|---|\n| 2018/19 | 28% |\n| 2019/20 | 37% |", id="a table"),
)


@pytest.mark.parametrize("text", AGREEING)
def test_words_that_agree_with_their_row_raise_nothing(text: str) -> None:
    assert found(text) == []


OTHER_SUBJECTS = (
    pytest.param("There was no change since Quarter 3.", id="no change since a quarter"),
    pytest.param("Up to the end of February, however, the year to date figure was 94.2%.", id="up to a month"),
    pytest.param("To the end of February the cumulative figure had stood at 94.2% for 2019/20.", id="to a month"),
    pytest.param("In Quarter 3, 61 of 179 (34%) were upheld.", id="a quarter at the beginning"),
    pytest.param("In quarter 3, 61 of 179 (34%) were upheld.", id="a quarter in small letters"),
    pytest.param("In Q3 2019/20, 61 of 179 (34%) were upheld.", id="Q3 of the year"),
    pytest.param("To date, 61 of 179 (34%) were upheld.", id="to date"),
    pytest.param("The year-to-date figure is 61 of 179 (34%).", id="year-to-date"),
    pytest.param("Since January 2020 between 83% and 85% of calls were answered.", id="since a month, between"),
    pytest.param("In recent months the share has been between 83% and 85%.", id="recent months, between"),
    pytest.param("By Feb, 61 of 179 (34%) were upheld.", id="a month cut short"),
    pytest.param("61 of 179 (34%) were upheld in the first half-year.", id="a half-year"),
    pytest.param("At mid-year 61 of 179 (34%) were upheld.", id="mid-year"),
    pytest.param("Over the last three years, 34% were upheld.", id="several years"),
    pytest.param("In 2018 61 of 179 (34%) were upheld.", id="a calendar year"),
    pytest.param("In the 2019/20 academic year 61 of 179 (34%) were upheld.", id="an academic year"),
    pytest.param("37%, 28% and 36% in 2019/20, 2018/19 and 2017/18.", id="a list of figures and a list of years"),
    pytest.param("Both have risen since 2014, when each was around 76%.", id="around, another year"),
    pytest.param("It was 1.1% lower than in 2016/17.", id="lower than"),
    pytest.param("That is 3,032 more than the target of 5,000.", id="more than, without per cent"),
    pytest.param("There are now around 900 chats a month.", id="around a count"),
    pytest.param("The rise in 2019/20 was 9 percentage points.", id="percentage points"),
    pytest.param("In 2019/20 there was an increase of 9% on 2018/19.", id="an increase of"),
    pytest.param("There was a 9% decrease in 2019/20.", id="a decrease"),
    pytest.param("In 2019/20 it rose 9%.", id="rose"),
    pytest.param("In 2019/20 it fell by 9%.", id="fell by"),
    pytest.param("In 2019/20 it came within 3% of target.", id="within of target"),
    pytest.param("In 2019/20 between 33% and 34% were upheld.", id="between"),
    pytest.param("In 2019/20 33–34% were upheld.", id="a range with an en dash"),
    pytest.param("In 2019/20 33% to 34% were upheld.", id="a range with to"),
    pytest.param("The national average in 2019/20 was 34%.", id="the national average"),
    pytest.param("In England 34% were upheld in 2019/20.", id="England"),
    pytest.param("Our nearest neighbours upheld 34% in 2019/20.", id="nearest neighbours"),
    pytest.param("34% of complaints were upheld.", id="no period said"),
    pytest.param("61 of 179 were upheld.", id="a part without its percentage may be of something else"),
    pytest.param("61 were upheld in 2019/20.", id="a count"),
    pytest.param("The figure for 2019/20 is 34.", id="a number without its sign"),
    pytest.param("In 2019/20 34 complaints in 100 were upheld.", id="a number in words"),
    pytest.param("66 of 179 (37%) were upheld; 20 of the 66 (30%) were about roads.", id="a part of the part"),
    pytest.param("66 of 179 (37%) were upheld. Of these 66, 20 (30%) were about roads.", id="of these, a part of it"),
    pytest.param("66 of 179 (37%) were upheld. Of these, 20 (30%) were about roads.", id="of these, no whole"),
    pytest.param("The deadline of 31/03/2020 was met in 2019/20.", id="a date"),
    pytest.param("Phone lines are open 24/7 (100% of the time).", id="24/7"),
    pytest.param("This was £61 of £179 in 2019/20.", id="money"),
    pytest.param("Priority 3 of 4 in the 2019/20 agreement.", id="a priority's number"),
    pytest.param("0 of 0 were upheld.", id="nothing of nothing"),
    pytest.param("179 of 61 (34%) is what no one can mean.", id="a part greater than its whole"),
    pytest.param("", id="no words"),
)


@pytest.mark.parametrize("text", OTHER_SUBJECTS)
def test_what_speaks_of_something_else_raises_nothing(text: str) -> None:
    assert found(text) == []


EARLIER = (
    pytest.param("In 2018/19 it was 45 of 161 (28%).", [], id="the year before, as it was"),
    pytest.param("Last year 45 of 161 (28%) were upheld.", [], id="last year, as it was"),
    pytest.param("45 of 161 (28%) were upheld the year before.", [], id="the year before in words"),
    pytest.param("In the previous year 28% were upheld.", [], id="the previous year"),
    pytest.param("A year earlier it was 28%.", [], id="a year earlier"),
    pytest.param("In 2018/19, 28%; the year before, 36%.", [], id="counted from a year in another clause"),
    pytest.param("28% in 2018/19, 36% the year before.", [], id="counted from the year that is named"),
    pytest.param("In 2018/19 it was 50 of 161 (31%).", [(WARNING, "2018/19")], id="nothing depends on it"),
    pytest.param(
        "Last year 50 of 161 (31%) were upheld.", [(WARNING, "2018/19")], id="last year, nothing depends on it"
    ),
    pytest.param("In 2018/19 it was 60 of 161 (37%).", [(BLOCKING, "2018/19")], id="the trend depends on it"),
    pytest.param("Last year 60 of 161 (37%) were upheld.", [(BLOCKING, "2018/19")], id="last year, the trend"),
    pytest.param("37% in 2018/19", [(BLOCKING, "2018/19")], id="this year's figure under last year's name"),
    pytest.param("60 of 161 (37%) (2018/19)", [(BLOCKING, "2018/19")], id="the year in brackets behind"),
    pytest.param("In 2017/18 it was 40%.", [(WARNING, "2017/18")], id="two years before: no arrow depends on it"),
    pytest.param("In 2016/17 it was 40%.", [], id="a year that the row does not have"),
    pytest.param("In 2018/20 it was 40%.", [], id="a year that there is not"),
    pytest.param(
        "61 of 179 (34%) were upheld, against 50 of 161 (31%) in 2018/19.",
        [(BLOCKING, "2019/20"), (WARNING, "2018/19")],
        id="both wrong, each against its own",
    ),
)


@pytest.mark.parametrize(("text", "expected"), EARLIER)
def test_an_earlier_figure_is_held_against_its_own_period(text: str, expected: list[tuple[str, str]]) -> None:
    assert expected == found(text)


TARGETS = (
    pytest.param("We missed the 34% target.", [], id="p% target"),
    pytest.param("We missed the 35% target.", [(WARNING, "target")], id="another p% target"),
    pytest.param("The target was 35%.", [(WARNING, "target")], id="the target was"),
    pytest.param("The 2019/20 target of 35% was missed.", [(WARNING, "target")], id="with its year"),
    pytest.param("The target for the year was 35%.", [(WARNING, "target")], id="for the year"),
    pytest.param("It was missed (target: 35%).", [(WARNING, "target")], id="with a colon"),
    pytest.param("Against a target of 35%, 37% were upheld in 2019/20.", [(WARNING, "target")], id="beside the actual"),
    pytest.param("In 2018/19 the target of 30% was met.", [], id="an earlier target"),
    pytest.param("Last year's target of 30% was met.", [], id="last year's target"),
    pytest.param("Against a target for 2018/19 of 35% this was good.", [], id="a target for an earlier year"),
    pytest.param("Next year's target of 30% is harder.", [], id="next year's target"),
    pytest.param("The target for 2020/21 is 30%.", [], id="a later target"),
    pytest.param("The national target of 95% is out of reach.", [], id="a national target"),
)


@pytest.mark.parametrize(("text", "expected"), TARGETS)
def test_a_target_is_held_against_the_target(text: str, expected: list[tuple[str, str]]) -> None:
    assert expected == found(text)


PRECISE = (
    pytest.param("1,288 of 1,384", REQUESTS, [(PRECISION, "2019/20")], id="93.06% and printed 93.0%"),
    pytest.param("1,288 of 1,384 (93%)", REQUESTS, [(PRECISION, "2019/20")], id="said to be 93%"),
    pytest.param(
        "93% were answered in time, 1,288 out of 1,384 (compared to 1,312 out of 1,505 – 87% – in 2018/19).",
        REQUESTS,
        [(PRECISION, "2019/20"), (PRECISION, "2018/19")],
        id="both years, as printed once",
    ),
    pytest.param("1,288 of 1,384 (93.1%)", REQUESTS, [(WARNING, "2019/20")], id="93.1% and printed 93.0%"),
    pytest.param("1,287 of 1,384 (93.0%)", REQUESTS, [], id="92.99% is 93.0%"),
    pytest.param(
        "1,288 of 1,384 (92%)", REQUESTS, [(WARNING, "2019/20")], id="the percentage is not that of its counts"
    ),
    pytest.param("93% in 2019/20", REQUESTS, [], id="fewer decimals than the row"),
    pytest.param("92.5% in 2019/20", REQUESTS, [(WARNING, "2019/20")], id="half a point below"),
    pytest.param("36.5% in 2019/20", UPHELD, [], id="rounds up to the row's"),
    pytest.param("36.4% in 2019/20", UPHELD, [(WARNING, "2019/20")], id="rounds down from it"),
    pytest.param(
        "158 of the 179 (88%), a little below 2018/20", ANSWERED_IN_TIME, [], id="compared with a slip of a year"
    ),
    pytest.param(
        "154 of the 179 (86%), a little below 2018/20",
        ANSWERED_IN_TIME,
        [(WARNING, "2019/20")],
        id="wrong, and compared with a slip of a year",
    ),
    pytest.param("192,836 of 238,982 (80.7%)", CALLS, [], id="the counts of the row"),
    pytest.param("182,397 of 224,365 (81.3%) in 2018/19", CALLS, [], id="the earlier counts of the row"),
    pytest.param("192,386 of 238,982 (81%)", CALLS, [(WARNING, "2019/20")], id="two figures exchanged in a count"),
    pytest.param("192,836 of 238,892 (81%)", CALLS, [(WARNING, "2019/20")], id="two figures exchanged in the whole"),
    pytest.param("182,397 of 224,365 (81.3%)", CALLS, [(WARNING, "2019/20")], id="last year's counts as this year's"),
    pytest.param(
        "It is relatively stable and just below the 75% target.", DIGITAL, [], id="below the target, as it is"
    ),
)


@pytest.mark.parametrize(("text", "row", "expected"), PRECISE)
def test_precision_is_a_warning_and_counts_are_exact(
    text: str, row: MeasureFacts, expected: list[tuple[str, str]]
) -> None:
    assert expected == found(text, row)


CONSEQUENCES = (
    pytest.param("In 2019/20 it was 36%.", UPHELD, WARNING, id="Amber and Getting worse either way"),
    pytest.param("In 2019/20 it was 34%.", UPHELD, BLOCKING, id="Green at the target"),
    pytest.param("In 2019/20 it was 35%.", UPHELD, WARNING, id="Amber one point from it"),
    pytest.param("In 2019/20 it was 38%.", UPHELD, BLOCKING, id="Red beyond a tenth of the target"),
    pytest.param("In 2019/20 it was 28%.", UPHELD, BLOCKING, id="Green and Stable"),
    pytest.param("In 2019/20 it was 90.0%.", REQUESTS, WARNING, id="Green at the target, and still better"),
    pytest.param("In 2019/20 it was 89.9%.", REQUESTS, BLOCKING, id="Amber just below the target"),
    pytest.param("In 2019/20 it was 81.0%.", DIGITAL, BLOCKING, id="Green above the target"),
    pytest.param("In 2019/20 it was 74.9%.", DIGITAL, BLOCKING, id="Amber still, and Stable for Getting worse"),
    pytest.param("In 2019/20 it was 74.0%.", DIGITAL, WARNING, id="Amber still, and Getting worse still"),
)


ROUGHLY = (
    pytest.param("In 2019/20 around 34% were upheld.", [(WARNING, "2019/20")], id="around, three points off"),
    pytest.param("In 2019/20 around 38% were upheld.", [], id="around, one point off"),
    pytest.param("In 2019/20 approximately 34% were upheld.", [(WARNING, "2019/20")], id="approximately"),
    pytest.param("In 2019/20 nearly 38% were upheld.", [], id="nearly"),
    pytest.param("In 2019/20 nearly 37% were upheld.", [(WARNING, "2019/20")], id="nearly what it is"),
    pytest.param("In 2019/20 almost 36% were upheld.", [(WARNING, "2019/20")], id="almost what it is beyond"),
    pytest.param("In 2019/20 less than 36% were upheld.", [(WARNING, "2019/20")], id="less than"),
    pytest.param("In 2019/20 less than 34% were upheld.", [(BLOCKING, "2019/20")], id="less than, and Green so"),
    pytest.param("In 2019/20 more than 36% were upheld.", [], id="more than"),
    pytest.param("In 2019/20 more than 37% were upheld.", [(WARNING, "2019/20")], id="more than what it is"),
    pytest.param("In 2019/20 at least 37% were upheld.", [], id="at least what it is"),
    pytest.param("In 2019/20 up to 37% were upheld.", [], id="up to what it is"),
)


@pytest.mark.parametrize(("text", "expected"), ROUGHLY)
def test_a_rough_figure_is_taken_at_its_word_and_only_a_bound_blocks(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert expected == found(text)


SUPPORTED = measure(
    Polarity.HIGH, "78.6", y2018=percentage("78.4", (341, 435)), y2019=percentage("81.1", (361, 445))
)._replace(name="Percentage of people who received short-term support and needed no more")
OFFERED = measure(Polarity.HIGH, "84", y2018=percentage("87", (569, 651)), y2019=percentage("87", (620, 710)))._replace(
    name="Percentage of carers who have been offered an assessment"
)
SMOKERS = measure(Polarity.LOW, "12", y2019=percentage("12.7"))._replace(name="Percentage of adults who smoke")


@pytest.mark.parametrize(
    ("text", "row"),
    [
        pytest.param("The other 84 people (18.9%) went on to need long-term care.", SUPPORTED, id="count and share"),
        pytest.param("Only 84 of 445 people needed long-term care.", SUPPORTED, id="part of the whole"),
        pytest.param(
            "84 people out of 445 (18.9%) needed it, against 94 out of 435 (21.6%) last year.",
            SUPPORTED,
            id="both years",
        ),
        pytest.param("Fewer than one in five people needed long-term support.", SUPPORTED, id="bound"),
        pytest.param("13% of carers have yet to be offered an assessment.", OFFERED, id="share"),
        pytest.param("90 of the 710 carers have not been offered an assessment.", OFFERED, id="not offered"),
        pytest.param("In 2019/20, 63% were dismissed.", UPHELD, id="no counts"),
        pytest.param("One in eight adults smokes.", SMOKERS, id="one in so many"),
    ],
)
def test_the_other_part_of_a_share_agrees_by_whatever_words(text: str, row: MeasureFacts) -> None:
    assert check(text, row) == ()


@pytest.mark.parametrize("text", ["In 2019/20, 63% were upheld.", "63% of complaints were upheld in 2019/20."])
def test_the_other_part_by_the_measure_s_own_verb_is_only_listed(text: str) -> None:
    row = UPHELD._replace(name="% of Stage 1 complaints upheld")
    assert [query.kind for query in check(text, row)] == ["figure not from the data"]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        pytest.param("84 of 445 people (19.9%) needed no more.", SUPPORTED, id="not its own share"),
        pytest.param("371 of 445 people (83.4%) received support and needed no more.", SUPPORTED, id="neither part"),
        pytest.param("One in six adults smokes.", SMOKERS, id="one in fewer"),
        pytest.param("More than 50% were upheld in 2019/20.", UPHELD, id="a bound that the rest keeps too"),
    ],
)
def test_neither_part_of_a_share_is_found(text: str, row: MeasureFacts) -> None:
    assert any(query.kind == "words disagree with figure" for query in check(text, row))


@pytest.mark.parametrize(("text", "row", "severity"), CONSEQUENCES)
def test_only_what_would_change_a_colour_or_an_arrow_blocks(text: str, row: MeasureFacts, severity: str) -> None:
    assert [(severity, "2019/20")] == found(text, row)


def test_the_measure_s_own_tolerance_decides() -> None:
    assert found(
        "In 2019/20 it was 38%.", UPHELD._replace(asked=replace(UPHELD.asked, amber_within=Tolerance.parse("4 points")))
    ) == [(WARNING, "2019/20")]


NOT_COMPARED = (
    pytest.param(Reading(Unit.PERCENTAGE, missing=Missing.NOT_AVAILABLE), id="no figure"),
    pytest.param(percentage("78.0", period="2016"), id="a figure for another period"),
    pytest.param(Reading(Unit.NUMBER, Decimal(8032)), id="a number"),
)


@pytest.mark.parametrize("reading", NOT_COMPARED)
def test_there_is_nothing_to_hold_against(reading: Reading) -> None:
    row = UPHELD._replace(readings={**UPHELD.readings, "2019/20": reading})
    assert found("In 2019/20 it was 61 of 179 (34%).", row) == []


def test_a_row_without_a_target_or_polarity_still_has_its_figure() -> None:
    row = UPHELD._replace(asked=replace(UPHELD.asked, target=Target(TargetKind.MAXIMISE), good=None))
    assert found("61 of 179 (34%) were upheld, against a target of 30%.", row) == [(WARNING, "2019/20")]


def test_a_report_within_the_year_has_its_own_periods() -> None:
    row = UPHELD._replace(
        period="2019/20 Q1",
        previous_period="2018/19 Q1",
        readings={"2018/19 Q1": percentage("28"), "2019/20 Q1": percentage("37")},
    )
    assert found("61 of 179 (34%) were upheld.", row) == [(BLOCKING, "2019/20 Q1")]
    assert found("Last year 60 of 161 (37%) were upheld.", row) == [(BLOCKING, "2018/19 Q1")]
    assert found("In 2018/19 as a whole 60 of 161 (37%) were upheld.", row) == []
    assert found("The 2019/20 target of 35% is in sight.", row) == [(WARNING, "target")]


def test_each_claim_of_an_entry_is_told_in_its_order() -> None:
    text = "In 2019/20, 34% were upheld.\n\nThe target of 35% was missed. In 2017/18 it was 40%."
    assert found(text) == [(BLOCKING, "2019/20"), (WARNING, "target"), (WARNING, "2017/18")]


SHAPES = (
    "{part} of {whole} ({share}%) were upheld.",
    "In 2019/20, {part:,} out of the {whole:,} ({share}%) were upheld.",
    "{share}% ({part} of {whole}) were upheld.",
    "Of the {whole:,} complaints, {part:,} ({share} per cent) were upheld.",
    "**{part}** of **{whole}** – {share}% – were upheld, compared with 45 of 161 (28%) in 2018/19.",
)


@given(
    whole=st.integers(min_value=1, max_value=99_999),
    thousandth=st.integers(min_value=0, max_value=1000),
    decimals=st.integers(min_value=0, max_value=1),
    off_by=st.integers(min_value=-3, max_value=3),
    shape=st.sampled_from(SHAPES),
)
def test_a_part_of_a_whole_agrees_with_its_own_share_and_with_no_other(
    whole: int, thousandth: int, decimals: int, off_by: int, shape: str
) -> None:
    part = whole * thousandth // 1000
    share = round_half_up(Fraction(part * 100, whole), decimals)
    printed = share + off_by
    row = UPHELD._replace(readings={**UPHELD.readings, "2019/20": percentage(f"{printed:f}")})
    queries = found(shape.format(part=part, whole=whole, share=share), row)
    assert [period for _, period in queries] == (["2019/20"] if off_by else [])


PIECES = st.sampled_from(
    [
        "61 of 179",
        "(34%)",
        "34%",
        "per cent",
        "2018/19",
        "2019/20",
        "in",
        "the",
        "target",
        "of",
        "last year",
        "this year",
        ",",
        ";",
        ".",
        "(",
        ")",
        "–",
        "and",
        "to",
        "from",
        "37",
        "%",
        "1,384",
        "between",
        "rose",
        "compared with",
        "Of these",
        "which",
        "February",
        "\n\n",
        "- ",
        "**",
        "0 of 0",
        "179/61",
        "99999999999999999999%",
    ]
)


@given(pieces=st.lists(PIECES, max_size=25), row=st.sampled_from((UPHELD, REQUESTS, CALLS)))
def test_no_words_make_the_check_fail(pieces: list[str], row: MeasureFacts) -> None:
    for query in check(" ".join(pieces), row):
        assert query.source.startswith("commentary.ipynb, cell 4")
        assert query.found


@pytest.mark.parametrize(
    ("typed", "text", "outcomes"),
    [
        pytest.param("{{ counts.green }} of {{ counts.rated }} were Green.", "4 of 5 were Green.", "agrees", id="two"),
        pytest.param("In 2019/20 it was {{ target }}.", "In 2019/20 it was 34%.", "agrees", id="another value"),
        pytest.param("In 2019/20 it was 34%.", "In 2019/20 it was 34%.", "contradicts", id="typed"),
        pytest.param("34% is {{ target }}.", "34% is 34%.", "not tied, not tied", id="typed as well"),
        pytest.param("{{ n }} of 179 (34%)", "61 of 179 (34%)", "contradicts", id="a part of it typed"),
        pytest.param("It was £{{ n }}m.", "It was £3m.", "not tied", id="a piece of a figure"),
    ],
)
def test_what_a_live_value_printed_is_the_data_s(typed: str, text: str, outcomes: str) -> None:
    checked = as_filled(check_beside(UPHELD, text), typed)
    assert ", ".join(one.outcome for one in checked.figures) == outcomes


@pytest.mark.parametrize("pasted", ["1% ", "1 of ", "£1m ", "up 1 in 2018/19 "])
def test_figures_without_end_are_listed_and_held_against_nothing(monkeypatch: pytest.MonkeyPatch, pasted: str) -> None:
    """A figure takes the longer the more stand beside it, so that a sentence of nothing else would hold up a run."""
    held: list[int] = []
    place_of = entry.placed
    monkeypatch.setattr(entry, "placed", lambda *place: held.append(len(place[2])) or place_of(*place))
    checked = check_beside(UPHELD, f"37% were upheld, up from 28%. {pasted * 2000}")
    assert all(figures <= 20 for figures in held)
    assert len(held) <= 40
    assert len(checked.figures) > 1000
    assert not checked.tally.contradicting


def test_within_the_year_the_trend_depends_on_what_it_compares_with() -> None:
    """The page compares with the report before, and "last year" in words is the same point of last year."""
    readings = {"2025/26 Q2": percentage("81.1"), "2025/26 Q1": percentage("79.9"), "2024/25 Q2": percentage("70.0")}
    asked = TargetRule(RuleKind.TOLERANCE, Target(TargetKind.NONE), Polarity.HIGH, RULES.status.amber_within)
    row = MeasureFacts("AB1.4", asked, "2025/26 Q2", "2024/25 Q2", readings)
    words = "361 of 450 (80.2%) were answered."
    found = {base: [query.severity for query in check(words, row._replace(base=base))] for base in ("2025/26 Q1", "")}
    assert found == {"2025/26 Q1": [Severity.BLOCKING], "": [Severity.WARNING]}
