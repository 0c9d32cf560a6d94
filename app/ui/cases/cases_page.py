"""The page of cases: the list, registering one, and the page of one."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.models.terms import OfficeKind
from app.services import cases, summaries
from app.services.office import Office
from app.services.settings import profile
from app.services.summaries import CaseRow
from app.ui.cases.case_panel import CasePanel
from app.ui.cases.list_panel import ListPanel
from app.ui.cases.register_panel import RegisterPanel
from app.ui.exchange.workbook_desk import WorkbookDesk
from app.ui.forms.batch_dialog import BatchDialog
from app.ui.forms.lists_desk import ListsDesk
from app.ui.messages import MessageBar, confirmed, refusals_shown
from app.ui.page import Page

SHORT, LONG = 6.5, 10.5  # of a number, in characters: 2026-0001, 清溪镇2026-0001


class CasesPage(Page):
    """Ctrl+F search, Ctrl+N register, Ctrl+I import, Esc back to the list."""

    def __init__(self, office: Office, messages: MessageBar) -> None:
        super().__init__(office, messages)
        is_county = profile(office).kind == OfficeKind.COUNTY
        self.list = ListPanel(office.policy, number_ems=LONG if is_county else SHORT)
        self.lists = ListsDesk(office, messages, self)
        self.workbooks = WorkbookDesk(office, messages, self)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self._connect()
        self._add_shortcuts()

    @cached_property
    def register(self) -> RegisterPanel:
        """Built when first asked for, as is the page of a case: the window opens sooner."""
        panel = RegisterPanel(self.office.policy)
        panel.identified.connect(self._show_known)
        panel.filled.connect(self._save_new)
        panel.refused.connect(self._refuse_new)
        panel.left.connect(self._leave)
        self._stack.addWidget(panel)
        return panel

    @cached_property
    def case(self) -> CasePanel:
        panel = CasePanel(self.office, self.messages)
        panel.left.connect(self._leave)
        panel.waiting_asked.connect(lambda: self.page_asked.emit("papers", "waiting"))
        self._stack.addWidget(panel)
        return panel

    def reload(self) -> None:
        front = self._stack.currentWidget()
        if front is self.list:
            self._search(self.list.search.value())
            self.list.focus_first()
        elif isinstance(front, CasePanel):
            front.reload()

    def may_leave(self) -> bool:
        front = self._stack.currentWidget()
        dirty = isinstance(front, CasePanel | RegisterPanel) and front.is_dirty()
        text = "已填写的内容还没有保存，离开后不保留。"
        return not dirty or confirmed(self, "还没有保存", text, "不保存，离开")

    def front(self) -> QWidget:
        """The panel being shown."""
        return self._stack.currentWidget()

    def help_code(self) -> str:
        if self.front() is self.case:
            return f"case-{self.case.section_code()}"
        return "register" if self.front() is self.register else ""

    def show_list(self) -> None:
        self._go_to(self.list)
        self.reload()

    def start_register(self) -> None:
        if self.front() is self.register or not self.may_leave():
            return
        self._stack.setCurrentWidget(self.register)
        self.messages.hide()
        self.register.start(self.office.today(), "")

    def open_case(self, number: str) -> None:
        with refusals_shown(self.messages):
            self.case.open(number)
            self._stack.setCurrentWidget(self.case)

    def start_import(self) -> None:
        self.workbooks.start_import()

    def start_export(self) -> None:
        self.workbooks.start_export()

    def print_papers(self, rows: Sequence[CaseRow]) -> None:
        """文书 for the selected cases, in one job."""
        if not rows:
            self.messages.warn("没有选中个案", "请先在列表中选中个案，可以按住 Ctrl、Shift 多选。")
            return
        dialog = BatchDialog(self.office, [row.number for row in rows], self)
        dialog.exec()
        if dialog.has_issued:
            self.reload()
        dialog.deleteLater()

    def _connect(self) -> None:
        self.list.opened.connect(lambda row: self.open_case(row.number))
        self.list.searched.connect(self._search)
        self.list.register_asked.connect(self.start_register)
        self.list.import_asked.connect(self.start_import)
        self.list.export_asked.connect(self.start_export)
        self.workbooks.imported.connect(self.show_list)
        self.list.batch_asked.connect(self.print_papers)
        self.list.ledger_asked.connect(self.lists.show_ledger)
        self.list.monthly_asked.connect(self.lists.show_monthly)

    def _add_shortcuts(self) -> None:
        for keys, act in (
            ("Ctrl+F", self._focus_search),
            ("Ctrl+N", self.start_register),
            ("Ctrl+I", self.start_import),
            ("Esc", self._leave),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _go_to(self, panel: QWidget) -> None:
        self._stack.setCurrentWidget(panel)
        self.messages.hide()

    def _leave(self) -> None:
        front = self.front()
        if front is not self.list and self.may_leave():
            if isinstance(front, RegisterPanel):
                front.forget()
            self.show_list()

    def _focus_search(self) -> None:
        if self.front() is not self.list:
            self._leave()
        if self.front() is self.list:
            self.list.search.setFocus()
            self.list.search.selectAll()

    def _search(self, query: str) -> None:
        rows = summaries.case_rows(self.office, query)
        self.list.show_rows(rows, summaries.totals(rows))

    def _show_known(self, entered: dict[str, Any]) -> None:
        known = cases.known_case(self.office, **entered)
        self.register.show_known(known.number if known else "")

    def _save_new(self, filled: dict[str, Any]) -> None:
        with refusals_shown(self.messages, self.register):
            case = cases.open_case(self.office, **filled)
            self.register.forget()
            self.open_case(case.number)
            self.messages.say_done(f"个案 {case.number} 已登记，请核实")

    def _refuse_new(self, refused: Exception) -> None:
        with refusals_shown(self.messages, self.register):
            raise refused
