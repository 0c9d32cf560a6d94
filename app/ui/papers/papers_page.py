"""The page 文书: the register of papers, and beside it the scans that wait to be filed."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout

from app.models import IssuedDocument
from app.services.office import Office
from app.services.register import Register, RegisterRow, find_paper, register
from app.services.scan_pages import waiting_count
from app.ui.forms.lists_desk import ListsDesk
from app.ui.forms.papers_desk import PapersDesk
from app.ui.messages import MessageBar, refusals_shown
from app.ui.page import Page
from app.ui.papers.register_part import RegisterPart
from app.ui.scans.filed_dialog import FiledDialog
from app.ui.scans.taking_in import take_in_chosen
from app.ui.scans.waiting_part import WaitingPart
from app.ui.widgets.texts import button, text_label

AT_ONCE = 200  # papers listed of the register


class PapersPage(Page):
    """Parts: register, waiting. Ctrl+F goes to the search."""

    def __init__(self, office: Office, messages: MessageBar) -> None:
        super().__init__(office, messages)
        self.register, self.waiting = RegisterPart(), WaitingPart(office, messages)
        self.desk = PapersDesk(office, self)
        self.tabs = {
            "register": button("登记簿", role="nav"),
            "waiting": button("待归档扫描", role="nav"),
        }
        self.lists = ListsDesk(office, messages, self)
        self.print_register = button("打印登记簿", "printer")
        self.choose_files = button("扫描归档", "file-input")
        self._stack = QStackedWidget()
        for part in (self.register, self.waiting):
            self._stack.addWidget(part)
        self._group = QButtonGroup(self)
        self._lay_out()
        self._connect()
        self.tabs["register"].setChecked(True)

    def reload(self) -> None:
        pages = waiting_count(self.office)
        self.tabs["waiting"].setText(f"待归档扫描（{pages} 页）" if pages else "待归档扫描")
        if self._stack.currentWidget() is self.waiting:
            self.waiting.reload()
        else:
            self._show_register()
            self.register.focus_first()

    def show_part(self, part: str) -> None:
        self.tabs[part].setChecked(True)
        self._stack.setCurrentIndex(list(self.tabs).index(part))
        self.print_register.setVisible(part == "register")
        self.reload()

    def help_code(self) -> str:
        return "scans" if self._stack.currentWidget() is self.waiting else ""

    def _found(self, offset: int = 0) -> Register:
        query, status, form = self.register.wanted()
        narrowed = {"limit": AT_ONCE, "offset": offset}
        return register(self.office, query, status=status, form=form, **narrowed)

    def _show_register(self) -> None:
        self.register.show_register(self._found())

    def _show_more(self) -> None:
        self.register.add_more(self._found(self.register.shown()))

    def _open(self, row: RegisterRow) -> None:
        with refusals_shown(self.messages):
            self.desk.open(self._paper(row))

    def _ask_number(self, row: RegisterRow) -> None:
        with refusals_shown(self.messages):
            self.desk.ask_number(self._paper(row))

    def _ask_delivery(self, row: RegisterRow) -> None:
        with refusals_shown(self.messages):
            self.desk.ask_delivery(self._paper(row))

    def _entered(self, words: str) -> None:
        self._show_register()
        self.register.table.setFocus()
        self.messages.say_done(words)

    def _show_scans(self, row: RegisterRow) -> None:
        with refusals_shown(self.messages):
            dialog = FiledDialog(self.office, self._paper(row), self)
            dialog.released.connect(self.reload)
            dialog.exec()
            dialog.deleteLater()

    def _paper(self, row: RegisterRow) -> IssuedDocument:
        return find_paper(self.office, row.uid)

    def _print_register(self) -> None:
        """All that was looked for, not only what is listed."""
        self.lists.show_register(*self.register.wanted())

    def _choose_files(self) -> None:
        if taken := take_in_chosen(self.office, self):
            self.show_part("waiting" if taken.to_waiting else "register")

    def _focus_search(self) -> None:
        self.show_part("register")
        self.register.search.setFocus()
        self.register.search.selectAll()

    def _connect(self) -> None:
        self.register.sought.connect(self._show_register)
        self.register.more_asked.connect(self._show_more)
        self.register.open_asked.connect(self._open)
        self.register.number_asked.connect(self._ask_number)
        self.register.delivery_asked.connect(self._ask_delivery)
        self.register.scans_asked.connect(self._show_scans)
        self.register.case_asked.connect(lambda row: self.case_asked.emit(row.case_number))
        self.desk.printed.connect(self._show_register)
        self.desk.numbered.connect(self._entered)
        self.desk.delivered.connect(self._entered)
        self.waiting.stored.connect(self.reload)
        self.print_register.clicked.connect(self._print_register)
        self.choose_files.clicked.connect(self._choose_files)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self._focus_search)
        for part, pressed in self.tabs.items():
            pressed.clicked.connect(lambda _=False, part=part: self.show_part(part))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(text_label("文书", "title"))
        head.addSpacing(8)
        for pressed in self.tabs.values():
            pressed.setCheckable(True)
            self._group.addButton(pressed)
            head.addWidget(pressed)
        head.addStretch()
        head.addWidget(self.print_register)
        head.addWidget(self.choose_files)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
