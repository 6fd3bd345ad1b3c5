"""One table of cells for each reader: the text in, what is read out, or what was expected."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from builders.figures import number, percentage

from pprr.domain import (
    Cell,
    DataPeriod,
    Mark,
    Missing,
    Polarity,
    Reading,
    Status,
    Target,
    TargetKind,
    Tolerance,
    Unit,
)
from pprr.domain.errors import CellError
from pprr.ingest import cells

NUMBER, PERCENTAGE = Unit.NUMBER, Unit.PERCENTAGE
CELL = Cell("made-up.csv", row=2, column="Actual")
# The decimals of the register, which a figure of the unit has however it is written.
_number, _percent = partial(number, decimals=1), partial(percentage, decimals=1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("8,032", _number("8032"), id="a count"),
        pytest.param("8032", _number("8032"), id="a count without its comma"),
        pytest.param("1,234,567", _number("1234567"), id="two commas"),
        pytest.param("0", _number("0"), id="zero is a figure"),
        pytest.param("35.5", _number("35.5"), id="a decimal"),
        pytest.param("0.21m", _number("0.21", scale=1_000_000, decimals=2), id="millions, as written"),
        pytest.param("0.21 m", _number("0.21", scale=1_000_000, decimals=2), id="millions after a space"),
        pytest.param("-44", _number("-44"), id="negative"),
        pytest.param("- 44", _number("-44"), id="a minus apart"),
        pytest.param("−44", _number("-44"), id="a minus sign"),
        pytest.param("–44", _number("-44"), id="an en dash for a minus"),
        pytest.param("-0", _number("0"), id="negative zero"),
        pytest.param("2016", _number("2016"), id="a figure that looks like a year"),
        pytest.param("35 2016", _number("35", period="2016"), id="with its own year"),
        pytest.param("93.0%", _percent("93.0"), id="a percentage"),
        pytest.param("93.0 %", _percent("93.0"), id="a percent sign apart"),
        pytest.param("37", _percent("37"), id="a percentage without its sign"),
        pytest.param("37％", _percent("37"), id="a wide percent sign"),
        pytest.param("-0.8%", _percent("-0.8"), id="a negative percentage"),
        pytest.param("150%", _percent("150"), id="more than all"),
        pytest.param(
            "81.8% 191,118 of 233,550", _percent("81.8", of=(191118, 233550)), id="a percentage with its counts"
        ),
        pytest.param("81.8% (191118 of 233550)", _percent("81.8", of=(191118, 233550)), id="counts in brackets"),
        pytest.param("0% 0 of 12", _percent("0", of=(0, 12)), id="none of some"),
        pytest.param("78.0% 2016", _percent("78.0", period="2016"), id="with its own calendar year"),
        pytest.param("78.0% (2016)", _percent("78.0", period="2016"), id="with its own year in brackets"),
        pytest.param("78.0% 2016/17", _percent("78.0", period="2016/17"), id="with its own financial year"),
        pytest.param("81.8%\n191,118  of 233,550", _percent("81.8", of=(191118, 233550)), id="on two lines"),
        pytest.param("50% 1 of 2 2016/17", _percent("50", of=(1, 2), period="2016/17"), id="counts and year"),
        pytest.param("78.0% 2016-17", _percent("78.0", period="2016/17"), id="with a financial year's hyphen"),
        pytest.param("78.0% (2016/2017)", _percent("78.0", period="2016/17"), id="with both years in full"),
        pytest.param("94.2% (to Feb 2020)", _percent("94.2", period="the period to February 2020"), id="up to a month"),
        pytest.param(
            "94.2% to 29 Feb 2020", _percent("94.2", period="the period to 29 February 2020"), id="up to a day"
        ),
        pytest.param("94.2% as at 31/03/2020", _percent("94.2", period="31 March 2020"), id="as at a day"),
        pytest.param("Q2 34%", _percent("34", period="Q2"), id="a quarter before it"),
        pytest.param("34% q2", _percent("34", period="Q2"), id="a quarter behind it"),
        pytest.param("34% 2019-20;Q1", _percent("34", period="2019/20 Q1"), id="a quarter as a system exports it"),
        pytest.param("34% (Apr-Dec 2019)", _percent("34", period="April to December 2019"), id="some months"),
        pytest.param("34% 2018/19 academic", _percent("34", period="academic year 2018/19"), id="an academic year"),
        pytest.param("34% (12 months to Feb 2020)", _percent("34", period="12 months to February 2020"), id="rolling"),
        pytest.param("5 (March 2020)", _number("5", period="March 2020"), id="a month in brackets"),
        pytest.param("75K", _number("75", scale=1_000, decimals=0), id="thousands"),
        pytest.param("7.5 thousand", _number("7.5", scale=1_000), id="thousands in words"),
        pytest.param("0.21M", _number("0.21", scale=1_000_000, decimals=2), id="a capital M"),
        pytest.param("1.5 million 2016", _number("1.5", scale=1_000_000, period="2016"), id="millions in words"),
        pytest.param("(44)", _number("-44"), id="brackets"),
        pytest.param("44-", _number("-44"), id="a minus behind"),
        pytest.param("(0.8%)", _percent("-0.8"), id="a percentage in brackets"),
        pytest.param("(0.8%) [p]", replace(_percent("-0.8"), mark=Mark.PROVISIONAL), id="in brackets, with a mark"),
        pytest.param("(0.8)%", _percent("-0.8"), id="brackets before the percent sign"),
        pytest.param("0.30000000000000004", _number("0.3"), id="noise of a binary float"),
        pytest.param("33.333333333333336", _number("33.3333333333333"), id="fifteen digits, as Excel shows"),
        pytest.param("1.0E-3", _number("0.001"), id="a small number as Excel writes it"),
        pytest.param("93\u00a0%", _percent("93"), id="a no-break space"),
        pytest.param("< 5", replace(_number("5", decimals=0), comparator="<"), id="less than"),
        pytest.param("≤5.25", replace(_number("5.25", decimals=2), comparator="≤"), id="at most, as it is written"),
        pytest.param("<=5", replace(_number("5", decimals=0), comparator="≤"), id="at most in two signs"),
        pytest.param(">95%", replace(_percent("95"), comparator=">", decimals=0), id="more than"),
        pytest.param("At least 95%", replace(_percent("95"), comparator="≥", decimals=0), id="at least"),
        pytest.param("95% or more", replace(_percent("95"), comparator="≥", decimals=0), id="or more"),
        pytest.param(
            "Q2: 95% or above", replace(_percent("95"), comparator="≥", decimals=0, figure_period="Q2"), id="or above"
        ),
        pytest.param("5% OR FEWER", replace(_percent("5"), comparator="≤", decimals=0), id="or fewer"),
        pytest.param("less than 5", replace(_number("5", decimals=0), comparator="<"), id="less than in words"),
        pytest.param("fewer than 5", replace(_number("5", decimals=0), comparator="<"), id="fewer than"),
        pytest.param("34% (p)", replace(_percent("34"), mark=Mark.PROVISIONAL), id="(p)"),
        pytest.param("34%[p]", replace(_percent("34"), mark=Mark.PROVISIONAL), id="[p]"),
        pytest.param("34% Provisional", replace(_percent("34"), mark=Mark.PROVISIONAL), id="provisional"),
        pytest.param("34% [r]", replace(_percent("34"), mark=Mark.REVISED), id="[r]"),
        pytest.param("34% (revised)", replace(_percent("34"), mark=Mark.REVISED), id="(revised)"),
        pytest.param("34% (est)", replace(_percent("34"), mark=Mark.ESTIMATED), id="(est)"),
        pytest.param("34% [e]", replace(_percent("34"), mark=Mark.ESTIMATED), id="[e]"),
        pytest.param("34% [f]", replace(_percent("34"), mark=Mark.FORECAST), id="[f]"),
        pytest.param("34%, forecast", replace(_percent("34"), mark=Mark.FORECAST), id="forecast, behind a comma"),
        pytest.param("664 kg", _number("664"), id="a unit behind it"),
        pytest.param("664kg", _number("664"), id="a unit at once behind it"),
        pytest.param("2 weeks", _number("2"), id="weeks"),
        pytest.param("9.5 working days", _number("9.5"), id="a unit of two words"),
        pytest.param("5.2 per 1,000 population", _number("5.2"), id="a rate"),
        pytest.param("£75", _number("75"), id="money"),
        pytest.param("£75K", _number("75", scale=1_000, decimals=0), id="thousands of money"),
        pytest.param("-£5", _number("-5"), id="a minus before the pound"),
        pytest.param("£-5", _number("-5"), id="a minus behind the pound"),
        pytest.param("+5", _number("5"), id="a plus"),
        pytest.param("c. 500", replace(_number("500"), mark=Mark.ESTIMATED), id="about"),
        pytest.param("~500", replace(_number("500"), mark=Mark.ESTIMATED), id="a tilde"),
        pytest.param("approximately 95%", replace(_percent("95"), mark=Mark.ESTIMATED), id="approximately"),
        pytest.param("95 per cent", _percent("95"), id="per cent in words"),
        pytest.param("95% (38/40)", _percent("95", of=(38, 40)), id="counts with a slash"),
        pytest.param("95% 38 out of 40", _percent("95", of=(38, 40)), id="out of"),
        pytest.param("95% (38 of 40 cases)", _percent("95", of=(38, 40)), id="counts of something"),
        pytest.param("38 of 40", _percent("95.0", of=(38, 40)), id="counts alone make their percentage"),
        pytest.param("38/41", _percent("92.7", of=(38, 41)), id="half up, with the register's decimals"),
        pytest.param("38 out of 40 (95%)", _percent("95", of=(38, 40)), id="counts before it"),
        pytest.param("38/40 = 95%", _percent("95", of=(38, 40)), id="counts and an equals sign"),
        pytest.param("135 (28 by letter and 107 by phone)", _number("135"), id="what it is made of"),
        pytest.param("95% ▲", _percent("95"), id="an arrow"),
        pytest.param("95%▼", _percent("95"), id="an arrow at once behind it"),
        pytest.param("95%(G)", replace(_percent("95"), given=Status.GREEN), id="a G in brackets is Green"),
        pytest.param(
            "512 kg (Q3 time lag) (GREEN)",
            replace(_number("512", period="Q3"), given=Status.GREEN),
            id="a unit, a quarter that lags and a status",
        ),
        pytest.param("▲ 95%", _percent("95"), id="an arrow before it"),
        pytest.param("(p) 95%", replace(_percent("95"), mark=Mark.PROVISIONAL), id="a mark before it"),
        pytest.param("95% unaudited", replace(_percent("95"), mark=Mark.PROVISIONAL), id="a mark in other words"),
        pytest.param("95% [38/40]", _percent("95", of=(38, 40)), id="counts in square brackets"),
        pytest.param("95%\u00b9", _percent("95"), id="a footnote's sign"),
        pytest.param("95% (target 97%)", _percent("95"), id="a remark with a figure"),
        pytest.param("1,204 YTD", _number("1204"), id="a running total in words"),
        pytest.param("34% (Jul-Sep)", _percent("34", period="Q2"), id="a quarter by its months"),
        pytest.param("34% (Aug)", _percent("34", period="August"), id="a month of the column's year"),
        pytest.param("£(75)", _number("-75"), id="brackets behind the pound"),
        pytest.param("'95%", _percent("95"), id="an apostrophe that an export left"),
        pytest.param("95%_x000D_", _percent("95"), id="a line's end that an export left"),
        pytest.param("1 234 567.8", _number("1234567.8"), id="spaces between thousands"),
        pytest.param("-6\u202f400", _number("-6400"), id="a narrow space that does not break"),
        pytest.param("GBP 1\u00a0250", _number("1250"), id="pounds by their letters"),
        pytest.param(".5", _number("0.5"), id="nothing before the point of a number"),
        pytest.param("160 (64%)", _number("160"), id="its share behind a number"),
        pytest.param("64% (160)", _number("160"), id="its share before a number"),
        pytest.param("64% (160)", _percent("64"), id="the cases behind a percentage"),
        pytest.param("160 (64%)", _percent("64"), id="the cases before a percentage"),
        pytest.param("64% 🔴", replace(_percent("64"), given=Status.RED), id="a red circle"),
        pytest.param("🟢 64%", replace(_percent("64"), given=Status.GREEN), id="a green circle before it"),
        pytest.param("64% G", replace(_percent("64"), given=Status.GREEN), id="a G is Green and nothing else"),
        pytest.param("64% ✔", _percent("64"), id="a tick"),
        pytest.param("64% (improving)", _percent("64"), id="a trend in words"),
        pytest.param("R 34%", replace(_percent("34"), given=Status.RED), id="a status's letter before it"),
        pytest.param("Red - 34%", replace(_percent("34"), given=Status.RED), id="a status and a dash"),
        pytest.param("< -34%", replace(_percent("-34"), comparator="<", decimals=0), id="below a negative"),
        pytest.param("34% (Red)", replace(_percent("34"), given=Status.RED), id="a status behind it"),
        pytest.param("34% - amber", replace(_percent("34"), given=Status.AMBER), id="a status behind a dash"),
        pytest.param("Octagon: R 34%", replace(_percent("34"), given=Status.RED), id="a picture's words before it"),
        pytest.param(
            "34% Circle: Green", replace(_percent("34"), given=Status.GREEN), id="a picture's words behind it"
        ),
        pytest.param(
            "A: 50% 1 of 2 (2016/17, provisional)",
            replace(_percent("50", of=(1, 2), period="2016/17"), mark=Mark.PROVISIONAL, given=Status.AMBER),
            id="everything at once",
        ),
    ],
)
def test_a_figure_is_read(text: str, expected: Reading) -> None:
    read = cells.read_reading(text, unit=expected.unit, decimals=1, cell=CELL)
    assert read == Reading(**{**vars(expected), "text": text, "cell": CELL})


@pytest.mark.parametrize("unit", list(Unit))
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Not available", Missing.NOT_AVAILABLE, id="not available"),
        pytest.param("Not Available", Missing.NOT_AVAILABLE, id="in capitals, as reports print it"),
        pytest.param("NOT AVAILABLE", Missing.NOT_AVAILABLE, id="all capitals"),
        pytest.param("Not applicable", Missing.NOT_APPLICABLE, id="not applicable"),
        pytest.param("N/A", Missing.NOT_APPLICABLE, id="N/A"),
        pytest.param("n/a", Missing.NOT_APPLICABLE, id="n/a"),
        pytest.param("Not due", Missing.NOT_DUE, id="not due"),
        pytest.param("Withheld", Missing.WITHHELD, id="withheld"),
        pytest.param("not yet available", Missing.NOT_AVAILABLE, id="not yet available"),
        pytest.param("[x]", Missing.NOT_AVAILABLE, id="[x]"),
        pytest.param("[z]", Missing.NOT_APPLICABLE, id="[z]"),
        pytest.param("[c]", Missing.WITHHELD, id="[c]"),
        pytest.param("Suppressed", Missing.WITHHELD, id="suppressed"),
        pytest.param("not due this period", Missing.NOT_DUE, id="not due this period"),
    ],
)
def test_a_missing_figure_has_a_kind(text: str, expected: Missing, unit: Unit) -> None:
    read = cells.read_reading(text, unit=unit, decimals=1, cell=CELL)
    assert read == Reading(unit, missing=expected, text=text, cell=CELL)


@pytest.mark.parametrize(
    ("text", "unit", "reason"),
    [
        pytest.param("", NUMBER, "a number such as", id="blank is not a kind of missing"),
        pytest.param("", PERCENTAGE, "a percentage such as", id="a blank percentage"),
        pytest.param("x", NUMBER, '"x" may say several things', id="x"),
        pytest.param("-", NUMBER, "give its meaning once in sources.toml", id="a dash"),
        pytest.param("*", NUMBER, "may say several things", id="a star"),
        pytest.param("..", NUMBER, "may say several things", id="dots"),
        pytest.param("nil", NUMBER, "or 0 where that was counted", id="nil"),
        pytest.param("tbc", NUMBER, "may say several things", id="to be confirmed"),
        pytest.param("nan", NUMBER, "may say several things", id="not a number"),
        pytest.param("inf", NUMBER, "a number such as", id="infinity"),
        pytest.param("#N/A", NUMBER, "an error in the workbook", id="an error of Excel"),
        pytest.param("#DIV/0!", NUMBER, "mend the formula", id="a division by nothing"),
        pytest.param("[b]", NUMBER, "may say several things", id="a break in the series"),
        pytest.param("Amber", NUMBER, "A status is no figure", id="a status alone"),
        pytest.param("Octagon: R", PERCENTAGE, "A status is no figure", id="a picture's words alone"),
        pytest.param("R", PERCENTAGE, "A status is no figure", id="a status's letter alone"),
        pytest.param("ñ", NUMBER, "a number such as", id="an arrow of Wingdings"),
        pytest.param("37 %%", PERCENTAGE, "a percentage such as", id="two percent signs"),
        pytest.param("93.0%", NUMBER, "The register says that the measure is a number", id="a percentage of a count"),
        pytest.param("0.21m", PERCENTAGE, "a percentage such as", id="millions of a percentage"),
        pytest.param("1 or fewer,002", NUMBER, "a number such as", id="digits behind the words of a bound"),
        pytest.param("3 or more.5", NUMBER, "a number such as", id="decimals behind the words of a bound"),
        pytest.param("about <5", NUMBER, "a number such as", id="about a bound"),
        pytest.param("95%+", PERCENTAGE, ">=95%", id="a plus behind it"),
        pytest.param("83% to 85%", PERCENTAGE, "A range is no figure", id="a range"),
        pytest.param("10-15", NUMBER, "A range is no figure", id="a range with a hyphen"),
        pytest.param("640 furlongs", NUMBER, "its unit belongs to the measure's name", id="a unit nobody knows"),
        pytest.param("2 hours 30 mins", NUMBER, 'What cannot be read is "30 mins"', id="two units"),
        pytest.param("664 kg", PERCENTAGE, "its unit belongs to", id="a percentage with a unit"),
        pytest.param("£75", PERCENTAGE, "it is money", id="a percentage of money"),
        pytest.param("$75", NUMBER, "it is money", id="dollars"),
        pytest.param("95% (38/41)", PERCENTAGE, 'What cannot be read is "38/41"', id="a slash that is no share"),
        pytest.param("95% (38 of 40 planned)", PERCENTAGE, 'is "planned"', id="a word that may say more"),
        pytest.param("7/9", PERCENTAGE, "a percentage such as", id="a share or a day"),
        pytest.param("12/20", PERCENTAGE, "a percentage such as", id="a share or a month"),
        pytest.param("18/20", PERCENTAGE, "a percentage such as", id="a share or two years"),
        pytest.param("4/2019", PERCENTAGE, "a percentage such as", id="a month of a year"),
        pytest.param("41/38", PERCENTAGE, "a percentage such as", id="more than all"),
        pytest.param("135 (28 by letter and 106 by phone)", NUMBER, "28 by letter", id="parts that do not add up"),
        pytest.param("95% (if all goes well)", PERCENTAGE, 'What cannot be read is "if all goes', id="other words"),
        pytest.param("38 from 40", PERCENTAGE, 'is "from 40"', id="a part from a whole"),
        pytest.param("1,23", NUMBER, "a number such as", id="a comma in the wrong place"),
        pytest.param("1,23,4", NUMBER, "a number such as", id="two commas in the wrong place"),
        pytest.param("1234,567", NUMBER, "a number such as", id="a comma after four digits"),
        pytest.param("0,37", NUMBER, "a number such as", id="a comma for a point"),
        pytest.param("5,2016", NUMBER, "a number such as", id="a comma before what looks like a year"),
        pytest.param("1 23", NUMBER, "a number such as", id="a space before two digits"),
        pytest.param("120\n135", NUMBER, "a number such as", id="two figures on two lines"),
        pytest.param("1 234%", PERCENTAGE, "a percentage such as", id="a space between thousands of a percentage"),
        pytest.param("30 120", PERCENTAGE, "a space may part two figures", id="two percentages, perhaps"),
        pytest.param("60 (95%)", PERCENTAGE, "a percentage such as", id="cases that may be a percentage"),
        pytest.param("1 quarter in arrears", NUMBER, "may say several things", id="how late a figure is, and none"),
        pytest.param("1O5", NUMBER, "A letter O", id="a letter O for a 0"),
        pytest.param("37.", PERCENTAGE, "a percentage such as", id="a point and nothing after it"),
        pytest.param(".5", PERCENTAGE, "a percentage such as", id="nothing before the point"),
        pytest.param("+-5", NUMBER, "a number such as", id="a plus and a minus"),
        pytest.param("-£-5", NUMBER, "a number such as", id="two minuses about the pound"),
        pytest.param("--5", NUMBER, "a number such as", id="two minuses"),
        pytest.param("(-5)", NUMBER, "a number such as", id="negative twice"),
        pytest.param("(5", NUMBER, "a number such as", id="a figure's bracket that is not closed"),
        pytest.param("1e5", NUMBER, "Excel has shortened it", id="an exponent"),
        pytest.param("1.23457E+11", NUMBER, "Excel has shortened it", id="digits that Excel left out"),
        pytest.param("1e-400", NUMBER, "at most 15 decimals", id="a number smaller than any"),
        pytest.param("1234567890123456", NUMBER, "at most 15 digits", id="more digits than Excel holds"),
        pytest.param("999999999999999.9", NUMBER, "at most 15 digits", id="rounded up to one digit more"),
        pytest.param("12 13", NUMBER, "a number such as", id="two figures"),
        pytest.param("93.0%p", PERCENTAGE, "a percentage such as", id="a mark that is not set apart"),
        pytest.param("93.0%*", PERCENTAGE, "Its sign does not say", id="a star behind it"),
        pytest.param("34% R", PERCENTAGE, "R may be Red or revised", id="a letter behind it"),
        pytest.param("34% (R)", PERCENTAGE, "R may be Red or revised", id="a letter in brackets"),
        pytest.param("34% (r)", PERCENTAGE, "R may be Red or revised", id="a small letter in round brackets"),
        pytest.param("34% [R]", PERCENTAGE, "R may be Red or revised", id="a capital in square brackets"),
        pytest.param("Red (34%)", PERCENTAGE, "a percentage such as", id="brackets behind a status are no minus"),
        pytest.param("(34%) 61 of 179", PERCENTAGE, "a percentage such as", id="brackets before counts are no minus"),
        pytest.param("Red -34%", PERCENTAGE, "a percentage such as", id="a dash or a minus behind a status"),
        pytest.param("Q2 -34%", PERCENTAGE, "a percentage such as", id="a dash or a minus behind a quarter"),
        pytest.param("<(5)", NUMBER, "a number such as", id="a bound in brackets"),
        pytest.param("a 34%", PERCENTAGE, "a percentage such as", id="a small letter before it"),
        pytest.param("34% Red Amber", PERCENTAGE, "a percentage such as", id="two statuses"),
        pytest.param("34% (p) [e]", PERCENTAGE, "a percentage such as", id="two marks"),
        pytest.param("34% 2016 2017", PERCENTAGE, "a percentage such as", id="two periods"),
        pytest.param("50% 1 of 2 3 of 4", PERCENTAGE, "a percentage such as", id="two pairs of counts"),
        pytest.param("34% -", PERCENTAGE, "a percentage such as", id="a dash behind it"),
        pytest.param("34% ()", PERCENTAGE, "a percentage such as", id="brackets around nothing"),
        pytest.param("93.0% 191,118 of", PERCENTAGE, "a percentage such as", id="half of the counts"),
        pytest.param("50% 5 of 0", PERCENTAGE, "a denominator greater than 0", id="of nothing"),
        pytest.param("78.0% 1816", PERCENTAGE, "a percentage such as", id="a year too long ago"),
        pytest.param("78.0% 2018/20", PERCENTAGE, "2018/19, not as 2018/20", id="years that do not follow each other"),
        pytest.param("2019 Q2", NUMBER, "a period of its own in brackets", id="a period and no figure"),
        pytest.param("Q2 2019", NUMBER, "a number such as", id="a quarter of a year"),
        pytest.param("2016 2017", NUMBER, "a number such as", id="two years"),
        pytest.param("2015 - 2016", NUMBER, "a number such as", id="from a year to a year"),
        pytest.param("2016/17", NUMBER, "a number such as", id="a financial year"),
        pytest.param("12 March 2020", NUMBER, "It is a day and no figure", id="a day"),
        pytest.param("31/03/2020", NUMBER, "It is a day and no figure", id="a day in digits"),
        pytest.param("12 Mar-20", NUMBER, "a number such as", id="a day and a month"),
        pytest.param("１２", NUMBER, "digits are of another script", id="digits of another script"),
        pytest.param("٣", NUMBER, "a number such as", id="an Arabic digit"),
        pytest.param("½", NUMBER, "a number such as", id="a half"),
        pytest.param("93.0% and rising", PERCENTAGE, "a percentage such as", id="words after it"),
        pytest.param("Good 93.0%", PERCENTAGE, "a percentage such as", id="words before it"),
        pytest.param("<b>5</b>", NUMBER, "a number such as", id="HTML around it"),
        pytest.param("93.0%<sup>1</sup>", PERCENTAGE, "a percentage such as", id="a footnote's sign as HTML"),
        pytest.param("5\u200b5", NUMBER, "a number such as", id="a letter that cannot be seen among the digits"),
        pytest.param("=1+1", NUMBER, "a number such as", id="a formula"),
        pytest.param("50% (1 of 2", PERCENTAGE, "a percentage such as", id="a bracket that is not closed"),
        pytest.param("50% 1 of 2)", PERCENTAGE, "a percentage such as", id="a bracket that is not opened"),
        pytest.param("78.0% (2016", PERCENTAGE, "a percentage such as", id="a year's bracket that is not closed"),
        pytest.param("12 3 of 4", NUMBER, "a number such as", id="a count of a count"),
        pytest.param("0.21m 3 of 4", NUMBER, "a number such as", id="millions with counts"),
        pytest.param("5 " + "x " * 100, NUMBER, "in at most 200 characters", id="longer than any figure"),
    ],
)
def test_what_is_no_figure_is_refused(text: str, unit: Unit, reason: str) -> None:
    with pytest.raises(CellError) as raised:
        cells.read_reading(text, unit=unit, decimals=1, cell=CELL)
    assert raised.value.found.rstrip("…") == text[:60]
    assert reason in raised.value.expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        pytest.param("X", {"missing": {"x": Missing.NOT_AVAILABLE}}, {"missing": Missing.NOT_AVAILABLE}, id="x"),
        pytest.param("–", {"missing": {"-": Missing.NOT_DUE}}, {"missing": Missing.NOT_DUE}, id="another dash"),
        pytest.param("", {"missing": {"": Missing.NOT_DUE}}, {"missing": Missing.NOT_DUE}, id="a blank"),
        pytest.param(
            "n/a", {"missing": {"N/A": Missing.NOT_AVAILABLE}}, {"missing": Missing.NOT_AVAILABLE}, id="otherwise"
        ),
        pytest.param("34% R", {"statuses": {"R": Status.RED}}, {"value": 34, "given": Status.RED}, id="a letter"),
        pytest.param(
            "34%, on track",
            {"statuses": {"On Track": Status.GREEN}},
            {"value": 34, "given": Status.GREEN},
            id="two words",
        ),
        pytest.param(
            "On track: 34%",
            {"statuses": {"On Track": Status.GREEN}},
            {"value": 34, "given": Status.GREEN},
            id="in front",
        ),
        pytest.param("34%*", {"marks": {"*": Mark.PROVISIONAL}}, {"value": 34, "mark": Mark.PROVISIONAL}, id="a star"),
        pytest.param(
            "34%* 2016",
            {"marks": {"*": Mark.ESTIMATED}},
            {"value": 34, "mark": Mark.ESTIMATED, "figure_period": "2016"},
            id="a star and a year",
        ),
    ],
)
def test_a_senders_own_words_are_read_as_it_says(
    text: str, words: dict[str, dict[str, Any]], expected: dict[str, object]
) -> None:
    read = cells.read_reading(text, unit=PERCENTAGE, decimals=0, cell=CELL, **words)
    assert read == Reading(**{"unit": PERCENTAGE, "text": text, "cell": CELL, **expected})


def test_a_senders_word_with_a_digit_is_no_word_beside_a_figure() -> None:
    with pytest.raises(CellError, match="a number such as"):
        cells.read_reading("1 23", unit=NUMBER, decimals=0, cell=CELL, statuses={"1": Status.RED})
    assert cells.read_given_status("1", statuses={"1": Status.RED}) is Status.RED


@pytest.mark.parametrize(
    ("text", "value", "decimals"),
    [
        pytest.param("0.9", "90", 1, id="a fraction"),
        pytest.param("9.3E-2", "9.3", 1, id="a small one as Excel writes it"),
        pytest.param("0.9 (p)", "90", 1, id="with a mark"),
        pytest.param("<0.05", "5", 0, id="a bound keeps its own precision"),
        pytest.param("0.9%", "0.9", 1, id="a sign says that it is in points"),
    ],
)
def test_percentages_may_be_fractions(text: str, value: str, decimals: int) -> None:
    read = cells.read_reading(text, unit=PERCENTAGE, decimals=1, cell=CELL, are_fractions=True)
    assert (read.value, read.decimals) == (Decimal(value), decimals)


def test_a_percentage_too_large_to_be_a_fraction_is_refused_where_all_are() -> None:
    with pytest.raises(CellError, match="a fraction such as"):
        cells.read_reading("37 (p)", unit=PERCENTAGE, decimals=1, cell=CELL, are_fractions=True)
    assert cells.read_reading("37", unit=NUMBER, decimals=1, cell=CELL, are_fractions=True).value == 37


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("RED", Status.RED, id="capitals"),
        pytest.param("a", Status.AMBER, id="a letter"),
        pytest.param("(G)", Status.GREEN, id="a letter in brackets"),
        pytest.param("Octagon: R", Status.RED, id="a picture's words"),
        pytest.param("RAG status: Amber", Status.AMBER, id="a label before it"),
    ],
)
def test_a_status_is_read_as_sources_give_it(text: str, expected: Status) -> None:
    assert cells.read_given_status(text) is expected


@pytest.mark.parametrize("text", ["", "Blue", "Octagon:", "Red Amber", "x"])
def test_what_is_no_status_is_refused(text: str) -> None:
    with pytest.raises(CellError, match="Red or Amber or Green"):
        cells.read_given_status(text)
    assert cells.read_given_status("On track", statuses={"on track": Status.GREEN}) is Status.GREEN


@pytest.mark.parametrize(
    ("text", "unit", "expected", "decimals"),
    [
        pytest.param("90.0%", PERCENTAGE, "90.0", 1, id="at its own precision"),
        pytest.param("34%", PERCENTAGE, "34", 0, id="without decimals"),
        pytest.param("34.08%", PERCENTAGE, "34.08", 2, id="finer than its measure"),
        pytest.param("5,000", NUMBER, "5000", 0, id="a count"),
        pytest.param("0", NUMBER, "0", 0, id="a target of 0"),
        pytest.param("-0.5", NUMBER, "-0.5", 1, id="negative"),
    ],
)
def test_a_target_keeps_its_own_decimals(text: str, unit: Unit, expected: str, decimals: int) -> None:
    target = cells.read_target(text, unit=unit, cell=CELL)
    assert target == Target(TargetKind.VALUE, Reading(unit, Decimal(expected), decimals, text=text, cell=CELL))


def test_a_target_in_millions() -> None:
    target = cells.read_target("1.50m", unit=NUMBER, cell=CELL)
    assert target.reading is not None
    assert (target.reading.printed, target.reading.decimals) == (Decimal(1_500_000), 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Aim to maximise", TargetKind.MAXIMISE, id="maximise"),
        pytest.param("aim to maximize", TargetKind.MAXIMISE, id="with a z"),
        pytest.param("AIM TO MINIMISE", TargetKind.MINIMISE, id="minimise"),
        pytest.param("No target", TargetKind.NONE, id="no target"),
    ],
)
def test_a_target_may_be_a_direction_or_none(text: str, expected: TargetKind) -> None:
    assert cells.read_target(text, unit=NUMBER, cell=CELL) == Target(expected)


@pytest.mark.parametrize(
    ("text", "good", "unit", "decimals", "value"),
    [
        pytest.param("<5", Polarity.LOW, NUMBER, 0, "4", id="fewer than"),
        pytest.param("<5%", Polarity.LOW, PERCENTAGE, 1, "4.9", id="less than, at the measure's precision"),
        pytest.param("<4.25", Polarity.LOW, NUMBER, 1, "4.24", id="less than, at its own precision"),
        pytest.param("at most 5", Polarity.LOW, NUMBER, 0, "5", id="at most"),
        pytest.param(">95%", Polarity.HIGH, PERCENTAGE, 1, "95.1", id="more than"),
        pytest.param("≥95%", Polarity.HIGH, PERCENTAGE, 1, "95", id="at least"),
        pytest.param("95% or more", Polarity.HIGH, PERCENTAGE, 1, "95", id="as pages print it"),
        pytest.param("12 or fewer", Polarity.LOW, NUMBER, 0, "12", id="as pages print it, where low is good"),
    ],
)
def test_a_target_that_is_a_bound_is_the_figure_that_just_meets_it(
    text: str, good: Polarity, unit: Unit, decimals: int, value: str
) -> None:
    target = cells.read_target(text, unit=unit, cell=CELL, decimals=decimals, good_performance=good)
    assert target.reading is not None
    assert (target.reading.value, target.reading.comparator, target.reading.text) == (Decimal(value), "", text)


@pytest.mark.parametrize("good", [None, Polarity.HIGH])
def test_a_bound_against_what_is_good_is_refused(good: Polarity | None) -> None:
    with pytest.raises(CellError, match="A target is met once it is reached"):
        cells.read_target("<5", unit=NUMBER, cell=CELL, good_performance=good)


@pytest.mark.parametrize(("text", "figure"), [("<5", "such as 4"), ("at most 5%", "write 5")])
def test_a_target_that_is_a_bound_is_refused_with_what_to_write(text: str, figure: str) -> None:
    with pytest.raises(CellError, match=f"A target is met once it is reached.*{figure}"):
        cells.read_target(text, unit=PERCENTAGE, cell=CELL)


def test_a_target_is_read_where_nobody_asks_whether_a_space_parts_two_figures() -> None:
    read = cells.read_target("6\u202f400", unit=NUMBER, cell=CELL).reading
    assert read is not None
    assert read.value == 6400
    with pytest.raises(CellError, match="commas between thousands"):
        cells.read_target("120 135", unit=NUMBER, cell=CELL)


@pytest.mark.parametrize(
    "text", ["", "5% (p)", "R 5%", "Not available", "n/a", "78.0% 2016", "50% 1 of 2", "value", "more", "tbc"]
)
def test_what_is_no_target_is_refused(text: str) -> None:
    with pytest.raises(CellError, match='"Aim to maximise", "Aim to minimise" or "No target"'):
        cells.read_target(text, unit=PERCENTAGE, cell=CELL)


@pytest.mark.parametrize(
    ("text", "unit", "pence", "source_unit"),
    [
        pytest.param("5,642", "thousands", 564_200_000, 100_000, id="thousands"),
        pytest.param("(44)", "thousands", -4_400_000, 100_000, id="brackets"),
        pytest.param("-44", "thousands", -4_400_000, 100_000, id="a minus before"),
        pytest.param("- 44", "thousands", -4_400_000, 100_000, id="a minus apart"),
        pytest.param("44-", "thousands", -4_400_000, 100_000, id="a minus behind"),
        pytest.param("−44", "thousands", -4_400_000, 100_000, id="a minus sign"),
        pytest.param("–44", "thousands", -4_400_000, 100_000, id="an en dash"),
        pytest.param("0", "thousands", 0, 100_000, id="zero"),
        pytest.param("(0)", "thousands", 0, 100_000, id="zero in brackets"),
        pytest.param("5.6", "thousands", 560_000, 10_000, id="a decimal of a thousand is finer"),
        pytest.param("£75", "pounds", 7_500, 100, id="pounds"),
        pytest.param("£75K", "thousands", 7_500_000, 100_000, id="its own unit, the layout's"),
        pytest.param("£75K", "pounds", 7_500_000, 100_000, id="its own unit wins"),
        pytest.param("75k", "millions", 7_500_000, 100_000, id="its own unit wins over a larger one"),
        pytest.param(
            "£0.292m", "thousands", 29_200_000, 100_000, id="millions to the thousand, in a table of thousands"
        ),
        pytest.param("£1.5 million", "pounds", 150_000_000, 10_000_000, id="millions in words"),
        pytest.param("(£0.044m)", "pounds", -4_400_000, 100_000, id="brackets round an amount in millions"),
        pytest.param("£1,234.56", "pounds", 123_456, 1, id="pounds and pence"),
        pytest.param("£(44)", "pounds", -4_400, 100, id="a pound sign before the brackets"),
        pytest.param("£-44", "pounds", -4_400, 100, id="a minus after the pound sign"),
        pytest.param("44 CR", "pounds", -4_400, 100, id="a credit"),
        pytest.param("44cr", "pounds", -4_400, 100, id="a credit in small letters"),
        pytest.param("44 DR", "pounds", 4_400, 100, id="a debit"),
        pytest.param("+5.00", "pounds", 500, 1, id="a plus"),
        pytest.param("GBP 5.00", "pounds", 500, 1, id="pounds by their letters"),
        pytest.param("(5.00 GBP)", "pounds", -500, 1, id="the letters behind, in brackets"),
        pytest.param("1 000.00", "pounds", 100_000, 1, id="a space between thousands"),
        pytest.param("-1\u2009234\u2009567", "pounds", -123_456_700, 100, id="thin spaces"),
        pytest.param("£.50", "pounds", 50, 1, id="nothing before the point"),
        pytest.param("nil", "pounds", 0, 100, id="nil"),
        pytest.param("0.30000000000000004", "millions", 30_000_000, 10_000_000, id="noise of a binary float"),
        pytest.param("-£75", "pounds", -7_500, 100, id="a minus before the pound sign"),
        pytest.param("(£75)", "pounds", -7_500, 100, id="brackets round the pound sign"),
        pytest.param("£5,642,000.10", "pounds", 564_200_010, 1, id="to the penny"),
        pytest.param("1,012.340", "pounds", 101_234, 1, id="no finer than a penny"),
        pytest.param("0.292", "millions", 29_200_000, 100_000, id="millions to the thousand"),
        pytest.param("3", "millions", 300_000_000, 100_000_000, id="whole millions"),
    ],
)
def test_an_amount_is_read_in_pence(text: str, unit: str, pence: int, source_unit: int) -> None:
    assert cells.read_money(text, unit=unit) == cells.Money(pence, source_unit)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        pytest.param("", "thousands", id="blank is not 0"),
        pytest.param("-", "thousands", id="a dash is not 0"),
        pytest.param("none", "thousands", id="a word"),
        pytest.param("(44", "thousands", id="a bracket that is not closed"),
        pytest.param("44)", "thousands", id="a bracket that is not opened"),
        pytest.param("(-44)", "thousands", id="negative twice"),
        pytest.param("-44-", "thousands", id="two minuses"),
        pytest.param("-44 CR", "thousands", id="negative twice, a credit"),
        pytest.param("(44) DR", "thousands", id="negative and a debit"),
        pytest.param("(44) CR", "thousands", id="brackets and a credit"),
        pytest.param("££5", "pounds", id="two pound signs"),
        pytest.param("£5bn", "pounds", id="billions"),
        pytest.param("75p", "pounds", id="pence"),
        pytest.param("4O", "pounds", id="a letter O for a 0"),
        pytest.param("１２", "pounds", id="digits of another script"),
        pytest.param("1 23", "pounds", id="a space before two digits"),
        pytest.param("1\n234", "pounds", id="two lines"),
        pytest.param("+-5", "pounds", id="plus and minus"),
        pytest.param("+5 CR", "pounds", id="a credit with a plus"),
        pytest.param("GBP 5 GBP", "pounds", id="pounds twice"),
        pytest.param("9" * 201, "pounds", id="longer than any amount"),
        pytest.param("$75", "pounds", id="another currency"),
        pytest.param("1,23", "pounds", id="a comma in the wrong place"),
        pytest.param("12.345", "pounds", id="a fraction of a penny"),
        pytest.param("0.000000001", "millions", id="a fraction of a penny in millions"),
        pytest.param("44%", "thousands", id="a percentage"),
    ],
)
def test_what_is_no_amount_is_refused(text: str, unit: str) -> None:
    with pytest.raises(CellError, match=f"an amount in {unit}"):
        cells.read_money(text, unit=unit)


@pytest.mark.parametrize(
    ("text", "advice"), [("$5", "in pounds"), ("-", "write 0, or in sources"), ("1 23", "an amount in pounds")]
)
def test_an_amount_that_is_refused_is_told_what_to_do(text: str, advice: str) -> None:
    with pytest.raises(CellError, match=advice):
        cells.read_money(text, unit="pounds")


@pytest.mark.parametrize(
    ("reader", "text", "expected"),
    [
        pytest.param(cells.read_polarity, "High", Polarity.HIGH, id="high"),
        pytest.param(cells.read_polarity, "LOW", Polarity.LOW, id="low in capitals"),
        pytest.param(cells.read_count, "0", 0, id="a count of none"),
        pytest.param(cells.read_count, "12", 12, id="a count"),
        pytest.param(cells.read_date, "2019-07-23", date(2019, 7, 23), id="a day"),
        pytest.param(cells.read_date, "23/07/2019", date(2019, 7, 23), id="a British day"),
        pytest.param(cells.read_date, "1/2/2019", date(2019, 2, 1), id="day before month"),
        pytest.param(cells.read_date, "01/04/2019", date(2019, 4, 1), id="1 April, not 4 January"),
        pytest.param(cells.read_date, "31 March 2020", date(2020, 3, 31), id="a month in words"),
        pytest.param(cells.read_date, "1st of Sept 2020", date(2020, 9, 1), id="an ordinal"),
        pytest.param(cells.read_date, "31-Mar-20", date(2020, 3, 31), id="Excel's short form"),
        pytest.param(cells.read_date, "31.03.2020", date(2020, 3, 31), id="dots"),
        pytest.param(cells.read_date, "2020/03/31", date(2020, 3, 31), id="the year first, strokes"),
        pytest.param(cells.read_date, "2020-03-31T00:00:00", date(2020, 3, 31), id="a day of a workbook"),
        pytest.param(cells.read_date, "2020-03-31T00:00:00.000Z", date(2020, 3, 31), id="a midnight at Greenwich"),
        pytest.param(cells.read_date, "2020-03-31T00:00:00+01:00", date(2020, 3, 31), id="a midnight in summer"),
        pytest.param(cells.read_period, "2019-20;Q1", DataPeriod(date(2019, 4, 1), date(2019, 6, 30)), id="a quarter"),
        pytest.param(cells.read_tolerance, "", None, id="no margin of its own"),
        pytest.param(cells.read_tolerance, "2 points", Tolerance(Decimal(2), is_relative=False), id="a margin"),
        pytest.param(cells.read_measure_id, "CFE1.4", "CFE1.4", id="a code"),
        pytest.param(cells.read_measure_id, "GMS-digital-skills", "GMS-digital-skills", id="a name"),
        pytest.param(cells.read_measure_id, "x" * 40, "x" * 40, id="the longest identifier"),
        pytest.param(cells.read_text, "words", "words", id="text"),
    ],
)
def test_a_cell_of_another_kind_is_read(reader, text: str, expected: object) -> None:
    assert reader(text) == expected


@pytest.mark.parametrize(
    ("reader", "text", "expected"),
    [
        pytest.param(cells.read_polarity, "", "High or Low", id="no polarity"),
        pytest.param(cells.read_polarity, "good", "High or Low", id="a word that says neither"),
        pytest.param(cells.read_count, "1.0", "a whole number", id="a decimal for a count"),
        pytest.param(cells.read_count, "-1", "a whole number", id="a negative count"),
        pytest.param(cells.read_count, "100", "a whole number", id="a count that is no number of decimals"),
        pytest.param(cells.read_count, "٣", "a whole number", id="a digit of another script"),
        pytest.param(cells.read_date, "03/31/2020", "Write the day first, 31/03/2020", id="an American date"),
        pytest.param(cells.read_date, "31/02/2019", "no day of any calendar", id="a day that was not"),
        pytest.param(cells.read_date, "31/03/20", "the year in four digits", id="a year of two digits"),
        pytest.param(cells.read_date, "43921", "as Excel counts them", id="Excel's number of a day"),
        pytest.param(cells.read_date, "2020-03-31T09:30:00", "a day such as", id="a time of the day"),
        pytest.param(cells.read_date, "20200331", "a day such as", id="digits alone"),
        pytest.param(cells.read_date, "", "a day such as", id="no day"),
        pytest.param(
            cells.read_period, "2018/20", "2018 is followed by 2019", id="years that do not follow each other"
        ),
        pytest.param(cells.read_tolerance, "１０%", 'a margin such as "10%"', id="digits of another script"),
        pytest.param(cells.read_tolerance, "9" * 99 + "%", 'a margin such as "10%"', id="a margin beyond all"),
        pytest.param(cells.read_tolerance, "10", 'a margin such as "10%"', id="a margin of nothing known"),
        pytest.param(cells.read_measure_id, "", "an identifier", id="no identifier"),
        pytest.param(cells.read_measure_id, "../CFE1.4", "an identifier", id="a path"),
        pytest.param(cells.read_measure_id, "CFE 1.4", "an identifier", id="a space"),
        pytest.param(cells.read_measure_id, "CFE1..4", "an identifier", id="two dots"),
        pytest.param(cells.read_measure_id, "CFE1.", "an identifier", id="a dot at the end"),
        pytest.param(cells.read_measure_id, "<b>", "an identifier", id="HTML"),
        pytest.param(cells.read_measure_id, "é1", "an identifier", id="a letter with an accent"),
        pytest.param(cells.read_measure_id, "x" * 41, "an identifier", id="too long an identifier"),
        pytest.param(cells.read_text, "", "some text", id="no text"),
    ],
)
def test_a_cell_of_another_kind_is_refused(reader, text: str, expected: str) -> None:
    with pytest.raises(CellError) as raised:
        reader(text)
    assert raised.value.found == text
    assert expected in raised.value.expected


@pytest.mark.parametrize("text", ["Green", "GREEN", "green"])
def test_a_choice_is_given_back_in_its_own_capitals(text: str) -> None:
    assert cells.read_choice(text, ("Red", "Green")) == "Green"


def test_a_choice_that_is_none_is_refused_with_the_choices() -> None:
    with pytest.raises(CellError, match="Red or Green"):
        cells.read_choice("Blue", ("Red", "Green"))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param(("High", "HIGH", "Higher is better", "bigger  is better", "asc", "up"), "High", id="high"),
        pytest.param(("Low", "low", "Lower is better", "Smaller is better", "Desc", "down"), "Low", id="low"),
    ],
)
def test_good_performance_is_read_in_the_words_of_other_systems(words: tuple[str, ...], expected: str) -> None:
    assert {str(cells.read_polarity(text)) for text in words} == {expected}
