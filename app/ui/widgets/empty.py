"""What stands where nothing is yet: one sentence, and what to do next."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.ui.widgets.texts import text_label


class EmptyState(QFrame):
    def __init__(self, title: str, advice: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 20)
        layout.setSpacing(6)
        layout.addStretch()
        self._title, self._advice = (
            text_label(text, role, wrap=True)
            for text, role in ((title, "heading"), (advice, "quiet"))
        )
        for label in (self._title, self._advice):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addStretch()

    def say(self, title: str, advice: str) -> None:
        """Other words, e.g. when it is empty for another reason."""
        self._title.setText(title)
        self._advice.setText(advice)
