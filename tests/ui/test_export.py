"""导出 in the window: what, which columns, changed or all, a password; a template put together."""

import openpyxl
import pytest
from PySide6.QtWidgets import QFileDialog

from app.services import templates
from app.ui.exchange.export_dialog import KINDS, ExportDialog
from app.ui.exchange.template_dialog import TemplateDialog


@pytest.fixture
def dialog(qtbot, office, a_case):
    shown = ExportDialog(office)
    qtbot.addWidget(shown)
    shown.show()
    return shown


@pytest.fixture
def editor(qtbot, office):
    shown = TemplateDialog(office, "简表")
    qtbot.addWidget(shown)
    shown.show()
    return shown


def choose(dialog, **values):
    for name, value in values.items():
        dialog.form.fields[name].editor.show_value(value)


def saved_as(monkeypatch, path):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("county", "answers")])
def test_what_is_chosen_is_written_read_again_and_told(dialog, kind, tmp_path, monkeypatch, press):
    path = tmp_path / "表.xlsx"
    saved_as(monkeypatch, path)
    choose(dialog, what=kind)
    press(dialog.go)
    assert dialog.told == (f"{KINDS[kind][0]}已保存并核对：1 行", str(path))
    assert openpyxl.load_workbook(path).sheetnames


def test_the_countys_table_is_asked_for_and_filled(dialog, tmp_path, monkeypatch, press):
    book = openpyxl.Workbook()
    book.active.append(["姓名", "身份证号码", "险种"])
    book.save(tmp_path / "县级.xlsx")
    county = (str(tmp_path / "县级.xlsx"), "")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: county)
    saved_as(monkeypatch, tmp_path / "填好.xlsx")
    choose(dialog, what="county")
    press(dialog.go)
    assert dialog.told
    assert openpyxl.load_workbook(tmp_path / "填好.xlsx").active["C2"].value


def test_each_village_gets_its_file(dialog, tmp_path, monkeypatch, press):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "各村"))
    choose(dialog, what="village", each=True)
    press(dialog.go)
    assert dialog.told
    assert len(list((tmp_path / "各村").glob("*采集表*.xlsx"))) == 1


def test_what_is_refused_stands_beside_its_field_and_nothing_is_written(
    dialog, tmp_path, monkeypatch, press
):
    path = tmp_path / "表.xlsx"
    saved_as(monkeypatch, path)
    choose(dialog, password="12345678", again="1234567")
    press(dialog.go)
    assert dialog.form.fields["again"].refusal.text()
    choose(dialog, password="123", again="123")
    press(dialog.go)
    assert dialog.form.fields["password"].refusal.text()
    choose(dialog, what="answers", password="", again="")
    press(dialog.go)
    assert "没有需要答复的个案" in dialog.messages.text()
    assert (dialog.told, path.exists()) == (None, False)


def test_only_the_fields_of_a_kind_are_shown(dialog):
    shown = {}
    for kind in KINDS:
        choose(dialog, what=kind)
        shown[kind] = {n for n, field in dialog.form.fields.items() if not field.isHidden()}
    assert "template" in shown["ledger"] - shown["county"]
    assert "village" in shown["village"] - shown["monthly"]
    assert "month" in shown["monthly"] - shown["ledger"]
    assert all("password" in names for names in shown.values())


def test_a_template_is_chosen_ordered_renamed_and_kept(editor, office, press):
    editor.chosen.setRowCount(0)
    for row in (0, 1, 6):
        editor.known.selectRow(row)
        press(editor.add)
    editor.chosen.selectRow(2)
    press(editor.up)
    press(editor.up)
    editor.chosen.item(0, 1).setText("<b>领取人</b>")
    editor.chosen.selectRow(1)
    press(editor.drop)
    titles = list(templates.offered().values())
    assert [heading for _, heading in editor.pairs()] == ["<b>领取人</b>", titles[1]]
    press(editor.save)
    assert "自带" in editor.messages.text()
    editor.templates.show_value("财政所")
    press(editor.save)
    kept = templates.templates(office)["财政所"]
    assert [(each.column.title, each.heading) for each in kept] == [
        (titles[6], "<b>领取人</b>"),
        (titles[1], titles[1]),
    ]


def test_the_dialogs_fit_the_smallest_screen(dialog, editor, large):
    for shown in (dialog, editor):
        least = shown.minimumSizeHint()
        assert (least.width() <= 1366, least.height() <= 728) == (True, True)
