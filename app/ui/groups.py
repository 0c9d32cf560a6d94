"""Fields made of several: two months, or rows of them. Enter walks inside, then on."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QWidget

from app.errors import UserError
from app.ui.fields import Entry, MonthEdit
from app.ui.widgets.texts import button, text_label

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class GroupEdit(QWidget):
    """Signals:
    changed(): one of its fields says something else.
    left(): the clerk left one of its fields.
    """

    changed = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.editors: list[Entry] = []

    def value(self) -> Any:
        raise NotImplementedError

    def show_value(self, value: Any) -> None:
        raise NotImplementedError

    def note(self) -> str:
        return ""

    def take(self, editor: Entry) -> None:
        """One more field, the last to be walked to."""
        self.editors.append(editor)
        self.setFocusProxy(self.editors[0])
        editor.changed.connect(self.changed)
        editor.left.connect(self._tell_left)
        editor.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            place = next((at for at, one in enumerate(self.editors) if one is watched), -1)
            if event.key() in ENTER and 0 <= place < len(self.editors) - 1:
                self.editors[place + 1].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _tell_left(self) -> None:
        """Only when the focus is not in another of its fields."""
        now = QApplication.focusWidget()
        if now is None or not self.isAncestorOf(now):
            self.left.emit()


class PeriodEdit(GroupEdit):
    """From a month to a month; None while both are empty."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.last = MonthEdit(), MonthEdit()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.first, 1)
        layout.addWidget(text_label("至", "quiet"))
        layout.addWidget(self.last, 1)
        for editor in (self.first, self.last):
            self.take(editor)

    def value(self) -> Any:
        first, last = self.first.value(), self.last.value()
        if first is None and last is None:
            return None
        if first is None or last is None:
            raise UserError("年月不全", "请填写起、止两个年月。")
        return first, last

    def show_value(self, value: Any) -> None:
        first, last = value or (None, None)
        self.first.show_value(first)
        self.last.show_value(last)


class RowsEdit(GroupEdit):
    """Rows of the same fields, as many as needed; value: a tuple for each row filled in."""

    def __init__(self, titles: Sequence[str], make: Sequence[Callable[[], Entry]]) -> None:
        super().__init__()
        self._titles, self._make = tuple(titles), tuple(make)
        self.add = button("再加一行", "plus", role="link")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(len(self._make), 1)
        self.add.clicked.connect(self._add_and_go)
        self._add_row()

    def value(self) -> tuple[tuple[Any, ...], ...]:
        read = [tuple(editor.value() for editor in row) for row in self._rows()]
        filled = [row for row in read if any(value not in (None, "") for value in row)]
        for row in filled:
            for title, value in zip(self._titles, row, strict=True):
                if value in (None, ""):
                    raise UserError("填写不全", f"每一行都请填写“{title}”。")
        return tuple(filled)

    def show_value(self, value: Any) -> None:
        shown = [each for row in value or () for each in row]
        while len(self.editors) < len(shown):
            self._add_row()
        for at, editor in enumerate(self.editors):
            editor.show_value(shown[at] if at < len(shown) else None)

    def _rows(self) -> list[list[Entry]]:
        wide = len(self._make)
        return [self.editors[at : at + wide] for at in range(0, len(self.editors), wide)]

    def _add_row(self) -> None:
        row = len(self.editors) // len(self._make)
        for at, (title, make) in enumerate(zip(self._titles, self._make, strict=True)):
            editor = make()
            editor.setPlaceholderText(title)
            editor.setAccessibleName(title)
            self._grid.addWidget(editor, row, at)
            self.take(editor)
        self._grid.addWidget(self.add, row, len(self._make), Qt.AlignmentFlag.AlignLeft)

    def _add_and_go(self) -> None:
        self._add_row()
        self.editors[-len(self._make)].setFocus()
