"""The edge where a bug arrives: one dialog, the details without any value people typed."""

import logging
import sys
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.log import anonymous
from app.ui.theme import ems
from app.ui.widgets.texts import button, text_label


class CrashDialog(QDialog):
    """Says that the program erred, not the clerk, and what to do."""

    def __init__(self, details: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("程序出错")
        self.setMinimumWidth(ems(34))
        shown = QPlainTextEdit(details)
        shown.setReadOnly(True)
        copy, close = button("复制详情"), button("关闭", role="primary")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
        close.clicked.connect(self.accept)
        advice = (
            "刚才的操作没有完成，已保存的内容不受影响。请重试；"
            "仍出错的，请点“复制详情”，发给维护人员。详情中没有个人信息。"
        )
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(copy)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(text_label("程序出错了", "heading"))
        layout.addWidget(text_label(advice, wrap=True))
        layout.addWidget(shown)
        layout.addLayout(buttons)
        shown.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.setFocus()


def install() -> None:
    """From now on whatever nobody caught is shown, not lost."""
    sys.excepthook = _show


def _show(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, where)
        return
    details = anonymous(error)
    logging.getLogger(__name__).error(details)
    CrashDialog(details).exec()
