from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.methods.merged import merged_dues, uncovered_fen
from app.methods.schedules import allocate, allocate_dues, instalments, lump, monthly
from app.money import MOST_FEN
from tests.methods.worked import FIRST, schedules, side_by_side


def test_dues_of_two_plans_stand_in_the_order_of_their_last_days():
    part = lump(500_000, date(2022, 11, 15))
    rest = monthly(120_000, 40_000, FIRST)
    assert [(due.plan, due.number) for due in merged_dues([part, rest])] == [
        (2, 1),
        (1, 1),
        (2, 2),
        (2, 3),
    ]


def test_of_dues_that_end_the_same_day_the_first_plan_comes_first():
    one = instalments(100, 2, FIRST, whole_yuan=False)
    assert [(due.plan, due.number) for due in merged_dues([one, one])] == [
        (1, 1),
        (2, 1),
        (1, 2),
        (2, 2),
    ]


@given(side_by_side, st.integers(-(10**6), MOST_FEN))
def test_money_on_several_plans_goes_to_the_oldest_due_of_all(made, paid):
    owed = sum(sum_owed for sum_owed, _ in made)
    progress = allocate_dues(merged_dues(schedule for _, schedule in made), paid)
    assert sum(one.due.fen for one in progress) == owed
    assert sum(one.paid_fen for one in progress) == min(max(paid, 0), owed)
    assert all(0 <= one.paid_fen <= one.due.fen for one in progress)
    days = [one.due.last_day for one in progress]
    assert days == sorted(days)
    begun = next((at for at, one in enumerate(progress) if one.left_fen), len(progress))
    assert not any(one.paid_fen for one in progress[begun + 1 :])


@given(schedules(), st.integers(0, MOST_FEN))
def test_one_plan_alone_is_the_same_as_before(made, paid):
    _, schedule = made
    assert merged_dues([schedule]) == schedule.dues
    assert allocate_dues(merged_dues([schedule]), paid) == allocate(schedule, paid)


def test_without_a_plan_there_are_no_dues():
    assert merged_dues([]) == ()


@given(side_by_side)
def test_no_due_of_any_plan_is_below_one_fen(made):
    assert all(due.fen >= 1 for due in merged_dues(schedule for _, schedule in made))


@pytest.mark.parametrize(("left", "rest"), [(1_289_000, 789_000), (500_001, 1), (500_000, 0)])
def test_a_plan_may_cover_a_part_of_what_is_left(left, rest):
    assert uncovered_fen(left, [300_000, 200_000]) == rest


def test_plans_together_never_ask_for_more_than_is_left():
    with pytest.raises(UserError, match=r"请减少 0\.01 元") as refused:
        uncovered_fen(499_999, [300_000, 200_000])
    assert refused.value.field == "owed_fen"
