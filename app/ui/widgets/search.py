"""A line to search in: what was typed is looked for once the clerk stops for a moment."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QKeyEvent

from app.ui.fields import Entry
from app.ui.theme import LIGHT, ems, pixmap

TYPING_MS = 120


class SearchEntry(Entry):
    """Signals:
    searched(str): the clerk stopped typing, or went on.
    went_on(): Down or Enter leads to what was found.
    """

    searched = Signal(object)
    went_on = Signal()

    def __init__(self, hint: str) -> None:
        super().__init__(hint)
        sign = QIcon(pixmap("search", LIGHT.quiet, ems(1.2)))
        self.addAction(sign, Entry.ActionPosition.LeadingPosition)
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(ems(13))
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(lambda: self.searched.emit(self.value()))
        self.changed.connect(self._typing.start)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._typing.isActive():  # a reader of codes types and presses Enter at once
                self._typing.stop()
                self.searched.emit(self.value())
            self.went_on.emit()
        else:
            super().keyPressEvent(event)
