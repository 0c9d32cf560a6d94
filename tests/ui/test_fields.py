from datetime import date
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from app.errors import UserError
from app.models.month import Month
from app.ui.choices import CodeCombo, TickBox
from app.ui.fields import CountEdit, DateEdit, Entry, IdEdit, MoneyEdit, MonthEdit, NoteEdit
from app.ui.widgets.form import Form


@pytest.mark.parametrize(
    ("kind", "typed", "value", "folded"),
    [
        (MoneyEdit, "１，２３４．５", 123450, "1,234.50"),
        (MoneyEdit, "", None, ""),
        (DateEdit, "２０２６年１１月２１日", date(2026, 11, 21), "2026-11-21"),
        (DateEdit, "20261121", date(2026, 11, 21), "2026-11-21"),
        (DateEdit, "2026.1.5", date(2026, 1, 5), "2026-01-05"),
        (MonthEdit, "2021年3月", Month("2021-03"), "2021-03"),
        (MonthEdit, "202103", Month("2021-03"), "2021-03"),
        (CountEdit, "１２", 12, "12"),
        (IdEdit, " 43062619640820532ｘ", "43062619640820532X", "43062619640820532X"),
    ],
)
def test_digits_of_any_width_are_folded_when_the_field_is_left(qtbot, kind, typed, value, folded):
    editor = kind()
    qtbot.addWidget(editor)
    editor.setText(typed)
    editor.fold()
    assert editor.value() == value
    assert editor.text() == folded


@pytest.mark.parametrize(
    ("kind", "typed", "advice"),
    [
        (MoneyEdit, "一百", "1234.50"),
        (DateEdit, "2026-02-30", "2026-11-21"),
        (MonthEdit, "2021-13", "2021-03"),
        (CountEdit, "两期", "如 12"),
    ],
)
def test_what_cannot_be_read_stays_and_is_told_beside_the_field(qtbot, kind, typed, advice):
    form = Form()
    qtbot.addWidget(form)
    field = form.add("typed", "栏目", kind())
    field.editor.setText(typed)
    field.editor.fold()
    with pytest.raises(UserError) as refused:
        form.values()
    assert refused.value.field == "typed"
    assert advice in field.refusal.text()
    assert field.editor.text() == typed


def test_chinese_comes_through_the_input_method(qtbot):
    editor = Entry()
    qtbot.addWidget(editor)
    editor.show()
    event = QInputMethodEvent()
    event.setCommitString("张三𬀩")
    QApplication.sendEvent(editor, event)
    assert editor.value() == "张三𬀩"


def test_digit_fields_keep_the_input_method_out(qtbot):
    money, name = MoneyEdit(), Entry()
    for editor in (money, name):
        qtbot.addWidget(editor)
    assert not money.inputMethodQuery(Qt.InputMethodQuery.ImEnabled)
    assert name.inputMethodQuery(Qt.InputMethodQuery.ImEnabled)


def test_a_wrong_check_digit_is_told_when_the_field_is_left(qtbot):
    form = Form()
    qtbot.addWidget(form)
    field = form.add("id_number", "公民身份号码", IdEdit())
    field.editor.setText("430626196408205321")
    field.editor.left.emit()
    assert "末位校验码应为 X" in field.refusal.text()


def test_enter_walks_the_fields_and_offers_to_save_after_the_last(qtbot):
    form = Form()
    qtbot.addWidget(form)
    editors = [Entry(), CodeCombo([("a", "甲"), ("b", "乙")]), TickBox("是"), NoteEdit()]
    for at, editor in enumerate(editors):
        form.add(str(at), str(at), editor)
    form.show()
    form.focus_first()
    for editor, following in pairwise(editors):
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        assert form.focusWidget() is following
    with qtbot.waitSignal(form.finished):
        qtbot.keyClick(editors[-1], Qt.Key.Key_Return)
    assert editors[1].value() == "a"
    assert not editors[2].value()


def test_the_wheel_changes_no_choice(qtbot):
    combo = CodeCombo([(None, "尚未判断"), (True, "有"), (False, "无")])
    qtbot.addWidget(combo)
    combo.show_value(False)
    assert combo.value() is False
    combo.show_value(None)
    assert combo.value() is None


def test_no_entry_swallows_keys_by_a_validator(window):
    assert all(edit.validator() is None for edit in window.findChildren(QLineEdit))
