"""F1: the handbook, opened at what the clerk is looking at."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def helps(window: QWidget, code: str | Callable[[], str]) -> None:
    """F1 in this window opens the section of the code, or of what the function says then."""
    pressed = QShortcut(QKeySequence(Qt.Key.Key_F1), window)
    pressed.activated.connect(
        lambda: show_handbook(window, code if isinstance(code, str) else code())
    )


def show_handbook(parent: QWidget, code: str) -> None:
    """Over the window that asks, which may be a dialog: it stays open beside it."""
    from app.ui.help.handbook_window import HandbookWindow  # the login window must paint first
    from app.ui.help.sheets import show_sheet

    shown = parent.findChild(HandbookWindow, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if not isinstance(shown, HandbookWindow):
        shown = HandbookWindow(parent)
        shown.print_asked.connect(lambda sheet: show_sheet(sheet, shown))
    shown.open_at(code)
