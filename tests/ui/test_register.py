"""Registering a case by form, and finding it in the list."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from app.models.terms import CaseState, PersonStatus
from app.services import cases
from app.services.case_view import case_view
from app.services.summaries import case_rows

ID_NUMBER = "43062619640820532X"


@pytest.fixture
def form(page):
    page.start_register()
    return page.register


@pytest.fixture
def fill(form, type_into):
    def typed(**changes):
        entered = {"name": "曹水冬", "id_number": ID_NUMBER} | changes
        type_into(form.person, **{k: v for k, v in entered.items() if k in form.person.fields})
        type_into(form.case, insurance="resident_pension", reason="death")
        type_into(form.means, village="上洞村", benefit_fen="0")
        row = form.periods.rows[0]
        for editor, text in zip(row.editors(), ("2020.11", "202108", "103", None), strict=True):
            if text:
                editor.setText(text)

    return typed


def test_a_case_is_registered_and_opens_at_its_next_step(page, form, fill, press):
    fill()
    assert "共 10 个月，合计 ¥1,030.00" in form.periods._total.text()
    press(form.save)
    [row] = case_rows(page.office)
    assert (row.name, row.amount_fen, row.state) == ("曹水冬", 103_000, CaseState.CLUE)
    assert page.front() is page.case
    assert page.case.sections.currentWidget() is page.case.amounts
    assert "已登记" in page.messages.text()
    view = case_view(page.office, row.number)
    assert view.case.benefit == "resident_pension"
    assert view.case.benefit_fen == 0
    assert view.person.status == PersonStatus.DECEASED


def test_several_periods_are_summed(form, page, fill, press):
    fill()
    press(form.periods.add_button)
    row = form.periods.rows[1]
    for editor, text in zip(row.editors()[:3], ("2021-09", "2021-12", "108"), strict=True):
        editor.setText(text)
    assert "共 14 个月，合计 ¥1,462.00" in form.periods._total.text()
    press(form.save)
    assert len(page.case.view.file.periods) == 2


def test_a_case_that_is_here_already_is_told_while_typing(page, form, a_case, type_into, press):
    remark = form.person.fields["id_number"].remark
    type_into(form.person, name="曹水冬", id_number=ID_NUMBER)
    assert remark.isHidden()
    type_into(form.case, insurance="employee_pension")
    assert remark.text() == f"此人在该险种已有个案 {a_case}，请勿重复登记"
    form.person.fields["id_number"].check()
    assert remark.isVisible()
    type_into(form.case, insurance="resident_pension")
    assert remark.isHidden()


def test_the_register_form_says_where_findings_go(page, a_case):
    page.open_case(a_case)
    hint = page.case.amounts.verify.form.fields["findings"].editor.placeholderText()
    assert "告知书“基本情况”" in hint


def test_a_long_name_is_read_whole_where_there_is_room(qtbot, page):
    cases.open_case(
        page.office,
        person={"name": "买买提·阿不都拉"},
        case={"insurance": "resident_pension", "benefit": "resident_pension", "reason": "death"},
        periods=[],
    )
    page.window().resize(1366, 728)
    page.reload()
    table = page.list.table
    words = table.fontMetrics().horizontalAdvance("买买提·阿不都拉")
    qtbot.waitUntil(lambda: table.columnWidth(1) >= words + 20)
    assert not any(table.isColumnHidden(at) for at in range(10))


def test_a_typed_amount_is_not_computed_over(form, fill):
    fill()
    row = form.periods.rows[0]
    row.amount.setText("1000")
    row.monthly.setText("104")
    assert row.amount.value() == 100_000


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"name": ""}, "姓名"), ({"id_number": "430626196408205321"}, "末位校验码应为 X")],
)
def test_what_is_refused_stands_beside_its_field(page, form, fill, press, changes, said):
    fill(**changes)
    press(form.save)
    assert case_rows(page.office) == []
    [field] = changes
    assert said in form.person.fields[field].refusal.text()
    assert said in page.messages.text()
    assert form.person.focusWidget() is form.person.fields[field].editor


def test_a_missing_choice_is_marked(page, form, type_into, press):
    type_into(form.person, name="曹水冬")
    press(form.save)
    assert "险种" in form.case.fields["insurance"].refusal.text()


def test_months_that_cannot_be_read_are_told_below_the_rows(page, form, fill, press):
    fill()
    form.periods.rows[0].first.setText("2020-13")
    press(form.save)
    assert "2020-13" in form.periods._refusal.text()


@pytest.mark.parametrize("at", [0, 1])
def test_a_month_that_cannot_be_read_is_gone_to(
    qtbot, large, page, form, fill, press, in_sight, at
):
    page.window().resize(1366, 728)
    fill()
    press(form.periods.add_button)
    row = form.periods.rows[at]
    qtbot.waitUntil(row.last.isVisible)
    row.last.setText("202013")
    press(form.save)
    assert page.window().focusWidget() is row.last
    qtbot.waitUntil(lambda: in_sight(row.last) and in_sight(form.periods._refusal))
    assert "202013" in form.periods._refusal.text()


def test_a_month_that_cannot_be_read_is_told_when_it_is_left(qtbot, form):
    row = form.periods.rows[0]
    row.first.setFocus()
    row.first.setText("202013")
    qtbot.keyClick(row.first, Qt.Key.Key_Return)
    assert "202013" in form.periods._refusal.text()
    row.first.setText("202012")
    assert form.periods._refusal.isHidden()


def test_enter_scrolls_to_the_next_field(qtbot, large, page, form, in_sight):
    page.window().resize(1366, 728)
    form.means.fields["township"].editor.setFocus()
    qtbot.keyClick(form.means.fields["township"].editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: in_sight(form.means.fields["village"].editor))


def test_enter_walks_the_whole_form_to_the_save_button(qtbot, page, form):
    form.person.focus_first()
    for _ in range(60):
        focused = page.window().focusWidget()
        if focused is form.save:
            break
        qtbot.keyClick(focused, Qt.Key.Key_Return)
    assert page.window().focusWidget() is form.save
    assert case_rows(page.office) == []


def test_esc_leaves_an_untouched_form_without_asking(qtbot, page, form):
    qtbot.keyClick(page.window(), Qt.Key.Key_Escape)
    assert page.front() is page.list


@pytest.mark.parametrize("leaves", [True, False])
def test_esc_asks_before_something_typed_is_lost(qtbot, page, form, type_into, in_dialog, leaves):
    type_into(form.person, name="曹水冬")

    def answer(box):
        assert isinstance(box, QMessageBox)
        assert box.defaultButton().text() == "取消"
        kept = box.defaultButton()
        wanted = next(b for b in box.buttons() if (b is not kept) == leaves)
        wanted.click()

    in_dialog(answer)
    qtbot.keyClick(page.window(), Qt.Key.Key_Escape)
    assert (page.front() is page.list) == leaves


@pytest.mark.parametrize("query", ["曹水", "532X", "532x", "2026-0001", "上洞", "13900000001"])
def test_search_finds_by_name_number_village_and_phone(qtbot, page, a_case, query):
    page.reload()
    for typed, found in (("没有这个人", 0), (query, 1)):
        page.list.search.setText(typed)
        with qtbot.waitSignal(page.list.searched):
            pass
        assert page.list.table.records.rowCount() == found
    assert "1 件 1 人　应追 ¥12,890.00" in page.list.totals.text()


def test_the_list_masks_numbers_and_enter_opens_the_case(qtbot, page, a_case):
    page.reload()
    model = page.list.table.records
    shown = [model.index(0, at).data() for at in range(model.columnCount())]
    assert "430***********532X" in shown
    assert "¥12,890.00" in shown
    qtbot.keyClick(page.list.search, Qt.Key.Key_Return)
    qtbot.keyClick(page.list.table, Qt.Key.Key_Return)
    assert page.front() is page.case
    assert page.case.number == a_case


def test_an_empty_list_says_what_to_do_next(page):
    page.reload()
    assert page.list.nothing.isVisible()


@pytest.mark.parametrize(("key", "panel"), [(Qt.Key.Key_N, "register"), (Qt.Key.Key_F, "list")])
def test_shortcuts_lead_there(qtbot, page, key, panel):
    qtbot.keyClick(page.window(), key, Qt.KeyboardModifier.ControlModifier)
    assert page.front() is getattr(page, panel)
