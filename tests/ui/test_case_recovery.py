"""Getting the money of one case back: method, plan, papers, receipts; by clicks and keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QMessageBox

from app.models.terms import CaseState, MethodCode, PlanKind
from tests.ui.acts import view_of


def test_a_method_needs_a_reason(panel, a_confirmed_case, type_into, press):
    shown = panel(a_confirmed_case)
    shown.show_section("methods")
    offers = shown.methods.offers
    closed = offers.cards[MethodCode.ASSISTANCE]
    assert not closed.pick.isEnabled()
    words = " ".join(label.text() for label in closed.findChildren(QLabel))
    assert "依据：湘人社规〔2022〕30号" in words
    press(offers.cards[MethodCode.AGREEMENT].pick)
    assert offers.reason.values()["reason"] == ""
    press(offers.confirm)
    assert "选择理由" in offers.reason.fields["reason"].refusal.text()
    type_into(offers.reason, reason="仍有养老金，本人同意")
    press(offers.confirm)
    assert view_of(shown).file.decisions[-1].method == MethodCode.AGREEMENT
    assert shown.methods.plan.isEnabled()


@pytest.mark.parametrize("height", [728, 560])
def test_choosing_a_method_leads_to_its_reason(
    qtbot, large, panel, a_confirmed_case, press, in_sight, height
):
    shown = panel(a_confirmed_case)
    shown.window().resize(1366, height)
    shown.messages.say_done("核实结论已登记：确认多领")
    shown.show_section("methods")
    offers = shown.methods.offers
    press(offers.cards[MethodCode.ORDER].pick)
    reason = offers.reason.fields["reason"].editor
    assert shown.window().focusWidget() is reason
    qtbot.waitUntil(lambda: in_sight(reason) and in_sight(offers.confirm))


def test_numbers_follow_while_the_clerk_types(qtbot, panel, a_decided_case, type_into):
    shown = panel(a_decided_case)
    plan = shown.methods.plan
    plan.choose_kind(PlanKind.MONTHLY)
    with qtbot.waitSignal(plan.typed):
        type_into(plan.numbers_form, monthly_fen="372", first_month="2026-12")
    figures = {title: figure.text() for title, figure in plan.numbers.figures.items()}
    assert figures == {
        "每期": "¥372.00",
        "期数": "35 期",
        "末期": "¥242.00",
        "还清年月": "2029-10",
        "按月抵扣最低": "¥372.00",
    }
    with qtbot.waitSignal(plan.typed):
        type_into(plan.numbers_form, monthly_fen="100")
    assert "不少于 372.00 元" in plan.numbers.words.text()


def test_a_long_plan_is_warned_about_with_its_ground(qtbot, panel, a_decided_case, type_into):
    plan = panel(a_decided_case).methods.plan
    plan.choose_kind(PlanKind.INSTALMENTS)
    with qtbot.waitSignal(plan.typed):
        type_into(plan.numbers_form, periods="72", first_month="2026-12")
    assert "60" in plan.numbers.warnings.text()
    assert not plan.numbers.warnings.isHidden()


@pytest.mark.parametrize(
    ("kind", "entered", "each_fen"),
    [
        (PlanKind.LUMP, {"pay_by": "2026-12-31"}, 1_289_000),
        (PlanKind.INSTALMENTS, {"periods": "12", "first_month": "2026-12"}, 107_417),
        (PlanKind.MONTHLY, {"monthly_fen": "500", "first_month": "2026-12"}, 50_000),
    ],
)
def test_each_kind_of_plan_is_kept(
    panel, a_decided_case, type_into, press, kind, entered, each_fen
):
    shown = panel(a_decided_case)
    shown.show_section("methods")
    plan = shown.methods.plan
    plan.choose_kind(kind)
    type_into(plan.numbers_form, **entered)
    press(plan.save)
    kept = view_of(shown).plan
    assert (kept.kind, kept.each_fen) == (kind, each_fen)
    assert kept.promisor_name == "曹水冬"
    assert plan.kind() == kind
    assert "现行计划" in plan.status.words.text()


def test_a_plan_in_force_folds_the_form_away(panel, a_decided_case, type_into, press):
    shown = panel(a_decided_case)
    shown.show_section("methods")
    plan = shown.methods.plan
    plan.choose_kind(PlanKind.MONTHLY)
    assert plan.numbers_form.fields["first_month"].editor.text() == "2026-12"
    type_into(plan.numbers_form, monthly_fen="500", first_month="2026-10")
    press(plan.save)
    assert not plan.save.isVisible()
    shown.show_section("receipts")
    type_into(shown.receipts.form, fen="500", channel="lump")
    press(shown.receipts.save)
    shown.show_section("methods")
    assert not plan.save.isVisible()
    press(plan.change)
    assert plan.kind() == PlanKind.MONTHLY
    texts = {
        name: plan.numbers_form.fields[name].editor.text() for name in plan.numbers_form.fields
    }
    assert (texts["monthly_fen"], texts["first_month"]) == ("500.00", "2026-12")
    press(plan.save)
    assert view_of(shown).plan.owed_fen == 1_239_000
    assert not plan.save.isVisible()


def test_before_a_method_is_chosen_there_is_no_plan_to_fill_in(panel, a_confirmed_case):
    shown = panel(a_confirmed_case)
    shown.show_section("methods")
    assert not shown.methods.plan.numbers_form.isVisible()
    assert "选定追缴方式后" in shown.methods.plan._why_not.text()


def test_another_promisor_is_asked_for_by_name(panel, a_decided_case, type_into, press):
    shown = panel(a_decided_case)
    shown.show_section("methods")
    promisor = shown.methods.plan.promisor
    assert promisor.fields["promisor_name"].isHidden()
    type_into(promisor, relation="child", promisor_name="曹小英", promisor_id_number="")
    assert not promisor.fields["promisor_name"].isHidden()
    type_into(shown.methods.plan.numbers_form, periods="12", first_month="2026-12")
    press(shown.methods.plan.save)
    assert view_of(shown).plan.promisor_name == "曹小英"


def test_an_unreadable_number_is_marked_when_saved(panel, a_decided_case, type_into, press):
    shown = panel(a_decided_case)
    shown.show_section("methods")
    plan = shown.methods.plan
    type_into(plan.numbers_form, periods="十二", first_month="2026-12")
    press(plan.save)
    assert "不是整数" in plan.numbers_form.fields["periods"].refusal.text()
    assert view_of(shown).plan is None


def test_a_notice_is_seen_as_draft_issued_and_opened_again(panel, a_decided_case, press, in_dialog):
    shown = panel(a_decided_case)
    shown.show_section("papers")
    seen = []

    def issue(dialog):
        seen.append(dialog.issue.isVisible())
        assert not dialog.print_button.isVisible()
        press(dialog.issue)
        seen.append(dialog.print_button.isVisible())
        seen.append(len(dialog.view.sheets))
        dialog.reject()

    in_dialog(issue)
    press(shown.papers.offers.lines["refund-notice"].preview)
    assert seen == [True, True, 2]
    assert view_of(shown).case.state == CaseState.NOTICED
    in_dialog(lambda dialog: (seen.append(dialog.issue.isVisible()), dialog.reject()))
    press(shown.papers.open)
    assert seen[-1] is False


def test_enter_neither_issues_nor_prints(qtbot, panel, a_decided_case, press, in_dialog):
    shown = panel(a_decided_case)
    shown.show_section("papers")

    def enter(dialog):
        qtbot.keyClick(dialog.view, Qt.Key.Key_Return)
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
        dialog.reject()

    in_dialog(enter)
    press(shown.papers.offers.lines["refund-notice"].preview)
    assert view_of(shown).file.documents == []


def test_a_paper_that_comes_too_early_says_why(panel, a_case, press):
    shown = panel(a_case)
    shown.show_section("papers")
    notice, offers = shown.papers.offers.lines["refund-notice"], shown.papers.offers
    assert not notice.preview.isVisible()
    assert not notice.isVisible()
    press(offers.later.fold)
    assert notice.isVisible()
    assert "请先登记核实结论" in notice.why.text()
    assert "湘人社规〔2022〕30号" in notice.why.text()


def test_more_than_is_left_is_refused_beside_the_amount(panel, a_confirmed_case, type_into, press):
    shown = panel(a_confirmed_case)
    shown.show_section("receipts")
    section = shown.receipts
    type_into(section.form, fen="12890.01", channel="lump")
    press(section.save)
    assert "多出 0.01 元" in section.form.fields["fen"].refusal.text()
    assert view_of(shown).receipts == ()
    type_into(section.form, fen="12,890.00")
    press(section.save)
    assert view_of(shown).case.state == CaseState.RECOVERED
    assert shown.header.left_over.text() == "¥0.00"
    assert shown.header.progress.value() == 100
    assert section.form.fields["fen"].editor.text() == ""


@pytest.mark.parametrize("sure", [True, False])
def test_a_receipt_is_reversed_with_a_reason(
    panel, a_confirmed_case, type_into, press, in_dialog, sure
):
    shown = panel(a_confirmed_case)
    shown.show_section("receipts")
    section = shown.receipts
    type_into(section.form, fen="500", channel="lump")
    press(section.save)
    press(section.kept.reverse)
    assert "请填写冲正原因" in section.kept.reversal.fields["note"].refusal.text()
    type_into(section.kept.reversal, note="金额录入有误")

    def answer(box):
        assert isinstance(box, QMessageBox)
        assert "¥500.00" in box.text()
        kept = box.defaultButton()
        next(b for b in box.buttons() if (b is not kept) == sure).click()

    in_dialog(answer)
    press(section.kept.reverse)
    assert len(view_of(shown).receipts) == (2 if sure else 1)
    assert section.kept.reverse.isEnabled() is not sure


def test_a_deposit_is_recorded_of_a_receipt_already_booked(
    panel, a_confirmed_case, type_into, press
):
    shown = panel(a_confirmed_case)
    shown.show_section("receipts")
    type_into(shown.receipts.form, fen="500", channel="lump", received_on="2026-11-20")
    press(shown.receipts.save)
    kept = shown.receipts.kept
    deposited = kept.deposit.fields["deposited_on"]
    for typed, said in (("", "请填写"), ("十一月", "不是日期"), ("2026-11-19", "不能早于")):
        type_into(kept.deposit, deposited_on=typed)
        press(kept.keep_deposit)
        assert said in deposited.refusal.text()
    type_into(kept.deposit, deposited_on="2026-11-21")
    press(kept.keep_deposit)
    [line] = view_of(shown).receipts
    assert str(line.receipt.deposited_on) == "2026-11-21"
    assert deposited.editor.text() == "2026-11-21"
    assert "存入财政专户" in shown.messages.text()


def test_a_pay_card_is_registered_and_stopped(panel, a_confirmed_case, type_into, press):
    shown = panel(a_confirmed_case)
    shown.show_section("amounts")
    cards = shown.amounts.cards
    press(cards.add)
    press(cards.save)
    assert cards.form.fields["account_number"].refusal.text()
    account = "6221 8800 0000 1012"
    type_into(cards.form, bank="农村商业银行", account_number=account, balance_fen="1,200")
    press(cards.save)
    row = [cards.table.records.index(0, at).data() for at in range(5)]
    assert row == ["农村商业银行", "****1012", "¥1,200.00", "", ""]
    press(cards.change)
    type_into(cards.form, lift_notice_on="2026-11-20")
    press(cards.save)
    assert "解除止付应在止付通知之后" in cards.form.fields["lift_notice_on"].refusal.text()
    type_into(cards.form, stop_notice_on="2026-11-19")
    press(cards.save)
    [card] = view_of(shown).file.cards
    assert (card.account_number, str(card.stop_notice_on)) == (account, "2026-11-19")
    assert not cards.form.isVisible()


def test_the_account_is_not_shown_again(panel, a_confirmed_case, type_into, press):
    shown = panel(a_confirmed_case)
    shown.show_section("amounts")
    cards = shown.amounts.cards
    press(cards.add)
    type_into(cards.form, account_number="6221880000001012")
    press(cards.save)
    press(cards.change)
    texts = [label.text() for label in shown.findChildren(QLabel)]
    texts += [edit.text() + edit.placeholderText() for edit in shown.findChildren(QLineEdit)]
    assert not any("6221880000001012" in text for text in texts)
    press(cards.give_up)
    assert not cards.form.isVisible()


def test_a_fallback_is_ranked_behind_what_is_done_now(panel, a_decided_case, type_into, press):
    shown = panel(a_decided_case)
    shown.show_section("methods")
    offers = shown.methods.offers
    press(offers.change)
    assert not offers.cards[MethodCode.AGREEMENT].pick.isEnabled()
    closed = offers.cards[MethodCode.ASSISTANCE]
    assert closed.pick.text() == "选为后备"
    press(closed.pick)
    assert offers.place.currentText() == "后备（第 2 顺位）"
    type_into(offers.reason, reason="协议不成的，协助申请救助")
    press(offers.confirm)
    first, second = view_of(shown).file.decisions_in_force
    assert (first.method, second.method) == (MethodCode.AGREEMENT, MethodCode.ASSISTANCE)
    assert second.rank == 2
    assert "第 2 顺位　“救助帮扶”" in offers._decided.text()


def test_two_methods_run_beside_each_other(panel, a_decided_case, type_into, press):
    shown = panel(a_decided_case)
    shown.show_section("methods")
    offers = shown.methods.offers
    press(offers.change)
    press(offers.cards[MethodCode.ORDER].pick)
    type_into(offers.reason, place="beside", reason="同时责令退还")
    press(offers.confirm)
    assert [d.is_beside for d in view_of(shown).file.decisions_in_force] == [False, True]
    assert "第 1 顺位（并行）" in offers._decided.text()


def test_what_opens_a_closed_method_stands_apart_from_why(panel, a_confirmed_case):
    shown = panel(a_confirmed_case)
    shown.show_section("methods")
    card = shown.methods.offers.cards[MethodCode.ASSISTANCE]
    words = [label.text() for label in card.findChildren(QLabel)]
    assert "办好以下各项后可以选择" in words
    assert any(text.startswith("暂不能用：") for text in words)


def test_a_plan_for_a_part_and_another_beside_it(panel, a_decided_case, type_into, press):
    shown = panel(a_decided_case)
    shown.show_section("methods")
    plan = shown.methods.plan
    plan.choose_kind(PlanKind.LUMP)
    assert not plan.numbers_form.fields["is_beside"].isVisible()
    type_into(plan.numbers_form, pay_by="2026-12-31", part_fen="2,890")
    press(plan.save)
    press(plan.change)
    plan.choose_kind(PlanKind.MONTHLY)
    assert plan.numbers_form.fields["is_beside"].isVisible()
    type_into(plan.numbers_form, monthly_fen="500", first_month="2027-01", is_beside=True)
    press(plan.save)
    lump, monthly = view_of(shown).file.plans_in_force
    assert (lump.owed_fen, monthly.owed_fen) == (289_000, 1_000_000)
    assert "并行计划 2" in plan.status.words.text()
    assert plan.status.dues.records.index(0, 0).data() == "1-1"


def test_below_the_least_share_takes_the_countys_paper(panel, a_decided_case, type_into, press):
    shown = panel(a_decided_case)
    shown.show_section("methods")
    plan = shown.methods.plan
    plan.choose_kind(PlanKind.MONTHLY)
    form = plan.numbers_form
    assert not form.fields["approved_by"].isVisible()
    type_into(form, monthly_fen="100", first_month="2026-12")
    press(plan.save)
    assert "不少于 372.00 元" in form.fields["monthly_fen"].refusal.text()
    form.is_approved.click()
    type_into(form, approved_by="蓝田县社会保险服务中心", approval_reason="重病")
    press(plan.save)
    assert "批准文号" in form.fields["approval_number"].title()
    assert "都要填写" in form.fields["approval_number"].refusal.text()
    type_into(form, approval_number="蓝社险〔2026〕9号")
    press(plan.save)
    assert view_of(shown).plan.each_fen == 10_000
    assert "经蓝田县社会保险服务中心批准" in plan.status.words.text()


def test_of_too_much_money_the_rest_goes_back(panel, a_confirmed_case, type_into, press):
    shown = panel(a_confirmed_case)
    shown.show_section("receipts")
    section = shown.receipts
    assert not section.form.fields["give_back"].isVisible()
    type_into(section.form, fen="13,000", channel="lump")
    assert section.form.fields["give_back"].isVisible()
    type_into(section.form, give_back=True)
    press(section.save)
    assert [line.receipt.fen for line in view_of(shown).receipts] == [1_289_000]
    assert not section.form.fields["give_back"].isVisible()
