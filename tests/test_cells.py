"""One table of cells for each reader: the text in, what is read out, or what was expected."""

from datetime import date
from decimal import Decimal

import pytest

from pprr.errors import CellError
from pprr.intake import cells
from pprr.model import Cell, Missing, Polarity, Reading, Target, TargetKind, Tolerance, Unit

NUMBER, PERCENTAGE = Unit.NUMBER, Unit.PERCENTAGE
CELL = Cell("made-up.csv", row=2, column="Actual")


def _percent(value: str, *, of: tuple[int, int] | None = None, period: str = "") -> Reading:
    numerator, denominator = (Decimal(part) for part in of) if of else (None, None)
    return Reading(PERCENTAGE, Decimal(value), 1, 1, numerator, denominator, period)


def _number(value: str, *, scale: int = 1, period: str = "", decimals: int = 1) -> Reading:
    return Reading(NUMBER, Decimal(value), decimals, scale, figure_period=period)


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
        pytest.param("50% 1 of 2 2016/17", _percent("50", of=(1, 2), period="2016/17"), id="counts and year"),
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
    ],
)
def test_a_missing_figure_has_a_kind(text: str, expected: Missing, unit: Unit) -> None:
    read = cells.read_reading(text, unit=unit, decimals=1, cell=CELL)
    assert read == Reading(unit, missing=expected, text=text, cell=CELL)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        pytest.param("", NUMBER, id="blank is not a kind of missing"),
        pytest.param("", PERCENTAGE, id="a blank percentage"),
        pytest.param("x", NUMBER, id="x"),
        pytest.param("-", NUMBER, id="a dash"),
        pytest.param("*", NUMBER, id="a star"),
        pytest.param("..", NUMBER, id="dots"),
        pytest.param("tbc", NUMBER, id="a word"),
        pytest.param("37 %%", PERCENTAGE, id="two percent signs"),
        pytest.param("93.0%", NUMBER, id="a percentage of a count"),
        pytest.param("0.21m", PERCENTAGE, id="millions of a percentage"),
        pytest.param("<5", NUMBER, id="less than"),
        pytest.param("c. 500", NUMBER, id="about"),
        pytest.param("640 kg", NUMBER, id="a unit that is not known"),
        pytest.param("£75", NUMBER, id="money"),
        pytest.param("(44)", NUMBER, id="brackets are for money"),
        pytest.param("1,23", NUMBER, id="a comma in the wrong place"),
        pytest.param("1234,567", NUMBER, id="a comma after four digits"),
        pytest.param("0,37", NUMBER, id="a comma for a point"),
        pytest.param("37.", PERCENTAGE, id="a point and nothing after it"),
        pytest.param(".5", PERCENTAGE, id="nothing before the point"),
        pytest.param("+5", NUMBER, id="a plus"),
        pytest.param("1e5", NUMBER, id="an exponent"),
        pytest.param("nan", NUMBER, id="not a number"),
        pytest.param("inf", NUMBER, id="infinity"),
        pytest.param("12 13", NUMBER, id="two figures"),
        pytest.param("93.0%p", PERCENTAGE, id="a mark that is not known"),
        pytest.param("93.0% 191,118 of", PERCENTAGE, id="half of the counts"),
        pytest.param("191,118 of 233,550", PERCENTAGE, id="counts without a percentage"),
        pytest.param("50% 5 of 0", PERCENTAGE, id="of nothing"),
        pytest.param("78.0% 1816", PERCENTAGE, id="a year too long ago"),
        pytest.param("78.0% Q3", PERCENTAGE, id="a quarter"),
        pytest.param("１２", NUMBER, id="digits of another script"),
        pytest.param("93.0% and rising", PERCENTAGE, id="words after it"),
        pytest.param("Red 93.0%", PERCENTAGE, id="words before it"),
        pytest.param("=1+1", NUMBER, id="a formula"),
        pytest.param("50% (1 of 2", PERCENTAGE, id="a bracket that is not closed"),
        pytest.param("50% 1 of 2)", PERCENTAGE, id="a bracket that is not opened"),
        pytest.param("78.0% (2016", PERCENTAGE, id="a year's bracket that is not closed"),
        pytest.param("12 3 of 4", NUMBER, id="a count of a count"),
        pytest.param("0.21m 3 of 4", NUMBER, id="millions with counts"),
    ],
)
def test_what_is_no_figure_is_refused(text: str, unit: Unit) -> None:
    with pytest.raises(CellError) as raised:
        cells.read_reading(text, unit=unit, decimals=1, cell=CELL)
    assert raised.value.found == text
    assert raised.value.expected.startswith(("a percentage such as", "a number such as", "a denominator greater"))


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


@pytest.mark.parametrize("text", ["", "<5", "Not available", "n/a", "78.0% 2016", "50% 1 of 2", "value", "more", "tbc"])
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
        pytest.param("-£75", "pounds", -7_500, 100, id="a minus before the pound sign"),
        pytest.param("(£75)", "pounds", -7_500, 100, id="brackets round the pound sign"),
        pytest.param("£5,642,000.10", "pounds", 564_200_010, 1, id="to the penny"),
        pytest.param("12.340", "pounds", 1_234, 1, id="no finer than a penny"),
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
        pytest.param("nil", "thousands", id="a word"),
        pytest.param("(44", "thousands", id="a bracket that is not closed"),
        pytest.param("44)", "thousands", id="a bracket that is not opened"),
        pytest.param("(-44)", "thousands", id="negative twice"),
        pytest.param("-44-", "thousands", id="two minuses"),
        pytest.param("£75K", "thousands", id="its own unit"),
        pytest.param("£0.292m", "millions", id="its own unit, millions"),
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
    ("reader", "text", "expected"),
    [
        pytest.param(cells.read_polarity, "High", Polarity.HIGH, id="high"),
        pytest.param(cells.read_polarity, "LOW", Polarity.LOW, id="low in capitals"),
        pytest.param(cells.read_count, "0", 0, id="a count of none"),
        pytest.param(cells.read_count, "12", 12, id="a count"),
        pytest.param(cells.read_date, "2019-07-23", date(2019, 7, 23), id="a day"),
        pytest.param(cells.read_date, "23/07/2019", date(2019, 7, 23), id="a British day"),
        pytest.param(cells.read_date, "1/2/2019", date(2019, 2, 1), id="day before month"),
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
        pytest.param(cells.read_polarity, "up", "High or Low", id="another word for high"),
        pytest.param(cells.read_count, "1.0", "a whole number", id="a decimal for a count"),
        pytest.param(cells.read_count, "-1", "a whole number", id="a negative count"),
        pytest.param(cells.read_count, "100", "a whole number", id="a count that is no number of decimals"),
        pytest.param(cells.read_count, "٣", "a whole number", id="a digit of another script"),
        pytest.param(cells.read_date, "07/23/2019", "a day such as", id="month before day"),
        pytest.param(cells.read_date, "31/02/2019", "a day such as", id="a day that was not"),
        pytest.param(cells.read_date, "23 July 2019", "a day such as", id="a month in words"),
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
