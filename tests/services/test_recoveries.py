from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import UserError
from app.models.month import Month
from app.models.terms import CaseState, MethodCode, PlanKind, VerificationResult
from app.services import cases, decisions, evidence, plans, printing, receipts, summaries
from app.services.plans import PlanEntry
from app.services.receipts import ReceiptEntry
from tests.conftest import TODAY


@pytest.fixture
def confirmed(office, register):
    """A confirmed case over a sum, some values changed. Returns its number."""

    def make(amount_fen=1_289_000, **changed):
        whole = {"first_month": "2020-01", "last_month": "2020-12", "amount_fen": amount_fen}
        number = register(case=changed, periods=[whole]).number
        confirmed = VerificationResult.CONFIRMED
        cases.verify(office, number, by="李四", on=TODAY, result=confirmed)
        return number

    return make


def choose(office, number, method=MethodCode.ORDER):
    return decisions.choose(office, number, method, reason="当事人愿意退还")


def offer(office, number, method):
    return next(o for o in summaries.case_view(office, number).offers if o.method == method)


def receive(office, number, fen, **changed):
    entered = {"fen": fen, "channel": "lump", "received_on": TODAY} | changed
    return receipts.add_receipt(office, number, ReceiptEntry(**entered))


def low_income(office, number, **changed):
    entered = {
        "category": "subsistence",
        "document": "最低生活保障证",
        "issued_on": date(2026, 1, 5),
        "valid_until": date(2026, 12, 31),
    }
    return evidence.add_evidence(office, number, **entered | changed)


def texts(offer):
    return "".join(finding.text for finding in offer.findings)


def test_nothing_is_open_before_the_case_is_confirmed(office, register):
    offers = summaries.case_view(office, register().number).offers
    assert [o.is_open for o in offers] == [False] * 4
    assert "尚未确认多领" in texts(offers[0])


def test_order_comes_first_for_everybody(office, confirmed):
    offers = summaries.case_view(office, confirmed()).offers
    assert [o.method for o in offers if o.recommended] == [MethodCode.ORDER]
    assert str(offers[0].findings[0].ground) == "湘人社规〔2022〕30号三(一)"


def test_a_pension_that_goes_on_opens_the_agreement_with_its_least_sum(office, confirmed):
    agreement = offer(office, confirmed(benefit_fen=186_000), MethodCode.AGREEMENT)
    assert (agreement.is_open, agreement.least_monthly_fen) == (True, 37_200)
    assert "20%，即每月不少于 372.00 元" in texts(agreement)


def test_without_income_and_ability_there_is_nothing_to_agree_on(office, confirmed):
    agreement = offer(office, confirmed(benefit_fen=0, can_repay=False), MethodCode.AGREEMENT)
    assert not agreement.is_open
    with pytest.raises(UserError, match="无法协议追回"):
        choose(office, confirmed(benefit_fen=0, can_repay=False), MethodCode.AGREEMENT)


def test_assistance_is_not_for_an_ordinary_person(office, confirmed):
    assistance = offer(office, confirmed(), MethodCode.ASSISTANCE)
    assert not assistance.is_open
    assert "登记为一般人员" in texts(assistance)


def test_assistance_opens_with_valid_evidence_and_no_means(office, confirmed):
    number = confirmed(benefit_fen=0, can_repay=False)
    low_income(office, number)
    assistance = offer(office, number, MethodCode.ASSISTANCE)
    assert assistance.is_open
    assert summaries.case_view(office, number).category == "低保对象"


def test_evidence_counts_to_its_last_day(office, confirmed):
    number = confirmed(benefit_fen=0, can_repay=False)
    low_income(office, number, valid_until=TODAY)
    assert offer(office, number, MethodCode.ASSISTANCE).is_open


def test_expired_evidence_is_asked_for_again(office, confirmed):
    number = confirmed(benefit_fen=0, can_repay=False, category="subsistence")
    low_income(office, number, valid_until=TODAY - timedelta(days=1))
    assistance = offer(office, number, MethodCode.ASSISTANCE)
    assert not assistance.is_open
    assert "请补交由民政出具、现仍有效的“低保对象”认定材料" in texts(assistance)


@pytest.mark.parametrize(
    ("known", "why"),
    [
        ({"can_repay": True, "benefit_fen": 0}, "登记为有偿还能力"),
        ({"can_repay": None, "benefit_fen": 0}, "尚未判断有无偿还能力"),
        ({"can_repay": False, "benefit_fen": 50_000}, "应先协议追回"),
        ({"can_repay": False, "benefit_fen": None}, "请先查清有无可抵扣的待遇"),
        ({"can_repay": False, "benefit_fen": 0, "account_fen": 1}, "应先协议追回"),
        ({"can_repay": False, "benefit_fen": 0, "funeral_fen": 1}, "应先协议追回"),
    ],
)
def test_assistance_waits_until_there_is_surely_no_other_way(office, confirmed, known, why):
    number = confirmed(**known)
    low_income(office, number)
    assistance = offer(office, number, MethodCode.ASSISTANCE)
    assert not assistance.is_open
    assert why in texts(assistance)


