"""How values are printed, and the law that whatever is printed is read back as the value it was."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pprr import formats
from pprr.domain import Cell, DataPeriod, Mark, Missing, Reading, Status, Target, TargetKind, Unit, round_half_up
from pprr.ingest.cells import read_money, read_reading, read_target

NUMBER, PERCENTAGE = Unit.NUMBER, Unit.PERCENTAGE
CELL = Cell("made-up.csv", row=2, column="Actual")
FIGURE_PERIODS = st.one_of(
    st.just(""),
    st.integers(1900, 2099).map(str),
    st.integers(2000, 2098).map(lambda year: f"{year}/{(year + 1) % 100:02d}"),
    st.sampled_from(["Q2", "the period to February 2020", "the period to 29 February 2020"]),
    st.dates(date(1901, 1, 1), date(2099, 12, 31)).map(lambda day: DataPeriod(day, day).label),
    st.tuples(*[st.dates(date(1901, 1, 1), date(2099, 12, 31))] * 2).map(lambda days: DataPeriod(*sorted(days)).label),
    st.sampled_from(["2019/20 Q3", "calendar year 2016", "academic year 2018/19", "April to May 2019", "March 2020"]),
)


def _counts(draw: st.DrawFn) -> tuple[Decimal | None, Decimal | None]:
    if not draw(st.booleans()):
        return None, None
    return Decimal(draw(st.integers(0, 10**9))), Decimal(draw(st.integers(1, 10**9)))


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Any reading that an extract may state, its value given to the decimals that are printed."""
    unit = draw(st.sampled_from([Unit.NUMBER, Unit.PERCENTAGE]))
    if draw(st.integers(0, 9)) == 0:
        return Reading(unit, missing=draw(st.sampled_from(list(Missing))), cell=CELL)
    decimals = draw(st.integers(0, 4))
    value = round_half_up(Fraction(draw(st.integers(-(10**12), 10**12)), 10**decimals), decimals)
    numerator, denominator = _counts(draw) if unit is PERCENTAGE else (None, None)
    scale = draw(st.sampled_from([1, 1_000, 1_000_000])) if unit is NUMBER else 1
    return Reading(
        *(unit, value, decimals, scale, numerator, denominator),
        figure_period=draw(FIGURE_PERIODS),
        mark=draw(st.sampled_from([None, *Mark])),
        comparator=draw(st.sampled_from(["", "<", "≤", ">", "≥"])),
        cell=CELL,
    )


@given(readings())
def test_reading_what_is_printed_gives_the_value_back(reading: Reading) -> None:
    printed = formats.reading(reading)
    back = read_reading(printed, unit=reading.unit, decimals=reading.decimals, cell=CELL)
    assert {**vars(back), "text": "", "decimals": reading.decimals} == vars(reading)
    assert formats.reading(back) == printed


def _may_be_a_target(reading: Reading) -> bool:
    plain = not (reading.figure_period or reading.mark or reading.comparator)
    return reading.value is not None and plain and reading.numerator is None


@given(readings().filter(_may_be_a_target))
def test_a_printed_target_is_read_back_with_its_own_decimals(reading: Reading) -> None:
    printed = formats.target(Target(TargetKind.VALUE, reading))
    back = read_target(printed, unit=reading.unit, cell=CELL)
    assert back.reading is not None
    assert {**vars(back.reading), "text": ""} == vars(reading)
    assert formats.target(back) == printed


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        pytest.param({}, "40%", id="a target alone"),
        pytest.param({"upper": "60"}, "40% to 60%", id="a band"),
        pytest.param({"floor": "35.5"}, "40% (Amber to 35.5%)", id="a floor, at its own precision"),
    ],
)
def test_a_target_is_printed_with_its_further_bound(bounds: dict[str, str], expected: str) -> None:
    aim, *rest = (
        Reading(Unit.PERCENTAGE, Decimal(text), len(text.partition(".")[2])) for text in ("40", *bounds.values())
    )
    assert formats.target(Target(TargetKind.VALUE, aim, **dict(zip(bounds, rest, strict=True)))) == expected


