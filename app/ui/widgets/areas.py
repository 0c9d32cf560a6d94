"""Scroll areas: whatever has the focus, or was refused, is in sight."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.ui.theme import ems

MARGIN_EMS = 2.5  # above and below: the title of a field, and what is said below it


class FollowingArea(QScrollArea):
    """Follows the focus however it moves; Qt itself only follows the Tab key."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content.setObjectName(content.objectName() or "canvas")
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWidget(content)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def bring_to_sight(self, widget: QWidget) -> None:
        """Once the layout knows how high everything is."""
        QTimer.singleShot(0, self, lambda: self._scroll_to(widget))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The message bar above takes room; the field being filled in stays in sight."""
        super().resizeEvent(event)
        focused = QApplication.focusWidget()
        if focused is not None and event.size().height() < event.oldSize().height():
            self.bring_to_sight(focused)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        by_mouse = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if now is None or by_mouse:  # what was clicked is in sight, and must not move
            return
        if self.widget().isAncestorOf(now):
            self.bring_to_sight(now)

    def _scroll_to(self, widget: QWidget) -> None:
        gone = not isValid(widget)  # its dialog may have closed before the layout was ready
        if not gone and self.widget().isAncestorOf(widget) and widget.isVisible():
            self.ensureWidgetVisible(widget, 0, ems(MARGIN_EMS))


def bring_to_sight(widget: QWidget) -> None:
    """Scroll every area the widget is in, so that it can be seen."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, FollowingArea):
            parent.bring_to_sight(widget)
        parent = parent.parentWidget()


def scrolled(content: QWidget) -> FollowingArea:
    """The content in a scroll area that never scrolls sideways before it must."""
    return FollowingArea(content)


def column(spacing: int = 14) -> tuple[QWidget, QVBoxLayout]:
    """An empty widget with a vertical layout."""
    widget = QWidget()
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    return widget, layout
