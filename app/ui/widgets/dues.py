"""When something is due: a day in words, late or near by icon and word, never by colour alone."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.ui import theme
from app.ui.theme import ems
from app.ui.widgets.texts import restyle, text_label

NEAR_DAYS = 7


def how_long(due_on: date, today: date) -> str:
    """已逾期 12 天, 今天到期, 还有 3 天; "" when it is far off."""
    days = (due_on - today).days
    if days < 0:
        return f"已逾期 {-days} 天"
    if days == 0:
        return "今天到期"
    return f"还有 {days} 天" if days <= NEAR_DAYS else ""


class DueSign(QWidget):
    """A day and how far off it is, on two lines."""

    def __init__(self) -> None:
        super().__init__()
        self.words = text_label("", "small")
        self._sign = QLabel()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.words)

    def show_due(self, due_on: date, today: date) -> None:
        days = (due_on - today).days
        look = ("circle", theme.LIGHT.quiet, "small")
        if days < 0:
            look = ("circle-alert", theme.LIGHT.bad, "refused")
        elif days <= NEAR_DAYS:
            look = ("triangle-alert", theme.LIGHT.warn, "warn-small")
        icon, tone, role = look
        self._sign.setPixmap(theme.pixmap(icon, tone, ems(1.2)))
        restyle(self.words, "role", role)
        far = how_long(due_on, today)
        self.words.setText(f"应于 {due_on} 前办理" + (f"\n{far}" if far else ""))
