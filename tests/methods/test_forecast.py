from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.methods.forecast import forecast
from app.methods.schedules import monthly
from app.models.month import Month
from app.models.terms import PlanKind
from app.money import MOST_FEN, fen_from_yuan
from tests.data.cases import examples
from tests.methods.worked import DAYS, FIRST, plans, side_by_side


@pytest.mark.parametrize("example", examples("standing.toml", "forecast"))
def test_the_end_is_forecast_as_worked_by_hand(example):
    expected = example["expected"]
    found = forecast(plans(example), fen_from_yuan(example["paid"]), example["on"])
    assert (found.months, found.until, found.last_fen, found.months_late) == (
        expected["months"],
        expected.get("until"),
        fen_from_yuan(expected["last"]),
        expected["late"],
    )


@given(side_by_side, st.integers(-(10**6), MOST_FEN), DAYS)
def test_what_came_in_and_what_is_forecast_are_what_is_owed(made, paid, on):
    found = forecast([schedule for _, schedule in made], paid, on)
    owed = sum(sum_owed for sum_owed, _ in made)
    assert found.left_fen + min(max(paid, 0), owed) == owed
    for due in found.dues:
        schedule = made[due.plan - 1][1]
        assert 1 <= due.fen <= schedule.each_fen
        assert due.month >= Month.of(on)
    for plan, (_, schedule) in enumerate(made, start=1):
        months = [due.month for due in found.dues if due.plan == plan]
        assert months == sorted(set(months))
        if months and schedule.kind != PlanKind.LUMP:
            assert months == [months[0].plus(number) for number in range(len(months))]


@given(side_by_side, st.integers(0, MOST_FEN), st.integers(0, 10**6), DAYS)
def test_paying_more_never_ends_later(made, paid, more, on):
    agreed = [schedule for _, schedule in made]
    less, much = forecast(agreed, paid, on), forecast(agreed, paid + more, on)
    assert much.until is None or much.until <= less.until


@given(side_by_side)
def test_before_anything_is_paid_the_forecast_is_what_was_agreed(made):
    agreed = [schedule for _, schedule in made]
    found = forecast(agreed, 0, date(2022, 8, 18))
    assert sorted((due.month, due.fen, due.plan) for due in found.dues) == sorted(
        (due.month, due.fen, plan)
        for plan, schedule in enumerate(agreed, start=1)
        for due in schedule.dues
    )
    assert found.months_late == 0


def test_what_would_come_after_the_last_month_known_stands_in_it():
    long = monthly(100_000, 100, FIRST.plus(-300))
    found = forecast([long], 0, date(2099, 11, 20))
    assert found.left_fen == 100_000
    assert [(due.month, due.fen) for due in found.dues] == [("2099-11", 100), ("2099-12", 99_900)]


def test_the_last_month_known_may_itself_be_covered():
    ends_there = monthly(300, 100, Month("2099-10"))
    assert forecast([ends_there], 299, date(2099, 12, 1)).until == "2099-12"
    assert forecast([ends_there], 300, date(2099, 12, 1)).until is None
