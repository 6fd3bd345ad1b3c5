"""Periods and the names people give them, rounding as printed, margins, and what a reading must be."""

from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from builders.told import Reason, refused
from hypothesis import given
from hypothesis import strategies as st

from pprr.domain import (
    REPORTING_POINTS,
    Cell,
    Missing,
    Period,
    Point,
    Polarity,
    Reading,
    Severity,
    Target,
    TargetKind,
    Tolerance,
    Unit,
    round_half_up,
)
from pprr.domain import query as make_query
from pprr.domain.errors import CellError, FaultsError, PeriodError, error_text, fault


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2019-20-annual", "2019-20-annual", id="the name of a folder"),
        pytest.param("2019-20-q1", "2019-20-q1", id="the name of a quarter's folder"),
        pytest.param("2019/20", "2019-20-annual", id="a year alone is the whole year"),
        pytest.param("2019-2020", "2019-20-annual", id="both years in full"),
        pytest.param("2019–20", "2019-20-annual", id="an en dash"),
        pytest.param("2019 / 20", "2019-20-annual", id="spaces around the stroke"),
        pytest.param("Annual 2019/20", "2019-20-annual", id="annual"),
        pytest.param("Year-End 2019/20", "2019-20-annual", id="year-end"),
        pytest.param("2019-20-Q4", "2019-20-annual", id="Q4 is the annual report"),
        pytest.param("First Update 2019/20", "2019-20-q1", id="first update"),
        pytest.param("2019-20;Q1", "2019-20-q1", id="an export's semicolon"),
        pytest.param("Mid-Year 2019/20", "2019-20-q2", id="mid-year"),
        pytest.param("MID YEAR 2019/20", "2019-20-q2", id="capitals and a space"),
        pytest.param("2019/20 Q2", "2019-20-q2", id="Q2"),
        pytest.param("Third Quarter Update 2019/20", "2019-20-q3", id="third quarter update"),
        pytest.param("Third Update 2019/20", "2019-20-q3", id="third update"),
        pytest.param("Final Update 2019/20", "2019-20-q3", id="final update is the third quarter"),
    ],
)
def test_a_period_is_read_as_people_write_it(text: str, expected: str) -> None:
    assert str(Period.parse(text)) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("2099-00", ("year-out-of-reach", {"year": 2099}), id="a year beyond those that are read"),
        pytest.param(
            "2019-21-annual",
            ("no-financial-year", {"first": 2019, "second": 2020}),
            id="years that do not follow each other",
        ),
        pytest.param("2019-2120", ("no-period", {}), id="a century too far"),
        pytest.param("2019-2021", ("no-financial-year", {"first": 2019, "second": 2020}), id="two years on"),
        pytest.param("2019-20-q5", ("no-reporting-point", {}), id="no such quarter"),
        pytest.param("2019-20 Q1 Q2", ("no-reporting-point", {}), id="two quarters"),
        pytest.param("2018/19 and 2019/20", ("no-period", {}), id="two years"),
        pytest.param("2019-20-monthly", ("no-reporting-point", {}), id="an unknown word"),
        pytest.param("2019", ("no-period", {}), id="a calendar year"),
        pytest.param("annual", ("no-period", {}), id="no year"),
        pytest.param("", ("no-period", {}), id="nothing"),
    ],
)
def test_a_period_that_cannot_be_told_is_refused_with_the_reason(text: str, reason: Reason) -> None:
    kind, fields = reason
    with refused(PeriodError, kind, **fields) as raised:
        Period.parse(text)
    assert isinstance(raised.value, ValueError)


@given(st.integers(2000, 2098), st.sampled_from(REPORTING_POINTS))
def test_a_period_is_read_back_from_every_way_it_is_written(start: int, point: Point) -> None:
    period = Period(start, point)
    assert [Period.parse(str(period)), Period.parse(period.label)] == [period] * 2


@pytest.mark.parametrize(
    ("name", "year", "label", "title", "end"),
    [
        pytest.param("2019-20-q1", "2019-20", "2019/20 Q1", "First Update Report 2019/20", date(2019, 6, 30), id="Q1"),
        pytest.param("2019-20-q2", "2019-20", "2019/20 Q2", "Mid-Year Report 2019/20", date(2019, 9, 30), id="Q2"),
        pytest.param(
            "2019-20-q3", "2019-20", "2019/20 Q3", "Third Quarter Update Report 2019/20", date(2019, 12, 31), id="Q3"
        ),
        pytest.param("2019-20-annual", "2019-20", "2019/20", "Annual Report 2019/20", date(2020, 3, 31), id="the year"),
        pytest.param(
            "2009-10-annual", "2009-10", "2009/10", "Annual Report 2009/10", date(2010, 3, 31), id="two digits"
        ),
    ],
)
def test_a_period_names_itself(name: str, year: str, label: str, title: str, end: date) -> None:
    period = Period.parse(name)
    assert (period.year, period.label, period.title, period.end) == (year, label, title, end)


