from datetime import date

import pytest

from app.errors import UserError
from app.models.month import Month
from app.models.terms import PlanKind
from app.services import plans
from app.services.case_view import case_view
from app.services.plans import PlanEntry
from tests.conftest import TODAY
from tests.services.acts import choose, low_income, receive


def test_12890_yuan_at_a_fifth_of_1860_are_35_months(office, confirmed):
    """Domain 5.10."""
    number = confirmed(benefit_fen=186_000)
    entry = PlanEntry(PlanKind.MONTHLY, monthly_fen=37_200, first_month=Month("2022-09"))
    schedule = plans.preview_plan(office, number, entry).schedule
    assert (schedule.periods, schedule.last_fen, schedule.until) == (35, 24_200, "2025-07")


def test_a_fen_below_the_floor_is_refused_with_the_article(office, confirmed):
    number = confirmed(benefit_fen=186_000)
    entry = PlanEntry(PlanKind.MONTHLY, monthly_fen=37_199, first_month=Month("2022-09"))
    with pytest.raises(UserError, match=r"不少于 372\.00 元.*告知事项3") as refused:
        plans.preview_plan(office, number, entry)
    assert refused.value.field == "monthly_fen"


def test_an_unknown_pension_leaves_the_floor_unchecked_and_says_so(office, confirmed):
    entry = PlanEntry(PlanKind.MONTHLY, monthly_fen=10_000, first_month=Month("2026-12"))
    preview = plans.preview_plan(office, confirmed(), entry)
    assert "无法核对按月抵扣的下限" in "".join(warning.text for warning in preview.warnings)


def test_more_than_half_of_a_poor_pension_and_a_long_plan_are_warned_of(office, confirmed):
    number = confirmed(amount_fen=10_000_000, benefit_fen=100_000)
    low_income(office, number)
    entry = PlanEntry(PlanKind.MONTHLY, monthly_fen=50_100, first_month=Month("2026-12"))
    warnings = [w.text for w in plans.preview_plan(office, number, entry).warnings]
    assert len(warnings) == 2
    assert "期数超过 60 期" in warnings[0]
    assert "超过困难人员继续领取待遇的 50%" in warnings[1]


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (PlanEntry(PlanKind.LUMP), "pay_by"),
        (PlanEntry(PlanKind.INSTALMENTS, first_month=Month("2026-12")), "periods"),
        (PlanEntry(PlanKind.INSTALMENTS, periods=3), "first_month"),
        (PlanEntry(PlanKind.MONTHLY, first_month=Month("2026-12")), "monthly_fen"),
        (PlanEntry(PlanKind.LUMP, pay_by=TODAY, relation="nobody"), "relation"),
        (PlanEntry(PlanKind.LUMP, pay_by=TODAY, relation="child"), "promisor_name"),
        (PlanEntry(PlanKind.LUMP, pay_by=date(2150, 1, 1)), "pay_by"),
        (PlanEntry(PlanKind.LUMP, pay_by=TODAY, promisor_id_number="123"), "promisor_id_number"),
        (PlanEntry(PlanKind.INSTALMENTS, periods=3, first_month=Month("1950-01")), "first_month"),
    ],
)
def test_a_plan_that_lacks_something_names_it(office, confirmed, entry, field):
    with pytest.raises(UserError) as refused:
        plans.preview_plan(office, confirmed(), entry)
    assert refused.value.field == field


def test_a_person_who_promises_himself_is_filled_in(office, confirmed):
    number = confirmed()
    choose(office, number)
    entry = PlanEntry(PlanKind.LUMP, pay_by=date(2026, 12, 31), relation="self")
    plans.make_plan(office, number, entry)
    plan = case_view(office, number).plan
    promisor = (plan.promisor_name, plan.promisor_id_number, plan.promisor_phone)
    assert promisor == ("付建𬀩", "11010519491231002X", "13800138000")


def test_the_method_is_decided_before_the_plan(office, confirmed):
    with pytest.raises(UserError, match="请先选定追缴方式"):
        plans.make_plan(office, confirmed(), PlanEntry(PlanKind.LUMP, pay_by=TODAY))


def test_money_goes_to_the_oldest_due(office, confirmed):
    number = confirmed(amount_fen=30_000)
    choose(office, number)
    entry = PlanEntry(PlanKind.INSTALMENTS, periods=3, first_month=Month("2026-12"))
    plans.make_plan(office, number, entry)
    receive(office, number, 15_000)
    paid = [p.paid_fen for p in case_view(office, number).standing.progress]
    assert paid == [10_000, 5_000, 0]
