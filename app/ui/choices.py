"""Fields that are chosen, not typed. F2 opens the list; the wheel only scrolls the page."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from app.ui.theme import ems

Choice = tuple[Any, str]  # the value kept, the words shown


class CodeCombo(QComboBox):
    """One of several words; value is its code.

    Signals:
        changed(): another one is shown.
        left(): the clerk left the field.
    """

    changed = Signal()
    left = Signal()

    def __init__(self, choices: Iterable[Choice] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[Any] = []  # Qt would turn our codes into plain text
        self.setMinimumContentsLength(5)
        self.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon,
        )
        self.setMinimumWidth(ems(6))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.currentIndexChanged.connect(self.changed)
        self.offer(choices)

    def offer(self, choices: Iterable[Choice]) -> None:
        """Other choices; the one shown stays where it is among them."""
        before, offered = self.value(), list(choices)
        self.blockSignals(True)
        self.clear()
        self._values = [value for value, _ in offered]
        self.addItems([words for _, words in offered])
        self.setCurrentIndex(self._values.index(before) if before in self._values else 0)
        self.blockSignals(False)
        self.changed.emit()

    def value(self) -> Any:
        """None when there is nothing to choose from."""
        at = self.currentIndex()
        return self._values[at] if 0 <= at < len(self._values) else None

    def show_value(self, value: Any) -> None:
        self.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def note(self) -> str:
        return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.showPopup()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class SuggestCombo(CodeCombo):
    """Words to choose from, or any other text typed; value is the text."""

    def __init__(self, words: Iterable[str] = (), parent: QWidget | None = None) -> None:
        super().__init__((), parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.editTextChanged.connect(self.changed)
        self.suggest(words)

    def suggest(self, words: Iterable[str]) -> None:
        """Other words; the first is shown."""
        self.offer((word, word) for word in words)
        self.setCurrentIndex(0)

    def value(self) -> str:
        return self.currentText().strip()

    def show_value(self, value: Any) -> None:
        self.setEditText(value or "")


class TickBox(QCheckBox):
    """Yes or no."""

    changed = Signal()
    left = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.toggled.connect(self.changed)

    def value(self) -> bool:
        return self.isChecked()

    def show_value(self, value: Any) -> None:
        self.setChecked(bool(value))

    def note(self) -> str:
        return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()