def test_the_previous_year_is_the_same_point_of_the_year_before() -> None:
    assert str(Period.parse("2019-20-q3").previous_year) == "2018-19-q3"


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        pytest.param("34.5", 0, "35", id="a half goes up"),
        pytest.param("34.49", 0, "34", id="just under a half goes down"),
        pytest.param("33.5", 0, "34", id="a half goes up from odd as from even"),
        pytest.param("-34.5", 0, "-35", id="a negative half goes away from zero"),
        pytest.param("-34.49", 0, "-34", id="just under a negative half"),
        pytest.param("-0.4", 0, "0", id="no negative zero"),
        pytest.param("-0.5", 0, "-1", id="a negative half"),
        pytest.param("0.05", 1, "0.1", id="one decimal"),
        pytest.param("2.675", 2, "2.68", id="what a binary float would get wrong"),
        pytest.param("1.005", 2, "1.01", id="what a binary float would get wrong too"),
        pytest.param("93", 1, "93.0", id="zeros are filled up"),
        pytest.param("0", 2, "0.00", id="zero keeps its decimals"),
        pytest.param("-0.0", 1, "0.0", id="negative zero"),
        pytest.param("123456789012345678901234567890.5", 0, "123456789012345678901234567891", id="no digit is cut"),
    ],
)
def test_rounding_is_half_away_from_zero(value: str, decimals: int, expected: str) -> None:
    assert str(round_half_up(Decimal(value), decimals)) == expected


def test_a_share_that_no_decimal_holds_is_rounded_exactly() -> None:
    assert [round_half_up(Fraction(part, 3), 4) for part in (1, 2)] == [Decimal("0.3333"), Decimal("0.6667")]
    assert round_half_up(Fraction(-1, 8), 2) == Decimal("-0.13")


def test_rounding_does_not_depend_on_the_callers_decimal_context() -> None:
    with localcontext(prec=3):
        assert round_half_up(Decimal("1234567.5"), 0) == 1234568


@given(st.fractions(-(10**9), 10**9), st.integers(0, 6))
def test_rounding_moves_a_value_by_half_a_step_at_most(value: Fraction, decimals: int) -> None:
    rounded = round_half_up(value, decimals)
    step = Fraction(1, 10**decimals)
    assert abs(Fraction(rounded) - value) <= step / 2
    assert rounded.as_tuple().exponent == -decimals
    assert round_half_up(-value, decimals) == -rounded


@given(st.fractions(-(10**6), 10**6), st.integers(0, 4))
def test_rounding_twice_is_rounding_once(value: Fraction, decimals: int) -> None:
    once = round_half_up(value, decimals)
    assert str(round_half_up(once, decimals)) == str(once)


@pytest.mark.parametrize(
    ("text", "base", "expected"),
    [
        pytest.param("10%", 90, Fraction(9), id="a share of the base"),
        pytest.param("2.5%", 200, Fraction(5), id="a share with decimals"),
        pytest.param("10%", -90, Fraction(9), id="a share of a negative base is positive"),
        pytest.param("10%", 0, Fraction(0), id="a share of nothing"),
        pytest.param("2 points", 90, Fraction(2), id="points"),
        pytest.param("1 point", 90, Fraction(1), id="one point"),
        pytest.param("0.5 points", 0, Fraction(1, 2), id="points do not need a base"),
        pytest.param(" 10 % ", 90, Fraction(9), id="spaces"),
    ],
)
def test_a_margin_is_a_share_or_points(text: str, base: int, expected: Fraction) -> None:
    assert Tolerance.parse(text).of(Fraction(base)) == expected


@pytest.mark.parametrize("text", ["", "10", "10 percent", "-5%", "5%%", "points", "1,5%", "10% or 2 points"])
def test_a_margin_that_says_neither_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match='Expected "10%" or "2 points"'):
        Tolerance.parse(text)


@pytest.mark.parametrize("text", ["10%", "2.5%", "1 point", "2 points", "0.5 points"])
def test_a_margin_is_read_back_as_it_is_written(text: str) -> None:
    tolerance = Tolerance.parse(text)
    assert str(tolerance) == text
    assert Tolerance.parse(tolerance) is tolerance


def test_polarity_turns_the_comparison_round() -> None:
    assert (Polarity.HIGH.sign, Polarity.LOW.sign) == (1, -1)


