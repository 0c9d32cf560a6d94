"""Putting a PDF on paper: raster at 300 dpi, one page at a time, white first."""

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from app.errors import UserError
from app.ui.forms.paper_view import PdfPages

DPI = 300


def print_pages(parent: QWidget, pages: PdfPages, title: str) -> int:
    """Ask which printer, print, and return how many copies went out; 0 when the clerk gave up.

    Raises UserError when this computer has no printer, or it does not take the job.
    """
    if not QPrinterInfo.availablePrinterNames():
        raise UserError(
            "没有找到打印机",
            "请连接并安装打印机后再打印；也可以存为 PDF，到别的电脑上打印。",
        )
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    set_up(printer, pages, title)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(f"打印《{title}》")
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return 0
    draw(printer, pages)
    return max(printer.copyCount(), 1)


def set_up(printer: QPrinter, pages: PdfPages, title: str) -> None:
    """A4, the whole sheet, both sides of it where the paper has two pages."""
    printer.setDocName(title)
    printer.setResolution(DPI)
    printer.setFullPage(True)
    printer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF()
        )
    )
    if pages.count() > 1:
        printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)


def draw(printer: QPrinter, pages: PdfPages) -> None:
    """Raises UserError when the printer does not begin."""
    painter = QPainter()
    if not painter.begin(printer):
        raise UserError("打印机没有响应", "请检查打印机是否开机、有纸，再试一次。")
    try:
        for page in range(pages.count()):
            if page:
                printer.newPage()
            sheet = painter.viewport()
            painter.drawImage(sheet, pages.image(page, sheet.width()))
    finally:
        painter.end()
