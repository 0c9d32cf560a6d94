"""One case through its whole story, driven by clicks and keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QMessageBox

from app.models.terms import CaseState, EventKind, MethodCode, PlanKind
from app.services import cases, summaries

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def panel(page):
    def opened(number):
        page.open_case(number)
        return page.case

    return opened


def view_of(panel):
    return summaries.case_view(panel.office, panel.number)


def test_the_head_says_who_how_much_and_what_next(panel, a_case):
    head = panel(a_case).header
    assert head.name.text() == "曹水冬"
    assert head.id_number.text() == "430***********532X"
    assert head.amount.text() == head.left_over.text() == "¥12,890.00"
    assert head.next.text() == "登记核实结论"
    assert "疑点已登记" in head.sentence.text()


def test_the_full_number_shows_on_demand_and_is_logged(panel, a_case, press):
    shown = panel(a_case)
    typed = [edit.text() for edit in shown.findChildren(QLineEdit)]
    assert not any("43062619640820532X" in text for text in typed)
    press(shown.header.show_id)
    assert shown.header.id_number.text() == "43062619640820532X"
    assert view_of(shown).events[-1].kind == EventKind.SHOWN


def test_the_next_step_button_leads_to_the_first_field(panel, a_case, press):
    shown = panel(a_case)
    shown.sections.setCurrentIndex(0)
    press(shown.header.next)
    assert shown.sections.currentWidget() is shown.amounts
    assert shown.focusWidget() is shown.amounts.verification.fields["verified_by"].editor


def test_a_case_is_verified(panel, a_case, type_into, press):
    shown = panel(a_case)
    type_into(shown.amounts.verification, verified_by="李四")
    shown.amounts.verification.fields["findings"].editor.show_value("与发放记录一致。")
    press(shown.amounts.verify_button)
    assert view_of(shown).case.state == CaseState.CONFIRMED
    assert "确认多领" in shown.messages.text()
    assert "李四核实：确认多领" in shown.amounts._past.text()
    assert not shown.amounts.verify_button.isVisible()
    assert shown.header.next.text() == "选定追缴方式"


def test_a_verification_dated_tomorrow_is_refused_beside_its_date(panel, a_case, type_into, press):
    shown = panel(a_case)
    type_into(shown.amounts.verification, verified_on="2026-11-22")
    press(shown.amounts.verify_button)
    assert "晚于今天" in shown.amounts.verification.fields["verified_on"].refusal.text()


@pytest.mark.parametrize("is_large", [True, False])
def test_the_verification_can_be_saved_without_scrolling(
    qtbot, request, panel, a_case, in_sight, is_large
):
    if is_large:
        request.getfixturevalue("large")
    shown = panel(a_case)
    shown.window().resize(1366, 728)
    shown.messages.say_done("个案已登记，请核实")
    shown.show_section("amounts")
    qtbot.waitUntil(lambda: in_sight(shown.amounts.verify_button))
    assert in_sight(shown.amounts.verification.fields["verified_by"].editor)


def test_confirming_without_periods_opens_them(panel, office, press):
    case = cases.open_case(
        office,
        person={"name": "曹水冬"},
        case={"insurance": "resident_pension", "benefit": "resident_pension", "reason": "death"},
        periods=[],
    )
    shown = panel(case.number)
    press(shown.amounts.verify_button)
    assert "至少一段多领期间" in shown.amounts.periods_editor._refusal.text()
    assert shown.window().focusWidget() is shown.amounts.periods_editor.rows[0].first


def test_the_county_amount_is_what_is_demanded(panel, a_case, type_into, press):
    shown = panel(a_case)
    type_into(shown.amounts.assessment, assessed_fen="12,800")
    press(shown.amounts.assess_button)
    assert shown.header.amount.text() == "¥12,800.00"
    assert "相差 -¥90.00" in shown.amounts._sums.text()


def test_periods_are_corrected_until_the_case_is_decided(panel, a_case, press):
    shown = panel(a_case)
    press(shown.amounts.correct_periods)
    row = shown.amounts.periods_editor.rows[0]
    assert row.amount.value() == 1_289_000
    row.last.setText("2020-12")
    row.amount.setText("")
    row.monthly.setText("500")
    press(shown.amounts.keep_periods)
    [period] = view_of(shown).periods
    assert (period.months, period.amount_fen) == (22, 1_100_000)
    assert shown.header.amount.text() == "¥11,000.00"
    assert shown.amounts.periods.isVisible()


def test_a_decided_case_keeps_its_periods(panel, a_confirmed_case):
    assert not panel(a_confirmed_case).amounts.correct_periods.isVisible()


def test_a_decision_can_be_changed(panel, a_decided_case, type_into, press):
    shown = panel(a_decided_case)
    shown.show_section("methods")
    offers = shown.methods.offers
    assert not offers.cards[MethodCode.ORDER].isVisible()
    press(offers.change)
    press(offers.cards[MethodCode.ORDER].pick)
    type_into(offers.reason, reason="本人不同意协议")
    press(offers.confirm)
    assert [d.method for d in view_of(shown).decisions] == [
        MethodCode.AGREEMENT,
        MethodCode.ORDER,
    ]


def test_a_correction_keeps_the_rest(panel, a_case, type_into, press):
    shown = panel(a_case)
    assert not shown.basics.save.isEnabled()
    type_into(shown.basics.form, present_address="上洞村四组")
    press(shown.basics.save)
    view = view_of(shown)
    assert view.person.present_address == "上洞村四组"
    assert view.person.id_number == "43062619640820532X"
    assert not shown.basics.save.isEnabled()


def test_departments_and_papers_follow_the_category(panel, a_confirmed_case, policy):
    section = panel(a_confirmed_case).evidence
    section.category.show_value("severe_disability")
    assert section.department.value() == "disabled_federation"
    assert section.department.count() == 1
    assert section.document.value() == "残疾人证"


def test_evidence_with_its_scan(panel, a_confirmed_case, type_into, press, tmp_path, in_dialog):
    shown = panel(a_confirmed_case)
    section = shown.evidence
    shown.show_section("evidence")
    scan = tmp_path / "残疾人证.png"
    shown.grab().save(str(scan))
    type_into(section.form, category="severe_disability", issued_on="2025-10-01")
    section.take_scan(scan)
    press(section.save)
    [evidence] = view_of(shown).evidence
    assert evidence.document == "残疾人证"
    assert shown.header.category.text() == "重度残疾人"
    assert section.scan is None
    seen = []
    in_dialog(lambda dialog: (seen.append(len(dialog.view.sheets)), dialog.reject()))
    press(section.show_scan)
    assert seen == [1]


def test_evidence_without_a_date_is_refused_beside_it(panel, a_confirmed_case, type_into, press):
    section = panel(a_confirmed_case).evidence
    type_into(section.form, category="severe_disability")
    section.window().page("cases").case.show_section("evidence")
    press(section.save)
    assert "出具日期" in section.form.fields["issued_on"].refusal.text()


def test_a_method_needs_a_reason(panel, a_confirmed_case, type_into, press):
    shown = panel(a_confirmed_case)
    offers = shown.methods.offers
    closed = offers.cards[MethodCode.ASSISTANCE]
    assert not closed.pick.isEnabled()
    words = " ".join(label.text() for label in closed.findChildren(QLabel))
    assert "依据：湘人社规〔2022〕30号" in words
    press(offers.cards[MethodCode.AGREEMENT].pick)
    assert offers.reason.values() == {"reason": ""}
    press(offers.confirm)
    assert "选择理由" in offers.reason.fields["reason"].refusal.text()
    type_into(offers.reason, reason="仍有养老金，本人同意")
    press(offers.confirm)
    assert view_of(shown).decisions[-1].method == MethodCode.AGREEMENT
    assert shown.methods.plan.isEnabled()


@pytest.mark.parametrize("height", [728, 560])
def test_choosing_a_method_leads_to_its_reason(
    qtbot, large, panel, a_confirmed_case, press, in_sight, height
):
    shown = panel(a_confirmed_case)
    shown.window().resize(1366, height)
    shown.messages.say_done("核实结论已登记：确认多领")
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
    assert "现行计划" in plan._current.text()


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
    press(shown.papers.previews["refund-notice"])
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
    press(shown.papers.previews["refund-notice"])
    assert view_of(shown).documents == []


def test_a_paper_that_comes_too_early_says_why(panel, a_case, press):
    shown = panel(a_case)
    shown.show_section("papers")
    press(shown.papers.previews["refund-notice"])
    assert "请先登记核实结论" in shown.messages.text()


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
    [card] = view_of(shown).cards
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


def test_the_facts_a_method_rests_on_are_corrected(panel, a_case, type_into, press):
    shown = panel(a_case)
    shown.show_section("basics")
    facts = {"other_benefit_fen": "900", "funeral_fen": "5,000", "refused_on": "2026-11-20"}
    type_into(shown.basics.form, **facts, fraud_suspected=True)
    press(shown.basics.save)
    case = view_of(shown).case
    assert (case.other_benefit_fen, case.funeral_fen) == (90_000, 500_000)
    assert (str(case.refused_on), case.fraud_suspected) == ("2026-11-20", True)


def test_the_timeline_tells_the_latest_first(panel, a_confirmed_case):
    table = panel(a_confirmed_case).timeline.table
    kinds = [table.records.index(at, 2).data() for at in range(table.records.rowCount())]
    assert kinds == ["调查核实", "登记个案"]


def test_what_is_missing_is_listed(panel, a_case):
    tasks = panel(a_case).tasks
    names = [label.accessibleName() for label in tasks.findChildren(QLabel)]
    assert "未办：登记核实记录" in names
    assert "已办：核对证件号码" in names


def test_leaving_a_correction_is_asked_about(page, panel, a_case, type_into, in_dialog):
    shown = panel(a_case)
    type_into(shown.basics.form, village="石桥村")
    in_dialog(lambda box: box.defaultButton().click())
    shown.left.emit()
    assert page.front() is shown
    shown.reload()


def test_a_case_that_went_away_is_told_in_the_bar(page):
    page.open_case("2026-9999")
    assert "没有编号为" in page.messages.text()
    assert page.front() is page.list
