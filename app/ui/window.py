"""The window, from the first paint to the last: login, then the office's case book.

Nothing slow is imported before the login window stands on the screen (ux.md: first window).
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from app.errors import UserError
from app.folders import KEY_FILE
from app.ui import crash, preferences, theme
from app.ui.forms.elsewhere import remove_opened
from app.ui.login import LoginWindow

if TYPE_CHECKING:
    from app.services.office import Office


def run_window(data_folder: Path, today: Callable[[], date]) -> int:
    """Show the program until its last window is closed; the exit code."""
    app = prepared_application(preferences.text_size(data_folder))
    crash.install()
    start = Start(data_folder, today)
    start.show_login()
    code = app.exec()
    start.close()
    return code


def tell_refusal(refused: UserError) -> None:
    """The program cannot start: say why, before there is a window."""
    prepared_application(theme.TextSize.STANDARD)
    box = QMessageBox(QMessageBox.Icon.NoIcon, "归仓", refused.title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(refused.advice)
    box.exec()


def prepared_application(size: theme.TextSize) -> QApplication:
    """The QApplication with our font, our look and Chinese buttons."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(["归仓"])
    app.setApplicationName("归仓")
    app.setWindowIcon(QIcon(str(theme.ICONS / "guicang.ico")))
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)
    theme.load_fonts()
    theme.apply(app, size)
    return app


class Start(QObject):
    """Leads from the login window to the main window, and holds the one that is shown."""

    def __init__(self, folder: Path, today: Callable[[], date]) -> None:
        super().__init__()
        self.login: LoginWindow | None = None
        self.window: QWidget | None = None
        self._folder, self._today = folder, today
        self._office: Office | None = None

    def show_login(self) -> None:
        is_first_start = not (self._folder / KEY_FILE).exists()
        self.login = LoginWindow(is_first_start=is_first_start)
        self.login.painted.connect(self._know_the_office)
        self.login.login.entered.connect(self._open)
        self.login.first_start.created.connect(self._create)
        self.login.show()

    def close(self) -> None:
        if self._office is not None:
            remove_opened()
            self._office.close()
            self._office = None

    def _know_the_office(self) -> None:
        """Import the services behind the painted window; then say who may log in."""
        from app.services import office as offices

        if self.login is None:
            return
        if not offices.office_exists(self._folder):
            self.login.show_first_start(True)
            return
        try:
            self.login.login.offer_clerks(offices.clerks(self._folder))
        except UserError as refused:
            self.login.show_refusal(refused)

    def _open(self, entered: dict[str, Any]) -> None:
        from app.services.office import open_office

        self._enter(lambda: open_office(self._folder, today=self._today, **entered))

    def _create(self, entered: dict[str, Any]) -> None:
        from app.services.office import create_office

        self._enter(lambda: create_office(self._folder, today=self._today, **entered))

    def _enter(self, opened: "Callable[[], Office]") -> None:
        if self.login is None:
            return
        self.login.show_busy(True)
        try:
            self._office = opened()
        except UserError as refused:
            self.login.show_busy(False)
            self.login.show_refusal(refused)
            return
        self._show_main(self._office)

    def _show_main(self, office: "Office") -> None:
        from app.ui.main_window import MainWindow

        remove_opened()
        self.window = MainWindow(office)
        self.window.show()
        if self.login is not None:
            self.login.close()
            self.login.deleteLater()
            self.login = None
