"""The lists of what waits, and the cases of the one chosen."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from app.services.todo import TodoList, TodoLists, TodoRow
from app.ui.tables.record_table import Column
from app.ui.tables.record_view import RecordView
from app.ui.theme import ems
from app.ui.widgets.dues import how_long
from app.ui.widgets.texts import button, text_label

LISTS_EMS = 20
LISTS = (
    Column("事项", lambda one: one.label, 0),
    Column("件数", lambda one: one.count, 4.2, is_number=True),
    Column("逾期", lambda one: one.overdue, 4.2, lambda late: str(late or ""), is_number=True),
)


class ListsPanel(QWidget):
    """待办清单, or 按下一步: every open case stands in exactly one of the latter.

    Signals:
        chosen(TodoList): another list is current.
        opened(TodoList): Enter on a list.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.by_list, self.by_step = button("待办清单", role="nav"), button("按下一步", role="nav")
        self.table = RecordView(LISTS)
        self._waiting = TodoLists((), (), 0, 0)
        group, choice = QButtonGroup(self), QHBoxLayout()
        choice.setSpacing(6)
        for pressed in (self.by_list, self.by_step):
            pressed.setCheckable(True)
            group.addButton(pressed)
            choice.addWidget(pressed)
            pressed.clicked.connect(self._list)
        choice.addStretch()
        self.by_list.setChecked(True)
        self.setFixedWidth(ems(LISTS_EMS))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(choice)
        layout.addWidget(self.table, 1)
        self.table.chosen.connect(self.chosen)
        self.table.opened.connect(self.opened)

    def show_lists(self, waiting: TodoLists) -> None:
        self._waiting = waiting
        if not any(one.count for one in waiting.lists):
            self.by_step.setChecked(True)
        self._list()

    def _list(self) -> None:
        """Those with something in them, the most overdue first; the one chosen stays."""
        before = self.table.current()
        kept = before.code if before else ""
        lists = self._waiting.lists if self.by_list.isChecked() else self._waiting.steps
        shown = sorted((one for one in lists if one.count), key=lambda one: -one.overdue)
        self.table.show_records(shown)
        codes = [one.code for one in shown]
        self.table.choose_row(codes.index(kept) if kept in codes else 0)


class RowsPanel(QWidget):
    """Signals: opened(TodoRow): Enter or a double click on a case."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.sentence = text_label("", wrap=True)
        self.more = button("再显示一些", "chevron-down", role="link")
        self._today = date.min
        self._rows: list[TodoRow] = []
        self._count = 0
        self.table = RecordView(
            (
                Column("应于", lambda row: row.due_on, 7.2),
                Column("期限", self._far, 7, dropped=2),
                Column("姓名", lambda row: row.name, 6),
                Column("个案编号", lambda row: row.number, 7, dropped=1),
                Column("要办的事", lambda row: row.what, 0),
            )
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.sentence)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.more)
        self.table.opened.connect(self.opened)

    def show_rows(self, chosen: TodoList, rows: Sequence[TodoRow], today: date) -> None:
        self._today, self._count, self._rows = today, chosen.count, list(rows)
        self.sentence.setText(chosen.sentence)
        self._show()

    def add_rows(self, rows: Sequence[TodoRow]) -> None:
        self._rows += rows
        self._show()

    def shown(self) -> int:
        return len(self._rows)

    def _show(self) -> None:
        at = self.table.currentIndex().row()
        self.table.show_records(self._rows)
        self.table.choose_row(max(at, 0) if at < len(self._rows) else 0)
        left = self._count - len(self._rows)
        self.more.setText(f"再显示一些（还有 {left} 件）")
        self.more.setVisible(left > 0)

    def _far(self, row: TodoRow) -> str | None:
        return how_long(row.due_on, self._today) or None if row.due_on else None
