"""自检 in the window: a line for each check as it is done, then one sentence for the phone."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.help.f1 import helps
from app.ui.self_test import CHECKS, GOOD, Checked, checked, report_text, verdict
from app.ui.widgets.texts import button, text_label

BREATH_MS = 30  # for the window to show the line before the next check


class SelfTestDialog(QDialog):
    """Begins by itself; closing it ends the test."""

    def __init__(self, data: Path, today: Callable[[], date], parent: QWidget | None) -> None:
        super().__init__(parent)
        helps(self, "self-test")
        self.setWindowTitle("自检")
        self.setMinimumWidth(theme.ems(42))
        self.done_checks: list[Checked] = []
        self._running = checked(data, today)
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(12)
        self._lines.setColumnStretch(2, 1)
        for row, (title, _) in enumerate(CHECKS):
            self._lines.addWidget(text_label(title, "strong"), row, 1)
        self.verdict = text_label("正在自检…", "heading", wrap=True)
        self.copy, self._close = button("复制结果"), button("关闭", role="primary")
        self.copy.setEnabled(False)
        self.copy.clicked.connect(self._copy)
        self._close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.copy)
        buttons.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.verdict)
        layout.addLayout(self._lines)
        layout.addLayout(buttons)
        QTimer.singleShot(BREATH_MS, self, self._next)

    def done(self, result: int) -> None:
        self._running.close()
        super().done(result)

    def _next(self) -> None:
        one = next(self._running, None)
        if one is None:
            self.verdict.setText(verdict(self.done_checks))
            self.copy.setEnabled(True)
            return
        self._show(len(self.done_checks), one)
        self.done_checks.append(one)
        QTimer.singleShot(BREATH_MS, self, self._next)

    def _show(self, row: int, one: Checked) -> None:
        is_good = one.result == GOOD
        name, tone = ("check", theme.LIGHT.good) if is_good else ("circle-alert", theme.LIGHT.bad)
        sign = QLabel()
        sign.setPixmap(theme.pixmap(name, tone, theme.ems(1.2)))
        sign.setAccessibleName(one.result)
        self._lines.addWidget(sign, row, 0)
        self._lines.addWidget(text_label(one.words, wrap=True), row, 2)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(report_text(self.done_checks))