@pytest.mark.parametrize("kind", [TargetKind.MAXIMISE, TargetKind.MINIMISE, TargetKind.NONE])
def test_a_target_without_a_figure_is_read_back(kind: TargetKind) -> None:
    assert read_target(formats.target(Target(kind)), unit=NUMBER, cell=CELL) == Target(kind)


@given(st.integers(-(10**14), 10**14))
def test_thousands_printed_are_read_back(pence: int) -> None:
    back = read_money(formats.thousands(pence), unit="thousands")
    assert back.pence == int(round_half_up(Fraction(pence, 100_000), 0)) * 100_000
    assert back.unit == 100_000
    assert formats.thousands(back.pence) == formats.thousands(pence)


@given(st.integers(-(10**9), 10**9))
def test_the_table_and_the_prose_print_the_same_number(thousands: int) -> None:
    pence = thousands * 100_000
    in_table = read_money(formats.thousands(pence), unit="thousands").pence
    in_prose = read_money(formats.millions(pence), unit="pounds").pence  # its own unit wins
    assert abs(in_table) == in_prose


@pytest.mark.parametrize(
    ("reading", "figure", "counts", "period", "line"),
    [
        pytest.param(Reading(NUMBER, Decimal(8032)), "8,032", "", "", "8,032", id="a count"),
        pytest.param(Reading(NUMBER, Decimal(0)), "0", "", "", "0", id="zero is a figure"),
        pytest.param(Reading(NUMBER, Decimal("0.21"), 2, 1_000_000), "0.21m", "", "", "0.21m", id="millions"),
        pytest.param(Reading(PERCENTAGE, Decimal(93), 1), "93.0%", "", "", "93.0%", id="zeros are filled up"),
        pytest.param(Reading(PERCENTAGE, Decimal("34.08")), "34%", "", "", "34%", id="rounded to its decimals"),
        pytest.param(Reading(PERCENTAGE, Decimal("-0.8"), 1), "-0.8%", "", "", "-0.8%", id="negative"),
        pytest.param(Reading(PERCENTAGE, Decimal("-0.04"), 1), "0.0%", "", "", "0.0%", id="no negative zero"),
        pytest.param(
            Reading(PERCENTAGE, Decimal("81.8"), 1, numerator=Decimal(191118), denominator=Decimal(233550)),
            *("81.8%", "191,118 of 233,550", "", "81.8% 191,118 of 233,550"),
            id="with its counts",
        ),
        pytest.param(
            Reading(PERCENTAGE, Decimal(78), 1, figure_period="2016"),
            *("78.0%", "", "2016", "78.0% 2016"),
            id="with its own period",
        ),
        pytest.param(
            Reading(NUMBER, missing=Missing.NOT_APPLICABLE), "Not applicable", "", "", "Not applicable", id="missing"
        ),
    ],
)
def test_a_reading_in_its_parts_and_in_one_line(
    reading: Reading, figure: str, counts: str, period: str, line: str
) -> None:
    assert formats.reading_parts(reading) == formats.ReadingParts(figure, counts, period)
    assert formats.reading(reading) == line


