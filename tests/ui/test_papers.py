"""Papers on the screen, to a file, and to a printer."""

import pytest
from PySide6.QtGui import QColor, QDesktopServices
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog

from app.services import printing
from app.services.case_view import case_view
from app.ui.forms.paper_dialog import PaperDialog
from app.ui.forms.paper_view import PdfPages
from app.ui.forms.printer import draw, set_up


@pytest.fixture
def notice(office, a_decided_case):
    return printing.draft_pdf(printing.preview(office, a_decided_case, "refund-notice"))


@pytest.fixture
def dialog(qtbot, notice):
    shown = PaperDialog("告知书", notice, is_draft=False)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def test_pages_are_white_with_ink(qtbot, notice):
    pages = PdfPages(notice)
    assert pages.count() == 2
    page = pages.image(0, 600)
    assert (page.width(), page.height()) == (600, 849)
    assert page.pixelColor(2, 2) == QColor("white")
    inked = [page.pixelColor(x, y) for x in range(0, 600, 3) for y in range(0, 849, 3)]
    assert any(colour.lightness() < 80 for colour in inked)


def test_every_page_goes_to_the_printer(qtbot, notice, tmp_path):
    target = tmp_path / "printed.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    pages = PdfPages(notice)
    set_up(printer, pages, "告知书")
    assert printer.resolution() == 300
    draw(printer, pages)
    assert PdfPages(target.read_bytes()).count() == 2


def test_without_a_printer_a_sentence_says_what_to_do(dialog, press, monkeypatch):
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    press(dialog.print_button)
    assert "没有找到打印机" in dialog.messages.text()
    assert "存为 PDF" in dialog.messages.text()


@pytest.fixture
def issued(page, office, a_decided_case):
    """Opens the issued notice, and hands its dialog to whoever acts in it."""
    printing.issue(office, a_decided_case, "refund-notice")
    page.open_case(a_decided_case)
    return page.case


@pytest.mark.parametrize(("place", "said"), [("告知书", "已存为 PDF"), ("a_file/告知书", "无法")])
def test_a_paper_is_kept_as_pdf_and_that_is_logged(
    issued, in_dialog, press, tmp_path, monkeypatch, place, said
):
    (tmp_path / "a_file").write_text("")
    target = tmp_path / f"{place}.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    told = []
    in_dialog(
        lambda dialog: (press(dialog.save), told.append(dialog.messages.text()), dialog.reject())
    )
    issued.show_section("papers")
    press(issued.papers.open)
    assert said in told[0]
    assert target.exists() == (said == "已存为 PDF")
    events = case_view(issued.office, issued.number).events
    assert ("存为 PDF" in events[-1].summary) == target.exists()


def test_another_program_opens_a_paper(issued, in_dialog, press, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    in_dialog(lambda dialog: (press(dialog.open_elsewhere), dialog.reject()))
    issued.show_section("papers")
    press(issued.papers.open)
    assert opened[0].toLocalFile().endswith("多领社会保险待遇追缴告知书.pdf")


def test_printed_copies_are_counted(issued, in_dialog, press):
    in_dialog(lambda dialog: (dialog.printed.emit(2), dialog.reject()))
    issued.show_section("papers")
    press(issued.papers.open)
    assert issued.view.file.documents[0].copies == 2
