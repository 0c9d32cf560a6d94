"""还缺什么: the papers and facts a case needs, done or open."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.services.case_view import CaseView
from app.ui import theme
from app.ui.theme import ems
from app.ui.widgets.texts import Card, text_label


class TasksPanel(Card):
    """What the case still needs, and what it has."""

    def __init__(self) -> None:
        super().__init__("还缺什么")
        self.body.setContentsMargins(14, 12, 14, 12)
        self._rows: QWidget | None = None
        self.body.addStretch()

    def show_view(self, view: CaseView) -> None:
        if self._rows is not None:
            self._rows.hide()
            self._rows.deleteLater()
        self._rows = QWidget()
        layout = QVBoxLayout(self._rows)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(7)
        for task in view.tasks:
            sign = QLabel()
            name, tone = (
                ("circle-check", theme.LIGHT.good) if task.done else ("circle", theme.LIGHT.quiet)
            )
            sign.setPixmap(theme.pixmap(name, tone, ems(1.1)))
            words = text_label(task.text, "small" if task.done else "", wrap=True)
            words.setAccessibleName(f"{'已办' if task.done else '未办'}：{task.text}")
            line = QHBoxLayout()
            line.setSpacing(7)
            line.addWidget(sign)
            line.addWidget(words, 1)
            layout.addLayout(line)
        self.body.insertWidget(1, self._rows)
