"""The list of cases: search as you type, sums of what is shown, Enter opens one."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.rules.identity import masked
from app.rules.policy import Policy
from app.services.summaries import CaseRow, Totals
from app.services.summaries import totals as summed
from app.ui.tables.record_table import Column
from app.ui.tables.record_view import RecordView
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.search import SearchEntry
from app.ui.widgets.texts import button, text_label, yuan


def columns(policy: Policy, number_ems: float) -> tuple[Column, ...]:
    """Insurances by their brief names, as clerks say them."""
    briefs = {word.label: word.brief for word in policy.insurances.values()}
    return (
        Column("个案编号", lambda row: row.number, number_ems, dropped=2),
        Column("姓名", lambda row: row.name, 6, most=9.5),
        Column("公民身份号码", lambda row: row.id_number or None, 10.5, masked),
        Column("险种", lambda row: briefs.get(row.insurance, row.insurance), 5.5, dropped=3),
        Column("多领原因", lambda row: row.reason, 5.5, dropped=1),
        Column("村（社区）", lambda row: row.village or None, 0),
        Column("应追", lambda row: row.amount_fen, 7.5, yuan, is_number=True),
        Column("已追", lambda row: row.recovered_fen, 7.5, yuan, is_number=True, dropped=4),
        Column("未追", lambda row: row.left_fen, 7.5, yuan, is_number=True),
        Column("处置状态", lambda row: row.state.label, 6.5),
    )


class ListPanel(QWidget):
    """Signals:
    opened(CaseRow): Enter or a double click on a row.
    searched(str): the clerk stopped typing for a moment.
    register_asked(), import_asked(), export_asked(): the buttons.
    batch_asked(list): papers for the selected rows are wanted.
    ledger_asked(), monthly_asked(int): a list on paper; the month so many months ago.
    """

    opened = Signal(object)
    searched = Signal(object)
    register_asked = Signal()
    import_asked = Signal()
    export_asked = Signal()
    batch_asked = Signal(object)
    ledger_asked = Signal()
    monthly_asked = Signal(object)

    def __init__(self, policy: Policy, *, number_ems: float) -> None:
        """number_ems: as wide as the numbers of cases are."""
        super().__init__()
        self.search = SearchEntry("搜索姓名、身份证号或后几位、个案编号、村、电话（Ctrl+F）")
        self.table = RecordView(columns(policy, number_ems))
        self.totals = text_label("", "strong")
        self.batch = button("批量打印", "printer")
        self.lists = button("台账、月报", "file-output")
        self.nothing = EmptyState(
            "还没有个案",
            "收到县级疑点表的，点“导入疑点表”；单个线索，点“登记个案”。",
        )
        self.not_found = EmptyState("没有找到", "请换一个词，或清空搜索框查看全部个案。")
        self._stack = QStackedWidget()
        for widget in (self.table, self.nothing, self.not_found):
            self._stack.addWidget(widget)
        self.search.searched.connect(self.searched)
        self.search.went_on.connect(self._go_to_rows)
        self.table.opened.connect(self.opened)
        self.table.selected.connect(self._show_totals)
        self._totals = Totals(0, 0, 0, 0, 0)
        self._lay_out()

    def show_rows(self, rows: Sequence[CaseRow], totals: Totals) -> None:
        current = self.table.current()
        self.table.show_records(rows)
        if rows:
            self._stack.setCurrentWidget(self.table)
            number = current.number if current else rows[0].number
            at = self.table.records.row_of(lambda row: row.number == number)
            self.table.choose_row(max(at, 0))
        else:
            self._stack.setCurrentWidget(self.not_found if self.search.value() else self.nothing)
        self._totals = totals
        self._show_totals()

    def focus_first(self) -> None:
        """The rows, or the search while there are none."""
        (self.table if self.table.records.rowCount() else self.search).setFocus()

    def _show_totals(self) -> None:
        """Of all that is listed, or of the rows selected where they are several."""
        chosen = self.table.selection()
        is_some = len(chosen) > 1
        shown = summed(chosen) if is_some else self._totals
        self.totals.setText(
            f"{'选中 ' if is_some else ''}{shown.cases} 件 {shown.people} 人　"
            f"应追 {yuan(shown.amount_fen)}　"
            f"已追 {yuan(shown.recovered_fen)}　未追 {yuan(shown.left_fen)}"
        )

    def _lists_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction("导出表格（台账、村级、县级、月报）", self.export_asked.emit)
        menu.addAction("打印台账", self.ledger_asked.emit)
        menu.addSeparator()
        menu.addAction("本月月报", lambda: self.monthly_asked.emit(0))
        menu.addAction("上月月报", lambda: self.monthly_asked.emit(1))
        return menu

    def _go_to_rows(self) -> None:
        self.table.setFocus()
        if self.table.current() is None:
            self.table.choose_row(0)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(text_label("个案", "title"))
        head.addSpacing(8)
        head.addWidget(self.search, 1)
        self.lists.setMenu(self._lists_menu())
        self.batch.clicked.connect(lambda: self.batch_asked.emit(self.table.selection()))
        head.addWidget(self.batch)
        head.addWidget(self.lists)
        for words, name, role, signal in (
            ("导入疑点表", "file-input", "", self.import_asked),
            ("登记个案", "plus", "primary", self.register_asked),
        ):
            pressed = button(words, name, role=role)
            pressed.clicked.connect(signal)
            head.addWidget(pressed)
        foot = QHBoxLayout()
        foot.addWidget(self.totals)
        foot.addStretch()
        keys = "Enter 打开　Ctrl+A 全选　Ctrl+C 复制"
        foot.addWidget(text_label(keys, "small"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        layout.addLayout(foot)
