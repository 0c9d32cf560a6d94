"""Putting a PDF on paper: raster at 300 dpi, one page at a time, white first."""

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from app.errors import UserError
from app.ui.forms.paper_view import PdfPages

DPI = 300
Orientation = QPageLayout.Orientation
Duplex = QPrinter.DuplexMode


def print_pages(parent: QWidget, pages: PdfPages, title: str, *, copies: int = 1) -> int:
    """Ask which printer, print, and return how many copies went out; 0 when the clerk gave up.

    copies: what the dialog begins with. Raises UserError when this computer has no printer, or
    it does not take the job.
    """
    check_printer()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    set_up(printer, pages, title)
    printer.setCopyCount(copies)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(f"打印《{title}》")
    dialog.setMinMax(1, pages.count())
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return 0
    draw(printer, pages)
    return max(printer.copyCount(), 1)


def check_printer() -> None:
    """Raises UserError when this computer has no printer."""
    if not QPrinterInfo.availablePrinterNames():
        raise UserError(
            "没有找到打印机",
            "请连接并安装打印机后再打印；也可以存为 PDF，到别的电脑上打印。",
        )


def set_up(printer: QPrinter, pages: PdfPages, title: str) -> None:
    """A4, the whole sheet, both sides of it where the paper has two pages or more."""
    printer.setDocName(title)
    printer.setResolution(DPI)
    printer.setFullPage(True)
    printer.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.A4), _orientation(pages, 0), QMarginsF())
    )
    printer.setDuplex(sides(pages))


def sides(pages: PdfPages) -> Duplex:
    """One page has one side; landscape pages are turned over their short side."""
    if pages.count() == 1:
        return Duplex.DuplexNone
    return Duplex.DuplexShortSide if pages.is_landscape(0) else Duplex.DuplexLongSide


def draw(printer: QPrinter, pages: PdfPages) -> None:
    """The pages the dialog asks for, once, or as often as a printer cannot repeat them itself.

    Raises UserError when the printer does not begin, or stops.
    """
    by_hand = 1 if printer.supportsMultipleCopies() else max(printer.copyCount(), 1)
    chosen = [page for _ in range(by_hand) for page in _chosen(printer, pages)]
    printer.setPageOrientation(_orientation(pages, chosen[0]))
    painter = QPainter()
    if not painter.begin(printer):
        raise _no_answer()
    try:
        for at, page in enumerate(chosen):
            if at:
                printer.setPageOrientation(_orientation(pages, page))
                if not printer.newPage():
                    raise _no_answer()
            sheet = painter.viewport()
            painter.drawImage(sheet, pages.image(page, sheet.width()))
    finally:
        painter.end()
    if printer.printerState() in (QPrinter.PrinterState.Aborted, QPrinter.PrinterState.Error):
        raise _no_answer()


def _chosen(printer: QPrinter, pages: PdfPages) -> range:
    """From 0, up to but not with the end."""
    if printer.printRange() != QPrinter.PrintRange.PageRange or not printer.fromPage():
        return range(pages.count())
    return range(printer.fromPage() - 1, min(printer.toPage() or pages.count(), pages.count()))


def _orientation(pages: PdfPages, page: int) -> Orientation:
    return Orientation.Landscape if pages.is_landscape(page) else Orientation.Portrait


def _no_answer() -> UserError:
    return UserError("打印机没有响应", "请检查打印机是否开机、有纸，再试一次。")
