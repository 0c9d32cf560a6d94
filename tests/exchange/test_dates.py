from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.dates import read_date, read_month
from app.exchange.problems import Fault, Kind
from app.models.month import Month

months = st.builds(lambda y, m: Month(f"{y}-{m:02d}"), st.integers(1900, 2099), st.integers(1, 12))


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "2021-03",
            "2021-3",
            "2021.3",
            "2021.03",
            "2021/3",
            "2021年3月",
            "2021年03月份",
            "202103",
        ),
        *("２０２１．３", " 2021 年 3 月 ", "2021-03-15", "2021.3.1", "2021年3月15日", "20210315"),
        *("2021—03", "2021.3.", "202103月", "二〇二一年三月", "2021年三月", "3/15/2021"),
        *("2021-03-01 00:00:00", "'2021-03", 202103, 202103.0, 20210315.0, 2021.03, 2021.3),
        *(44256, 44256.0, date(2021, 3, 1), datetime(2021, 3, 15, 8, 30)),  # noqa: DTZ001 - cells have no zone
    ],
)
def test_a_month_is_read_however_it_was_written(cell):
    assert read_month(cell) == "2021-03"


@pytest.mark.parametrize(
    "cell",
    [
        *("2016.3-2022.6", "2016年3月至2022年6月", "201603-202206", "2016-03—2022-06"),
        *("2016.3～2022.6", "2016-03-2022-06", "2016年3月 到 2022年6月", "2016/3--2022/6"),
        "2016.3.1-2022.6.30",
        *("自2016年3月起至2022年6月止", "2016年3月起至2022年6月"),
    ],
)
def test_both_ends_in_one_cell_are_read(cell):
    assert read_month(cell) == ("2016-03", "2022-06")


@pytest.mark.parametrize(
    "cell",
    [
        *("21-03", "21.3", "24/3/5", "2021-13", "2021-00", "2021-02-30", "2021", "三月", "至今"),
        *("2016.3-6", "2016.3—6", "03/04/2021", "13/14/2021"),
        *(2021.0, 21.3, 2021.13, 202113.0, -1, 0, True, 1e300, 0.5, 1899.12),
        *(float("-inf"), float("nan"), 1234.567),
    ],
)
def test_what_is_no_month_is_asked_about_never_guessed(cell):
    fault = read_month(cell)
    assert isinstance(fault, Fault)
    assert fault.kind is Kind.MONTH_UNREADABLE


def test_the_number_2021_1_may_be_january_or_october():
    assert "10 月" in read_month(2021.1).advice
    assert read_month("2021.1") == "2021-01"
    assert read_month(2021.01) == "2021-01"
    assert read_month(2021.12) == "2021-12"


@given(months, st.sampled_from(("-", ".", "/")), st.booleans())
def test_every_month_comes_back_in_every_spelling(month, mark, padded):
    number = f"{month.number:02d}" if padded else str(month.number)
    assert read_month(f"{month.year}{mark}{number}") == month
    assert read_month(f"{month.year}年{number}月") == month
    assert read_month(float(month.replace("-", ""))) == month
    assert read_month(month.first_day) == month


@given(months, months)
def test_every_range_comes_back(first, last):
    assert read_month(f"{first}至{last}") == (first, last)
    assert read_month(f"{first}-{last}") == (first, last)


@given(st.text() | st.floats() | st.integers() | st.booleans())
def test_any_cell_is_a_month_a_range_or_a_fault(cell):
    value = read_month(cell)
    assert isinstance(value, Month | Fault) or len(value) == 2


@pytest.mark.parametrize(
    "cell", ["2021-3-5", "2021年3月5日", "20210305", 20210305.0, 44260, date(2021, 3, 5)]
)
def test_a_day_is_read_however_it_was_written(cell):
    assert read_date(cell) == date(2021, 3, 5)


@pytest.mark.parametrize("cell", ["2021-03", "21-3-5", "2021-2-30", 202103, 2021.03, True, "昨天"])
def test_a_day_is_never_made_up(cell):
    assert read_date(cell).kind is Kind.DATE_UNREADABLE


def test_both_ends_in_one_year_are_read():
    assert read_month("2016年3月-6月") == ("2016-03", "2016-06")


def test_a_day_that_may_be_two_is_asked_about_with_both():
    assert "3 月 4 日，也可能是 4 月 3 日" in read_month("03/04/2021").advice


def test_a_range_of_days_that_can_be_read_in_two_ways_names_both():
    fault = read_month("3/4/2019-12/5/2020")
    assert fault.kind is Kind.MONTH_UNREADABLE
    assert "“3/4/2019”可能是 3 月 4 日，也可能是 4 月 3 日" in fault.advice
    assert "“12/5/2020”可能是 12 月 5 日，也可能是 5 月 12 日" in fault.advice
    assert read_month("3/14/2019至12/25/2020") == ("2019-03", "2020-12")