@pytest.mark.parametrize(
    ("value", "missing"),
    [
        pytest.param(None, None, id="neither a value nor a kind of missing"),
        pytest.param(Decimal(0), Missing.NOT_AVAILABLE, id="both"),
    ],
)
def test_a_reading_has_a_value_or_a_kind_of_missing(value: Decimal | None, missing: Missing | None) -> None:
    with pytest.raises(ValueError, match="a value, the words of a milestone or the kind of missing"):
        Reading(Unit.NUMBER, value, missing=missing)


def test_a_bound_is_one_of_four_kinds() -> None:
    with pytest.raises(ValueError, match='"~" is no comparator of a reading'):
        Reading(Unit.NUMBER, Decimal(5), comparator="~")


def test_zero_is_a_value() -> None:
    assert Reading(Unit.NUMBER, Decimal(0)).printed == 0


@pytest.mark.parametrize(
    ("reading", "printed", "exact"),
    [
        pytest.param(
            Reading(Unit.PERCENTAGE, Decimal("34.08")), Decimal(34), Fraction("34.08"), id="printed without decimals"
        ),
        pytest.param(
            Reading(Unit.PERCENTAGE, Decimal("81.8"), 1, numerator=Decimal(191118), denominator=Decimal(233550)),
            Decimal("81.8"),
            Fraction(19111800, 233550),
            id="exact comes from the two counts",
        ),
        pytest.param(
            Reading(Unit.NUMBER, Decimal("0.21"), 2, scale=1_000_000),
            Decimal(210_000),
            Fraction(210_000),
            id="millions",
        ),
        pytest.param(Reading(Unit.NUMBER, missing=Missing.NOT_DUE), None, None, id="missing"),
    ],
)
def test_a_reading_is_known_as_printed_and_exactly(
    reading: Reading, printed: Decimal | None, exact: Fraction | None
) -> None:
    assert (reading.printed, reading.exact) == (printed, exact)


@pytest.mark.parametrize("denominator", [None, Decimal(0)])
def test_there_is_no_share_of_nothing(denominator: Decimal | None) -> None:
    assert Reading(Unit.PERCENTAGE, Decimal(50), numerator=Decimal(1), denominator=denominator).share is None


@pytest.mark.parametrize(
    ("kind", "reading"),
    [
        pytest.param(TargetKind.VALUE, None, id="a figure that is not there"),
        pytest.param(TargetKind.MAXIMISE, Reading(Unit.NUMBER, Decimal(5)), id="a direction with a figure"),
    ],
)
def test_a_target_has_a_figure_only_where_it_is_one(kind: TargetKind, reading: Reading | None) -> None:
    with pytest.raises(ValueError, match="a target of kind value has a reading, and no other has"):
        Target(kind, reading)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param(Cell("a.csv"), "a.csv", id="a file"),
        pytest.param(Cell("a.csv", row=14, column="Actual"), 'a.csv, row 14, "Actual"', id="a cell of a CSV"),
        pytest.param(Cell("a.xlsx", "Measures", 4), "a.xlsx, sheet Measures, row 4", id="a row of a workbook"),
    ],
)
def test_a_place_is_named_so_that_it_can_be_found(cell: Cell, expected: str) -> None:
    assert str(cell) == expected


def test_errors_say_where_what_was_found_and_what_was_expected() -> None:
    one = fault("cell-unreadable", Cell("a.csv", row=14, column="Actual"), text="37 %%", expected="a number")
    other = fault("cell-unreadable", Cell("a.csv", row=15, column="Target"), text="37 %%", expected="a number")
    error = FaultsError("extracts-unusable", (one, one, other), period="2019-20-q1")
    assert error.faults == (one, one, other)
    assert str(error).splitlines() == [
        error_text("extracts-unusable", period="2019-20-q1"),
        '  a.csv, row 14, "Actual": cannot read "37 %%". Expected a number. The same in 1 more row.',
        '  a.csv, row 15, "Target": cannot read "37 %%". Expected a number.',
    ]
    assert str(CellError("37 %%", "a number")) == 'cannot read "37 %%". Expected a number.'


@pytest.mark.parametrize(("severity", "is_blocking"), [("blocking", True), ("warning", False), ("note", False)])
def test_only_a_blocking_query_keeps_a_report_a_draft(severity: str, is_blocking: bool) -> None:
    one = make_query("target-of-0", "example-services", "EXA1.1", "a.csv, row 1", severity=Severity(severity))
    assert one.is_blocking is is_blocking
    assert str(one) == f"EXA1.1: {one.found} {one.expected} {one.action} (a.csv, row 1)"
