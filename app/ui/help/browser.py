"""The handbook to read: as wide as there is room, in the text size the program has."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from app.ui.help.handbook import FOLDER, Handbook
from app.ui.help.typeset import MARGIN_EMS, typeset
from app.ui.theme import LIGHT, ems

MOST_EMS = 58  # a line longer than that is hard to read


class HandbookBrowser(QTextBrowser):
    """Signals:
    reached(int): another section is at the top, by its place.
    asked(QUrl): a link was pressed; it never leads out of the program.
    """

    reached = Signal(object)
    asked = Signal(QUrl)

    def __init__(self, book: Handbook) -> None:
        super().__init__()
        self._book = book
        self._at = -1
        self._headings: list[QTextBlock] = []
        self._document: QTextDocument | None = None
        self._marked: tuple[str, ...] = ()
        self._wide = 0
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("使用手册")
        self.anchorClicked.connect(self.asked)
        self.verticalScrollBar().valueChanged.connect(self._tell)

    def show_section(self, place: int) -> None:
        """Bring the heading of a section to the top."""
        self._set_anew()
        heading = self._headings[place]
        self.setTextCursor(QTextCursor(heading))
        top = self.document().documentLayout().blockBoundingRect(heading).top()
        self.verticalScrollBar().setValue(round(top) - ems(0.6))
        self._tell()

    def mark(self, words: Sequence[str]) -> None:
        """Every place where one of the words stands."""
        self._marked = tuple(words)
        look = QTextCharFormat()
        look.setBackground(QColor(LIGHT.warn_soft))
        marks = []
        for word in words:
            found = self.document().find(word)
            while not found.isNull():
                mark = QTextEdit.ExtraSelection()
                mark.cursor, mark.format = found, look  # type: ignore[attr-defined]
                marks.append(mark)
                found = self.document().find(word, found)
        self.setExtraSelections(marks)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """A picture no wider than the page, drawn smoothly."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, name)
        picture = QImage(str(FOLDER / QUrl(name).path()))
        if picture.isNull():
            return picture
        ratio = self.devicePixelRatioF()
        wide = round(min(picture.width(), self._room()) * ratio)
        scaled = picture.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation)
        scaled.setDevicePixelRatio(ratio)
        return scaled

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.isVisible():
            self.show_section(max(self._at, 0))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._headings:
            self._wide = 0
            self.show_section(max(self._at, 0))

    def _set_anew(self) -> None:
        """A fresh document where the width is another: pictures are as wide as there is room."""
        if self._wide == self.viewport().width():
            return
        self._wide = self.viewport().width()
        self._headings = []  # nobody may ask where they are until they are there again
        before, document = self._document, QTextDocument(self)
        document.setDefaultFont(self.font())
        free = self._wide - self._room() - 2 * ems(MARGIN_EMS)
        headings = typeset(document, self._book.markdown, free=max(free, 0))
        self.setExtraSelections([])  # they point into the old one
        self.setDocument(document)
        self._document, self._headings = document, headings
        self.mark(self._marked)
        if before is not None:
            before.deleteLater()

    def _room(self) -> int:
        """How wide text and pictures may be."""
        return max(min(self._wide - 2 * ems(MARGIN_EMS), ems(MOST_EMS)), ems(10))

    def _tell(self) -> None:
        top = self.verticalScrollBar().value() + ems(1)
        layout = self.document().documentLayout()
        above = [
            at
            for at, heading in enumerate(self._headings)
            if layout.blockBoundingRect(heading).top() <= top
        ]
        place = above[-1] if above else 0
        if self._headings and place != self._at:
            self._at = place
            self.reached.emit(place)
