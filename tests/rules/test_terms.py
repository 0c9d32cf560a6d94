from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.month import Month, months_between
from app.rules.calendar import load_calendar
from app.rules.terms import term_end
from tests.data.cases import examples

CALENDAR = load_calendar(Path(__file__).parents[2] / "assets/calendar/workdays.toml")
STARTS = st.dates(date(2021, 1, 1), date(2029, 12, 31))
LENGTHS = st.sampled_from(["days", "months", "workdays"])


@pytest.mark.parametrize("example", examples("terms.toml"))
def test_a_term_ends_when_the_law_says(example):
    end = term_end(CALENDAR, **example["input"])
    assert {key: getattr(end, key) for key in example["expected"]} == example["expected"]


@given(STARTS, LENGTHS, st.integers(1, 120))
def test_a_term_never_ends_on_a_day_off(start, unit, length):
    end = term_end(CALENDAR, start, **{unit: length})
    assert CALENDAR.is_workday(end.last_day)
    assert end.last_day >= end.counted_to > start
    between = (end.last_day - end.counted_to).days
    assert not any(CALENDAR.is_workday(end.counted_to + timedelta(n)) for n in range(between))


@given(STARTS, st.integers(1, 60))
def test_a_term_of_months_ends_in_that_month(start, months):
    counted_to = term_end(CALENDAR, start, months=months).counted_to
    assert months_between(Month.of(start), Month.of(counted_to)) == months + 1
    short_month = (counted_to + timedelta(1)).day == 1
    assert counted_to.day == start.day or (short_month and counted_to.day < start.day)


@given(STARTS, st.integers(1, 60))
def test_so_many_workdays_lie_in_a_term_of_workdays(start, workdays):
    last = term_end(CALENDAR, start, workdays=workdays).last_day
    after_start = (start + timedelta(n) for n in range(1, (last - start).days + 1))
    assert sum(map(CALENDAR.is_workday, after_start)) == workdays


@pytest.mark.parametrize("lengths", [{}, {"days": 0}, {"days": 1, "months": 1}])
def test_a_term_has_exactly_one_length(lengths):
    with pytest.raises(ValueError, match="one length"):
        term_end(CALENDAR, date(2022, 9, 15), **lengths)
