"""The county's clues come in through the dialog; the ledger goes out."""

import json
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog

from app.rules.identity import check_digit
from app.services import batches, exchange
from app.services.case_view import case_view
from app.services.cases import correct
from app.services.exporting import export_ledger
from app.services.summaries import case_rows
from app.ui.exchange import batches_desk
from app.ui.exchange.batches_desk import BatchesDialog
from app.ui.exchange.import_dialog import ImportDialog
from app.ui.exchange.preview_rows import RowKind
from app.ui.forms.lists_desk import ListDialog
from tests.exchange.books import LI, ZHANG, cells, write_book

WORKBOOKS = Path(__file__).parents[1] / "data" / "workbooks"
CLEAN = WORKBOOKS / "county_clean.xlsx"
MESSY = WORKBOOKS / "village_messy.xlsx"


@pytest.fixture
def dialog(qtbot, office):
    shown = ImportDialog(office)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def counts(dialog):
    table = dialog.table.records
    kinds = [table.record(at).kind for at in range(table.rowCount())]
    return {kind: kinds.count(kind) for kind in set(kinds)}


def test_a_workbook_is_previewed_then_taken(dialog, office, press):
    expected = json.loads(Path(f"{CLEAN}.expected.json").read_text(encoding="utf-8"))["rows"]
    assert not dialog.take.isEnabled()
    dialog.read(CLEAN)
    assert counts(dialog)[RowKind.NEW] == len(expected)
    assert case_rows(office) == []
    press(dialog.take)
    assert dialog.batch.new_rows == len(expected)
    assert sum(row.amount_fen for row in case_rows(office)) == sum(
        row["amount_fen"] for row in expected
    )


def test_the_same_file_again_brings_nothing(dialog, office, press):
    dialog.read(CLEAN)
    press(dialog.take)
    taken = len(case_rows(office))
    dialog.show()
    dialog.read(CLEAN)
    assert set(counts(dialog)) == {RowKind.SAME}
    assert not dialog.take.isEnabled()
    assert "没有可以导入的内容" in dialog.messages.text()
    assert len(case_rows(office)) == taken


def test_rows_that_are_refused_say_where_and_why(dialog):
    dialog.read(MESSY)
    first = dialog.table.records.record(0)
    assert first.kind == RowKind.REFUSED
    assert (first.sheet, first.column) == ("塘湾村", "C")
    dialog.table.choose_row(0)
    assert f"“塘湾村”表第 {first.row} 行 C 列" in dialog.differences.words.text()


def test_the_filter_shows_one_kind(dialog):
    dialog.read(MESSY)
    before = counts(dialog)
    dialog.filter.show_value(RowKind.REFUSED)
    assert counts(dialog) == {RowKind.REFUSED: before[RowKind.REFUSED]}


def test_doubtful_numbers_are_taken_when_the_clerk_ticks_the_box(dialog):
    dialog.read(MESSY)
    before = counts(dialog)
    dialog.accept_doubtful.setChecked(True)
    after = counts(dialog)
    held = before[RowKind.REFUSED] - after[RowKind.REFUSED]
    assert held > 0
    assert after[RowKind.NEW] == before[RowKind.NEW] + held


def test_a_dropped_file_is_read(dialog):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(CLEAN))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    dialog.dropEvent(event)
    assert counts(dialog)[RowKind.NEW] > 0


def test_what_is_no_workbook_is_told_and_nothing_is_shown(dialog, tmp_path):
    path = tmp_path / "疑点表.xlsx"
    path.write_bytes(b"no workbook")
    dialog.read(path)
    assert dialog.messages.text()
    assert not dialog.take.isEnabled()


def test_the_page_shows_what_was_imported(page, in_dialog, press):
    in_dialog(lambda dialog: (dialog.read(CLEAN), press(dialog.take)))
    page.start_import()
    assert "已导入：新增" in page.messages.text()
    assert page.list.table.records.rowCount() == len(case_rows(page.office))


def test_the_ledger_goes_out(page, a_case, tmp_path, monkeypatch, in_dialog, press):
    target = tmp_path / "台账.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    in_dialog(lambda dialog: press(dialog.go))
    page.start_export()
    assert target.exists()
    assert "1 行" in page.messages.text()


