"""Pages of a PDF on the screen, as they will be on paper."""

from PySide6.QtCore import QBuffer, QByteArray, QObject, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap, QResizeEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

GAP = 14


class PdfPages(QObject):
    """A PDF kept in memory; nothing of it is ever written to disk."""

    def __init__(self, pdf: bytes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QBuffer.OpenModeFlag.ReadOnly)
        self._document = QPdfDocument(self)
        self._document.load(self._buffer)

    def count(self) -> int:
        return self._document.pageCount()

    def is_landscape(self, page: int) -> bool:
        points = self._document.pagePointSize(page)
        return points.width() > points.height()

    def image(self, page: int, width: int) -> QImage:
        """A page so many pixels wide, on white."""
        points = self._document.pagePointSize(page)
        size = QSize(width, round(width * points.height() / points.width()))
        drawn = self._document.render(page, size)
        paper = QImage(size, QImage.Format.Format_RGB32)
        paper.fill(Qt.GlobalColor.white)
        painter = QPainter(paper)
        painter.drawImage(0, 0, drawn)
        painter.end()
        return paper


class PaperView(QScrollArea):
    """Pages below each other, as wide as the window allows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.sheets: list[QLabel] = []
        self._pages: list[QImage] | PdfPages = []
        self._inside = QWidget()
        self._inside.setObjectName("canvas")
        self._layout = QVBoxLayout(self._inside)
        self._layout.setContentsMargins(GAP, GAP, GAP, GAP)
        self._layout.setSpacing(GAP)
        self.setWidget(self._inside)

    def show_pages(self, pages: "PdfPages | list[QImage]") -> None:
        self._pages = pages
        for sheet in self.sheets:
            self._layout.removeWidget(sheet)
            sheet.deleteLater()
        count = pages.count() if isinstance(pages, PdfPages) else len(pages)
        self.sheets = [QLabel() for _ in range(count)]
        for sheet in self.sheets:
            self._layout.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    def _draw(self) -> None:
        width = min(self.viewport().width() - 2 * GAP, 1000)
        scale = self.devicePixelRatioF()
        for at, sheet in enumerate(self.sheets):
            picture = QPixmap.fromImage(self._image(at, round(width * scale)))
            picture.setDevicePixelRatio(scale)
            sheet.setPixmap(picture)

    def _image(self, at: int, width: int) -> QImage:
        if isinstance(self._pages, PdfPages):
            return self._pages.image(at, width)
        mode = Qt.TransformationMode.SmoothTransformation
        return self._pages[at].scaledToWidth(width, mode)
