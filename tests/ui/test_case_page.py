"""One case from the clue to the evidence, and around it, driven by clicks and keys."""

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit

from app.models.terms import CaseState, EventKind, MethodCode
from app.services import cases
from tests.ui.acts import view_of

PNG = b"\x89PNG\r\n\x1a\n"


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
    assert shown.focusWidget() is shown.amounts.verify.form.fields["verified_by"].editor


def test_a_case_is_verified(panel, a_case, type_into, press):
    shown = panel(a_case)
    type_into(shown.amounts.verify.form, verified_by="李四")
    shown.amounts.verify.form.fields["findings"].editor.show_value("与发放记录一致。")
    press(shown.amounts.verify.save)
    assert view_of(shown).case.state == CaseState.CONFIRMED
    assert "确认多领" in shown.messages.text()
    assert "李四核实：确认多领" in shown.amounts.verify.past.text()
    assert not shown.amounts.verify.save.isVisible()
    assert shown.header.next.text() == "停发待遇并告知家属"


def test_a_verification_dated_tomorrow_is_refused_beside_its_date(panel, a_case, type_into, press):
    shown = panel(a_case)
    type_into(shown.amounts.verify.form, verified_on="2026-11-22")
    press(shown.amounts.verify.save)
    assert "晚于今天" in shown.amounts.verify.form.fields["verified_on"].refusal.text()


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
    qtbot.waitUntil(lambda: in_sight(shown.amounts.verify.save))
    assert in_sight(shown.amounts.verify.form.fields["verified_by"].editor)


def test_confirming_without_periods_opens_them(panel, office, press):
    case = cases.open_case(
        office,
        person={"name": "曹水冬"},
        case={"insurance": "resident_pension", "benefit": "resident_pension", "reason": "death"},
        periods=[],
    )
    shown = panel(case.number)
    press(shown.amounts.verify.save)
    assert "至少一段多领期间" in shown.amounts.periods.editor._refusal.text()
    assert shown.window().focusWidget() is shown.amounts.periods.editor.rows[0].first


def test_the_county_amount_is_what_is_demanded(panel, a_case, type_into, press):
    shown = panel(a_case)
    type_into(shown.amounts.periods.assessment, assessed_fen="12,800")
    press(shown.amounts.periods.assess)
    assert shown.header.amount.text() == "¥12,800.00"
    assert "相差 -¥90.00" in shown.amounts.periods.sums.text()


def test_periods_are_corrected_until_the_case_is_decided(panel, a_case, press):
    shown = panel(a_case)
    press(shown.amounts.periods.correct)
    row = shown.amounts.periods.editor.rows[0]
    assert row.amount.value() == 1_289_000
    row.last.setText("2020-12")
    row.amount.setText("")
    row.monthly.setText("500")
    press(shown.amounts.periods.keep)
    [period] = view_of(shown).file.periods
    assert (period.months, period.amount_fen) == (22, 1_100_000)
    assert shown.header.amount.text() == "¥11,000.00"
    assert shown.amounts.periods.table.isVisible()


def test_a_decided_case_keeps_its_periods(panel, a_confirmed_case):
    assert not panel(a_confirmed_case).amounts.periods.correct.isVisible()


def test_a_decision_can_be_changed(panel, a_decided_case, type_into, press):
    shown = panel(a_decided_case)
    shown.show_section("methods")
    offers = shown.methods.offers
    assert not offers.cards[MethodCode.ORDER].isVisible()
    press(offers.change)
    press(offers.cards[MethodCode.ORDER].pick)
    type_into(offers.reason, reason="本人不同意协议")
    press(offers.confirm)
    assert [d.method for d in view_of(shown).file.decisions] == [
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
    section = panel(a_confirmed_case).evidence.entry
    section.category.show_value("severe_disability")
    assert section.department.value() == "disabled_federation"
    assert section.department.count() == 1
    assert section.document.value() == "残疾人证"


def test_evidence_with_its_scan(panel, a_confirmed_case, type_into, press, tmp_path, in_dialog):
    shown = panel(a_confirmed_case)
    section = shown.evidence.entry
    shown.show_section("evidence")
    scan = tmp_path / "残疾人证.png"
    shown.grab().save(str(scan))
    type_into(section.form, category="severe_disability", issued_on="2025-10-01")
    section.take_scan(scan)
    press(section.save)
    [evidence] = view_of(shown).file.evidence
    assert evidence.document == "残疾人证"
    assert shown.header.category.text() == "重度残疾人"
    assert section.scan is None
    seen = []
    in_dialog(lambda dialog: (seen.append(len(dialog.view.sheets)), dialog.reject()))
    press(shown.evidence.kept.show_scan)
    assert seen == [1]


def test_evidence_without_a_date_is_refused_beside_it(panel, a_confirmed_case, type_into, press):
    section = panel(a_confirmed_case).evidence.entry
    type_into(section.form, category="severe_disability")
    section.window().page("cases").case.show_section("evidence")
    press(section.save)
    assert "出具日期" in section.form.fields["issued_on"].refusal.text()


def test_the_facts_a_method_rests_on_are_corrected(panel, a_case, type_into, press):
    shown = panel(a_case)
    shown.show_section("basics")
    facts = {"other_benefit_fen": "900", "funeral_fen": "5,000", "estate_fen": "0"}
    type_into(shown.basics.form, **facts, fraud_suspected=True)
    press(shown.basics.save)
    case = view_of(shown).case
    assert (case.other_benefit_fen, case.funeral_fen) == (90_000, 500_000)
    assert (case.estate_fen, case.fraud_suspected) == (0, True)


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


def test_another_act_leaves_what_is_being_corrected(panel, a_case, type_into, press):
    shown = panel(a_case)
    shown.show_section("basics")
    type_into(shown.basics.form, phone="13800138000")
    shown.reload()
    assert shown.basics.form.fields["phone"].editor.value() == "13800138000"
    assert shown.is_dirty()
    press(shown.basics.save)
    assert shown.view.person.phone == "13800138000"
    assert not shown.is_dirty()


def test_what_was_given_up_is_gone_when_the_case_is_opened_again(panel, a_case, type_into):
    shown = panel(a_case)
    type_into(shown.basics.form, phone="13800138000")
    shown.open(a_case)
    assert shown.basics.form.fields["phone"].editor.value() == "13900000001"
