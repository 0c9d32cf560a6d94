"""Papers on the screen, to a file, and to a printer."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from app.services import printing
from app.ui.forms.paper_dialog import PaperDialog
from app.ui.forms.paper_view import PdfPages
from app.ui.forms.printer import draw, set_up


@pytest.fixture
def notice(office, a_decided_case):
    return printing.preview_pdf(office, a_decided_case, "refund-notice")


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


def test_a_paper_is_kept_as_pdf(dialog, notice, tmp_path):
    dialog.save_to(tmp_path / "告知书.pdf")
    assert (tmp_path / "告知书.pdf").read_bytes() == notice
    assert "已存为 PDF" in dialog.messages.text()


def test_a_place_that_cannot_be_written_is_told(dialog, tmp_path):
    dialog.save_to(tmp_path / "missing" / "告知书.pdf")
    assert "不能写入" in dialog.messages.text()
