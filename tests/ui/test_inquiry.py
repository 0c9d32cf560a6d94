"""What was found out: the checklist, the day of a death, the estimate, how figures came about."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.models.terms import CheckResult, PersonStatus, PrisonStart
from app.services import cases
from tests.ui.acts import view_of


@pytest.fixture
def a_case_of(office):
    """A clue of some reason, nothing counted yet."""

    def opened(reason, **person):
        return cases.open_case(
            office,
            person={"name": "付建𬀩"} | person,
            case={
                "insurance": "resident_pension",
                "benefit": "resident_pension",
                "reason": reason,
            },
            periods=[],
        ).number

    return opened


def fill_rows(rows, *values):
    for editor, value in zip(rows.editors, values, strict=True):
        editor.setText(value)


def test_the_checklist_says_what_is_still_to_be_found_out(
    panel, a_case_of, type_into, press, qtbot
):
    shown = panel(a_case_of("death"))
    shown.show_section("amounts")
    card = shown.amounts.checklist
    assert "应当查清" in card.told()
    press(card.fold)
    before = card.list.table.current()
    assert before.item.question in card._question.text()
    qtbot.keyClick(card.list.table, Qt.Key.Key_Return)
    press(card.list.save)
    assert "核实情况" in card.list.form.fields["result"].refusal.text()
    type_into(card.list.form, result=CheckResult.YES, document="户口簿")
    press(card.list.save)
    [check] = view_of(shown).file.checks
    assert (check.item, check.document, check.checked_by) == (before.code, "户口簿", "张三")
    assert card.list.table.current().code != before.code
    assert "已查清 1 项" in card.told()


def test_a_check_dated_tomorrow_is_refused_beside_its_date(panel, a_case_of, type_into, press):
    shown = panel(a_case_of("death"))
    shown.show_section("amounts")
    card = shown.amounts.checklist
    press(card.fold)
    press(card.list.change)
    type_into(card.list.form, result=CheckResult.NO, checked_on="2026-11-22")
    press(card.list.save)
    assert "晚于今天" in card.list.form.fields["checked_on"].refusal.text()


def test_death_dates_stand_side_by_side_and_one_is_settled(panel, a_case_of, type_into, press):
    shown = panel(a_case_of("death"))
    shown.show_section("amounts")
    card = shown.amounts.deaths
    press(card.fold)
    sources = [code for code, _ in zip(card._source._values[1:3], range(2), strict=True)]
    for source, day in zip(sources, ("2019-11-23", "2020-02-01"), strict=True):
        press(card.list.add)
        type_into(card.list.form, source=source, died_on=day)
        press(card.list.save)
    assert "2 个来源，尚未认定" in card.told()
    assert "2019-11-23" in card._findings.text()
    card.list.table.choose_row(0)
    press(card.settle)
    assert "理由" in card.reason.fields["reason"].refusal.text()
    type_into(card.reason, reason="以火化证明为准")
    press(card.settle)
    assert "已认定 2019-11-23" in card.told()
    person = view_of(shown).person
    assert (person.status, str(person.status_on)) == (PersonStatus.DECEASED, "2019-11-23")


def test_only_a_death_asks_for_its_day(panel, a_case):
    shown = panel(a_case)
    shown.show_section("amounts")
    assert not shown.amounts.deaths.isVisible()


def test_an_estimate_is_counted_with_its_steps_and_adopted(panel, a_case_of, type_into, press):
    shown = panel(a_case_of("death"))
    shown.show_section("amounts")
    card = shown.amounts.estimate
    press(card.fold)
    press(card.count)
    assert card.form.fields["event"].refusal.text()
    type_into(card.form, event="2019-11-23", paid_until="2020-02")
    fill_rows(card.form.fields["rates"].editor, "2019-01", "103")
    press(card.count)
    press(card.takes[None])
    [period] = view_of(shown).file.periods
    assert (period.months, period.amount_fen) == (3, 30_900)
    assert shown.header.amount.text() == "¥309.00"
    assert "¥309.00" in shown.messages.text()


def test_both_readings_of_a_prison_term_stand_side_by_side(panel, a_case_of, type_into, press):
    shown = panel(a_case_of("imprisonment"))
    shown.show_section("amounts")
    card = shown.amounts.estimate
    press(card.fold)
    type_into(card.form, start="2019-03-15", release="2021-02-14")
    fill_rows(card.form.fields["rates"].editor, "2019-01", "2000")
    press(card.count)
    assert set(card.takes) == set(PrisonStart)
    press(card.takes[PrisonStart.SAME_MONTH])
    assert view_of(shown).file.estimated_fen == 4_800_000


def test_months_of_ones_own_take_a_reason(panel, a_case_of, type_into, press):
    shown = panel(a_case_of("death"))
    shown.show_section("amounts")
    card = shown.amounts.estimate
    press(card.fold)
    card.otherwise.click()
    assert list(card.form.fields) == ["months", "rates", "given_reason"]
    months = card.form.fields["months"].editor
    months.first.setText("2020-01")
    press(card.count)
    assert "起、止两个年月" in card.form.fields["months"].refusal.text()
    months.last.setText("2020-03")
    fill_rows(card.form.fields["rates"].editor, "2020-01", "100")
    type_into(card.form, given_reason="县级书面认定")
    press(card.count)
    press(card.takes[None])
    assert view_of(shown).file.estimated_fen == 30_000


def test_enter_walks_through_fields_made_of_several(qtbot, panel, a_case_of, press):
    shown = panel(a_case_of("death"))
    shown.show_section("amounts")
    card = shown.amounts.estimate
    press(card.fold)
    rows = card.form.fields["rates"].editor
    card.form.fields["paid_until"].editor.setFocus()
    qtbot.keyClick(card.form.fields["paid_until"].editor, Qt.Key.Key_Return)
    for editor in rows.editors:
        assert shown.window().focusWidget() is editor
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert shown.window().focusWidget() is card.count


def test_figures_are_explained_as_a_text_to_copy(panel, a_case, press, in_dialog):
    shown = panel(a_case)
    shown.show_section("amounts")
    seen = []

    def read(dialog):
        seen.append(dialog.text.toPlainText())
        press(dialog.copy)
        dialog.reject()

    in_dialog(read)
    press(shown.amounts.periods.explain)
    assert "计算说明" in seen[0]
    assert "12,890.00" in seen[0]
    assert QGuiApplication.clipboard().text() == seen[0]


def test_a_conclusion_is_taken_back(panel, a_confirmed_case, type_into, press):
    shown = panel(a_confirmed_case)
    shown.show_section("amounts")
    verify = shown.amounts.verify
    assert not verify.save.isVisible()
    press(verify.again)
    assert verify.save.isVisible()


def test_time_bars_are_told_with_their_days(panel, a_confirmed_case, press):
    shown = panel(a_confirmed_case)
    shown.show_section("amounts")
    assert "最近的一项" in shown.amounts.bars.told()