@pytest.mark.parametrize(
    ("reading", "figure", "line"),
    [
        pytest.param(Reading(NUMBER, Decimal(5), comparator="<"), "<5", "fewer than 5", id="fewer of what is counted"),
        pytest.param(Reading(NUMBER, Decimal("5.5"), 1, comparator="<"), "<5.5", "less than 5.5", id="less"),
        pytest.param(Reading(PERCENTAGE, Decimal(5), comparator="≤"), "≤5%", "at most 5%", id="at most"),
        pytest.param(Reading(PERCENTAGE, Decimal(95), comparator=">"), ">95%", "more than 95%", id="more than"),
        pytest.param(Reading(NUMBER, Decimal(5), 0, 1_000, comparator="≥"), "≥5k", "at least 5k", id="at least"),
        pytest.param(Reading(NUMBER, Decimal(5), mark=Mark.PROVISIONAL), "5", "5 provisional", id="a mark in words"),
        pytest.param(
            Reading(PERCENTAGE, Decimal(94), figure_period="the period to February 2020", mark=Mark.ESTIMATED),
            *("94%", "94% (the period to February 2020) estimated"),
            id="a period in brackets, and a mark",
        ),
        pytest.param(Reading(NUMBER, Decimal(5), given=Status.RED), "5", "5", id="a status has a column of its own"),
    ],
)
def test_what_is_said_of_a_figure_is_said_in_words(reading: Reading, figure: str, line: str) -> None:
    assert formats.reading_parts(reading).figure == figure
    assert formats.reading(reading) == line


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "expected"),
    [
        pytest.param(Fraction(6), 1, PERCENTAGE, "+6.0 points", id="a rise in points"),
        pytest.param(Fraction(-6, 10), 1, PERCENTAGE, "−0.6 points", id="a fall in points"),
        pytest.param(Fraction(18144), 0, NUMBER, "+18,144", id="a rise"),
        pytest.param(Fraction(-18144), 0, NUMBER, "−18,144", id="a fall"),
        pytest.param(Fraction(0), 1, NUMBER, "0.0", id="no change has no sign"),
        pytest.param(Fraction(-4, 100), 1, PERCENTAGE, "0.0 points", id="a change too small to print has no sign"),
    ],
)
def test_a_change_carries_its_sign(value: Fraction, decimals: int, unit: Unit, expected: str) -> None:
    assert formats.change(value, decimals, unit) == expected


@pytest.mark.parametrize(
    ("pence", "in_thousands", "in_millions"),
    [
        pytest.param(564_200_000, "5,642", "£5.642m", id="a cash limit"),
        pytest.param(-4_400_000, "(44)", "£0.044m", id="a surplus: prose prints its size"),
        pytest.param(29_200_000, "292", "£0.292m", id="292 is £0.292m"),
        pytest.param(0, "0", "£0.000m", id="zero"),
        pytest.param(-49_999, "0", "£0.000m", id="a negative too small to print has no brackets"),
        pytest.param(-50_000, "(1)", "£0.001m", id="half a thousand is rounded away from zero"),
        pytest.param(50_000, "1", "£0.001m", id="half a thousand up"),
        pytest.param(49_999, "0", "£0.000m", id="just under half a thousand"),
        pytest.param(-123_456_700_000, "(1,234,567)", "£1,234.567m", id="commas"),
    ],
)
def test_money_in_tables_and_in_prose(pence: int, in_thousands: str, in_millions: str) -> None:
    assert (formats.thousands(pence), formats.millions(pence)) == (in_thousands, in_millions)


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        pytest.param(-44, 5642, "0.8%", id="a surplus of its cash limit, without its sign"),
        pytest.param(1, 3, "33.3%", id="a third"),
        pytest.param(1, 8, "12.5%", id="an eighth"),
        pytest.param(1, 2000, "0.1%", id="half up"),
        pytest.param(5, 0, "not a share of 0", id="of nothing"),
    ],
)
def test_a_share(part: int, whole: int, expected: str) -> None:
    assert formats.share(part, whole) == expected


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        pytest.param(formats.plural(1, "measure"), "1 measure", id="one"),
        pytest.param(formats.plural(0, "measure"), "0 measures", id="none"),
        pytest.param(formats.plural(1200, "measure"), "1,200 measures", id="many"),
        pytest.param(formats.plural(2, "query", "queries"), "2 queries", id="its own plural"),
    ],
)
def test_a_count_with_its_noun(count: str, expected: str) -> None:
    assert count == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2019, 7, 23), "23 July 2019", id="two digits"),
        pytest.param(date(2020, 3, 1), "1 March 2020", id="no leading zero"),
        pytest.param(date(2019, 1, 31), "31 January 2019", id="the first month"),
        pytest.param(date(2019, 12, 31), "31 December 2019", id="the last month"),
    ],
)
def test_a_day_is_written_as_this_country_writes_it(day: date, expected: str) -> None:
    assert formats.day(day) == expected
