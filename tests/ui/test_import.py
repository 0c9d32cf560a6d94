"""The county's clues come in through the dialog; the ledger goes out."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog

from app.services.summaries import case_rows
from app.ui.exchange.import_dialog import ImportDialog
from app.ui.exchange.preview_rows import RowKind
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
    assert "没有可以新增的个案" in dialog.messages.text()
    assert len(case_rows(office)) == taken


def test_rows_that_are_refused_say_where_and_why(dialog):
    dialog.read(MESSY)
    first = dialog.table.records.record(0)
    assert first.kind == RowKind.REFUSED
    assert (first.sheet, first.column) == ("塘湾村", "C")
    dialog.table.choose_row(0)
    assert f"“塘湾村”表第 {first.row} 行 C 列" in dialog._whole.text()


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
