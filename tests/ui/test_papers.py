"""Papers on the screen, to a file, and to a printer."""

import tempfile

import pytest
from PySide6.QtGui import QColor, QDesktopServices
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QFileDialog

from app.forms.pdf import render_pdf
from app.services import cases, printing
from app.services.case_view import case_view
from app.ui.forms.elsewhere import open_elsewhere, remove_opened
from app.ui.forms.paper_dialog import REDRAW_MS, PaperDialog
from app.ui.forms.paper_view import PdfPages
from app.ui.forms.printer import draw, set_up, sides
from app.ui.forms.reprint_dialog import ReprintDialog
from tests.forms.samples.engine import ENGINE


@pytest.fixture
def notice(office, a_decided_case):
    return printing.draft_pdf(printing.preview(office, a_decided_case, "refund-notice"))


@pytest.fixture
def dialog(qtbot, notice):
    shown = PaperDialog("告知书")
    shown.show_issued(notice, signed=2, printed=0)
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


def test_what_another_program_showed_goes_with_ours(tmp_path, monkeypatch):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: True)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    open_elsewhere("告知书", lambda path: path.write_bytes(b"%PDF"))
    (tmp_path / "别人的").mkdir()
    assert len(list(tmp_path.iterdir())) == 2
    remove_opened()
    assert [path.name for path in tmp_path.iterdir()] == ["别人的"]


def test_printed_copies_are_counted(issued, in_dialog, press):
    in_dialog(lambda dialog: (dialog.printed.emit(2, ""), dialog.reject()))
    issued.show_section("papers")
    press(issued.papers.open)
    assert issued.view.file.documents[0].copies == 2


class Accepted(QDialog):
    """The system's print dialog as a clerk leaves it: some copies, maybe one page of two."""

    copies, first, result = 1, 0, QDialog.DialogCode.Accepted

    def __init__(self, printer, parent):
        super().__init__(parent)
        self.printer = printer

    def setMinMax(self, first, last):  # noqa: N802 - Qt's name
        assert (first, last) == (1, 2)

    def exec(self):
        self.printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        self.printer.setOutputFileName(str(self.folder / "printed.pdf"))
        self.printer.setCopyCount(self.copies)
        if self.first:
            self.printer.setPrintRange(QPrinter.PrintRange.PageRange)
            self.printer.setFromTo(self.first, self.first)
        return self.result


@pytest.fixture
def a_printer(tmp_path, monkeypatch):
    """A computer with a printer, and what the clerk chooses in its dialog."""
    chosen = type("Chosen", (Accepted,), {"folder": tmp_path})
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["HP"])
    monkeypatch.setattr("app.ui.forms.printer.QPrintDialog", chosen)
    return chosen


def printed_pages(folder):
    return PdfPages((folder / "printed.pdf").read_bytes()).count()


def choose(asked, reason):
    asked.form.fields["usual"].editor.show_value(reason)


def test_a_job_given_up_counts_nothing(a_printer, dialog, press, tmp_path):
    a_printer.result = QDialog.DialogCode.Rejected
    counted = []
    dialog.printed.connect(lambda copies, why: counted.append((copies, why)))
    press(dialog.print_button)
    assert counted == []
    assert not (tmp_path / "printed.pdf").exists()


def test_copies_and_pages_are_those_of_the_dialog(a_printer, dialog, press, tmp_path):
    a_printer.copies, a_printer.first = 3, 2
    counted = []
    dialog.printed.connect(lambda copies, why: counted.append((copies, why)))
    press(dialog.print_button)
    assert counted == [(3, "")]
    assert printed_pages(tmp_path) in (1, 3)  # a PDF may be told to repeat itself


def test_more_copies_than_are_signed_ask_why_before_printing(
    a_printer, dialog, in_dialog, press, tmp_path
):
    counted = []

    def count(copies, why):
        counted.append((copies, why))
        dialog.show_printed(copies, sum(times for times, _ in counted))

    dialog.printed.connect(count)
    a_printer.copies = 2
    press(dialog.print_button)
    (tmp_path / "printed.pdf").unlink()
    in_dialog(lambda asked: asked.reject())
    press(dialog.print_button)
    assert not (tmp_path / "printed.pdf").exists()
    in_dialog(
        lambda asked: (asked.form.fields["usual"].editor.show_value("遗失补打"), asked.accept())
    )
    press(dialog.print_button)
    assert counted == [(2, ""), (2, "遗失补打")]


