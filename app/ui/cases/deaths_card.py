"""死亡时间来源: what each source says, how far they lie apart, which one is 认定."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import UserError
from app.models import DeathDate
from app.models.base import label
from app.rules.policy import Policy
from app.services.death_dates import DeathDates, DeathLine, death_sources
from app.ui.cases.entries import NOT_CHOSEN, choices
from app.ui.choices import CodeCombo, TickBox
from app.ui.fields import DateEdit, Entry
from app.ui.tables.entry_list import EntryList
from app.ui.tables.record_table import Column
from app.ui.tables.record_view import RecordView
from app.ui.widgets.folding import FoldCard
from app.ui.widgets.form import Form
from app.ui.widgets.grounds import to_note
from app.ui.widgets.texts import button, text_label


def _apart(line: DeathLine) -> str:
    months = line.months_apart
    if line.row.is_settled:
        return "认定"
    if months == 0:
        return "最早" if line.is_earliest else "同月"
    return f"晚 {months} 个月" if months > 0 else f"早 {-months} 个月"


DATES = (
    Column("死亡日期", lambda line: line.row.died_on, 7.2),
    Column("来源", lambda line: line.source, 0),
    Column("材料名称", lambda line: line.row.document or None, 9, dropped=1),
    Column("历法", lambda line: "原为农历" if line.row.is_lunar else "公历", 5, dropped=2),
    Column("比较", _apart, 6),
)


class DeathsCard(FoldCard):
    """Signals:
    entered(dict): fields of DeathDate.
    settled(dict): uid and reason.
    refused(UserError): something cannot be read.
    """

    entered = Signal(object)
    settled = Signal(object)
    refused = Signal(object)

    def __init__(self) -> None:
        super().__init__("死亡时间来源")
        self._form, self._source = Form(), CodeCombo()
        table = RecordView(DATES, most_rows=4, nothing="还没有登记死亡时间")
        self._add_fields()
        self.list = EntryList(table, self._form, add="登记一个来源", change="", save="保存来源")
        self.reason = Form(most_columns=1)
        self.reason.add("reason", "认定理由", Entry("如 以火化证明为准"))
        self.settle = button("认定所选", "check")
        self._findings = text_label("", "warn", wrap=True)
        self._settling = QWidget()
        line = QHBoxLayout(self._settling)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self.reason, 1)
        line.addWidget(self.settle, 0, Qt.AlignmentFlag.AlignBottom)
        self.add(self._findings, self.list, self._settling)
        self.reason.finished.connect(self.settle.setFocus)
        self.settle.clicked.connect(self._settle)
        self.list.entered.connect(self._enter)
        self.list.refused.connect(self.refused)

    def show_dates(self, dates: DeathDates, policy: Policy) -> None:
        self._source.offer(choices(death_sources(policy), first=NOT_CHOSEN))
        self.list.show_records(dates.lines)
        self._settling.setVisible(bool(dates.lines))
        self._findings.setText(to_note(dates.findings))
        self._findings.setVisible(bool(dates.findings))
        settled = dates.settled
        words = f"已认定 {settled.died_on}" if settled else "尚未认定"
        self.tell(f"{len(dates.lines)} 个来源，{words}" if dates.lines else "没有登记")

    def clear(self) -> None:
        self.list.fold()
        self.reason.show_values({"reason": ""})

    def mark(self, refused: UserError) -> bool:
        return self.list.mark(refused) or self.reason.mark(refused)

    def _add_fields(self) -> None:
        titles = {name: label(DeathDate, name) for name in DeathDate.model_fields}
        self._form.add("source", f"{titles['source']} *", self._source)
        self._form.add("died_on", f"{titles['died_on']} *", DateEdit())
        self._form.add("is_lunar", titles["is_lunar"], TickBox("已换算为公历"))
        self._form.add("document", titles["document"], Entry())
        self._form.add("note", titles["note"], Entry(), columns=4)

    def _enter(self, values: dict[str, Any]) -> None:
        if values["died_on"] is None:
            title = label(DeathDate, "died_on")
            refused = UserError("无法登记死亡时间", f"请填写“{title}”。", field="died_on")
            self.refused.emit(refused)
            return
        self.entered.emit(values)

    def _settle(self) -> None:
        reason = self.reason.values()["reason"]
        line = self.list.table.current()
        if not reason or line is None:
            self.refused.emit(UserError("无法认定", "请填写认定的理由。", field="reason"))
            return
        self.settled.emit({"uid": line.row.uid, "reason": reason})
