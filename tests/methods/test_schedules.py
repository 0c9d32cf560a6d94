from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.methods.schedules import (
    allocate,
    check_monthly,
    instalments,
    least_monthly,
    lump,
    schedule_of,
)
from app.models.month import months_between
from app.models.recovery import Plan
from app.models.terms import PlanKind
from app.money import MOST_FEN, fen_from_yuan
from tests.data.cases import examples
from tests.methods.worked import FIRST, OWED, figure, most_periods, plan, schedules

RATE = Decimal("0.20")


@pytest.mark.parametrize("example", examples("plans.toml", "plan"))
def test_a_plan_comes_out_as_worked_by_hand(example):
    found = plan(example["kind"], example["input"])
    expected = example["expected"]
    assert found.kind == PlanKind(example["kind"])
    assert (found.each_fen, found.last_fen, found.periods, found.until) == (
        fen_from_yuan(expected["each"]),
        fen_from_yuan(expected["last"]),
        expected["periods"],
        expected["until"],
    )


@pytest.mark.parametrize("example", examples("plans.toml", "refused"))
def test_a_plan_that_cannot_be_says_what_to_change(example):
    with pytest.raises(UserError, match=example["advice"]) as refused:
        plan(example["kind"], example["input"])
    assert refused.value.field == example["field"]


@pytest.mark.parametrize("example", examples("plans.toml", "least"))
def test_least_monthly_is_rounded_up_to_the_fen(example):
    benefit, least = fen_from_yuan(example["benefit"]), fen_from_yuan(example["expected"])
    assert least_monthly(benefit, Decimal(example["rate"])) == least


@pytest.mark.parametrize("example", examples("plans.toml", "progress"))
def test_money_goes_to_the_oldest_due(example):
    progress = allocate(plan("monthly", example["plan"]), fen_from_yuan(example["paid"]))
    expected = example["expected"]
    begun = [each.paid_fen for each in progress if each.paid_fen and each.left_fen]
    assert sum(each.left_fen == 0 for each in progress) == expected["settled"]
    assert sum(begun) == fen_from_yuan(expected["partial"])
    assert sum(each.left_fen for each in progress) == fen_from_yuan(expected["left"])


@given(schedules())
def test_every_plan_recovers_exactly_what_is_owed(made):
    owed, schedule = made
    assert sum(due.fen for due in schedule.dues) == owed
    assert 0 < schedule.last_fen <= schedule.each_fen
    assert {due.fen for due in schedule.dues[:-1]} <= {schedule.each_fen}
    assert schedule.dues[-1].fen == schedule.last_fen


@given(schedules())
def test_every_plan_has_one_due_a_month(made):
    _, schedule = made
    assert [due.number for due in schedule.dues] == [*range(1, schedule.periods + 1)]
    first = schedule.dues[0].month
    assert all(months_between(first, due.month) == due.number for due in schedule.dues)
    assert schedule.dues[-1].month == schedule.until


@given(OWED | st.integers(1, 10**5), st.integers(1, 900), st.booleans())
def test_instalments_are_as_many_as_asked_or_refused(owed, periods, in_yuan):
    most = most_periods(owed, periods, 100 if in_yuan else 1)
    assert instalments(owed, most, FIRST, whole_yuan=in_yuan).periods == most
    if most < periods:
        with pytest.raises(UserError, match=f"最多只能分 {most} 期"):
            instalments(owed, periods, FIRST, whole_yuan=in_yuan)


@given(schedules(), st.integers(-(10**6), MOST_FEN))
def test_no_fen_of_a_receipt_is_lost_or_counted_twice(made, paid):
    owed, schedule = made
    progress = allocate(schedule, paid)
    assert sum(each.paid_fen for each in progress) == min(max(paid, 0), owed)
    assert all(0 <= each.paid_fen <= each.due.fen for each in progress)
    left = [each.left_fen for each in progress]
    begun = next((n for n, fen in enumerate(left) if fen), len(left))
    assert not any(each.paid_fen for each in progress[begun + 1 :])


@pytest.mark.parametrize("each_fen", [37_200, 37_201, 186_000])
def test_from_the_least_to_the_whole_benefit_may_be_deducted(each_fen):
    check_monthly(each_fen, 186_000, figure(RATE))


@pytest.mark.parametrize(
    ("each_fen", "benefit_fen", "rate", "advice"),
    [
        (37_199, 186_000, "0.20", "20%，请填写不少于 372.00 元的金额（示例第三条）"),
        (10_000, 186_000, "0.125", "12.5%，请填写不少于 232.50 元"),
        (186_001, 186_000, "0.20", "不多于 1,860.00 元"),
        (100, 0, "0.20", "没有继续领取的待遇"),
    ],
)
def test_a_deduction_out_of_bounds_names_the_bound(each_fen, benefit_fen, rate, advice):
    with pytest.raises(UserError, match=advice) as refused:
        check_monthly(each_fen, benefit_fen, figure(rate))
    assert refused.value.field == "monthly_fen"


@pytest.mark.parametrize("example", examples("plans.toml", "approved"))
def test_below_the_floor_only_down_to_what_the_county_approved(example):
    each, benefit = fen_from_yuan(example["each"]), fen_from_yuan(example["benefit"])
    approved = fen_from_yuan(example["approved"]) if "approved" in example else None
    if "advice" not in example:
        check_monthly(each, benefit, figure(RATE), approved_fen=approved)
        return
    with pytest.raises(UserError, match=example["advice"]) as refused:
        check_monthly(each, benefit, figure(RATE), approved_fen=approved)
    assert refused.value.field == "monthly_fen"


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.none() | st.integers(1, 10**6))
def test_no_offset_is_above_the_benefit_or_below_floor_and_approval(each, benefit, approved):
    least = least_monthly(benefit, RATE)
    lowest = least if approved is None else min(least, approved)
    if lowest <= each <= benefit:
        check_monthly(each, benefit, figure(RATE), approved_fen=approved)
    else:
        with pytest.raises(UserError):
            check_monthly(each, benefit, figure(RATE), approved_fen=approved)


def test_a_lump_sum_ends_on_its_day_and_a_month_on_its_last():
    assert lump(100, date(2024, 2, 10)).dues[0].last_day == date(2024, 2, 10)
    due = instalments(100, 1, FIRST, whole_yuan=False).dues[0]
    assert due.last_day == date(2022, 10, 31)


def test_a_stored_lump_sum_keeps_its_exact_day():
    stored = Plan(
        kind=PlanKind.LUMP,
        owed_fen=500,
        each_fen=500,
        periods=1,
        pay_by=date(2022, 9, 15),
        made_on=date(2022, 8, 20),
    )
    assert schedule_of(stored) == lump(500, date(2022, 9, 15))
