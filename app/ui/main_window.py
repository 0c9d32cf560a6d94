"""The frame around the pages: a rail to choose them, the message bar, the page in front."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.services.office import Office
from app.services.settings import profile
from app.services.summaries import policy_warning
from app.ui import preferences, theme
from app.ui.cases.cases_page import CasesPage
from app.ui.help.f1 import helps
from app.ui.help.help_menu import HelpMenu
from app.ui.messages import MessageBar
from app.ui.page import Page
from app.ui.pages import PAGES, PageEntry
from app.ui.scans.taking_in import scan_files, take_in_files
from app.ui.theme import TextSize, ems
from app.ui.widgets.texts import button, text_label


class MainWindow(QMainWindow):
    """Holds one page of each kind; reloads a page when it comes to the front."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self.messages = MessageBar()
        self._choices = QButtonGroup(self)
        self._stack = QStackedWidget()
        self._office_name = text_label("", "small", wrap=True)
        self._standing = text_label("", "standing", wrap=True)
        self._text_button = button("", "a-large-small", role="nav")
        self._text_button.clicked.connect(self.switch_text_size)
        self.help = HelpMenu(office, self, self.help_code)
        helps(self, self.help_code)
        content = QWidget()
        content.setObjectName("page")
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside = QVBoxLayout(content)
        inside.setContentsMargins(20, 14, 20, 14)
        inside.setSpacing(10)
        inside.addWidget(self.messages)
        inside.addWidget(self._stack, 1)
        whole = QWidget()
        layout = QHBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._rail = self._make_rail()
        layout.addWidget(self._rail)
        layout.addWidget(content, 1)
        self.setCentralWidget(whole)
        self.setWindowTitle("归仓")
        self.setAcceptDrops(True)
        self.resize(1366, 728)
        self._add_shortcuts()
        self._show_text_size()
        self.show_page(PAGES[0].code)

    def page(self, code: str) -> Page:
        """The page of this code, as it stands."""
        found = self._stack.widget([entry.code for entry in PAGES].index(code))
        if not isinstance(found, Page):
            raise TypeError(code)
        return found

    def show_page(self, code: str, part: str = "") -> None:
        """Bring a page to the front, unless the clerk wants to stay on this one.

        part: the code of one of its parts; "" leaves the page as it was.
        """
        current, wanted = self._stack.currentWidget(), self.page(code)
        if isinstance(current, Page) and current is not wanted and not current.may_leave():
            wanted = current
        elif current is not wanted:
            self.messages.hide()
        self._stack.setCurrentWidget(wanted)
        if part and wanted is self.page(code):
            wanted.show_part(part)
        else:
            wanted.reload()
        self._office_name.setText(profile(self.office).name)
        warning = policy_warning(self.office)
        self._standing.setText(warning)
        self._standing.setVisible(bool(warning))
        at = self._stack.indexOf(wanted)
        self._choices.buttons()[at].setChecked(True)

    def help_code(self) -> str:
        """What the clerk is looking at, as the handbook names it."""
        at, current = self._stack.currentIndex(), self._stack.currentWidget()
        part = current.help_code() if isinstance(current, Page) else ""
        return part or PAGES[at].code

    def set_text_size(self, size: TextSize) -> None:
        """标准 or 大字, for all windows, remembered for the next start."""
        app = QApplication.instance()
        if isinstance(app, QApplication) and size != theme.text_size():
            preferences.keep_text_size(self.office.folder, size)
            theme.apply(app, size)
            self._show_text_size()

    def switch_text_size(self) -> None:
        is_large = theme.text_size() == TextSize.LARGE
        self.set_text_size(TextSize.STANDARD if is_large else TextSize.LARGE)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if scan_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = scan_files(event.mimeData())
        event.acceptProposedAction()
        QTimer.singleShot(0, self, lambda: self._take_in(files))  # lets the other program go on

    def _take_in(self, files: list[Path]) -> None:
        taken = take_in_files(self.office, files, self)
        self._reload_front()
        if taken.to_waiting:
            self.show_page("papers", "waiting")

    def closeEvent(self, event: QCloseEvent) -> None:
        current = self._stack.currentWidget()
        if isinstance(current, Page) and not current.may_leave():
            event.ignore()
        else:
            super().closeEvent(event)

    def _make_rail(self) -> QWidget:
        rail = QFrame()
        rail.setObjectName("rail")
        layout = QVBoxLayout(rail)
        layout.setContentsMargins(10, 16, 10, 12)
        layout.setSpacing(4)
        layout.addWidget(_indented(text_label("归仓", "brand")))
        layout.addWidget(_indented(self._office_name))
        layout.addSpacing(12)
        for entry in PAGES:
            layout.addWidget(self._nav_button(entry))
        layout.addStretch()
        layout.addWidget(self._standing)
        help_button = button("帮助", "circle-question-mark", role="nav")
        help_button.clicked.connect(lambda: self.help.open_beside(help_button))
        layout.addWidget(help_button)
        layout.addWidget(self._text_button)
        clerk = text_label(f"经办人：{self.office.clerk}", "small", wrap=True)
        layout.addWidget(_indented(clerk))
        return rail

    def _nav_button(self, entry: PageEntry) -> QWidget:
        page = entry.kind(self.office, self.messages)
        page.changed.connect(self._reload_front)
        page.case_asked.connect(self._open_case)
        page.page_asked.connect(self.show_page)
        self._stack.addWidget(page)
        choice = button(entry.title, entry.icon, role="nav")
        choice.setCheckable(True)
        choice.clicked.connect(lambda: self.show_page(entry.code))
        self._choices.addButton(choice)
        return choice

    def _open_case(self, number: str) -> None:
        cases = self.page("cases")
        if isinstance(cases, CasesPage) and cases.may_leave():
            self.show_page("cases")
            cases.open_case(number)

    def _reload_front(self) -> None:
        current = self._stack.currentWidget()
        if isinstance(current, Page):
            current.reload()

    def _add_shortcuts(self) -> None:
        for keys, size in (("Ctrl+=", TextSize.LARGE), ("Ctrl+-", TextSize.STANDARD)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda size=size: self.set_text_size(size))

    def _show_text_size(self) -> None:
        is_large = theme.text_size() == TextSize.LARGE
        self._text_button.setText("标准字" if is_large else "大字")
        self._text_button.setToolTip("Ctrl+= 大字，Ctrl+- 标准字")
        self._rail.setFixedWidth(ems(9.5))


def _indented(label: QLabel) -> QLabel:
    """In line with the words of the buttons."""
    label.setContentsMargins(12, 0, 4, 0)
    return label
