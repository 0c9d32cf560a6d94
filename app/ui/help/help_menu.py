"""帮助 in the rail: the handbook, the sheets to print, the self-test, what the program is."""

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from app.services.handouts import HANDOUTS, handout
from app.services.office import Office
from app.ui.help.about_dialog import AboutDialog
from app.ui.help.f1 import show_handbook
from app.ui.help.self_test_dialog import SelfTestDialog
from app.ui.help.sheets import show_sheet


class HelpMenu(QMenu):
    """Of one main window. where: the code of what the clerk is looking at."""

    def __init__(self, office: Office, window: QWidget, where: Callable[[], str]) -> None:
        super().__init__(window)
        self._office, self._window = office, window
        self.addAction("使用手册\tF1", lambda: show_handbook(window, where()))
        for code in HANDOUTS:
            self.addAction(f"打印《{handout(code).title}》", lambda c=code: show_sheet(c, window))
        self.addSeparator()
        self.addAction("自检", self.show_self_test)
        self.addAction("关于归仓", self.show_about)

    def open_beside(self, pressed: QWidget) -> None:
        """Its last line beside the foot of the button, so that it stays in the window."""
        corner = pressed.mapToGlobal(pressed.rect().bottomRight())
        self.popup(corner - QPoint(0, self.sizeHint().height()))

    def show_self_test(self) -> None:
        _run(SelfTestDialog(self._office.folder, self._office.today, self._window))

    def show_about(self) -> None:
        dialog = AboutDialog(self._office, self._window)
        dialog.licences_asked.connect(lambda: show_handbook(self._window, "licences"))
        _run(dialog)


def _run(dialog: QDialog) -> None:
    dialog.exec()
    dialog.deleteLater()
