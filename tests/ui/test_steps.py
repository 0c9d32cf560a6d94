"""办理: what may be done today is entered by keys and clicks; what may not says why."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.services import printing
from tests.services.acts import step
from tests.ui.acts import view_of


@pytest.fixture
def steps(panel, a_confirmed_case):
    shown = panel(a_confirmed_case)
    shown.show_section("steps")
    return shown.steps


def choose(section, code):
    at = section.acts.table.records.row_of(lambda act: act.code == code)
    assert at >= 0, code
    section.acts.table.choose_row(at)


def listed(section):
    records = section.acts.table.records
    return [records.record(row).code for row in range(records.rowCount())]


def words_of(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_the_next_step_leads_to_its_act(panel, a_confirmed_case, press):
    shown = panel(a_confirmed_case)
    press(shown.header.next)
    assert shown.sections.currentWidget() is shown.steps
    assert shown.steps.acts.table.current().code == "benefit_stopped"
    assert shown.window().focusWidget() is shown.steps.acts.table


def test_an_act_is_recorded_by_keys_alone(qtbot, panel, a_confirmed_case):
    shown = panel(a_confirmed_case)
    shown.show_section("steps")
    acts = shown.steps.acts
    qtbot.keyClick(acts.table, Qt.Key.Key_Return)
    form = acts.act.form
    assert shown.window().focusWidget() is form.fields["happened_on"].editor
    assert form.fields["happened_on"].editor.text() == "2026-11-21"
    for name in ("happened_on", "reference", "note"):
        qtbot.keyClick(form.fields[name].editor, Qt.Key.Key_Return)
    assert shown.window().focusWidget() is acts.act.save
    qtbot.keyClick(acts.act.save, Qt.Key.Key_Space)
    [line] = view_of(shown).milestones
    assert line.milestone.kind == "benefit_stopped"
    assert "“停发待遇”已登记" in shown.messages.text()
    assert view_of(shown).case.benefit_status == "stopped"
    assert shown.header.next.text() == view_of(shown).next.label != "停发待遇并告知家属"


def test_a_form_asks_exactly_what_its_kind_asks(steps):
    choose(steps, "contact_failed")
    assert list(steps.acts.act.form.fields) == ["happened_on", "manner", "party", "note"]
    choose(steps, "visited")
    assert list(steps.acts.act.form.fields) == ["happened_on", "party", "until", "note"]
    assert steps.acts.act.form.fields["party"].title() == "对方 *"


def test_what_is_missing_is_refused_beside_its_field(steps, type_into, press):
    choose(steps, "visited")
    type_into(steps.acts.act.form, party="曹小英")
    press(steps.acts.act.save)
    assert "情况说明" in steps.acts.act.form.fields["note"].refusal.text()
    type_into(steps.acts.act.form, happened_on="2026-13-40")
    press(steps.acts.act.save)
    assert "不是日期" in steps.acts.act.form.fields["happened_on"].refusal.text()
    assert steps.acts.act.form.fields["party"].editor.value() == "曹小英"


def test_what_is_not_open_yet_says_why_with_its_article(steps, press):
    press(steps.acts.closed_ones)
    choose(steps, "transferred_police")
    words = words_of(steps.acts.act)
    assert "暂不能办理" in words
    assert "涉嫌犯罪的请在“基本情况”中登记。（湘人社规〔2022〕30号三(四)" in words
    assert not steps.acts.act.save.isVisible()
    assert "visited" not in listed(steps)
    press(steps.acts.open_ones)
    assert "visited" in listed(steps)
    assert steps.acts.act.save.isVisible()


def test_a_slip_is_taken_back_with_a_reason(panel, office, a_confirmed_case, type_into, press):
    step(office, a_confirmed_case, "benefit_stopped", reference="停〔2026〕3号")
    shown = panel(a_confirmed_case)
    shown.show_section("steps")
    done = shown.steps.done
    assert done.table.current().label == "停发待遇"
    assert "文号或材料名称：停〔2026〕3号" in done._told.text()
    press(done.take_back)
    assert "请填写撤回原因" in done.reason.fields["note"].refusal.text()
    type_into(done.reason, note="日期录入有误")
    press(done.take_back)
    assert view_of(shown).milestones == ()
    assert "已撤回" in shown.messages.text()
    assert not done.take_back.isVisible()


def test_what_was_typed_stays_while_the_case_is_shown_again(panel, a_confirmed_case, type_into):
    shown = panel(a_confirmed_case)
    shown.show_section("steps")
    choose(shown.steps, "visited")
    type_into(shown.steps.acts.act.form, party="曹小英")
    shown.reload()
    assert shown.steps.acts.act.form.fields["party"].editor.value() == "曹小英"
    shown.open(a_confirmed_case)
    choose(shown.steps, "visited")
    assert shown.steps.acts.act.form.fields["party"].editor.value() == ""


def test_the_rungs_tell_how_far_the_procedure_is(panel, office, a_decided_case, press):
    printing.issue(office, a_decided_case, "refund-notice")
    step(office, a_decided_case, "notice_served", manner="direct", party="曹水冬")
    shown = panel(a_decided_case)
    shown.show_section("steps")
    rungs = shown.steps.rungs
    assert rungs.cells["notice"].accessibleName() == "送达追缴告知书：2026-11-21 已办"
    assert rungs.cells["audit"].accessibleName().endswith("起")
    assert rungs.cells["court"].accessibleName() == "申请法院强制执行：条件未具备"
    assert not rungs.explained.isVisible()
    press(rungs.unfold)
    assert rungs.explained.isVisible()
    assert "启动稽核——" in rungs.explained.text()


def test_before_anything_is_confirmed_there_are_no_rungs(panel, a_case):
    shown = panel(a_case)
    shown.show_section("steps")
    assert not shown.steps.rungs.isVisible()


def test_a_late_step_is_told_in_words(panel, a_case):
    head = panel(a_case).header
    due = view_of(head.window().page("cases").case).next.due_on
    assert head.due.words.text().startswith(f"应于 {due} 前办理")


def test_whether_the_person_was_heard_is_told(panel, office, a_confirmed_case):
    words = "未收到告知"
    step(office, a_confirmed_case, "heard", outcome="stated", note=words)
    shown = panel(a_confirmed_case)
    shown.show_section("steps")
    assert words in shown.steps.rungs.hearing.text()