def test_columns_are_shown_with_samples_and_put_right_by_hand(dialog, tmp_path):
    head, *rows = cells(ZHANG, LI)
    book = {"疑点": [["领款的人", *head[1:]], *rows]}
    dialog.read(write_book(tmp_path / "怪.xlsx", book))
    assert set(counts(dialog)) == {RowKind.REFUSED}
    assert dialog.columns.text() == "列的对应（1 列未识别）"
    columns = dialog.columns.dialog()
    [mapping] = dialog._clues.mappings
    assert columns.combo(mapping, "A").value() == ""
    columns.combo(mapping, "A").show_value("person.name")
    dialog.columns.take(columns)
    assert counts(dialog)[RowKind.NEW] == 2
    assert dialog.columns.dialog().combo(mapping, "A").value() == "person.name"


def test_sheets_may_be_left_out_and_taken_in_again(dialog, tmp_path):
    dialog.read(write_book(tmp_path / "两张.xlsx", {"甲": cells(ZHANG), "乙": cells(LI)}))
    columns = dialog.columns.dialog()
    columns._ticks["甲"].setChecked(False)
    dialog.columns.take(columns)
    assert counts(dialog)[RowKind.NEW] == 1
    columns = dialog.columns.dialog()
    columns._ticks["甲"].setChecked(True)
    dialog.columns.take(columns)
    assert counts(dialog)[RowKind.NEW] == 2


HEADER = 3


@pytest.fixture
def returned(office, tmp_path):
    """A ledger of four cases that came back: taken, conflict, key changed, row missing."""
    rows = [
        ZHANG | {"姓名": name, "身份证号": number}
        for name, number in (
            ("付建𬀩", _valid("43032119500308001")),
            ("张三", "430321195003081012"),
            ("李四", "440524188001010014"),
            ("王五", "11010519491231002X"),
        )
    ]
    book = write_book(tmp_path / "疑点.xlsx", {"疑点": cells(*rows)})
    batches.store_clues(office, exchange.read_clues(office, book))
    path = tmp_path / "返回.xlsx"
    export_ledger(office, path)
    workbook = openpyxl.load_workbook(path)
    sheet = workbook.worksheets[0]
    at = {cell.value: cell.column for cell in sheet[HEADER]}
    sheet.cell(HEADER + 1, at["联系电话"]).value = "13900000001"
    sheet.cell(HEADER + 2, at["联系电话"]).value = "13900000002"
    sheet.cell(HEADER + 2, at["备注"]).value = "=1+1 <b>x</b>"
    sheet.cell(HEADER + 2, at["备注"]).data_type = "s"
    sheet.cell(HEADER + 3, at["姓名"]).value = "李死"
    sheet.delete_rows(HEADER + 4)
    workbook.save(path)
    correct(office, "2026-0002", phone="13900000003")
    return path


def _valid(first):
    return first + check_digit(first)


def row_of(dialog, kind):
    at = dialog.table.records.row_of(lambda row: row.kind == kind)
    dialog.table.choose_row(at)
    return dialog.table.records.record(at)


def test_a_workbook_that_came_back_shows_every_outcome(dialog, returned):
    dialog.read(returned)
    assert counts(dialog) == {
        RowKind.CHANGED: 1,
        RowKind.CONFLICT: 1,
        RowKind.REFUSED: 1,
        RowKind.ABSENT: 1,
        RowKind.WARNING: 1,  # 合计 is another one since a row was deleted
    }
    assert dialog.take.text() == "导入：合并 1 件"
    row_of(dialog, RowKind.CHANGED)
    assert "联系电话：13873201234 → 13900000001" in dialog.table.current().detail
    assert "个案 2026-0001" in dialog.differences.words.text()
    assert dialog._tick(row_of(dialog, RowKind.CONFLICT)) == "待定"


def test_the_clerk_says_who_is_right(dialog, office, returned, press):
    dialog.read(returned)
    row = row_of(dialog, RowKind.CONFLICT)
    sides = dialog.differences.sides
    assert {field: combo.value() for field, combo in sides.items()} == {
        "person.phone": None,
        "case.remarks": True,
    }
    sides["person.phone"].show_value(False)
    assert dialog._tick(row) == "✓ 导入"
    press(dialog.take)
    assert dialog.batch.changed_rows == 2
    view = case_view(office, "2026-0002")
    assert (view.person.phone, view.case.remarks) == ("13900000003", "=1+1 <b>x</b>")
    assert "保留本机：联系电话" in view.events[-1].summary