def test_another_reason_is_said_in_words(qtbot, press):
    asked = ReprintDialog("告知书", 2)
    qtbot.addWidget(asked)
    asked.show()
    choose(asked, "其他")
    press(asked.go_on)
    assert asked.form.fields["words"].refusal.text() == "请写明补打的原因。"
    asked.form.fields["words"].editor.setText("当事人多要一份")
    with qtbot.waitSignal(asked.accepted):
        press(asked.go_on)
    assert asked.reason() == "当事人多要一份"


def test_landscape_pages_are_printed_landscape_and_turned_over_the_short_side(qtbot, tmp_path):
    pages = PdfPages(render_pdf([ENGINE["ledger"]]))
    assert pages.is_landscape(0)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    set_up(printer, pages, "台账")
    assert sides(pages) == QPrinter.DuplexMode.DuplexShortSide
    draw(printer, pages)
    printed = PdfPages((tmp_path / "printed.pdf").read_bytes())
    assert printed.count() == pages.count()
    assert all(printed.is_landscape(page) for page in range(printed.count()))


def test_one_page_is_not_printed_on_both_sides(qtbot, notice, office, a_decided_case):
    record = printing.preview(office, a_decided_case, "visit-record")
    assert sides(PdfPages(printing.draft_pdf(record))) == QPrinter.DuplexMode.DuplexNone
    assert sides(PdfPages(notice)) == QPrinter.DuplexMode.DuplexLongSide


@pytest.fixture
def drafted(panel, a_decided_case, in_dialog, press):
    """Opens the draft of a form, and hands its dialog to whoever acts in it."""

    def open_draft(form, act):
        shown = panel(a_decided_case)
        shown.show_section("papers")
        in_dialog(act)
        press(shown.papers.offers.lines[form].preview)
        return shown

    return open_draft


def test_what_is_chosen_stands_on_the_draft_and_on_the_paper(drafted, qtbot, press):
    def choose(dialog):
        with qtbot.waitSignal(dialog.redraw_asked):
            dialog.choices.fields["department"].editor.show_value("hospital")
        press(dialog.issue)
        assert not dialog.choices.isVisible()
        dialog.reject()

    shown = drafted("assist-letter", choose)
    (letter,) = shown.view.file.documents
    assert "医院（卫生院）" in str(letter.content)


def test_no_draft_comes_after_what_was_issued(drafted, qtbot, press):
    """出具 is pressed before the draft with the last choice was drawn."""

    def issue(dialog):
        dialog.choices.changed.emit()
        press(dialog.issue)
        qtbot.wait(REDRAW_MS + 100)
        assert not dialog.issue.isVisible()
        dialog.reject()

    assert len(drafted("refund-notice", issue).view.file.documents) == 1


def test_a_correction_is_not_issued_without_its_reason(
    drafted, office, a_decided_case, qtbot, press
):
    printing.issue(office, a_decided_case, "refund-notice")
    cases.assess(office, a_decided_case, 1_200_000)
    told = []

    def issue(dialog):
        reason = dialog.choices.fields["reason"]
        assert reason.title() == "更正原因 *"
        press(dialog.issue)
        told.append(reason.refusal.text())
        reason.editor.setText("核定金额变更")
        press(dialog.issue)
        dialog.reject()

    shown = drafted("refund-notice", issue)
    assert "再次出具请填写更正原因" in told[0]
    first, second = shown.view.file.documents
    assert second.replaces_id == first.id


def test_the_paper_of_the_next_step_stands_first_and_out(panel, a_decided_case):
    shown = panel(a_decided_case)
    shown.show_section("papers")
    offers = shown.papers.offers
    needed = [offer for offer in shown.view.papers if offer.is_open and offer.is_needed]
    assert needed, shown.view.next
    first = offers.lines[needed[0].form]
    assert offers.needed.isAncestorOf(first)
    assert first.preview.property("role") == "primary"
    assert offers.first_button() is first.preview
    assert offers.others.isAncestorOf(offers.lines["case-index"])
    assert offers.later.isAncestorOf(offers.lines["settlement-certificate"])
    assert not offers.lines["jiangxi-refund-notice"].isVisibleTo(shown.papers)


def test_the_same_line_keeps_the_focus_when_the_case_is_read_again(panel, a_decided_case):
    shown = panel(a_decided_case)
    shown.show_section("papers")
    line = shown.papers.offers.lines["visit-record"]
    line.preview.setFocus()
    shown.papers.show_view(shown.view)
    assert line.preview.hasFocus()
