"""Periods of data: every way in which sources name them, what is assumed, and what is refused."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pprr.domain import DataPeriod, Period
from pprr.domain.periods.days import day_label, month_end, parse_day

DAYS = st.dates(date(1901, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("text", "start", "end", "label"),
    [
        pytest.param("2019/20", "2019-04-01", "2020-03-31", "2019/20", id="a financial year"),
        pytest.param("2019-20", "2019-04-01", "2020-03-31", "2019/20", id="a financial year's hyphen"),
        pytest.param("2019/2020", "2019-04-01", "2020-03-31", "2019/20", id="both years in full"),
        pytest.param("FY 2019–20", "2019-04-01", "2020-03-31", "2019/20", id="FY and an en dash"),
        pytest.param("2008-09-annual", "2008-04-01", "2009-03-31", "2008/09", id="a year's report"),
        pytest.param("2008-09 (financial year)", "2008-04-01", "2009-03-31", "2008/09", id="a financial year, said"),
        pytest.param("1999/00", "1999-04-01", "2000-03-31", "1999/00", id="over the century"),
        pytest.param("2019-20;Q1", "2019-04-01", "2019-06-30", "2019/20 Q1", id="a quarter as a system exports it"),
        pytest.param("2019/20 Q4", "2020-01-01", "2020-03-31", "2019/20 Q4", id="Q4 is of the next calendar year"),
        pytest.param("Q2 2019/20", "2019-07-01", "2019-09-30", "2019/20 Q2", id="the quarter first"),
        pytest.param("Third quarter, 2019/20", "2019-10-01", "2019-12-31", "2019/20 Q3", id="a quarter in words"),
        pytest.param("Q3 (Oct - Dec 2019)", "2019-10-01", "2019-12-31", "2019/20 Q3", id="a quarter with its months"),
        pytest.param("Q4 (Jan-Mar 2020)", "2020-01-01", "2020-03-31", "2019/20 Q4", id="Q4 with its months"),
        pytest.param("2019/20 Q3 (Oct – Dec 2019)", "2019-10-01", "2019-12-31", "2019/20 Q3", id="and with its year"),
        pytest.param("Oct-Dec 2019/20", "2019-10-01", "2019-12-31", "2019/20 Q3", id="months of a financial year"),
        pytest.param("Jan-Mar 2019/20", "2020-01-01", "2020-03-31", "2019/20 Q4", id="months after the new year"),
        pytest.param("2019/20 H1", "2019-04-01", "2019-09-30", "April to September 2019", id="a half"),
        pytest.param("Apr-May 2019", "2019-04-01", "2019-05-31", "April to May 2019", id="two months"),
        pytest.param(
            "Nov 2019 - Jan 2020", "2019-11-01", "2020-01-31", "November 2019 to January 2020", id="over the new year"
        ),
        pytest.param("April 2019", "2019-04-01", "2019-04-30", "April 2019", id="a month"),
        pytest.param("Sept. 2019", "2019-09-01", "2019-09-30", "September 2019", id="a month cut short"),
        pytest.param("2019-04", "2019-04-01", "2019-04-30", "April 2019", id="a month in digits"),
        pytest.param("04/2019", "2019-04-01", "2019-04-30", "April 2019", id="a month in digits, first"),
        pytest.param("Feb 2020", "2020-02-01", "2020-02-29", "February 2020", id="a leap year's February"),
        pytest.param("31 March 2020", "2020-03-31", "2020-03-31", "31 March 2020", id="a day"),
        pytest.param("31/03/2020", "2020-03-31", "2020-03-31", "31 March 2020", id="a day in digits"),
        pytest.param(
            "1 April 2019 to 15 May 2019", "2019-04-01", "2019-05-15", "1 April 2019 to 15 May 2019", id="some days"
        ),
        pytest.param("2019-04-01 - 2020-03-31", "2019-04-01", "2020-03-31", "2019/20", id="days that make a year"),
        pytest.param("2016", "2016-01-01", "2016-12-31", "calendar year 2016", id="a calendar year"),
        pytest.param("2016 (calendar)", "2016-01-01", "2016-12-31", "calendar year 2016", id="a calendar year, said"),
        pytest.param("2018/19 academic", "2018-09-01", "2019-08-31", "academic year 2018/19", id="an academic year"),
        pytest.param("2018/19 (academic year)", "2018-09-01", "2019-08-31", "academic year 2018/19", id="in brackets"),
        pytest.param("12 months to Mar 2020", "2019-04-01", "2020-03-31", "2019/20", id="a rolling year to March"),
        pytest.param(
            "rolling 12 months to Feb 2020", "2019-03-01", "2020-02-29", "12 months to February 2020", id="rolling"
        ),
        pytest.param(
            "Year ending 30 June 2019", "2018-07-01", "2019-06-30", "12 months to June 2019", id="a year to a day"
        ),
        pytest.param(
            *("12 months to 28 Feb 2020", "2019-03-01", "2020-02-28", "1 March 2019 to 28 February 2020"),
            id="a year to a day before the leap day",
        ),
    ],
)
def test_a_period_of_data_is_read_and_names_itself(text: str, start: str, end: str, label: str) -> None:
    period = DataPeriod.parse(text)
    assert (period.start.isoformat(), period.end.isoformat()) == (start, end)
    assert period.label == str(period) == label


@pytest.mark.parametrize(
    ("text", "assumed"),
    [
        pytest.param("2016", "the calendar year 2016, January to December", id="a year of one number"),
        pytest.param("2011-12", "the financial year, and not December 2011", id="a year of two, or a month"),
        pytest.param("Apr-19", "April 2019, and not the 19th of a month", id="a year of two digits"),
        pytest.param("2019/20", "", id="nothing"),
        pytest.param("2016 (calendar)", "", id="nothing, where it is said"),
    ],
)
def test_what_a_text_leaves_open_is_said(text: str, assumed: str) -> None:
    assert DataPeriod.parse(text).assumed == assumed


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("2018/20", "2018 is followed by 2019", id="years that do not follow each other"),
        pytest.param("2018/2020", "2018 is followed by 2019", id="and in full"),
        pytest.param("2019/20 Q5", "Write it as 2019/20", id="no such quarter"),
        pytest.param("Q3 2019", "of a calendar or a financial year", id="a quarter of one year"),
        pytest.param("2019 Q3", "of a calendar or a financial year", id="a quarter behind one year"),
        pytest.param("Q3", "Write it as 2019/20", id="a quarter of no year"),
        pytest.param("Q3 (Jul - Sep 2019)", "is October to December 2019", id="a quarter that is not its months"),
        pytest.param("Q3 2018/19 (Oct - Dec 2019)", "is October to December 2018", id="months of another year"),
        pytest.param("Q3 (Oct-Dec)", '"Oct-Dec" cannot be told', id="months of no year"),
        pytest.param("Apr-May", "Write it as 2019/20", id="two months of no year"),
        pytest.param("Nov-Jan 2020", "names the year of one month only", id="over the new year, one year named"),
        pytest.param("May 2020 to April 2019", "1 May 2020 comes after 30 April 2019", id="the wrong way round"),
        pytest.param("13/2019", "there is no month 13", id="no such month"),
        pytest.param("2019-13", "2019 is followed by 2020", id="neither a month nor a year"),
        pytest.param("03/31/2020", "Write it as 2019/20", id="an American date"),
        pytest.param("12 months to 2020", "ends with a month or on a day", id="a rolling year to a year"),
        pytest.param("1899/00", "Write it as 2019/20", id="too long ago"),
        pytest.param("2099/00", "1901 to 2099", id="too far ahead"),
        pytest.param("week 3", "Write it as 2019/20", id="a week"),
        pytest.param("", "Write it as 2019/20", id="nothing"),
        pytest.param("2019/20" * 20, "Write it as 2019/20", id="too long a text"),
    ],
)
def test_a_period_that_cannot_be_told_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=re.escape(reason)):
        DataPeriod.parse(text)


@given(DAYS, DAYS)
def test_any_days_are_read_back_from_their_label(one: date, other: date) -> None:
    period = DataPeriod(min(one, other), max(one, other))
    assert DataPeriod.parse(period.label) == period


@given(DAYS, st.integers(0, 30))
def test_whole_months_are_read_back_from_their_label(day: date, months: int) -> None:
    last = day.replace(day=1) + timedelta(days=31 * months)
    if last.year <= 2099:
        period = DataPeriod(day.replace(day=1), month_end(last.year, last.month))
        assert DataPeriod.parse(period.label) == period


@given(DAYS)
def test_a_day_is_read_back_from_its_label(day: date) -> None:
    assert parse_day(day_label(day)) == parse_day(f"{day:%d/%m/%Y}") == parse_day(day.isoformat()) == day


def test_a_period_ends_after_it_starts() -> None:
    with pytest.raises(ValueError, match="1 May 2020 comes after 1 April 2020"):
        DataPeriod(date(2020, 5, 1), date(2020, 4, 1))


@pytest.mark.parametrize(
    ("period", "figure_period", "expected"),
    [
        pytest.param("2019-20-annual", "2019/20", True, id="the year"),
        pytest.param("2019-20-annual", "31 March 2020", True, id="its last day"),
        pytest.param("2019-20-annual", "the period to March 2020", True, id="up to its last month"),
        pytest.param("2019-20-annual", "the period to February 2020", False, id="up to the month before"),
        pytest.param("2019-20-annual", "Q4", False, id="its last quarter alone"),
        pytest.param("2019-20-annual", "2019", False, id="a calendar year"),
        pytest.param("2019-20-annual", "", False, id="no period"),
        pytest.param("2019-20-q2", "Q2", True, id="the quarter without its year"),
        pytest.param("2019-20-q2", "2019/20 Q2", True, id="the quarter"),
        pytest.param("2019-20-q2", "Q1", False, id="another quarter"),
    ],
)
def test_a_report_knows_its_own_period(period: str, figure_period: str, expected: bool) -> None:
    assert Period.parse(period).is_named_by(figure_period) is expected
