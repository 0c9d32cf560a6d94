"""Labels and buttons. What people typed is only ever shown through these: always plain text."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from app.money import yuan_text
from app.ui import theme


def text_label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """role: one of the looks of style.qss; "" is ordinary text."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setProperty("role", role)
    label.setWordWrap(wrap)
    return label


class ElidedLabel(QLabel):
    """One line that ends in … where there is no room."""

    def __init__(self, role: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(min(least.width(), theme.ems(6)), least.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        room = self.contentsRect()
        words = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)


def button(text: str, icon_name: str = "", *, role: str = "") -> QPushButton:
    """role: primary (one per view), link, nav or "" for an ordinary one. Enter alone never
    presses a button that has not the focus.
    """
    result = QPushButton(text)
    result.setAutoDefault(False)
    result.setProperty("role", role)
    if icon_name:
        result.setIcon(_icon(icon_name, role))
        result.setIconSize(QSize(theme.ems(1.5), theme.ems(1.2)))
    return result


def set_role(pressed: QPushButton, role: str, icon_name: str) -> None:
    """Another look of a button, its icon in the tone that goes with it."""
    if pressed.property("role") != role:
        restyle(pressed, "role", role)
        pressed.setIcon(_icon(icon_name, role))


def _icon(name: str, role: str) -> QIcon:
    tones = {"primary": theme.LIGHT.on_accent, "link": theme.LIGHT.accent}
    return theme.icon(name, tones.get(role, theme.LIGHT.quiet))


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Change a property that style.qss looks at."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def yuan(fen: int) -> str:
    """123450 -> "¥1,234.50"."""
    return f"-¥{yuan_text(-fen)}" if fen < 0 else f"¥{yuan_text(fen)}"


def rule() -> QFrame:
    """A thin line across."""
    line = QFrame()
    line.setObjectName("rule")
    return line


class Card(QFrame):
    """A white sheet with a heading; its content goes into `body`."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(18, 14, 18, 16)
        self.body.setSpacing(10)
        if title:
            self.body.addWidget(text_label(title, "heading"))