def test_of_a_resident_account_the_subsidy_does_not_count(office, confirmed):
    """Dossier 4.2 item 4: 4,860.30 of which 1,230.30 subsidy are 3,630.00 usable."""
    number = confirmed(account_fen=486_030, account_subsidy_fen=123_030)
    assert "可抵扣余额 3,630.00 元" in texts(offer(office, number, MethodCode.AGREEMENT))


def test_enforcement_waits_for_a_refusal_after_the_notice(office, confirmed):
    number = confirmed(refused_on=TODAY)
    assert not offer(office, number, MethodCode.ENFORCEMENT).is_open
    printing.issue(office, number, "refund-notice")
    enforcement = offer(office, number, MethodCode.ENFORCEMENT)
    assert (enforcement.is_open, enforcement.recommended) == (True, True)
    cases.correct(office, number, refused_on=TODAY - timedelta(days=1))
    assert not offer(office, number, MethodCode.ENFORCEMENT).is_open


def test_a_gentler_way_is_recommended_before_enforcement(office, confirmed):
    number = confirmed(benefit_fen=0, can_repay=False, refused_on=TODAY)
    low_income(office, number)
    printing.issue(office, number, "refund-notice")
    recommended = [o.method for o in summaries.case_view(office, number).offers if o.recommended]
    assert recommended == [MethodCode.ASSISTANCE]


@pytest.mark.parametrize("known", [{"other_benefit_fen": 50_000}, {"funeral_fen": 600_000}])
def test_other_insurances_and_funeral_benefits_open_the_agreement(office, confirmed, known):
    number = confirmed(benefit_fen=0, can_repay=False, **known)
    assert offer(office, number, MethodCode.AGREEMENT).is_open


def test_expired_evidence_does_not_take_a_valid_category_away(office, confirmed):
    number = confirmed()
    low_income(office, number)
    old_card = {"category": "severe_disability", "document": "残疾人证"}
    low_income(office, number, **old_card, valid_until=date(2026, 2, 1))
    assert summaries.case_view(office, number).case.category == "subsistence"


def test_only_who_may_certify_it_may_certify_it(office, confirmed):
    with pytest.raises(UserError, match="应由民政部门认定") as refused:
        low_income(office, confirmed(), department="disabled_federation")
    assert refused.value.field == "department"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"category": "general"}, "category"),
        ({"document": ""}, "document"),
        ({"issued_on": TODAY + timedelta(days=1), "valid_until": None}, "issued_on"),
        ({"valid_until": date(2026, 1, 4)}, None),
    ],
)
def test_refused_evidence_names_its_field(office, confirmed, changed, field):
    with pytest.raises(UserError) as refused:
        low_income(office, confirmed(), **changed)
    assert refused.value.field == field


def test_a_scan_stays_with_its_evidence(office, confirmed, tmp_path):
    scan = tmp_path / "低保证.pdf"
    scan.write_bytes(b"%PDF-1.4 scan")
    number = confirmed()
    stored = low_income(office, number, scan=scan)
    [attachment] = summaries.case_view(office, number).attachments
    assert (attachment.evidence_id, attachment.title) == (stored.id, "低保证.pdf")
    assert evidence.read_scan(office, attachment.id) == b"%PDF-1.4 scan"


def test_a_scan_whose_act_fails_is_not_left_behind(office, confirmed, tmp_path, monkeypatch):
    def fail(*_args, **_more):
        raise ZeroDivisionError

    (tmp_path / "低保证.pdf").write_bytes(b"%PDF-1.4 scan")
    number = confirmed()
    monkeypatch.setattr("app.services.evidence.events.record", fail)
    with pytest.raises(ZeroDivisionError):
        low_income(office, number, scan=tmp_path / "低保证.pdf")
    assert list(office.attachments.iterdir()) == []


def test_the_decision_keeps_the_facts_it_rests_on(office, confirmed):
    decision = choose(office, confirmed(benefit_fen=186_000))
    assert decision.facts["benefit_fen"] == 186_000
    assert decision.policy_hash == office.policy.hash


def test_a_decision_needs_a_reason(office, confirmed):
    with pytest.raises(UserError, match="选择理由"):
        decisions.choose(office, confirmed(), MethodCode.ORDER, reason=" ")


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
    plan = summaries.case_view(office, number).plan
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
    paid = [p.paid_fen for p in summaries.case_view(office, number).progress]
    assert paid == [10_000, 5_000, 0]


