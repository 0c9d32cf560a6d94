"""文书: the register of papers in the window, by clicks and keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.services import batch_printing, cases, printing
from app.services.register import register
from app.services.register_query import PaperStatus
from app.ui.forms.lists_desk import ListDialog
from app.ui.forms.number_dialog import NumberDialog
from app.ui.forms.paper_dialog import PaperDialog
from app.ui.papers import papers_page
from tests.ui.conftest import ID_NUMBER

NUMBER = "蓝社险追〔2026〕第 12 号"
SECOND = {
    "person": {"name": "付建𬀩", "id_number": "11010519491231002X"},
    "case": {
        "insurance": "resident_pension",
        "benefit": "resident_pension",
        "reason": "death",
        "village": "石桥村",
    },
    "periods": [{"first_month": "2020-01", "last_month": "2020-02", "monthly_fen": 10_000}],
}


@pytest.fixture
def notice(office, a_decided_case):
    return printing.issue(office, a_decided_case, "refund-notice")


@pytest.fixture
def visit_record(office, notice):
    """The last paper issued, of another person."""
    return printing.issue(office, cases.open_case(office, **SECOND).number, "visit-record")


@pytest.fixture
def papers(window, notice, visit_record):
    window.show_page("papers")
    return window.page("papers")


@pytest.fixture
def table(papers):
    return papers.register.table


def titles(table):
    return [table.records.record(row).title for row in range(table.records.rowCount())]


def type_words(qtbot, entry, words):
    entry.setText(words)
    qtbot.keyClick(entry, Qt.Key.Key_Return)


def test_every_paper_is_listed_the_last_first(papers, table):
    assert titles(table) == ["入户核查表", "多领社会保险待遇追缴告知书"]
    assert papers.register.count.text() == "共 2 份"
    assert not papers.register.more.isVisible()
    assert QApplication.focusWidget() is table
    shown = [table.records.index(1, at).data() for at in (0, 1, 3, 7)]
    assert shown == ["2026-11-21", "待编号", "曹水冬", "未送达"]


def test_search_and_filters_narrow_the_list(papers, table, qtbot):
    part = papers.register
    type_words(qtbot, part.search, "付建𬀩")
    assert titles(table) == ["入户核查表"]
    type_words(qtbot, part.search, ID_NUMBER)
    assert titles(table) == ["多领社会保险待遇追缴告知书"]
    type_words(qtbot, part.search, "没有这个人")
    assert part.not_found.isVisible()
    assert not part.open.isEnabled()
    type_words(qtbot, part.search, "")
    part.form.show_value("visit-record")
    assert titles(table) == ["入户核查表"]
    part.status.show_value(PaperStatus.UNSERVED)
    assert titles(table) == []


def test_a_reader_of_codes_leads_straight_to_the_paper(papers, table, notice, qtbot, in_dialog):
    """It types the code and presses Enter at once."""
    qtbot.keyClick(papers, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is papers.register.search
    qtbot.keyClicks(papers.register.search, notice.uid)
    qtbot.keyClick(papers.register.search, Qt.Key.Key_Return)
    assert table.current().uid == notice.uid
    opened = []
    in_dialog(lambda dialog: (opened.append(dialog.title), dialog.reject()), PaperDialog)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert opened == ["多领社会保险待遇追缴告知书"]


def test_the_number_of_the_county_is_filled_in(papers, table, office, notice, in_dialog, qtbot):
    table.choose_row(1)
    refused = []

    def give(dialog):
        assert dialog.form.fields["reason"].isHidden()
        qtbot.keyClick(dialog.form.fields["number"].editor, Qt.Key.Key_Return)
        qtbot.keyClick(dialog.form.fields["dated_on"].editor, Qt.Key.Key_Return)
        refused.append(dialog.form.fields["number"].refusal.text())
        dialog.form.fields["number"].editor.setText("蓝社险追[2026]第 12 号")
        dialog.save.click()

    in_dialog(give, NumberDialog)
    papers.register.number.click()
    assert refused == ["请照县级文书填写编号。"]
    assert table.current().number == NUMBER
    assert papers.messages.text() == f"《多领社会保险待遇追缴告知书》编号为 {NUMBER}"
    assert register(office, NUMBER).papers[0].uid == notice.uid


def test_a_number_is_corrected_with_a_reason(papers, table, office, notice, in_dialog, press):
    printing.give_number(office, notice.uid, NUMBER)
    papers.reload()
    table.choose_row(1)
    told = []

    def correct(dialog):
        fields = dialog.form.fields
        fields["number"].editor.setText("蓝社险追〔2026〕第 13 号")
        press(dialog.save)
        told.append(fields["reason"].refusal.text())
        fields["reason"].editor.setText("抄错")
        press(dialog.save)

    in_dialog(correct, NumberDialog)
    press(papers.register.number)
    assert "请填写更正原因" in told[0]
    assert table.current().number == "蓝社险追〔2026〕第 13 号"


def test_what_cannot_be_done_to_a_paper_is_not_offered(papers, table):
    table.choose_row(0)
    assert not papers.register.number.isEnabled()
    assert not papers.register.see_scans.isEnabled()
    table.choose_row(1)
    assert papers.register.number.isEnabled()


def test_a_paper_leads_to_its_case(window, papers, table, press, a_decided_case):
    table.choose_row(1)
    press(papers.register.to_case)
    assert window.page("cases").case.number == a_decided_case
    assert window.page("cases").case.isVisible()


def test_printed_copies_show_when_the_paper_is_opened_again(papers, table, in_dialog, press):
    table.choose_row(1)
    in_dialog(lambda dialog: (dialog.printed.emit(2, ""), dialog.reject()), PaperDialog)
    press(papers.register.open)
    assert table.current().copies == 2


def test_a_long_register_is_listed_piece_by_piece(
    window, office, a_decided_case, press, monkeypatch
):
    monkeypatch.setattr(papers_page, "AT_ONCE", 2)
    for _ in range(3):
        batch_printing.issue_batch(office, [a_decided_case], "visit-record")
        printing.issue(office, a_decided_case, "visit-record")
    window.show_page("papers")
    part = window.page("papers").register
    total = register(office).count
    assert part.count.text() == f"共 {total} 份，已列出 2 份"
    part.table.choose_row(1)
    press(part.more)
    assert part.table.records.rowCount() == 4
    assert part.table.currentIndex().row() == 1


def test_the_number_is_filled_in_on_the_page_of_the_case_too(panel, notice, in_dialog, press):
    case = panel("2026-0001")
    case.show_section("papers")

    def give(dialog):
        dialog.form.fields["number"].editor.setText(NUMBER)
        press(dialog.save)

    in_dialog(give, NumberDialog)
    press(case.papers.number)
    assert case.view.file.documents[0].number == NUMBER


def test_the_register_is_printed_as_it_is_looked_for(papers, in_dialog, press, qtbot):
    type_words(qtbot, papers.register.search, "曹水冬")
    seen = []
    in_dialog(lambda shown: (seen.append(shown.title), shown.reject()), ListDialog)
    press(papers.print_register)
    assert seen == ["文书登记簿"]


def test_the_scans_that_wait_stand_beside_the_register(papers, press):
    press(papers.tabs["waiting"])
    assert papers.waiting.isVisible()
    assert not papers.register.isVisible()
    press(papers.tabs["register"])
    assert papers.register.isVisible()
