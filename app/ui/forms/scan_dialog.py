"""A scan on the screen; it is never written to disk in the clear."""

from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.errors import UserError
from app.ui.forms.paper_view import PaperView, PdfPages
from app.ui.help.f1 import helps
from app.ui.theme import ems


class ScanDialog(QDialog):
    """Raises UserError when the scan is no picture this program can show."""

    def __init__(self, scan: bytes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        helps(self, "case-evidence")
        self.setWindowTitle("扫描件")
        self.resize(ems(52), ems(42))
        self.view = PaperView()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self.view.show_pages(PdfPages(scan, self) if scan.startswith(b"%PDF") else pictures(scan))


def pictures(scan: bytes) -> list[QImage]:
    """All pages of a TIFF, the one of a JPG or PNG; turned the way it was photographed."""
    buffer = QBuffer()
    buffer.setData(QByteArray(scan))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    pages = []
    while not (image := reader.read()).isNull():
        pages.append(image)
    if not pages:
        raise UserError("无法显示扫描件", "文件内容不完整，请重新扫描后再登记。")
    return pages