def test_a_case_is_recovered_exactly_when_nothing_is_left(office, confirmed):
    number = confirmed(amount_fen=30_000)
    states = []
    for fen in (10_000, 19_999, 1):
        receive(office, number, fen)
        states.append(summaries.case_view(office, number).case.state)
    assert states == [CaseState.RECOVERING, CaseState.RECOVERING, CaseState.RECOVERED]


def test_a_fen_too_much_is_refused_and_says_what_to_do(office, confirmed):
    number = confirmed(amount_fen=30_000)
    with pytest.raises(UserError, match=r"多出 0\.01 元.*退还付款人") as refused:
        receive(office, number, 30_001)
    assert refused.value.field == "fen"
    assert summaries.case_view(office, number).recovered_fen == 0


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
    view = summaries.case_view(office, number)
    assert (view.case.state, view.left_fen) == (CaseState.RECOVERING, 25_000)
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
    assert summaries.case_view(office, number).case.state == CaseState.CONFIRMED


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
    view = summaries.case_view(office, number)
    assert (view.plan, view.amount_fen) == (None, 80_000)
    assert view.case.state == CaseState.CONFIRMED


def test_no_less_is_assessed_than_came_in(office, confirmed):
    number = confirmed(amount_fen=100_000)
    receive(office, number, 60_000)
    with pytest.raises(UserError, match=r"少于已追回的 600\.00 元"):
        cases.assess(office, number, 59_999)
    cases.assess(office, number, 60_000)
    assert summaries.case_view(office, number).case.state == CaseState.RECOVERED


def test_the_audit_opinion_demands_what_is_left(office, confirmed):
    number = confirmed(amount_fen=100_000)
    printing.issue(office, number, "refund-notice")
    receive(office, number, 90_000)
    text = str(printing.preview(office, number, "audit-opinion").to_json())
    assert "100.00" in text
    assert "壹佰元整" in text
    receive(office, number, 10_000)
    with pytest.raises(UserError, match="已全额追回，不需再出具"):
        printing.issue(office, number, "audit-opinion")


def test_the_deposit_is_the_last_thing_a_receipt_needs(office, confirmed):
    number = confirmed(amount_fen=30_000)
    receipt = receive(office, number, 30_000, received_on=date(2026, 11, 10))
    for day in (date(2026, 11, 9), TODAY + timedelta(days=1)):
        with pytest.raises(UserError) as refused:
            receipts.record_deposit(office, receipt.id, on=day)
        assert refused.value.field == "deposited_on"
    receipts.record_deposit(office, receipt.id, on=TODAY)
    task = summaries.case_view(office, number).tasks[-1]
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
    view = summaries.case_view(office, office_number)
    assert 0 <= view.left_fen == 30_000 - sum(line.receipt.fen for line in view.receipts)
    assert (view.left_fen == 0) == (view.case.state == CaseState.RECOVERED)


def test_no_notice_before_the_case_is_confirmed(office, register):
    with pytest.raises(UserError, match="请先登记核实结论"):
        printing.issue(office, register().number, "refund-notice")


def test_the_audit_opinion_follows_the_notice(office, confirmed):
    number = confirmed()
    with pytest.raises(UserError, match="请先出具《多领社会保险待遇追缴告知书》"):
        printing.issue(office, number, "audit-opinion")
    printing.issue(office, number, "refund-notice")
    assert summaries.case_view(office, number).case.state == CaseState.NOTICED
    printing.issue(office, number, "audit-opinion")


def test_a_reprint_says_what_was_issued_whatever_changed_since(office, confirmed):
    number = confirmed()
    issued = printing.issue(office, number, "refund-notice")
    before = printing.issued_pdf(office, issued.id)
    cases.correct(office, number, name="付建新")
    assert printing.issued_pdf(office, issued.id) == before
    assert printing.preview(office, number, "refund-notice").to_json() != issued.content


def test_a_preview_stores_nothing(office, confirmed):
    number = confirmed()
    assert printing.preview_pdf(office, number, "refund-notice").startswith(b"%PDF")
    view = summaries.case_view(office, number)
    assert (view.documents, view.case.state) == ([], CaseState.CONFIRMED)


def test_copies_that_left_the_printer_are_counted(office, confirmed):
    number = confirmed()
    issued = printing.issue(office, number, "refund-notice")
    printing.record_print(office, issued.id, copies=2)
    printing.record_print(office, issued.id, copies=1)
    assert summaries.case_view(office, number).documents[0].copies == 3


def test_what_cannot_be_printed_is_not_issued(office, confirmed):
    number = confirmed()
    cases.correct(office, number, name="付建\U000f0000")
    with pytest.raises(UserError, match="U\\+F0000"):
        printing.issue(office, number, "refund-notice")
    assert summaries.case_view(office, number).documents == []
