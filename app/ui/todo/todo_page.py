"""今天要办: what waits in the whole case book, overdue first; Enter opens the case."""

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.services.office import Office
from app.services.todo import TodoList, TodoLists, todo, todo_rows
from app.ui.forms.lists_desk import ListsDesk
from app.ui.messages import MessageBar, refusals_shown
from app.ui.page import Page
from app.ui.todo.todo_panels import ListsPanel, RowsPanel
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.texts import button, text_label

AT_ONCE = 100  # rows shown of one list


class TodoPage(Page):
    """Lists on the left, the cases of the one chosen on the right."""

    def __init__(self, office: Office, messages: MessageBar) -> None:
        super().__init__(office, messages)
        self.lists, self.rows = ListsPanel(), RowsPanel()
        self.figures = text_label("", "strong")
        self.nothing = EmptyState("今天没有要办的事", "")
        self.deliveries = button("送达清单", "printer")
        self.desk = ListsDesk(office, messages, self)
        self._stack = QStackedWidget()
        self._lay_out()
        self.lists.chosen.connect(self._show_list)
        self.lists.opened.connect(lambda _: self.rows.table.setFocus())
        self.rows.opened.connect(lambda row: self.case_asked.emit(row.number))
        self.rows.more.clicked.connect(self._show_more)
        self.deliveries.clicked.connect(self.desk.show_deliveries)

    def reload(self) -> None:
        waiting = todo(self.office)
        is_empty = not any(one.count for one in (*waiting.lists, *waiting.steps))
        self.figures.setText(_figures(waiting))
        if is_empty:
            self.nothing.say(*_advice(waiting))
        self._stack.setCurrentIndex(1 if is_empty else 0)
        self.lists.show_lists(waiting)
        if not is_empty:
            self.lists.table.setFocus()

    def _show_list(self, chosen: TodoList) -> None:
        with refusals_shown(self.messages):
            rows = todo_rows(self.office, chosen.code, limit=AT_ONCE)
            self.rows.show_rows(chosen, rows, self.office.today())

    def _show_more(self) -> None:
        chosen = self.lists.table.current()
        more = todo_rows(self.office, chosen.code, limit=AT_ONCE, offset=self.rows.shown())
        self.rows.add_rows(more)

    def _lay_out(self) -> None:
        both = QHBoxLayout()
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(14)
        both.addWidget(self.lists)
        both.addWidget(self.rows, 1)
        holder = QWidget()
        holder.setLayout(both)
        for widget in (holder, self.nothing):
            self._stack.addWidget(widget)
        head = QHBoxLayout()
        head.setSpacing(18)
        head.addWidget(text_label("今天要办", "title"))
        head.addWidget(self.figures)
        head.addStretch()
        head.addWidget(text_label("Enter 打开　↑↓ 选择", "small"))
        head.addWidget(self.deliveries)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)


def _figures(waiting: TodoLists) -> str:
    late = sum(step.overdue for step in waiting.steps)
    paused = f"，中止 {waiting.paused} 件" if waiting.paused else ""
    return f"未结案 {waiting.open_cases} 件，其中已逾期 {late} 件{paused}"


def _advice(waiting: TodoLists) -> tuple[str, str]:
    if waiting.open_cases:
        return "今天没有要办的事", "中止的个案期满后，会自动回到这里。"
    return (
        "还没有要办的个案",
        "收到县级疑点表的，在“个案”页导入；单个线索，在“个案”页登记（Ctrl+N）。",
    )