def test_all_conflicts_are_settled_in_one_word(dialog, office, returned, press):
    dialog.read(returned)
    dialog.conflicts.show_value(True)
    assert dialog.take.text() == "导入：合并 2 件"
    press(dialog.take)
    assert case_view(office, "2026-0002").person.phone == "13900000002"


def test_rows_are_taken_one_by_one(dialog, office, press):
    dialog.read(CLEAN)
    dialog.table.selectAll()
    press(dialog.leave)
    assert not dialog.take.isEnabled()
    dialog.table.choose_row(0)
    press(dialog.include)
    assert dialog.take.text() == "导入：新增 1 件"
    dialog.table.opened.emit(dialog.table.current())
    assert not dialog.take.isEnabled()
    dialog.table.opened.emit(dialog.table.current())
    press(dialog.take)
    assert len(case_rows(office)) == 1


def test_months_told_already_may_be_a_case_of_their_own(dialog, office, tmp_path, press):
    book = write_book(tmp_path / "疑点.xlsx", {"疑点": cells(ZHANG)})
    batches.store_clues(office, exchange.read_clues(office, book))
    moved = ZHANG | {"多领开始时间": "2021-04", "多领金额": 1017}
    dialog.read(write_book(tmp_path / "更正.xlsx", {"疑点": cells(moved)}))
    row_of(dialog, RowKind.CONFLICT)
    assert dialog.differences.fresh.isVisible()
    assert not dialog.take.isEnabled()
    dialog.differences.fresh.show_value(True)
    press(dialog.take)
    assert len(case_rows(office)) == 2


def test_a_preview_is_marked_and_printed_for_the_sender(
    dialog, tmp_path, press, monkeypatch, in_dialog
):
    out = tmp_path / "标注.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    dialog.read(MESSY)
    press(dialog.extras.mark)
    assert "标注副本已保存" in dialog.messages.text()
    assert "导入结果" in openpyxl.load_workbook(out).sheetnames
    seen = []
    in_dialog(lambda shown: (seen.append(shown.windowTitle()), shown.reject()), ListDialog)
    press(dialog.extras.report)
    assert seen
    assert "表格导入情况" in seen[0]


def test_a_batch_is_undone_from_the_records(dialog, office, press, in_dialog, monkeypatch):
    dialog.read(CLEAN)
    press(dialog.take)
    dialog.show()
    monkeypatch.setattr(batches_desk, "confirmed", lambda *_: True)
    seen = []

    def undo(shown):
        press(shown.panel.undo)
        seen.append((shown.messages.text(), shown.panel.undo.isEnabled()))
        shown.reject()

    in_dialog(undo, BatchesDialog)
    press(dialog.extras.records)
    assert seen == [("第 1 批已撤销", False)]
    assert case_rows(office) == []
    assert dialog.extras.has_undone


def test_a_batch_that_was_worked_on_says_so(office, qtbot, press, monkeypatch):
    batches.store_clues(office, exchange.read_clues(office, CLEAN))
    correct(office, "2026-0007", remarks="已入户")
    monkeypatch.setattr(batches_desk, "confirmed", lambda *_: True)
    shown = BatchesDialog(office)
    qtbot.addWidget(shown)
    shown.show()
    press(shown.panel.undo)
    assert "2026-0007 在导入之后已经办理" in shown.messages.text()
    assert len(case_rows(office)) == 60


def test_a_batch_is_marked_in_the_file_it_was(office, qtbot, press, monkeypatch, tmp_path):
    batches.store_clues(office, exchange.read_clues(office, MESSY))
    shown = BatchesDialog(office)
    qtbot.addWidget(shown)
    shown.show()
    out = tmp_path / "标注.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(CLEAN), ""))
    press(shown.panel.mark)
    assert "不是第 1 批导入时的文件" in shown.messages.text()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(MESSY), ""))
    press(shown.panel.mark)
    assert "标注副本已保存" in shown.messages.text()
    assert out.exists()
