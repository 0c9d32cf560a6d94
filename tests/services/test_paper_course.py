"""The papers of a case that is paid back and closed, as its file gives them."""

import re

import pytest

from app.errors import UserError
from app.models.month import Month
from app.models.terms import PlanKind, VerificationResult
from app.services import cards, cases, plans, printing, receipts
from app.services.case_view import case_view
from app.services.plans import SELF, PlanEntry
from tests.conftest import TODAY
from tests.forms.golden import lines_of
from tests.services.acts import choose, receive, step

OWED = 1_289_000


def text(office, number, form):
    return "\n".join(lines_of(printing.preview(office, number, form)))


@pytest.fixture
def offsetting(office, confirmed):
    """372.00 a month of 1,860.00: 34 times, then 242.00; agreed, stopped, its card too."""
    number = confirmed(
        reason="duplicate_employee",
        insurance="employee_pension",
        benefit="pension",
        benefit_fen=186_000,
    )
    cards.set_card(
        office,
        number,
        bank="练习县农村商业银行",
        account_number="6230901807012345678",
        stop_notice_on=TODAY,
    )
    choose(office, number)
    entry = PlanEntry(
        PlanKind.MONTHLY, monthly_fen=37_200, first_month=Month("2026-12"), relation=SELF
    )
    plans.make_plan(office, number, entry)
    printing.issue(office, number, "refund-notice")
    step(office, number, "benefit_stopped")
    step(office, number, "notice_served", manner="direct", party="付建𬀩")
    step(office, number, "agreement_signed", party="付建𬀩")
    return number


@pytest.fixture
def recovered(office, offsetting):
    receive(office, offsetting, OWED - 100_000)
    receive(office, offsetting, 100_000, channel="card_return")
    return offsetting


def test_the_plan_is_listed_due_by_due(office, offsetting):
    receive(office, offsetting, 40_000, channel="monthly_offset")
    listed = text(office, offsetting, "repayment-schedule")
    assert "1｜2026年12月｜372.00｜12,518.00｜372.00｜2026年11月21日" in listed
    assert "2｜2027年1月｜372.00｜12,146.00｜28.00｜" in listed
    assert "35｜2029年10月｜242.00｜0.00｜｜" in listed


def test_the_offset_names_its_benefit_and_the_fifth(office, offsetting):
    agreed = text(office, offsetting, "offset-agreement")
    assert "从乙方继续领取的企业职工基本养老保险待遇中按月抵扣" in agreed
    assert "不低于继续领取待遇（每月1,860.00元）的20%" in agreed
    assert "告知事项第7项" in agreed
    assert "《社会保险法》《社会保险经办条例》、湘人社规〔2022〕30号等有关规定" in agreed


def test_the_benefit_of_two_that_is_kept_is_the_one_offset(office, confirmed):
    number = confirmed(reason="duplicate_resident", benefit_fen=0, other_benefit_fen=186_000)
    choose(office, number)
    entry = PlanEntry(
        PlanKind.MONTHLY, monthly_fen=37_200, first_month=Month("2026-12"), relation=SELF
    )
    plans.make_plan(office, number, entry)
    assert "从乙方继续领取的________________________待遇" in text(
        office, number, "offset-agreement"
    )  # 职保 is of two insurances: the pen says which


def test_a_settled_case_gets_its_certificate_after_the_deposit(office, recovered):
    with pytest.raises(UserError, match="存入财政专户"):
        text(office, recovered, "settlement-certificate")
    for receipt in case_view(office, recovered).file.kept_receipts:
        receipts.record_deposit(office, receipt.id, on=TODAY)
    settled = text(office, recovered, "settlement-certificate")
    assert "应退还12,890.00元" in settled
    assert "已于2026年11月21日全部退清" in settled
    assert "发放账户余额划回1,000.00元" in settled


def test_the_bank_is_told_once_the_money_is_back(office, recovered):
    assert "账号：6230901807012345678" in text(office, recovered, "lift-payment")
    (card,) = case_view(office, recovered).file.cards
    cards.set_card(office, recovered, card_id=card.id, lift_notice_on=TODAY)
    with pytest.raises(UserError, match="没有登记已止付的发放卡"):
        text(office, recovered, "lift-payment")
    assert "☑已解除" in text(office, recovered, "closing-approval")


def test_the_approval_of_the_end_has_the_sums_of_the_file(office, recovered):
    approval = text(office, recovered, "closing-approval")
    assert "发放账户余额划回｜1,000.00元" in approval
    assert "合　计｜12,890.00元" in approval
    assert "未追回金额｜0.00元" in approval
    assert "☑未全部存入" in approval
    view = case_view(office, recovered)
    assert all(ending.label in approval for ending in view.policy.endings.values())


def test_a_benefit_is_paid_again_when_the_debt_is_paid(office, recovered):
    assert "☑多领的待遇已全部退清" in text(office, recovered, "resume-approval")


def test_what_was_dismissed_is_paid_again_with_arrears(office, register):
    number = register(case={"benefit_status": "paused"}).number
    with pytest.raises(UserError, match="恢复（补发）待遇审批表"):
        text(office, number, "resume-approval")
    cases.verify(office, number, by="李四", on=TODAY, result=VerificationResult.DISMISSED)
    approval = text(office, number, "resume-approval")
    assert "☑经核实不属于多领" in approval
    assert "☑补发" in approval


def test_the_index_lists_what_was_issued(office, recovered):
    printing.issue(office, recovered, "closing-approval")
    index = text(office, recovered, "case-index")
    assert re.search("1｜结案审批表｜.*\n2｜多领社会保险待遇追缴告知书｜", index)


def test_the_calculation_is_the_one_on_the_screen(office, offsetting):
    counted = text(office, offsetting, "calculation")
    assert "测算多领金额：12,890.00 元" in counted
    assert "按月抵扣的最低额：372.00 元" in counted


def test_a_clue_has_its_index_and_calculation_and_nothing_that_binds(office, register):
    number = register().number
    for form in ("case-index", "calculation"):
        assert text(office, number, form)
    for form in ("benefit-stop-notice", "repayment-agreement", "reminder", "closing-approval"):
        with pytest.raises(UserError, match="暂不能出具"):
            text(office, number, form)
