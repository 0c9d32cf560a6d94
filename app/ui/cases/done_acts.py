"""已办事项: the acts that stand, the latest first; a slip is taken back with its reason."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import UserError
from app.rules.policy import Policy
from app.services.case_view import CaseView, MilestoneLine
from app.ui.acts.act_form import short_title
from app.ui.fields import Entry
from app.ui.tables.record_table import Column
from app.ui.tables.record_view import RecordView
from app.ui.widgets.form import Form
from app.ui.widgets.texts import Card, button, text_label, yuan

ACTS = (
    Column("日期", lambda line: line.milestone.happened_on, 7.2),
    Column("事项", lambda line: line.label, 0),
    Column("期限", lambda line: line.milestone.until, 7.2),
    Column("对方", lambda line: line.milestone.party or None, 7, dropped=2),
    Column("登记人", lambda line: line.milestone.entered_by, 5, dropped=1),
)


class DoneActs(Card):
    """Signals:
    taken_back(dict): uid and reason.
    refused(UserError): the reason is missing.
    """

    taken_back = Signal(object)
    refused = Signal(object)

    def __init__(self) -> None:
        super().__init__("已办事项")
        self.table = RecordView(ACTS, most_rows=6, nothing="还没有登记办理事项")
        self.reason = Form(most_columns=1)
        self.reason.add("note", "撤回原因", Entry("如 日期录入有误"))
        self.take_back = button("撤回所选事项", "undo-2")
        self._told = text_label("", "quiet", wrap=True)
        self._policy: Policy | None = None
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(12)
        foot.addWidget(self.reason, 1)
        foot.addWidget(self.take_back, 0, Qt.AlignmentFlag.AlignBottom)
        for part in (self.table, self._told, self._foot):
            self.body.addWidget(part)
        self.table.chosen.connect(self._tell)
        self.reason.finished.connect(self.take_back.setFocus)
        self.take_back.clicked.connect(self._take_back)

    def show_view(self, view: CaseView) -> None:
        self._policy = view.policy
        lines = view.milestones[::-1]
        self.table.show_records(lines)
        self.table.choose_row(0)
        for part in (self._told, self._foot):
            part.setVisible(bool(lines))
        if lines:
            self._tell(self.table.current())

    def clear(self) -> None:
        self.reason.show_values({"note": ""})

    def mark(self, refused: UserError) -> bool:
        return self.reason.mark(refused)

    def _tell(self, line: MilestoneLine) -> None:
        """All that was entered of the act."""
        if self._policy is not None:
            self._told.setText(told(self._policy, line))

    def _take_back(self) -> None:
        reason = self.reason.values()["note"]
        if not reason:
            self.refused.emit(UserError("无法撤回", "请填写撤回原因。", field="note"))
            return
        self.taken_back.emit({"uid": self.table.current().milestone.uid, "reason": reason})


def told(policy: Policy, line: MilestoneLine) -> str:
    act, kind = line.milestone, policy.milestones[line.milestone.kind]
    manners = getattr(policy, kind.manners) if kind.manners else {}
    manner = manners[act.manner].label if act.manner else ""
    further: dict[str, Any] = {
        "manner": manner,
        "witness": act.witness,
        "reference": act.reference,
        "fen": yuan(act.fen) if act.fen else "",
        "note": act.note,
    }
    parts = [f"{short_title(name)}：{value}" for name, value in further.items() if value]
    return "　".join([line.summary, *parts])
