"""名单比对: who was found on lists of other offices; each becomes evidence, or not."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QStackedWidget, QVBoxLayout, QWidget

from app.models.terms import HitState
from app.services.rolls import Proposal
from app.ui.choices import TickBox
from app.ui.tables.record_table import Column
from app.ui.tables.record_view import RecordView
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.texts import button, text_label

COLUMNS = (
    Column("姓名", lambda one: one.name, 6, most=9),
    Column("个案编号", lambda one: one.number, 9, most=13),
    Column("村（社区）", lambda one: one.village or None, 7, dropped=1),
    Column("类别", lambda one: one.category, 8, most=12),
    Column("名单", lambda one: one.roll, 0, least=10),
    Column("名单日期", lambda one: one.on, 7.2),
    Column("请核对", lambda one: one.note or None, 12, most=24, dropped=2),
    Column("处理", lambda one: one.state.label, 6),
)


class RollsPart(QWidget):
    """Signals:
    choose_asked(): a list is to be matched.
    accepted(list[Proposal]): these become evidence.
    declined(Proposal, str): not this one, with the reason.
    case_asked(Proposal): its case is to be opened.
    """

    choose_asked = Signal()
    accepted = Signal(object)
    declined = Signal(object, object)
    case_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.table = RecordView(COLUMNS)
        self.decided = TickBox("也列出处理过的")
        self.choose = button("比对名单", "file-input")
        self.to_case = button("打开个案", "folder-open")
        self.decline = button("不采用", "undo-2")
        self.accept = button("登记为佐证", "check", role="primary")
        self._note = text_label("", wrap=True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(
            EmptyState(
                "没有等待处理的比对结果",
                "民政、残联、乡村振兴等部门的名单（Excel、CSV），按身份证号码与未结个案比对；"
                "谁在哪天的名单上，列在这里等您确认。",
            )
        )
        self._lay_out()
        self._connect()

    def show_proposals(self, rows: Sequence[Proposal]) -> None:
        at = max(self.table.currentIndex().row(), 0)
        self.table.show_records(rows)
        self._stack.setCurrentIndex(0 if rows else 1)
        self.table.choose_row(min(at, len(rows) - 1))
        self._follow()

    def focus_first(self) -> None:
        (self.table if self.table.records.rowCount() else self.choose).setFocus()

    def _open(self) -> list[Proposal]:
        return [one for one in self.table.selection() if one.state == HitState.OPEN]

    def _follow(self) -> None:
        current, waiting = self.table.current(), self._open()
        self.accept.setEnabled(bool(waiting))
        self.decline.setEnabled(len(waiting) == 1)
        self.to_case.setEnabled(current is not None)
        told = f"登记为佐证（{len(waiting)} 件）" if len(waiting) > 1 else "登记为佐证"
        self.accept.setText(told)
        self._note.setText(f"{current.place}。{current.note}" if current else "")

    def _decline(self) -> None:
        [one] = self._open()
        reason, agreed = QInputDialog.getText(self, "不采用", f"{one.name}：不采用的原因")
        if agreed:
            self.declined.emit(one, reason)

    def _connect(self) -> None:
        self.table.selected.connect(self._follow)
        self.table.opened.connect(self.case_asked)
        self.choose.clicked.connect(self.choose_asked)
        self.accept.clicked.connect(lambda: self.accepted.emit(self._open()))
        self.decline.clicked.connect(self._decline)
        self.to_case.clicked.connect(lambda: self.case_asked.emit(self.table.current()))

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(10)
        for shown in (self.choose, self.decided):
            foot.addWidget(shown)
        foot.addStretch()
        for pressed in (self.to_case, self.decline, self.accept):
            foot.addWidget(pressed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._note)
        layout.addLayout(foot)
