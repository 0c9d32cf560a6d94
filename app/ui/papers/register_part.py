"""登记簿: the papers issued in all cases; searched, narrowed down, each with what is done to it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.forms import FORMS
from app.services.register import Register, RegisterRow
from app.services.register_query import PaperStatus
from app.ui.choices import CodeCombo
from app.ui.tables.record_table import Column
from app.ui.tables.record_view import RecordView
from app.ui.theme import ems
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.search import SearchEntry
from app.ui.widgets.texts import button, text_label

COLUMNS = (
    Column("出具日期", lambda row: row.issued_on, 7.2),
    Column("文书编号", lambda row: row.number_shown or None, 11.2, most=15),
    Column("文书", lambda row: row.title, 0, least=14.6),
    Column("姓名", lambda row: row.name, 6, most=9.5),
    Column("村（社区）", lambda row: row.village or None, 7, dropped=3),
    Column("个案编号", lambda row: row.case_number, 6.5, dropped=2),
    Column("送达", lambda row: row.served_on, 7.2, dropped=1),
    Column("情况", lambda row: row.status, 6.5),
)


class RegisterPart(QWidget):
    """Signals:
    sought(): what is looked for changed; see `wanted`.
    more_asked(): more of the same papers are to be shown.
    open_asked, number_asked, delivery_asked, scans_asked, case_asked (RegisterRow): of the
        current paper.
    """

    sought = Signal()
    more_asked = Signal()
    open_asked = Signal(object)
    number_asked = Signal(object)
    delivery_asked = Signal(object)
    scans_asked = Signal(object)
    case_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.search = SearchEntry("搜索编号、姓名、身份证号、个案、村、文书名称，或扫文书上的码")
        self.status = CodeCombo((status, status.label) for status in PaperStatus)
        titles = {module.FORM.code: module.FORM.title for module in FORMS}
        self.form = CodeCombo([("", "全部文书"), *titles.items()])
        self.table = RecordView(COLUMNS)
        self.nothing = EmptyState(
            "还没有出具文书", "打开个案，在“文书”中出具；出具过的都登记在这里。"
        )
        self.not_found = EmptyState("没有找到", "请换一个词，或者改选“全部”。")
        self.count = text_label("", "strong")
        self.more = button("再显示一些", "chevron-down", role="link")
        self.to_case = button("打开个案", "folder-open")
        self.see_scans = button("查看扫描", "eye")
        self.number = button("填写编号", "file-text")
        self.delivery = button("登记送达", "check")
        self.open = button("打开、打印", "printer", role="primary")
        self._rows: list[RegisterRow] = []
        self._stack = QStackedWidget()
        for widget in (self.table, self.nothing, self.not_found):
            self._stack.addWidget(widget)
        self._lay_out()
        self._connect()

    def wanted(self) -> tuple[str, PaperStatus, str]:
        """What is looked for: words, how far, the code of a form."""
        return self.search.value(), self.status.value(), self.form.value()

    def shown(self) -> int:
        """How many papers are listed."""
        return len(self._rows)

    def show_register(self, found: Register) -> None:
        """What was found, in place of what is listed; the current paper stays where it is there."""
        current, at = self.table.current(), self.table.currentIndex().row()
        self._show(found.papers, found.count)
        kept = self.table.records.row_of(lambda row: bool(current) and row.uid == current.uid)
        self.table.choose_row(kept if kept >= 0 else min(max(at, 0), self.shown() - 1))
        self._choose(self.table.current())

    def add_more(self, found: Register) -> None:
        at = self.table.currentIndex().row()
        self._show([*self._rows, *found.papers], found.count)
        self.table.choose_row(at)

    def focus_first(self) -> None:
        (self.table if self._rows else self.search).setFocus()

    def _show(self, rows: Sequence[RegisterRow], count: int) -> None:
        self._rows = list(rows)
        self.table.show_records(self._rows)
        words, status, form = self.wanted()
        is_narrowed = bool(words or form or status != PaperStatus.ANY)
        none = self.not_found if is_narrowed else self.nothing
        self._stack.setCurrentWidget(self.table if self._rows else none)
        listed = f"，已列出 {self.shown()} 份" if count > self.shown() else ""
        self.count.setText(f"共 {count} 份{listed}" if count else "")
        self.more.setVisible(count > self.shown())

    def _choose(self, row: RegisterRow | None) -> None:
        for pressed in (self.open, self.delivery, self.to_case):
            pressed.setEnabled(row is not None)
        self.number.setEnabled(row is not None and row.is_numbered)
        self.see_scans.setEnabled(row is not None and row.pages > 0)

    def _go_to_rows(self) -> None:
        if self._rows:
            self.table.setFocus()

    def _connect(self) -> None:
        self.search.searched.connect(lambda _: self.sought.emit())
        self.search.went_on.connect(self._go_to_rows)
        self.status.changed.connect(self.sought)
        self.form.changed.connect(self.sought)
        self.more.clicked.connect(self.more_asked)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(self.open_asked)
        for pressed, asked in (
            (self.open, self.open_asked),
            (self.number, self.number_asked),
            (self.delivery, self.delivery_asked),
            (self.see_scans, self.scans_asked),
            (self.to_case, self.case_asked),
        ):
            pressed.clicked.connect(lambda _=False, to=asked: to.emit(self.table.current()))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.search, 1)
        for combo, name, wide in ((self.status, "情况", 9), (self.form, "文书种类", 14)):
            combo.setAccessibleName(name)
            combo.setFixedWidth(ems(wide))
            head.addWidget(combo)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.count)
        foot.addWidget(self.more)
        foot.addStretch()
        for pressed in (self.to_case, self.see_scans, self.number, self.delivery, self.open):
            foot.addWidget(pressed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        layout.addLayout(foot)
