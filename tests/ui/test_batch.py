"""Many cases at once: chosen in the list, printed or saved in one job; lists on paper."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QFileDialog

from app.services import cases
from app.services.case_view import case_view
from app.ui.forms.batch_dialog import BatchDialog
from app.ui.forms.lists_desk import ListDialog
from app.ui.forms.paper_view import PdfPages


@pytest.fixture
def second(office):
    """Registered, not verified."""
    return cases.open_case(
        office,
        person={"name": "李㛃", "id_number": "430321195001011512"},
        case={
            "insurance": "resident_pension",
            "benefit": "resident_pension",
            "reason": "death",
            "village": "上洞村",
        },
        periods=[{"first_month": "2020-01", "last_month": "2020-12", "monthly_fen": 10_300}],
    ).number


@pytest.fixture
def listed(page, a_decided_case, second):
    page.show_list()
    return page.list


@pytest.fixture
def both(listed, qtbot):
    listed.table.setFocus()
    qtbot.keyClick(listed.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    return listed


def shown(dialog):
    columns = range(dialog.table.records.columnCount())
    rows = range(dialog.table.records.rowCount())
    return [[dialog.table.records.index(row, at).data() for at in columns] for row in rows]


def test_what_is_selected_is_added_up(listed, both, qtbot):
    assert listed.totals.text() == "选中 2 件 2 人　应追 ¥14,126.00　已追 ¥0.00　未追 ¥14,126.00"
    listed.table.choose_row(0)
    assert listed.totals.text().startswith("2 件 2 人　应追 ¥14,126.00")


def test_the_dialog_tells_what_will_happen_to_each_case(both, press, in_dialog, second):
    told = []

    def look(dialog):
        assert not dialog.print_button.isEnabled()
        dialog.kind.show_value("refund-notice")
        told.extend((shown(dialog), dialog.counts.text()))
        dialog.reject()

    in_dialog(look)
    press(both.batch)
    rows, counts = told
    assert [(row[1], row[5]) for row in rows] == [("曹水冬", "出具"), ("李㛃", "不能出具")]
    assert "核实" in rows[1][6]
    assert counts == "出具 1 份　不能出具 1 份"


def test_a_pack_is_saved_as_one_file_and_the_cases_know_it(
    both, press, in_dialog, office, a_decided_case, tmp_path, monkeypatch
):
    target = tmp_path / "送达包.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))

    def save(dialog):
        dialog.kind.show_value("delivery_pack")
        press(dialog.save)
        assert "已保存 1 个文件" in dialog.messages.text()
        assert dialog.counts.text() == "已出具 2 份　未出具 2 份"
        dialog.reject()

    in_dialog(save)
    press(both.batch)
    assert PdfPages(target.read_bytes()).count() > 4
    forms = [paper.form for paper in case_view(office, a_decided_case).file.documents]
    assert forms == ["refund-notice", "delivery-receipt"]


def test_papers_are_saved_singly_into_a_folder(both, press, in_dialog, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))

    def save(dialog):
        dialog.kind.show_value("delivery_pack")
        press(dialog.save_singly)
        dialog.reject()

    in_dialog(save)
    press(both.batch)
    assert len(list(tmp_path.glob("*.pdf"))) == 3


def test_without_a_printer_nothing_is_issued(
    both, press, in_dialog, office, a_decided_case, monkeypatch
):
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)

    def go(dialog):
        dialog.kind.show_value("refund-notice")
        press(dialog.print_button)
        assert "没有找到打印机" in dialog.messages.text()
        dialog.reject()

    in_dialog(go)
    press(both.batch)
    assert case_view(office, a_decided_case).file.documents == []


def test_nothing_selected_is_said(page, press):
    page.show_list()
    press(page.list.batch)
    assert "没有选中个案" in page.messages.text()


def test_every_kind_can_be_chosen(qtbot, office, a_decided_case):
    dialog = BatchDialog(office, [a_decided_case], None)
    qtbot.addWidget(dialog)
    words = [dialog.kind.itemText(at) for at in range(dialog.kind.count())]
    assert words[:3] == ["请选择", "送达包", "稽核送达包"]
    assert len(words) == 1 + len(office.policy.paper_sets) + len(office.policy.papers)


@pytest.mark.parametrize("at", [1, 3, 4])
def test_lists_are_shown_and_saved(listed, in_dialog, press, tmp_path, monkeypatch, at):
    target = tmp_path / "清单.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    told = []
    in_dialog(
        lambda dialog: (press(dialog.save), told.append(dialog.title), dialog.reject()), ListDialog
    )
    listed.lists.menu().actions()[at].trigger()
    assert told[0] in ("多领社会保险待遇追缴台账", "多领社会保险待遇追缴情况月报")
    assert PdfPages(target.read_bytes()).is_landscape(0)


def test_what_waits_to_be_served_is_printed_from_the_first_page(
    window, in_dialog, press, a_decided_case
):
    window.show_page("todo")
    told = []
    in_dialog(lambda dialog: (told.append(dialog.title), dialog.reject()), ListDialog)
    press(window.page("todo").deliveries)
    assert told == ["待送达文书清单"]
