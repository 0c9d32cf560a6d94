"""What the program tells the clerk: a bar above the page; a box for what cannot be undone."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMessageBox, QVBoxLayout, QWidget

from app.errors import UserError
from app.ui import theme
from app.ui.widgets.texts import button, restyle, text_label

LOOKS = {
    "done": ("circle-check", theme.LIGHT.good),
    "warning": ("triangle-alert", theme.LIGHT.warn),
    "error": ("circle-alert", theme.LIGHT.bad),
}


class Marking(Protocol):
    """A form, or anything else that can show a refusal beside the field at fault."""

    def mark(self, refused: UserError) -> bool: ...


class MessageBar(QFrame):
    """The last thing said stays until it is closed, or something else is done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self._sign = QLabel()
        self._title = text_label("", "strong", wrap=True)
        self._advice = text_label("", wrap=True)
        self._close = button("知道了", role="link")
        self._close.clicked.connect(self.hide)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._advice)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 8, 8, 8)
        layout.setSpacing(10)
        layout.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        layout.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def text(self) -> str:
        """What is being said, for tests and screen readers; "" when nothing is."""
        if self.isHidden():
            return ""
        return "。".join(part for part in (self._title.text(), self._advice.text()) if part)

    def say_done(self, title: str, advice: str = "") -> None:
        self._say("done", title, advice)

    def warn(self, title: str, advice: str = "") -> None:
        self._say("warning", title, advice)

    def show_error(self, refused: UserError) -> None:
        self._say("error", refused.title, refused.advice)

    def _say(self, kind: str, title: str, advice: str) -> None:
        sign, tone = LOOKS[kind]
        restyle(self, "kind", kind)
        self._sign.setPixmap(theme.pixmap(sign, tone, theme.ems(1.4)))
        self._title.setText(title)
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))
        self.setAccessibleName(f"{title}。{advice}")
        self.show()


@contextmanager
def refusals_shown(messages: MessageBar, *marking: Marking) -> Iterator[None]:
    """Whatever is refused inside goes to the bar, and beside the field at fault."""
    messages.hide()
    try:
        yield
    except UserError as refused:
        messages.show_error(refused)
        for part in marking:
            if part.mark(refused):
                break


def confirmed(parent: QWidget, title: str, text: str, verb: str) -> bool:
    """Ask about what cannot be undone. Enter and Esc both mean 取消."""
    box = QMessageBox(parent)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    do_it = box.addButton(verb, QMessageBox.ButtonRole.DestructiveRole)
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)
    box.exec()
    return box.clickedButton() is do_it
