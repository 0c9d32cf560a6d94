from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import UserError
from app.models.terms import CaseState, PlanKind
from app.services import cases, plans, printing, receipts
from app.services.case_view import case_view
from app.services.plans import PlanEntry
from tests.conftest import TODAY
from tests.services.acts import choose, receive


def test_a_case_is_recovered_exactly_when_nothing_is_left(office, confirmed):
    number = confirmed(amount_fen=30_000)
    states = []
    for fen in (10_000, 19_999, 1):
        receive(office, number, fen)
        states.append(case_view(office, number).case.state)
    assert states == [CaseState.RECOVERING, CaseState.RECOVERING, CaseState.RECOVERED]


def test_a_fen_too_much_is_refused_and_says_what_to_do(office, confirmed):
    number = confirmed(amount_fen=30_000)
    with pytest.raises(UserError, match=r"多出 0\.01 元.*退还付款人") as refused:
        receive(office, number, 30_001)
    assert refused.value.field == "fen"
    assert case_view(office, number).file.recovered_fen == 0


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"fen": 0}, "fen"),
        ({"channel": "cash"}, "channel"),
        ({"received_on": TODAY + timedelta(days=1)}, "received_on"),
        ({"received_on": date(1979, 12, 31)}, "received_on"),
        ({"deposited_on": date(2026, 1, 1)}, "deposited_on"),
        ({"deposited_on": TODAY + timedelta(days=1)}, "deposited_on"),
    ],
)
def test_a_refused_receipt_names_its_field(office, confirmed, changed, field):
    with pytest.raises(UserError) as refused:
        receive(office, confirmed(), **{"fen": 100} | changed)
    assert refused.value.field == field


def test_no_money_before_the_case_is_confirmed(office, register):
    with pytest.raises(UserError, match="确认多领后才能登记到账"):
        receive(office, register().number, 100)


def test_a_mistaken_receipt_is_reversed_and_both_stay(office, confirmed):
    number = confirmed(amount_fen=30_000)
    receive(office, number, 5_000)
    receipt = receive(office, number, 25_000)
    receipts.reverse_receipt(office, receipt.id, reason="记错人")
    view = case_view(office, number)
    assert (view.case.state, view.file.left_fen) == (CaseState.RECOVERING, 25_000)
    assert [line.receipt.fen for line in view.receipts] == [5_000, 25_000, -25_000]
    assert [line.balance_fen for line in view.receipts] == [25_000, 0, 25_000]
    with pytest.raises(UserError, match="已经冲正"):
        receipts.reverse_receipt(office, receipt.id, reason="再来")
    with pytest.raises(UserError, match="已经冲正"):
        receipts.record_deposit(office, receipt.id, on=TODAY)


def test_a_case_whose_only_receipt_was_a_mistake_is_as_before(office, confirmed):
    number = confirmed(amount_fen=30_000)
    receipt = receive(office, number, 30_000)
    receipts.reverse_receipt(office, receipt.id, reason="记错人")
    assert case_view(office, number).case.state == CaseState.CONFIRMED


def test_the_same_voucher_is_not_booked_twice(office, confirmed):
    number = confirmed(amount_fen=30_000)
    receive(office, number, 5_000, voucher="A1")
    receive(office, number, 5_000, voucher="A2")
    with pytest.raises(UserError, match="已经登记过"):
        receive(office, number, 5_000, voucher=" A1 ")


def test_another_amount_ends_the_plan_and_asks_for_a_new_notice(office, confirmed):
    number = confirmed(amount_fen=100_000)
    choose(office, number)
    plans.make_plan(office, number, PlanEntry(PlanKind.LUMP, pay_by=date(2026, 12, 31)))
    printing.issue(office, number, "refund-notice")
    cases.assess(office, number, 80_000)
    view = case_view(office, number)
    assert (view.plan, view.file.amount_fen) == (None, 80_000)
    assert view.case.state == CaseState.CONFIRMED


def test_no_less_is_assessed_than_came_in(office, confirmed):
    number = confirmed(amount_fen=100_000)
    receive(office, number, 60_000)
    with pytest.raises(UserError, match=r"少于已追回的 600\.00 元"):
        cases.assess(office, number, 59_999)
    cases.assess(office, number, 60_000)
    assert case_view(office, number).case.state == CaseState.RECOVERED


def test_of_too_much_only_what_is_left_counts_when_the_rest_goes_back(office, confirmed):
    number = confirmed(10_000)
    receipt = receive(office, number, 10_050, give_back=True)
    assert (receipt.fen, receipt.note) == (10_000, "实收 100.50 元，多出部分退还付款人")
    view = case_view(office, number)
    assert (view.file.left_fen, view.case.state) == (0, CaseState.RECOVERED)
    with pytest.raises(UserError, match=r"未退余额为 0\.00 元"):
        receive(office, number, 1, give_back=True)


def test_money_is_told_by_channel_and_by_where_it_comes_from(office, confirmed):
    number = confirmed(10_000)
    receive(office, number, 3_000, channel="monthly_offset")
    mistaken = receive(office, number, 500, channel="lump")
    receipts.reverse_receipt(office, mistaken.id, reason="记错")
    receive(office, number, 2_000, channel="lump", funding="charity")
    file = case_view(office, number).file
    assert file.recovered_by("channel") == {"monthly_offset": 3_000, "lump": 2_000}
    assert file.recovered_by("funding") == {"benefit_offset": 3_000, "charity": 2_000}


def test_the_timeline_keeps_the_balance_after_each_act(office, confirmed):
    number = confirmed(10_000)
    receive(office, number, 3_000)
    left = [event.details.get("left_fen") for event in case_view(office, number).events]
    assert left == [10_000, 10_000, 7_000]


def test_the_audit_opinion_demands_what_is_left(office, confirmed):
    number = confirmed(amount_fen=100_000)
    printing.issue(office, number, "refund-notice")
    receive(office, number, 90_000)
    text = str(printing.preview(office, number, "audit-opinion").to_json())
    assert "100.00" in text
    assert "壹佰元整" in text
    receive(office, number, 10_000)
    with pytest.raises(UserError, match="暂不能出具《社会保险稽核意见书》。多领待遇已全额追回"):
        printing.issue(office, number, "audit-opinion")


def test_the_deposit_is_the_last_thing_a_receipt_needs(office, confirmed):
    number = confirmed(amount_fen=30_000)
    receipt = receive(office, number, 30_000, received_on=date(2026, 11, 10))
    for day in (date(2026, 11, 9), TODAY + timedelta(days=1)):
        with pytest.raises(UserError) as refused:
            receipts.record_deposit(office, receipt.id, on=day)
        assert refused.value.field == "deposited_on"
    receipts.record_deposit(office, receipt.id, on=TODAY)
    task = case_view(office, number).tasks[-1]
    assert (task.text, task.done) == ("登记存入财政专户日期", True)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(-3, 20_000), max_size=6))
def test_the_balance_is_always_what_is_owed_less_what_came_in(office, confirmed, sums):
    office_number = confirmed(amount_fen=30_000)
    for fen in sums:
        try:
            receive(office, office_number, fen)
        except UserError:
            continue
    view = case_view(office, office_number)
    assert 0 <= view.file.left_fen == 30_000 - sum(line.receipt.fen for line in view.receipts)
    assert (view.file.left_fen == 0) == (view.case.state == CaseState.RECOVERED)
