"""计算说明: every figure of a case with its steps and articles, as a text to read and copy."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.ui.help.f1 import helps
from app.ui.theme import ems
from app.ui.widgets.texts import button


class ExplainDialog(QDialog):
    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        helps(self, "explain")
        self.setWindowTitle("计算说明")
        self.resize(ems(46), ems(34))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setPlainText(text)
        self.text.setAccessibleName("计算说明")
        self.copy, self.leave = button("复制全文", "file-output"), button("关闭", role="primary")
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        self.leave.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.copy)
        foot.addStretch()
        foot.addWidget(self.leave)
        layout = QVBoxLayout(self)
        layout.addWidget(self.text, 1)
        layout.addLayout(foot)
