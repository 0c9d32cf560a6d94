"""The fields a clerk types into. Each gives its value, or a UserError that says what to type.

Full-width digits become narrow when the field is left; no validator ever swallows a key, and
digit fields keep the Chinese input method out of the way.
"""

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.errors import UserError
from app.money import fen_from_yuan, yuan_text
from app.ui.theme import ems

if TYPE_CHECKING:  # models are slow to import; the login window needs this module at once
    from app.models.month import Month

_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_DATE = re.compile(r"(\d{4})\D*?(\d{1,2})\D+(\d{1,2})\D?|(\d{4})(\d\d)(\d\d)")
_MONTH = re.compile(r"(\d{4})\D+(\d{1,2})\D?|(\d{4})(\d\d)")


class Entry(QLineEdit):
    """One line of text, e.g. a name.

    Signals:
        changed(): the text is another one.
        left(): the clerk left the field, its value has been folded.
    """

    changed = Signal()
    left = Signal()

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setMinimumWidth(ems(5))
        self.textChanged.connect(self.changed)

    def value(self) -> Any:
        return self.text().strip()

    def show_value(self, value: Any) -> None:
        self.setText("" if value is None else str(value))
        self.setCursorPosition(0)

    def note(self) -> str:
        """What the value says, shown beside the field; mostly nothing."""
        return ""

    def fold(self) -> None:
        """Write the text as it will be kept; called when the field is left."""

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.fold()
        self.left.emit()


class SecretEntry(Entry):
    """A passphrase: hidden, and taken as it is, blanks included."""

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(hint, parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)

    def value(self) -> str:
        return self.text()


class DigitEntry(Entry):
    """Text of digits, e.g. a phone or account number; the input method stays out."""

    def inputMethodQuery(self, query: Qt.InputMethodQuery, argument: Any = None) -> Any:
        if query == Qt.InputMethodQuery.ImEnabled:
            return False
        return super().inputMethodQuery(query, argument)

    def value(self) -> Any:
        return self.text().translate(_NARROW).strip()

    def fold(self) -> None:
        folded = self.text().translate(_NARROW).strip()
        if folded != self.text():
            self.setText(folded)


class MoneyEdit(DigitEntry):
    """An amount in yuan; value in fen, None when empty."""

    def __init__(self, hint: str = "0.00", parent: QWidget | None = None) -> None:
        super().__init__(hint, parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def value(self) -> int | None:
        text = self.text().strip()
        return fen_from_yuan(text) if text else None

    def show_value(self, value: Any) -> None:
        self.setText("" if value is None else yuan_text(value))
        self.setCursorPosition(0)

    def fold(self) -> None:
        try:
            self.show_value(self.value())
        except UserError:
            super().fold()


class CountEdit(DigitEntry):
    """A whole number, e.g. of periods; None when empty."""

    def value(self) -> int | None:
        text = super().value()
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) <= 6):
            raise UserError("数目无法识别", f"“{text}”不是整数，请填写如 12。")
        return int(text)


class DateEdit(DigitEntry):
    """A day: 2026-11-21, 2026.11.21, 20261121 or 2026年11月21日; None when empty."""

    def __init__(self, hint: str = "如 2026-11-21", parent: QWidget | None = None) -> None:
        super().__init__(hint, parent)

    def value(self) -> date | None:
        text = super().value()
        if not text:
            return None
        match = _DATE.fullmatch(text)
        try:
            if match:
                return date(*(int(part) for part in match.groups() if part))
        except ValueError:
            pass
        raise UserError("日期无法识别", f"“{text}”不是日期，请填写如 2026-11-21。")

    def fold(self) -> None:
        try:
            self.show_value(self.value())
        except UserError:
            super().fold()


class MonthEdit(DigitEntry):
    """A month: 2021-03, 2021.3, 202103 or 2021年3月; None when empty."""

    def __init__(self, hint: str = "如 2021-03", parent: QWidget | None = None) -> None:
        super().__init__(hint, parent)

    def value(self) -> "Month | None":
        from app.models.month import Month

        text = super().value()
        if not text:
            return None
        if match := _MONTH.fullmatch(text):
            year, month = (part for part in match.groups() if part)
            try:
                return Month(f"{year}-{int(month):02d}")
            except ValueError:
                pass
        raise UserError("年月无法识别", f"“{text}”不是年月，请填写如 2021-03。")

    def fold(self) -> None:
        try:
            self.show_value(self.value())
        except UserError:
            super().fold()


class IdEdit(DigitEntry):
    """A citizen's ID number; what is wrong with it stands beside the field, the value is kept:
    old systems do hold wrong numbers, and the service decides. None when empty.
    """

    def value(self) -> str | None:
        from app.rules.identity import normalised

        return normalised(self.text()) or None

    def fold(self) -> None:
        self.show_value(self.value())

    def note(self) -> str:
        from app.rules.identity import read_id

        if not self.value() or self.isReadOnly():
            return ""
        reading = read_id(self.text())
        born = f"{reading.birth.year}年{reading.birth.month}月出生，" if reading.birth else ""
        return reading.message or f"{born}{reading.sex}"


class NoteEdit(QPlainTextEdit):
    """Several lines. Tab leaves the field, Enter walks on, Shift+Enter begins a new line."""

    changed = Signal()
    left = Signal()

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)  # a file dropped on it belongs to the window
        self.setFixedHeight(ems(4.6))
        self.textChanged.connect(self.changed)

    def value(self) -> str:
        return self.toPlainText().strip()

    def show_value(self, value: Any) -> None:
        self.setPlainText(value or "")

    def note(self) -> str:
        return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()
